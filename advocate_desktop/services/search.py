"""Search: all words, anywhere in the casebook, accents and case folded, numbers by their parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.documents import DocumentId
from advocate_desktop.domain.folding import folded, holds_all
from advocate_desktop.domain.sought import Scope, Sought, first_place, marks, sought
from advocate_desktop.services.search_query import Filters, HitKind, Query, parse
from advocate_desktop.services.workspace import Connection, Workspace
from advocate_desktop.store import search as rows
from advocate_desktop.store import search_names as names
from advocate_desktop.store.search_index import SEPARATOR

__all__ = [
    "Filters",
    "Hit",
    "HitKind",
    "Query",
    "case_titles",
    "client_names",
    "excerpt",
    "folded",
    "holds_all",
    "parse",
    "search",
]

LIMIT = 500
"""How many hits are shown at most."""
_AROUND = 60
"""Characters of a snippet on each side of the first word found."""

_SOURCES = {
    "clients": HitKind.CLIENT,
    "coverages": HitKind.CASE,
    "cases": HitKind.CASE,
    "authorizations": HitKind.CASE,
    "providers": HitKind.CASE,
    "events": HitKind.EVENT,
    "communications": HitKind.COMMUNICATION,
    "documents": HitKind.DOCUMENT,
    "drafts": HitKind.LETTER,
    "sent_items": HitKind.LETTER,
    "pages": HitKind.DOCUMENT,
}
_ORDER = tuple(HitKind)


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
    marks: tuple[tuple[int, int], ...] = ()
    """Where the words stand in the snippet: first place and end of each."""
    row: str = ""
    """Id of the client, event, call, letter … that holds them."""
    day: date | None = None
    """The day of it, where it has one."""
    case_name: str = ""
    """The client and the title of the case."""
    paper: str = ""
    """The name of the document, for a page of it."""

    @property
    def found(self) -> str:
        """The first of the words as it stands there."""
        return self.snippet[slice(*self.marks[0])] if self.marks else ""


def search(
    workspace: Workspace, typed: str, filters: Filters | None = None, limit: int = LIMIT
) -> tuple[Hit, ...]:
    """Return up to `limit` places that hold every word; () for no words. Nothing from the trash.

    Words in quotes must follow each other; a part of a number is enough, whatever signs stand in
    it. Filters may be typed among the words, as `search_query.parse` reads them.
    """
    query = parse(typed, filters)
    wanted = sought(query.words)
    if not wanted:
        return ()
    return workspace.read(_hits, wanted, query.filters, limit)


def client_names(workspace: Workspace) -> tuple[str, ...]:
    """Return the names that a search can be narrowed to, each once, in order."""
    return _in_order(name for _, name in workspace.read(names.client_names))


def case_titles(workspace: Workspace) -> tuple[str, ...]:
    """Return the titles of cases that a search can be narrowed to, each once, in order."""
    return _in_order(title for _, title in workspace.read(names.case_titles))


def _in_order(told: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({" ".join(one.split()) for one in told if one.strip()}, key=folded))


def _hits(connection: Connection, wanted: Sought, filters: Filters, limit: int) -> tuple[Hit, ...]:
    scope = _scope(connection, filters)
    found = rows.records(connection, wanted, scope, limit)
    pages = rows.pages(connection, wanted, scope, limit)
    found = found[: max(limit - len(pages), limit // 2)]
    pattern = wanted.pattern()
    records = sorted(
        (_record_hit(record, pattern) for record in found),
        key=lambda hit: _ORDER.index(hit.kind),
    )
    return (*records, *(_page_hit(page, pattern) for page in pages[: limit - len(found)]))


def _record_hit(record: rows.FoundRecord, pattern: re.Pattern[str]) -> Hit:
    said = " · ".join(filter(None, record.text.split(SEPARATOR)))
    told, places = excerpt(said, pattern)
    kind = _SOURCES[record.source]
    document = DocumentId(record.row) if kind is HitKind.DOCUMENT else None
    return Hit(
        kind=kind,
        case=record.case,
        document=document,
        page=None,
        snippet=told,
        marks=places,
        row=record.row,
        day=_day(record.day),
        case_name=record.case_name,
    )


def _page_hit(page: rows.FoundPage, pattern: re.Pattern[str]) -> Hit:
    told, places = excerpt(page.text, pattern)
    return Hit(
        kind=HitKind.DOCUMENT,
        case=page.case,
        document=page.document,
        page=page.page,
        snippet=told,
        marks=places,
        row=page.document,
        day=_day(page.day),
        case_name=page.case_name,
        paper=page.name,
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _scope(connection: Connection, filters: Filters) -> Scope:
    return Scope(
        clients=_ids(
            filters.client,
            filters.client_words,
            lambda: names.client_names(connection),
        ),
        cases=_ids(filters.case, filters.case_words, lambda: names.case_titles(connection)),
        sources=_sources(filters),
        document_kinds=filters.document_kinds,
        tag=filters.tag,
        after=filters.after,
        before=filters.before,
    )


def _ids(
    chosen: names.Id | None,
    words: tuple[str, ...],
    named: Callable[[], tuple[tuple[names.Id, str], ...]],
) -> frozenset[names.Id] | None:
    """Return the ids that are chosen or whose names hold all words, None when all will do."""
    if chosen is None and not words:
        return None
    fitting = {chosen} if chosen is not None else set()
    if words:
        by_name = {one for one, name in named() if holds_all(name, words)}
        by_name |= {one for one, _ in named() if [*words] == [one]}
        fitting = by_name & fitting if chosen is not None else by_name
    return frozenset(one for one in fitting if one is not None)


def _sources(filters: Filters) -> frozenset[str] | None:
    kinds = set(filters.kinds)
    if filters.document_kinds or filters.tag:
        kinds = {HitKind.DOCUMENT}
    if not kinds:
        return None
    return frozenset(source for source, kind in _SOURCES.items() if kind in kinds)


def excerpt(text: str, pattern: re.Pattern[str]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return one line around a place of a pattern, with … where cut, and where it is marked."""
    start = first_place(text, pattern)
    first, last = max(0, start - _AROUND), start + _AROUND
    line = " ".join(text[first:last].split())
    before, after = "…" if first else "", "…" if last < len(text) else ""
    shift = len(before)
    # A word that is cut off at the front does not begin there.
    cut = first > 0 and text[first - 1].isalnum() and text[first].isalnum()
    found = [mark for mark in marks(line, pattern) if not (cut and mark[0] == 0)]
    places = tuple((begin + shift, end + shift) for begin, end in found)
    return f"{before}{line}{after}", places
