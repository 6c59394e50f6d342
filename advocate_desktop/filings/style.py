"""How every page we set looks: US Letter, margins, faces, sizes, and the pieces built from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal
from xml.sax.saxutils import escape

from reportlab.lib.colors import Color
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import inch
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, Table, TableStyle

from advocate_desktop import fonts
from advocate_desktop.filings import tags

PAGE_WIDTH, PAGE_HEIGHT = LETTER


@dataclass(frozen=True, slots=True)
class Margins:
    """White space round the text of a page, in points."""

    top: float = inch
    right: float = inch
    bottom: float = inch
    left: float = inch


MARGINS = Margins()
TEXT_WIDTH = PAGE_WIDTH - MARGINS.left - MARGINS.right

SERIF, SERIF_BOLD = fonts.SERIF, fonts.FONT_FAMILIES["NotoSerif"].bold
SANS, SANS_BOLD = fonts.SANS, fonts.FONT_FAMILIES["NotoSans"].bold

# A fax knows no grey: colour never carries meaning, and rules are dark enough to survive it.
INK = Color(0, 0, 0)
FAINT = Color(0.35, 0.35, 0.35)
RULE = Color(0.45, 0.45, 0.45)


def _style(name: str, font: str, size: float, leading: float, **more: Any) -> ParagraphStyle:
    return ParagraphStyle(
        name,
        fontName=font,
        fontSize=size,
        leading=leading,
        bulletFontName=font,
        bulletFontSize=size,
        allowWidows=0,
        allowOrphans=0,
        splitLongWords=1,
        **more,
    )


BODY = _style("Body", SERIF, 11, 14.5, spaceAfter=8)
BODY_TIGHT = _style("BodyTight", SERIF, 11, 14.5)
LIST_ITEM = _style("ListItem", SERIF, 11, 14.5, spaceAfter=4)
TITLE = _style("Title", SERIF_BOLD, 17, 22, spaceAfter=12)
HEADING_1 = _style("Heading1", SERIF_BOLD, 14, 18, spaceBefore=10, spaceAfter=6)
HEADING_2 = _style("Heading2", SERIF_BOLD, 12, 16, spaceBefore=8, spaceAfter=4)
HEADING_3 = _style("Heading3", SERIF_BOLD, 11, 14.5, spaceBefore=8, spaceAfter=3)
CELL = _style("Cell", SANS, 9.5, 12.5)
CELL_HEAD = _style("CellHead", SANS_BOLD, 9.5, 12.5)
SMALL = _style("Small", SANS, 8.5, 11, textColor=FAINT)
"""Notes and furniture; nothing on a page is smaller, so that a fax stays legible."""

HEADINGS = (TITLE, HEADING_1, HEADING_2, HEADING_3)
"""By depth, the title of a part first."""


def register() -> None:
    """Make the fonts known; needed before the first paragraph, and free afterwards."""
    fonts.register()


def marked_up(text: str, font: str = SERIF) -> str:
    """Return plain text as paragraph markup, with each script in a font that has its letters.

    Nothing in the text is read as markup; line ends become line breaks.
    """
    parts = []
    for piece, face in fonts.runs(text, font):
        safe = escape(piece).replace("\t", " ").replace("\n", "<br/>")
        parts.append(safe if face == font else f'<font face="{face}">{safe}</font>')
    return "".join(parts)


class Text(Paragraph):
    """A paragraph with its tag; ReportLab's own draws words that programs cannot tell apart."""

    tag = "P"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place = tags.Place(self.tag)

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Break over two pages; both parts stay one paragraph."""
        parts: list[Flowable] = super().split(available_width, available_height)
        for part in parts:
            if isinstance(part, Text):
                part.place = self.place
        return parts

    def draw(self) -> None:
        """Draw the words under their tag."""
        with tags.marked(self.canv, self.place):
            super().draw()


def paragraph(text: str, style: ParagraphStyle = BODY) -> Text:
    """Return plain text as a paragraph; what looks like markup in it is printed as it stands."""
    register()
    return Text(marked_up(text, style.fontName), style)


class LeadIn(Text):
    """A paragraph that goes to the next page rather than stand at a page's end without its text.

    Unlike ReportLab's `keepWithNext` it asks for some lines of what follows and not for all of it,
    so that a long paragraph still begins below it.
    """

    room = 3 * 14.5
    """Points that must be left below it on the page."""
    tallest = 10 * 14.5
    """A taller one asks for nothing."""

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Return its size, or too great a height when there is no room for what follows."""
        width, height = super().wrap(available_width, available_height)
        # On an empty page there must be room enough, or it would be put off for ever.
        asks = height <= self.tallest
        lacks_room = asks and height <= available_height < height + self.room
        return width, available_height + 1 if lacks_room else height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Break over two pages only when it is too tall by itself."""
        if self.height <= available_height:
            return []
        parts = super().split(available_width, available_height)
        if len(parts) > 1 and isinstance(parts[0], LeadIn):
            parts[0].room = 0  # its own second part follows it
        return parts


class Heading(LeadIn):
    """A heading, which also becomes an entry of the outline when it is drawn."""

    outline_title = ""
    outline_depth = 0

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Break over two pages; the first part keeps the place in the outline."""
        parts = super().split(available_width, available_height)
        if parts and isinstance(parts[0], Heading):
            parts[0].outline_title = self.outline_title
            parts[0].outline_depth = self.outline_depth
        return parts

    def draw(self) -> None:
        """Draw the words and leave the mark."""
        if self.outline_title:
            _, top = self.canv.absolutePosition(0, self.height)
            canvas: Any = self.canv
            canvas.mark_heading(self.outline_title, self.outline_depth, top)
        super().draw()


