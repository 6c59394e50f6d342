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
