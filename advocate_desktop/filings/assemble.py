"""Binds the parts and exhibits of a packet into one PDF: stamps, links, outline, page labels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO

from pikepdf import Array, Dictionary, Name, Object, OutlineItem, Page, Pdf, String

from advocate_desktop.domain.packets import Exhibit
from advocate_desktop.domain.page_words import PageWord
from advocate_desktop.filings import pdf, style
from advocate_desktop.filings.assemble_layers import Layers
from advocate_desktop.filings.assemble_pages import packed, place, put_on_sheet, shown_size
from advocate_desktop.filings.packet_layout import LINK, Layout
from advocate_desktop.filings.stamps import Stamp, StampPen, exhibit_stamp, own_stamp
from advocate_desktop.filings.tag_tree import TagTree
from advocate_desktop.filings.text_layer import ReadPage, text_layers


@dataclass(frozen=True, slots=True)
class OwnPart:
    """A part that the program set itself."""

    target: str
    """The name by which links in the packet point to it."""
    title: str
    drawn: pdf.Drawn | bytes
    """Its pages; as bytes, a PDF with its own tags."""

    @property
    def data(self) -> bytes:
        """Its PDF."""
        return self.drawn if isinstance(self.drawn, bytes) else self.drawn.data


class SlipSheets:
    """The sheets before exhibits, opened, a page for each."""

    def __init__(self, drawn: pdf.Drawn) -> None:
        self.source = pdf.opened(drawn.data)
        self.elements = drawn.structure.by_page()

    def close(self) -> None:
        """Let go of what is held in memory."""
        self.source.close()


@dataclass(frozen=True, slots=True)
class BoundExhibit:
    """An exhibit with the PDF of its document."""

    exhibit: Exhibit
    data: bytes
    blank: Sequence[Sequence[bool]]
    """For each page whether each of its `stamp_regions` is blank."""
    read: Mapping[int, Sequence[PageWord]] = field(default_factory=dict)
    """The words read off scanned pages, by the page's number from 1."""


