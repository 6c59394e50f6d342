"""What a letter among the documents says, offered piece by piece to the record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from advocate_desktop.domain.cases import CaseId, CaseRecord
from advocate_desktop.domain.denial_reading.letter import proposals
from advocate_desktop.domain.denial_reading.notice_check import Missing, missing
from advocate_desktop.domain.denial_reading.proposals import LetterField, Proposal
from advocate_desktop.domain.documents import Document, DocumentId, DocumentKind
from advocate_desktop.domain.errors import Invalid, NotFound
from advocate_desktop.domain.events import Event, EventId, EventKind
from advocate_desktop.domain.moments import in_words
from advocate_desktop.domain.own_dates import OwnDate, OwnDateId, OwnDateKind
from advocate_desktop.services.cases import new_id
from advocate_desktop.services.workspace import Connection, Unit, Workspace
from advocate_desktop.store import cases as case_rows
from advocate_desktop.store import documents as rows
from advocate_desktop.store import own_dates as own_rows

LETTERS = frozenset(
    {
        DocumentKind.DENIAL_LETTER,
        DocumentKind.DECISION_LETTER,
        DocumentKind.ACKNOWLEDGEMENT,
        DocumentKind.EOB,
        DocumentKind.CORRESPONDENCE,
    }
)
"""The kinds of documents that are read as letters of a plan."""
NO_TEXT = (
    "Nothing was read: this document has no text, it may be a scan. Once its letters are read "
    "(OCR), look here again."
)
NOTHING_FOUND = "Nothing was read that the record could use. The letter itself may still say it."
DATE_FIRST = "Accept the date first: this goes into the note of what happened that day."

_NOTED = {
    LetterField.CRITERION: "Criterion the letter names",
    LetterField.DEADLINE: "Time to object, as the letter says",
    LetterField.PHONE: "Telephone for grievances, as the letter says",
    LetterField.SIGNER: "Signed by",
}
_LAST_DAY = "Last day to object, as the letter says"


@dataclass(frozen=True, slots=True)
class Offer:
    """One proposal, and how the record stands to it."""

    proposal: Proposal
    place: str
    """Where it goes when it is accepted, in plain words."""
    before: str = ""
    """What stands there now and would be replaced; empty for nothing."""
    accepted: bool = False
    """The record says the same already."""
    blocked: str = ""
    """The sentence why it cannot be accepted yet."""


@dataclass(frozen=True, slots=True)
class LetterReading:
    """What was read in one letter."""

    document: DocumentId
    offers: tuple[Offer, ...]
    missing: tuple[Missing, ...]
    """What a lawful notice holds and this does not seem to."""
    empty: str = ""
    """The sentence why nothing is offered."""


def read_letter(workspace: Workspace, document_id: DocumentId) -> LetterReading:
    """Read a letter's text and compare it with the record; raise `NotFound` when it is gone."""
    return workspace.read(_reading, document_id)


def accept(unit: Unit, document_id: DocumentId, proposal: Proposal) -> None:
    """Write one proposal to its place in the record; undo takes it back.

    Raises:
        NotFound: the document or its case is gone.
        Invalid: it goes into the note of an event that is not there yet.
    """
    case_id, document = rows.document(unit.connection, document_id)
    record = _record(unit.connection, case_id)
    if proposal.field is LetterField.DATE:
        _accept_date(unit, record, document, proposal)
    elif proposal.field is LetterField.DEADLINE and proposal.day is not None:
        title = f"{_LAST_DAY} ({proposal.said})"
        own = OwnDate(
            OwnDateId(new_id()), title, proposal.day, OwnDateKind.REMINDER, record.case.id
        )
        own_rows.insert_own_date(unit, own)
    elif proposal.field in _NOTED:
        _accept_note(unit, record, document, proposal)
    else:
        _WRITE[proposal.field](unit, record, proposal)


def _reading(connection: Connection, document_id: DocumentId) -> LetterReading:
    case_id, document = rows.document(connection, document_id)
    record = _record(connection, case_id)
    texts = rows.page_texts(connection, document.content_hash)
    if not any(text.strip() for text in texts):
        return LetterReading(document_id, (), (), NO_TEXT)
    found = proposals(texts)
    dates = own_rows.all_own_dates(connection, case_id)
    offers = tuple(_offer(record, document, dates, one) for one in found)
    lacks = missing(texts, found, document.kind, record.coverage.program)
    return LetterReading(document_id, offers, lacks, "" if offers else NOTHING_FOUND)


def _record(connection: Connection, case_id: CaseId) -> CaseRecord:
    record = case_rows.record(connection, case_id)
    if record is None:
        raise NotFound("This case is no longer in the casebook. Nothing was changed.")
    return record


