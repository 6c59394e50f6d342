"""The command `packets`, and which arranged packet another command means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from advocate_desktop.cli.answers import answer, case_option, columns, json_option, line
from advocate_desktop.cli.casebook import opens_casebook
from advocate_desktop.domain.errors import NotFound

if TYPE_CHECKING:
    from advocate_desktop.domain.cases import CaseId
    from advocate_desktop.domain.packet_plans import PlannedPacket
    from advocate_desktop.services.workspace import Workspace


@click.command()
@opens_casebook
@case_option
@json_option
def packets(workspace: Workspace, case: str, as_json: bool) -> None:
    """List the packets that were arranged in the window.

    A line has number, kind, title, how many exhibits go in, and id.
    """
    from advocate_desktop.services import cases, packet_plans

    kept = packet_plans.editions(workspace, cases.resolve_id(workspace, case))
    if as_json:
        answer({"packets": [_as_json(plan) for plan in kept]})
        return
    columns(
        (str(number), plan.kind, plan.title or "-", f"{_taken(plan)} exhibits", plan.id)
        for number, plan in enumerate(kept, 1)
    )
    if not kept:
        line("No packet was arranged in this case yet. `packet --for` writes the usual one.")


def _as_json(plan: PlannedPacket) -> dict[str, Any]:
    return {
        "id": plan.id,
        "kind": plan.kind,
        "title": plan.title,
        "exhibits": [
            {"document": e.document, "title": e.title, "pages": e.pages, "left_out": e.left_out}
            for e in plan.exhibits
        ],
        "parts_left_out": sorted(plan.parts_left_out),
        "continues": plan.continues,
    }


def _taken(plan: PlannedPacket) -> int:
    return sum(not exhibit.left_out for exhibit in plan.exhibits)


def plan_named(workspace: Workspace, case_id: CaseId, named: str) -> PlannedPacket:
    """Return the arranged packet with this id, or with this number in the list from 1.

    Raises `NotFound` when the case has none such.
    """
    from advocate_desktop.services import packet_plans

    kept = packet_plans.editions(workspace, case_id)
    for number, plan in enumerate(kept, 1):
        if named in (plan.id, str(number)):
            return plan
    raise NotFound(f"This case has no packet “{named}”. `packets` lists those that it has.")


COMMANDS = {"packets": packets}
