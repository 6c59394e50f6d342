"""Records to look through: cases that ended so long ago that they need not be kept.

It only reminds. Nothing is ever erased by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

from advocate_desktop.domain.cases import CaseId, CaseRecord
from advocate_desktop.domain.events import EventKind
from advocate_desktop.domain.moments import day_of
from advocate_desktop.domain.people import ClientId
from advocate_desktop.services.workspace import Unit, Workspace
from advocate_desktop.store import cases as rows
from advocate_desktop.store import settings

_YEARS = "retention.years"
USUAL_YEARS = 7
"""A common span for such records; the user decides."""


@dataclass(frozen=True, slots=True)
class OldRecord:
    """A case that was closed so many years ago."""

    case: CaseId
    client: ClientId
    client_name: str
    title: str
    closed_on: date
    due_on: date
    """From when on it is to be looked at."""


def years(workspace: Workspace) -> int:
    """Return after how many years a closed case is to be looked at; 0 for never."""
    kept = workspace.read(settings.value, _YEARS)
    return int(kept) if kept.isdecimal() and kept.isascii() else USUAL_YEARS


def set_years(unit: Unit, number: int) -> None:
    """Say after how many years a closed case is to be looked at; 0 for never."""
    settings.put(unit, _YEARS, str(number))


def old_records(workspace: Workspace) -> tuple[OldRecord, ...]:
    """Return the cases that are due to be looked at today, closed longest ago first."""
    span, today = years(workspace), workspace.now().date()
    if not span:
        return ()
    found = [_old(record, span) for record in workspace.read(rows.records)]
    due = [old for old in found if old is not None and old.due_on <= today]
    return tuple(sorted(due, key=lambda old: (old.closed_on, old.client_name, old.case)))


def _old(record: CaseRecord, span: int) -> OldRecord | None:
    """Return when a case is due: so many years after it was closed, if nothing came since."""
    if not record.events or record.events[-1].kind is not EventKind.CLOSED:
        return None
    closed = day_of(record.events[-1].at)
    return OldRecord(
        record.case.id,
        record.client.id,
        record.client.name,
        record.case.title,
        closed,
        closed + relativedelta(years=span),
    )
