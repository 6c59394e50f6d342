"""The words of one page as lines: which word lies where, and what a run of words says."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from advocate_desktop.domain.page_words import PageWord
from advocate_desktop.ui.document_viewer_find import places_in
from advocate_desktop.ui.page_view_stack import Rect

_SAME_LINE = 0.5
"""Share of the lower word's height by which two words of one line overlap at least."""


@dataclass(frozen=True)
class PageText:
    """Words in reading order, and the lines they make."""

    words: tuple[PageWord, ...]
    _firsts: tuple[int, ...] = field(init=False)
    """The number of each line's first word."""

    def __post_init__(self) -> None:
        """Find the lines once."""
        firsts = [
            number
            for number, word in enumerate(self.words)
            if not number or not _follows(self.words[number - 1], word)
        ]
        object.__setattr__(self, "_firsts", tuple(firsts))

    def at(self, x: float, y: float) -> int | None:
        """Return the word at a place, in points, or None."""
        for number, word in enumerate(self.words):
            if word.left <= x <= word.right and word.top <= y <= word.bottom:
                return number
        return None

    def nearest(self, x: float, y: float) -> int | None:
        """Return the word nearest to a place, one beside it before one above; None without words.

        A line reaches as far as the page is wide, so being above or below counts more.
        """
        return min(
            range(len(self.words)), key=lambda n: _distance(self.words[n], x, y), default=None
        )

    def line(self, number: int) -> range:
        """Return the words of the line that a word is in."""
        place = bisect_right(self._firsts, number) - 1
        following = self._firsts[place + 1 : place + 2] or (len(self.words),)
        return range(self._firsts[place], following[0])

    def below(self, number: int, lines: int) -> int:
        """Return the word that many lines on, or back, under the middle of a word."""
        place = bisect_right(self._firsts, number) - 1 + lines
        if not 0 <= place < len(self._firsts):
            return 0 if lines < 0 else len(self.words) - 1
        middle = (self.words[number].left + self.words[number].right) / 2
        line = self.line(self._firsts[place])
        return min(line, key=lambda n: abs((self.words[n].left + self.words[n].right) / 2 - middle))

    def said(self, first: int, last: int) -> str:
        """Return the words from one to another, both in, a line each."""
        parts, number = [], first
        while number <= last:
            line = range(number, min(self.line(number).stop, last + 1))
            parts.append(" ".join(self.words[n].text for n in line))
            number = line.stop
        return "\n".join(parts)

    def rects(self, first: int, last: int) -> tuple[Rect, ...]:
        """Return where the words from one to another lie, both in, a rectangle for each line."""
        found, number = [], first
        while number <= last:
            line = range(number, min(self.line(number).stop, last + 1))
            found.append(_around([_rect(self.words[n]) for n in line]))
            number = line.stop
        return tuple(found)

    def places(self, sought: str) -> tuple[tuple[Rect, ...], ...]:
        """Return where some words stand, each place as a rectangle for every line it is on."""
        joined = [self._joined(number) for number in range(len(self.words))]
        starts = tuple(accumulate(map(len, joined), initial=0))
        return tuple(
            self._stretch(starts, first, last) for first, last in places_in("".join(joined), sought)
        )

    def _joined(self, number: int) -> str:
        """Return a word as it is searched: one divided at the end of a line is undivided."""
        text, following = self.words[number].text, self.words[number + 1 : number + 2]
        ends_line = self.line(number).stop == number + 1
        if not (following and ends_line and len(text) > 1 and text.endswith("-")):
            return f"{text} "
        return text[:-1] if following[0].text[:1].islower() else text

    def _stretch(self, starts: Sequence[int], first: int, last: int) -> tuple[Rect, ...]:
        """Return the rectangles of some characters of all the words, the last not in."""
        begin, end = bisect_right(starts, first) - 1, bisect_right(starts, last - 1) - 1
        found, number = [], begin
        while number <= end:
            line = range(number, min(self.line(number).stop, end + 1))
            found.append(
                _around([_part(self.words[n], first - starts[n], last - starts[n]) for n in line])
            )
            number = line.stop
        return tuple(found)


def _follows(before: PageWord, word: PageWord) -> bool:
    """Whether a word stands on the line of the one before it."""
    shared = min(before.bottom, word.bottom) - max(before.top, word.top)
    lower = min(before.bottom - before.top, word.bottom - word.top)
    return shared > _SAME_LINE * lower and word.left >= before.left


def _distance(word: PageWord, x: float, y: float) -> tuple[float, float]:
    return (
        max(word.top - y, 0.0, y - word.bottom),
        max(word.left - x, 0.0, x - word.right),
    )


def _rect(word: PageWord) -> Rect:
    return word.left, word.top, word.right, word.bottom


def _part(word: PageWord, first: int, last: int) -> Rect:
    """Return the rectangle of some characters of a word, as if all were equally wide."""
    count = max(1, len(word.text))
    wide = (word.right - word.left) / count
    begin, end = max(0, min(first, count)), max(0, min(last, count))
    return word.left + begin * wide, word.top, word.left + end * wide, word.bottom


def _around(rects: Sequence[Rect]) -> Rect:
    return (
        min(rect[0] for rect in rects),
        min(rect[1] for rect in rects),
        max(rect[2] for rect in rects),
        max(rect[3] for rect in rects),
    )
