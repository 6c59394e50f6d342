"""What is to be known of a document before it goes out: pages blank, pictures, turned; signed."""

from __future__ import annotations

import ctypes
import math
import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from io import BytesIO

from pikepdf import Array, Dictionary, Name, Object, Pdf
from pypdfium2 import PdfDocument, PdfiumError, PdfPage, raw

from advocate_desktop.intake.outcomes import PageNotShown, PageTraits
from advocate_desktop.intake.page_scans import has_pictures
from advocate_desktop.intake.pages import opened_page, opened_pdf
from advocate_desktop.intake.pdf_documents import PDF_ERRORS

_SCALE = 0.5
"""Pixels a point at which a page is drawn to find out whether anything is on it."""
_DARK = 160
"""Grey of 255 up to which a dot counts as print; shadows of an empty scan are lighter."""
_LEAST_PRINT = 0.0002
"""Share of a page's dots that must be dark for it to be not blank: dust is less."""
_MOST_PIXELS = 4_000_000
_CHARACTERS = 400
"""Letters of a page that are asked which way they stand."""
_MOST = 0.8
"""Share of a page's letters that must stand the same way."""
_MOST_FIELDS = 20_000


def page_traits(pdf: bytes, first: int, last: int) -> list[PageTraits]:
    """Return the traits of the pages from `first`, counted from 0, up to and without `last`.

    A page that cannot be drawn has none. Raises `PageNotShown` when the PDF cannot be opened.
    """
    with opened_pdf(pdf) as document:
        numbers = range(first, min(last, len(document)))
        return [_traits(document, number) for number in numbers]


def form_traits(data: bytes) -> tuple[bool, bool]:
    """Return whether a PDF as it came in is signed, and whether it is a form of the XFA kind."""
    try:
        with warnings.catch_warnings(action="ignore"), Pdf.open(BytesIO(data)) as pdf:
            form = pdf.Root.get(Name.AcroForm)
            if not isinstance(form, Dictionary):
                return False, False
            signed = any(_is_signed(field) for field in _fields(form))
            return signed, Name.XFA in form
    except PDF_ERRORS:
        return False, False


def _traits(document: PdfDocument, number: int) -> PageTraits:
    try:
        with opened_page(document, number) as page:
            turned, letters = _turned(page)
            blank = not letters and _is_blank(page)
            return PageTraits(blank, not blank and has_pictures(page), turned)
    except (PageNotShown, PdfiumError):
        return PageTraits()


def _turned(page: PdfPage) -> tuple[int, int]:
    """Return by how many degrees clockwise most letters lie turned, and how many were seen."""
    with closing(page.get_textpage()) as text_page:
        count = text_page.count_chars()
        step = max(1, count // _CHARACTERS)
        ways: Counter[int] = Counter()
        for place in range(0, count, step):
            if chr(raw.FPDFText_GetUnicode(text_page, place)).isalnum():
                angle = math.degrees(raw.FPDFText_GetCharAngle(text_page, place))
                ways[round((page.get_rotation() + angle) / 90) * 90 % 360] += 1
    if not ways:
        return 0, 0
    ((way, many),) = ways.most_common(1)
    return (way if many >= _MOST * ways.total() else 0), ways.total()


def _is_blank(page: PdfPage) -> bool:
    if not raw.FPDFPage_CountObjects(page):
        return True
    width, height = page.get_size()
    most = float((_MOST_PIXELS / max(width * height, 1)) ** 0.5)
    bitmap = page.render(scale=max(min(_SCALE, most), 1e-3), grayscale=True)
    with closing(bitmap):
        rows = ctypes.string_at(bitmap.buffer, bitmap.stride * bitmap.height)
        dark = len(rows) - len(rows.translate(None, bytes(range(_DARK))))
        if bitmap.stride > bitmap.width:  # what fills the rows up is no print
            dark -= _filling(rows, bitmap.stride, bitmap.width)
        return bool(dark <= _LEAST_PRINT * bitmap.width * bitmap.height)


def _filling(rows: bytes, stride: int, width: int) -> int:
    return sum(
        byte < _DARK
        for start in range(0, len(rows), stride)
        for byte in rows[start + width : start + stride]
    )


def _fields(form: Dictionary) -> Iterator[Object]:
    """Yield the fields of a form, those within others among them."""
    waiting = [form.get(Name.Fields)]
    seen: set[tuple[int, int]] = set()
    while waiting and len(seen) < _MOST_FIELDS:
        fields = waiting.pop()
        for field in fields if isinstance(fields, Array) else ():
            if isinstance(field, Dictionary) and field.objgen not in seen:
                if field.is_indirect:
                    seen.add(field.objgen)
                    waiting.append(field.get(Name.Kids))
                yield field


def _is_signed(field: Object) -> bool:
    return bool(field.get(Name.FT) == Name.Sig and isinstance(field.get(Name.V), Dictionary))
