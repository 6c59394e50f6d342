"""Packets: which parts and exhibits a filing holds, and in which order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from advocate_desktop.domain.cases import CaseRecord
from advocate_desktop.domain.documents import Document, DocumentId, DocumentKind
from advocate_desktop.domain.errors import Invalid
from advocate_desktop.domain.events import EventKind
from advocate_desktop.domain.packet_plans import (
    FROM_ONE,
    Numbering,
    PlannedExhibit,
    PlannedPacket,
    chosen_pages,
    turns_of,
)
from advocate_desktop.domain.people import AuthorizationKind


class PacketKind(StrEnum):
    """To whom a packet goes."""

    PLAN = "plan"
    DMHC = "dmhc"
    IMR = "imr"
    STATE_HEARING = "state_hearing"
    """A State Fair Hearing on Medi-Cal."""
    MEDICARE = "medicare"
    """A reconsideration by a Medicare Advantage plan."""
    ERISA = "erisa"
    """An appeal to an employer's self-funded plan."""
    OWN = "own"
    """Anything else: a doctor, a lawyer, the client, another agency."""


TO_DMHC = frozenset({PacketKind.DMHC, PacketKind.IMR})
"""Kinds that the Department of Managed Health Care reads."""
TO_PLAN = frozenset({PacketKind.PLAN, PacketKind.MEDICARE, PacketKind.ERISA})
"""Kinds that the health plan reads."""


class Part(StrEnum):
    """A part of a packet that the program sets itself, before the exhibits."""

    COVER_LETTER = "cover_letter"
    WORKSHEET = "worksheet"
    ASSISTANT_WORKSHEET = "assistant_worksheet"
    CONTENTS = "contents"
    STATEMENT = "statement"
    REPLY = "reply"
    CHRONOLOGY = "chronology"
    CALL_LOG = "call_log"
    DATES_COUNTED = "dates_counted"


class Tab(StrEnum):
    """A group of exhibits, in the order in which a reviewer wants to meet them."""

    DENIAL = "denial"
    GRIEVANCE = "grievance"
    ANSWER = "answer"
    DOCTOR = "doctor"
    RECORDS = "records"
    TERMS = "terms"
    LITERATURE = "literature"
    BILLING = "billing"
    CONTACTS = "contacts"
    IMPACT = "impact"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A document of the case under its letter."""

    label: str
    """A to Z, then AA, AB, and so on."""
    tab: Tab
    document: Document
    title: str
    date: date | None
    pages: int
    """Pages expected of the document, without its slip-sheet."""
    source: str
    """From whom it is; empty when the record does not tell."""
    chosen: tuple[int, ...] = ()
    """The pages of the document that it is made of, from 1; empty for all."""
    turns: Mapping[int, int] = field(default_factory=dict)
    """Degrees clockwise by which pages of the document are turned."""
    group: str = ""
    """A heading over it in the contents."""

    def has_page(self, page: int) -> bool:
        """Whether a page of its document, from 1, is in it."""
        return page in self.chosen if self.chosen else 1 <= page <= self.pages

    @property
    def is_extract(self) -> bool:
        """Whether it leaves out pages of its document."""
        return bool(self.chosen) and len(self.chosen) < (self.document.pages or 0)


@dataclass(frozen=True, slots=True)
class PacketPlan:
    """What goes into a packet, in order; page numbers are fixed when it is written."""

    kind: PacketKind
    parts: tuple[Part, ...]
    exhibits: tuple[Exhibit, ...]
    left_out: tuple[Document, ...]
    """Documents of the case that have no pages to print; each is named in the contents."""
    not_chosen: tuple[Document, ...] = ()
    """Documents that could be printed and that its maker did not put in."""
    absent: tuple[tuple[str, str], ...] = ()
    """Letter and title of exhibits of the whole list that this edition goes without."""
    numbering: Numbering = FROM_ONE
    recipient: str = ""
    """Lines of the address it goes to, when its maker gave one."""

    def exhibit_of(self, document: DocumentId | None) -> Exhibit | None:
        """Return the exhibit made of a document, or None."""
        return next((e for e in self.exhibits if e.document.id == document), None)


class AssistantForm(StrEnum):
    """Which parts of the DMHC's authorized assistant form are to be filled."""

    NOT_NEEDED = "not_needed"
    BOTH_PARTS = "both_parts"
    PART_B_ONLY = "part_b_only"


