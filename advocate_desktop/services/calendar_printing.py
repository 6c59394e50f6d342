"""The calendar on paper: a month or an agenda of one case or of all, as a PDF."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from advocate_desktop.domain.calendar_entries import CalendarEntry, EntryMark
from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.deadlines import UNSETTLED, Deadline, DeadlineState
from advocate_desktop.domain.moments import PACIFIC, Moment, day_of
from advocate_desktop.domain.rules import Actor
from advocate_desktop.filings.calendar_pages import agenda_page, month_page
from advocate_desktop.services import own_dates, saving, views
from advocate_desktop.services.workspace import Workspace

_SHOWN = UNSETTLED | {DeadlineState.MISSED}


def entries(
    workspace: Workspace, first: date, last: date, case_id: CaseId | None = None
) -> tuple[CalendarEntry, ...]:
    """Return what is due from `first` to `last`, both included, with the user's own dates.

    What is met, handled or belongs to an ended case is left out; a deadline of the member stands
    on the day to act by.
    """
    found = [*_derived(workspace, first, last, case_id), *_own(workspace, first, last, case_id)]
    return tuple(sorted(found, key=lambda e: (e.day, e.time, e.who, e.text)))


def print_month(
    workspace: Workspace, year: int, month: int, out: Path, case_id: CaseId | None = None
) -> None:
    """Write a month as a PDF; raise `AdvocateError` when the file cannot be written."""
    first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
    shown = entries(workspace, first, last, case_id)
    today, whose = day_of(workspace.now()), _whose(workspace, case_id)
    saving.save_bytes(out, month_page(year, month, shown, today, whose))


def print_agenda(
    workspace: Workspace, first: date, last: date, out: Path, case_id: CaseId | None = None
) -> None:
    """Write an agenda as a PDF, with what is already late before it; raise as `print_month`."""
    late = entries(workspace, date.min, first, case_id)
    earlier = [e for e in late if e.mark is EntryMark.LATE and e.day < first]
    shown = [*earlier, *entries(workspace, first, last, case_id)]
    today, whose = day_of(workspace.now()), _whose(workspace, case_id)
    saving.save_bytes(out, agenda_page(first, last, shown, today, whose))


def _whose(workspace: Workspace, case_id: CaseId | None) -> str:
    if case_id is None:
        return "all clients"
    return views.case_page(workspace, case_id).record.client.name


def _derived(
    workspace: Workspace, first: date, last: date, case_id: CaseId | None
) -> Iterator[CalendarEntry]:
    for entry in views.agenda(workspace, None, None, case_id):
        deadline = entry.deadline
        day = deadline.act_by or day_of(deadline.when)
        wanted = deadline.state in _SHOWN and deadline.handled_on is None and not entry.closed
        if wanted and first <= day <= last:
            yield CalendarEntry(
                day, _mark(deadline), deadline.title, entry.client, _clock(deadline.when)
            )


def _own(
    workspace: Workspace, first: date, last: date, case_id: CaseId | None
) -> Iterator[CalendarEntry]:
    for occurrence in own_dates.occurrences(workspace, first, last, case_id):
        if not occurrence.done:
            at = occurrence.at
            yield CalendarEntry(
                day_of(at), EntryMark.OWN, occurrence.own.title, occurrence.client, _clock(at)
            )


def _mark(deadline: Deadline) -> EntryMark:
    if deadline.state in (DeadlineState.OVERDUE, DeadlineState.MISSED):
        return EntryMark.LATE
    if deadline.state is DeadlineState.POSSIBLE:
        return EntryMark.POSSIBLE
    return EntryMark.YOURS if deadline.actor is Actor.MEMBER else EntryMark.THEIRS


def _clock(at: Moment) -> str:
    return f"{at.astimezone(PACIFIC):%H:%M}" if isinstance(at, datetime) else ""
