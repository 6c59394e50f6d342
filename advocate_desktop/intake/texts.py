"""Plain text, HTML, calendar and address files: their words, and pages to print them on."""

from __future__ import annotations

from collections.abc import Iterator

from advocate_desktop import fonts
from advocate_desktop.intake.decoding import decode
from advocate_desktop.intake.html_text import text_of_html
from advocate_desktop.intake.outcomes import Reading
from advocate_desktop.intake.recognise import HTML
from advocate_desktop.intake.typesetting import MOST_CHARACTERS, Page, drawn, set_text, text_of

TOO_LONG = (
    "The text is too long to be shown or put into a packet. It is kept as it is and can be "
    "searched. Attach the part you need as a file of its own."
)
_SEARCHED = 20_000_000
"""Characters of an overlong text that are kept for searching."""
_SLICE = 100_000


def read(data: bytes, media_type: str) -> Reading:
    """Read a text in any encoding, page by page as it will be printed."""
    text = _text(data, media_type)
    if len(text) > MOST_CHARACTERS:
        return Reading(media_type, None, tuple(_slices(text[:_SEARCHED])), TOO_LONG)
    pages = set_text(text)
    return Reading(media_type, len(pages), tuple(map(text_of, pages)), boxes_note(text))


def rendition(data: bytes, media_type: str) -> bytes:
    """Set the text on pages of a PDF."""
    return drawn(_pages(data, media_type))


def boxes_note(text: str) -> str:
    """Return a sentence when letters of the text have no font and print as boxes, else nothing."""
    missing = fonts.unprintable(text)
    if not missing:
        return ""
    return (
        f"Some of its letters (such as “{missing[0]}”) have no font here and are shown and printed "
        "as empty boxes. The file itself is kept unchanged."
    )


def _pages(data: bytes, media_type: str) -> tuple[Page, ...]:
    return set_text(_text(data, media_type)[:MOST_CHARACTERS])


def _text(data: bytes, media_type: str) -> str:
    text = decode(data) or ""
    return text_of_html(text) if media_type == HTML else text


def _slices(text: str) -> Iterator[str]:
    return (text[at : at + _SLICE] for at in range(0, len(text), _SLICE))
