"""Draws places on a PDF's pages to find out whether anything is printed there."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from contextlib import closing

from pypdfium2 import PdfDocument, PdfiumError, PdfPage, raw

from advocate_desktop.intake.outcomes import PageNotShown, Region
from advocate_desktop.intake.pages import opened_page, opened_pdf

_SCALE = 1.0
"""Pixels a point: fine enough for thin print to leave grey behind."""
_LIGHTEST_INK = 224
"""Grey of 255 from which something counts as print; the paper of a scan is lighter."""
_AT_ONCE = 16
"""Pages looked at before others get their turn at the drawing library."""
_NEAR = 8.0
"""Points between print and a place that make it worth drawing."""
_MOST_OBJECTS = 2000
"""Pieces of a page that are asked for their place; beyond that drawing is quicker."""


def blank_places(pdf: bytes, places: Sequence[Sequence[Region]]) -> list[list[bool]]:
    """Return for each of the first pages whether each of its places is known to be blank.

    A page is drawn only for a place that something comes near, and only until one place is found
    blank; one that cannot be drawn has none. Raises `PageNotShown` when the PDF cannot be opened.
    """
    found: list[list[bool]] = []
    while True:
        with opened_pdf(pdf) as document:
            last = min(len(document), len(places), len(found) + _AT_ONCE)
            for number in range(len(found), last):
                found.append(_blank(document, number, places[number]))
            if last == min(len(document), len(places)):
                return found


def _blank(document: PdfDocument, number: int, regions: Sequence[Region]) -> list[bool]:
    if not regions:
        return []
    try:
        size = document.get_page_size(number)
        with opened_page(document, number) as page:
            blank = [not near for near in _touched(page, size, regions)]
            for place, region in enumerate(regions):
                if any(blank[: place + 1]):
                    break
                blank[place] = _is_blank(page, size, region)
            return blank
    except (PageNotShown, PdfiumError):
        return [False] * len(regions)


def _touched(page: PdfPage, size: tuple[float, float], regions: Sequence[Region]) -> list[bool]:
    """Return for each place whether anything drawn comes near it; then only drawing it can tell.

    A page that is turned, or begins elsewhere than at the origin, or holds very much, is not asked.
    """
    count = raw.FPDFPage_CountObjects(page)
    upright = page.get_rotation() == 0 and page.get_bbox() == (0, 0, *size)
    if not upright or count > _MOST_OBJECTS or raw.FPDFPage_GetAnnotCount(page):
        return [True] * len(regions)
    sides = [ctypes.c_float() for _ in range(4)]
    left, bottom, right, top = sides
    places = [ctypes.byref(side) for side in sides]
    touched = [False] * len(regions)
    for number in range(count):
        if not raw.FPDFPageObj_GetBounds(raw.FPDFPage_GetObject(page, number), *places):
            return [True] * len(regions)
        box = (left.value, bottom.value, right.value, top.value)
        touched = [
            known or _come_near(box, region) for known, region in zip(touched, regions, strict=True)
        ]
    return touched


def _come_near(box: Region, region: Region) -> bool:
    """Whether two places overlap or nearly do; what is said of a letter's size may be a bit off."""
    return not (
        box[2] < region[0] - _NEAR
        or box[0] > region[2] + _NEAR
        or box[3] < region[1] - _NEAR
        or box[1] > region[3] + _NEAR
    )


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
