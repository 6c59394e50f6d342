"""What a user says about a derived deadline: handled, or another day with the reason for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NewType

DeadlineMarkId = NewType("DeadlineMarkId", str)


@dataclass(frozen=True, slots=True)
class DeadlineMark:
    """A mark on the deadline of a rule that one event started."""

    id: DeadlineMarkId
    rule: str
    """The rule's id."""
    started_on: date
    """The day of the event that started it; tells two clocks of one rule apart."""
    handled_on: date | None = None
    new_date: date | None = None
    """The day a letter or the Evidence of Coverage gives instead."""
    reason: str = ""
