"""E-mail messages: headers, words and the list of attachments, from the bytes of an .eml file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message

from advocate_desktop.intake.decoding import decode, decode_as
from advocate_desktop.intake.enclosed import ATTACHED, NAMED_ONLY, Enclosed
from advocate_desktop.intake.html_text import text_of_html
from advocate_desktop.intake.outcomes import Reading
from advocate_desktop.intake.recognise import EMAIL
from advocate_desktop.intake.texts import reading_of
from advocate_desktop.intake.typesetting import Line, drawn, set_text

_SHOWN_HEADERS = ("From", "To", "Cc", "Bcc", "Date", "Subject")
_MOST_PARTS = 1000
_MOST_HEADER = 10_000
"""Characters of one header; a list of recipients may be long."""

_ERRORS = (
    RecursionError,
    ValueError,
    LookupError,
    AttributeError,
    TypeError,
    AssertionError,
)
"""What the standard library raises on messages it cannot take: nested a thousand deep, or with
parameters that contradict themselves."""
_AS_SOURCE = "The e-mail could not be taken apart and is shown as it was sent."


def read(data: bytes) -> Reading:
    """Read a message: who, when, about what, its words, and the names of its attachments."""
    headings, text, note = _taken_apart(data)
    return reading_of(text, EMAIL, headings, note)


def rendition(data: bytes) -> bytes:
    """Set the message on pages of a PDF."""
    headings, text, _ = _taken_apart(data)
    return drawn(set_text(text, headings))


def enclosed(data: bytes) -> tuple[Enclosed, ...]:
    """Return the files sent with the message; none when it cannot be taken apart."""
    try:
        parts = _attachments(message_from_bytes(_from_first_header(data)))
        return tuple(Enclosed(_name(part), _bytes(part)) for part in parts)
    except _ERRORS:
        return ()


def _bytes(part: Message) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _taken_apart(data: bytes) -> tuple[list[Line], str, str]:
    """Return the headings of a message, its words, and a note."""
    try:
        message = message_from_bytes(_from_first_header(data))
        headings, text = _headings(message), _body(message)
    except _ERRORS:
        return [], decode(data) or data.decode("latin-1"), _AS_SOURCE
    attached = any(line.label == ATTACHED for line in headings)
    return headings, text, NAMED_ONLY if attached else ""


def _from_first_header(data: bytes) -> bytes:
    """Drop the line that a mailbox file puts before a message."""
    return re.sub(rb"\A\s*(?:From [^\r\n]*\r?\n)?", b"", data, count=1)


def _headings(message: Message) -> list[Line]:
    shown = [
        Line(header_text(value), f"{name}: ")
        for name in _SHOWN_HEADERS
        for value in message.get_all(name, [])
    ]
    return shown + [Line(name, ATTACHED) for name in _attachment_names(message)]


def header_text(value: object) -> str:
    """Return a header's words with their encodings undone, on one line."""
    raw = re.sub(r"\s+", " ", str(value))[:_MOST_HEADER]
    try:
        pieces = decode_header(raw)
    except (HeaderParseError, ValueError):
        return raw
    words = (
        piece if isinstance(piece, str) else decode_as(piece, charset) for piece, charset in pieces
    )
    return re.sub(r"\s+", " ", "".join(words)).strip()


def _body(message: Message) -> str:
    """Return the words of the message and of the messages in it."""
    return "\n\n".join(text for text in _texts(message) if text.strip())


def _texts(message: Message) -> Iterator[str]:
    if message.get_content_type() == "multipart/alternative":
        parts = _parts(message)
        best = [p for p in parts if p.get_content_type() == "text/plain" and _payload(p).strip()]
        yield from _texts((best or parts[-1:])[0]) if parts else ()
    elif message.is_multipart():
        for part in _parts(message):
            yield from _texts(part)
    elif _is_attachment(message):
        return
    elif message.get_content_type() == "text/html":
        yield text_of_html(_payload(message))
    elif message.get_content_maintype() == "text":
        yield _payload(message)


def _parts(message: Message) -> list[Message]:
    payload = message.get_payload()
    if not isinstance(payload, list):
        return []
    return [part for part in payload if isinstance(part, Message)][:_MOST_PARTS]


def _payload(part: Message) -> str:
    data = part.get_payload(decode=True)
    return decode_as(data, part.get_content_charset()) if isinstance(data, bytes) else ""


def _is_attachment(part: Message) -> bool:
    named = part.get_filename() is not None
    return part.get_content_disposition() == "attachment" or (
        named and part.get_content_maintype() != "text"
    )


def _attachment_names(message: Message) -> list[str]:
    return [_name(part) for part in _attachments(message)]


def _attachments(message: Message) -> list[Message]:
    parts = [part for part, _ in zip(message.walk(), range(_MOST_PARTS), strict=False)]
    return [
        part
        for part in parts
        if not part.is_multipart() and (_is_attachment(part) or _is_other(part))
    ]


def _name(part: Message) -> str:
    return header_text(part.get_filename() or f"({part.get_content_type()})")


def _is_other(part: Message) -> bool:
    return part.get_content_maintype() not in {"text", "multipart", "message"}
