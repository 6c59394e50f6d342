"""Divides a packet that is too large for an upload or an e-mail into volumes, at exhibits' borders.

The pages keep their stamps, so that the numbers go on from volume to volume; each volume begins
with a sheet of its own that says which it is and what lies in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from pikepdf import Pdf
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from advocate_desktop.filings import pdf, stamps, style, tags
from advocate_desktop.filings.contents import NUMBER, number_head
from advocate_desktop.filings.excerpts import Section, Whole, excerpt, exhibits_of, parts_of
from advocate_desktop.filings.packet_layout import Layout, linked

_SHEET_BYTES = 100_000
"""Room kept in each volume for its first sheet, its fonts and its outline."""
_PAGE_WIDTH = 60.0
_ENTRIES_A_SHEET = 20
"""Lines of what lies in a volume that fit on one page for certain, most being short."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a volume may be; None for as large as it is."""

    most_bytes: int | None = None
    most_pages: int | None = None

    @property
    def given(self) -> bool:
        """Whether there is any."""
        return self.most_bytes is not None or self.most_pages is not None

    def hold(self, size: int, pages: int) -> bool:
        """Whether so many bytes and pages are few enough."""
        return (self.most_bytes is None or size <= self.most_bytes) and (
            self.most_pages is None or pages <= self.most_pages
        )


@dataclass(frozen=True, slots=True)
class Volume:
    """One of the files of a divided packet."""

    first_page: int
    """The packet page it begins with, after its own sheet."""
    last_page: int
    pages: int
    """Pages of the file, with its own sheet."""
    data: bytes


@dataclass(frozen=True, slots=True)
class _Weighed:
    """What must stay together, with what it weighs."""

    section: Section
    size: int
    """Bytes when it stands alone."""

    @property
    def pages(self) -> int:
        return self.section.last - self.section.first + 1


def divided(
    data: bytes, layout: Layout, limits: Limits, properties: pdf.Properties, owner: str
) -> tuple[Volume, ...]:
    """Return a packet's volumes, each within the limits; a small packet is one, unchanged.

    Only an exhibit that is larger by itself makes a larger volume. Equal input gives equal bytes.
    """
    if limits.hold(len(data), layout.pages):
        return (Volume(layout.before + 1, layout.last_page, layout.pages, data),)
    with Pdf.open(BytesIO(data)) as packet:
        whole = Whole.of(packet, layout, properties, owner)
        weighed = [_Weighed(section, _size(whole, section)) for section in _sections(layout)]
        groups = _grouped(weighed, limits)
        return tuple(
            _volume(whole, group, f"Part {number} of {len(groups)}")
            for number, group in enumerate(groups, 1)
        )


def _sections(layout: Layout) -> Iterator[Section]:
    """Yield all that stands before the exhibits as one, then each exhibit."""
    own = tuple(entry for part in parts_of(layout) for entry in part.entries)
    yield Section(layout.before + 1, layout.before + layout.front, own)
    yield from exhibits_of(layout)


def _size(whole: Whole, section: Section) -> int:
    out = BytesIO()
    with Pdf.new() as alone:
        alone.pages.extend(whole.pages(section.first, section.last))
        alone.save(out, static_id=True)
    return out.tell()


def _grouped(weighed: Sequence[_Weighed], limits: Limits) -> list[list[Section]]:
    groups: list[list[_Weighed]] = [[]]
    for one in weighed:
        with_it = [*groups[-1], one]
        entries = sum(len(each.section.entries) for each in with_it)
        size = _SHEET_BYTES + sum(each.size for each in with_it)
        pages = 1 + entries // _ENTRIES_A_SHEET + sum(each.pages for each in with_it)
        if groups[-1] and not limits.hold(size, pages):
            groups.append([])
        groups[-1].append(one)
    return [[one.section for one in group] for group in groups]


def _volume(whole: Whole, group: Sequence[Section], name: str) -> Volume:
    first, last = group[0].first, group[-1].last
    sheet = _sheet([entry for section in group for entry in section.entries], name, whole, group)
    title = f"{whole.properties.title}, {name.lower()}"
    data = excerpt(whole, group, title, (name, sheet))
    with Pdf.open(BytesIO(data)) as made:
        return Volume(first, last, len(made.pages), data)


def _sheet(
    entries: Sequence[tuple[str, str, int]], name: str, whole: Whole, group: Sequence[Section]
) -> pdf.Drawn:
    reach = f"Packet pages {group[0].first} to {group[-1].last} of {whole.last_page}"
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
            head=("In this part", number_head("Page")),
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