def heading(text: str, depth: int = 1) -> Heading:
    """Return a heading; depth 0 is the title of a part, 1 to 3 its sections."""
    register()
    style = HEADINGS[min(depth, len(HEADINGS) - 1)]
    made = Heading(marked_up(text, style.fontName), style)
    made.outline_title = " ".join(text.split())
    made.outline_depth = depth
    made.place = tags.Place(f"H{min(depth, 5) + 1}")
    # A heading of a part is often followed by one of a section, which must fit as well.
    made.room = LeadIn.room + 24 * (len(HEADINGS) - 1 - min(depth, len(HEADINGS) - 1))
    return made


def table(
    rows: Sequence[Sequence[str | Flowable]],
    widths: Sequence[float],
    *,
    head: Sequence[str | Flowable] | None = None,
    grid: Literal["rows", "box", "none"] = "rows",
    cell: ParagraphStyle = CELL,
    inset: float = 4,
    above: float = 3,
) -> Table:
    """Return a table whose head is repeated on every page and whose rows may break across pages.

    `widths` are in points; texts are plain, and set in `cell`. `inset` is the white space at both
    sides of a cell, `above` that over its first line, in points.
    """
    body = [[_cell(value, cell) for value in row] for row in rows]
    lines = [[_cell(value, CELL_HEAD) for value in head], *body] if head else body
    return _LeftTable(
        lines,
        colWidths=list(widths),
        repeatRows=1 if head else 0,
        style=TableStyle(
            [*_BASE, *_padding(inset, above), *_GRIDS[grid], *(_HEAD if head else ())]
        ),
        splitInRow=1,
        spaceAfter=8,
        renderCB=tags.table_tags(1 if head else 0),
    )


def _padding(inset: float, above: float) -> list[Any]:
    white = {
        "LEFTPADDING": inset,
        "RIGHTPADDING": inset,
        "TOPPADDING": above,
        "BOTTOMPADDING": above + 1,
    }
    return [(side, (0, 0), (-1, -1), width) for side, width in white.items()]


class _LeftTable(Table):
    """A table at the left margin; ReportLab's own goes to the middle once a row is broken."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "hAlign": "LEFT"})


def _cell(value: str | Flowable, style: ParagraphStyle) -> Flowable:
    return paragraph(value, style) if isinstance(value, str) else value


_BASE = [
    # Even an empty cell names a font in the file, and the default one is not embedded.
    ("FONTNAME", (0, 0), (-1, -1), SANS),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
]
_HEAD = [("LINEBELOW", (0, 0), (-1, 0), 1, INK)]
_GRIDS = {
    "rows": [("LINEBELOW", (0, 0), (-1, -1), 0.5, RULE)],
    "box": [("GRID", (0, 0), (-1, -1), 0.5, RULE)],
    "none": [],
}


def text_width(text: str, size: float, font: str = SANS) -> float:
    """Return the width of a plain text in points, each script in its own font."""
    return sum(stringWidth(piece, face, size) for piece, face in fonts.runs(text, font))


def fitted(text: str, width: float, size: float, font: str = SANS) -> str:
    """Return the text, cut and ended with “…” when it is wider than `width` points."""
    if text_width(text, size, font) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        fits = text_width(f"{text[:middle].rstrip()}…", size, font) <= width
        low, high = (middle, high) if fits else (low, middle - 1)
    return f"{text[:low].rstrip()}…"


def draw_text(
    canvas: Canvas,
    x: float,
    y: float,
    text: str,
    *,
    size: float = SMALL.fontSize,
    font: str = SANS,
    align: Literal["left", "right"] = "left",
    colour: Color = INK,
) -> None:
    """Draw one line of plain text on a canvas, its baseline at (x, y) points from bottom left."""
    pieces = fonts.runs(text.replace("\n", " "), font)
    if align == "right":
        x -= sum(stringWidth(piece, face, size) for piece, face in pieces)
    line = canvas.beginText(x, y)
    line.setFillColor(colour)
    for piece, face in pieces:
        line.setFont(face, size)
        line.textOut(piece)
    canvas.drawText(line)
