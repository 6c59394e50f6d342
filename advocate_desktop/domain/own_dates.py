"""The user's own dates: appointments, reminders, follow-ups; never mixed with derived ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.moments import Moment

OwnDateId = NewType("OwnDateId", str)


class OwnDateKind(StrEnum):
    """What an own date is for."""

    APPOINTMENT = "appointment"
    REMINDER = "reminder"
    FOLLOW_UP = "follow_up"


@dataclass(frozen=True, slots=True)
class OwnDate:
    """A date somebody set, for a case or for the advocate alone."""

    id: OwnDateId
    title: str
    at: Moment
    kind: OwnDateKind = OwnDateKind.REMINDER
    case: CaseId | None = None
    note: str = ""
    recurrence: str = ""
    """An RFC 5545 rule such as `FREQ=WEEKLY;COUNT=4`; empty for a date that comes once."""
    done_on: date | None = None
    """The day it was ticked off; for a recurring date the last occurrence that is done."""
