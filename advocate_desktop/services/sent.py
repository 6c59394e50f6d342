"""The vault of what was sent: freeze the bytes, record the event, keep the proof."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.communications import Communication, CommunicationId, Direction
from advocate_desktop.domain.documents import Document, DocumentId, DocumentKind
from advocate_desktop.domain.errors import Invalid
from advocate_desktop.domain.events import Event, EventId, EventKind, Method
from advocate_desktop.domain.moments import Moment, day_of, order_key
from advocate_desktop.domain.packet_plans import FROM_ONE, Numbering
from advocate_desktop.domain.sent_items import CHANNELS, SentItem, SentItemId, SentKind
from advocate_desktop.intake import isolated
from advocate_desktop.intake.outcomes import Reading
from advocate_desktop.services import communications, documents, events
from advocate_desktop.services.cases import new_id
from advocate_desktop.services.saving import save_bytes
from advocate_desktop.services.workspace import Unit, Workspace
from advocate_desktop.store import blobs
from advocate_desktop.store import sent_items as rows


@dataclass(frozen=True, slots=True)
class Sending:
    """What the user says of a letter or packet that went out."""

    kind: SentKind
    title: str
    source: str
    """The letter's template, or the code of the packet's kind."""
    sent_at: Moment
    method: Method | None
    recipient: str
    event: EventKind | None
    """What it amounts to; None when it is correspondence only."""
    tracking: str = ""
    confirmation: str = ""
    note: str = ""
    proof: DocumentId | None = None
    numbering: Numbering = FROM_ONE


def mark_as_sent(workspace: Workspace, case_id: CaseId, sending: Sending, data: bytes) -> SentItem:
    """Freeze what was sent, and record what it amounts to; one change, which undo takes back.

    A letter also becomes a document of the case, so that later packets can show what was sent, and
    the event leads to it; a packet does not, being made of documents. Without an event it stands
    among the calls and messages.

    Raises `Invalid` for a day to come, `NotFound` when the case is gone, and as `Workspace.run`.
    """
    if order_key(sending.sent_at) > order_key(workspace.now()):
        raise Invalid("That day is still to come. Nothing was changed. Give the day it was sent.")
    reading = isolated.reading.read(data)
    return workspace.run("Marked as sent", _keep, case_id, sending, data, reading)


def _keep(unit: Unit, case_id: CaseId, sending: Sending, data: bytes, reading: Reading) -> SentItem:
    is_letter = sending.kind is SentKind.LETTER
    copy = _as_document(unit, case_id, sending, data, reading) if is_letter else None
    event = _record(unit, case_id, sending, None if copy is None else copy.id)
    item = SentItem(
        id=SentItemId(new_id()),
        kind=sending.kind,
        title=sending.title,
        source=sending.source,
        sent_at=sending.sent_at,
        method=sending.method,
        recipient=sending.recipient,
        content_hash=blobs.put(unit, data),
        size=len(data),
        pages=reading.pages or 0,
        tracking=sending.tracking,
        confirmation=sending.confirmation,
        note=sending.note,
        numbering=sending.numbering,
        proof=sending.proof,
        event=event,
        media_type=reading.media_type,
    )
    rows.insert(unit, case_id, item)
    return item


def _as_document(
    unit: Unit, case_id: CaseId, sending: Sending, data: bytes, reading: Reading
) -> Document:
    day = day_of(sending.sent_at)
    name = f"{sending.title} as sent {day.isoformat()}.pdf"
    made = documents.described(name, data, reading, DocumentKind.CORRESPONDENCE)
    return documents.enter(
        unit, case_id, replace(made, title=f"{sending.title}, as sent", date=day), data, reading
    )


def _record(
    unit: Unit, case_id: CaseId, sending: Sending, copy: DocumentId | None
) -> EventId | None:
    if sending.event is not None:
        event = Event(
            EventId(new_id()),
            sending.event,
            sending.sent_at,
            note=sending.title,
            document=copy,
            method=sending.method,
        )
        return events.add(unit, case_id, event)
    message = Communication(
        CommunicationId(new_id()),
        sending.sent_at,
        CHANNELS[sending.method],
        Direction.OUT,
        organization=sending.recipient,
        reference=sending.tracking or sending.confirmation,
        summary=f"Sent: {sending.title}",
    )
    communications.add(unit, case_id, message)
    return None


def add_proof(
    unit: Unit,
    item: SentItem,
    *,
    proof: DocumentId | None = None,
    tracking: str | None = None,
    confirmation: str | None = None,
    note: str | None = None,
) -> None:
    """Write what came to be known after it was sent; what is None stays. Its bytes stay as sent."""
    rows.add_proof(
        unit,
        item.id,
        proof=item.proof if proof is None else proof,
        tracking=item.tracking if tracking is None else tracking,
        confirmation=item.confirmation if confirmation is None else confirmation,
        note=item.note if note is None else note,
    )


def sent_items(workspace: Workspace, case_id: CaseId) -> tuple[SentItem, ...]:
    """Return what was sent in a case, the newest first."""
    return workspace.read(rows.of_case, case_id)


def data_of(workspace: Workspace, item_id: SentItemId) -> bytes:
    """Return the bytes as they were sent, verified; raise `NotFound` or `CasebookDamaged`."""
    return workspace.read(rows.data_of, item_id)


def export(workspace: Workspace, item_id: SentItemId, path: Path) -> None:
    """Write the bytes as they were sent to a file, whole or not at all; raises as `data_of`."""
    save_bytes(path, data_of(workspace, item_id))
