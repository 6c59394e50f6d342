"""What an attached address card or calendar file offers to the record, one by one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from advocate_desktop.domain.cases import CaseId, CaseRecord
from advocate_desktop.domain.documents import Document, DocumentId
from advocate_desktop.domain.errors import NotFound
from advocate_desktop.domain.moments import Moment, in_words
from advocate_desktop.domain.own_dates import OwnDate, OwnDateId, OwnDateKind
from advocate_desktop.domain.people import Client, Provider, ProviderId
from advocate_desktop.intake.content_lines import CalendarEntry, Card, calendar_entries, cards
from advocate_desktop.intake.decoding import decode
from advocate_desktop.intake.recognise import CALENDAR, CARD
from advocate_desktop.services import own_dates
from advocate_desktop.services.cases import new_id
from advocate_desktop.services.search import folded
from advocate_desktop.services.workspace import Connection, Unit, Workspace
from advocate_desktop.store import blobs
from advocate_desktop.store import cases as case_rows
from advocate_desktop.store import documents as rows
from advocate_desktop.store import own_dates as own_rows

MOST_BYTES = 8 * 1024 * 1024
"""Of a file that is looked through for offers; a larger one is only kept."""


class OfferKind(StrEnum):
    """What an entry of a file can become."""

    PROVIDER = "provider"
    CLIENT = "client"
    APPOINTMENT = "appointment"


@dataclass(frozen=True, slots=True)
class FileOffer:
    """One person or date of a file, and what it would become."""

    kind: OfferKind
    name: str
    facts: str
    """What else is known of it, on one line."""
    source: Card | CalendarEntry
    accepted: bool = False
    """The record has it already."""


def may_offer(document: Document) -> bool:
    """Whether a document is an address card or a calendar file."""
    return document.media_type in (CARD, CALENDAR) and document.size <= MOST_BYTES


def offers(workspace: Workspace, document_id: DocumentId) -> tuple[FileOffer, ...]:
    """Return what a file offers; nothing for other kinds. Raises `NotFound` when it is gone."""
    return workspace.read(_offers, document_id)


def accept(unit: Unit, document_id: DocumentId, offer: FileOffer) -> None:
    """Take one offer into the record: a provider, the client's missing facts, or an own date.

    What the record says already stays. Raises `NotFound`, and `Invalid` for a rule of repeating
    that cannot be read.
    """
    case_id, _ = rows.document(unit.connection, document_id)
    record = _record(unit.connection, case_id)
    if isinstance(offer.source, CalendarEntry):
        own_dates.add(unit, _own_date(case_id, offer.source))
    elif offer.kind is OfferKind.CLIENT:
        case_rows.update_client(unit, _filled(record.client, offer.source))
    else:
        card = offer.source
        made = Provider(ProviderId(new_id()), card.name, card.role, card.phone or card.fax)
        case_rows.set_providers(unit, case_id, (*record.providers, made))


def _offers(connection: Connection, document_id: DocumentId) -> tuple[FileOffer, ...]:
    case_id, document = rows.document(connection, document_id)
    if not may_offer(document):
        return ()
    text = decode(blobs.read(connection, document.content_hash)) or ""
    if document.media_type == CARD:
        record = _record(connection, case_id)
        return tuple(_of_card(record, card) for card in cards(text))
    known = {(own.title, own.at) for own in own_rows.all_own_dates(connection, case_id)}
    return tuple(_of_entry(known, entry) for entry in calendar_entries(text))


def _record(connection: Connection, case_id: CaseId) -> CaseRecord:
    record = case_rows.record(connection, case_id)
    if record is None:
        raise NotFound("This case is no longer in the casebook. Nothing was changed.")
    return record


def _of_card(record: CaseRecord, card: Card) -> FileOffer:
    facts = " · ".join(filter(None, (card.role, card.phone, card.email, card.address)))
    if folded(card.name) == folded(record.client.name):
        has = _filled(record.client, card) == record.client
        return FileOffer(OfferKind.CLIENT, card.name, facts, card, has)
    has = any(folded(one.name) == folded(card.name) for one in record.providers)
    return FileOffer(OfferKind.PROVIDER, card.name, facts, card, has)


def _of_entry(known: Collection[tuple[str, Moment]], entry: CalendarEntry) -> FileOffer:
    repeats = "repeats" if entry.recurrence else ""
    facts = " · ".join(filter(None, (in_words(entry.at), entry.where, repeats)))
    has = (entry.title, entry.at) in known
    return FileOffer(OfferKind.APPOINTMENT, entry.title, facts, entry, has)


def _filled(client: Client, card: Card) -> Client:
    """Return the client with what the card knows and the record does not."""
    return replace(
        client,
        phone=client.phone or card.phone,
        email=client.email or card.email,
        date_of_birth=client.date_of_birth or card.born,
    )


def _own_date(case_id: CaseId, entry: CalendarEntry) -> OwnDate:
    note = "\n".join(filter(None, (entry.where, entry.note)))
    at = entry.at.replace(second=0) if isinstance(entry.at, datetime) else entry.at
    return OwnDate(
        OwnDateId(new_id()),
        entry.title,
        at,
        OwnDateKind.APPOINTMENT,
        case_id,
        note,
        entry.recurrence,
    )
