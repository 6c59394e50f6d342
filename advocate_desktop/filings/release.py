"""Sets an authorization to release health information: a sheet of its own, in large type.

Civil Code 56.11 wants typeface of 14 points or more, and language that stands apart from all other;
so nothing smaller is printed, and there is no letterhead, page number or other furniture.
"""

from __future__ import annotations

from datetime import date

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import inch
from reportlab.platypus import Flowable

from advocate_desktop.domain.letters import LetterContent
from advocate_desktop.filings import markdown, pdf, style
from advocate_desktop.filings.style import Margins

SMALLEST = 14.0
"""Points; the law's floor for every letter on the sheet."""

_TEXT = ParagraphStyle(
    "Release", style.BODY, fontSize=SMALLEST, leading=19, bulletFontSize=SMALLEST, spaceAfter=10
)
_TITLE = ParagraphStyle("ReleaseTitle", style.TITLE, spaceAfter=10)
_MARGINS = Margins(top=0.75 * inch, bottom=0.7 * inch)


def render_release(letter: LetterContent, made_on: date) -> bytes:
    """Return the sheet as a PDF; `made_on` is the date of the file and not printed."""
    story: list[Flowable] = [
        style.paragraph(letter.subject[0][1], _TITLE),
        *markdown.flowables(letter.body, only=_TEXT),
    ]
    properties = pdf.Properties(letter.title, made_on, letter.language)
    return pdf.typeset(story, properties, first=_MARGINS)
