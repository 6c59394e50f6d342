"""The line printed on each page of a packet: exhibit and packet page, or whose packet it is."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

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


class StampPen:
    """Draws stamps as content for the pages of a PDF, all with the same few fonts."""

    def __init__(self) -> None:
        style.register()
        self._out = BytesIO()
        self._canvas = _Pen(self._out, invariant=1, initialFontName=style.SANS)  # type: ignore[arg-type]

    def drawn(self, stamp: Stamp) -> bytes:
        """Return what draws a stamp, as operators of a page's content."""
        _draw(self._canvas, stamp)
        return self._canvas.taken()

    def fonts(self) -> bytes:
        """Return a PDF whose page has the fonts that the drawings name; nothing is drawn after."""
        self._canvas.showPage()
        self._canvas.save()
        return self._out.getvalue()


class _Pen(Canvas):
    """A canvas whose strokes are taken off it for other pages."""

    _code: list[str]

    def taken(self) -> bytes:
        """Return what was drawn since the last time."""
        strokes, self._code = self._code, []
        return "\n".join(strokes).encode("latin-1")


def _draw(canvas: Canvas, stamp: Stamp) -> None:
    taken = style.text_width(stamp.right, SIZE)
    left = stamp.width - SIDE - taken
    canvas.addLiteral("q")
    if stamp.on_copy:
        # White below the words: the paper of a scan may be grey.
        x, y = left - _PADDING, stamp.baseline - _PADDING
        across, up = taken + 2 * _PADDING, SIZE + _PADDING
        canvas.addLiteral(f"1 g {x:.2f} {y:.2f} {across:.2f} {up:.2f} re f")
    style.draw_text(canvas, left, stamp.baseline, stamp.right, size=SIZE)
    if stamp.left:
        shown = style.fitted(stamp.left, left - 12 - SIDE, SIZE)
        style.draw_text(canvas, SIDE, stamp.baseline, shown, size=SIZE)
    canvas.addLiteral("Q")
