"""The vault of what was sent, in the tables; what went out is never written over."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.documents import ContentHash, DocumentId
from advocate_desktop.domain.errors import NotFound
from advocate_desktop.domain.events import EventId, Method
from advocate_desktop.domain.moments import format_moment
from advocate_desktop.domain.packet_plans import Numbering, PlannedPacketId
from advocate_desktop.domain.sent_items import SentItem, SentItemId, SentKind
from advocate_desktop.store import blobs
from advocate_desktop.store.facts import to_moment
from advocate_desktop.store.filing_tables import sent_items
from advocate_desktop.store.tables import cases
from advocate_desktop.store.unit import Unit, Value


def insert(unit: Unit, case_id: CaseId, item: SentItem) -> None:
    """Keep what was sent; its bytes must be kept already. Raises `NotFound` without its case."""
    unit.row(cases, case_id)
    unit.insert(sent_items, {**_to_row(item), "case_id": case_id, "frozen_at": unit.at})


def add_proof(
    unit: Unit,
    item_id: SentItemId,
    *,
    proof: DocumentId | None,
    tracking: str,
    confirmation: str,
    note: str,
) -> None:
    """Write what came to be known after it was sent; raise `NotFound` when it is gone."""
    known: dict[str, Value] = {
        "proof_id": proof,
        "tracking": tracking,
        "confirmation": confirmation,
        "note": note,
    }
    unit.update(sent_items, item_id, known)


def of_case(connection: Connection, case_id: CaseId) -> tuple[SentItem, ...]:
    """Return what was sent in a case, the newest first."""
    query = select(sent_items).where(sent_items.c.case_id == case_id)
    rows = connection.execute(query.order_by(sent_items.c.sent_at.desc(), sent_items.c.id))
    return tuple(map(_to_item, rows.mappings()))


def find(connection: Connection, item_id: SentItemId) -> tuple[CaseId, SentItem]:
    """Return what was sent, with its case; raise `NotFound`."""
    query = select(sent_items).where(sent_items.c.id == item_id)
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        raise NotFound("This is no longer in the casebook. Look whether it was undone meanwhile.")
    return CaseId(row["case_id"]), _to_item(row)


def data_of(connection: Connection, item_id: SentItemId) -> bytes:
    """Return the bytes that were sent, verified; raise `NotFound` or `CasebookDamaged`."""
    return blobs.read(connection, find(connection, item_id)[1].content_hash)


def _to_row(item: SentItem) -> dict[str, Value]:
    return {
        "id": item.id,
        "kind": item.kind.value,
        "title": item.title,
        "source": item.source,
        "sent_at": format_moment(item.sent_at),
        "method": item.method.value if item.method else None,
        "recipient": item.recipient,
        "tracking": item.tracking,
        "confirmation": item.confirmation,
        "content_hash": item.content_hash,
        "media_type": item.media_type,
        "size": item.size,
        "pages": item.pages,
        "numbering": json.dumps(dataclasses.asdict(item.numbering), sort_keys=True),
        "proof_id": item.proof,
        "event_id": item.event,
        "note": item.note,
        "plan_id": item.plan,
    }


def _to_item(row: RowMapping) -> SentItem:
    numbering: dict[str, Any] = json.loads(row["numbering"])
    return SentItem(
        id=SentItemId(row["id"]),
        kind=SentKind(row["kind"]),
        title=row["title"],
        source=row["source"],
        sent_at=to_moment(row["sent_at"]),
        method=None if row["method"] is None else Method(row["method"]),
        recipient=row["recipient"],
        content_hash=ContentHash(row["content_hash"]),
        size=row["size"],
        pages=row["pages"],
        tracking=row["tracking"],
        confirmation=row["confirmation"],
        note=row["note"],
        numbering=Numbering(**{name: int(value) for name, value in numbering.items()}),
        proof=None if row["proof_id"] is None else DocumentId(row["proof_id"]),
        event=None if row["event_id"] is None else EventId(row["event_id"]),
        media_type=row["media_type"],
        frozen_at=row["frozen_at"],
        plan=None if row["plan_id"] is None else PlannedPacketId(row["plan_id"]),
    )
