"""What a calendar shows: read and derived in slices, and kept until something changes."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.deadlines import UNSETTLED, Deadline, DeadlineState
from advocate_desktop.services import own_dates, views
from advocate_desktop.services.own_dates import Occurrence
from advocate_desktop.services.progress import NO_PROGRESS, Progress
from advocate_desktop.services.views import AgendaEntry
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.store import cases as rows

SLICE = 100
"""Cases read at once; between two slices, others may use the casebook."""
_SHOWN = UNSETTLED | {DeadlineState.MISSED}


@dataclass(frozen=True, slots=True)
class Content:
    """The deadlines that still count, of open cases, and the user's own dates of a span."""

    entries: tuple[AgendaEntry, ...]
    own: tuple[Occurrence, ...]
    first: date
    """The span of the own dates, both days included; deadlines are there whatever their day."""
    last: date
    as_of: datetime


class CalendarReader:
    """Reads a casebook's calendar; what it derived on a day it keeps until told to forget it.

    Any thread may use it.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._known: dict[CaseId, tuple[AgendaEntry, ...]] = {}
        self._day: date | None = None
        self._forgotten = 0
        self._lock = threading.Lock()

    def forget(self, case_ids: Collection[CaseId] = ()) -> None:
        """Derive these cases anew when next asked, or all of them when none is named."""
        with self._lock:
            self._forgotten += 1
            if not case_ids:
                self._known.clear()
            for case_id in case_ids:
                self._known.pop(case_id, None)

    def read(
        self,
        first: date,
        last: date,
        case_id: CaseId | None = None,
        as_of: datetime | None = None,
        progress: Progress = NO_PROGRESS,
    ) -> Content:
        """Return the calendar of one case or of all; own dates from `first` to `last`.

        The progress counts cases. Raises `Cancelled` when it says so, and `CasebookClosed` when the
        casebook is closed meanwhile.
        """
        moment = as_of or self._workspace.now()
        self._begin(moment.date())
        wanted = self._workspace.read(rows.ids) if case_id is None else (case_id,)
        entries = tuple(self._entries(wanted, moment, progress))
        own = own_dates.occurrences(self._workspace, first, last, case_id)
        return Content(entries, own, first, last, moment)

    def _begin(self, day: date) -> None:
        with self._lock:
            if day != self._day:
                self._day = day
                self._known = {}

    def _entries(
        self, wanted: tuple[CaseId, ...], as_of: datetime, progress: Progress
    ) -> Iterator[AgendaEntry]:
        with self._lock:
            known = {case: self._known[case] for case in wanted if case in self._known}
        for kept in known.values():
            yield from kept
        left = [case for case in wanted if case not in known]
        for start in range(0, len(left), SLICE):
            yield from self._slice(left, start, as_of, progress)

    def _slice(
        self, left: list[CaseId], start: int, as_of: datetime, progress: Progress
    ) -> Iterator[AgendaEntry]:
        forgotten = self._forgotten
        made: dict[CaseId, tuple[AgendaEntry, ...]] = {}
        found = self._workspace.read(rows.records_of, left[start : start + SLICE])
        for number, record in enumerate(found):
            progress.step(start + number, len(left), "")
            made[record.case.id] = tuple(filter(_counts, views.agenda_of(record, as_of)))
            yield from made[record.case.id]
        with self._lock:
            # What was read before a change may be wrong after it, and so not be kept.
            if forgotten == self._forgotten and as_of.date() == self._day:
                lasting = {case: kept for case, kept in made.items() if not _by_the_hour(kept)}
                self._known.update(lasting)


def _counts(entry: AgendaEntry) -> bool:
    deadline = entry.deadline
    return not entry.closed and deadline.state in _SHOWN and deadline.handled_on is None


def _by_the_hour(entries: tuple[AgendaEntry, ...]) -> bool:
    """Whether a deadline among them can pass before the day is over."""
    return any(_is_timed(entry.deadline) for entry in entries)


def _is_timed(deadline: Deadline) -> bool:
    moments = (deadline.when, deadline.overdue_after)
    return deadline.state in UNSETTLED and any(isinstance(at, datetime) for at in moments)
