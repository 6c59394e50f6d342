"""Outlook's .msg files: headers, words and attached files of a message saved from Outlook."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

from olefile import OleFileIO

from advocate_desktop.domain.moments import PACIFIC
from advocate_desktop.intake.compressed_rtf import unpacked
from advocate_desktop.intake.decoding import decode_as
from advocate_desktop.intake.enclosed import ATTACHED, NAMED_ONLY, Enclosed
from advocate_desktop.intake.html_text import text_of_html
from advocate_desktop.intake.office import text_of_rtf
from advocate_desktop.intake.outcomes import NoRendition, Reading
from advocate_desktop.intake.recognise import OUTLOOK
from advocate_desktop.intake.texts import reading_of
from advocate_desktop.intake.typesetting import Line, drawn, set_text

DAMAGED = (
    "The e-mail is damaged and cannot be opened. It is kept as it is, but cannot be shown or put "
    "into a packet. Save it again from Outlook, as a PDF or as a message."
)
_DEEPEST = 50
_MOST_FILES = 1000
_ERRORS = (
    OSError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    RuntimeError,
    OverflowError,
    MemoryError,
    struct.error,
)
"""What the reader of Outlook's containers raises on files that break their format."""

# Outlook's numbers of the properties that are shown.
_SUBJECT, _SENDER, _SENDER_ADDRESSES = "0037", "0C1A", ("5D01", "0C1F")
_RECIPIENTS = (("To", "0E04"), ("Cc", "0E03"), ("Bcc", "0E02"))
_SENT, _RECEIVED = 0x00390040, 0x0E060040
_PLAIN, _HTML, _RTF = "1000", "1013", "1009"
_CONTENT, _NAMES = "3701", ("3707", "3704", "3001")
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
"""From which Windows counts time, in ten millionths of a second."""


class _Message:
    """A message within a container: the outermost, or one that was attached to another."""

    def __init__(self, container: Any, place: tuple[str, ...] = ()) -> None:
        self._container = container
        self._place = place

    def data(self, number: str, type_: str = "0102") -> bytes:
        """Return the bytes of a property, none when the message does not have it."""
        path = [*self._place, f"__substg1.0_{number}{type_}"]
        if self._container.get_type(path) != 2:  # a stream
            return b""
        return bytes(self._container.openstream(path).read())

    def text(self, number: str) -> str:
        """Return a property that is text, without the zeros that end it."""
        wide = self.data(number, "001F")
        text = wide.decode("utf-16-le", "replace") if wide else _narrow(self.data(number, "001E"))
        return text.rstrip("\0")

    def time(self, tag: int) -> datetime | None:
        """Return a property that is a moment."""
        path = [*self._place, "__properties_version1.0"]
        if self._container.get_type(path) != 2:
            return None
        rows = self._container.openstream(path).read()
        for at in range(24 if self._place else 32, len(rows) - 15, 16):
            found, _, ticks = struct.unpack_from("<IIQ", rows, at)
            if found == tag and 0 < ticks < 2**62:
                return _EPOCH + timedelta(microseconds=ticks // 10)
        return None

    def files(self) -> list[_Message]:
        """Return what is attached, each with the properties of an attachment."""
        depth = len(self._place)
        listed = self._container.listdir(streams=False, storages=True)
        return [
            _Message(self._container, tuple(path))
            for path in sorted(listed)
            if len(path) == depth + 1
            and tuple(path[:depth]) == self._place
            and path[depth].startswith("__attach_version1.0_")
        ][:_MOST_FILES]

    def inner(self) -> _Message | None:
        """Return the message that an attachment is, or None when it is a file."""
        place = (*self._place, f"__substg1.0_{_CONTENT}000D")
        return _Message(self._container, place) if self._container.get_type(place) == 1 else None

    def name(self) -> str:
        """Return the name of an attachment."""
        return next((name for number in _NAMES if (name := self.text(number).strip())), "(no name)")


def read(data: bytes) -> Reading:
    """Read a message: who, when, about what, its words, and the names of its attachments."""
    try:
        headings, text = _taken_apart(data)
    except NoRendition as kept:
        return Reading(OUTLOOK, None, note=str(kept))
    attached = any(line.label == ATTACHED for line in headings)
    return reading_of(text, OUTLOOK, headings, NAMED_ONLY if attached else "")


def rendition(data: bytes) -> bytes:
    """Set the message on pages of a PDF; raise `NoRendition` when it cannot be opened."""
    headings, text = _taken_apart(data)
    return drawn(set_text(text, headings))


def enclosed(data: bytes) -> tuple[Enclosed, ...]:
    """Return the files sent with the message; none when it cannot be opened."""
    try:
        with closing(OleFileIO(data)) as container:
            files = _all_files(_Message(container), 0)
            return tuple(Enclosed(file.name(), file.data(_CONTENT)) for file in files)
    except _ERRORS:
        return ()


def _taken_apart(data: bytes) -> tuple[list[Line], str]:
    try:
        with closing(OleFileIO(data)) as container:
            message = _Message(container)
            names = [Line(file.name(), ATTACHED) for file in _all_files(message, 0)]
            return _headings(message) + names, "\n\n".join(_texts(message, 0))
    except _ERRORS:
        raise NoRendition(DAMAGED) from None


def _all_files(message: _Message, depth: int) -> Iterator[_Message]:
    for file in message.files():
        inner = file.inner()
        if inner is None:
            yield file
        elif depth < _DEEPEST:
            yield from _all_files(inner, depth + 1)


def _headings(message: _Message) -> list[Line]:
    sent = message.time(_SENT) or message.time(_RECEIVED)
    rows = [
        ("From", _sender(message)),
        *((label, message.text(number)) for label, number in _RECIPIENTS),
        ("Date", format_datetime(sent.astimezone(PACIFIC)) if sent else ""),
        ("Subject", message.text(_SUBJECT)),
    ]
    return [Line(" ".join(text.split()), f"{label}: ") for label, text in rows if text.strip()]


def _sender(message: _Message) -> str:
    name = message.text(_SENDER).strip()
    addresses = (message.text(number).strip() for number in _SENDER_ADDRESSES)
    address = next((found for found in addresses if "@" in found), "")
    return f"{name} <{address}>" if name and address and name != address else name or address


def _texts(message: _Message, depth: int) -> Iterator[str]:
    """Yield the words of a message, then those of the messages attached to it."""
    yield _body(message)
    for file in message.files():
        inner = file.inner()
        if inner is not None and depth < _DEEPEST:
            yield "\n".join(line.label + line.text for line in _headings(inner))
            yield from _texts(inner, depth + 1)


def _body(message: _Message) -> str:
    plain = message.text(_PLAIN)
    if plain.strip():
        return plain
    html = message.data(_HTML)
    page = decode_as(html, None) if html else message.text(_HTML)
    if page.strip():
        return text_of_html(page)
    rtf = message.data(_RTF)
    return text_of_rtf(unpacked(rtf)) if rtf else ""


def _narrow(data: bytes) -> str:
    return decode_as(data, None) if data else ""
