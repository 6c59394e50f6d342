"""Preflight: what a packet lacks, and whether this is its time and its forum."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from advocate_desktop.domain.cases import CaseRecord, DenialReason, Issue
from advocate_desktop.domain.coverage import Program
from advocate_desktop.domain.deadlines import Deadline
from advocate_desktop.domain.documents import DocumentKind
from advocate_desktop.domain.events import EventKind
from advocate_desktop.domain.findings import Finding, Severity
from advocate_desktop.domain.moments import day_of, in_words, order_key
from advocate_desktop.domain.packets import AssistantForm, PacketPlan, assistant_form
from advocate_desktop.domain.papers_seen import NOTHING_SEEN, PapersSeen
from advocate_desktop.domain.people import AuthorizationKind
from advocate_desktop.domain.preflight_check import GO_ON, SEND_ANYWAY, Check, note, stop, warn
from advocate_desktop.domain.preflight_dates import unconfirmed_dates
from advocate_desktop.domain.preflight_pages import page_findings
from advocate_desktop.domain.preflight_papers import left_out, papers
from advocate_desktop.domain.routes import Option, RouteState


def preflight(
    record: CaseRecord,
    plan: PacketPlan,
    options: tuple[Option, ...],
    today: date,
    papers_seen: PapersSeen = NOTHING_SEEN,
    deadlines: tuple[Deadline, ...] = (),
) -> tuple[Finding, ...]:
    """Return what to know before a packet goes out, what matters most first.

    `deadlines` are those that its dates are printed from.
    `stop` is kept for what makes a packet miss its aim; each of them says how it can still be sent.
    """
    check = Check(record, plan, options, today, papers_seen)
    found = [
        *_forum(check),
        *_time(check),
        *_member(check),
        *_dispute(check),
        *papers(check),
        *_helper(check),
        *left_out(check),
        *page_findings(check),
        *unconfirmed_dates(plan, deadlines),
    ]
    return by_weight(found)


def by_weight(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings, what matters most first."""
    order = list(Severity)
    return tuple(sorted(found, key=lambda finding: order.index(finding.severity)))


_FORUMS: dict[Program, str] = {
    Program.MEDICARE_ADVANTAGE: (
        "A Medicare Advantage plan follows federal rules: ask the plan for a reconsideration. The "
        "DMHC closes cases that are not its own."
    ),
    Program.SELF_FUNDED: (
        "An employer's self-funded plan follows federal rules: appeal to the plan, then ask for "
        "external review. The DMHC closes cases that are not its own."
    ),
    Program.CDI: (
        "This policy is under the California Department of Insurance: send the complaint or the "
        "review there. The DMHC closes cases that are not its own."
    ),
    Program.FEHB: (
        "A federal employees' plan follows federal rules: ask the plan to reconsider, then the "
        "Office of Personnel Management. The DMHC closes cases that are not its own."
    ),
}


def _forum(check: Check) -> Iterator[Finding]:
    if not check.to_agency:
        return
    program = check.record.coverage.program
    if program in _FORUMS:
        yield stop("wrong_forum", _FORUMS[program], "You can print it all the same.")
    elif program is Program.OTHER:
        yield warn(
            "forum_unknown",
            "The kind of coverage is not recorded, so it is not known whether the DMHC decides. "
            "The member's card or the denial letter tells which department supervises the plan.",
        )
    else:
        yield from _review_fits(check)


def _review_fits(check: Check) -> Iterator[Finding]:
    if check.happened(EventKind.STATE_HEARING_HELD):
        yield from _hearing_held(check)
    if not check.for_review:
        return
    if check.record.case.denial_reason is DenialReason.NOT_COVERED:
        yield warn(
            "coverage_dispute",
            "The plan says the care is not a covered benefit. The DMHC does not put that to "
            "doctors: it becomes a complaint. If any part of the letter rests on medical "
            "necessity, choose that reason.",
        )
    elif not check.about_denial:
        yield warn(
            "no_medical_decision",
            "Only medical decisions are reviewed independently: this dispute becomes a complaint. "
            "A delay or refusal for medical reasons counts as a denial.",
        )


def _hearing_held(check: Check) -> Iterator[Finding]:
    if check.for_review:
        yield stop(
            "state_hearing_held",
            "A State Fair Hearing on this was held, which closes Independent Medical Review. A "
            "DMHC complaint may still be possible.",
            "You can print it all the same, if the hearing was about something else.",
        )
    else:
        yield note("state_hearing_held", "A State Fair Hearing was held: say so on the form.")


def _time(check: Check) -> Iterator[Finding]:
    case = check.record.case
    if case.serious_jeopardy:
        yield note(
            "phone_first",
            "Health is in serious danger: also phone the DMHC at once, 1-888-466-2219.",
        )
    if not check.to_agency or check.record.coverage.program in _FORUMS:
        return
    option = check.door
    if option is None:
        return
    if option.state is RouteState.NOT_YET:
        yield _too_early(check, option)
    elif option.state is RouteState.CLOSED:
        yield warn("door_closed", option.reasons[0])
    elif option.state is RouteState.DONE:
        yield note("already_filed", f"{option.reasons[0]} Send new papers as an addition to it.")
    if option.until is not None and check.today > option.until:
        yield warn(
            "beyond_six_months",
            f"The six months to apply ended on {in_words(option.until)}. Send it anyway, and say "
            "in the letter which special circumstances caused the delay.",
        )