def assistant_form(record: CaseRecord, today: date) -> AssistantForm:
    """Return which parts of DMHC 20-160 a case needs, by the form's own instructions.

    A parent or guardian of a minor signs for the child without it; a legal representative of an
    adult who cannot act fills Part B and attaches the paper; everybody else needs both parts.
    """
    helper = record.authorization
    if helper is None:
        return AssistantForm.NOT_NEEDED
    if helper.kind is AuthorizationKind.PARENT_OR_GUARDIAN:
        adult = record.client.date_of_birth is not None and not record.client.is_minor(today)
        return AssistantForm.PART_B_ONLY if adult else AssistantForm.NOT_NEEDED
    if helper.kind is AuthorizationKind.POWER_OF_ATTORNEY:
        return AssistantForm.PART_B_ONLY
    return AssistantForm.BOTH_PARTS


def exhibit_label(number: int) -> str:
    """Return the letters of the nth exhibit, from 1: A to Z, then AA, AB and so on."""
    if number < 1:
        raise ValueError("exhibits are counted from 1")
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def plan_packet(
    record: CaseRecord, kind: PacketKind, today: date, planned: PlannedPacket | None = None
) -> PacketPlan:
    """Return the parts and exhibits of a packet for a case as it stands on a day.

    Without a plan of its maker it holds every document that can be printed, in the usual order.
    """
    if planned is not None:
        return _as_planned(record, kind, today, planned)
    documents = sorted((d for d in record.documents if d.pages), key=lambda d: _order(record, d))
    return PacketPlan(
        kind,
        tuple(_parts(record, kind, today)),
        tuple(_exhibit(record, d, number) for number, d in enumerate(documents, 1)),
        tuple(d for d in record.documents if not d.pages),
    )


def _as_planned(
    record: CaseRecord, kind: PacketKind, today: date, planned: PlannedPacket
) -> PacketPlan:
    made: list[Exhibit] = []
    absent: list[tuple[str, str]] = []
    unprinted: list[Document] = []
    number = planned.numbering.exhibits
    for entry in planned.exhibits:
        document = record.document(entry.document)
        if document is None:
            continue
        if not document.pages:
            unprinted.append(document)
            continue
        number += 1
        label = str(number) if planned.counted else exhibit_label(number)
        if entry.left_out:
            absent.append((label, entry.title or document.name))
        else:
            made.append(_planned_exhibit(record, document, entry, label))
    rest = [d for d in record.documents if d.id not in planned.documents]
    return PacketPlan(
        kind,
        tuple(part for part in _parts(record, kind, today) if part not in planned.parts_left_out),
        tuple(made),
        tuple(unprinted),
        tuple(rest),
        tuple(absent),
        planned.numbering,
        planned.recipient,
    )


def _planned_exhibit(
    record: CaseRecord, document: Document, entry: PlannedExhibit, label: str
) -> Exhibit:
    pages = document.pages or 0
    try:
        chosen = chosen_pages(entry.pages, pages)
    except Invalid:  # the document has fewer pages by now: better too much than too little
        chosen = tuple(range(1, pages + 1))
    return Exhibit(
        label=label,
        tab=tab_of(record, document),
        document=document,
        title=entry.title or document.name,
        date=entry.date or document.date,
        pages=len(chosen),
        source=source_of(record, document),
        chosen=chosen if len(chosen) < pages or list(chosen) != sorted(chosen) else (),
        turns=turns_of(entry.turns),
        group=entry.group,
    )


def as_turned(plan: PacketPlan, turned: Mapping[DocumentId, int]) -> PacketPlan:
    """Return a plan whose pages are turned as their documents are, unless it says otherwise.

    `turned` are degrees clockwise.
    """
    return replace(plan, exhibits=tuple(_turned(e, turned) for e in plan.exhibits))


def _turned(exhibit: Exhibit, turned: Mapping[DocumentId, int]) -> Exhibit:
    degrees = turned.get(exhibit.document.id, 0)
    if not degrees:
        return exhibit
    usual = dict.fromkeys(range(1, (exhibit.document.pages or 0) + 1), degrees)
    return replace(exhibit, turns={**usual, **exhibit.turns})


def _order(record: CaseRecord, document: Document) -> tuple[int, bool, bool, date]:
    """Sort by tab, then proof of sending after what was sent, then by date; undated ones last."""
    return (
        _TABS.index(tab_of(record, document)),
        document.kind is DocumentKind.PROOF_OF_SENDING,
        document.date is None,
        document.date or date.min,
    )


