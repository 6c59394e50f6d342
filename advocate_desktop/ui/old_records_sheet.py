"""Records to look through: cases closed so long ago that they need not be kept."""

from __future__ import annotations

from PySide6.QtCore import Signal

from advocate_desktop.services import retention
from advocate_desktop.services.retention import OldRecord
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import icons, words
from advocate_desktop.ui.fields import ChoiceField
from advocate_desktop.ui.forms import add_row, form_table
from advocate_desktop.ui.list_sheet import ListSheet
from advocate_desktop.ui.rows import Column

_INTRO = (
    "These cases were closed long ago. Keep them, or let them go; nothing goes by itself. How long "
    "records must be kept depends on your work: ask if you are not sure."
)
_YEARS = {0: "Never remind me", **{n: f"{n} years after it was closed" for n in (3, 5, 7, 10, 15)}}


class OldRecordsSheet(ListSheet[OldRecord]):
    """A list, closed longest ago first, and after how many years a case is on it."""

    open_wanted = Signal(object)
    """The `CaseId`."""
    trash_wanted = Signal(object)
    """The `CaseId`."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(
            "Records to look through",
            "Look at the case",
            _INTRO,
            _COLUMNS,
            lambda row: row.case,
            lambda: retention.old_records(workspace),
            "There is nothing to look through.",
            not workspace.read_only,
        )
        self._workspace = workspace
        self.years = ChoiceField(_YEARS)
        self.years.set_value(retention.years(workspace))
        self.years.setEnabled(not workspace.read_only)
        self.years.edited.connect(self._set_years)
        table = form_table()
        add_row(table, "Remind me", self.years)
        self.body.addLayout(table)
        self.trash_button = self.add_button(
            "Into the trash", "trash-2", lambda row: self.trash_wanted.emit(row.case)
        )
        self.refresh()

    def take(self, row: OldRecord) -> None:
        """Open the case."""
        self.open_wanted.emit(row.case)

    def _set_years(self) -> None:
        self._workspace.run("Years of keeping chosen", retention.set_years, self.years.value())
        self.refresh()


_COLUMNS = (
    Column[OldRecord](
        "Case",
        text=lambda row: row.title,
        second=lambda row: row.client_name,
        icon=lambda row: icons.icon("history"),
    ),
    Column[OldRecord]("Closed", text=lambda row: words.day(row.closed_on)),
)
