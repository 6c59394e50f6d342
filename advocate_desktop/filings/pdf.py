"""Sets flowables into a PDF whose bytes depend on what goes in and on nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

import pikepdf
from reportlab import rl_config
from reportlab.lib.pagesizes import LETTER
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageTemplate,
    Spacer,
)

from advocate_desktop.filings import style, tags
from advocate_desktop.filings.style import MARGINS, PAGE_HEIGHT, PAGE_WIDTH, Margins
from advocate_desktop.filings.tag_tree import TagTree

# What pikepdf writes anew is no text file, so that its pieces need not be spelled out in letters.
rl_config.useA85 = 0

PRODUCER = "Advocate Desktop"


@dataclass(frozen=True, slots=True)
class Drawn:
    """Pages without properties and without tags, for a PDF that is put together of several."""

    data: bytes
    structure: tags.Structure
    """What the tags are made of."""
    pages: int


Furniture = Callable[[Canvas, int, int], None]
"""Draws what stands round the text: canvas, number of the page from 1, number of pages."""


@dataclass(frozen=True, slots=True)
class Properties:
    """What a PDF says of itself. There is no author, and no time of day."""

    title: str
    made_on: date
    language: str = "en-US"
    """A BCP 47 tag."""


def typeset(
    story: Sequence[Flowable],
    properties: Properties,
    *,
    furniture: Furniture | None = None,
    first: Margins = MARGINS,
    later: Margins | None = None,
) -> bytes:
    """Return the story as a PDF on US Letter; `later` holds from the second page, if it differs.

    The furniture is drawn when the number of pages is known, and lies before the text in reading
    order. Headings become the outline.
    """
    drawn = draft(story, furniture=furniture, first=first, later=later)
    with opened(drawn.data) as pdf:
        tree = TagTree(pdf)
        elements = (kid for kid in drawn.structure.root.kids if isinstance(kid, tags.Element))
        tree.add(elements, dict(enumerate(pdf.pages)))
        tree.finish()
        return finish(pdf, properties)


def draft(
    story: Sequence[Flowable],
    *,
    furniture: Furniture | None = None,
    first: Margins = MARGINS,
    later: Margins | None = None,
) -> Drawn:
    """Return the story as pages that go into another PDF."""
    style.register()
    out, structure = BytesIO(), tags.Structure()
    document = BaseDocTemplate(
        out, pagesize=LETTER, pageTemplates=_templates(first, later or first), invariant=1
    )
    document.build(
        [NextPageTemplate("later"), *(story or [Spacer(0, 0)])],
        canvasmaker=lambda *args, **kwargs: _HeldPages(furniture, structure, *args, **kwargs),
    )
    return Drawn(out.getvalue(), structure, document.page)


def opened(drawn: bytes) -> pikepdf.Pdf:
    """Open pages that ReportLab drew, so that their streams are written again as they are.

    ReportLab names the one filter of a stream in a list, and pikepdf unpacks what has a list of
    filters, and packs it anew.
    """
    pdf = pikepdf.open(BytesIO(drawn))
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream):
            filters = thing.get(pikepdf.Name.Filter)
            if isinstance(filters, pikepdf.Array) and len(filters) == 1:
                thing.Filter = filters[0]
    return pdf


def finish(
    pdf: pikepdf.Pdf,
    properties: Properties,
    *,
    on_both_sides: bool = False,
    identity: bytes | None = None,
) -> bytes:
    """Return a PDF's bytes with our properties and none of the ones it came with.

    `identity` is a digest of what it is made of; without one its bytes are digested.
    With `on_both_sides` programs that print it are asked to turn the paper over, at full size.
    """
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    stamp = f"{properties.made_on:%Y%m%d}"
    title = properties.title.replace("\0", "")
    pdf.docinfo["/Title"] = title
    pdf.docinfo["/Producer"] = PRODUCER
    pdf.docinfo["/CreationDate"] = pdf.docinfo["/ModDate"] = f"D:{stamp}000000Z"
    pdf.Root.Lang = pikepdf.String(properties.language)
    viewing = pikepdf.Dictionary(DisplayDocTitle=True)
    if on_both_sides:
        viewing.Duplex = pikepdf.Name.DuplexFlipLongEdge
        viewing.PrintScaling = pikepdf.Name("/None")
    pdf.Root.ViewerPreferences = viewing
    if "/Metadata" in pdf.Root:
        del pdf.Root.Metadata
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        xmp["dc:title"] = title
        xmp["dc:language"] = {properties.language}
        xmp["pdf:Producer"] = PRODUCER
        xmp["xmp:CreateDate"] = xmp["xmp:ModifyDate"] = f"{properties.made_on}T00:00:00Z"
    out = BytesIO()
    # The digest of the content serves as the file's identity, so that equal input stays equal.
    if identity is not None:
        pdf.trailer.ID = pikepdf.Array([pikepdf.String(identity)] * 2)
    pdf.save(
        out,
        deterministic_id=identity is None,
        static_id=identity is not None,
        min_version="1.7",
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return out.getvalue()


def page_footer(text: str) -> Furniture:
    """Return furniture that prints a text at the foot, and “Page n of m” opposite to it."""

    def draw(canvas: Canvas, page: int, pages: int) -> None:
        size = style.SMALL.fontSize
        right = PAGE_WIDTH - MARGINS.right
        number = f"Page {page} of {pages}"
        room = style.TEXT_WIDTH - style.text_width(number, size) - 18
        y = 0.6 * MARGINS.bottom
        shown = style.fitted(text, room, size)
        with tags.furniture(canvas):
            style.draw_text(canvas, MARGINS.left, y, shown, colour=style.FAINT)
            style.draw_text(canvas, right, y, number, align="right", colour=style.FAINT)

    return draw


def _templates(first: Margins, later: Margins) -> list[PageTemplate]:
    return [
        PageTemplate(id=name, frames=[_frame(margins)])
        for name, margins in (("first", first), ("later", later))
    ]


def _frame(margins: Margins) -> Frame:
    return Frame(
        margins.left,
        margins.bottom,
        PAGE_WIDTH - margins.left - margins.right,
        PAGE_HEIGHT - margins.top - margins.bottom,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )


class _HeldPages(Canvas):
    """A canvas that holds its pages back until it can say how many there are."""

    _code: list[str]

    def __init__(
        self,
        furniture: Furniture | None,
        structure: tags.Structure,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        # The first font of a canvas is named in the file even when nothing is written in it.
        kwargs["initialFontName"] = style.SANS
        super().__init__(*args, **kwargs)
        self.structure = structure
        self.page_place = 0
        """Of the page that is being drawn, from 0."""
        self._furniture = furniture
        self._held: list[dict[str, object]] = []
        self._marks: list[tuple[tuple[Any, ...], dict[str, Any]]] = []
        self._headings = 0
        self._depth = -1

    def mark_heading(self, title: str, depth: int, top: float) -> None:
        """Add an entry to the outline that leads to a height of the present page, in points."""
        self._headings += 1
        # An outline may not skip a level on its way down.
        self._depth = min(depth, self._depth + 1)
        key = f"heading-{self._headings}"
        self.bookmarkPage(key, fit="XYZ", left=0, top=round(top, 2), zoom=0)
        self.addOutlineEntry(title, key, self._depth, closed=False)

    def bookmarkPage(  # type: ignore[override]  # noqa: N802 (ReportLab's name)
        self, *args: Any, **kwargs: Any
    ) -> None:
        """Remember a place; it can be bound to its page only when the page is written."""
        self._marks.append((args, kwargs))

    def showPage(self) -> None:  # noqa: N802 (ReportLab's name)
        """End a page and hold it back."""
        self._held.append(dict(self.__dict__))
        self.page_place += 1
        self._marks = []
        self._startPage()  # type: ignore[attr-defined]

    def save(self) -> None:
        """Write the pages held back, each with its furniture first."""
        for number, page in enumerate(self._held, 1):
            self.__dict__.update(page)
            for args, kwargs in self._marks:
                super().bookmarkPage(*args, **kwargs)
            if self._furniture:
                text, self._code = self._code, []
                self.saveState()
                self._furniture(self, number, len(self._held))
                self.restoreState()
                self._code += text
            super().showPage()
        super().save()
