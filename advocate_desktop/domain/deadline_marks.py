"""What a user says about a derived deadline: handled, or another day with the reason for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NewType

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.counting import roll_back
from advocate_desktop.domain.deadlines import Deadline, DeadlineState
from advocate_desktop.domain.moments import day_of
from advocate_desktop.domain.rules import Actor, RuleId

DeadlineMarkId = NewType("DeadlineMarkId", str)


@dataclass(frozen=True, slots=True)
class DeadlineMark:
    """A mark on the deadline of a rule that one event started."""

    id: DeadlineMarkId
    case: CaseId
    rule: RuleId
    started_on: date
    """The day of the event that started it; tells two clocks of one rule apart."""
    handled_on: date | None = None
    new_date: date | None = None
    """The day a letter or the Evidence of Coverage gives instead."""
    reason: str = ""


def apply(
    deadlines: Iterable[Deadline], marks: Iterable[DeadlineMark], as_of: datetime
) -> tuple[Deadline, ...]:
    """Return the deadlines with the user's marks; what was derived stays visible beside them."""
    by_key = {(m.case, m.rule, m.started_on): m for m in marks}
    marked = (
        _marked(d, by_key.get((d.case, d.rule, day_of(d.started_by.at))), as_of) for d in deadlines
    )
    return tuple(sorted(marked, key=lambda d: (day_of(d.when), d.rule)))


def _marked(deadline: Deadline, mark: DeadlineMark | None, as_of: datetime) -> Deadline:
    if mark is None:
        return deadline
    if mark.new_date is not None:
        deadline = _moved(deadline, mark.new_date, mark.reason, day_of(as_of))
    return replace(deadline, handled_on=mark.handled_on)


def _moved(deadline: Deadline, new: date, reason: str, today: date) -> Deadline:
    waiting = deadline.due is None
    own = deadline.actor is Actor.MEMBER and not waiting
    return replace(
        deadline,
        due=None if waiting else new,
        not_before=new if waiting else None,
        act_by=roll_back(new) if own else None,
        overdue_after=None if own or waiting else new,
        state=_state(deadline, new, today),
        days_left=(new - today).days,
        question="",
        other_due=None,
        derived_date=deadline.when,
        moved_because=reason,
    )


def _state(deadline: Deadline, new: date, today: date) -> DeadlineState:
    if deadline.due is None:
        return DeadlineState.REACHED if today >= new else DeadlineState.WAITING
    answer = deadline.satisfied_by
    if answer is not None:
        return DeadlineState.MET if day_of(answer.at) <= new else DeadlineState.MET_LATE
    if today <= new:
        return DeadlineState.OPEN
    return DeadlineState.MISSED if deadline.actor is Actor.MEMBER else DeadlineState.OVERDUE
