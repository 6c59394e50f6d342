"""Plain text set on pages of US Letter, the same lines whether they are counted or drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any

from reportlab import rl_config
from reportlab.lib.pagesizes import LETTER
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from advocate_desktop import fonts

# Pages are packed as bytes, not as letters: a fifth smaller.
rl_config.useA85 = 0

_MOST_CHARACTERS = 1_000_000
"""A longer text takes more than about 300 pages and is not set."""
_MOST_PAGE_BREAKS = 1000

_SIZE, _LEADING = 10.5, 14.5
_MARGIN = 72.0
PAGE_WIDTH = LETTER[0] - 2 * _MARGIN
_LINES = int((LETTER[1] - 2 * _MARGIN) // _LEADING)
_BOLD = "NotoSans-Bold"
_PIECES = re.compile(
    r"[ ]+|[\u1100-\uffdc\U00020000-\U0003ffff]|[^ \u1100-\uffdc\U00020000-\U0003ffff]+"
)
"""What may not be broken at the end of a line; East Asian text breaks between any characters."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, perhaps with a bold label before it."""

    text: str
    label: str = ""


Page = tuple[Line, ...]


def is_too_long(text: str) -> bool:
    """Whether a text takes more paper than anyone would print."""
    return len(text) > _MOST_CHARACTERS or text.count("\f") > _MOST_PAGE_BREAKS


def set_text(text: str, headings: Sequence[Line] = ()) -> tuple[Page, ...]:
    """Break headings and a text into the lines of pages; a form feed begins a page.

    There is always at least one page.
    """
    pages: list[Page] = []
    body = text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n")
    parts = body.split("\f")
    if len(parts) > 1 and not parts[-1].strip():
        parts.pop()
    for number, part in enumerate(parts):
        start = [*headings, Line("")] if headings and number == 0 else []
        paragraphs = start + [Line(line.rstrip().expandtabs(8)) for line in part.split("\n")]
        lines = [line for paragraph in paragraphs for line in _broken(paragraph)]
        while len(lines) > 1 and not lines[-1].text and not lines[-1].label:
            lines.pop()
        pages += [tuple(lines[at : at + _LINES]) for at in range(0, len(lines), _LINES)]
    return tuple(pages)


def text_of(page: Page) -> str:
    """Return the lines of a page as text."""
    return "\n".join(line.label + line.text for line in page)


def drawn(pages: Sequence[Page]) -> bytes:
    """Draw pages as a PDF; the same pages give the same bytes."""
    fonts.register()
    paper = BytesIO()
    # A canvas names its first font in the file; ReportLab's own would not be embedded.
    font: Any = fonts.SANS
    canvas = Canvas(paper, pagesize=LETTER, invariant=1, pageCompression=1, initialFontName=font)
    for page in pages:
        for number, line in enumerate(page, start=1):
            _draw(canvas, line, LETTER[1] - _MARGIN - number * _LEADING)
        canvas.showPage()
    canvas.save()
    return paper.getvalue()


def width_of(text: str) -> float:
    """Return the points that a text takes on a line."""
    return _width(text)


def padded(text: str, place: float) -> str:
    """Return a text with as many spaces as bring it to that many points, and one at least."""
    if not text:
        return " " * round(place / _width(" "))
    return text + " " * max(round((place - _width(text)) / _width(" ")), 1)


def _draw(canvas: Canvas, line: Line, y: float) -> None:
    x = _MARGIN
    for piece, font in (*fonts.runs(line.label, _BOLD), *fonts.runs(line.text)):
        canvas.setFont(font, _SIZE)
        canvas.drawString(x, y, piece)
        x += stringWidth(piece, font, _SIZE)


def _broken(line: Line) -> Iterator[Line]:
    """Yield the lines that a line takes on paper."""
    label, text, left = line.label, "", PAGE_WIDTH - _width(line.label, _BOLD)
    for piece in _fitting_pieces(line.text):
        width = _width(piece)
        if width > left and (text or label):
            yield Line(text.rstrip(), label)
            label, text, left = "", "", PAGE_WIDTH
            if piece.isspace():
                continue
        text += piece
        left -= width
    yield Line(text.rstrip(), label)


def _fitting_pieces(text: str) -> Iterator[str]:
    for found in _PIECES.finditer(text):
        piece = found[0]
        if len(piece) > 20 and _width(piece) > PAGE_WIDTH:
            yield from piece
        else:
            yield piece


@lru_cache(maxsize=50_000)
def _width(text: str, font: str = fonts.SANS) -> float:
    return sum(stringWidth(piece, name, _SIZE) for piece, name in fonts.runs(text, font))
