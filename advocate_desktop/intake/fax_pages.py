"""Pages of a PDF as a fax machine sends them: black and white, 204 by 196 dots an inch.

Greys are not dotted: what is darker than its surroundings becomes black and the rest white, so that
print on grey paper stays legible and no shading holds the line.
"""

from __future__ import annotations

import ctypes
from contextlib import closing
from io import BytesIO

from PIL import Image, ImageChops, ImageFilter
from pypdfium2 import PdfDocument

from advocate_desktop.intake.outcomes import FaxPage
from advocate_desktop.intake.pages import opened_page, opened_pdf

FAX_WIDTH, FAX_HEIGHT = 1728, 2156
"""Dots of a Letter page: what every machine has across, and 11 inches at fine resolution."""
_SCALE = 204 / 72
_INK = 90
"""Grey of 255 below which everything is black."""
_PALEST_INK = 200
_DARKER_BY = 24
"""Greys by which print is darker than the paper round it."""
_AROUND = 14
"""Dots round one that count as its surroundings."""
_STRIP_OFFSETS, _ROWS_PER_STRIP, _STRIP_LENGTHS = 273, 278, 279


def fax_page(pdf: bytes, number: int) -> FaxPage:
    """Return a page, the first being 0, upright; a page that lies across is turned.

    Raises `PageNotShown` when the PDF or the page cannot be opened.
    """
    with opened_pdf(pdf) as document:
        grey = _grey(document, number)
    return _coded(grey)


def _grey(document: PdfDocument, number: int) -> Image.Image:
    with opened_page(document, number) as page:
        bitmap = page.render(scale=_SCALE, grayscale=True)
        with closing(bitmap):
            rows = ctypes.string_at(bitmap.buffer, bitmap.stride * bitmap.height)
            size = (bitmap.width, bitmap.height)
            drawn = Image.frombytes("L", size, rows, "raw", "L", bitmap.stride)
    if drawn.width > drawn.height:
        drawn = drawn.transpose(Image.Transpose.ROTATE_90)
    return drawn.resize((FAX_WIDTH, FAX_HEIGHT), Image.Resampling.LANCZOS)


def _coded(grey: Image.Image) -> FaxPage:
    paper = grey.filter(ImageFilter.BoxBlur(_AROUND))
    darker = ImageChops.subtract(paper, grey).point(lambda by: 255 if by > _DARKER_BY else 0)
    not_pale = grey.point(lambda tone: 255 if tone < _PALEST_INK else 0)
    dark = grey.point(lambda tone: 255 if tone < _INK else 0)
    ink = ImageChops.lighter(ImageChops.darker(darker, not_pale), dark)
    out = BytesIO()
    # What is set is coded as black, as on the line.
    ink.convert("1", dither=Image.Dither.NONE).save(
        out, "TIFF", compression="group4", tiffinfo={_ROWS_PER_STRIP: FAX_HEIGHT}
    )
    with Image.open(BytesIO(out.getvalue())) as tiff:
        (start,), (length,) = tiff.tag_v2[_STRIP_OFFSETS], tiff.tag_v2[_STRIP_LENGTHS]  # type: ignore[attr-defined]
    return FaxPage(FAX_WIDTH, FAX_HEIGHT, out.getvalue()[start : start + length])
