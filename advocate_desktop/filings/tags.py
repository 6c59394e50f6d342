"""Tags what is drawn: headings, paragraphs, lists and tables, as programs that read aloud see them.

What is drawn outside every tag is furniture: heads, rules, page numbers. The tags are gathered
while the pages are drawn, in the order of the text, and written into the PDF by `tag_tree`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table


@dataclass(eq=False, slots=True)
class Element:
    """A piece of the structure with what it is made of, in reading order."""

    tag: str
    """A standard structure type of PDF, such as “P” or “TD”."""
    kids: list[Element | Mark] = field(default_factory=list)
    said: str = ""
    """What is said in place of a drawing."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of a page's content."""

    page: int
    """From 0."""
    number: int
    """Of the marks on that page, from 0."""


def _begins(element: Element) -> int:
    """Return the page of the first thing drawn in an element; -1 when there is none."""
    pages = (kid.page if isinstance(kid, Mark) else _begins(kid) for kid in element.kids)
    return next((page for page in pages if page >= 0), -1)


class Structure:
    """The structure of a document that is being drawn."""

    def __init__(self) -> None:
        self.root = Element("Document")
        self.pages: dict[int, list[Element]] = {}
        """For each page that has marks the elements they belong to, by their numbers."""
        self.inside = [self.root]
        """The element that is being drawn, and those it lies in."""
        self.hidden = 0
        """How many pieces of furniture are being drawn, one within the other."""

    def by_page(self) -> dict[int, list[Element]]:
        """Return the outermost elements by the page that they begin on, from 0."""
        found: dict[int, list[Element]] = {}
        for kid in self.root.kids:
            if isinstance(kid, Element):
                found.setdefault(_begins(kid), []).append(kid)
        return found

    def mark(self, page: int, element: Element) -> int:
        """Note a piece of a page's content for an element; return its number on the page."""
        marks = self.pages.setdefault(page, [])
        element.kids.append(Mark(page, len(marks)))
        marks.append(element)
        return len(marks) - 1


class Place:
    """Stands for an element until something is drawn in it.

    What is broken over two pages has one place, and so becomes one element. Places made within
    another become its parts; one made within none becomes a part of what is drawn around it.
    """

    def __init__(self, tag: str, within: Place | None = None, said: str = "") -> None:
        self._tag = tag
        self._within = within
        self._said = said
        self._made: Element | None = None

    def element(self, structure: Structure) -> Element:
        """Return the element, made when it is asked for first."""
        if self._made is None:
            self._made = Element(self._tag, said=self._said)
            around = self._within.element(structure) if self._within else structure.inside[-1]
            around.kids.append(self._made)
        return self._made


@contextmanager
def marked(canvas: Canvas, place: Place) -> Iterator[None]:
    """Draw something as the content of a place; a canvas without a structure draws it as it is."""
    structure: Structure | None = getattr(canvas, "structure", None)
    if structure is None or structure.hidden:
        yield
        return
    element = place.element(structure)
    number = structure.mark(getattr(canvas, "page_place", 0), element)
    canvas.addLiteral(f"/{element.tag} <</MCID {number}>> BDC")
    yield
    canvas.addLiteral("EMC")


@contextmanager
def furniture(canvas: Canvas) -> Iterator[None]:
    """Draw something that is no part of the text."""
    structure: Structure | None = getattr(canvas, "structure", None)
    if structure is None:
        yield
        return
    outermost = not structure.hidden
    structure.hidden += 1
    if outermost:
        canvas.addLiteral("/Artifact BMC")
    yield
    if outermost:
        canvas.addLiteral("EMC")
    structure.hidden -= 1


def table_tags(head_rows: int) -> Any:
    """Return what a table of ReportLab calls while it is drawn, so that rows and cells are tagged.

    The first `head_rows` are heads of their columns; where a table goes on they are furniture.
    """
    return _TableTags(head_rows)


class _TableTags:
    """Tags a table's rows and cells as ReportLab tells of them; parts on several pages share it."""

    def __init__(self, head_rows: int) -> None:
        self._head_rows = head_rows
        self._place = Place("Table")
        self._row: Place | None = None
        self._goes_on = False
        self._begun = False
        self._open: list[AbstractContextManager[None]] = []

    def __call__(self, table: Table, what: str, *told: Any) -> None:
        """Hear what ReportLab is about to draw, or has drawn; told are the row and the column."""
        canvas = table.canv
        if what == "startTable":
            self._goes_on, self._begun = self._begun, True
        elif what in ("startBG", "startLines"):
            self._enter(furniture(canvas))
        elif what == "startRow":
            repeated = self._goes_on and told[0] < self._head_rows
            self._row = Place("TR", self._place)
            self._enter(furniture(canvas) if repeated else nullcontext())
        elif what == "startCell":
            tag = "TH" if told[0] < self._head_rows and not self._goes_on else "TD"
            self._enter(_within(canvas, Place(tag, self._row)))
        elif what != "endTable":
            self._open.pop().__exit__(None, None, None)

    def _enter(self, context: AbstractContextManager[None]) -> None:
        context.__enter__()
        self._open.append(context)


@contextmanager
def _within(canvas: Canvas, place: Place) -> Iterator[None]:
    """Let what is drawn become parts of a place."""
    structure: Structure | None = getattr(canvas, "structure", None)
    if structure is None or structure.hidden:
        yield
        return
    structure.inside.append(place.element(structure))
    yield
    structure.inside.pop()
