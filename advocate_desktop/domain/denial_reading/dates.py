"""Dates as letters write them, in English and Spanish, and the date of the letter itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from advocate_desktop.domain.denial_reading.page_lines import LetterPage, Line, lines
from advocate_desktop.domain.denial_reading.proposals import LetterField, Proposal
from advocate_desktop.domain.moments import in_words

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan enero ene",
            "february feb febrero",
            "march mar marzo",
            "april apr abril abr",
            "may mayo",
            "june jun junio",
            "july jul julio",
            "august aug agosto ago",
            "september sept sep septiembre setiembre",
            "october oct octubre",
            "november nov noviembre",
            "december dec diciembre dic",
        ),
        1,
    )
    for name in names.split()
}
_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
DATE = re.compile(
    rf"\b(?:(?P<m1>{_MONTH}) {{0,2}}(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,? {{1,2}}(?P<y1>\d{{4}})"
    rf"|(?P<d2>\d{{1,2}}) {{1,2}}(?:de {{1,2}})?(?P<m2>{_MONTH})(?: {{1,2}}del?)?,?"
    rf" {{1,2}}(?P<y2>\d{{4}})"
    r"|(?P<y3>20\d\d)-(?P<m3>\d\d)-(?P<d3>\d\d)"
    r"|(?P<a>\d{1,2})[/.-](?P<b>\d{1,2})[/.-](?P<y4>(?:20)?\d\d))\b",
    re.I,
)
_LABEL = re.compile(
    r"(?:^|\s{2}|[|])\s{0,9}(?:(?:letter|notice|mailing|statement|decision|issue) date|"
    r"date(?: of (?:this )?(?:letter|notice|decision|denial|mailing|determination)| mailed"
    r"| issued)?|"
    r"fecha(?: de(?: la| esta| este|l)? (?:carta|aviso|notificacion|decision|resolucion|emision"
    r"|envio))?)"
    r"\s{0,3}[:.]?\s{0,20}$",
    re.I,
)
_PLACE = re.compile(r"^\s{0,99}[A-Za-z .]{2,40},(?: ?[A-Za-z.]{2,20},?)?(?: ?a)? $")
"""A city before the date."""
_HEAD_LINES = 40


def dates_in(text: str) -> Iterator[tuple[tuple[int, int], date]]:
    """Yield the dates of a text without accents, each with its place; the month comes first."""
    for found in DATE.finditer(text):
        day = _day(found)
        if day is not None:
            yield found.span(), day


def letter_date(pages: Sequence[LetterPage]) -> Proposal | None:
    """Return the date of the letter: named so, or alone on a line, on one of the first pages."""
    for page in pages[:2]:
        found = _labelled(page, lines(page)) or _alone(page, lines(page))
        if found is not None:
            span, day = found
            return replace(page.proposal(LetterField.DATE, span, in_words(day)), day=day)
    return None


def _labelled(page: LetterPage, of_page: Sequence[Line]) -> tuple[tuple[int, int], date] | None:
    for line in of_page:
        for (start, end), day in dates_in(line.text[:400]):
            before = line.text[:start]
            above = of_page[line.number - 1].text if line.number and not before.strip() else ""
            if _LABEL.search(before[-80:]) or (above and _LABEL.match(above[:80])):
                return (line.start + start, line.start + end), day
    return None


def _alone(page: LetterPage, of_page: Sequence[Line]) -> tuple[tuple[int, int], date] | None:
    for line in of_page[:_HEAD_LINES]:
        for (start, end), day in dates_in(line.text[:200]):
            before, after = line.text[:start], line.text[end:]
            if not after.strip(" .") and (not before.strip() or _PLACE.match(before)):
                return (line.start + start, line.start + end), day
    return None


def _day(found: re.Match[str]) -> date | None:
    of = found.groupdict()
    if of["a"]:
        month, day = int(of["a"]), int(of["b"])
        month, day = (day, month) if month > 12 else (month, day)
        year = int(of["y4"])
        return _made(year if year > 99 else 2000 + year, month, day)
    if of["y3"]:
        return _made(int(of["y3"]), int(of["m3"]), int(of["d3"]))
    name = (of["m1"] or of["m2"]).rstrip(".").lower()
    return _made(int(of["y1"] or of["y2"]), _MONTHS[name], int(of["d1"] or of["d2"]))


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1990 <= year <= 2199 else None
    except ValueError:
        return None
