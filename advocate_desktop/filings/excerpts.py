"""Takes pages out of a bound packet as a file of their own, with their links, outline and tags."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from pikepdf import Array, Dictionary, Name, OutlineItem, Page, Pdf, String

from advocate_desktop.filings import pdf
from advocate_desktop.filings.assemble import named_places, resolve_links, top_of
from advocate_desktop.filings.contents import part_title
from advocate_desktop.filings.packet_layout import Layout
from advocate_desktop.filings.slip_sheets import shortened
from advocate_desktop.filings.tag_tree import TagTree


@dataclass(frozen=True, slots=True)
class Section:
    """Pages that stay together."""

    first: int
    """The packet page it begins with."""
    last: int
    entries: tuple[tuple[str, str, int], ...]
    """Of the outline: target, title and packet page."""


@dataclass(frozen=True, slots=True)
class Whole:
    """The packet that pages are taken out of."""

    packet: Pdf
    before: int
    """Packet pages that were sent before it."""
    properties: pdf.Properties
    owner: str
    numbers: dict[tuple[int, int], int]
    """The number of each page, by what the file calls it."""

    @classmethod
    def of(cls, packet: Pdf, layout: Layout, properties: pdf.Properties, owner: str) -> Whole:
        """Return an opened packet."""
        numbered = enumerate(packet.pages, layout.before + 1)
        numbers = {page.obj.objgen: number for number, page in numbered}
        return cls(packet, layout.before, properties, owner, numbers)

    @property
    def last_page(self) -> int:
        """The number of its last packet page."""
        return self.before + len(self.packet.pages)

    def pages(self, first: int, last: int) -> list[Page]:
        """Return the pages with these numbers."""
        return self.packet.pages[first - 1 - self.before : last - self.before]


def parts_of(layout: Layout) -> Iterator[Section]:
    """Yield each part that the program set itself."""
    for part in layout.plan.parts:
        first = layout.part_page(part)
        yield Section(first, first + layout.parts[part] - 1, ((part, part_title(part), first),))


def exhibits_of(layout: Layout) -> Iterator[Section]:
    """Yield each exhibit with its slip-sheet."""
    pages = layout.exhibit_pages()
    for exhibit in layout.plan.exhibits:
        first = pages[exhibit.label]
        title = f"Exhibit {exhibit.label} – {shortened(exhibit.title)}"
        yield Section(first, first + exhibit.pages, ((exhibit.label, title, first),))


def excerpt(
    whole: Whole,
    sections: Sequence[Section],
    title: str,
    sheet: tuple[str, pdf.Drawn] | None = None,
) -> bytes:
    """Return consecutive sections as a PDF of its own; the pages keep their stamps and numbers.

    `sheet` is a name and pages that are put before them. A link to a page that is not among them is
    taken away; its page number stays printed.
    """
    first, last = sections[0].first, sections[-1].last
    entries = [entry for section in sections for entry in section.entries]
    kept = whole.pages(first, last)
    with Pdf.new() as made:
        tree = TagTree(made)
        if sheet is not None:
            _put_before(made, tree, *sheet)
        before = len(made.pages)
        made.pages.extend(kept)
        tree.take(whole.packet, _pairs(kept, made.pages[before:]), tree.section(title))
        tree.finish()
        _take_layers(whole.packet, made)
        _lead_links(whole, made, first, before)
        targets = {target: made.pages[before + at - first].obj for target, _, at in entries}
        for page in made.pages[:before]:
            resolve_links(page, targets)
        made.Root.Names = named_places(targets)
        made.Root.PageLabels = _labels(before, first, sheet[0] if sheet else "")
        made.Root.PageMode = Name.UseOutlines
        with made.open_outline() as outline:
            if sheet is not None:
                outline.root.append(OutlineItem(sheet[0], top_of(made.pages[0].obj)))
            outline.root.extend(OutlineItem(said, top_of(targets[key])) for key, said, _ in entries)
        properties = whole.properties
        return pdf.finish(made, pdf.Properties(title, properties.made_on, properties.language))


def _put_before(made: Pdf, tree: TagTree, name: str, sheet: pdf.Drawn) -> None:
    with Pdf.open(BytesIO(sheet.data)) as drawn:
        made.pages.extend(drawn.pages)
    elements = [element for of_page in sheet.structure.by_page().values() for element in of_page]
    tree.add(elements, dict(enumerate(made.pages)), tree.section(name))


def _take_layers(packet: Pdf, made: Pdf) -> None:
    if Name.OCProperties in packet.Root:
        made.Root.OCProperties = made.copy_foreign(packet.make_indirect(packet.Root.OCProperties))


def _labels(before: int, first: int, name: str) -> Dictionary:
    """Return the page labels: the name on the pages put before, then the packet's own numbers."""
    labels = [0, Dictionary(P=String(name))] if before else []
    return Dictionary(Nums=Array([*labels, before, Dictionary(S=Name.D, St=first)]))


def _pairs(old: Iterable[Page], new: Iterable[Page]) -> list[tuple[Page, Page]]:
    return list(zip(old, new, strict=True))


def _lead_links(whole: Whole, made: Pdf, first: int, before: int) -> None:
    sources = whole.pages(first, whole.last_page)
    for place in range(before, len(made.pages)):
        marks = sources[place - before].obj.get(Name.Annots, Array())
        kept = []
        for old, new in zip(marks, made.pages[place].obj.get(Name.Annots, Array()), strict=True):
            leads_to = whole.numbers[old.Dest[0].objgen] - first + before
            if before <= leads_to < len(made.pages):
                new.Dest = top_of(made.pages[leads_to].obj)
                kept.append(new)
        if len(marks):
            made.pages[place].obj.Annots = Array(kept)
