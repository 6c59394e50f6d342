"""Pages of a PDF as pictures and text, read from memory."""

from __future__ import annotations

import ctypes
import re
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager

from pypdfium2 import PdfDocument, PdfiumError, PdfPage

from advocate_desktop.intake.outcomes import PageImage, PageNotShown

_PDFIUM = threading.Lock()
"""PDFium must not be entered by two threads at once."""
_MOST_PIXELS = 60_000_000
_READ_AT_ONCE = 25
_DIVIDED_WORD = re.compile("[\x02\ufffe](?:\r?\n)?(?=[a-zà-ÿ])")
"""PDFium's mark in place of a hyphen within a word at the end of a line."""
_DIVIDED_NUMBER = re.compile("(?:[\x02\ufffe]|-)(?:\r?\n)(?=\\d)|[\x02\ufffe]")


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF has; raise `PageNotShown` when it cannot be opened."""
    with opened_pdf(pdf) as document:
        return len(document)


def page_image(pdf: bytes, page: int, scale: float) -> PageImage:
    """Draw a page, the first being 0, at `scale` pixels a point; a huge page is drawn smaller.

    Raises `PageNotShown` when the page is not there or is damaged.
    """
    with opened_pdf(pdf) as document, opened_page(document, page) as shown:
        width, height = shown.get_size()
        most = (_MOST_PIXELS / max(width * height, 1)) ** 0.5
        bitmap = shown.render(scale=max(min(scale, most), 1e-3), rev_byteorder=True)
        with closing(bitmap):
            if bitmap.n_channels != 3:
                raise PageNotShown("This page has an unknown kind of colour and cannot be shown.")
            pixels = ctypes.string_at(bitmap.buffer, bitmap.stride * bitmap.height)
            return PageImage(bitmap.width, bitmap.height, bitmap.stride, pixels)


def page_texts(pdf: bytes, most: int) -> tuple[str, ...]:
    """Return the text of each page, at most that many; a damaged page has none."""
    count = min(page_count(pdf), most)
    # A few at a time, so that a window that shows another document does not wait for all.
    starts = range(0, count, _READ_AT_ONCE)
    return tuple(t for at in starts for t in _texts(pdf, range(at, min(at + _READ_AT_ONCE, count))))


def _texts(pdf: bytes, numbers: range) -> list[str]:
    texts = []
    with opened_pdf(pdf) as document:
        for page in numbers:
            try:
                texts.append(_text(document, page))
            except PageNotShown:
                texts.append("")
    return texts


def page_sizes(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """Return the width and height of each page in points, as it is shown."""
    with opened_pdf(pdf) as document:
        return tuple(document.get_page_size(page) for page in range(len(document)))


@contextmanager
def opened_pdf(pdf: bytes) -> Iterator[PdfDocument]:
    """Open a PDF, alone in the drawing library; raise `PageNotShown` when it cannot be opened."""
    with _PDFIUM:
        try:
            document = PdfDocument(pdf)
        except PdfiumError:
            raise PageNotShown("The PDF cannot be opened; the file itself is kept.") from None
        with closing(document):
            yield document


@contextmanager
def opened_page(document: PdfDocument, page: int) -> Iterator[PdfPage]:
    """Load a page, the first being 0; raise `PageNotShown` when it is not there or damaged."""
    if not 0 <= page < len(document):
        raise PageNotShown(f"There is no page {page + 1} in this document.")
    try:
        found = document[page]
    except PdfiumError:
        raise PageNotShown(f"Page {page + 1} is damaged and cannot be shown.") from None
    with closing(found):
        yield found


def _text(document: PdfDocument, page: int) -> str:
    with opened_page(document, page) as found:
        try:
            with closing(found.get_textpage()) as text_page:
                text = text_page.get_text_bounded(errors="replace")
        except PdfiumError:
            return ""
    # A word is searched undivided; a number, or a name like Medi-Cal, keeps its hyphen.
    text = _DIVIDED_NUMBER.sub("-", _DIVIDED_WORD.sub("", text))
    return text.replace("\r\n", "\n").replace("\0", "")
