"""The sheet before each exhibit: its letter, title, date, pages, and from whom it is."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, PageBreak, Spacer

from advocate_desktop.domain.moments import in_words
from advocate_desktop.domain.packet_plans import said_pages
from advocate_desktop.domain.packets import Exhibit, Part
from advocate_desktop.filings import style
from advocate_desktop.filings.packet_layout import linked

_LETTER = ParagraphStyle(
    "ExhibitLetter",
    fontName=style.SERIF_BOLD,
    fontSize=44,
    leading=54,
    alignment=TA_CENTER,
    spaceAfter=24,
)
_TITLE = ParagraphStyle(
    "ExhibitTitle",
    fontName=style.SERIF,
    fontSize=17,
    leading=23,
    alignment=TA_CENTER,
    spaceAfter=16,
    splitLongWords=1,
)
_DETAIL = ParagraphStyle("ExhibitDetail", style.BODY, alignment=TA_CENTER, spaceAfter=3)
_WAY_BACK = ParagraphStyle("WayBack", style.CELL, alignment=TA_CENTER)
_ABOVE = 170.0
"""White space over the letter, in points."""
_ABOVE_WAY_BACK = 40.0
"""White space over the link to the contents, in points."""
_LONGEST_TITLE = 300
"""Characters of a title that fit on its sheet."""


def slip_sheets_story(exhibits: Sequence[Exhibit], contents_page: int) -> list[Flowable]:
    """Return the sheets of all exhibits in order, exactly a page each, with a way back."""
    story: list[Flowable] = []
    for exhibit in exhibits:
        story += [*_sheet(exhibit), Spacer(0, _ABOVE_WAY_BACK), _way_back(contents_page)]
        story.append(PageBreak())
    return story[:-1]


def _way_back(contents_page: int) -> Flowable:
    words = f"Contents: packet page {contents_page}"
    return style.Text(linked(words, Part.CONTENTS), _WAY_BACK)


def _sheet(exhibit: Exhibit) -> list[Flowable]:
    pages = f"{exhibit.pages} {'page' if exhibit.pages == 1 else 'pages'}"
    if exhibit.is_extract:
        pages = f"Pages {said_pages(exhibit.chosen)} of {exhibit.document.pages}"
    when = in_words(exhibit.date) if exhibit.date else ""
    details = [text for text in (when, _from(exhibit), pages) if text]
    return [
        # A page begins with no white space unless something empty is on it.
        Spacer(0, 0),
        Spacer(0, _ABOVE),
        style.paragraph(f"EXHIBIT {exhibit.label}", _LETTER),
        style.paragraph(shortened(exhibit.title), _TITLE),
        *[style.paragraph(text, _DETAIL) for text in details],
    ]


def _from(exhibit: Exhibit) -> str:
    return f"From: {exhibit.source}" if exhibit.source else ""


def shortened(title: str) -> str:
    """Return a title on one line, cut when it is longer than a sheet can hold."""
    words = " ".join(title.split())
    return words if len(words) <= _LONGEST_TITLE else f"{words[: _LONGEST_TITLE - 1].rstrip()}…"
