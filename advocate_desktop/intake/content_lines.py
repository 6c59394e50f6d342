"""Address cards (.vcf) and calendar files (.ics) as their readers would write them down."""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, tzinfo
from itertools import islice
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from advocate_desktop.domain.moments import PACIFIC
from advocate_desktop.intake.decoding import decode_as

_SOFT_BREAK = re.compile(r"=\n[ \t]?")
_QUOTED = re.compile(r"^[^\n:]*QUOTED-PRINTABLE[^\n]*(?:(?<==)\n[^\n]*)*", re.I | re.M)
"""A value in the encoding of older cards, which break its lines with an equals sign."""
_LINE = re.compile(r'([A-Za-z0-9-]+\.)?([A-Za-z0-9-]+)((?:;(?:[^":;]|"[^"]*")*)*):(.*)')
_DAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)")
_MOMENT = re.compile(r"(\d{8}T\d{6})(Z?)")
_ESCAPED = re.compile(r"\\([nN,;:\\])")

_OF_CARD = {
    "FN": "Name",
    "NICKNAME": "Nickname",
    "ORG": "Organization",
    "TITLE": "Title",
    "ROLE": "Role",
    "TEL": "Phone",
    "EMAIL": "E-mail",
    "ADR": "Address",
    "URL": "Web page",
    "BDAY": "Born",
    "NOTE": "Note",
}
_OF_ENTRY = {
    "SUMMARY": "What",
    "DTSTART": "Begins",
    "DTEND": "Ends",
    "DUE": "Due",
    "DURATION": "Lasts",
    "RRULE": "Repeats",
    "LOCATION": "Where",
    "STATUS": "Status",
    "ORGANIZER": "Organizer",
    "ATTENDEE": "With",
    "DESCRIPTION": "Description",
}
_MOMENTS = frozenset({"DTSTART", "DTEND", "DUE", "BDAY"})
_PARTED = frozenset({"ADR", "ORG"})
"""Whose parts are set apart by semicolons."""
_TOLD = re.compile(r"(?:TYPE=)?(home|work|cell|fax|pager|mobile)\b", re.I)


class _Property(NamedTuple):
    name: str
    parameters: str
    value: str


def text_of_card(text: str) -> str:
    """Return the names, numbers and addresses of the people in a .vcf file, nothing when none."""
    return _written(text, {"VCARD"}, _OF_CARD)


def text_of_calendar(text: str) -> str:
    """Return what, when and where of the entries in an .ics file, nothing when it has none.

    Moments in universal time are told in Pacific time, others as they stand with their zone.
    """
    return _written(text, {"VEVENT", "VTODO", "VJOURNAL"}, _OF_ENTRY)


def _written(text: str, wanted: set[str], labels: dict[str, str]) -> str:
    inside: list[str] = []
    entries: list[list[str]] = []
    for found in _properties(text):
        if found.name == "BEGIN":
            inside.append(found.value.strip().upper())
            if inside[-1] in wanted:
                entries.append([])
        elif found.name == "END":
            inside = inside[:-1]
        elif inside and inside[-1] in wanted and found.name in labels:
            entries[-1] += _row(found, labels[found.name])
    return "\n\n".join("\n".join(rows) for rows in entries if rows)


def _row(found: _Property, label: str) -> list[str]:
    value = _value(found)
    told = ", ".join(dict.fromkeys(kind.lower() for kind in _TOLD.findall(found.parameters)))
    return [f"{label}{f' ({told})' if told else ''}: {value}"] if value else []


def _properties(text: str) -> Iterator[_Property]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = _QUOTED.sub(lambda found: _SOFT_BREAK.sub("", found[0]), lines)
    lines = re.sub(r"\n[ \t]", "", lines)
    for line in lines.split("\n"):
        found = _LINE.fullmatch(line)
        if found:
            yield _Property(found[2].upper(), found[3], found[4])


def _value(found: _Property) -> str:
    value = found.value
    if "QUOTED-PRINTABLE" in found.parameters.upper():
        charset = re.search(r"CHARSET=([\w-]+)", found.parameters, re.I)
        value = decode_as(quopri.decodestring(value.encode()), charset[1] if charset else None)
    if found.name in _MOMENTS:
        return _moment(value, found.parameters)
    if found.name in _PARTED:
        parts = re.split(r"(?<!\\);", value)
        return ", ".join(" ".join(_plain(part).split()) for part in parts if part.strip())
    value = re.sub(r"\A(?:mailto|tel):", "", _plain(value), flags=re.I)
    return value.strip()


def _plain(value: str) -> str:
    return _ESCAPED.sub(lambda m: "\n" if m[1] in "nN" else m[1], value)


