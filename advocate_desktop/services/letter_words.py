"""The words round a letter's text, by language, and how they write dates, lists and counts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import msgspec

from advocate_desktop import assets
from advocate_desktop.domain.moments import Moment, day_of
from advocate_desktop.domain.rules import Confidence


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words of one language, as in `resources/letters/en/words.toml`."""

    page_of: str
    date: str
    months: tuple[str, ...]
    list_and: str
    closing: str
    re: str
    by: str
    guardian: str
    authorization: str
    exhibit: str
    exhibits: str
    exhibit_page: str
    call: str
    lost_reference: str
    enclosures: str
    enclosure: str
    enclosures_in_contents: str
    one_page: str
    many_pages: str
    copies: str
    without_enclosures: str
    id_masked: str
    one_day: str
    many_days: str
    by_fax: str
    by_mail: str
    by_both: str
    contact_with: str
    contact_alone: str
    contact_reference: str
    deliveries: dict[str, str]
    subject: dict[str, str]
    blanks: dict[str, str]
    capacities: dict[str, str]
    reasons: dict[str, str]
    methods: dict[str, str]
    channels: dict[str, str]
    languages: dict[str, str]
    appointments: dict[str, str]

    def day(self, moment: Moment | None) -> str:
        """Return a day in words, empty for None."""
        if moment is None:
            return ""
        day = day_of(moment)
        return self.date.format(month=self.months[day.month - 1], day=day.day, year=day.year)

    def listed(self, items: Sequence[str]) -> str:
        """Return “a, b and c”."""
        *first, last = items or ("",)
        return self.list_and.format(first=", ".join(first), last=last) if first else last

    def days(self, count: int) -> str:
        """Return a number of days in words, empty for none."""
        if count < 1:
            return ""
        return self.one_day if count == 1 else self.many_days.format(count=count)

    def pages(self, count: int) -> str:
        """Return a number of pages in words."""
        return self.one_page if count == 1 else self.many_pages.format(count=count)

    def exhibits_named(self, labels: Sequence[str]) -> str:
        """Return “Exhibits A and B”, empty when there are none."""
        if not labels:
            return ""
        words = self.exhibit if len(labels) == 1 else self.exhibits
        return words.format(labels=self.listed(labels))


class PublicAddress(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An agency's address, and how well it is known."""

    lines: tuple[str, ...]
    short: str
    """For the head of later pages."""
    copy: str
    """For the list of copies."""
    confidence: Confidence
    source: str
    version: str
    check: str
    """Where to look the address up before relying on it."""


@lru_cache(maxsize=8)
def words(language: str) -> Words:
    """Return the words of a language that letters are shipped in, such as `en`."""
    return msgspec.toml.decode(assets.read_bytes("letters", language, "words.toml"), type=Words)


@lru_cache(maxsize=1)
def addresses() -> dict[str, PublicAddress]:
    """Return the agencies' addresses by short name, such as `dmhc`."""
    data = assets.read_bytes("letters", "addresses.toml")
    return msgspec.toml.decode(data, type=dict[str, PublicAddress])