def _too_early(check: Check, option: Option) -> Finding:
    if option.opens is None:
        return stop(
            "no_grievance",
            "No grievance to the plan is recorded, and nothing in the record lets you skip it. "
            "Record the grievance, or file it first.",
        )
    return stop(
        "thirty_days_not_over",
        f"The plan has not decided and still has time until {in_words(option.opens)}.",
        "You can send it anyway; the DMHC decides whether earlier review is warranted.",
    )


def _member(check: Check) -> Iterator[Finding]:
    record = check.record
    client, coverage = record.client, record.coverage
    required = (
        ("name_missing", client.name, "The member's name is empty."),
        ("date_of_birth_missing", client.date_of_birth, "The member's date of birth is empty."),
        ("plan_missing", coverage.plan, "The name of the health plan is empty."),
        ("member_id_missing", coverage.member_id, "The member ID is empty; see the card."),
    )
    for code, value, message in required:
        if not value:
            yield stop(code, message, SEND_ANYWAY if check.to_agency else GO_ON)
    if not client.address.lines():
        yield warn("address_missing", "The member's address is empty.")
    if not client.phone:
        yield warn("phone_missing", "The member's phone number is empty.")
    if not client.email:
        yield note("email_missing", "No e-mail address is recorded; answers will come by mail.")
    if client.is_minor(check.today) and not client.guardian:
        yield warn(
            "guardian_missing", "The member is under 18: add the parent or guardian who signs."
        )


def _dispute(check: Check) -> Iterator[Finding]:
    case = check.record.case
    way_on = SEND_ANYWAY if check.to_agency else GO_ON
    if not case.description.strip():
        message = "What happened is not told yet: write a few sentences on the problem."
        yield stop("description_missing", message, way_on)
    record = check.record
    told = [*(e.at for e in record.events), *(c.at for c in record.communications)]
    later = sorted((at for at in told if day_of(at) > check.today), key=order_key)
    if later:
        first = in_words(later[0])
        yield warn(
            "entry_in_future",
            f"What is dated after the packet's own day is not told in it, beginning with {first}.",
        )
    if not case.desired_resolution.strip():
        yield warn("resolution_missing", "What the plan is asked to do is empty.")
    yield from _medical_fields(check)
    if case.issue is Issue.DENIAL and case.denial_reason is None:
        yield warn("denial_reason_missing", "The reason the plan gave is not chosen.")
    if check.to_agency and not check.record.providers:
        yield warn("providers_missing", "No doctor is listed; the form asks for name and phone.")


def _medical_fields(check: Check) -> Iterator[Finding]:
    case = check.record.case
    medical = (
        ("diagnosis_missing", case.diagnosis, "The diagnosis or medical condition is empty."),
        ("treatment_missing", case.treatment, "The treatment, service or drug is empty."),
    )
    for code, value, message in medical:
        if value.strip():
            continue
        if check.for_review:
            yield stop(code, message)
        elif check.about_denial:
            yield warn(code, message)
        else:
            yield note(code, message)


def _helper(check: Check) -> Iterator[Finding]:
    helper = check.record.authorization
    if helper is None:
        return
    if not helper.name:
        yield warn("helper_name_missing", "The name of the person who helps is empty.")
    who = helper.name or "The helper"
    minor = check.record.client.is_minor(check.today)
    if helper.kind is AuthorizationKind.PARENT_OR_GUARDIAN and minor:
        return
    way_on = SEND_ANYWAY if check.to_agency else "You can also send it signed by the member."
    if helper.signed_on is None or helper.signed_on > check.today:
        message = f"{who} may speak for the member only with a signed authorization."
        yield stop("authorization_unsigned", message, way_on)
    elif not helper.in_force(check.today):
        ended = in_words(helper.expires_on) if helper.expires_on else "an earlier day"
        message = f"The authorization of {who} ended on {ended}: have a new one signed."
        yield stop("authorization_expired", message, way_on)
    yield from _legal_paper(check)


def _legal_paper(check: Check) -> Iterator[Finding]:
    helper = check.record.authorization
    attached = check.exhibits(DocumentKind.AUTHORIZATION)
    if helper is None or attached:
        return
    if assistant_form(check.record, check.today) is AssistantForm.PART_B_ONLY:
        yield warn(
            "legal_paper_missing",
            "Part B of the assistant form asks for the power of attorney or other legal paper; it "
            "is not attached.",
        )
    elif helper.kind is AuthorizationKind.PARENT_OR_GUARDIAN:
        yield warn(
            "legal_paper_missing",
            "The member is not known to be under 18: attach the paper that lets the guardian act.",
        )
