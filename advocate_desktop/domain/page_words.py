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
