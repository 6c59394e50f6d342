"""Preflight: what a packet lacks, and whether this is its time and its forum."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from advocate_desktop.domain.cases import CaseRecord, DenialReason, Issue
from advocate_desktop.domain.coverage import Program
from advocate_desktop.domain.documents import DocumentKind
from advocate_desktop.domain.events import EventKind
from advocate_desktop.domain.findings import Finding, Severity
from advocate_desktop.domain.moments import day_of, in_words
from advocate_desktop.domain.packets import (
    AssistantForm,
    Exhibit,
    PacketKind,
    PacketPlan,
    Tab,
    assistant_form,
)
from advocate_desktop.domain.people import AuthorizationKind
from advocate_desktop.domain.routes import Option, Route, RouteState

SEND_ANYWAY = (
    "You can send it anyway: the DMHC may not turn an application away because papers are missing."
)
"""Said with everything whose mending could cost the member a deadline (28 CCR 1300.74.30)."""

_MEND = "You can also go on without it."


def preflight(
    record: CaseRecord, plan: PacketPlan, options: tuple[Option, ...], today: date
) -> tuple[Finding, ...]:
    """Return what to know before a packet goes out, what matters most first.

    `stop` is kept for what makes a packet miss its aim; each of them says how it can still be sent.
    """
    check = _Check(record, plan, options, today)
    found = [
        *_forum(check),
        *_time(check),
        *_member(check),
        *_dispute(check),
        *_papers(check),
        *_helper(check),
        *_left_out(check),
    ]
    order = list(Severity)
    return tuple(sorted(found, key=lambda finding: order.index(finding.severity)))


@dataclass(frozen=True, slots=True)
class _Check:
    """What the findings are made of."""

    record: CaseRecord
    plan: PacketPlan
    options: tuple[Option, ...]
    today: date

    @property
    def to_agency(self) -> bool:
        return self.plan.kind is not PacketKind.PLAN

    @property
    def for_review(self) -> bool:
        return self.plan.kind is PacketKind.IMR

    @property
    def about_denial(self) -> bool:
        case = self.record.case
        return case.issue is Issue.DENIAL or case.denial_reason is not None

    def option(self, route: Route) -> Option | None:
        """Return how a door stands."""
        return next((o for o in self.options if o.route is route), None)

    def exhibits(self, *kinds: DocumentKind) -> tuple[Exhibit, ...]:
        """Return the exhibits of these kinds."""
        return tuple(e for e in self.plan.exhibits if e.document.kind in kinds)

    def happened(self, *kinds: EventKind) -> bool:
        """Whether any event of these kinds lies on or before the day."""
        return any(day_of(e.at) <= self.today for e in self.record.events_of(*kinds))


def _stop(code: str, message: str, way_on: str = SEND_ANYWAY) -> Finding:
    return Finding(code, Severity.STOP, f"{message} {way_on}")


def _warn(code: str, message: str) -> Finding:
    return Finding(code, Severity.WARN, message)


def _note(code: str, message: str) -> Finding:
    return Finding(code, Severity.NOTE, message)


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


def _forum(check: _Check) -> Iterator[Finding]:
    if not check.to_agency:
        return
    program = check.record.coverage.program
    if program in _FORUMS:
        yield _stop("wrong_forum", _FORUMS[program], "You can print it all the same.")
    elif program is Program.OTHER:
        yield _warn(
            "forum_unknown",
            "The kind of coverage is not recorded, so it is not known whether the DMHC decides. "
            "The member's card or the denial letter tells which department supervises the plan.",
        )
    else:
        yield from _review_fits(check)


def _review_fits(check: _Check) -> Iterator[Finding]:
    if check.happened(EventKind.STATE_HEARING_HELD):
        yield from _hearing_held(check)
    if not check.for_review:
        return
    if check.record.case.denial_reason is DenialReason.NOT_COVERED:
        yield _warn(
            "coverage_dispute",
            "The plan says the care is not a covered benefit. The DMHC does not put that to "
            "doctors: it becomes a complaint. If any part of the letter rests on medical "
            "necessity, choose that reason.",
        )
    elif not check.about_denial:
        yield _warn(
            "no_medical_decision",
            "Only medical decisions are reviewed independently: this dispute becomes a complaint. "
            "A delay or refusal for medical reasons counts as a denial.",
        )


def _hearing_held(check: _Check) -> Iterator[Finding]:
    if check.for_review:
        yield _stop(
            "state_hearing_held",
            "A State Fair Hearing on this was held, which closes Independent Medical Review. A "
            "DMHC complaint may still be possible.",
            "You can print it all the same, if the hearing was about something else.",
        )
    else:
        yield _note("state_hearing_held", "A State Fair Hearing was held: say so on the form.")


def _time(check: _Check) -> Iterator[Finding]:
    case = check.record.case
    if case.serious_jeopardy:
        yield _note(
            "phone_first",
            "Health is in serious danger: also phone the DMHC at once, 1-888-466-2219.",
        )
    if not check.to_agency or check.record.coverage.program in _FORUMS:
        return
    route = Route.IMR if check.for_review else Route.DMHC_COMPLAINT
    option = check.option(route)
    if option is None:
        return
    if option.state is RouteState.NOT_YET:
        yield _too_early(check, option)
    elif option.state is RouteState.DONE:
        yield _note("already_filed", f"{option.reasons[0]} Send new papers as an addition to it.")
    if option.until is not None and check.today > option.until:
        yield _warn(
            "beyond_six_months",
            f"Six months since the plan's decision ended on {in_words(option.until)}. Send it "
            "anyway, and say in the letter which special circumstances caused the delay.",
        )


def _too_early(check: _Check, option: Option) -> Finding:
    if option.opens is None:
        return _stop(
            "no_grievance",
            "No grievance to the plan is recorded, and nothing in the record lets you skip it. "
            "Record the grievance, or file it first.",
        )
    return _stop(
        "thirty_days_not_over",
        f"The plan has not decided and still has time until {in_words(option.opens)}.",
        "You can send it anyway; the DMHC decides whether earlier review is warranted.",
    )


def _member(check: _Check) -> Iterator[Finding]:
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
            yield _stop(code, message, SEND_ANYWAY if check.to_agency else _MEND)
    if not client.address.lines():
        yield _warn("address_missing", "The member's address is empty.")
    if not client.phone:
        yield _warn("phone_missing", "The member's phone number is empty.")
    if not client.email:
        yield _note("email_missing", "No e-mail address is recorded; answers will come by mail.")
    if client.is_minor(check.today) and not client.guardian:
        yield _warn(
            "guardian_missing", "The member is under 18: add the parent or guardian who signs."
        )


def _dispute(check: _Check) -> Iterator[Finding]:
    case = check.record.case
    way_on = SEND_ANYWAY if check.to_agency else _MEND
    if not case.description.strip():
        message = "What happened is not told yet: write a few sentences on the problem."
        yield _stop("description_missing", message, way_on)
    if not case.desired_resolution.strip():
        yield _warn("resolution_missing", "What the plan is asked to do is empty.")
    yield from _medical_fields(check)
    if case.issue is Issue.DENIAL and case.denial_reason is None:
        yield _warn("denial_reason_missing", "The reason the plan gave is not chosen.")
    if check.to_agency and not check.record.providers:
        yield _warn("providers_missing", "No doctor is listed; the form asks for name and phone.")


def _medical_fields(check: _Check) -> Iterator[Finding]:
    case = check.record.case
    medical = (
        ("diagnosis_missing", case.diagnosis, "The diagnosis or medical condition is empty."),
        ("treatment_missing", case.treatment, "The treatment, service or drug is empty."),
    )
    for code, value, message in medical:
        if value.strip():
            continue
        if check.for_review:
            yield _stop(code, message)
        elif check.about_denial:
            yield _warn(code, message)
        else:
            yield _note(code, message)


def _papers(check: _Check) -> Iterator[Finding]:
    if check.about_denial and not check.exhibits(DocumentKind.DENIAL_LETTER):
        yield _no_denial_letter(check)
    yield from _grievance_papers(check)
    yield from _decision_papers(check)
    yield from _medical_papers(check)


def _no_denial_letter(check: _Check) -> Finding:
    unreadable = any(d.kind is DocumentKind.DENIAL_LETTER for d in check.plan.left_out)
    message = (
        "The denial letter cannot be printed, so it is not in the packet."
        if unreadable
        else "There is no denial letter among the documents."
    )
    if check.for_review:
        return _stop("no_denial_letter", message)
    return _warn("no_denial_letter", f"{message} {_MEND}")


def _grievance_papers(check: _Check) -> Iterator[Finding]:
    sent = check.happened(
        EventKind.GRIEVANCE_FILED, EventKind.GRIEVANCE_RECEIVED, EventKind.EXPEDITED_REQUESTED
    )
    if not sent:
        option = check.option(Route.IMR if check.for_review else Route.DMHC_COMPLAINT)
        excused = option is not None and option.state in (RouteState.OPEN, RouteState.POSSIBLE)
        if check.to_agency and excused:
            yield _note(
                "no_grievance",
                "No grievance to the plan is recorded; this case does not need one first.",
            )
        return
    tabs = [e for e in check.plan.exhibits if e.tab is Tab.GRIEVANCE]
    if all(e.document.kind is DocumentKind.PROOF_OF_SENDING for e in tabs):
        yield _warn("no_grievance_copy", "A copy of the grievance as it was sent is not attached.")
    if not check.exhibits(DocumentKind.PROOF_OF_SENDING, DocumentKind.ACKNOWLEDGEMENT):
        yield _warn(
            "no_proof_of_sending",
            "Nothing shows that the plan got the grievance: attach the fax report, the mail "
            "receipt or the plan's confirmation.",
        )


def _decision_papers(check: _Check) -> Iterator[Finding]:
    if not check.to_agency:
        return
    if check.happened(EventKind.DECISION_RECEIVED):
        if not check.exhibits(DocumentKind.DECISION_LETTER):
            yield _warn("decision_missing", "The plan's decision on the grievance is not attached.")
    elif check.happened(EventKind.GRIEVANCE_FILED, EventKind.GRIEVANCE_RECEIVED):
        yield _note(
            "no_decision", "No decision of the plan is recorded; the chronology says it is awaited."
        )


def _medical_papers(check: _Check) -> Iterator[Finding]:
    reason = check.record.case.denial_reason
    if not check.exhibits(DocumentKind.PROVIDER_LETTER):
        if reason is DenialReason.EXPERIMENTAL:
            yield _warn(
                "doctor_letter_missing",
                "For an experimental denial the law asks for a doctor's certification; none is "
                "attached (Health & Safety Code 1370.4).",
            )
        elif reason is DenialReason.NOT_MEDICALLY_NECESSARY:
            yield _warn(
                "doctor_letter_missing", "A letter of the treating doctor would help; none is here."
            )
    outside = [p.name for p in check.record.providers if p.in_network is False]
    if check.to_agency and outside and not check.exhibits(DocumentKind.MEDICAL_RECORD):
        names = ", ".join(name or "an unnamed provider" for name in outside)
        yield _warn(
            "outside_records_missing",
            f"The plan does not have the records of {names}, out of its network: attach them.",
        )


def _helper(check: _Check) -> Iterator[Finding]:
    helper = check.record.authorization
    if helper is None:
        return
    if not helper.name:
        yield _warn("helper_name_missing", "The name of the person who helps is empty.")
    who = helper.name or "The helper"
    minor = check.record.client.is_minor(check.today)
    if helper.kind is AuthorizationKind.PARENT_OR_GUARDIAN and minor:
        return
    way_on = SEND_ANYWAY if check.to_agency else "You can also send it signed by the member."
    if helper.signed_on is None or helper.signed_on > check.today:
        message = f"{who} may speak for the member only with a signed authorization."
        yield _stop("authorization_unsigned", message, way_on)
    elif not helper.in_force(check.today):
        ended = in_words(helper.expires_on) if helper.expires_on else "an earlier day"
        message = f"The authorization of {who} ended on {ended}: have a new one signed."
        yield _stop("authorization_expired", message, way_on)
    yield from _legal_paper(check)


def _legal_paper(check: _Check) -> Iterator[Finding]:
    helper = check.record.authorization
    attached = check.exhibits(DocumentKind.AUTHORIZATION)
    if helper is None or attached:
        return
    if assistant_form(check.record, check.today) is AssistantForm.PART_B_ONLY:
        yield _warn(
            "legal_paper_missing",
            "Part B of the assistant form asks for the power of attorney or other legal paper; it "
            "is not attached.",
        )
    elif helper.kind is AuthorizationKind.PARENT_OR_GUARDIAN:
        yield _warn(
            "legal_paper_missing",
            "The member is not known to be under 18: attach the paper that lets the guardian act.",
        )


def _left_out(check: _Check) -> Iterator[Finding]:
    for document in check.plan.left_out:
        why = document.note or "It has no pages to print; attach it again as a PDF."
        yield _warn(
            "document_left_out",
            f"“{document.name}” is not in the packet. {why} Or print it and add it by hand.",
        )
    if not check.plan.exhibits:
        yield _warn("no_exhibits", "No document is in the packet.")
