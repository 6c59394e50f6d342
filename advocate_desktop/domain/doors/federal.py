"""Doors of federal programs: Medicare Advantage, employers' self-funded plans, FEHB."""

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

_RECORD_DENIAL = "Record the date on the plan's denial notice."


def medicare_reconsideration(approach: Approach) -> Finding:
    """The first appeal in Medicare Advantage."""
    if approach.program is not Program.MEDICARE_ADVANTAGE:
        return wrong_program(approach, "this appeal is for Medicare Advantage")
    return _first_appeal(
        approach, "medicare.reconsideration.file_by", "The plan must reconsider its denial."
    )


def medicare_grievance(approach: Approach) -> Finding:
    """A complaint to a Medicare plan about anything but a coverage denial."""
    if approach.program is not Program.MEDICARE_ADVANTAGE:
        return wrong_program(approach, "this grievance is for Medicare Advantage")
    cite = "42 CFR 422.564(d)"
    filed = approach.latest(EventKind.GRIEVANCE_FILED, EventKind.GRIEVANCE_RECEIVED)
    if filed is not None:
        return done(filed, "The grievance was filed", cite)
    deadline = approach.deadline("medicare.grievance.file_by")
    if deadline is None:
        reason = "For service, quality or waiting, not for a denial: record the day it happened."
        return Finding(RouteState.NOT_YET, (reason,), (cite,))
    return until_deadline(deadline, "For service, quality or waiting, not for a denial.")


def erisa_appeal(approach: Approach) -> Finding:
    """The internal appeal of an employer's plan."""
    if approach.program is not Program.SELF_FUNDED:
        return wrong_program(approach, "this appeal is for an employer's self-funded plan")
    return _first_appeal(approach, "erisa.appeal.file_by", "The plan must take the appeal.")


def federal_external_review(approach: Approach) -> Finding:
    """Review by an independent organization under federal rules."""
    if approach.program is not Program.SELF_FUNDED:
        return wrong_program(approach, "federal external review is for self-funded plans")
    return above_the_appeal(approach, _EXTERNAL_REVIEW)


_EXTERNAL_REVIEW = NextLevel(
    used=(EventKind.EXTERNAL_REVIEW_REQUESTED,),
    used_words="External review was asked for",
    rule="federal.external_review.request_by",
    late_rules=("erisa.appeal.decide",),
    citation="45 CFR 147.136(d)",
    late_citation="29 CFR 2560.503-1(l)(1)",
    first="Use the plan's own appeal first.",
)


def fehb_reconsideration(approach: Approach) -> Finding:
    """The reconsideration of a federal employees' plan."""
    if approach.program is Program.OTHER:
        reason = "Only for a federal employees' (FEHB) plan: is it one?"
        return Finding(RouteState.POSSIBLE, (reason,), ("48 CFR 1652.204-72",))
    if approach.program is not Program.FEHB:
        return wrong_program(approach, "this reconsideration is for federal employees' plans")
    return _first_appeal(
        approach, "fehb.reconsideration.request_by", "The plan must reconsider its denial."
    )


def _first_appeal(approach: Approach, rule: str, why: str) -> Finding:
    deadline = approach.deadline(rule)
    filed = approach.latest(EventKind.APPEAL_FILED)
    if filed is not None:
        cite = (deadline.citation,) if deadline is not None else ()
        return done(filed, "The appeal was filed", *cite)
    if deadline is None:
        return Finding(RouteState.NOT_YET, (_RECORD_DENIAL,))
    return until_deadline(deadline, why)
