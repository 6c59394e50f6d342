"""Divides a packet that is too large for an upload or an e-mail into volumes, at exhibits' borders.

The pages keep their stamps, so that the numbers go on from volume to volume; each volume begins
with a sheet of its own that says which it is and what lies in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from pikepdf import Array, Dictionary, Name, OutlineItem, Page, Pdf, String
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from advocate_desktop.filings import pdf, stamps, style, tags
from advocate_desktop.filings.assemble import named_places, resolve_links, top_of
from advocate_desktop.filings.contents import NUMBER, part_title
from advocate_desktop.filings.packet_layout import Layout, linked
from advocate_desktop.filings.slip_sheets import shortened
from advocate_desktop.filings.tag_tree import TagTree

_SHEET_BYTES = 100_000
"""Room kept in each volume for its first sheet, its fonts and its outline."""
_PAGE_WIDTH = 60.0


@dataclass(frozen=True, slots=True)
class Volume:
    """One of the files of a divided packet."""

    first_page: int
    """The packet page it begins with, after its own sheet."""
    last_page: int
    data: bytes


@dataclass(frozen=True, slots=True)
class _Section:
    """What must stay together: all that stands before the exhibits, or one exhibit."""

    first: int
    last: int
    entries: tuple[tuple[str, str, int], ...]
    """Of the outline: target, title and packet page."""
    size: int
    """Bytes when it stands alone."""


@dataclass(frozen=True, slots=True)
class _Whole:
    """The packet that is divided."""

    packet: Pdf
    before: int
    """Packet pages that were sent before it."""
    properties: pdf.Properties
    owner: str

    @property
    def last_page(self) -> int:
        """The number of its last packet page."""
        return self.before + len(self.packet.pages)

    def pages(self, first: int, last: int) -> list[Page]:
        """Return the pages with these numbers."""
        return self.packet.pages[first - 1 - self.before : last - self.before]


def divided(
    data: bytes, layout: Layout, most_bytes: int, properties: pdf.Properties, owner: str
) -> tuple[Volume, ...]:
    """Return a packet's volumes, each of at most so many bytes; a small packet is one, unchanged.

    Only an exhibit that is larger by itself makes a larger volume. Equal input gives equal bytes.
    """
    if len(data) <= most_bytes:
        return (Volume(layout.before + 1, layout.last_page, data),)
    with Pdf.open(BytesIO(data)) as packet:
        whole = _Whole(packet, layout.before, properties, owner)
        groups = _grouped(list(_sections(whole, layout)), most_bytes - _SHEET_BYTES)
        return tuple(
            _volume(whole, group, f"Part {number} of {len(groups)}")
            for number, group in enumerate(groups, 1)
        )


def _sections(whole: _Whole, layout: Layout) -> Iterator[_Section]:
    own = tuple((part, part_title(part), layout.part_page(part)) for part in layout.plan.parts)
    first, last = layout.before + 1, layout.before + layout.front
    yield _Section(first, last, own, _size(whole, first, last))
    pages = layout.exhibit_pages()
    for exhibit in layout.plan.exhibits:
        first = pages[exhibit.label]
        last = first + exhibit.pages
        title = f"Exhibit {exhibit.label} – {shortened(exhibit.title)}"
        yield _Section(first, last, ((exhibit.label, title, first),), _size(whole, first, last))


def _size(whole: _Whole, first: int, last: int) -> int:
    out = BytesIO()
    with Pdf.new() as alone:
        alone.pages.extend(whole.pages(first, last))
        alone.save(out, static_id=True)
    return out.tell()


def _grouped(sections: Sequence[_Section], most_bytes: int) -> list[list[_Section]]:
    groups: list[list[_Section]] = [[]]
    for section in sections:
        if groups[-1] and sum(s.size for s in groups[-1]) + section.size > most_bytes:
            groups.append([])
        groups[-1].append(section)
    return groups


def _volume(whole: _Whole, group: Sequence[_Section], name: str) -> Volume:
    first, last = group[0].first, group[-1].last
    packet, properties = whole.packet, whole.properties
    entries = [entry for section in group for entry in section.entries]
    sheet = _sheet(entries, name, whole, (first, last))
    with Pdf.new() as volume, Pdf.open(BytesIO(sheet)) as drawn:
        volume.pages.extend(drawn.pages)
        before = len(volume.pages)
        kept = whole.pages(first, last)
        volume.pages.extend(kept)
        tree = TagTree(volume)
        tree.take(drawn, _pairs(drawn.pages, volume.pages[:before]), tree.section(name))
        tree.take(packet, _pairs(kept, volume.pages[before:]), tree.section(properties.title))
        tree.finish()
        if Name.OCProperties in packet.Root:
            layers = packet.make_indirect(packet.Root.OCProperties)
            volume.Root.OCProperties = volume.copy_foreign(layers)
        _lead_links(whole, volume, first, before)
        targets = {target: volume.pages[before + at - first].obj for target, _, at in entries}
        for page in volume.pages[:before]:
            resolve_links(page, targets)
        volume.Root.Names = named_places(targets)
        own, rest = Dictionary(P=String(name)), Dictionary(S=Name.D, St=first)
        volume.Root.PageLabels = Dictionary(Nums=Array([0, own, before, rest]))
        volume.Root.PageMode = Name.UseOutlines
        with volume.open_outline() as outline:
            outline.root.append(OutlineItem(name, top_of(volume.pages[0].obj)))
            outline.root.extend(OutlineItem(t, top_of(targets[key])) for key, t, _ in entries)
        title = f"{properties.title}, {name.lower()}"
        told = pdf.Properties(title, properties.made_on, properties.language)
        return Volume(first, last, pdf.finish(volume, told))


def _pairs(old: Iterable[Page], new: Iterable[Page]) -> list[tuple[Page, Page]]:
    return list(zip(old, new, strict=True))


def _lead_links(whole: _Whole, volume: Pdf, first: int, before: int) -> None:
    """Lead the links to the volume's own pages.

    One to a page in another volume is taken away; its page number stays printed.
    """
    numbered = enumerate(whole.packet.pages, whole.before + 1)
    numbers = {page.obj.objgen: number for number, page in numbered}
    sources = whole.pages(first, whole.last_page)
    for place in range(before, len(volume.pages)):
        marks = sources[place - before].obj.get(Name.Annots, Array())
        kept = []
        for old, new in zip(marks, volume.pages[place].obj.get(Name.Annots, Array()), strict=True):
            leads_to = numbers[old.Dest[0].objgen] - first + before
            if before <= leads_to < len(volume.pages):
                new.Dest = top_of(volume.pages[leads_to].obj)
                kept.append(new)
        if len(marks):
            volume.pages[place].obj.Annots = Array(kept)


def _sheet(
    entries: Sequence[tuple[str, str, int]],
    name: str,
    whole: _Whole,
    pages: tuple[int, int],
) -> bytes:
    first, last = pages
    reach = f"Packet pages {first} to {last} of {whole.last_page}"
    story: list[Flowable] = [
        style.heading(name, 0),
        style.paragraph(whole.properties.title, style.HEADING_2),
        style.paragraph(
            f"{reach}. The page numbers go on from part to part; this sheet has none. The contents "
            "of the whole packet stand in part 1."
        ),
        style.table(
            [_row(*entry) for entry in entries],
            (style.TEXT_WIDTH - _PAGE_WIDTH, _PAGE_WIDTH),
            head=("In this part", "Page"),
        ),
    ]

    def furniture(canvas: Canvas, page: int, of: int) -> None:
        right = style.PAGE_WIDTH - stamps.SIDE
        with tags.furniture(canvas):
            style.draw_text(canvas, right, stamps.BASELINE, f"{name} · {reach}", align="right")
            whose = style.fitted(whole.owner, 300, stamps.SIZE)
            style.draw_text(canvas, stamps.SIDE, stamps.BASELINE, whose)

    return pdf.draft(story, furniture=furniture)


def _row(target: str, title: str, page: int) -> tuple[Flowable, Flowable]:
    return (
        style.Text(linked(title, target), style.CELL),
        style.Text(linked(str(page), target), NUMBER),
    )
