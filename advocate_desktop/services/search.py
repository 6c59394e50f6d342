"""Search: all words, anywhere in the casebook, accents and case folded."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.documents import DocumentId
from advocate_desktop.services.workspace import Connection, Workspace
from advocate_desktop.store import search as rows

LIMIT = 500
"""How many hits are shown at most."""
_AROUND = 60
"""Characters of a snippet on each side of the first word found."""


class HitKind(StrEnum):
    """Where words were found."""

    CLIENT = "client"
    CASE = "case"
    EVENT = "event"
    COMMUNICATION = "communication"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Hit:
    """One place that holds all the words."""

    kind: HitKind
    case: CaseId
    document: DocumentId | None
    page: int | None
    """Page number from 1; None when the words are in the document's name."""
    snippet: str
    """One line around the first word."""


def search(workspace: Workspace, words: str) -> tuple[Hit, ...]:
    """Return up to `LIMIT` places that hold every word; () for no words. Nothing from the trash."""
    wanted = [word for word in folded(words).split() if any(map(str.isalnum, word))]
    if not wanted:
        return ()
    return workspace.read(lambda connection: tuple(islice(_hits(connection, wanted), LIMIT)))


def folded(text: str) -> str:
    """Return text for comparing: without accents and in one case."""
    return "".join(map(_fold, text))


def holds_all(text: str, words: Sequence[str]) -> bool:
    """Whether a text holds all of some folded words."""
    plain = folded(text)
    return all(word in plain for word in words)


def _fold(letter: str) -> str:
    if letter.isascii():
        return letter.lower()
    apart = unicodedata.normalize("NFKD", letter)
    return "".join(part for part in apart if not unicodedata.combining(part)).casefold()


def _hits(connection: Connection, words: Sequence[str]) -> Iterator[Hit]:
    sources = (
        (HitKind.CLIENT, rows.client_texts(connection)),
        (HitKind.CASE, rows.case_texts(connection)),
        (HitKind.EVENT, rows.event_texts(connection)),
        (HitKind.COMMUNICATION, rows.communication_texts(connection)),
    )
    for kind, texts in sources:
        for case, parts in texts:
            told = " · ".join(filter(None, parts))
            if holds_all(told, words):
                yield Hit(kind, case, None, None, snippet(told, words))
    for case, document, parts in rows.document_names(connection):
        told = " · ".join(filter(None, parts))
        if holds_all(told, words):
            yield Hit(HitKind.DOCUMENT, case, document, None, snippet(told, words))
    for case, document, page, text in rows.pages_with(connection, words, LIMIT):
        yield Hit(HitKind.DOCUMENT, case, document, page, snippet(text, words))


def snippet(text: str, words: Sequence[str]) -> str:
    """Return one line of text around the first of the words, with … where it was cut."""
    lengths = [len(_fold(letter)) for letter in text]
    place = min((p for p in map(folded(text).find, words) if p >= 0), default=0)
    start = passed = 0
    while start < len(lengths) and passed + lengths[start] <= place:
        passed += lengths[start]
        start += 1
    first, last = max(0, start - _AROUND), start + _AROUND
    before, after = "…" if first else "", "…" if last < len(text) else ""
    return before + " ".join(text[first:last].split()) + after
