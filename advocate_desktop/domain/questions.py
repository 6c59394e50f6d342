"""Open questions: what the user records to answer the one that keeps a date unsure."""

from __future__ import annotations

from dataclasses import dataclass

from advocate_desktop.domain.clocks import OUTCOME_QUESTION, SUBJECT_QUESTION, TIME_QUESTION
from advocate_desktop.domain.deadlines import Deadline
from advocate_desktop.domain.events import Event, EventKind

_GRIEVANCE = frozenset({EventKind.GRIEVANCE_FILED, EventKind.GRIEVANCE_RECEIVED})


@dataclass(frozen=True, slots=True)
class NewEvent:
    """The answer is an event that the record does not hold yet."""

    kind: EventKind


@dataclass(frozen=True, slots=True)
class FullerEvent:
    """The answer belongs to an event that the record holds: its outcome, time or way of sending."""

    event: Event


@dataclass(frozen=True, slots=True)
class DisputeSubject:
    """The answer is what is in dispute, a fact of the case itself."""


Answer = NewEvent | FullerEvent | DisputeSubject


def answer_to(deadline: Deadline) -> Answer | None:
    """Return what to record so that a possible date becomes sure; None when nothing is open."""
    question, start = deadline.question, deadline.working.start
    if not question:
        return None
    if question == SUBJECT_QUESTION:
        return DisputeSubject()
    if question in (OUTCOME_QUESTION, TIME_QUESTION):
        return FullerEvent(start.event)
    bound = deadline.working.rule.bound
    if bound is not None and bound.ask == question:
        return NewEvent(bound.event)
    if start.event.kind in _GRIEVANCE:
        return NewEvent(EventKind.GRIEVANCE_RECEIVED)
    if start.event.kind is EventKind.APPEAL_FILED:
        return NewEvent(EventKind.APPEAL_RECEIVED)
    return FullerEvent(start.event)
