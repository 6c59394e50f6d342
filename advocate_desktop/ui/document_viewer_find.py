"""Finding words in the text of a document's pages, whatever their case and accents."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

AROUND = 40
"""Characters shown before and after a hit."""
MOST_HITS = 500


@dataclass(frozen=True, slots=True)
class PageHit:
    """One place where the words stand, with what stands around them."""

    page: int
    """Counted from 0."""
    number: int
    """Which of the places on its page it is, from 0."""
    before: str
    match: str
    after: str


def find(page_texts: tuple[str, ...], words: str) -> tuple[PageHit, ...]:
    """Return where the words stand, in order; line breaks count as spaces. At most 500 hits."""
    sought = _fold(" ".join(words.split()))
    hits: list[PageHit] = []
    for page, text in enumerate(page_texts):
        if sought and len(hits) < MOST_HITS:
            hits += _on_page(page, " ".join(text.split()), sought)
    return tuple(hits[:MOST_HITS])


def places_in(text: str, words: str) -> tuple[tuple[int, int], ...]:
    """Return the first character of each place where the words stand, and the one after its last.

    A text without line breaks.
    """
    sought, folded = _fold(" ".join(words.split())), _fold(text)
    if not sought or sought not in folded:
        return ()
    starts = _folded_starts(text)
    found: list[tuple[int, int]] = []
    at = folded.find(sought)
    while at >= 0 and len(found) < MOST_HITS:
        found.append((starts[at], starts[at + len(sought) - 1] + 1))
        at = folded.find(sought, at + len(sought))
    return tuple(found)


def _on_page(page: int, text: str, sought: str) -> list[PageHit]:
    return [
        PageHit(
            page,
            number,
            text[max(0, first - AROUND) : first],
            text[first:last],
            text[last : last + AROUND],
        )
        for number, (first, last) in enumerate(places_in(text, sought))
    ]


def _fold(text: str) -> str:
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in split if not unicodedata.combining(c))


def _folded_starts(text: str) -> range | list[int]:
    """Return, for each folded character, which character of the text it came from."""
    if text.isascii():
        return range(len(text))
    return [at for at, character in enumerate(text) for _ in _fold(character)]
