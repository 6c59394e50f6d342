"""A page to keep: that a client's record was erased, and how that was shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from reportlab.platypus import Flowable

from advocate_desktop.domain.moments import in_words
from advocate_desktop.filings import style
from advocate_desktop.filings.pdf import Properties, page_footer, typeset

_TITLE = "Record of erasure"


def erasure_record(name: str, told: Sequence[str], at: datetime, advocate: str) -> bytes:
    """Return the page as a PDF; of the client it holds the name and nothing else.

    Args:
        name: what was erased, as its owner calls it.
        told: a sentence a line.
        at: when it was erased.
        advocate: who erased it; may be empty.
    """
    who = f" by {advocate}" if advocate else ""
    story: list[Flowable] = [
        style.heading(_TITLE, 0),
        style.paragraph(f"{name}, erased on {in_words(at.date())} at {at:%H:%M}{who}."),
        *(style.paragraph(sentence) for sentence in told),
    ]
    return typeset(story, Properties(_TITLE, at.date()), furniture=page_footer(_TITLE))
