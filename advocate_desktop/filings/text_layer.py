"""The words read off a scan, laid over its page unseen, so that a packet can be searched whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from advocate_desktop import fonts
from advocate_desktop.domain.page_words import PageWord
from advocate_desktop.filings import style

_UNSEEN: Final = 3
"""PDF's mode of text that is neither filled nor stroked."""
_TALLEST = 200.0
_NARROWEST, _WIDEST = 10.0, 400.0
"""Percent by which a word is squeezed or stretched at most to cover its picture."""


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page with the words read off it, as it is shown upright."""

    width: float
    """In points, as the next."""
    height: float
    words: Sequence[PageWord]


def text_layers(pages: Mapping[int, ReadPage]) -> tuple[bytes, tuple[int, ...]]:
    """Return a PDF with the unseen words of each page, in order, and which pages they are."""
    style.register()
    out = BytesIO()
    canvas = Canvas(out, invariant=1, initialFontName=style.SANS)  # type: ignore[arg-type]
    order = tuple(sorted(pages))
    for number in order:
        page = pages[number]
        canvas.setPageSize((page.width, page.height))
        text = canvas.beginText()
        text.setTextRenderMode(_UNSEEN)
        for word in page.words:
            _lay(text, word, page.height)
        canvas.drawText(text)
        canvas.showPage()
    canvas.save()
    return out.getvalue(), order


def _lay(text: PDFTextObject, word: PageWord, height: float) -> None:
    size = min(max(word.bottom - word.top, 1.0), _TALLEST)
    pieces = fonts.runs(word.text.replace("\n", " "), style.SANS)
    taken = sum(stringWidth(piece, face, size) for piece, face in pieces)
    squeeze = 100 * (word.right - word.left) / taken if taken > 0 else 100.0
    text.setHorizScale(min(max(squeeze, _NARROWEST), _WIDEST))
    # Letters hang below the line they stand on by about a fifth of their size.
    text.setTextOrigin(word.left, height - word.bottom + 0.2 * size)
    for piece, face in pieces:
        text.setFont(face, size)
        text.textOut(f"{piece} ")
