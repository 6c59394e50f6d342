"""What stands on a day of the calendar, ready to be drawn or printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class EntryMark(StrEnum):
    """How an entry is marked everywhere; the value is its sign in running text."""

    LATE = "▲"
    YOURS = "●"
    THEIRS = "○"
    POSSIBLE = "◇"
    OWN = "■"


MARK_WORDS: dict[EntryMark, str] = {
    EntryMark.LATE: "late",
    EntryMark.YOURS: "you must act",
    EntryMark.THEIRS: "somebody else must act",
    EntryMark.POSSIBLE: "possible date",
    EntryMark.OWN: "your own date",
}


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One line of a day."""

    day: date
    mark: EntryMark
    text: str
    """What is due, in a few words."""
    who: str = ""
    """Whose case it is."""
    time: str = ""
    """The time of day, such as `12:00`; empty when it has none."""


def month_weeks(year: int, month: int, first_weekday: int = 6) -> tuple[tuple[date, ...], ...]:
    """Return the weeks that show a month, whole weeks with the days of its neighbours.

    `first_weekday` counts from 0 for Monday; 6, Sunday, is usual in the United States.
    """
    start = date(year, month, 1)
    start -= timedelta(days=(start.weekday() - first_weekday) % 7)
    return tuple(_weeks(start, year, month))


def _weeks(start: date, year: int, month: int) -> Iterator[tuple[date, ...]]:
    while True:
        week = tuple(start + timedelta(days=n) for n in range(7))
        if not any((day.year, day.month) == (year, month) for day in week):
            return
        yield week
        start += timedelta(days=7)
