"""Where each page of a document lies when its pages hang below one another."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate

GAP = 12
"""Pixels above, below and beside each page."""

Rect = tuple[float, float, float, float]
"""Left, top, right and bottom in points from the top left of a page that is not turned."""

PageSize = tuple[float, float]
"""Width and height of a page in points (1/72 inch), as it is stored."""


@dataclass(frozen=True, slots=True)
class PageStack:
    """Pages hung below one another, in pixels, at one zoom and one turn."""

    sizes: tuple[PageSize, ...]
    pixels_per_point: float
    quarter_turns: int = 0
    """Turns of 90 degrees clockwise."""
    _tops: tuple[int, ...] = field(init=False)
    """The top edge of each page, and last where the page after the last would begin."""

    def __post_init__(self) -> None:
        """Add up the heights once, so that a page is found by bisection."""
        steps = (self.size_of(page)[1] + GAP for page in range(len(self.sizes)))
        object.__setattr__(self, "_tops", tuple(accumulate(steps, initial=GAP)))

    @property
    def count(self) -> int:
        """Number of pages."""
        return len(self.sizes)

    @property
    def height(self) -> int:
        """Height of the whole stack in pixels, with its gaps."""
        return self._tops[-1]

    @property
    def width(self) -> int:
        """Width of the widest page in pixels, with the gaps at both sides."""
        return max((self.size_of(p)[0] for p in range(self.count)), default=0) + 2 * GAP

    def points(self, page: int) -> PageSize:
        """Return a page's width and height in points as it is turned."""
        width, height = self.sizes[page]
        return (height, width) if self.quarter_turns % 2 else (width, height)

    def turned(self, page: int, rect: Rect) -> Rect:
        """Return where a rectangle on a page lies once the page is turned, in points."""
        width, height = self.sizes[page]
        left, top, right, bottom = rect
        for _ in range(self.quarter_turns):
            left, top, right, bottom = height - bottom, left, height - top, right
            width, height = height, width
        return left, top, right, bottom

    def upright(self, page: int, x: float, y: float) -> tuple[float, float]:
        """Return where a point of a turned page lies on the page before it was turned."""
        width, height = self.points(page)
        for _ in range(self.quarter_turns):
            x, y = y, width - x
            width, height = height, width
        return x, y

    def size_of(self, page: int) -> tuple[int, int]:
        """Return a page's width and height in pixels as it is turned."""
        width, height = self.points(page)
        return round(width * self.pixels_per_point), round(height * self.pixels_per_point)

    def top_of(self, page: int) -> int:
        """Return the pixel row of a page's upper edge."""
        return self._tops[page]

    def page_at(self, y: float) -> int:
        """Return the page at a pixel row; in a gap, the page above it; the nearest outside."""
        return max(0, min(bisect_right(self._tops, y) - 1, self.count - 1))

    def between(self, top: float, bottom: float) -> range:
        """Return the pages of which any part lies between two pixel rows."""
        return range(self.page_at(top), self.page_at(bottom) + 1) if self.count else range(0)
