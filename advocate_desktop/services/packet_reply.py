"""The point-by-point reply of a packet, read from the letters and papers in it."""

from __future__ import annotations

from dataclasses import replace

from advocate_desktop.domain.cases import CaseRecord
from advocate_desktop.domain.packets import PacketPlan, Part
from advocate_desktop.domain.point_replies import PointReply, point_replies
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.store import documents as rows


def replies(workspace: Workspace, record: CaseRecord, plan: PacketPlan) -> tuple[PointReply, ...]:
    """Return what the plan's reasons are and what the exhibits show to each; maybe nothing."""
    texts = {
        exhibit.document.id: workspace.read(rows.page_texts, exhibit.document.content_hash)
        for exhibit in plan.exhibits
    }
    return point_replies(record, plan, texts)


def with_reply(
    plan: PacketPlan, answered: tuple[PointReply, ...], left_out: frozenset[str]
) -> PacketPlan:
    """Return a plan with the reply after its statement, unless there is none or it is left out."""
    if not answered or Part.REPLY in left_out:
        return plan
    after = plan.parts.index(Part.STATEMENT) + 1 if Part.STATEMENT in plan.parts else 1
    return replace(plan, parts=(*plan.parts[:after], Part.REPLY, *plan.parts[after:]))
