"""Plain text, HTML, calendar and address files: their words, and pages to print them on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from advocate_desktop import fonts
from advocate_desktop.intake.content_lines import text_of_calendar, text_of_card
from advocate_desktop.intake.decoding import decode
from advocate_desktop.intake.html_text import text_of_html
from advocate_desktop.intake.outcomes import Reading
from advocate_desktop.intake.recognise import CALENDAR, CARD, HTML, TABLE
from advocate_desktop.intake.tables import text_of_table
from advocate_desktop.intake.typesetting import Line, drawn, is_too_long, set_text, text_of

TOO_LONG = (
    "The text is too long to be shown or put into a packet. It is kept as it is and can be "
    "searched. Attach the part you need as a file of its own."
)
_SEARCHED = 20_000_000
"""Characters of an overlong text that are kept for searching."""
_SLICE = 100_000
_SHOWN = {
    HTML: text_of_html,
    CARD: text_of_card,
    CALENDAR: text_of_calendar,
    TABLE: text_of_table,
}


def read(data: bytes, media_type: str) -> Reading:
    """Read a text in any encoding, page by page as it will be printed."""
    return reading_of(_text(data, media_type), media_type)


def reading_of(
    text: str, media_type: str, headings: Sequence[Line] = (), note: str = ""
) -> Reading:
    """Return the reading of a text under its headings; one too long to print keeps its words."""
    if is_too_long(text):
        return Reading(media_type, None, tuple(_slices(text[:_SEARCHED])), TOO_LONG)
    pages = set_text(text, headings)
    notes = [sentence for sentence in (note, _boxes_note(text)) if sentence]
    return Reading(media_type, len(pages), tuple(map(text_of, pages)), " ".join(notes))


def rendition(data: bytes, media_type: str) -> bytes:
    """Set the text on pages of a PDF."""
    return drawn(set_text(_text(data, media_type)))


def _boxes_note(text: str) -> str:
    """Return a sentence when letters of the text have no font and print as boxes, else nothing."""
    missing = fonts.unprintable(text)
    if not missing:
        return ""
    return (
        f"Some of its letters (such as “{missing[0]}”) have no font here and are shown and printed "
        "as empty boxes. The file itself is kept unchanged."
    )


def _text(data: bytes, media_type: str) -> str:
    text = decode(data) or ""
    shown = _SHOWN.get(media_type)
    # A file made to defeat readers has no words for them; then its source is shown.
    return (shown(text) if shown else "") or text


def _slices(text: str) -> Iterator[str]:
    return (text[at : at + _SLICE] for at in range(0, len(text), _SLICE))
