"""Doors of Medi-Cal plans: the plan's appeal and the State Fair Hearing."""

from __future__ import annotations

from advocate_desktop.domain.coverage import Program
from advocate_desktop.domain.doors.door import (
    Approach,
    Finding,
    RouteState,
    closed,
    done,
    until_deadline,
    wrong_program,
)
from advocate_desktop.domain.events import EventKind, Outcome
from advocate_desktop.domain.moments import day_of, in_words


def medi_cal_appeal(approach: Approach) -> Finding:
    """An appeal to the Medi-Cal plan against its denial."""
    if approach.program is not Program.MEDI_CAL:
        return wrong_program(approach, "this appeal is for Medi-Cal")
    cite = "42 CFR 438.402(c)(2)(ii)"
    deadline = approach.deadline("medi_cal.appeal.file_by")
    filed = approach.latest(EventKind.APPEAL_FILED)
    if filed is None and deadline is not None:
        filed = approach.latest(EventKind.GRIEVANCE_FILED)
        if filed is not None and day_of(filed.at) < day_of(deadline.started_by.at):
            filed = None
    if filed is not None:
        return done(filed, "The appeal was filed", cite)
    if deadline is None:
        reason = "For a denial: record the day on the plan's Notice of Action."
        return Finding(RouteState.NOT_YET, (reason,), (cite,))
    return until_deadline(deadline, "The plan must take the appeal.")


def state_fair_hearing(approach: Approach) -> Finding:
    """A hearing before the State, after the plan's appeal decision."""
    if approach.program is not Program.MEDI_CAL:
        return wrong_program(approach, "State Fair Hearings are for Medi-Cal")
    asked = approach.latest(EventKind.STATE_HEARING_HELD, EventKind.STATE_HEARING_REQUESTED)
    cite = "42 CFR 438.408(f)"
    if asked is not None:
        return done(asked, "The hearing was asked for or held", cite)
    decided = approach.latest(EventKind.DECISION_RECEIVED)
    if decided is not None and decided.outcome is Outcome.FAVORABLE:
        return closed(f"The plan decided in your favor on {in_words(decided.at)}.", cite=(cite,))
    deadline = approach.deadline("medi_cal.hearing.request_by")
    if deadline is not None:
        return until_deadline(deadline, "The plan has decided against you.")
    if approach.is_late("medi_cal.appeal.resolve", "ca.grievance.resolve"):
        reason = "The plan did not decide in time, so its appeal counts as used up."
        return Finding(RouteState.OPEN, (reason,), ("42 CFR 438.408(c)(3)",))
    return Finding(RouteState.NOT_YET, ("Appeal to the plan first.",), (cite,))