def _offer(
    record: CaseRecord, document: Document, dates: tuple[OwnDate, ...], one: Proposal
) -> Offer:
    if one.field is LetterField.DATE:
        return _offer_date(record, document, one)
    if one.field is LetterField.DEADLINE and one.day is not None:
        has = any(own.title.startswith(_LAST_DAY) and own.at == one.day for own in dates)
        return Offer(one, f"A date of your own on {in_words(one.day)}", accepted=has)
    if one.field in _NOTED:
        event = _proved(record, document)
        has = event is not None and one.value in event.note
        blocked = "" if event else DATE_FIRST
        return Offer(one, "The note of what happened", accepted=has, blocked=blocked)
    place, now, wanted = _held(record, one)
    before = "" if now == wanted else now
    return Offer(one, place, before, accepted=now == wanted)


def _offer_date(record: CaseRecord, document: Document, one: Proposal) -> Offer:
    is_denial = document.kind is DocumentKind.DENIAL_LETTER
    place = "The document's date"
    if is_denial:
        place += ", and “denial received”: change it when the letter came later"
    now = document.date
    before = "" if now is None or now == one.day else in_words(now)
    has = document.date == one.day and (not is_denial or _proved(record, document) is not None)
    return Offer(one, place, before, accepted=has)


def _held(record: CaseRecord, one: Proposal) -> tuple[str, str, str]:
    """Return the place of a fact in words, what it holds, and what it is to hold."""
    case, coverage = record.case, record.coverage
    reason = case.denial_reason
    places = {
        LetterField.REFERENCE: ("The plan's reference", case.plan_reference),
        LetterField.SERVICE: ("The treatment", case.treatment),
        LetterField.MEMBER_ID: ("The member number", coverage.member_id),
        LetterField.FAX: ("The plan's fax for grievances", coverage.grievance_fax),
        LetterField.ADDRESS: ("The plan's address for grievances", coverage.grievance_address),
        LetterField.REASON: ("The reason for the denial", reason.value if reason else ""),
    }
    wanted = one.reason.value if one.reason else one.value
    return (*places[one.field], wanted)


def _proved(record: CaseRecord, document: Document) -> Event | None:
    """Return the event that the document proves."""
    return next((e for e in record.events if e.document == document.id), None)


def _accept_date(unit: Unit, record: CaseRecord, document: Document, one: Proposal) -> None:
    assert one.day is not None, "a date is proposed as a day"
    rows.update_document(unit, replace(document, date=one.day))
    if document.kind is not DocumentKind.DENIAL_LETTER or _proved(record, document):
        return
    open_ones = [e for e in record.events_of(EventKind.DENIAL_RECEIVED) if e.document is None]
    if len(open_ones) == 1:
        case_rows.update_event(unit, replace(open_ones[0], document=document.id))
        return
    event = Event(
        EventId(new_id()),
        EventKind.DENIAL_RECEIVED,
        one.day,
        "Counted from the date on the letter.",
        document.id,
    )
    case_rows.insert_event(unit, record.case.id, event)


def _accept_note(unit: Unit, record: CaseRecord, document: Document, one: Proposal) -> None:
    event = _proved(record, document)
    if event is None:
        raise Invalid(f"{DATE_FIRST} Nothing was changed.")
    line = f"{_NOTED[one.field]}: {one.value}."
    case_rows.update_event(unit, replace(event, note=f"{event.note}\n{line}".strip()))


def _write_case(unit: Unit, record: CaseRecord, **facts: object) -> None:
    case_rows.update_case(unit, replace(record.case, **facts))  # type: ignore[arg-type]


def _write_coverage(unit: Unit, record: CaseRecord, **facts: str) -> None:
    case_rows.update_coverage(unit, replace(record.coverage, **facts))  # type: ignore[arg-type]


_WRITE: dict[LetterField, Callable[[Unit, CaseRecord, Proposal], None]] = {
    LetterField.REFERENCE: lambda u, r, one: _write_case(u, r, plan_reference=one.value),
    LetterField.SERVICE: lambda u, r, one: _write_case(u, r, treatment=one.value),
    LetterField.REASON: lambda u, r, one: _write_case(u, r, denial_reason=one.reason),
    LetterField.MEMBER_ID: lambda u, r, one: _write_coverage(u, r, member_id=one.value),
    LetterField.FAX: lambda u, r, one: _write_coverage(u, r, grievance_fax=one.value),
    LetterField.ADDRESS: lambda u, r, one: _write_coverage(u, r, grievance_address=one.value),
}
