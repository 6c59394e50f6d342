"""Writes a packet: sets the parts, fixes the page numbers, then binds everything in one pass."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from pikepdf import Pdf
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from advocate_desktop.domain.cases import CaseRecord
from advocate_desktop.domain.chronology import chronology
from advocate_desktop.domain.deadlines import Deadline
from advocate_desktop.domain.letters import masked
from advocate_desktop.domain.packets import PacketPlan, Part
from advocate_desktop.domain.point_replies import PointReply
from advocate_desktop.domain.worksheets import assistant_sections, complaint_form
from advocate_desktop.filings import pdf, style, tags
from advocate_desktop.filings.assemble import Binder, BoundExhibit, OwnPart, SlipSheets
from advocate_desktop.filings.call_log import call_log_story
from advocate_desktop.filings.chronology import chronology_story
from advocate_desktop.filings.contents import PACKET_TITLES, contents_story, part_title
from advocate_desktop.filings.dates_counted import dates_counted_story
from advocate_desktop.filings.packet_layout import Layout, guess
from advocate_desktop.filings.point_reply import point_reply_story
from advocate_desktop.filings.slip_sheets import slip_sheets_story
from advocate_desktop.filings.statement import statement_story
from advocate_desktop.filings.worksheet import (
    ASSISTANT_TITLE,
    ASSISTANT_WARNING,
    COMPLAINT_TITLE,
    COMPLAINT_WARNING,
    worksheet_story,
)

Tell = Callable[[int, int, str], None]
"""Hears how far the work is, `done` of `total`, and may raise to stop it."""

_ROUNDS = 5
"""Page numbers settle in two rounds: setting them could move a line, and hardly ever does."""

_MARGINS = style.Margins(top=66.0, bottom=56.0)
"""Of the parts set here; the foot leaves room for the stamp."""

_WORKSHEETS: dict[Part, str] = {
    Part.WORKSHEET: (
        "WORKSHEET — not the official form; copy these answers into DMHC 20-224 (Rev 09/25)"
    ),
    Part.ASSISTANT_WORKSHEET: (
        "WORKSHEET — not the official form; copy these answers into DMHC 20-160 (Rev 01/20)"
    ),
}


@dataclass(frozen=True, slots=True)
class PacketContent:
    """All that a packet is made of but the exhibits' pages."""

    record: CaseRecord
    plan: PacketPlan
    deadlines: tuple[Deadline, ...]
    cover_letter: bytes
    """The letter on top, set as a PDF."""
    made_on: date
    replies: tuple[PointReply, ...] = ()
    """Of the point-by-point reply, if it is one of the parts."""


def write_packet(
    content: PacketContent,
    exhibits: Sequence[BoundExhibit],
    tell: Tell,
) -> tuple[bytes, Layout]:
    """Return the packet as a PDF and where everything lies in it; equal input gives equal bytes.

    `exhibits` are those of the plan, in its order, each with as many pages as the plan says.
    """
    return bind(content, settle(content), exhibits, tell)


@dataclass(frozen=True, slots=True)
class Settled:
    """A packet whose own parts are set and whose page numbers are known."""

    layout: Layout
    parts: tuple[OwnPart, ...]
    slip_sheets: pdf.Drawn


def bind(
    content: PacketContent, settled: Settled, exhibits: Sequence[BoundExhibit], tell: Tell
) -> tuple[bytes, Layout]:
    """Bind a packet whose parts are set, as `write_packet` does."""
    layout, parts = settled.layout, settled.parts
    binder = Binder(layout, owner_of(content.record))
    try:
        for part in parts:
            binder.add_part(part)
        with closing(SlipSheets(settled.slip_sheets)) as slips:
            for number, exhibit in enumerate(exhibits):
                tell(number, len(exhibits), f"Exhibit {exhibit.exhibit.label}")
                binder.add_exhibit(exhibit, slips, number)
        tell(len(exhibits), len(exhibits), "Writing the packet")
        return binder.finished(properties_of(content), _identity(parts, exhibits)), layout
    finally:
        binder.close()


