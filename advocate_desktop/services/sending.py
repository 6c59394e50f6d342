"""What to ask when something is marked as sent: proposed from a draft, a packet, or a file."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.drafts import Delivery, DraftId
from advocate_desktop.domain.events import Method
from advocate_desktop.domain.moments import day_of
from advocate_desktop.domain.packet_plans import FROM_ONE, Numbering, PlannedPacket
from advocate_desktop.domain.sent_items import SentKind, proposed_event
from advocate_desktop.intake.incoming import load
from advocate_desktop.services import cases, drafts
from advocate_desktop.services.cover_letters import cover_letter
from advocate_desktop.services.packets import BuiltPacket
from advocate_desktop.services.sent import Sending
from advocate_desktop.services.workspace import Workspace

_METHODS = {
    Delivery.MAIL: Method.MAIL,
    Delivery.CERTIFIED_MAIL: Method.MAIL,
    Delivery.FAX: Method.FAX,
    Delivery.PORTAL: Method.PORTAL,
    Delivery.EMAIL: Method.EMAIL,
    Delivery.IN_PERSON: Method.IN_PERSON,
}


@dataclass(frozen=True, slots=True)
class ToSend:
    """Bytes that went out or are about to, and what is proposed to be said of them."""

    case: CaseId
    proposed: Sending
    data: bytes


def of_draft(workspace: Workspace, draft_id: DraftId) -> ToSend:
    """Return a letter as it stands now; raise `NotFound` when the draft is gone."""
    case_id, draft = drafts.find(workspace, draft_id)
    content = drafts.open_draft(workspace, draft_id).content
    source = draft.template.rpartition("/")[2]
    proposed = Sending(
        SentKind.LETTER,
        draft.title,
        source,
        workspace.now().replace(second=0, microsecond=0),
        _METHODS.get(draft.delivery),
        _name(content.addressee),
        proposed_event(SentKind.LETTER, source),
        tracking=draft.delivery_number if draft.delivery is Delivery.CERTIFIED_MAIL else "",
    )
    return ToSend(case_id, proposed, drafts.render(workspace, draft_id))


def of_packet(
    workspace: Workspace, case_id: CaseId, planned: PlannedPacket | None, built: BuiltPacket
) -> ToSend:
    """Return a packet as it was built."""
    before = planned.numbering if planned else FROM_ONE
    # A letter that an edition leaves free is not given to the first exhibit of a supplement.
    exhibits = max(len(built.exhibits), len(planned.exhibits) if planned else 0)
    from advocate_desktop.filings.contents import PACKET_TITLES  # ReportLab is slow to import

    now = workspace.now().replace(second=0, microsecond=0)
    record = cases.record(workspace, case_id)
    address = planned.recipient if planned else ""
    cover = cover_letter(record, built.kind, (), day_of(now), recipient=address)
    title = (planned.title if planned else "") or PACKET_TITLES[built.kind]
    proposed = Sending(
        SentKind.PACKET,
        ": ".join(filter(None, (before.name, title))),
        built.kind.value,
        now,
        None,
        _name(cover.addressee),
        None if before.supplement else proposed_event(SentKind.PACKET, built.kind.value),
        numbering=Numbering(
            before.exhibits + exhibits, before.pages + built.pages, before.supplement
        ),
        plan=planned.id if planned else None,
    )
    return ToSend(case_id, proposed, built.data)


def of_file(workspace: Workspace, case_id: CaseId, path: Path) -> ToSend:
    """Return a file that the user says was sent; raise `Refused` when it cannot be read."""
    plan = cases.record(workspace, case_id).coverage.plan
    title = path.stem.strip() or path.name
    proposed = Sending(
        SentKind.LETTER,
        title,
        "",
        workspace.now().replace(second=0, microsecond=0),
        None,
        plan,
        None,
    )
    return ToSend(case_id, proposed, load(path))


def _name(address: tuple[str, ...]) -> str:
    """Return whom an address names: its lines before the street, which has a number."""
    lines = [line.strip() for line in address if line.strip()]
    named = takewhile(lambda line: not any(c.isdigit() for c in line), lines[1:])
    return ", ".join([*lines[:1], *named])
