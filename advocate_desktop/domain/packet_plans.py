"""Packets as their maker arranged them: which documents, which of their pages, in which order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NewType

from advocate_desktop.domain.documents import DocumentId
from advocate_desktop.domain.errors import Invalid

PlannedPacketId = NewType("PlannedPacketId", str)
PlannedExhibitId = NewType("PlannedExhibitId", str)

QUARTERS = (90, 180, 270)
"""Degrees, clockwise, by which a page can be turned."""


@dataclass(frozen=True, slots=True)
class PlannedExhibit:
    """A document in the place its maker gave it."""

    id: PlannedExhibitId
    document: DocumentId
    title: str = ""
    """What it is called in this packet; empty for the document's own name."""
    date: date | None = None
    """The date printed for it; None for the document's own."""
    pages: str = ""
    """As “1-3, 5”; empty for all."""
    turns: str = ""
    """Pages to turn, as “2:90, 5:180” in degrees clockwise."""
    group: str = ""
    """A heading over it and those after it in the contents, until the next."""
    left_out: bool = False
    """Whether this edition goes without it; its letter stays free, so that others keep theirs."""


@dataclass(frozen=True, slots=True)
class Numbering:
    """Where a packet's numbers begin; a supplement goes on after what was sent."""

    exhibits: int = 0
    """Exhibits that were sent before."""
    pages: int = 0
    """Packet pages that were sent before."""
    supplement: int = 0
    """1 for the first supplement and so on; 0 for a packet of its own."""

    @property
    def name(self) -> str:
        """“Supplement 1”; empty for a packet of its own."""
        return f"Supplement {self.supplement}" if self.supplement else ""


FROM_ONE = Numbering()
"""The numbers of a packet of its own."""


@dataclass(frozen=True, slots=True)
class PlannedPacket:
    """An edition of a packet as it is kept: order, choice of pages, titles, and how it is made."""

    id: PlannedPacketId
    kind: str
    """A code of `PacketKind`."""
    title: str = ""
    """Its maker's name for it, such as “For Dr. Chen”."""
    exhibits: tuple[PlannedExhibit, ...] = ()
    counted: bool = False
    """Whether exhibits are numbered 1, 2, 3 in place of A, B, C."""
    recipient: str = ""
    """Lines of the address of a packet that goes elsewhere than its kind says."""
    parts_left_out: frozenset[str] = frozenset()
    """Codes of `Part` that this edition goes without."""
    went_without: tuple[str, ...] = ()
    """Codes of what was missing when its maker chose to go on without it."""
    continues: str | None = None
    """The sent item whose numbers it goes on from, for a supplement."""
    numbering: Numbering = FROM_ONE

    @property
    def documents(self) -> frozenset[DocumentId]:
        """The documents it names, those left out of this edition among them."""
        return frozenset(exhibit.document for exhibit in self.exhibits)


_RANGE = re.compile(r"(\d{1,6})(?:\s*[-–]\s*(\d{1,6}))?")
_TURN = re.compile(r"(\d{1,6})\s*:\s*(\d{1,3})")


def chosen_pages(text: str, pages: int) -> tuple[int, ...]:
    """Return the pages, from 1, that a text such as “1-3, 5” names of a document; empty names all.

    They come in the order of the text, and none twice. Raises `Invalid` with a sentence for what
    cannot be read and for a page that the document does not have.
    """
    if not text.strip():
        return tuple(range(1, pages + 1))
    return tuple(dict.fromkeys(number for part in text.split(",") for number in _span(part, pages)))


def _span(part: str, pages: int) -> range:
    found = _RANGE.fullmatch(part.strip())
    if found is None:
        raise Invalid(
            f"“{part.strip()}” does not name pages. Write them as 1-3, 5, or leave the field empty "
            "for all pages."
        )
    first, last = int(found[1]), int(found[2] or found[1])
    if not 1 <= first <= last <= pages:
        many = "1 page" if pages == 1 else f"{pages} pages"
        raise Invalid(f"The document has {many}, so “{part.strip()}” cannot be taken from it.")
    return range(first, last + 1)


def said_pages(chosen: tuple[int, ...]) -> str:
    """Return pages as a text that `chosen_pages` reads, runs of them as “1-3”."""
    return ", ".join(f"{a}-{b}" if b > a else str(a) for a, b in _runs(chosen))


def _runs(chosen: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    start = previous = None
    for number in chosen:
        if start is not None and previous is not None and number != previous + 1:
            yield start, previous
            start = number
        start = number if start is None else start
        previous = number
    if start is not None and previous is not None:
        yield start, previous


def turns_of(text: str) -> Mapping[int, int]:
    """Return by how many degrees clockwise pages are turned, from a text such as “2:90, 5:180”.

    Raises `Invalid` for what cannot be read, and for other than quarter turns.
    """
    turns: dict[int, int] = {}
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        found = _TURN.fullmatch(part)
        if found is None or int(found[2]) % 360 not in (0, *QUARTERS):
            raise Invalid(f"“{part}” does not say how to turn a page. Write it as 2:90.")
        turns[int(found[1])] = int(found[2]) % 360
    return {page: degrees for page, degrees in turns.items() if degrees}


def said_turns(turns: Mapping[int, int]) -> str:
    """Return turns as a text that `turns_of` reads."""
    return ", ".join(f"{page}:{degrees}" for page, degrees in sorted(turns.items()) if degrees)