def settle(content: PacketContent) -> Settled:
    """Set the parts until the page numbers they print are the pages they have."""
    layout = guess(content.plan)
    parts: list[OwnPart] = []
    kept = {part: _set(part, content, layout) for part in content.plan.parts if _is_fixed(part)}
    for _ in range(_ROUNDS):
        parts = [
            OwnPart(part, part_title(part), kept.get(part) or _set(part, content, layout))
            for part in content.plan.parts
        ]
        counted = guess(content.plan, [_page_count(part.drawn) for part in parts])
        if counted == layout:
            break
        layout = counted
    return Settled(layout, tuple(parts), _slip_sheets(layout))


def _is_fixed(part: Part) -> bool:
    """Whether a part names no page of the packet, so that it need not be set again."""
    return part not in (Part.CONTENTS, Part.STATEMENT, Part.REPLY, Part.CHRONOLOGY)


def _set(part: Part, content: PacketContent, layout: Layout) -> pdf.Drawn | bytes:
    if part is Part.COVER_LETTER:
        return content.cover_letter
    furniture = _marked(_WORKSHEETS[part]) if part in _WORKSHEETS else None
    story = _STORIES[part](content, layout)
    return pdf.draft(story, furniture=furniture, first=_MARGINS)


def _marked(words: str) -> pdf.Furniture:
    def draw(canvas: Canvas, page: int, pages: int) -> None:
        top = style.PAGE_HEIGHT - 0.6 * _MARGINS.top
        with tags.furniture(canvas):
            style.draw_text(canvas, style.MARGINS.left, top, words, font=style.SANS_BOLD, size=8.5)

    return draw


_STORIES: dict[Part, Callable[[PacketContent, Layout], list[Flowable]]] = {
    Part.WORKSHEET: lambda content, _: worksheet_story(
        COMPLAINT_TITLE, COMPLAINT_WARNING, complaint_form(content.record, content.made_on)
    ),
    Part.ASSISTANT_WORKSHEET: lambda content, _: worksheet_story(
        ASSISTANT_TITLE, ASSISTANT_WARNING, assistant_sections(content.record, content.made_on)
    ),
    Part.CONTENTS: lambda content, layout: contents_story(layout),
    Part.STATEMENT: lambda content, layout: statement_story(
        content.record, content.deadlines, layout.pin, content.made_on
    ),
    Part.REPLY: lambda content, layout: point_reply_story(content.replies, layout),
    Part.CHRONOLOGY: lambda content, layout: chronology_story(
        chronology(content.record, content.deadlines), layout
    ),
    Part.CALL_LOG: lambda content, _: call_log_story(content.record),
    Part.DATES_COUNTED: lambda content, _: dates_counted_story(content.deadlines),
}


def _slip_sheets(layout: Layout) -> pdf.Drawn:
    contents_page = layout.part_page(Part.CONTENTS)
    return pdf.draft(slip_sheets_story(layout.plan.exhibits, contents_page))


def _page_count(drawn: pdf.Drawn | bytes) -> int:
    if isinstance(drawn, pdf.Drawn):
        return drawn.pages
    with Pdf.open(BytesIO(drawn)) as part:
        return len(part.pages)


def _identity(parts: Sequence[OwnPart], exhibits: Sequence[BoundExhibit]) -> bytes:
    """Return a digest of what a packet is made of, which tells it from every other.

    An exhibit's own bytes stand for what is made of them.
    """
    digest = hashlib.sha256()
    for part in parts:
        digest.update(hashlib.sha256(part.data).digest())
    for bound in exhibits:
        exhibit = bound.exhibit
        told = (exhibit.document.content_hash, len(bound.data), exhibit.chosen, exhibit.turns)
        digest.update(repr((exhibit.label, *told)).encode())
    return digest.digest()[:16]


def properties_of(content: PacketContent) -> pdf.Properties:
    """Return what a packet says of itself."""
    name = content.record.client.name
    said = (content.plan.numbering.name, PACKET_TITLES[content.plan.kind], name)
    return pdf.Properties(" – ".join(filter(None, said)), content.made_on)


def owner_of(record: CaseRecord) -> str:
    """Return whose packet it is, for the foot of each page, with the member number masked."""
    number = record.coverage.member_id.strip()
    identity = f"ID {masked(number)}" if number else ""
    return " · ".join(part for part in (record.client.name, identity) if part)
