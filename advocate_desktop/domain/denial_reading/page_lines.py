"""Pages as patterns read them: line ends smoothed, accents gone, every character in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from advocate_desktop.domain.denial_reading.proposals import LetterField, Passage, Proposal

MOST_PAGES = 300
MOST_CHARACTERS = 20_000
"""Of a page; what lies beyond is no letter."""
_PLAIN = str.maketrans("áéíóúüñÁÉÍÓÚÜÑ’‘“”–—\u00a0\t", "aeiouunAEIOUUN''\"\"--  ")
"""One character for one, so that places stay the same."""
_SENTENCE_END = re.compile(r"[.!?](?=\s)(?<!\bNo\.)(?<!\bDr\.)(?<!\bSt\.)(?<!P\.O\.)|\n[ ]*\n")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page, without accents."""

    page: int
    number: int
    """From 0 on its page."""
    start: int
    """Where it begins in the page's text."""
    text: str


@dataclass(frozen=True, slots=True)
class LetterPage:
    """One page of a letter."""

    number: int
    """From 0."""
    text: str
    """As it was read."""
    plain: str
    """The same without accents, on many lines."""
    flat: str
    """The same without accents, on one line."""

    def proposal(self, field: LetterField, span: tuple[int, int], value: str = "") -> Proposal:
        """Propose what stands between two places, or a value read there."""
        said = " ".join(self.text[slice(*span)].split())
        return Proposal(field, value or said, Passage(self.number, *span), said)


def letter_pages(page_texts: Sequence[str]) -> tuple[LetterPage, ...]:
    """Return the pages of a letter, the first 300 of them, each up to a bounded length."""
    pages = []
    for number, text in enumerate(page_texts[:MOST_PAGES]):
        text = text[:MOST_CHARACTERS]
        plain = text.translate(_PLAIN)
        flat = plain.replace("\n", " ").replace("\r", " ")
        pages.append(LetterPage(number, text, plain, flat))
    return tuple(pages)


def lines(page: LetterPage) -> tuple[Line, ...]:
    """Return the lines of a page with their places."""
    found, start = [], 0
    for number, text in enumerate(page.plain.split("\n")):
        found.append(Line(page.number, number, start, text))
        start += len(text) + 1
    return tuple(found)


def sentences(page: LetterPage) -> Iterator[tuple[int, int]]:
    """Yield where each sentence begins and ends; a blank line ends one as well."""
    start = 0
    for end in _SENTENCE_END.finditer(page.plain):
        if end.end() - start > 2:
            yield start, end.end()
        start = end.end()
    if page.plain[start:].strip():
        yield start, len(page.plain)
