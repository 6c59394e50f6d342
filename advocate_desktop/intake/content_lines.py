"""Address cards (.vcf) and calendar files (.ics) as their readers would write them down."""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple

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
