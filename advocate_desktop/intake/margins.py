"""Finds out whether places on a PDF's pages are blank, so that a stamp there covers nothing."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from contextlib import closing

from pypdfium2 import PdfDocument, PdfiumError, PdfPage

from advocate_desktop.intake.pages import PageNotShown, opened_page, opened_pdf

_SCALE = 1.0
"""Pixels a point: fine enough for thin print to leave grey behind."""
_LIGHTEST_INK = 224
"""Grey of 255 from which something counts as print; the paper of a scan is lighter."""
_AT_ONCE = 16
"""Pages looked at before others get their turn at the drawing library."""


Region = tuple[float, float, float, float]
"""Left, bottom, right and top of a place on a page as it is shown, in points from its bottom left
corner."""

RegionsOf = Callable[[float, float], Sequence[Region]]
"""Which places to look at on a page of this width and height in points."""


def blank_regions(pdf: bytes, regions_of: RegionsOf) -> tuple[tuple[bool, ...], ...]:
    """Return for each page whether each of its places is blank; what cannot be drawn is not.

    Raises `PageNotShown` when the PDF cannot be opened.
    """
    found: list[tuple[bool, ...]] = []
    while True:
        with opened_pdf(pdf) as document:
            last = min(len(document), len(found) + _AT_ONCE)
            for number in range(len(found), last):
                found.append(_blank(document, number, regions_of))
            if last == len(document):
                return tuple(found)


def _blank(document: PdfDocument, number: int, regions_of: RegionsOf) -> tuple[bool, ...]:
    regions: Sequence[Region] = ()
    try:
        width, height = document.get_page_size(number)
        regions = regions_of(width, height)
        if not regions:
            return ()
        with opened_page(document, number) as page:
            return tuple(_is_blank(page, (width, height), region) for region in regions)
    except (PageNotShown, PdfiumError):
        return (False,) * len(regions)


def _is_blank(page: PdfPage, size: tuple[float, float], region: Region) -> bool:
    (width, height), (left, bottom, right, top) = size, region
    crop = (left, bottom, width - right, height - top)
    bitmap = page.render(scale=_SCALE, crop=crop, grayscale=True)
    with closing(bitmap):
        rows = ctypes.string_at(bitmap.buffer, bitmap.stride * bitmap.height)
        return all(
            min(rows[start : start + bitmap.width]) >= _LIGHTEST_INK
            for start in range(0, len(rows), bitmap.stride)
        )