def _parts(record: CaseRecord, kind: PacketKind, today: date) -> Iterator[Part]:
    yield Part.COVER_LETTER
    if kind in TO_DMHC:
        yield Part.WORKSHEET
        if assistant_form(record, today) is not AssistantForm.NOT_NEEDED:
            yield Part.ASSISTANT_WORKSHEET
    yield from (Part.CONTENTS, Part.STATEMENT, Part.CHRONOLOGY)
    if record.communications:
        yield Part.CALL_LOG
    if record.events:
        yield Part.DATES_COUNTED


def _exhibit(record: CaseRecord, document: Document, number: int) -> Exhibit:
    return Exhibit(
        label=exhibit_label(number),
        tab=tab_of(record, document),
        document=document,
        title=document.name,
        date=document.date,
        pages=document.pages or 0,
        source=source_of(record, document),
    )


_TABS = tuple(Tab)

_KINDS: dict[DocumentKind, Tab] = {
    DocumentKind.DENIAL_LETTER: Tab.DENIAL,
    DocumentKind.PROOF_OF_SENDING: Tab.GRIEVANCE,
    DocumentKind.ACKNOWLEDGEMENT: Tab.ANSWER,
    DocumentKind.DECISION_LETTER: Tab.ANSWER,
    DocumentKind.PROVIDER_LETTER: Tab.DOCTOR,
    DocumentKind.MEDICAL_RECORD: Tab.RECORDS,
    DocumentKind.LITERATURE: Tab.LITERATURE,
    DocumentKind.EOB: Tab.BILLING,
    DocumentKind.BILL: Tab.BILLING,
    DocumentKind.CALL_LOG: Tab.CONTACTS,
    DocumentKind.CORRESPONDENCE: Tab.CONTACTS,
    DocumentKind.PHOTO: Tab.IMPACT,
}

_PROVES: dict[EventKind, Tab] = {
    EventKind.GRIEVANCE_FILED: Tab.GRIEVANCE,
    EventKind.GRIEVANCE_RECEIVED: Tab.GRIEVANCE,
    EventKind.EXPEDITED_REQUESTED: Tab.GRIEVANCE,
    EventKind.APPEAL_FILED: Tab.GRIEVANCE,
    EventKind.ACKNOWLEDGEMENT_RECEIVED: Tab.ANSWER,
    EventKind.EXPEDITED_REFUSED: Tab.ANSWER,
    EventKind.DECISION_RECEIVED: Tab.ANSWER,
    EventKind.DENIAL_RECEIVED: Tab.DENIAL,
}
"""A paper that proves one of these goes with it, unless its own kind says more."""

_UNTOLD = frozenset({DocumentKind.CORRESPONDENCE, DocumentKind.FORM, DocumentKind.OTHER})
"""Kinds that do not say by themselves where a paper belongs."""

_TERMS_WORDS = ("evidence of coverage", "criteria", "guideline", "medical policy", " eoc ")
"""Words in a title that show the plan's own terms, for which there is no kind."""


def tab_of(record: CaseRecord, document: Document) -> Tab:
    """Return the group a document belongs to, by its kind, by what it proves, then by its title."""
    if document.kind in _KINDS and document.kind not in _UNTOLD:
        return _KINDS[document.kind]
    for event in record.events:
        if event.document == document.id and event.kind in _PROVES:
            return _PROVES[event.kind]
    words = f" {document.name.casefold()} "
    if document.kind is DocumentKind.FORM and "grievance" in words:
        return Tab.GRIEVANCE
    if any(word in words for word in _TERMS_WORDS):
        return Tab.TERMS
    return _KINDS.get(document.kind, Tab.OTHER)


_FROM_PLAN = frozenset(
    {
        DocumentKind.DENIAL_LETTER,
        DocumentKind.ACKNOWLEDGEMENT,
        DocumentKind.DECISION_LETTER,
        DocumentKind.EOB,
    }
)


def source_of(record: CaseRecord, document: Document) -> str:
    """Return from whom a document is, as far as the record tells."""
    tab = tab_of(record, document)
    if document.kind in _FROM_PLAN or tab in (Tab.DENIAL, Tab.ANSWER):
        return record.coverage.plan or "the health plan"
    if document.kind is DocumentKind.PROVIDER_LETTER:
        return "treating doctor"
    from_client = tab is Tab.GRIEVANCE and document.kind is not DocumentKind.PROOF_OF_SENDING
    return record.client.name if from_client else ""
