"""Deadlines: what each rule makes of a case's record on a given day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from advocate_desktop.domain.cases import CaseId, CaseRecord
from advocate_desktop.domain.events import EventKind
from advocate_desktop.domain.moments import Moment
from advocate_desktop.domain.rules import Actor, Confidence, RuleBook, RuleId


class DeadlineState(StrEnum):
    """Where a deadline stands as of a day."""

    OPEN = "open"
    MET = "met"
    MET_LATE = "met_late"
    OVERDUE = "overdue"
    MISSED = "missed"
    POSSIBLE = "possible"
    WAITING = "waiting"
    REACHED = "reached"


@dataclass(frozen=True, slots=True)
class EventMark:
    """The event that started or satisfied a deadline."""

    kind: EventKind
    at: Moment


@dataclass(frozen=True, slots=True)
class Deadline:
    """One clock of one case, with its arithmetic."""

    case: CaseId
    rule: RuleId
    track: str
    actor: Actor
    title: str
    started_by: EventMark
    due: Moment | None
    """Nominal last day (first day excluded, last included), or an instant for clocks in hours."""
    act_by: date | None
    """For the member: the last working day on or before `due`."""
    overdue_after: Moment | None
    """For the plan and agencies: `due` rolled forward off weekends and judicial holidays."""
    not_before: date | None
    """For a waiting period, in place of `due`."""
    state: DeadlineState
    satisfied_by: EventMark | None
    days_left: int
    """Calendar days from `as_of` to `due` or `not_before`; negative when past."""
    citation: str
    confidence: Confidence
    guide_says: str | None
    explanation: tuple[str, ...]
    """How it was counted, a line a step."""
    question: str = ""
    """For `possible`: the question whose answer decides it."""
    other_due: Moment | None = None
    """For `possible`: the other value the date may have."""
    quote: str = ""
    source: str = ""

    @property
    def when(self) -> Moment:
        """The date to sort and show by: `due`, or `not_before` for a waiting period."""
        shown = self.due if self.due is not None else self.not_before
        assert shown is not None, "a deadline has a due date or a waiting period's end"
        return shown


def derive(record: CaseRecord, rules: RuleBook, as_of: datetime) -> tuple[Deadline, ...]:
    """Return every deadline of a case as of an instant, ordered by date, then rule id."""
    raise NotImplementedError
