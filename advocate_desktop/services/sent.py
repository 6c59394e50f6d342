"""The vault of what was sent: freeze the bytes, record the event, keep the proof."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from advocate_desktop.domain.cases import CaseId, CaseRecord
from advocate_desktop.domain.communications import Communication, CommunicationId, Direction
from advocate_desktop.domain.documents import Document, DocumentId, DocumentKind
from advocate_desktop.domain.errors import Invalid
from advocate_desktop.domain.events import Event, EventId, EventKind, Method
from advocate_desktop.domain.moments import Moment, day_of, order_key
from advocate_desktop.domain.moves import Move
from advocate_desktop.domain.packet_plans import FROM_ONE, Numbering, PlannedPacketId
from advocate_desktop.domain.sent_items import CHANNELS, SentItem, SentItemId, SentKind
from advocate_desktop.intake import isolated
from advocate_desktop.intake.incoming import load
from advocate_desktop.intake.outcomes import Reading
from advocate_desktop.intake.recognise import EXTENSIONS
from advocate_desktop.services import (
    cases,
    communications,
    deadlines,
    disclosures,
    documents,
    events,
)
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
    plan: PlannedPacketId | None = None
    """The arranged packet that it was built from."""


@dataclass(frozen=True, slots=True)
class _Paper:
    """A file that was read before it is kept."""

    name: str
    data: bytes
    reading: Reading


def what_follows(workspace: Workspace, record: CaseRecord, sending: Sending) -> tuple[Move, ...]:
    """Return which dates of a case would begin or move by this sending; nothing is saved."""
    if sending.event is None:
        return ()
    event = Event(EventId(""), sending.event, sending.sent_at, method=sending.method)
    after = replace(record, events=(*record.events, event))
    return deadlines.what_moves(record, after, workspace.now())


def mark_as_sent(
    workspace: Workspace,
    case_id: CaseId,
    sending: Sending,
    data: bytes,
    proof_file: Path | None = None,
) -> SentItem:
    """Freeze what was sent, and record what it amounts to; one change, which undo takes back.

    A letter also becomes a document of the case, so that later packets can show what was sent, and
    the event leads to it; a packet does not, being made of documents. Without an event it stands
    among the calls and messages. `proof_file` becomes a document that proves the sending. Who got
    what is noted in the client's record of disclosures.

    Raises `Invalid` for a day to come or nobody it went to, `Refused` for a file that cannot be
    kept, `NotFound` when the case is gone, and as `Workspace.run`.
    """
    if order_key(sending.sent_at) > order_key(workspace.now()):
        raise Invalid("That day is still to come. Nothing was changed. Give the day it was sent.")
    if not sending.recipient.strip():
        raise Invalid("Say to whom it was sent. Nothing was changed.")
    reading = isolated.reading.read(data)
    proof = None if proof_file is None else _read(proof_file)
    return workspace.run("Marked as sent", _keep, case_id, sending, data, reading, proof)


def _read(path: Path) -> _Paper:
    data = load(path)
    return _Paper(path.name, data, isolated.reading.read(data))


def _keep(
    unit: Unit,
    case_id: CaseId,
    sending: Sending,
    data: bytes,
    reading: Reading,
    proof: _Paper | None,
) -> SentItem:
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
        recipient=sending.recipient.strip(),
        content_hash=blobs.put(unit, data),
        size=len(data),
        pages=reading.pages or 0,
        tracking=sending.tracking,
        confirmation=sending.confirmation,
        note=sending.note,
        numbering=sending.numbering,
        proof=sending.proof if proof is None else _as_proof(unit, case_id, proof),
        event=event,
        media_type=reading.media_type,
        plan=sending.plan,
    )
    rows.insert(unit, case_id, item)
    _disclose(unit, case_id, item)
    return item


def _as_proof(unit: Unit, case_id: CaseId, paper: _Paper) -> DocumentId:
    """Keep a file as a proof of sending; return it, or the document that has the same bytes."""
    made = documents.described(paper.name, paper.data, paper.reading, DocumentKind.PROOF_OF_SENDING)
    return documents.enter(unit, case_id, made, paper.data, paper.reading).id


def _disclose(unit: Unit, case_id: CaseId, item: SentItem) -> None:
    disclosures.note(
        unit,
        cases.client_of(unit, case_id),
        item.recipient,
        item.title,
        purpose="Letter sent" if item.kind is SentKind.LETTER else "Packet sent",
        method=(item.method or "").replace("_", " "),
        case=case_id,
        at=item.sent_at,
        sent_item=item.id,
    )


def _as_document(
    unit: Unit, case_id: CaseId, sending: Sending, data: bytes, reading: Reading
) -> Document:
    day = day_of(sending.sent_at)
    ending = EXTENSIONS.get(reading.media_type, ".pdf")
    name = f"{sending.title} as sent {day.isoformat()}{ending}"
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
    workspace: Workspace,
    item: SentItem,
    *,
    proof: DocumentId | None = None,
    proof_file: Path | None = None,
    tracking: str | None = None,
    confirmation: str | None = None,
    note: str | None = None,
) -> None:
    """Write what came to be known after it was sent; what is None stays. Its bytes stay as sent.

    `proof_file` becomes a document of the case. Raises `Refused` for a file that cannot be kept,
    `NotFound` when the item is gone, and as `Workspace.run`.
    """
    told = replace(
        item,
        proof=item.proof if proof is None else proof,
        tracking=item.tracking if tracking is None else tracking,
        confirmation=item.confirmation if confirmation is None else confirmation,
        note=item.note if note is None else note,
    )
    paper = None if proof_file is None else _read(proof_file)
    workspace.run("Proof of sending added", _add_proof, told, paper)


def _add_proof(unit: Unit, item: SentItem, paper: _Paper | None) -> None:
    proof = item.proof
    if paper is not None:
        case_id, _ = rows.find(unit.connection, item.id)
        proof = _as_proof(unit, case_id, paper)
    rows.add_proof(
        unit,
        item.id,
        proof=proof,
        tracking=item.tracking,
        confirmation=item.confirmation,
        note=item.note,
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
