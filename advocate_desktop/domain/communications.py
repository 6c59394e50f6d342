"""Calls, letters and messages between the client's side and others."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from advocate_desktop.domain.moments import Moment

CommunicationId = NewType("CommunicationId", str)


class Channel(StrEnum):
    """By what means people spoke or wrote."""

    PHONE = "phone"
    LETTER = "letter"
    FAX = "fax"
    EMAIL = "email"
    PORTAL = "portal"
    VISIT = "visit"


class Direction(StrEnum):
    """Who began it: `out` from the client's side, `in` to it."""

    OUT = "out"
    IN = "in"


@dataclass(frozen=True, slots=True)
class Communication:
    """One call, letter or message, as it would be quoted in a call log."""

    id: CommunicationId
    at: Moment
    channel: Channel
    direction: Direction
    person: str = ""
    organization: str = ""
    reference: str = ""
    summary: str = ""
    follow_up: Moment | None = None
    """The day to come back to it."""
    department: str = ""
    """Where the person works, as they said it."""
    promise: str = ""
    """What the other side said it would do."""
    promised_by: Moment | None = None
    """The day by which it would be done."""

    @property
    def promised(self) -> tuple[str, Moment] | None:
        """What was promised for which day; None without a day."""
        if self.promised_by is None:
            return None
        return self.promise.strip() or "What was promised", self.promised_by

    @property
    def whom(self) -> str:
        """With whom it was: “Denise, Member Services, Sample Health Plan”; empty for nobody."""
        return ", ".join(filter(None, (self.person, self.department, self.organization)))