def _moment(value: str, parameters: str) -> str:
    """Return a day or a moment in words, and what is neither as it stands."""
    moment = _MOMENT.fullmatch(value.strip())
    try:
        if moment:
            return _told(datetime.strptime(moment[1], "%Y%m%dT%H%M%S"), moment[2], parameters)
        day = _DAY.fullmatch(value.strip())
        if day:
            return f"{datetime(int(day[1]), int(day[2]), int(day[3])):%a %d %b %Y}"
    except (ValueError, OverflowError):
        return value
    return value


def _told(at: datetime, universal: str, parameters: str) -> str:
    zone = re.search(r'TZID="?([^";]+)', parameters, re.I)
    if universal:
        return f"{at.replace(tzinfo=UTC).astimezone(PACIFIC):%a %d %b %Y, %I:%M %p} (Pacific)"
    return f"{at:%a %d %b %Y, %I:%M %p}" + (f" ({zone[1]})" if zone else "")


MOST_OFFERED = 200
"""People or entries taken from one file; a card index of thousands is no letter to a case."""
MOST_READ = 4 * 1024 * 1024
"""Characters looked at."""


class Card(NamedTuple):
    """What an address card says of a person or place, each empty when it does not."""

    name: str
    organization: str
    role: str
    phone: str
    fax: str
    email: str
    address: str
    """On one line, its parts apart by commas."""
    born: date | None


class CalendarEntry(NamedTuple):
    """One entry of a calendar file."""

    title: str
    at: date | datetime
    """A time carries its offset; one without a known zone is Pacific."""
    where: str
    note: str
    recurrence: str


def cards(text: str) -> tuple[Card, ...]:
    """Return the people and places of a .vcf file that have a name, the first 200 of them."""
    made = (_card(rows) for rows in _groups(text, {"VCARD"}))
    return tuple(islice((card for card in made if card.name), MOST_OFFERED))


def calendar_entries(text: str) -> tuple[CalendarEntry, ...]:
    """Return the dated entries of an .ics file, the first 200; those without a day are left out."""
    made = (_entry(rows) for rows in _groups(text, {"VEVENT", "VTODO"}))
    return tuple(islice((entry for entry in made if entry is not None), MOST_OFFERED))


def _groups(text: str, wanted: set[str]) -> Iterator[list[_Property]]:
    inside: list[str] = []
    rows: list[_Property] = []
    for found in _properties(text[:MOST_READ]):
        if found.name == "BEGIN":
            inside.append(found.value.strip().upper())
            if inside[-1] in wanted:
                rows = []
        elif found.name == "END":
            if inside and inside[-1] in wanted:
                yield rows
            inside = inside[:-1]
        elif inside and inside[-1] in wanted:
            rows.append(found)


def _card(rows: list[_Property]) -> Card:
    fax = [row for row in rows if row.name == "TEL" and "FAX" in row.parameters.upper()]
    phones = [row for row in rows if row.name == "TEL" and row not in fax]
    born = _DAY.match(_said(rows, "BDAY", raw=True).strip())
    organization = _said(rows, "ORG")
    return Card(
        _said(rows, "FN") or organization,
        organization,
        _said(rows, "TITLE") or _said(rows, "ROLE"),
        _short(_value(phones[0])) if phones else "",
        _short(_value(fax[0])) if fax else "",
        _said(rows, "EMAIL"),
        _said(rows, "ADR"),
        _day(born) if born else None,
    )


def _entry(rows: list[_Property]) -> CalendarEntry | None:
    begins = next((row for row in rows if row.name in ("DTSTART", "DUE")), None)
    at = _when(begins) if begins else None
    title = _said(rows, "SUMMARY")
    if at is None or not title:
        return None
    rule = _said(rows, "RRULE", raw=True).strip()
    return CalendarEntry(title, at, _said(rows, "LOCATION"), _said(rows, "DESCRIPTION"), rule)


def _when(row: _Property) -> date | datetime | None:
    value = row.value.strip()
    moment = _MOMENT.fullmatch(value)
    if moment is None:
        day = _DAY.fullmatch(value)
        return _day(day) if day else None
    try:
        at = datetime.strptime(moment[1], "%Y%m%dT%H%M%S")
    except ValueError:
        return None
    if moment[2]:
        zone: tzinfo = UTC
    else:
        named = re.search(r'TZID="?([^";:]{1,60})', row.parameters, re.I)
        zone = _zone(named[1]) if named else PACIFIC
    try:
        return at.replace(tzinfo=zone).astimezone(PACIFIC) if 1900 <= at.year <= 2199 else None
    except (ValueError, OverflowError):
        return None


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, ZoneInfoNotFoundError):  # a name of the sender's own
        return PACIFIC


def _day(found: re.Match[str]) -> date | None:
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
    return day if 1900 <= day.year <= 2199 else None


def _said(rows: list[_Property], name: str, *, raw: bool = False) -> str:
    row = next((row for row in rows if row.name == name), None)
    return "" if row is None else _short(row.value if raw else _value(row))


def _short(value: str) -> str:
    """Return a value on one line, no longer than anybody writes it."""
    return " ".join(value.split())[:500]
