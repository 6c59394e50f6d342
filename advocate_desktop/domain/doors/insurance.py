"""Doors of policies that the California Department of Insurance (CDI) supervises."""

from __future__ import annotations

from advocate_desktop.domain.coverage import Program
from advocate_desktop.domain.deadlines import DeadlineState
from advocate_desktop.domain.doors.door import (
    Approach,
    Finding,
    RouteState,
    closed,
    until_deadline,
    wrong_program,
)
from advocate_desktop.domain.events import EventKind, Outcome
from advocate_desktop.domain.moments import day_of, in_words


def cdi_complaint(approach: Approach) -> Finding:
    """A complaint to the Department of Insurance."""
    if approach.program is not Program.CDI:
        return wrong_program(approach, "the Department of Insurance does not supervise it")
    reason = "The Department of Insurance takes complaints about the insurer: 1-800-927-4357."
    return Finding(RouteState.OPEN, (reason,), ("California Department of Insurance",))


def cdi_imr(approach: Approach) -> Finding:
    """Independent Medical Review through the Department of Insurance."""
    if approach.program is not Program.CDI:
        return wrong_program(approach, "the Department of Insurance does not supervise it")
    decided = approach.latest(EventKind.DECISION_RECEIVED)
    if decided is not None and decided.outcome is Outcome.FAVORABLE:
        return closed(f"The insurer decided in your favor on {in_words(decided.at)}.")
    deadline = approach.deadline("cdi.imr.apply_by")
    if deadline is not None:
        return until_deadline(deadline, "The insurer has decided against you.")
    wait = approach.deadline("cdi.imr.wait")
    if wait is None:
        reason = "Appeal to the insurer first."
        return Finding(RouteState.NOT_YET, (reason,), ("Insurance Code 10169(j)",))
    opens = day_of(wait.when)
    if wait.state is DeadlineState.WAITING:
        reason = f"The insurer may take until {in_words(opens)} to decide."
        return Finding(RouteState.NOT_YET, (reason,), (wait.citation,), opens=opens)
    reason = f"The insurer's time ran out on {in_words(opens)} with no decision."
    return Finding(RouteState.OPEN, (reason,), (wait.citation,), opens=opens)
