"""All clients, also those without a case: change one, see what was disclosed, let one go."""

from __future__ import annotations

from PySide6.QtCore import Signal

from advocate_desktop.services.views import ClientRow, client_rows
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import cards, icons, words
from advocate_desktop.ui.list_sheet import ListSheet
from advocate_desktop.ui.rows import Column

_INTRO = "Everybody whose cases you keep, also those who have no case yet."


class ClientsSheet(ListSheet[ClientRow]):
    """A list by family name; Enter opens the chosen one."""

    change_wanted = Signal(object)
    trash_wanted = Signal(object)
    disclosures_wanted = Signal(object)
    export_wanted = Signal(object)
    consents_wanted = Signal(object)
    erase_wanted = Signal(object)
    """Each with the `ClientId`."""
    new_wanted = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(
            "Clients",
            "Look at or change",
            _INTRO,
            _COLUMNS,
            lambda row: row.id,
            lambda: client_rows(workspace),
            "There is no client yet. Ctrl+Shift+N enters the first one.",
            not workspace.read_only,
        )
        self.new_button = cards.button("New client", "plus", self.new_wanted.emit)
        self.new_button.setEnabled(not workspace.read_only)
        self.add_beside(self.new_button)
        disclosed = self.add_button(
            "What was disclosed", "history", lambda row: self.disclosures_wanted.emit(row.id)
        )
        disclosed.setToolTip("Who got what of this client")
        self.consents_button = self.add_button(
            "Consents", "file-text", lambda row: self.consents_wanted.emit(row.id)
        )
        self.export_button = self.add_button(
            "Export all of it…", "download", lambda row: self.export_wanted.emit(row.id)
        )
        self.trash_button = self.add_button(
            "Into the trash", "trash-2", lambda row: self.trash_wanted.emit(row.id)
        )
        self.erase_button = self.add_button(
            "Erase for good…", "trash-2", lambda row: self.erase_wanted.emit(row.id)
        )
        self.refresh()

    def take(self, row: ClientRow) -> None:
        """Open a client."""
        self.change_wanted.emit(row.id)


_COLUMNS = (
    Column[ClientRow](
        "Client",
        text=lambda row: row.name or "Without a name",
        second=lambda row: words.count(row.cases, "case") if row.cases else "No case yet",
        icon=lambda row: icons.icon("user"),
    ),
)
