"""Doors of Medi-Cal plans: the plan's appeal and the State Fair Hearing."""

from __future__ import annotations

from advocate_desktop.domain.coverage import Program
from advocate_desktop.domain.doors.door import (
    Approach,
    Finding,
    NextLevel,
    RouteState,
    above_the_appeal,
    done,
    until_deadline,
    wrong_program,
)
from advocate_desktop.domain.events import EventKind
from advocate_desktop.domain.moments import day_of


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
    return above_the_appeal(approach, _HEARING)


_HEARING = NextLevel(
    used=(EventKind.STATE_HEARING_HELD, EventKind.STATE_HEARING_REQUESTED),
    used_words="The hearing was asked for or held",
    rule="medi_cal.hearing.request_by",
    late_rules=("medi_cal.appeal.resolve", "ca.grievance.resolve"),
    citation="42 CFR 438.408(f)",
    late_citation="42 CFR 438.408(c)(3)",
    first="Appeal to the plan first.",
)
