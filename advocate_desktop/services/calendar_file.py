"""Deadlines as a calendar file (iCalendar, RFC 5545) that any calendar program can take in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime

from icalendar import Calendar, Event

from advocate_desktop import __version__
from advocate_desktop.domain.deadlines import Deadline
from advocate_desktop.domain.moments import day_of, format_moment
from advocate_desktop.services.views import AgendaEntry


def calendar_file(entries: Iterable[AgendaEntry], as_of: datetime) -> bytes:
    """Return a calendar with an all-day event on each deadline's day.

    Where the member should act before the nominal day, that day has an event too. The same
    deadline has the same UID every time, so that taking in a newer file moves the event.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//Advocate Desktop//{__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for entry in entries:
        for event in _events(entry, as_of):
            calendar.add_component(event)
    return bytes(calendar.to_ical())


def _events(entry: AgendaEntry, as_of: datetime) -> Iterator[Event]:
    deadline = entry.deadline
    day = day_of(deadline.when)
    yield _event(entry, day, _summary(deadline), "", as_of)
    if deadline.act_by is not None and deadline.act_by != day:
        title = f"Last working day before {day.isoformat()}: {_summary(deadline)}"
        yield _event(entry, deadline.act_by, title, "act-by", as_of)


def _event(entry: AgendaEntry, day: date, title: str, part: str, as_of: datetime) -> Event:
    event = Event()
    event.add("uid", _uid(entry.deadline, part))
    event.add("dtstamp", as_of.astimezone(UTC))
    event.add("dtstart", day)
    event.add("summary", f"{title} ({entry.client}, {entry.title})")
    event.add("description", _description(entry.deadline))
    event.add("categories", [entry.deadline.state.value])
    event.add("transp", "TRANSPARENT")
    return event


def _summary(deadline: Deadline) -> str:
    hour = f", by {format_moment(deadline.when)}" if isinstance(deadline.when, datetime) else ""
    return f"{deadline.title}{hour}"


def _description(deadline: Deadline) -> str:
    known = f"{deadline.citation} ({deadline.confidence})"
    return "\n".join([f"State: {deadline.state}", *deadline.explanation, known])


def _uid(deadline: Deadline, part: str) -> str:
    started = deadline.started_by
    told = (deadline.case, deadline.rule, started.kind, format_moment(started.at), part)
    return f"{hashlib.sha256(chr(10).join(told).encode()).hexdigest()[:32]}@advocate-desktop"
