"""What was seen of the papers of a packet when their pages were looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from advocate_desktop.domain.documents import DocumentId


@dataclass(frozen=True, slots=True)
class PageSeen:
    """A page of a document."""

    has_words: bool = True
    blank: bool = False
    picture: bool = False
    turned: int = 0
    """Degrees clockwise by which its letters lie turned."""
    sureness: int | None = None
    """How sure its words are, of 100, when they were read off a picture; None when they were not.
    """


@dataclass(frozen=True, slots=True)
class PaperSeen:
    """A document."""

    pages: tuple[PageSeen, ...] = ()
    """From its first; none when they were not looked at."""
    signed: bool = False
    """Whether the file holds an electronic signature."""
    xfa: bool = False
    """Whether it is a form that only few programs show."""


@dataclass(frozen=True, slots=True)
class OtherClientNamed:
    """A page on which a client of the casebook is named who is not this case's."""

    document: DocumentId
    page: int
    """From 1."""
    name: str
    by_number: bool
    """Whether the member ID was found, and not the name."""


@dataclass(frozen=True, slots=True)
class PapersSeen:
    """All that is known of the papers beside the record."""

    papers: Mapping[DocumentId, PaperSeen] = field(default_factory=dict)
    others: tuple[OtherClientNamed, ...] = ()
    locked: frozenset[DocumentId] = frozenset()
    """Documents that ask for a password."""
    repaired: frozenset[DocumentId] = frozenset()
    """Documents that were damaged and are shown as far as they could be repaired."""
    cited: tuple[tuple[str, DocumentId], ...] = ()
    """Titles of letters that are being written, and the documents they lead to."""


NOTHING_SEEN = PapersSeen()
