"""The table of contents: parts and exhibits with their packet pages, each line a link."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable

from advocate_desktop.domain.documents import Document
from advocate_desktop.domain.moments import in_words
from advocate_desktop.domain.packet_plans import said_pages
from advocate_desktop.domain.packets import Exhibit, PacketKind, Part
from advocate_desktop.filings import style
from advocate_desktop.filings.packet_layout import Layout, linked
from advocate_desktop.filings.slip_sheets import shortened

_TITLES: dict[Part, str] = {
    Part.COVER_LETTER: "Cover letter",
    Part.WORKSHEET: "Worksheet for form DMHC 20-224",
    Part.ASSISTANT_WORKSHEET: "Worksheet for form DMHC 20-160",
    Part.CONTENTS: "Contents",
    Part.STATEMENT: "Statement of the issue",
    Part.REPLY: "Point-by-point reply",
    Part.CHRONOLOGY: "Chronology",
    Part.CALL_LOG: "Call log",
    Part.DATES_COUNTED: "How these dates were counted",
}

PACKET_TITLES: dict[PacketKind, str] = {
    PacketKind.PLAN: "Packet for the health plan",
    PacketKind.DMHC: "Complaint to the Department of Managed Health Care",
    PacketKind.IMR: "Application for Independent Medical Review",
    PacketKind.STATE_HEARING: "Papers for the State Fair Hearing",
    PacketKind.MEDICARE: "Request for reconsideration",
    PacketKind.ERISA: "Appeal to the plan",
    PacketKind.OWN: "Papers",
}

NUMBER = ParagraphStyle("PageNumber", style.CELL, alignment=TA_RIGHT)
_NUMBER_HEAD = ParagraphStyle("PageNumberHead", style.CELL_HEAD, alignment=TA_RIGHT)
_PAGE_WIDTH, _LETTER_WIDTH, _DATE_WIDTH, _COUNT_WIDTH = 42.0, 48.0, 84.0, 42.0
_TITLE_WIDTH = style.TEXT_WIDTH - _PAGE_WIDTH - _LETTER_WIDTH - _DATE_WIDTH - _COUNT_WIDTH


def number_head(words: str) -> Flowable:
    """Return the head of a column of numbers, which stand at its right."""
    return style.Text(words, _NUMBER_HEAD)


def part_title(part: Part) -> str:
    """Return what a part is called in the contents and in the outline."""
    return _TITLES[part]


def contents_story(layout: Layout) -> list[Flowable]:
    """Return the contents; a page number is the one printed at the foot of that page."""
    supplement = layout.plan.numbering.name
    return [
        style.heading(f"Contents of {supplement}" if supplement else "Contents", 0),
        *([style.paragraph(_goes_on(layout))] if supplement else []),
        style.table(
            [_part_row(layout, part) for part in layout.plan.parts],
            (style.TEXT_WIDTH - _PAGE_WIDTH, _PAGE_WIDTH),
            head=("Part", number_head("Page")),
        ),
        *_exhibits(layout),
        *_absent(layout.plan.absent),
        *_left_out(layout.plan.left_out),
    ]


def _goes_on(layout: Layout) -> str:
    """Say what was sent before, so that nobody looks for it here."""
    numbering = layout.plan.numbering
    one = numbering.pages == 1
    sent = "Packet page 1 was" if one else f"Packet pages 1 to {numbering.pages} were"
    return f"{sent} sent before. The exhibits and the page numbers go on from there."


def _part_row(layout: Layout, part: Part) -> tuple[Flowable, Flowable]:
    page = str(layout.part_page(part))
    return (
        style.Text(linked(part_title(part), part), style.CELL),
        style.Text(linked(page, part), NUMBER),
    )


def _exhibits(layout: Layout) -> Iterator[Flowable]:
    if not layout.plan.exhibits:
        return
    yield style.heading("Exhibits", 2)
    for group, rows in groupby(_with_pages(layout), key=_groups(layout)):
        if group[1]:
            yield style.heading(shortened(group[1]), 3)
        yield style.table(
            [_exhibit_row(exhibit, page) for exhibit, page in rows],
            (_LETTER_WIDTH, _TITLE_WIDTH, _DATE_WIDTH, _COUNT_WIDTH, _PAGE_WIDTH),
            head=(
                "Exhibit",
                "Title and from whom",
                "Date",
                number_head("Pages"),
                number_head("Page"),
            ),
        )
    yield style.paragraph("All exhibits are copies.", style.CELL)


def _with_pages(layout: Layout) -> Iterator[tuple[Exhibit, int]]:
    pages = layout.exhibit_pages()
    return ((exhibit, pages[exhibit.label]) for exhibit in layout.plan.exhibits)


def _groups(layout: Layout) -> Callable[[tuple[Exhibit, int]], tuple[int, str]]:
    """Return what tells the group of an exhibit: one goes on until another exhibit begins one."""
    found: dict[str, tuple[int, str]] = {}
    group = (0, "")
    for number, exhibit in enumerate(layout.plan.exhibits, 1):
        group = (number, exhibit.group) if exhibit.group else group
        found[exhibit.label] = group
    return lambda row: found[row[0].label]


def _exhibit_row(exhibit: Exhibit, page: int) -> tuple[Flowable | str, ...]:
    title = linked(shortened(exhibit.title), exhibit.label)
    source = f" – {exhibit.source}" if exhibit.source else ""
    if exhibit.is_extract:
        source += f" (pages {said_pages(exhibit.chosen)} of {exhibit.document.pages})"
    return (
        style.Text(linked(exhibit.label, exhibit.label, style.SANS_BOLD), style.CELL_HEAD),
        style.Text(title + style.marked_up(source, style.SANS), style.CELL),
        in_words(exhibit.date) if exhibit.date else "not dated",
        style.Text(str(exhibit.pages), NUMBER),
        style.Text(linked(str(page), exhibit.label), NUMBER),
    )


def _absent(exhibits: Sequence[tuple[str, str]]) -> Iterator[Flowable]:
    """Say which letters are passed over, so that nobody looks for a page that is not there."""
    if not exhibits:
        return
    labels = ", ".join(label for label, _ in exhibits)
    one = len(exhibits) == 1
    words = f"Exhibit {labels} is" if one else f"Exhibits {labels} are"
    yield style.paragraph(f"{words} not part of this edition.", style.CELL)


def _left_out(documents: tuple[Document, ...]) -> Iterator[Flowable]:
    if not documents:
        return
    yield style.heading("Not in this packet", 2)
    for document in documents:
        why = "it is kept as a file that cannot be printed here"
        yield style.paragraph(f"{shortened(document.name)}: {why}.", style.CELL)
