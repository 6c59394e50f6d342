"""Showing what was changed, of a case, of the casebook or of a field, and putting a value back."""

from __future__ import annotations

from PySide6.QtCore import QObject

from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.services import history
from advocate_desktop.services.history import Chain, Field
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import words
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.case_pane import CasePane
from advocate_desktop.ui.field_history_sheet import FieldHistorySheet
from advocate_desktop.ui.history_sheet import HistorySheet, Read
from advocate_desktop.ui.undo_notice import say_done

LABEL = "Earlier value put back"


class HistoryWork(QObject):
    """The verbs; each opens a sheet over the case at hand."""

    def __init__(self, workspace: Workspace, bridge: Bridge, pane: CasePane) -> None:
        super().__init__(pane)
        self._workspace = workspace
        self._bridge = bridge
        self._pane = pane
        pane.page.overview.earlier_wanted.connect(self.show_values)

    def show_case(self) -> None:
        """Show what was ever changed of the case at hand."""
        record = self._pane.record
        if record is None:
            return
        workspace, case = self._workspace, record.case

        def read(limit: int, before: int | None) -> tuple[history.HistoryRow, ...]:
            return history.history(workspace, case.id, limit, before)

        title = f"History of “{case.title or record.client.name}”"
        self._pane.open_sheet(case.id, "history", lambda: self._sheet(title, read))

    def show_casebook(self) -> None:
        """Show what was ever changed in the casebook."""
        workspace = self._workspace

        def read(limit: int, before: int | None) -> tuple[history.HistoryRow, ...]:
            return history.history(workspace, None, limit, before)

        self._pane.open_sheet(
            None, "casebook history", lambda: self._sheet("History of this casebook", read)
        )

    def say_clock(self) -> None:
        """Warn when the computer's clock stands before the last step."""
        last = history.ahead_of_clock(self._workspace)
        if last is not None:
            self._bridge.say_problem(
                f"This computer says it is {words.moment(self._workspace.now())}, but the last "
                f"change here was made on {words.moment(last)}. Nothing is lost. Set the clock "
                "right: every date is counted from it."
            )

    def show_values(self, field: Field) -> None:
        """Show the values that a field ever had."""
        if self._pane.flush():
            self._pane.open_sheet(None, f"values {field}", lambda: self._values_sheet(field))

    def _sheet(self, title: str, read: Read) -> HistorySheet:
        sheet = HistorySheet(title, read, writable=not self._workspace.read_only)
        sheet.put_back_wanted.connect(self._put_back)
        sheet.values_wanted.connect(self.show_values)
        self._bridge.changed.connect(sheet.refresh_rows)
        self._follow(sheet)
        return sheet

    def _values_sheet(self, field: Field) -> FieldHistorySheet:
        sheet = FieldHistorySheet(self._workspace, field)
        sheet.put_back_wanted.connect(self._put_back)
        self._bridge.changed.connect(sheet.refresh_rows)
        return sheet

    def _follow(self, sheet: HistorySheet) -> None:
        """Follow the seals in the background; a long history takes seconds."""
        workspace, alive = self._workspace, [sheet]
        sheet.destroyed.connect(lambda: alive.clear())

        def tell(chain: Chain) -> None:
            for there in alive:
                there.show_chain(chain)

        self._bridge.tasks.start(
            "", lambda progress: history.chain(workspace, progress), tell, self._bridge.say_problem
        )

    def _put_back(self, field: Field, value: str | int | None) -> None:
        try:
            self._workspace.run(LABEL, history.put_back, field, value)
        except AdvocateError as error:
            self._bridge.say_problem(error)
        else:
            say_done(self._workspace, self._bridge, LABEL)
