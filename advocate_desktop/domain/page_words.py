"""Words of a page with their places, for selecting, marking and searching on the page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageWord:
    """A word as it stands on a page that is shown upright; points from the page's top left."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class RecognisedPage:
    """What was read off the picture of a page."""

    words: tuple[PageWord, ...] = ()
    """In reading order."""
    confidences: tuple[int, ...] = ()
    """How sure each word is, of 100."""
    text: str = ""
    """Its lines, with an empty one between paragraphs."""
