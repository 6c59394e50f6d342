"""Pagination: on which packet page each part and exhibit begins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from advocate_desktop.domain.documents import DocumentId
from advocate_desktop.domain.packets import Exhibit, PacketPlan, Part
from advocate_desktop.filings import style

LINK = "packet:"
"""Begins the address of a link within the packet until the packet is bound; then a part's name or
an exhibit's letter follows."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Packet pages, counted from 1, or from where a packet that was sent before ended."""

    plan: PacketPlan
    parts: Mapping[Part, int]
    """Pages of each part."""

    @property
    def before(self) -> int:
        """Packet pages that were sent before this packet."""
        return self.plan.numbering.pages

    @property
    def front(self) -> int:
        """Pages before the first exhibit's slip-sheet."""
        return sum(self.parts.values())

    @property
    def pages(self) -> int:
        """Pages of this packet itself."""
        return self.front + sum(1 + exhibit.pages for exhibit in self.plan.exhibits)

    @property
    def last_page(self) -> int:
        """The number of the last packet page."""
        return self.before + self.pages

    def part_page(self, part: Part) -> int:
        """Return the first page of a part."""
        before = self.plan.parts[: self.plan.parts.index(part)]
        return self.before + 1 + sum(self.parts[earlier] for earlier in before)

    def exhibit_pages(self) -> dict[str, int]:
        """Return the page of each exhibit's slip-sheet, by its letter."""
        found, page = {}, self.before + self.front + 1
        for exhibit in self.plan.exhibits:
            found[exhibit.label] = page
            page += 1 + exhibit.pages
        return found

    def pin(self, document: DocumentId | None) -> str:
        """Return where a document is, as “Exhibit B, packet page 17”; empty when it is nowhere."""
        exhibit = self.plan.exhibit_of(document)
        return f"Exhibit {exhibit.label}, packet page {self.first_page(exhibit)}" if exhibit else ""

    def first_page(self, exhibit: Exhibit) -> int:
        """Return the first page of an exhibit's document, after its slip-sheet."""
        return self.exhibit_pages()[exhibit.label] + 1


def linked(text: str, target: str, font: str = style.SANS) -> str:
    """Return plain text as markup of a link within the packet."""
    return f'<a href="{LINK}{target}">{style.marked_up(text, font)}</a>'


def guess(plan: PacketPlan, counts: Sequence[int] = ()) -> Layout:
    """Return a layout with these pages for the parts in order, a page each when not known."""
    known = counts or (1,) * len(plan.parts)
    return Layout(plan, dict(zip(plan.parts, known, strict=True)))
