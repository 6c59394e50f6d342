"""An own date as calendar and agenda show it, in words; its mark is a square."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from advocate_desktop.domain.moments import day_of
from advocate_desktop.domain.own_dates import OwnDateKind
from advocate_desktop.domain.repeats import Repeat, read
from advocate_desktop.services.own_dates import Occurrence
from advocate_desktop.ui import words

KINDS: dict[OwnDateKind, str] = {
    OwnDateKind.APPOINTMENT: "Appointment",
    OwnDateKind.REMINDER: "Reminder",
    OwnDateKind.FOLLOW_UP: "Follow-up",
}
REPEATS: dict[str, str] = {
    Repeat.NEVER.value: "Never",
    Repeat.DAILY.value: "Every day",
    Repeat.WEEKLY.value: "Every week",
    Repeat.EVERY_TWO_WEEKS.value: "Every 2 weeks",
    Repeat.MONTHLY.value: "Every month",
}


@dataclass(frozen=True, slots=True)
class OwnDateRow:
    """One coming of an own date, or the follow-up of a call, as seen on a day."""

    occurrence: Occurrence
    today: date
    with_place: bool = True
    """Whether the list holds several cases, so that client and case must be named."""

    @property
    def key(self) -> tuple[str, str, int]:
        """What identifies the row from one showing to the next."""
        return "own date", self.occurrence.own.id, self.day.toordinal()

    @property
    def day(self) -> date:
        """The day it comes on."""
        return day_of(self.occurrence.at)

    @property
    def title(self) -> str:
        """What it is for, with its time of day when it has one: “10:15 Call the clinic”."""
        at, title = self.occurrence.at, self.occurrence.own.title
        return f"{words.clock(at)} {title}" if isinstance(at, datetime) else title

    @property
    def client(self) -> str:
        """Whose case it is for; empty when for none."""
        return self.occurrence.client if self.with_place else ""

    @property
    def place(self) -> str:
        """Client and case, or nothing when it is for none or the list is of one case."""
        if not self.with_place:
            return ""
        parts = (self.occurrence.client, self.occurrence.case_title)
        return " · ".join(part for part in parts if part)

    @property
    def how_long(self) -> str:
        """How far off it is: “in 6 days”, “2 days ago”, “ticked off”."""
        return "ticked off" if self.occurrence.done else words.ago((self.day - self.today).days)

    @property
    def kind(self) -> str:
        """What kind of date it is, and whether it repeats or comes from a call."""
        own = self.occurrence.own
        if self.occurrence.from_call:
            return "From a call"
        if not own.recurrence:
            return KINDS[own.kind]
        known = read(own.recurrence, day_of(own.at))
        often = REPEATS[known[0].value].lower() if known else "repeats"
        return f"{KINDS[own.kind]}, {often}"

    @property
    def movable(self) -> bool:
        """Whether it can be dragged: a call's follow-up is moved in the call."""
        return not self.occurrence.from_call


def spoken(row: OwnDateRow) -> str:
    """Write the whole row as a screen reader says it."""
    lead = "Your own date, ticked off" if row.occurrence.done else "Your own date"
    when = f"{lead}: {words.day(row.day)}, {words.ago((row.day - row.today).days)}"
    parts = (when, row.title, row.kind, row.place, row.occurrence.own.note)
    return ". ".join(part for part in parts if part)
