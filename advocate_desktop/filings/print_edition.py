"""The print edition of a packet: a tab on each exhibit's sheet, and blank backs.

Printed on both sides, each part, each exhibit's sheet and each exhibit's first page lies on the
right. The pages keep their stamps and numbers; blank ones are not counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from pikepdf import Array, Dictionary, Name, Page, Pdf, String
from reportlab.lib.colors import black, white
from reportlab.pdfgen.canvas import Canvas

from advocate_desktop.filings import pdf, style
from advocate_desktop.filings.packet_layout import Layout

_TAB_WIDTH, _TAB_HEIGHT = 48.0, 46.0
_EDGE = 18.0
"""Points at the edge of the paper that many printers leave white."""
_TAB_TOP = style.PAGE_HEIGHT - 54.0
_TAB_STEP = 60.0
_TABS_DOWN = 11
"""Tabs one below the other along the edge; then they begin at its head again."""
_NOTICE = "Blank so that the next page lies on the right. Not counted."


def print_edition(data: bytes, layout: Layout, properties: pdf.Properties) -> bytes:
    """Return the packet for printing on both sides; equal input gives equal bytes."""
    with Pdf.open(BytesIO(data)) as packet:
        sheets = [page - layout.before for page in layout.exhibit_pages().values()]
        _lay_tabs(packet, layout, [packet.pages[sheet - 1] for sheet in sheets])
        with Pdf.open(BytesIO(_blank_page())) as drawn:
            order = list(_order(layout))
            for place, number in enumerate(order):
                if number is None:
                    packet.pages.insert(place, drawn.pages[0])
        packet.Root.PageLabels = Dictionary(Nums=Array(list(_labels(order, layout.before))))
        return pdf.finish(packet, properties, on_both_sides=True)


def _order(layout: Layout) -> Iterator[int | None]:
    """Yield the pages of the packet, from 1, as they are printed; None for a blank one."""
    on_right = {layout.part_page(part) for part in layout.plan.parts}
    for sheet in layout.exhibit_pages().values():
        on_right |= {sheet, sheet + 1}
    printed = 0
    for number in range(layout.before + 1, layout.last_page + 1):
        if number in on_right and printed % 2:
            printed += 1
            yield None
        printed += 1
        yield number - layout.before


def _labels(order: list[int | None], before: int) -> Iterator[int | Dictionary]:
    """Yield the page labels: the packet's own numbers, and none on blank pages."""
    expected: int | None = None
    for place, number in enumerate(order):
        if number is None:
            yield from (place, Dictionary(P=String("blank")))
            expected = None
        elif number != expected:
            yield from (place, Dictionary(S=Name.D, St=before + number))
            expected = number
        if expected is not None:
            expected += 1


def _blank_page() -> bytes:
    style.register()
    out = BytesIO()
    canvas = Canvas(out, invariant=1, initialFontName=style.SANS)  # type: ignore[arg-type]
    canvas.addLiteral("/Artifact BMC")
    middle = style.PAGE_WIDTH / 2
    size = style.SMALL.fontSize
    left = middle - style.text_width(_NOTICE, size) / 2
    style.draw_text(canvas, left, style.PAGE_HEIGHT / 2, _NOTICE, size=size, colour=style.FAINT)
    canvas.addLiteral("EMC")
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _lay_tabs(packet: Pdf, layout: Layout, sheets: list[Page]) -> None:
    """Lay a black mark at the right edge over each sheet, so that a pile shows where they lie."""
    if not sheets:
        return
    with Pdf.open(BytesIO(_tabs([e.label for e in layout.plan.exhibits]))) as drawn:
        for sheet, tab in zip(sheets, drawn.pages, strict=True):
            form = packet.copy_foreign(tab.as_form_xobject())
            sheet.add_resource(form, Name.XObject, Name.Tab)
            sheet.contents_add(b"q", prepend=True)
            sheet.contents_add(b"Q /Artifact BMC q /Tab Do Q EMC")


def _tabs(labels: list[str]) -> bytes:
    style.register()
    out = BytesIO()
    canvas = Canvas(out, invariant=1, initialFontName=style.SANS)  # type: ignore[arg-type]
    for place, label in enumerate(labels):
        _draw_tab(canvas, place % _TABS_DOWN, label)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _draw_tab(canvas: Canvas, place: int, label: str) -> None:
    left = style.PAGE_WIDTH - _TAB_WIDTH
    bottom = _TAB_TOP - place * _TAB_STEP - _TAB_HEIGHT
    canvas.setFillColor(black)
    canvas.rect(left, bottom, _TAB_WIDTH, _TAB_HEIGHT, stroke=0, fill=1)
    size = 14.0 if len(label) < 3 else 10.0
    at = left + (_TAB_WIDTH - _EDGE - style.text_width(label, size, style.SANS_BOLD)) / 2
    at_height = bottom + _TAB_HEIGHT / 2 - size / 3
    style.draw_text(canvas, at, at_height, label, font=style.SANS_BOLD, size=size, colour=white)
