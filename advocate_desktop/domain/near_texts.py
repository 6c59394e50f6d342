"""Whether two papers say nearly the same: the same words but for a few."""

from __future__ import annotations

import re
from collections.abc import Sequence

from advocate_desktop.domain.folding import folded

SAME = 0.9
"""Share of the runs of words in common from which two texts are nearly the same."""
LEAST_WORDS = 20
"""Below so many words, sameness says little."""
MOST_CHARACTERS = 200_000
_RUN = 4
_WORD = re.compile(r"[^\W_]+")


def runs(page_texts: Sequence[str]) -> frozenset[int]:
    """Return the runs of four words that follow each other, as numbers; none for a short text."""
    words = _WORD.findall(folded(" ".join(page_texts)[:MOST_CHARACTERS]))
    if len(words) < LEAST_WORDS:
        return frozenset()
    places = range(len(words) - _RUN + 1)
    return frozenset(hash(tuple(words[place : place + _RUN])) for place in places)


def likeness(one: frozenset[int], other: frozenset[int]) -> float:
    """Return the share of all runs that both have: 1 for the same text, 0 for nothing in common."""
    both = len(one & other)
    return both / (len(one) + len(other) - both) if both else 0.0


def may_be_near(one_length: int, other_length: int) -> bool:
    """Whether texts of these lengths can be nearly the same at all; it spares reading them."""
    short, long = sorted((one_length, other_length))
    return short > 0 and short >= 0.8 * long
