"""The authorization to release health information: large type, and nothing else on its sheet."""

from __future__ import annotations

import ctypes
from datetime import date

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from advocate_desktop.domain.letters import LetterContent
from advocate_desktop.filings.letter import render_letter

DAY = date(2026, 3, 9)
EDITED = """# A heading

Plain, **bold**, *slanted*. Նարե 陳美玲

- one
  - two

1. three

> quoted

| a | b |
|---|---|
| c | d |
"""


def sheet(body: str) -> LetterContent:
    return LetterContent(
        title="Release",
        language="en-US",
        sender=("SENDER",),
        date="DATE",
        delivery="DELIVERY",
        addressee=("ADDRESSEE",),
        banner="",
        subject=(("Re:", "The subject"),),
        salutation="SALUTATION",
        body=body,
        closing="CLOSING",
        signature=("SIGNATURE",),
        enclosures=("ENCLOSURES",),
        copies=("COPIES",),
        continuation=("CONTINUATION",),
        own_page=True,
    )


def sizes(data: bytes) -> list[float]:
    """Return the size in points of every character printed, scaled as it is on the page."""
    found = []
    for page in pypdfium2.PdfDocument(data):
        text = page.get_textpage()
        for index in range(text.count_chars()):
            if chr(pdfium.FPDFText_GetUnicode(text, index)).isspace():
                continue  # line ends are the reader's own and have no size
            matrix = pdfium.FS_MATRIX()
            pdfium.FPDFText_GetMatrix(text, index, ctypes.byref(matrix))
            found.append(pdfium.FPDFText_GetFontSize(text, index) * abs(matrix.d))
    return found


@pytest.mark.parametrize("body", [EDITED, "word " * 900, "> " * 60 + "deep"])
def test_no_letter_on_the_sheet_is_smaller_than_14_points(body: str) -> None:
    measured = sizes(render_letter(sheet(body), DAY))
    assert measured
    assert min(measured) >= 14


def test_nothing_but_subject_and_text_is_printed() -> None:
    document = pypdfium2.PdfDocument(render_letter(sheet("Only this."), DAY))
    assert len(document) == 1
    assert document[0].get_textpage().get_text_range().split("\r\n") == [
        "The subject",
        "Only this.",
    ]
