"""What a letter's template may say of a case: plain words, prepared from the record."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from advocate_desktop.domain.cases import CaseRecord, DenialReason, Issue
from advocate_desktop.domain.communications import Communication
from advocate_desktop.domain.deadlines import Deadline
from advocate_desktop.domain.documents import Document, DocumentKind
from advocate_desktop.domain.events import Event, EventKind
from advocate_desktop.domain.facts import Facts as RecordFacts
from advocate_desktop.domain.letters import DMHC_PROGRAMS, Situation
from advocate_desktop.domain.moments import Moment, day_of
from advocate_desktop.domain.packets import Exhibit, Tab
from advocate_desktop.domain.people import AuthorizationKind
from advocate_desktop.domain.rules import Condition
from advocate_desktop.services.letter_words import Words

ANSWER_DAYS = 7
"""Days that a reminder gives the plan; our own choice, not a rule of law."""

_MOST_CONTACTS = 8
_FILED = (EventKind.GRIEVANCE_FILED, EventKind.GRIEVANCE_RECEIVED, EventKind.EXPEDITED_REQUESTED)
_ANSWER_CLOCKS = ("ca.grievance.resolve", "ca.expedited.resolve")
_PART_D_APPEAL = "medicare.drug.redetermination.decide"
_APPEAL_CLOCKS = (
    "medi_cal.appeal.resolve",
    "medicare.reconsideration.decide",
    _PART_D_APPEAL,
    "erisa.appeal.decide",
    "fehb.reconsideration.decide",
)
_IMR_REASONS = (
    DenialReason.NOT_MEDICALLY_NECESSARY,
    DenialReason.EXPERIMENTAL,
    DenialReason.NOT_EMERGENCY,
    None,
)
"""Reasons that Independent Medical Review may look at; a reason not recorded may be one of them."""


class Writer(NamedTuple):
    """Who signs a letter."""

    role: str
    """`member`, `guardian` or `representative`."""
    name: str
    capacity: str
    address: tuple[str, ...]
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class Matter:
    """A case, the papers that go with the letter, the day it is written, and its words."""

    situation: Situation
    exhibits: tuple[Exhibit, ...]
    made_on: date
    words: Words

    @property
    def record(self) -> CaseRecord:
        """The case's record."""
        return self.situation.record

    def latest(self, *kinds: EventKind) -> Event | None:
        """Return the newest event of these kinds up to the letter's day, by order of kinds."""
        found = (self.record.happened(kind, self.made_on) for kind in kinds)
        return next((event for event in found if event), None)

    def paper(self, event: Event | None, kind: DocumentKind) -> Document | None:
        """Return the paper that proves an event, or else the only one of its kind by that day."""
        linked = self.record.document(event.document) if event else None
        if linked is not None:
            return linked
        papers = [d for d in self.record.documents if d.kind is kind]
        there = [d for d in papers if d.date is None or d.date <= self.made_on]
        return there[0] if len(there) == 1 else None

    def exhibit_of(self, paper: Document | None) -> str:
        """Return “Exhibit A” for a paper; empty when it is not enclosed."""
        labels = [e.label for e in self.exhibits if paper and e.document.id == paper.id]
        return self.words.exhibits_named(labels)

    def exhibits_in(self, *tabs: Tab) -> str:
        """Return “Exhibits C and D” for the papers of these groups."""
        return self.words.exhibits_named([e.label for e in self.exhibits if e.tab in tabs])


def writer(record: CaseRecord, words: Words) -> Writer:
    """Return who writes: the authorized helper, a minor's guardian, or the member."""
    client, helper = record.client, record.authorization
    if helper is not None and helper.name:
        guards = helper.kind is AuthorizationKind.PARENT_OR_GUARDIAN
        return Writer(
            "guardian" if guards else "representative",
            helper.name,
            words.capacities[helper.kind],
            helper.address.lines() or client.address.lines(),
            helper.phone or client.phone,
            helper.email or client.email,
        )
    address = client.address.lines()
    if client.guardian:
        capacity = words.capacities[AuthorizationKind.PARENT_OR_GUARDIAN]
        return Writer("guardian", client.guardian, capacity, address, client.phone, client.email)
    return Writer("member", client.name, "", address, client.phone, client.email)


def letter_facts(matter: Matter, signer: Writer) -> dict[str, object]:
    """Return every fact that a template may name; those the record lacks are empty."""
    return {
        **_people(matter, signer),
        **_dispute(matter),
        **_denial(matter),
        **_grievance(matter),
        **_clocks(matter),
        **_appeal(matter),
        **_answer(matter),
        **_papers(matter),
    }


