"""Drafts of letters: what their writer wrote, and how it is to be sent."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from advocate_desktop.domain.documents import DocumentId
from advocate_desktop.domain.packet_plans import PlannedPacketId

DraftId = NewType("DraftId", str)


class Delivery(StrEnum):
    """What the line above the address says of how a letter is sent."""

    AUTOMATIC = ""
    """As the record's address and fax number suggest."""
    MAIL = "mail"
    CERTIFIED_MAIL = "certified_mail"
    FAX = "fax"
    PORTAL = "portal"
    EMAIL = "email"
    IN_PERSON = "in_person"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter that is being written."""

    id: DraftId
    template: str
    """The name of the letter it began as, such as `es/initial-grievance`."""
    language: str
    title: str
    """Its writer's name for it."""
    body: str = ""
    """The text as its writer has it, with live references; empty while it follows the record."""
    base: str = ""
    """What the record gave when the writer changed the text last."""
    delivery: Delivery = Delivery.AUTOMATIC
    delivery_number: str = ""
    """The number of the certified mail, or the fax number."""
    recipient: str = ""
    """Lines of the address, when it goes elsewhere than the template says."""
    enclosed: tuple[DocumentId, ...] | None = None
    """What goes with it; None for what the template encloses."""
    copies: tuple[str, ...] | None = None
    """Who gets copies, a line each; None for what the template says."""
    plan: PlannedPacketId | None = None
    """The packet whose exhibit letters it cites; None for letters of its own."""
    created_at: str = ""
    changed_at: str = ""
    """ISO 8601 with offset."""

    @property
    def follows_record(self) -> bool:
        """Whether its text is still what the record gives."""
        return not self.body
