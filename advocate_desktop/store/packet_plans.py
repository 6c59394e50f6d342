"""Packets as their makers arranged them, in the tables."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.documents import DocumentId
from advocate_desktop.domain.errors import NotFound
from advocate_desktop.domain.packet_plans import (
    FROM_ONE,
    Numbering,
    PlannedExhibit,
    PlannedExhibitId,
    PlannedPacket,
    PlannedPacketId,
)
from advocate_desktop.store.filing_tables import packet_exhibits, packet_plans, sent_items
from advocate_desktop.store.tables import cases
from advocate_desktop.store.unit import Unit, Value


def insert(unit: Unit, case_id: CaseId, planned: PlannedPacket) -> None:
    """Insert a plan with its exhibits; raise `NotFound` when its case is gone."""
    unit.row(cases, case_id)
    created = {"created_at": unit.at, "case_id": case_id}
    unit.insert(packet_plans, {**_to_row(planned), **created})
    _write_exhibits(unit, case_id, planned)


def update(unit: Unit, planned: PlannedPacket) -> None:
    """Write a plan and its exhibits as they are now; raise `NotFound` when it is gone."""
    case_id = CaseId(str(unit.row(packet_plans, planned.id)["case_id"]))
    unit.update(packet_plans, planned.id, _to_row(planned))
    _write_exhibits(unit, case_id, planned)


def trash(unit: Unit, plan_id: PlannedPacketId) -> None:
    """Put a plan into the trash; undo takes it out."""
    unit.update(packet_plans, plan_id, {"trashed_at": unit.at})


def find(connection: Connection, plan_id: PlannedPacketId) -> PlannedPacket:
    """Return a plan; raise `NotFound` when there is none."""
    query = select(packet_plans).where(packet_plans.c.id == plan_id)
    row = connection.execute(query).mappings().one_or_none()
    if row is None or row["trashed_at"] is not None:
        raise NotFound("This packet is no longer in the casebook. Choose another, or start anew.")
    return _to_plan(connection, row)


def of_case(connection: Connection, case_id: CaseId) -> tuple[PlannedPacket, ...]:
    """Return the plans of a case that are not in the trash, the oldest first."""
    query = select(packet_plans).where(
        packet_plans.c.case_id == case_id, packet_plans.c.trashed_at.is_(None)
    )
    rows = connection.execute(query.order_by(packet_plans.c.created_at, packet_plans.c.id))
    return tuple(_to_plan(connection, row) for row in rows.mappings())


def case_of(connection: Connection, plan_id: PlannedPacketId) -> CaseId:
    """Return the case of a plan; raise `NotFound` when there is none."""
    query = select(packet_plans.c.case_id).where(packet_plans.c.id == plan_id)
    found = connection.scalar(query)
    if found is None:
        raise NotFound("This packet is no longer in the casebook. Choose another, or start anew.")
    return CaseId(found)


def _to_row(planned: PlannedPacket) -> dict[str, Value]:
    options = {
        "counted": planned.counted,
        "recipient": planned.recipient,
        "parts_left_out": sorted(planned.parts_left_out),
        "went_without": sorted(planned.went_without),
    }
    return {
        "id": planned.id,
        "kind": planned.kind,
        "title": planned.title,
        "options": json.dumps(options, sort_keys=True),
        "continues_id": planned.continues,
    }


def _write_exhibits(unit: Unit, case_id: CaseId, planned: PlannedPacket) -> None:
    kept = {exhibit.id for exhibit in planned.exhibits}
    query = select(packet_exhibits.c.id).where(packet_exhibits.c.plan_id == planned.id)
    before = set(unit.connection.scalars(query))
    for gone in sorted(before - kept):
        unit.delete(packet_exhibits, gone)
    for position, exhibit in enumerate(planned.exhibits):
        row: dict[str, Value] = {
            "id": exhibit.id,
            "case_id": case_id,
            "plan_id": planned.id,
            "position": position,
            "document_id": exhibit.document,
            "title": exhibit.title,
            "date": exhibit.date.isoformat() if exhibit.date else None,
            "pages": exhibit.pages,
            "turns": exhibit.turns,
            "group_title": exhibit.group,
            "left_out": int(exhibit.left_out),
        }
        if exhibit.id in before:
            unit.update(packet_exhibits, exhibit.id, row)
        else:
            unit.insert(packet_exhibits, row)


def _to_plan(connection: Connection, row: RowMapping) -> PlannedPacket:
    query = select(packet_exhibits).where(packet_exhibits.c.plan_id == row["id"])
    exhibits = connection.execute(query.order_by(packet_exhibits.c.position)).mappings()
    options: dict[str, Any] = json.loads(row["options"])
    return PlannedPacket(
        id=PlannedPacketId(row["id"]),
        kind=row["kind"],
        title=row["title"],
        exhibits=tuple(map(_to_exhibit, exhibits)),
        counted=bool(options.get("counted", False)),
        recipient=str(options.get("recipient", "")),
        parts_left_out=frozenset(map(str, options.get("parts_left_out", ()))),
        went_without=tuple(map(str, options.get("went_without", ()))),
        continues=row["continues_id"],
        numbering=_numbering(connection, row["continues_id"]),
    )


def _to_exhibit(row: RowMapping) -> PlannedExhibit:
    return PlannedExhibit(
        id=PlannedExhibitId(row["id"]),
        document=DocumentId(row["document_id"]),
        title=row["title"],
        date=None if row["date"] is None else date.fromisoformat(row["date"]),
        pages=row["pages"],
        turns=row["turns"],
        group=row["group_title"],
        left_out=bool(row["left_out"]),
    )


def _numbering(connection: Connection, continues: str | None) -> Numbering:
    """Return where the numbers of a supplement begin: after those of what was sent."""
    if continues is None:
        return FROM_ONE
    query = select(sent_items.c.numbering).where(sent_items.c.id == continues)
    sent: dict[str, Any] = json.loads(connection.scalar(query) or "{}")
    return Numbering(
        exhibits=int(sent.get("exhibits", 0)),
        pages=int(sent.get("pages", 0)),
        supplement=int(sent.get("supplement", 0)) + 1,
    )