def _people(matter: Matter, signer: Writer) -> dict[str, object]:
    record, words = matter.record, matter.words
    client, coverage = record.client, record.coverage
    own = signer.role == "member"
    language = "" if client.language == "en" else words.languages.get(client.language, "")
    return {
        "writer": signer.role,
        "capacity": signer.capacity,
        "phone": signer.phone,
        "email": signer.email,
        "member_name": client.name,
        "members": "my" if own else "the member’s",
        "member_id": coverage.member_id,
        "member_address": "\n".join(signer.address),
        "language_name": language,
        "plan": coverage.plan,
        "plan_address": coverage.grievance_address.strip(),
        "group_number": coverage.group_number,
        "birth_date": words.day(client.date_of_birth),
        "program": str(coverage.program),
        "knox_keene": coverage.program in DMHC_PROGRAMS,
    }


def _dispute(matter: Matter) -> dict[str, object]:
    case, words = matter.record.case, matter.words
    incidents = matter.record.events_of(EventKind.INCIDENT)
    days = list(dict.fromkeys(words.day(event.at) for event in incidents))
    providers = [p for p in matter.record.providers if p.name]
    reached = next((f"{p.name}, {p.phone}" for p in providers if p.phone), "")
    return {
        "issue": str(case.issue),
        "reason_code": str(case.denial_reason or ""),
        "reason": words.reasons.get(case.denial_reason or "", ""),
        "urgent": case.serious_jeopardy,
        "imr_issue": case.issue is Issue.DENIAL and case.denial_reason in _IMR_REASONS,
        "service": _phrase(case.treatment),
        "diagnosis": _phrase(case.diagnosis),
        "location": _phrase(case.location),
        "description": case.description,
        "wanted": case.desired_resolution,
        "reference": case.plan_reference,
        "service_dates": words.listed(days),
        "providers": words.listed([p.name for p in providers]),
        "doctor_phone": reached,
    }


def _phrase(text: str) -> str:
    """Return a text without the full stop at its end, for use inside a sentence."""
    return re.sub(r"(?<!\.)\.\s*$", "", " ".join(text.split()))


def _denial(matter: Matter) -> dict[str, object]:
    denied = matter.latest(EventKind.DENIAL_RECEIVED)
    paper = matter.paper(denied, DocumentKind.DENIAL_LETTER)
    written, received = paper.date if paper else None, denied.at if denied else None
    return {
        "denial_letter_date": matter.words.day(written),
        "denial_received_date": matter.words.day(received),
        "denial_date": matter.words.day(written or received),
        "denial_exhibit": matter.exhibit_of(paper),
        "quote": _quoted(denied.note) if denied else "",
    }


def _quoted(note: str) -> str:
    """Return the plan's own words from a note: what stands there between quotation marks."""
    found = re.findall(r"“([^”]+)”|\"([^\"]+)\"", note)
    passages = [" ".join((curly or straight).split()) for curly, straight in found]
    # A single word in quotation marks is more often a title or a doubt than the reason given.
    return " … ".join(passage for passage in passages if len(passage.split()) > 2)


def _grievance(matter: Matter) -> dict[str, object]:
    words = matter.words
    filed = matter.latest(*_FILED)
    received = matter.latest(EventKind.GRIEVANCE_RECEIVED)
    acknowledged = matter.latest(EventKind.ACKNOWLEDGEMENT_RECEIVED)
    confirmation = matter.paper(acknowledged, DocumentKind.ACKNOWLEDGEMENT)
    confirmed = acknowledged.at if acknowledged else confirmation.date if confirmation else None
    complaint = matter.latest(EventKind.DMHC_COMPLAINT_FILED, EventKind.IMR_FILED)
    since = (matter.made_on - day_of(filed.at)).days if filed else 0
    named = filed and filed.kind is not EventKind.GRIEVANCE_RECEIVED and filed.method
    return {
        "grievance_date": words.day(filed.at) if filed else "",
        "grievance_method": words.methods[named] if named else "",
        "grievance_exhibits": matter.exhibits_in(Tab.GRIEVANCE),
        "received_date": words.day(received.at) if received else "",
        "acknowledgement_date": words.day(confirmed),
        "acknowledgement_exhibit": matter.exhibit_of(confirmation),
        "complaint_date": words.day(complaint.at) if complaint else "",
        "days_since_grievance": words.days(since),
    }


