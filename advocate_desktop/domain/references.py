"""References from a letter to what proves it: live until the letter is set, never typed by hand.

In a letter's text a reference is `[[exhibit:ID]]`, `[[exhibit:ID:3]]` for the third page, or
`[[call:ID]]`; `[[letter:ID]]` is the exhibit's letter alone. What it reads as follows the exhibits
as they are lettered when the letter is set.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class ReferenceKind(StrEnum):
    """What a reference leads to."""

    EXHIBIT = "exhibit"
    LETTER = "letter"
    """The exhibit's letter alone, as in “Exhibits A and B”."""
    CALL = "call"


@dataclass(frozen=True, slots=True)
class Reference:
    """A place in a letter that leads to a document's page, or to a call."""

    kind: ReferenceKind
    target: str
    """The id of the document, or of the call."""
    page: int | None = None
    """The page of the document, from 1."""

    def __str__(self) -> str:
        """Return how it stands in a letter's text."""
        page = "" if self.page is None else f":{self.page}"
        return f"[[{self.kind.value}:{self.target}{page}]]"


_WRITTEN = re.compile(r"\[\[(exhibit|letter|call):([0-9A-Za-z_-]{1,64})(?::([1-9]\d{0,5}))?\]\]")


def references_in(text: str) -> tuple[Reference, ...]:
    """Return the references of a text in order, those that come twice twice."""
    return tuple(_read(found) for found in _WRITTEN.finditer(text))


def reference_at(text: str, place: int) -> Reference | None:
    """Return the reference that begins at a place of a text, or None."""
    found = _WRITTEN.match(text, place)
    return None if found is None else _read(found)


def pieces(text: str) -> Iterator[str | Reference]:
    """Return a text as its plain stretches and the references between them, in order."""
    last = 0
    for found in _WRITTEN.finditer(text):
        if found.start() > last:
            yield text[last : found.start()]
        yield _read(found)
        last = found.end()
    if last < len(text):
        yield text[last:]


def resolved(
    text: str, said: Callable[[Reference], str | None], unknown: str
) -> tuple[str, tuple[Reference, ...]]:
    """Return a text with each reference as it reads now, and those that lead nowhere.

    `said` gives the words of a reference, or None when what it led to is gone; then `unknown`
    stands there, so that no wrong number is ever printed.
    """
    lost: list[Reference] = []
    made: list[str] = []
    for piece in pieces(text):
        words = said(piece) if isinstance(piece, Reference) else piece
        if words is None and isinstance(piece, Reference):
            lost.append(piece)
        made.append(unknown if words is None else words)
    return "".join(made), tuple(lost)


def _read(found: re.Match[str]) -> Reference:
    page = None if found[3] is None else int(found[3])
    return Reference(ReferenceKind(found[1]), found[2], page)
