"""What the text of a paper lets one guess of it: the date written on it and a title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from advocate_desktop.domain.denial_reading.dates import dates_in, letter_date
from advocate_desktop.domain.denial_reading.page_lines import LetterPage, letter_pages, lines

_HEAD_LINES = 40
_LONGEST_TITLE, _SHORTEST_TITLE = 80, 4
_NAMED = re.compile(
    r"^\s{0,40}(?:(?:date|sent|fecha)(?: (?:of )?[a-z]{2,12}){0,2}|"
    r"(?:bill(?:ing)?|invoice|statement|process(?:ed|ing)?|paid|payment|issue|print(?:ed)?|"
    r"received|report|visit) (?:date|on))\s{0,9}[:.]?\s{0,20}(?:[a-z]{3,10}[,.] ?)?$",
    re.I,
)
"""What stands on a line before the date of a bill, a statement or an e-mail."""
_BORN = re.compile(r"birth|born|nacim", re.I)
_SUBJECT = re.compile(
    r"^\s{0,20}(?:subject|re|regarding|asunto|referencia)\s?:\s?(?P<said>\S.*)$", re.I
)


@dataclass(frozen=True, slots=True)
class Guesses:
    """Nothing of it is known until the user says that it is right."""

    date: date | None = None
    title: str = ""


def guesses(page_texts: Sequence[str]) -> Guesses:
    """Return what is guessed from the texts of a paper's pages."""
    pages = letter_pages(page_texts[:2])
    return Guesses(_date(pages), _title(pages[0]) if pages else "")


def _date(pages: Sequence[LetterPage]) -> date | None:
    for page in pages[:1]:
        for line in lines(page)[:_HEAD_LINES]:
            for (start, _), day in dates_in(line.text[:200]):
                before = line.text[:start]
                if _NAMED.match(before) and not _BORN.search(before):
                    return day
    found = letter_date(pages)
    return found.day if found is not None else None


def _title(page: LetterPage) -> str:
    told = [" ".join(line.split()) for line in page.text.split("\n")[:_HEAD_LINES]]
    named = [found["said"] for line in told if (found := _SUBJECT.match(line))]
    for line in (*named, *told):
        letters = sum(sign.isalpha() for sign in line)
        fits = _SHORTEST_TITLE <= len(line) <= _LONGEST_TITLE
        if fits and 2 * letters > len(line) and not any(dates_in(line)):
            return line
    return ""
