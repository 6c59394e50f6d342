"""The consents of a client: who may act or receive what, since when and until when.

A case has one `Authorization` besides: who helps in that case, as its forms and letters name them.
A consent is the signed paper itself, kept for all of a client's cases; an authorization names none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

from advocate_desktop.domain.documents import DocumentId
from advocate_desktop.domain.people import ClientId

ConsentId = NewType("ConsentId", str)

SOON = 30
"""Calendar days before its end from which a consent is said to end soon."""


class ConsentKind(StrEnum):
    """What a client signed."""

    AUTHORIZED_ASSISTANT = "authorized_assistant"
    """For the Department of Managed Health Care (its form 20-160)."""
    PLAN_REPRESENTATIVE = "plan_representative"
    """For the health plan's own grievances."""
    RELEASE = "release"
    """A release of health information (HIPAA; Civil Code 56.11)."""
    MEDICARE_REPRESENTATIVE = "medicare_representative"
    """What the Medicare form CMS-1696 says."""
    POWER_OF_ATTORNEY = "power_of_attorney"
    OTHER = "other"


class ConsentState(StrEnum):
    """How a consent stands on a day."""

    UNSIGNED = "unsigned"
    IN_FORCE = "in_force"
    ENDS_SOON = "ends_soon"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Consent:
    """One signed paper."""

    id: ConsentId
    client: ClientId
    kind: ConsentKind = ConsentKind.RELEASE
    name: str = ""
    """Whom it lets act or receive."""
    scope: str = ""
    """What for, and what of the client's records."""
    signed_on: date | None = None
    expires_on: date | None = None
    revoked_on: date | None = None
    document: DocumentId | None = None
    """The scan of it."""
    note: str = ""

    def state(self, day: date) -> ConsentState:
        """Return how it stands on a day; its last day is `expires_on` itself."""
        if self.revoked_on is not None and self.revoked_on <= day:
            return ConsentState.REVOKED
        if self.signed_on is None or self.signed_on > day:
            return ConsentState.UNSIGNED
        if self.expires_on is None:
            return ConsentState.IN_FORCE
        left = (self.expires_on - day).days
        if left < 0:
            return ConsentState.EXPIRED
        return ConsentState.ENDS_SOON if left <= SOON else ConsentState.IN_FORCE
