"""The line printed on each page of a packet: exhibit and packet page, or whose packet it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from typing import Any, NamedTuple

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from advocate_desktop.filings import style

SIZE = 8.5
BASELINE = 24.0
"""Points from the edge of the page: below the footers of most papers, and still printed."""
SIDE = 36.0
"""Points from the right and left edges."""
BAND = 40.0
"""Height in points of the strip at the edge that a stamp needs for itself."""
REACH = 190.0
"""The widest that a stamp of an exhibit gets, in points."""
_PADDING = 3.0


@dataclass(frozen=True, slots=True)
class Stamp:
    """What is printed at the edge of one page."""

    width: float
    """Of the page, in points, as the next."""
    height: float
    right: str
    left: str = ""
    at_top: bool = False
    on_copy: bool = False
    """Whether it stands on a page of an exhibit: the paper of a scan may be grey."""

    @property
    def baseline(self) -> float:
        """Points from the bottom of the page."""
        return self.height - BASELINE if self.at_top else BASELINE


def exhibit_stamp(label: str, page: int, packet_page: int, packet_pages: int) -> str:
    """Return the words on an exhibit's page: “Exhibit B-3 · page 17 of 84”."""
    return f"Exhibit {label}-{page} · page {packet_page} of {packet_pages}"


def own_stamp(packet_page: int, packet_pages: int) -> str:
    """Return the words on a page the program set itself: “Packet page 3 of 84”."""
    return f"Packet page {packet_page} of {packet_pages}"


class Glyph(NamedTuple):
    """How a letter of a stamp is written."""

    font: str
    """Its name in the packet, with the slash."""
    code: str
    """The letter in that font, as hexadecimal digits."""
    width: float
    """In points, at the size of a stamp."""


class StampPen:
    """Draws stamps as content for the pages of a PDF, all with the same few fonts."""

    def __init__(self) -> None:
        style.register()
        self._out = BytesIO()
        self._canvas = _Pen(self._out, invariant=1, initialFontName=style.SANS)  # type: ignore[arg-type]
        self._glyphs: dict[str, Glyph] = {}

    def drawn(self, stamp: Stamp) -> bytes:
        """Return what draws a stamp, as operators of a page's content."""
        if stamp.on_copy:
            return _on_copy(stamp, [self._glyph(letter) for letter in stamp.right])
        _draw(self._canvas, stamp)
        return self._canvas.taken()

    def _glyph(self, letter: str) -> Glyph:
        """Return how the font in the packet writes a letter; a packet has thousands of stamps."""
        if letter not in self._glyphs:
            self._glyphs[letter] = self._canvas.glyph(letter)
        return self._glyphs[letter]

    def fonts(self) -> bytes:
        """Return a PDF whose page has the fonts that the drawings name; nothing is drawn after."""
        self._canvas.showPage()
        self._canvas.save()
        return self._out.getvalue()


class _Pen(Canvas):
    """A canvas whose strokes are taken off it for other pages."""

    _code: list[str]
    _doc: Any

    def glyph(self, letter: str) -> Glyph:
        """Return how the file's own part of the font writes a letter."""
        font: Any = pdfmetrics.getFont(style.SANS)
        ((part, code),) = font.splitString(letter, self._doc)
        name = font.getSubsetInternalName(part, self._doc)
        return Glyph(name, code.hex(), font.stringWidth(letter, SIZE))

    def taken(self) -> bytes:
        """Return what was drawn since the last time."""
        strokes, self._code = self._code, []
        return "\n".join(strokes).encode("latin-1")


def _on_copy(stamp: Stamp, glyphs: Sequence[Glyph]) -> bytes:
    """Return what draws a stamp on a page that is not ours, on white: a scan may be grey."""
    taken = sum(glyph.width for glyph in glyphs)
    left = stamp.width - SIDE - taken
    x, y = left - _PADDING, stamp.baseline - _PADDING
    across, up = taken + 2 * _PADDING, SIZE + _PADDING
    runs = groupby(glyphs, key=lambda glyph: glyph.font)
    words = "".join(
        f" {font} {SIZE} Tf <{''.join(glyph.code for glyph in run)}> Tj" for font, run in runs
    )
    return (
        f"q 1 g {x:.2f} {y:.2f} {across:.2f} {up:.2f} re f\n"
        f"0 g BT {left:.2f} {stamp.baseline:.2f} Td{words} ET Q"
    ).encode()


def _draw(canvas: Canvas, stamp: Stamp) -> None:
    taken = style.text_width(stamp.right, SIZE)
    left = stamp.width - SIDE - taken
    canvas.addLiteral("q")
    style.draw_text(canvas, left, stamp.baseline, stamp.right, size=SIZE)
    if stamp.left:
        shown = style.fitted(stamp.left, left - 12 - SIDE, SIZE)
        style.draw_text(canvas, SIDE, stamp.baseline, shown, size=SIZE)
    canvas.addLiteral("Q")
