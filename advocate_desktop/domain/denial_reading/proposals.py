"""What is proposed from a letter: a field, its value, and the passage where it was read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from advocate_desktop.domain.cases import DenialReason


class LetterField(StrEnum):
    """What can be read in a letter."""

    DATE = "date"
    REFERENCE = "reference"
    MEMBER_ID = "member_id"
    SERVICE = "service"
    REASON = "reason"
    CRITERION = "criterion"
    DEADLINE = "deadline"
    PHONE = "phone"
    FAX = "fax"
    ADDRESS = "address"
    SIGNER = "signer"


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a page's text."""

    page: int
    """From 0."""
    start: int
    end: int
    """Where it begins and where it has ended, in characters of the page's text."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One thing a letter seems to say."""

    field: LetterField
    value: str
    """In words, as it can be kept."""
    passage: Passage
    said: str
    """The passage's words, on one line."""
    label: str = ""
    """What the letter calls it (“Claim number”), where it says so."""
    day: date | None = None
    """For dates and deadlines: the day meant, as far as the letter tells."""
    reason: DenialReason | None = None
    """For reasons: the one of the form that fits."""
