"""Words as they are typed into a search, with filters such as `kind:bill after:2026-01-01`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.documents import DocumentKind
from advocate_desktop.domain.folding import folded
from advocate_desktop.domain.people import ClientId


class HitKind(StrEnum):
    """Where words were found."""

    CLIENT = "client"
    CASE = "case"
    EVENT = "event"
    COMMUNICATION = "communication"
    DOCUMENT = "document"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Filters:
    """Where is looked; what is empty or None narrows nothing."""

    client: ClientId | None = None
    case: CaseId | None = None
    client_words: tuple[str, ...] = ()
    """Parts of a client's name, any accents and case."""
    case_words: tuple[str, ...] = ()
    """Parts of a case's title, or the beginning of its id."""
    kinds: frozenset[HitKind] = frozenset()
    document_kinds: frozenset[DocumentKind] = frozenset()
    tag: str = ""
    after: date | None = None
    """The first day."""
    before: date | None = None
    """The last day."""

    def __bool__(self) -> bool:
        """Whether it narrows anything."""
        return self != Filters()


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed, taken apart."""

    words: str
    filters: Filters = field(default_factory=Filters)


_FILTER = re.compile(r"(?<!\S)(kind|client|case|tag|after|before):(\"[^\"]*\"|\S+)", re.IGNORECASE)
_OTHER_NAMES = {"call": HitKind.COMMUNICATION, "message": HitKind.COMMUNICATION}
_DAY = re.compile(r"(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?", re.ASCII)


def parse(typed: str, given: Filters | None = None) -> Query:
    """Take typed filters out of the words; one that means nothing stays among the words.

    `given` are filters chosen beside the words; a typed one of the same name takes its place.
    """
    found: dict[str, object] = {}
    kinds: set[HitKind] = set()
    papers: set[DocumentKind] = set()

    def take(match: re.Match[str]) -> str:
        name, value = match[1].lower(), match[2].strip('"')
        if name == "kind":
            more_kinds, more_papers = kinds_named(value)
            kinds.update(more_kinds)
            papers.update(more_papers)
            return " " if more_kinds or more_papers else match[0]
        meant = _meaning(name, value)
        found.update(meant)
        return " " if meant else match[0]

    words = _FILTER.sub(take, typed[:2000])
    if kinds or papers:
        found |= {"kinds": frozenset(kinds), "document_kinds": frozenset(papers)}
    given = given or Filters()
    values = {name: getattr(given, name) for name in Filters.__slots__}
    return Query(" ".join(words.split()), Filters(**(values | found)))


def kinds_named(value: str) -> tuple[frozenset[HitKind], frozenset[DocumentKind]]:
    """Return the kinds of things, or else of documents, whose name begins so: `bill`, `denial`."""
    wanted = folded(value).replace("-", "_").replace(" ", "_")
    if not wanted:
        return frozenset(), frozenset()
    exact = frozenset(kind for kind in DocumentKind if kind.value == wanted)
    things = frozenset(kind for kind in HitKind if kind.value == wanted or f"{kind}s" == wanted)
    things |= frozenset(kind for name, kind in _OTHER_NAMES.items() if wanted in (name, f"{name}s"))
    if exact or things:
        return things, exact
    return frozenset(), frozenset(kind for kind in DocumentKind if kind.value.startswith(wanted))


def _meaning(name: str, value: str) -> dict[str, object]:
    if name in ("client", "case"):
        words = tuple(folded(value).split())
        return {f"{name}_words": words} if words else {}
    if name == "tag":
        return {"tag": value} if value else {}
    day = _day(value, last=name == "before")
    return {} if day is None else {name: day}


def _day(value: str, *, last: bool) -> date | None:
    """Return the first or the last day of a year, month or day."""
    match = _DAY.fullmatch(value)
    if match is None:
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        if day:
            return date(year, month, day)
        if not last:
            return date(year, month or 1, 1)
        following = date(year + 1, 1, 1) if month in (0, 12) else date(year, month + 1, 1)
        return following - timedelta(days=1)
    except (ValueError, OverflowError):
        return None
