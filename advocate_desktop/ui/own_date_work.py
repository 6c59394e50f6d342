"""What a user does with own dates: add, change, tick off, move, take out; all can be undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QObject, Signal

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.domain.moments import day_of
from advocate_desktop.domain.own_dates import OwnDate, OwnDateId
from advocate_desktop.services import own_dates
from advocate_desktop.services.cases import new_id
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import calendar_rows, words
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.calendar_rows import CalendarRow
from advocate_desktop.ui.own_date_rows import OwnDateRow
from advocate_desktop.ui.own_date_sheet import OwnDateSheet
from advocate_desktop.ui.undo_notice import say_done

_DERIVED_STAYS = (
    "This date is counted from what happened, so it cannot be taken out. "
    "Open it to mark it as handled."
)


class OwnDateWork(QObject):
    """The verbs; a sheet is handed to whoever has a place for it."""

    sheet_wanted = Signal(str, object)
    """A sheet's name, and the function that makes it."""

    def __init__(self, workspace: Workspace, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._bridge = bridge

    def add(self, day: date | None, case: CaseId | None = None) -> None:
        """Begin a date on a day, or on one still to be typed."""
        own = OwnDate(OwnDateId(new_id()), "", day or self._workspace.now().date(), case=case)
        dated = day is not None
        make = partial(OwnDateSheet, self._workspace, own, is_new=True, dated=dated)
        self.sheet_wanted.emit("own date", make)

    def change(self, own: OwnDate) -> None:
        """Open a date to change it."""
        make = partial(OwnDateSheet, self._workspace, own, is_new=False, remove=self._remove)
        self.sheet_wanted.emit(f"own date {own.id}", make)

    def tick(self, row: OwnDateRow) -> None:
        """Tick a date off, or untick it; of one that repeats, all that came before as well."""
        own, coming = row.occurrence.own, row.occurrence
        if coming.from_call:
            self._bridge.say_problem(calendar_rows.why_fixed(row))
        elif not coming.done:
            self._run("Ticked off", own_dates.tick, own, row.day, of=own)
        else:
            before = row.day - timedelta(days=1) if own.recurrence else None
            self._run("Not ticked off", own_dates.tick, own, before, of=own)

    def move(self, row: CalendarRow, day: date) -> None:
        """Move a date to another day; of one that repeats, all its repeats by as many days."""
        if why := calendar_rows.why_fixed(row):
            self._bridge.say_problem(why)
            return
        assert isinstance(row, OwnDateRow), "what can move is an own date"
        own = row.occurrence.own
        first = day_of(own.at) + (day - row.day)
        more = "All its repeats moved along." if own.recurrence else ""
        self._run(f"Moved to {words.day(day)}", own_dates.move, own, first, of=own, more=more)

    def remove(self, row: CalendarRow) -> None:
        """Take a date out; undo brings it back."""
        if isinstance(row, OwnDateRow) and row.movable:
            self._remove(row.occurrence.own)
        else:
            why = calendar_rows.why_fixed(row) if isinstance(row, OwnDateRow) else _DERIVED_STAYS
            self._bridge.say_problem(why)

    def _remove(self, own: OwnDate) -> None:
        more = "It is gone with all its repeats." if own.recurrence else ""
        self._run("Taken out", own_dates.remove, own.id, of=own, more=more)

    def _run(
        self, label: str, command: Callable[..., None], *values: object, of: OwnDate, more: str = ""
    ) -> None:
        try:
            self._workspace.run(label, command, *values)
        except AdvocateError as error:
            self._bridge.say_problem(error)
        else:
            say_done(self._workspace, self._bridge, label, more, of=of.title)
