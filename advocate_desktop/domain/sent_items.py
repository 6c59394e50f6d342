"""What was sent: the very bytes, when, how, with which proof, and what it set in motion."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from advocate_desktop.domain.communications import Channel
from advocate_desktop.domain.documents import ContentHash, DocumentId
from advocate_desktop.domain.events import EventId, EventKind, Method
from advocate_desktop.domain.moments import Moment
from advocate_desktop.domain.packet_plans import FROM_ONE, Numbering, PlannedPacketId
from advocate_desktop.domain.packets import PacketKind

SentItemId = NewType("SentItemId", str)


class SentKind(StrEnum):
    """What a sent item is."""

    LETTER = "letter"
    PACKET = "packet"


@dataclass(frozen=True, slots=True)
class SentItem:
    """A letter or packet as it went out. Its bytes and its day never change once it is kept."""

    id: SentItemId
    kind: SentKind
    title: str
    source: str
    """The letter's template, or the code of the packet's kind."""
    sent_at: Moment
    method: Method | None
    recipient: str
    """Whom it went to, as its address names them first."""
    content_hash: ContentHash
    size: int
    """Bytes."""
    pages: int
    tracking: str = ""
    """The number of certified mail or of another carrier."""
    confirmation: str = ""
    """What the portal or the fax said."""
    note: str = ""
    numbering: Numbering = FROM_ONE
    """How many exhibits and packet pages went out in all, so that a supplement can go on."""
    proof: DocumentId | None = None
    """The fax report, receipt or screenshot that shows it was sent."""
    event: EventId | None = None
    """The event of the record that it is."""
    media_type: str = "application/pdf"
    frozen_at: str = ""
    """When its bytes were kept, ISO 8601 with offset."""
    plan: PlannedPacketId | None = None
    """The arranged packet that it was built from, for a supplement to it."""


LETTER_EVENTS: Mapping[str, EventKind] = {
    "initial-grievance": EventKind.GRIEVANCE_FILED,
    "medical-necessity-appeal": EventKind.GRIEVANCE_FILED,
    "billing-dispute": EventKind.GRIEVANCE_FILED,
    "balance-bill-dispute": EventKind.GRIEVANCE_FILED,
    "appointment-delay": EventKind.GRIEVANCE_FILED,
    "quality-of-care-grievance": EventKind.GRIEVANCE_FILED,
    "language-access-grievance": EventKind.GRIEVANCE_FILED,
    "cancellation-grievance": EventKind.GRIEVANCE_FILED,
    "expedited-request": EventKind.EXPEDITED_REQUESTED,
    "drug-exception-request": EventKind.DRUG_EXCEPTION_REQUESTED,
    "dmhc-cover": EventKind.DMHC_COMPLAINT_FILED,
    "imr-cover": EventKind.IMR_FILED,
    "state-hearing-request": EventKind.STATE_HEARING_REQUESTED,
    "grievance-withdrawal": EventKind.WITHDRAWN,
}
"""What sending a letter amounts to, by its template; the others are correspondence only."""

PACKET_EVENTS: Mapping[PacketKind, EventKind] = {
    PacketKind.PLAN: EventKind.GRIEVANCE_FILED,
    PacketKind.DMHC: EventKind.DMHC_COMPLAINT_FILED,
    PacketKind.IMR: EventKind.IMR_FILED,
    PacketKind.STATE_HEARING: EventKind.STATE_HEARING_REQUESTED,
    PacketKind.MEDICARE: EventKind.APPEAL_FILED,
    PacketKind.ERISA: EventKind.APPEAL_FILED,
}
"""What sending a packet amounts to."""

CHANNELS: Mapping[Method | None, Channel] = {
    Method.FAX: Channel.FAX,
    Method.EMAIL: Channel.EMAIL,
    Method.PORTAL: Channel.PORTAL,
    Method.IN_PERSON: Channel.VISIT,
    Method.MAIL: Channel.LETTER,
    Method.PHONE: Channel.PHONE,
    None: Channel.LETTER,
}
"""How what was sent stands among the calls and messages."""


def proposed_event(kind: SentKind, source: str) -> EventKind | None:
    """Return the event that sending this amounts to, or None when it is correspondence only."""
    if kind is SentKind.LETTER:
        return LETTER_EVENTS.get(source)
    return PACKET_EVENTS.get(PacketKind(source))
