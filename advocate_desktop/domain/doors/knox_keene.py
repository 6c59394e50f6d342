"""Doors of plans licensed by the DMHC: grievance, expedited grievance, complaint, and review."""

from __future__ import annotations

from dataclasses import replace

from advocate_desktop.domain.cases import DenialReason, Issue
from advocate_desktop.domain.coverage import Program
from advocate_desktop.domain.deadlines import DeadlineState
from advocate_desktop.domain.doors.door import (
    KNOX_KEENE,
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
from advocate_desktop.domain.rules import Condition

_NO_WAIT = "Health & Safety Code 1368.03(a)"
_PHONE = "For a serious threat to health, phone the DMHC at once: 1-888-466-2219."
_REVIEWABLE = {
    DenialReason.NOT_MEDICALLY_NECESSARY: (
        "The plan says the care is not medically necessary: independent doctors can review that.",
        "Health & Safety Code 1374.30(b)",
    ),
    DenialReason.EXPERIMENTAL: (
        "The plan calls the care experimental. Independent experts can review that when the "
        "condition is life-threatening or seriously debilitating and a doctor certifies what "
        "the law asks for. If it is not that grave, argue that the care is necessary as well.",
        "Health & Safety Code 1370.4(a)",
    ),
    DenialReason.NOT_EMERGENCY: (
        "The plan will not pay for emergency or urgent care: independent doctors can review that.",
        "28 CCR 1300.74.30(a)",
    ),
}


def plan_grievance(approach: Approach) -> Finding:
    """A formal complaint to the plan itself."""
    if approach.program in (Program.CDI, Program.FEHB, Program.OTHER):
        return Finding(
            RouteState.POSSIBLE,
            ("Most plans take a complaint or appeal first: see the denial letter or the policy.",),
        )
    if approach.program not in KNOX_KEENE:
        return wrong_program(approach, "its own appeal takes the place of this grievance")
    filed = approach.latest(EventKind.GRIEVANCE_FILED, EventKind.GRIEVANCE_RECEIVED)
    if filed is not None:
        return done(filed, "The grievance was filed", "Health & Safety Code 1368.01(a)")
    if approach.program is Program.MEDI_CAL:
        reason = "A Medi-Cal grievance can be filed at any time; a denial is appealed instead."
        return Finding(RouteState.OPEN, (reason,), ("42 CFR 438.402(c)(2)(i)",))
    deadline = approach.deadline("ca.grievance.file_by")
    if deadline is None:
        return Finding(
            RouteState.OPEN,
            ("Record the day of the denial or the incident to see the last day.",),
            ("28 CCR 1300.68(b)(9)",),
        )
    late = Finding(
        RouteState.POSSIBLE,
        (
            f"The 180 days ended on {in_words(deadline.when)}. That is the least a plan must "
            "allow: it may accept a later grievance, so ask.",
        ),
        (deadline.citation,),
        until=day_of(deadline.when),
    )
    return until_deadline(deadline, "The plan must take the grievance.", late)


def expedited_grievance(approach: Approach) -> Finding:
    """A grievance the plan must answer in three days because health is in danger."""
    if approach.program not in KNOX_KEENE:
        return wrong_program(approach, "its own expedited appeal takes the place of this")
    cite = "Health & Safety Code 1368.01(b)"
    requested = approach.latest(EventKind.EXPEDITED_REQUESTED)
    if approach.holds(Condition.EXPEDITED) and requested is not None:
        return done(requested, "The expedited review was asked for", cite)
    refused = approach.latest(EventKind.EXPEDITED_REFUSED)
    if refused is not None:
        return closed(
            f"The plan refused to expedite on {in_words(refused.at)}. You can go straight to the "
            "DMHC when health is in danger.",
            cite=(cite, _NO_WAIT),
        )
    decided = approach.latest(EventKind.DECISION_RECEIVED)
    if decided is not None:
        return closed(f"The plan has decided on {in_words(decided.at)}.", cite=(cite,))
    if approach.holds(Condition.URGENT):
        return Finding(
            RouteState.OPEN,
            ("The record says health is in serious danger: the plan must answer in three days.",),
            (cite,),
        )
    return closed(
        "Only for an imminent and serious threat to health, which the record does not state.",
        cite=(cite,),
    )


def dmhc_complaint(approach: Approach) -> Finding:
    """A complaint to the Department of Managed Health Care."""
    if approach.program not in KNOX_KEENE:
        return wrong_program(approach, "the DMHC does not decide its disputes")
    filed = approach.latest(EventKind.DMHC_COMPLAINT_FILED)
    if filed is not None:
        return done(filed, "The complaint was filed", "Health & Safety Code 1368(b)")
    taken = _with_the_dmhc(approach)
    if taken is not None:
        return taken
    favorable = _favorable(approach)
    if favorable is not None:
        return favorable
    at_once = _no_waiting(approach)
    found = at_once or _after_waiting(approach, "ca.dmhc.wait", ("ca.dmhc.file_by",))
    return _with_review_in_mind(approach, found)


def _with_review_in_mind(approach: Approach, found: Finding) -> Finding:
    """Warn whoever would only complain where a review is open (decision table, step 11)."""
    usable = (RouteState.OPEN, RouteState.POSSIBLE)
    if found.state not in usable or imr(approach).state is not RouteState.OPEN:
        return found
    warning = (
        "Independent Medical Review is open too. The DMHC's form warns that who does not take part "
        "in the review may give up rights to go to court about the care."
    )
    return replace(
        found,
        reasons=(*found.reasons, warning),
        citations=(*found.citations, "Health & Safety Code 1374.30; the DMHC's form"),
    )


def _with_the_dmhc(approach: Approach) -> Finding | None:
    refused = approach.latest(EventKind.IMR_REFUSED)
    if refused is not None:
        reason = "The DMHC refused the review; it treats the application as a complaint by itself"
        return done(refused, reason, "Health & Safety Code 1374.31(b)")
    applied = approach.latest(EventKind.IMR_FILED)
    if applied is not None:
        reason = "The same form asks for review or complaint; it was filed"
        return done(applied, reason, "28 CCR 1300.74.30(a)")
    return None


def _no_waiting(approach: Approach) -> Finding | None:
    """The cases that need no grievance and no 30 days before the DMHC."""
    if approach.holds(Condition.CANCELLATION):
        reason = "A cancellation, rescission or non-renewal can go straight to the DMHC."
        return Finding(RouteState.OPEN, (reason,), ("28 CCR 1300.65.5",))
    if approach.holds(Condition.EXPEDITED) or approach.holds(Condition.URGENT):
        reason = "No waiting period may be asked when health is in serious danger."
        return Finding(RouteState.OPEN, (reason, _PHONE), (_NO_WAIT,))
    return None


def _favorable(approach: Approach) -> Finding | None:
    decided = approach.latest(EventKind.DECISION_RECEIVED)
    if decided is not None and decided.outcome is Outcome.FAVORABLE:
        return closed(
            f"The plan decided in your favor on {in_words(decided.at)}. If it does not do what "
            "it decided, that is a new grievance."
        )
    return None


def _after_waiting(approach: Approach, wait_rule: str, last_rules: tuple[str, ...]) -> Finding:
    """A door that opens when the plan has decided or has used up its time."""
    wait = approach.deadline(wait_rule)
    if wait is None:
        return Finding(RouteState.NOT_YET, ("File a grievance with the plan first.",), (_NO_WAIT,))
    opens = day_of(wait.when)
    if wait.state is DeadlineState.WAITING:
        reason = f"The plan may take until {in_words(opens)} to decide; its decision opens this."
        return Finding(RouteState.NOT_YET, (reason,), (wait.citation,), opens=opens)
    why = (
        f"The plan decided on {in_words(wait.satisfied_by.at)}."
        if wait.satisfied_by is not None
        else f"The plan's time ran out on {in_words(opens)} with no decision."
    )
    open_now = Finding(RouteState.OPEN, (why,), (wait.citation,), opens=opens)
    return _until(approach, open_now, last_rules)


def _until(approach: Approach, open_now: Finding, last_rules: tuple[str, ...]) -> Finding:
    """Add the last day: the first of the rules that runs; after it the door is only possible."""
    running = [d for d in map(approach.deadline, last_rules) if d is not None]
    if not running:
        return open_now
    outer, *cautious = running
    until = day_of(outer.when)
    finding = replace(
        open_now, until=until, citations=tuple(dict.fromkeys((*open_now.citations, outer.citation)))
    )
    for warning in cautious:
        finding = replace(
            finding,
            reasons=(
                *finding.reasons,
                f"To be safe on the strictest reading, act by {in_words(warning.when)}.",
            ),
        )
    if approach.today <= until:
        return replace(finding, reasons=(*finding.reasons, f"Last day: {in_words(until)}."))
    return replace(
        finding,
        state=RouteState.POSSIBLE,
        reasons=(
            *finding.reasons,
            f"The six months ended on {in_words(until)}. It can still be filed when there were "
            "special circumstances: say what they were.",
        ),
    )


def imr(approach: Approach) -> Finding:
    """Independent Medical Review through the DMHC."""
    if approach.program not in KNOX_KEENE:
        return wrong_program(approach, "the DMHC's medical review is not for it")
    settled = _imr_settled(approach) or _not_reviewable(approach) or _favorable(approach)
    if settled is not None:
        return settled
    finding = _imr_by_time(approach)
    return _imr_doubts(approach, _with_subject(approach, finding))


def _imr_settled(approach: Approach) -> Finding | None:
    decided = approach.latest(EventKind.IMR_DECISION_RECEIVED)
    if decided is not None:
        return done(decided, "The independent reviewers decided", "Health & Safety Code 1374.33")
    refused = approach.latest(EventKind.IMR_REFUSED)
    if refused is not None:
        return closed(
            f"The DMHC refused the review on {in_words(refused.at)} and goes on with it as a "
            "complaint.",
            cite=("Health & Safety Code 1374.31(b)",),
        )
    applied = approach.latest(EventKind.IMR_FILED)
    if applied is not None:
        return done(applied, "The application was filed", "Health & Safety Code 1374.30")
    held = approach.latest(EventKind.STATE_HEARING_HELD)
    if held is not None:
        return closed(
            "A State Fair Hearing on the same issue was already held.",
            cite=("28 CCR 1300.74.30",),
        )
    return None


def _not_reviewable(approach: Approach) -> Finding | None:
    """A dispute that is no medical one: it becomes a complaint."""
    cite = ("Health & Safety Code 1374.30(b), (c)", "Health & Safety Code 1374.31(b)")
    reason = approach.case.denial_reason
    if reason is DenialReason.NOT_COVERED:
        return closed(
            "A dispute about what the contract covers goes to the DMHC as a complaint. Read the "
            "letter again: if any part of it rests on medical necessity, choose that reason.",
            cite=cite,
        )
    medical = approach.case.issue is Issue.DENIAL or reason is not None
    if medical:
        return None
    return closed(
        "Only medical decisions are reviewed; this dispute goes to the DMHC as a complaint. A "
        "delay or refusal for medical reasons counts as a denial.",
        cite=cite,
    )


def _imr_by_time(approach: Approach) -> Finding:
    last = ("ca.imr.apply_by", "ca.imr.apply_by_silence")
    if approach.holds(Condition.EXPERIMENTAL):
        open_now = Finding(
            RouteState.OPEN,
            ("No grievance is needed first.",),
            ("Health & Safety Code 1370.4",),
        )
        return _until(approach, open_now, last)
    finding = _after_waiting(approach, "ca.imr.wait", last)
    if finding.state is RouteState.NOT_YET and approach.holds(Condition.URGENT):
        return replace(
            finding,
            state=RouteState.POSSIBLE,
            reasons=(
                *finding.reasons,
                "In an extraordinary and compelling case the DMHC may waive the grievance.",
                _PHONE,
            ),
            citations=(*finding.citations, "Health & Safety Code 1374.31(a)"),
        )
    return finding


def _with_subject(approach: Approach, finding: Finding) -> Finding:
    """Put first why the dispute can be reviewed, or what must be known to say so."""
    reason = approach.case.denial_reason
    if reason in _REVIEWABLE:
        why, cite = _REVIEWABLE[reason]
        return replace(
            finding, reasons=(why, *finding.reasons), citations=(cite, *finding.citations)
        )
    asked = "Which reason does the plan's letter give? Only a medical one can be reviewed."
    state = RouteState.POSSIBLE if finding.state is RouteState.OPEN else finding.state
    return replace(
        finding,
        state=state,
        reasons=(asked, *finding.reasons),
        citations=("Health & Safety Code 1374.30(b)", *finding.citations),
    )


def _imr_doubts(approach: Approach, finding: Finding) -> Finding:
    requested = approach.latest(EventKind.STATE_HEARING_REQUESTED)
    if requested is None or finding.state is not RouteState.OPEN:
        return finding
    return replace(
        finding,
        state=RouteState.POSSIBLE,
        reasons=(
            *finding.reasons,
            "A State Fair Hearing was asked for. Plans differ on whether asking for it, or only "
            "holding it, ends this way: ask the DMHC.",
        ),
    )