def _clocks(matter: Matter) -> dict[str, object]:
    """Return the plan's time limits: their nominal days, and how long ago they passed."""
    situation, words = matter.situation, matter.words
    acknowledge = situation.latest("ca.grievance.acknowledge")
    resolve = situation.latest(*_ANSWER_CLOCKS)
    holds = RecordFacts(matter.record, situation.as_of).conditions
    return {
        "expedited": Condition.EXPEDITED in holds,
        "acknowledge_due": _due(acknowledge, words),
        "acknowledge_presumed": _presumed(acknowledge, words),
        "acknowledge_late": words.days(situation.days_late(acknowledge)),
        "acknowledge_citation": acknowledge.citation if acknowledge else "",
        "resolve_due": _due(resolve, words),
        "resolve_presumed": _presumed(resolve, words),
        "resolve_late": words.days(situation.days_late(resolve)),
        "resolve_citation": resolve.citation if resolve else "",
        "answer_by": words.day(matter.made_on + timedelta(days=ANSWER_DAYS)),
    }


def _appeal(matter: Matter) -> dict[str, object]:
    """Return the newest appeal and the clock that runs on the plan's decision of it."""
    situation, words = matter.situation, matter.words
    filed = matter.latest(EventKind.APPEAL_FILED)
    confirmed = matter.latest(EventKind.APPEAL_ACKNOWLEDGED)
    decide = situation.latest(*_APPEAL_CLOCKS)
    return {
        "appeal_date": words.day(filed.at) if filed else "",
        "appeal_method": words.methods[filed.method] if filed and filed.method else "",
        "appeal_acknowledged": words.day(confirmed.at) if confirmed else "",
        "appeal_due": _due(decide, words),
        "appeal_presumed": _presumed(decide, words),
        "appeal_late": words.days(situation.days_late(decide)),
        "appeal_citation": decide.citation if decide else "",
        "appeal_of_part_d": decide is not None and decide.rule == _PART_D_APPEAL,
    }


def _due(deadline: Deadline | None, words: Words) -> str:
    """Return the nominal last day; empty when the day of receipt, and so this, is only presumed."""
    return words.day(deadline.due) if deadline and not deadline.question else ""


def _presumed(deadline: Deadline | None, words: Words) -> str:
    """Return the last day counted from a presumed receipt; empty when the receipt is known."""
    return words.day(deadline.due) if deadline and deadline.question else ""


def _answer(matter: Matter) -> dict[str, object]:
    decided = matter.latest(EventKind.DECISION_RECEIVED)
    paper = matter.paper(decided, DocumentKind.DECISION_LETTER) if decided else None
    answered: Moment | None = (paper.date if paper else None) or (decided.at if decided else None)
    limit = matter.situation.latest("ca.imr.apply_by") or matter.situation.latest("ca.dmhc.file_by")
    passed = limit is not None and day_of(limit.when) < matter.made_on
    return {
        "decision_date": matter.words.day(answered),
        "decision_exhibit": matter.exhibit_of(paper),
        "past_six_months": passed,
        "reason_for_lateness": "",
    }


def _papers(matter: Matter) -> dict[str, object]:
    past = [c for c in matter.record.conversations if day_of(c.at) <= matter.made_on]
    contacts = past[-_MOST_CONTACTS:]
    return {
        "contacts": [_contact(contact, matter.words) for contact in contacts],
        "support_exhibits": matter.exhibits_in(Tab.DOCTOR),
        "record_exhibits": matter.exhibits_in(Tab.RECORDS),
        "literature_exhibits": matter.exhibits_in(Tab.LITERATURE),
        "terms_exhibits": matter.exhibits_in(Tab.TERMS),
        "billing_exhibits": matter.exhibits_in(Tab.BILLING),
        "impact_exhibits": matter.exhibits_in(Tab.IMPACT),
    }


def _contact(contact: Communication, words: Words) -> dict[str, str]:
    place = ", ".join(filter(None, (contact.department, contact.organization)))
    who = f"{contact.person} ({place})" if contact.person and place else contact.person or place
    pattern = words.contact_with if who else words.contact_alone
    channel = words.channels[contact.channel]
    head = pattern.format(date=words.day(contact.at), channel=channel, who=who)
    if contact.reference:
        head += words.contact_reference.format(number=contact.reference)
    return {
        "head": head,
        "summary": " ".join(contact.summary.split()),
        "promise": " ".join(contact.promise.split()),
        "promised_by": words.day(contact.promised_by),
    }


def exhibit_lines(exhibits: Sequence[Exhibit], words: Words) -> tuple[str, ...]:
    """Return the list of enclosures, its heading first; empty when nothing is enclosed."""
    if not exhibits:
        return ()
    lines = [
        words.enclosure.format(label=e.label, title=e.title, pages=words.pages(e.pages))
        for e in exhibits
    ]
    return (words.enclosures.format(count=len(lines)), *lines)
