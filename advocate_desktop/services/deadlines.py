"""What users do to derived deadlines: mark one handled, set another date, look ahead."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, datetime

from advocate_desktop.domain.cases import CaseRecord
from advocate_desktop.domain.deadline_marks import DeadlineMark, DeadlineMarkId
from advocate_desktop.domain.deadlines import Deadline, derive
from advocate_desktop.domain.errors import Invalid
from advocate_desktop.domain.moments import day_of
from advocate_desktop.domain.moves import Move, moves
from advocate_desktop.services.rules import rule_book
from advocate_desktop.services.workspace import Unit
from advocate_desktop.store import own_dates as rows


def mark_handled(unit: Unit, deadline: Deadline, day: date | None) -> None:
    """Say that a deadline is handled since a day; None takes that back."""
    rows.set_mark(unit, deadline.case, replace(_marked(unit, deadline), handled_on=day))


def set_date(unit: Unit, deadline: Deadline, new: date | None, reason: str) -> None:
    """Put another date in place of the derived one; None goes back to it.

    Raises `Invalid` without a reason: a letter or the Evidence of Coverage must give the time.
    """
    if new is not None and not reason.strip():
        raise Invalid("Say which letter or page gives this date. Nothing was changed.")
    why = reason.strip() if new is not None else ""
    mark = replace(_marked(unit, deadline), new_date=new, reason=why)
    rows.set_mark(unit, deadline.case, mark)


def _marked(unit: Unit, deadline: Deadline) -> DeadlineMark:
    """Return the mark on a deadline, or a new one that says nothing yet."""
    started_on = day_of(deadline.started_by.at)
    found = rows.find_mark(unit.connection, deadline.case, deadline.rule, started_on)
    return found or DeadlineMark(DeadlineMarkId(uuid.uuid4().hex), deadline.rule, started_on)


def what_moves(before: CaseRecord, after: CaseRecord, as_of: datetime) -> tuple[Move, ...]:
    """Return what a change of a record would do to its deadlines; nothing is saved."""
    rules = rule_book()
    return moves(derive(before, rules, as_of), derive(after, rules, as_of))
