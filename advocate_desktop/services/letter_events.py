"""What a letter may say of decisions, appointments, claims, providers and the member's helper."""

from __future__ import annotations

from advocate_desktop.domain.cases import CaseRecord
from advocate_desktop.domain.deadlines import Deadline
from advocate_desktop.domain.documents import DocumentKind
from advocate_desktop.domain.events import EventKind
from advocate_desktop.domain.moments import day_of
from advocate_desktop.domain.people import Provider
from advocate_desktop.services.letter_facts import Matter

_RULED_BY = {
    EventKind.DECISION_RECEIVED: "plan",
    EventKind.DMHC_DECISION_RECEIVED: "dmhc",
    EventKind.IMR_DECISION_RECEIVED: "imr",
    EventKind.HEARING_DECISION_RECEIVED: "hearing",
}
"""Who decided, as templates ask for it; every other reviewer is `reviewer`."""

_ACCESS_CLOCKS = (
    "ca.access.urgent",
    "ca.access.urgent_with_authorization",
    "ca.access.primary_care",
    "ca.access.specialist",
    "ca.access.mental_health",
    "ca.access.mental_health_follow_up",
    "ca.access.ancillary",
)
_ONLY_THE_WRITER_KNOWS = (
    "provider_address",
    "hearing_address",
    "recipient",
    "record_dates",
    "bill_amount",
    "doctor_wanted",
    "second_opinion_reason",
    "continuity_reason",
    "searches",
    "drugs_tried",
    "premium_paid",
    "help_needed",
    "missing_papers",
    "new_papers",
)
"""Facts that no record holds: their blanks are filled in by hand."""


def first_provider(record: CaseRecord) -> Provider | None:
    """Return the first doctor, group or facility that has a name: the one to write to."""
    return next((provider for provider in record.providers if provider.name.strip()), None)


def event_facts(matter: Matter) -> dict[str, object]:
    """Return the facts of this module that a template may name; those not known are empty."""
    return {
        **dict.fromkeys(_ONLY_THE_WRITER_KNOWS, ""),
        **_providers(matter),
        **_requests(matter),
        **_ruling(matter),
        **_helper(matter),
    }


def _providers(matter: Matter) -> dict[str, object]:
    named = first_provider(matter.record)
    outside = [p.name for p in matter.record.providers if p.name and p.in_network is False]
    return {
        "provider_name": named.name if named else "",
        "outside_providers": matter.words.listed(outside),
    }


def _requests(matter: Matter) -> dict[str, object]:
    words, situation = matter.words, matter.situation
    asked = matter.latest(EventKind.APPOINTMENT_REQUESTED)
    offered = matter.latest(EventKind.APPOINTMENT_OFFERED)
    answered = bool(asked and offered and day_of(offered.at) >= day_of(asked.at))
    kind = asked.appointment if asked else None
    drug = situation.latest("ca.drug.decide", "ca.drug_exception.decide")
    return {
        "appointment_date": _on(matter, EventKind.APPOINTMENT_REQUESTED),
        "appointment_kind": words.appointments[kind] if kind else "",
        "appointment_offered": words.day(offered.at) if offered and answered else "",
        "request_date": _on(matter, EventKind.AUTHORIZATION_REQUESTED),
        "drug_date": _on(matter, EventKind.DRUG_EXCEPTION_REQUESTED, EventKind.DRUG_REQUESTED),
        "claim_date": _on(matter, EventKind.CLAIM_SUBMITTED),
        "cut_date": _on(matter, EventKind.SERVICE_CUT, EventKind.SERVICES_END),
        "imr_date": _on(matter, EventKind.IMR_FILED),
        "list_date": _on(matter, EventKind.IMR_DOCUMENTS_SENT),
        "complied_date": _on(matter, EventKind.PLAN_COMPLIED),
        **_clock("appointment", situation.latest(*_ACCESS_CLOCKS), matter),
        **_clock("drug", drug, matter),
        **_clock("claim", situation.latest("ca.claim.pay"), matter),
        **_clock("comply", situation.latest("ca.imr.implement"), matter),
    }


def _on(matter: Matter, *kinds: EventKind) -> str:
    happened = matter.latest(*kinds)
    return matter.words.day(happened.at) if happened else ""


def _clock(name: str, deadline: Deadline | None, matter: Matter) -> dict[str, object]:
    """Return a clock's last day, how late it is, and its law; the day is empty while unsure."""
    known = deadline is not None and not deadline.question
    return {
        f"{name}_due": matter.words.day(deadline.when) if deadline and known else "",
        f"{name}_late": matter.words.days(matter.situation.days_late(deadline)),
        f"{name}_citation": deadline.citation if deadline else "",
    }


def _ruling(matter: Matter) -> dict[str, object]:
    ruling = matter.situation.ruling
    paper = matter.paper(ruling, DocumentKind.DECISION_LETTER) if ruling else None
    written = (paper.date if paper else None) or (ruling.at if ruling else None)
    return {
        "won": matter.situation.won,
        "ruled_by": _RULED_BY.get(ruling.kind, "reviewer") if ruling else "",
        "ruling_date": matter.words.day(written),
        "ruling_exhibit": matter.exhibit_of(paper),
    }


def _helper(matter: Matter) -> dict[str, object]:
    helper, words = matter.record.authorization, matter.words
    return {
        "helper_name": helper.name if helper else "",
        "helper_relationship": helper.relationship if helper else "",
        "helper_address": ", ".join(helper.address.lines()) if helper else "",
        "helper_phone": helper.phone if helper else "",
        "helper_signed": words.day(helper.signed_on) if helper else "",
        "helper_expires": words.day(helper.expires_on) if helper else "",
    }
