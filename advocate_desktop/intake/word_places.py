"""Where the words of a PDF's page stand."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import closing

from pypdfium2 import PdfDocument, PdfiumError, PdfPage, PdfTextPage, raw

from advocate_desktop.domain.page_words import PageWord
from advocate_desktop.intake.pages import opened_page, opened_pdf

MOST_CHARACTERS = 200_000
"""Of a page; further ones have no place, so that a hostile page cannot hold everything up."""
_FINE = 64
"""Steps of a point in which PDFium tells a place; it knows whole numbers only."""
_HYPHENS = "\x02\ufffe"
"""PDFium's marks in place of a hyphen at the end of a line."""

_Box = tuple[float, float, float, float]
"""Left, bottom, right and top on the page before it is turned or cropped."""


def page_words(pdf: bytes, page: int) -> tuple[PageWord, ...]:
    """Return the words of a page, the first being 0, in reading order, as it is shown.

    Raises `PageNotShown` when the page is not there or is damaged.
    """
    with opened_pdf(pdf) as document, opened_page(document, page) as found:
        try:
            text_page = found.get_textpage()
        except PdfiumError:
            return ()
        with closing(text_page):
            size = _Size(document, page)
            return tuple(
                _placed(found, size, text, boxes) for text, boxes in _words(text_page) if boxes
            )


class _Size:
    """A page's width and height as it is shown, and the same in PDFium's steps."""

    def __init__(self, document: PdfDocument, page: int) -> None:
        self.width, self.height = document.get_page_size(page)
        self.steps = round(self.width * _FINE), round(self.height * _FINE)


def _words(text_page: PdfTextPage) -> Iterator[tuple[str, list[_Box]]]:
    """Give each run of characters without white space, with the places of its characters."""
    codes: list[int] = []
    boxes: list[_Box] = []
    for number in range(min(text_page.count_chars(), MOST_CHARACTERS)):
        code = raw.FPDFText_GetUnicode(text_page, number)
        letter = chr(code)
        ends = letter in _HYPHENS
        if letter.isspace() or code == 0:
            if codes:
                yield _text(codes), boxes
            codes, boxes = [], []
            continue
        codes.append(ord("-") if ends else code)
        box = _box(text_page, number)
        if box:
            boxes.append(box)
        if ends:
            yield _text(codes), boxes
            codes, boxes = [], []
    if codes:
        yield _text(codes), boxes


def _text(codes: list[int]) -> str:
    """Return the characters; beyond the basic plane PDFium may give them in two halves."""
    halves = "".join(map(chr, codes)).encode("utf-16-le", "surrogatepass")
    return halves.decode("utf-16-le", "replace")


def _box(text_page: PdfTextPage, number: int) -> _Box | None:
    loose = raw.FS_RECTF()
    if raw.FPDFText_GetLooseCharBox(text_page, number, ctypes.byref(loose)):
        box = (loose.left, loose.bottom, loose.right, loose.top)
        if box[0] < box[2] and box[1] < box[3]:
            return box
    sides = [ctypes.c_double() for _ in range(4)]
    left, right, bottom, top = sides
    if not raw.FPDFText_GetCharBox(text_page, number, *map(ctypes.byref, sides)):
        return None
    return (left.value, bottom.value, right.value, top.value)


def _placed(page: PdfPage, size: _Size, text: str, boxes: list[_Box]) -> PageWord:
    left, bottom = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, top = max(box[2] for box in boxes), max(box[3] for box in boxes)
    one, other = _shown(page, size, left, top), _shown(page, size, right, bottom)
    return PageWord(
        text,
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[0], other[0]),
        max(one[1], other[1]),
    )


def _shown(page: PdfPage, size: _Size, across: float, up: float) -> tuple[float, float]:
    """Return a place of the page as it lies on the page as it is shown, turned and cropped."""
    x, y = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, *size.steps, 0, across, up, ctypes.byref(x), ctypes.byref(y))
    return x.value / _FINE, y.value / _FINE
