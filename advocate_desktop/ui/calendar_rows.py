"""Deadlines and own dates side by side: their days, their order, their groups in the agenda."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from advocate_desktop.domain.moments import earliest
from advocate_desktop.services.calendar_reading import Content
from advocate_desktop.ui import deadline_list_drawing, own_date_rows, words
from advocate_desktop.ui.deadline_list_drawing import DeadlineRow, numbered
from advocate_desktop.ui.own_date_rows import OwnDateRow
from advocate_desktop.ui.words import Mark

CalendarRow = DeadlineRow | OwnDateRow

MOST_SPOKEN = 12
"""Entries of one day that a screen reader or a tip names before it only counts the rest."""
SOON = 7
"""Days ahead that the agenda shows under a heading of their own."""
_RANKS = (Mark.LATE, Mark.YOURS, Mark.THEIRS, Mark.POSSIBLE, None, Mark.DONE)
"""None is an own date: below every deadline that still runs."""
_LATE, _PASSED, _WAITING, _SOON, _LATER = (
    "Late",
    "May have passed",
    "Yours, not ticked off",
    f"Next {SOON} days",
    "Later",
)


@dataclass(frozen=True, slots=True)
class Heading:
    """The name of a group, with how many it holds."""

    text: str
    count: int

    @property
    def key(self) -> str:
        """What identifies it from one showing to the next."""
        return self.text


AgendaRow = Heading | DeadlineRow | OwnDateRow


@dataclass(frozen=True, slots=True)
class Arranged:
    """A calendar's rows as its views take them."""

    today: date
    by_day: Mapping[date, tuple[CalendarRow, ...]] = field(default_factory=dict)
    """The rows of each day, the most pressing first."""
    agenda: tuple[AgendaRow, ...] = ()
    """What is to come and what is late, under headings."""

    def row(self, key: object) -> CalendarRow | None:
        """Return the row with that key, or None when it is gone."""
        found = (row for rows in self.by_day.values() for row in rows if row.key == key)
        return next(found, None)


def arranged(
    content: Content, *, one_case: bool = False, pause: Callable[[], None] = lambda: None
) -> Arranged:
    """Return a calendar's rows in their order; of one case they name neither client nor case.

    `pause` is called between the parts of the work.
    """
    today = content.as_of.date()
    deadlines = numbered(
        tuple(
            DeadlineRow(e.deadline, "" if one_case else e.client, "" if one_case else e.title)
            for e in content.entries
        )
    )
    own = tuple(OwnDateRow(occurrence, today, not one_case) for occurrence in content.own)
    pause()
    days = by_day((*deadlines, *own))
    pause()
    return Arranged(today, days, grouped(days, today))


def day(row: CalendarRow) -> date:
    """Return the day a row stands on."""
    return words.shown_day(row.deadline) if isinstance(row, DeadlineRow) else row.day


def short(row: CalendarRow) -> str:
    """Return the few words for a row where there is little room."""
    if isinstance(row, DeadlineRow):
        return row.client or row.deadline.title
    return row.title


def spoken(row: CalendarRow) -> str:
    """Write a row as a screen reader says it."""
    if isinstance(row, DeadlineRow):
        return deadline_list_drawing.spoken(row)
    return own_date_rows.spoken(row)


def why_fixed(row: CalendarRow) -> str:
    """Return the sentence on why a row cannot be dragged; empty when it can."""
    if isinstance(row, DeadlineRow):
        return (
            "This date is counted from what happened, so it cannot be dragged. "
            "Open it to see how, or to set the date a letter gives."
        )
    if not row.movable:
        return "This date comes from a call. Open the call and change the date there."
    return ""


def urgency(row: CalendarRow) -> tuple[int, datetime]:
    """Return how early a row stands in its day: late ones first, then by time."""
    if isinstance(row, DeadlineRow):
        return _RANKS.index(words.mark(row.deadline)), earliest(row.deadline.when)
    mark = Mark.DONE if row.occurrence.done else None
    return _RANKS.index(mark), earliest(row.occurrence.at)


def by_day(rows: Iterable[CalendarRow]) -> dict[date, tuple[CalendarRow, ...]]:
    """Return the rows of each day, the most pressing first."""
    days: dict[date, list[CalendarRow]] = {}
    for row in rows:
        days.setdefault(day(row), []).append(row)
    return {shown: tuple(sorted(found, key=urgency)) for shown, found in days.items()}


def grouped(days: Mapping[date, tuple[CalendarRow, ...]], today: date) -> tuple[AgendaRow, ...]:
    """Return the rows of all days under headings: late, passed, the next days, later.

    What is ticked off is left out. Of a date that repeats, only the last missed one and, after
    the next days, only the first are shown.
    """
    names = (_LATE, _PASSED, _WAITING, _SOON, _LATER)
    groups: dict[str, dict[object, CalendarRow]] = {name: {} for name in names}
    for row in (row for shown in sorted(days) for row in days[shown]):
        if isinstance(row, OwnDateRow) and row.occurrence.done:
            continue
        name = _group(row, today)
        once = isinstance(row, OwnDateRow) and name in (_WAITING, _LATER)
        key = row.key[:2] if once else row.key
        if not (name == _LATER and key in groups[name]):
            groups[name][key] = row
    made: list[AgendaRow] = []
    for name, members in groups.items():
        if members:
            made += [Heading(name, len(members)), *members.values()]
    return tuple(made)


def _group(row: CalendarRow, today: date) -> str:
    if isinstance(row, DeadlineRow) and words.mark(row.deadline) is Mark.LATE:
        return _LATE
    shown = day(row)
    if shown < today:
        return _PASSED if isinstance(row, DeadlineRow) else _WAITING
    return _SOON if shown <= today + timedelta(days=SOON) else _LATER
