"""The trash: what was put there, to be put back or erased for good."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHeaderView

from advocate_desktop.services.trash import ERASED_AS, Kind, TrashRow, put_back, trash
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import cards, icons, words
from advocate_desktop.ui.rows import Column, RowsModel
from advocate_desktop.ui.sheet import Sheet
from advocate_desktop.ui.two_lines import RowTable

_INTRO = (
    "What you put into the trash stays here for 30 days. Then it is erased for good, from the "
    "history of changes too. Backups made before still hold it."
)
_ICONS = {Kind.CLIENT: "user", Kind.CASE: "list", Kind.DOCUMENT: "file-text"}
_WHOSE = {
    Kind.CLIENT: "A client with every case",
    Kind.CASE: "{client}",
    Kind.DOCUMENT: "{client} · {case}",
}
_NOUNS = {Kind.CLIENT: "Client", Kind.CASE: "Case", Kind.DOCUMENT: "Document"}


class TrashSheet(Sheet):
    """A list, put there last first; Enter puts the chosen one back."""

    erase_wanted = Signal(object, str)
    """The `What` and the id of the chosen row."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__("Trash", "Put back", self._put_back, _INTRO)
        self._workspace = workspace
        self.model: RowsModel[TrashRow] = RowsModel(_COLUMNS, lambda row: row.id, self)
        self.table = RowTable("Trash", two_lines=True)
        self.table.setModel(self.model)
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.table.doubleClicked.connect(lambda: self.attempt())
        self.empty = cards.Words("The trash is empty.")
        self.body.addWidget(self.empty)
        self.body.addWidget(self.table, 1)
        self.fill()
        self.cancel_button.setText("Close")
        self.erase_button = cards.button("Erase for good…", "trash-2", self._erase)
        self.buttons.insertWidget(1, self.erase_button)
        self.table.selectionModel().selectionChanged.connect(self._follow_choice)
        self.setFocusProxy(self.table)
        self.refresh()

    def refresh(self) -> None:
        """Read the trash anew and choose its first row."""
        rows = trash(self._workspace)
        self.model.set_rows(rows)
        self.empty.setVisible(not rows)
        self.table.setVisible(bool(rows))
        if rows and self._chosen() is None:
            self.table.selectRow(0)
        self._follow_choice()

    def _chosen(self) -> TrashRow | None:
        rows = self.table.selectionModel().selectedRows()
        return self.model.row(rows[0].row()) if rows else None

    def _follow_choice(self) -> None:
        can = self._chosen() is not None and not self._workspace.read_only
        self.main_button.setEnabled(can)
        self.erase_button.setEnabled(can)

    def _put_back(self) -> None:
        row = self._chosen()
        if row is not None:
            self._workspace.run(f"{_NOUNS[row.kind]} put back", put_back, row)
            self.refresh()

    def _erase(self) -> None:
        row = self._chosen()
        if row is not None:
            self.erase_wanted.emit(ERASED_AS[row.kind], row.id)


def _left(row: TrashRow) -> str:
    return f"{words.days(row.days_left)} left"


def _whose(row: TrashRow) -> str:
    return _WHOSE[row.kind].format(client=row.client, case=row.case)


_COLUMNS = (
    Column[TrashRow](
        "What",
        text=lambda row: row.name,
        second=_whose,
        icon=lambda row: icons.icon(_ICONS[row.kind]),
        spoken=lambda row: f"{_NOUNS[row.kind]} {row.name}, {_whose(row)}",
    ),
    Column[TrashRow]("Put here", text=lambda row: words.moment(row.at), second=_left),
)
