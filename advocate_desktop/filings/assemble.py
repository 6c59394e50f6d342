"""Binds the parts and exhibits of a packet into one PDF: stamps, links, outline, page labels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO

from pikepdf import Array, Dictionary, Name, Object, OutlineItem, Page, Pdf, Stream, String

from advocate_desktop.domain.packets import Exhibit
from advocate_desktop.domain.page_words import PageWord
from advocate_desktop.filings import pdf, style
from advocate_desktop.filings.assemble_layers import Layers
from advocate_desktop.filings.assemble_pages import place, put_on_sheet, shown_size
from advocate_desktop.filings.packet_layout import LINK, Layout
from advocate_desktop.filings.stamps import Stamp, drawn, exhibit_stamp, own_stamp
from advocate_desktop.filings.tag_tree import TagTree
from advocate_desktop.filings.text_layer import ReadPage, text_layers


@dataclass(frozen=True, slots=True)
class OwnPart:
    """A part that the program set itself."""

    target: str
    """The name by which links in the packet point to it."""
    title: str
    data: bytes


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
        self._pages = layout.last_page
        self._owner = owner
        self._out = Pdf.new()
        self._layers = Layers(self._out)
        self._tree = TagTree(self._out)
        self._stamps: list[Stamp] = []
        self._targets: dict[str, Object] = {}
        self._titles: list[tuple[str, str]] = []

    def add_part(self, part: OwnPart) -> None:
        """Add a part that the program set itself."""
        with Pdf.open(BytesIO(part.data)) as source:
            self._add_own(source, list(source.pages), part.target, part.title)

    def add_exhibit(self, bound: BoundExhibit, slips: Pdf, slip_sheet: Page) -> None:
        """Add an exhibit after its slip-sheet, each of its pages upright and with its stamp.

        What its own pages say of their structure is not kept: each is read as it was written.
        """
        exhibit = bound.exhibit
        title = f"Exhibit {exhibit.label} – {exhibit.title}"
        section = self._add_own(slips, [slip_sheet], exhibit.label, title)
        with (
            Pdf.open(BytesIO(bound.data), suppress_warnings=True) as source,
            _read_layers(bound, source) as read,
        ):
            chosen = exhibit.chosen or range(1, len(source.pages) + 1)
            for number, at in enumerate(chosen, 1):
                page, turn = source.pages[at - 1], exhibit.turns.get(at, 0)
                placed = place(page, bound.blank[at - 1], turn)
                sheet = put_on_sheet(self._out, page, placed, read.get(at))
                self._tree.whole_page(sheet, section)
                words = exhibit_stamp(exhibit.label, number, self._next, self._pages)
                size = (placed.width, placed.height)
                self._stamps.append(Stamp(*size, words, at_top=placed.stamp_at_top, on_copy=True))
            self._layers.add(source)

    def finished(self, properties: pdf.Properties) -> bytes:
        """Return the whole packet."""
        self._lay_stamps_over()
        for page in self._out.pages:
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
        return pdf.finish(self._out, properties)

    def close(self) -> None:
        """Let go of what is held in memory."""
        self._out.close()

    def _add_own(self, source: Pdf, pages: Sequence[Page], target: str, title: str) -> Object:
        """Add pages that the program set itself; return the section of the text that they begin."""
        first = len(self._out.pages)
        self._out.pages.extend(pages)
        section = self._tree.section(title)
        self._tree.take(source, list(zip(pages, self._out.pages[first:], strict=True)), section)
        self._targets[target] = self._out.pages[first].obj
        self._titles.append((target, title))
        for _ in range(first, len(self._out.pages)):
            words = own_stamp(self._next, self._pages)
            self._stamps.append(Stamp(style.PAGE_WIDTH, style.PAGE_HEIGHT, words, self._owner))
        return section

    @property
    def _next(self) -> int:
        """The packet page that is stamped next."""
        return self._before + len(self._stamps) + 1

    def _lay_stamps_over(self) -> None:
        stamps = drawn(self._stamps)
        with Pdf.open(BytesIO(stamps.fonts)) as source:
            fonts = self._out.copy_foreign(source.make_indirect(source.pages[0].Resources.Font))
        both = zip(self._out.pages, self._stamps, stamps.drawing, strict=True)
        for number, (page, stamp, drawing) in enumerate(both, 1):
            if stamp.on_copy:
                page.obj.Resources.Font = fonts
                marked = b"/Artifact BMC\n" + drawing + b"\nEMC\n"
                page.obj.Contents.write(page.obj.Contents.read_bytes() + marked)
            else:
                form = self._form(stamp, drawing, fonts)
                _lay_over(page, form, Name(f"/Stamp{number}"))

    def _form(self, stamp: Stamp, drawing: bytes, fonts: Object) -> Object:
        """Return a stamp for a page whose own fonts may have the same names."""
        form = Stream(self._out, drawing)
        form.Type, form.Subtype = Name.XObject, Name.Form
        form.BBox = Array([0, 0, stamp.width, stamp.height])
        form.Resources = Dictionary(Font=fonts)
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
    with Pdf.open(BytesIO(data)) as layers:
        yield dict(zip(order, layers.pages, strict=True))


def _lay_over(page: Page, form: Object, name: Name) -> None:
    # Pages may share their resources, so each stamp has a name of its own.
    page.add_resource(form, Name.XObject, name)
    page.contents_add(b"q", prepend=True)
    page.contents_add(f"Q /Artifact BMC q {name} Do Q EMC".encode())


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
