"""Pages of a PDF drawn for reading their letters, and whether they are pictures at all."""

from __future__ import annotations

import ctypes
from contextlib import closing

from pypdfium2 import PdfPage, raw

from advocate_desktop.intake.outcomes import PageScan
from advocate_desktop.intake.pages import opened_page, opened_pdf

_SCALE = 300 / 72
"""Pixels a point: what the letters of a scan are read best at."""
_MOST_PIXELS = 20_000_000
_MOST_OBJECTS = 2000
"""Pieces of a page that are looked at for a picture."""


def page_scan(pdf: bytes, page: int) -> tuple[PageScan, bool]:
    """Draw a page, the first being 0, in greys; and tell whether any picture is on it.

    Raises `PageNotShown` when the page is not there or is damaged.
    """
    with opened_pdf(pdf) as document, opened_page(document, page) as found:
        width, height = found.get_size()
        most: float = (_MOST_PIXELS / max(width * height, 1)) ** 0.5
        scale = max(min(_SCALE, most), 1e-3)
        bitmap = found.render(scale=scale, grayscale=True)
        with closing(bitmap):
            rows = ctypes.string_at(bitmap.buffer, bitmap.stride * bitmap.height)
            wide, stride = bitmap.width, bitmap.stride
            starts = range(0, len(rows), stride)
            pixels = b"".join(rows[start : start + wide] for start in starts)
            return PageScan(wide, bitmap.height, scale, pixels), has_pictures(found)


def has_pictures(page: PdfPage) -> bool:
    """Whether a picture is on a page, or a form that may hold one."""
    count = min(raw.FPDFPage_CountObjects(page), _MOST_OBJECTS)
    kinds = (
        raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(page, number)) for number in range(count)
    )
    # A form may hold a picture; what looks into all of them would take long on a hostile page.
    return any(kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM) for kind in kinds)
