"""Taking parts of a page out: marked areas, and words that are found to be marked."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from advocate_desktop.domain.page_words import PageWord

GRID = 36.0
"""Points to which a box is widened on both sides, so that its width tells no word's length."""
_ABOVE = 1.5
"""Points by which a box is higher than its words, above and below."""
MOST_WORDS_OF_A_NAME = 6


class FoundKind(StrEnum):
    """Why words are proposed for taking out."""

    SSN = "ssn"
    NAME = "name"
    NUMBER = "number"
    BIRTH = "birth"
    CHOSEN = "chosen"


@dataclass(frozen=True, slots=True)
class Mark:
    """An area of a page to be taken out; points from the top left of the page as it is shown."""

    page: int
    """From 0."""
    left: float
    top: float
    right: float
    bottom: float

    def touches(self, word: PageWord) -> bool:
        """Whether any part of a word lies in the area."""
        return (
            word.left < self.right
            and word.right > self.left
            and word.top < self.bottom
            and word.bottom > self.top
        )


@dataclass(frozen=True, slots=True)
class Found:
    """Words of one line that somebody may want out."""

    kind: FoundKind
    text: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Secret:
    """A name, number or day known to the casebook, or words the user chose."""

    kind: FoundKind
    text: str


_SSN = re.compile(r"(?<!\d)\d{3}[- ]?\d{2}[- ]?\d{4}(?!\d)")
_SSN_SHAPES = (re.compile(r"\d{3}-\d{2}-\d{4}"), re.compile(r"\d{3} \d{2} \d{4}"))
_SSN_NAMED = re.compile(r"\b(?:ssn|social security|seguro social)\b", re.I)


def day_spellings(day: date) -> tuple[str, ...]:
    """Return the common ways in which a day is written in numbers, and in English words."""
    month = day.strftime("%B")
    return (
        f"{day:%m/%d/%Y}",
        f"{day.month}/{day.day}/{day.year}",
        f"{day:%m-%d-%Y}",
        f"{day:%m/%d/%y}",
        day.isoformat(),
        f"{month} {day.day}, {day.year}",
        f"{day.day} {month} {day.year}",
    )


def found_on(page: int, words: Sequence[PageWord], secrets: Iterable[Secret]) -> tuple[Found, ...]:
    """Return what to propose on a page: numbers that look like an SSN, and the secrets' words."""
    wanted = [(secret, _folded(secret.text).split()) for secret in secrets]
    plain = [_folded(word.text) for word in words]
    by_first: dict[str, list[int]] = {}
    for place, text in enumerate(plain):
        by_first.setdefault(text, []).append(place)
    found = list(_numbers(page, words))
    for secret, parts in wanted:
        if not parts or len(parts) > MOST_WORDS_OF_A_NAME:
            continue
        for start in by_first.get(parts[0], ()):
            if plain[start : start + len(parts)] == parts:
                found += _lines(page, words[start : start + len(parts)], secret.kind)
    return tuple({(one.mark, one.text): one for one in found}.values())


def widened(mark: Mark, size: tuple[float, float]) -> Mark:
    """Return a mark widened to the grid and a little higher, within a page of that size."""
    left = math.floor((mark.left - 1) / GRID) * GRID
    right = math.ceil((mark.right + 1) / GRID) * GRID
    return Mark(
        mark.page,
        max(0.0, left),
        max(0.0, mark.top - _ABOVE),
        min(size[0], right),
        min(size[1], mark.bottom + _ABOVE),
    )


def _numbers(page: int, words: Sequence[PageWord]) -> Iterator[Found]:
    for start, word in enumerate(words):
        for count in (1, 3):
            group = words[start : start + count]
            joined = " ".join(one.text for one in group)
            shaped = any(shape.search(joined) for shape in _SSN_SHAPES)
            before = " ".join(one.text for one in words[max(0, start - 5) : start])
            named = count == 1 and _SSN.search(word.text) and _SSN_NAMED.search(before)
            if len(group) == count and (shaped or named):
                if count == 3 and any(re.search(r"\d{3}-\d{2}-\d{4}", w.text) for w in group):
                    continue
                yield from _lines(page, group, FoundKind.SSN)


def _lines(page: int, words: Sequence[PageWord], kind: FoundKind) -> list[Found]:
    """Return a find for each line that the words stand on."""
    rows: list[list[PageWord]] = []
    for word in words:
        if rows and abs(rows[-1][-1].top - word.top) < max(2.0, (word.bottom - word.top) / 2):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [Found(kind, " ".join(word.text for word in row), _around(page, row)) for row in rows]


def _around(page: int, words: Sequence[PageWord]) -> Mark:
    return Mark(
        page,
        min(word.left for word in words),
        min(word.top for word in words),
        max(word.right for word in words),
        max(word.bottom for word in words),
    )


_EDGES = ".,;:!?()[]{}\"'“”‘’<>"
_PLAIN = str.maketrans("áéíóúüñÁÉÍÓÚÜÑ", "aeiouunAEIOUUN")


def _folded(text: str) -> str:
    parts = (part.strip(_EDGES).removesuffix("'s") for part in text.translate(_PLAIN).split())
    return " ".join(parts).casefold()
