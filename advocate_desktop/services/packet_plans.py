"""Packets as their makers arrange them: begin one, change it, make another edition of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from advocate_desktop.domain.cases import CaseId, CaseRecord
from advocate_desktop.domain.documents import DocumentId
from advocate_desktop.domain.errors import Invalid
from advocate_desktop.domain.moments import day_of
from advocate_desktop.domain.packet_plans import (
    FROM_ONE,
    PlannedExhibit,
    PlannedExhibitId,
    PlannedPacket,
    PlannedPacketId,
    chosen_pages,
    turns_of,
)
from advocate_desktop.domain.packets import PacketKind, PacketPlan, Part, plan_packet
from advocate_desktop.services import cases
from advocate_desktop.services.cases import new_id
from advocate_desktop.services.packet_reply import replies, with_reply
from advocate_desktop.services.workspace import Unit, Workspace
from advocate_desktop.store import packet_plans as rows

_SENT_BEFORE: frozenset[str] = frozenset(
    {Part.WORKSHEET, Part.ASSISTANT_WORKSHEET, Part.STATEMENT, Part.REPLY}
)
"""Parts that a supplement does not repeat."""


def suggested(record: CaseRecord, kind: PacketKind, workspace: Workspace) -> PlannedPacket:
    """Return a plan with every document that can be printed, in the usual order; not kept yet."""
    usual = plan_packet(record, kind, day_of(workspace.now()))
    return PlannedPacket(
        PlannedPacketId(new_id()),
        kind.value,
        exhibits=tuple(_planned(exhibit.document.id) for exhibit in usual.exhibits),
    )


def begin(unit: Unit, case_id: CaseId, planned: PlannedPacket) -> PlannedPacketId:
    """Keep a new plan; raise `Invalid` for pages or turns that cannot be read."""
    _check(planned)
    rows.insert(unit, case_id, planned)
    return planned.id


def change(unit: Unit, planned: PlannedPacket) -> None:
    """Write a plan as it is now; raise `Invalid` as `begin` does, `NotFound` when it is gone."""
    _check(planned)
    rows.update(unit, planned)


def remove(unit: Unit, plan_id: PlannedPacketId) -> None:
    """Put a plan into the trash; undo takes it out."""
    rows.trash(unit, plan_id)


def find(workspace: Workspace, plan_id: PlannedPacketId) -> PlannedPacket:
    """Return a plan; raise `NotFound` when it is gone."""
    return workspace.read(rows.find, plan_id)


def editions(workspace: Workspace, case_id: CaseId) -> tuple[PlannedPacket, ...]:
    """Return the plans of a case, the oldest first."""
    return workspace.read(rows.of_case, case_id)


def another_edition(planned: PlannedPacket, kind: PacketKind, title: str) -> PlannedPacket:
    """Return the same list for another reader, to be kept by `begin`.

    Every exhibit keeps its letter in it, also when one before it is left out there.
    """
    return replace(
        planned,
        id=PlannedPacketId(new_id()),
        kind=kind.value,
        title=title,
        exhibits=tuple(replace(e, id=PlannedExhibitId(new_id())) for e in planned.exhibits),
        continues=None,
        numbering=FROM_ONE,
    )


def supplement(planned: PlannedPacket, sent: str, record: CaseRecord) -> PlannedPacket:
    """Return a plan of the papers that came after a sent one; its numbers go on from there.

    `sent` is the id of the sent item. It holds the documents that the sent packet did not name, and
    goes without the forms and the statement, which were sent.
    """
    rest = [d.id for d in record.documents if d.pages and d.id not in planned.documents]
    return PlannedPacket(
        PlannedPacketId(new_id()),
        planned.kind,
        title=planned.title,
        exhibits=tuple(map(_planned, rest)),
        counted=planned.counted,
        recipient=planned.recipient,
        parts_left_out=_SENT_BEFORE,
        continues=sent,
    )


def begin_supplement(unit: Unit, case_id: CaseId, planned: PlannedPacket) -> PlannedPacketId:
    """Keep a supplement, unless one that goes on from the same filing was begun; return which.

    Raises as `begin`.
    """
    kept = rows.of_case(unit.connection, case_id)
    begun = next((plan for plan in kept if plan.continues == planned.continues), None)
    return begin(unit, case_id, planned) if begun is None else begun.id


def added(planned: PlannedPacket, documents: tuple[DocumentId, ...]) -> PlannedPacket:
    """Return a plan with documents put at its end; those it names already stay where they are."""
    new = [d for d in documents if d not in planned.documents]
    return replace(planned, exhibits=(*planned.exhibits, *map(_planned, new)))


def laid_out(workspace: Workspace, record: CaseRecord, planned: PlannedPacket) -> PacketPlan:
    """Return the parts and exhibits that a plan comes to now."""
    plan = plan_packet(record, PacketKind(planned.kind), day_of(workspace.now()), planned)
    return with_reply(plan, replies(workspace, record, plan), planned.parts_left_out)


def labels(
    workspace: Workspace, case_id: CaseId, plan_id: PlannedPacketId | None = None
) -> Mapping[DocumentId, str]:
    """Return the exhibit letters by document: of a plan, else of the oldest one, else the usual."""
    record = cases.record(workspace, case_id)
    kept = editions(workspace, case_id)
    chosen = next((p for p in kept if plan_id in (None, p.id)), None)
    kind = PacketKind.PLAN if chosen is None else PacketKind(chosen.kind)
    plan = plan_packet(record, kind, day_of(workspace.now()), chosen)
    return {exhibit.document.id: exhibit.label for exhibit in plan.exhibits}


def _planned(document: DocumentId) -> PlannedExhibit:
    return PlannedExhibit(PlannedExhibitId(new_id()), document)


_MOST_PAGES = 999_999


def _check(planned: PlannedPacket) -> None:
    if planned.kind not in set(PacketKind):
        raise Invalid("This kind of packet is not known. Nothing was changed. Choose another.")
    for exhibit in planned.exhibits:
        if exhibit.pages.strip():
            chosen_pages(exhibit.pages, _MOST_PAGES)
        turns_of(exhibit.turns)