class Binder:
    """A packet that is being bound, page after page; the numbers of its pages are known before."""

    def __init__(self, layout: Layout, owner: str) -> None:
        self._before = layout.before
        self._last_page = layout.last_page
        self._owner = owner
        self._out = Pdf.new()
        self._layers = Layers(self._out)
        self._tree = TagTree(self._out)
        self._pen = StampPen()
        self._fonts = self._out.make_indirect(Dictionary())
        self._saving = self._out.make_indirect(packed(self._out, b"q"))
        self._pages: list[Page] = []
        self._own: list[Page] = []
        self._targets: dict[str, Object] = {}
        self._titles: list[tuple[str, str]] = []

    def add_part(self, part: OwnPart) -> None:
        """Add a part that the program set itself."""
        with pdf.opened(part.data) as source:
            pages, section = self._add_own(list(source.pages), part.target, part.title)
            if isinstance(part.drawn, bytes):
                self._tree.take(source, list(zip(source.pages, pages, strict=True)), section)
            else:
                by_page = part.drawn.structure.by_page().values()
                elements = [element for of_page in by_page for element in of_page]
                self._tree.add(elements, dict(enumerate(pages)), section)

    def add_exhibit(self, bound: BoundExhibit, slips: SlipSheets, number: int) -> None:
        """Add an exhibit after the slip-sheet of this number, each page upright and with its stamp.

        What its own pages say of their structure is not kept: each is read as it was written.
        """
        exhibit = bound.exhibit
        title = f"Exhibit {exhibit.label} – {exhibit.title}"
        pages, section = self._add_own([slips.source.pages[number]], exhibit.label, title)
        self._tree.add(slips.elements.get(number, ()), {number: pages[0]}, section)
        with (
            Pdf.open(BytesIO(bound.data), suppress_warnings=True) as source,
            _read_layers(bound, source) as read,
        ):
            for place, at in enumerate(exhibit.chosen or range(1, len(source.pages) + 1), 1):
                self._add_copy(source.pages[at - 1], bound, (place, at), read.get(at), section)
            self._layers.add(source)

    def _add_copy(
        self,
        page: Page,
        bound: BoundExhibit,
        numbers: tuple[int, int],
        read: Page | None,
        section: Object,
    ) -> None:
        """Add a page of an exhibit; its `numbers` are that in the exhibit and in the document."""
        place_in_exhibit, at = numbers
        exhibit = bound.exhibit
        placed = place(page, bound.blank[at - 1], exhibit.turns.get(at, 0))
        words = exhibit_stamp(exhibit.label, place_in_exhibit, self._next, self._last_page)
        stamp = Stamp(placed.width, placed.height, words, at_top=placed.stamp_at_top, on_copy=True)
        strokes = (self._pen.drawn(stamp), self._fonts)
        sheet = put_on_sheet(self._out, page, placed, strokes, read)
        self._pages.append(sheet)
        self._tree.whole_page(sheet, section)

    def finished(self, properties: pdf.Properties, identity: bytes) -> bytes:
        """Return the whole packet; `identity` is a digest of what it is made of."""
        self._bring_fonts()
        self._order_pages()
        for page in self._own:
            resolve_links(page, self._targets)
        self._layers.finish()
        self._tree.finish()
        self._out.Root.PageLabels = Dictionary(
            Nums=Array([0, Dictionary(S=Name.D, St=self._before + 1)])
        )
        self._out.Root.Names = named_places(self._targets)
        self._out.Root.PageMode = Name.UseOutlines
        with self._out.open_outline() as outline:
            outline.root.extend(self._outline())
        return pdf.finish(self._out, properties, identity=identity)

    def close(self) -> None:
        """Let go of what is held in memory."""
        self._out.close()

    def _add_own(self, pages: Sequence[Page], target: str, title: str) -> tuple[list[Page], Object]:
        """Add pages that the program set itself; return them, and the section they begin."""
        added = [Page(self._out.copy_foreign(page.obj)) for page in pages]
        self._own += added
        self._targets[target] = added[0].obj
        self._titles.append((target, title))
        for page in added:
            words = own_stamp(self._next, self._last_page)
            stamp = Stamp(style.PAGE_WIDTH, style.PAGE_HEIGHT, words, self._owner)
            self._lay_over(page, self._form(stamp), Name(f"/Stamp{self._next}"))
            self._pages.append(page)
        return added, self._tree.section(title)

    @property
    def _next(self) -> int:
        """The packet page that is added next."""
        return self._before + len(self._pages) + 1

    def _order_pages(self) -> None:
        """Write the pages' order at once: to add them one by one takes longer with each."""
        root = self._out.Root.Pages
        for page in self._pages:
            page.obj.Parent = root
        root.Kids = Array([page.obj for page in self._pages])
        root.Count = len(self._pages)

    def _bring_fonts(self) -> None:
        """Fill in the fonts of the stamps, which are known only when all are drawn."""
        with pdf.opened(self._pen.fonts()) as source:
            font = source.make_indirect(source.pages[0].Resources.Font)
            for name, face in self._out.copy_foreign(font).items():
                self._fonts[name] = face

    def _lay_over(self, page: Page, form: Object, name: Name) -> None:
        # Pages may share their resources, so each stamp has a name of its own.
        page.add_resource(form, Name.XObject, name)
        page.contents_add(self._saving, prepend=True)
        drawing = f"Q /Artifact BMC q {name} Do Q EMC".encode()
        page.contents_add(packed(self._out, drawing))

    def _form(self, stamp: Stamp) -> Object:
        """Return a stamp for a page whose own fonts may have the same names."""
        form = packed(self._out, self._pen.drawn(stamp))
        form.Type, form.Subtype = Name.XObject, Name.Form
        form.BBox = Array([0, 0, stamp.width, stamp.height])
        form.Resources = Dictionary(Font=self._fonts)
        return self._out.make_indirect(form)

    def _outline(self) -> Iterator[OutlineItem]:
        for target, title in self._titles:
            words = " ".join(title.replace("\0", " ").split())
            yield OutlineItem(words, top_of(self._targets[target]))


@contextmanager
def _read_layers(bound: BoundExhibit, source: Pdf) -> Iterator[Mapping[int, Page]]:
    """Give the pages of unseen words, by the number of the scanned page that they belong to."""
    if not bound.read:
        yield {}
        return
    pages = {
        number: ReadPage(*shown_size(source.pages[number - 1]), words)
        for number, words in bound.read.items()
        if 1 <= number <= len(source.pages)
    }
    data, order = text_layers(pages)
    with pdf.opened(data) as layers:
        yield dict(zip(order, layers.pages, strict=True))


def named_places(targets: Mapping[str, Object]) -> Dictionary:
    """Return the names by which an address such as “packet.pdf#exhibit-B” opens a place.

    `targets` are the first pages of parts and of exhibits, by the parts' names and the letters.
    """
    named = {
        f"exhibit-{target}" if is_label(target) else target.replace("_", "-"): page
        for target, page in targets.items()
    }
    names = [thing for name in sorted(named) for thing in (String(name), top_of(named[name]))]
    return Dictionary(Dests=Dictionary(Names=Array(names)))


def is_label(target: str) -> bool:
    """Whether a target is an exhibit's letters or number, and not the name of a part."""
    return target.isupper() or target.isdecimal()


def top_of(page: Object) -> Array:
    """Return the place at the head of a page, for links and outlines."""
    height = Array(page.MediaBox)[3]
    return Array([page, Name.XYZ, 0, height, 0])


def resolve_links(page: Page, targets: Mapping[str, Object]) -> None:
    """Turn the links that name a part or exhibit into links to its first page."""
    for mark in page.obj.get(Name.Annots, Array()):
        action = mark.get(Name.A)
        address = str(action.get(Name.URI, "")) if isinstance(action, Dictionary) else ""
        if address.startswith(LINK):
            del mark[Name.A]
            mark.Dest = top_of(targets[address.removeprefix(LINK)])
