"""Until when a letter says one may object."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from advocate_desktop.domain.denial_reading.dates import dates_in
from advocate_desktop.domain.denial_reading.page_lines import LetterPage, sentences
from advocate_desktop.domain.denial_reading.proposals import LetterField, Proposal

_OBJECTION = re.compile(
    r"\b(?:appeals?|grievances?|complaints?|reconsideration|quejas?|apelacion(?:es)?|apelar|"
    r"reclamos?|reconsideracion)\b",
    re.I,
)
_YOURS = re.compile(
    r"\b(?:you|your|file|filed|submit|submitted|must be|appeal (?:by|before|within)|usted|tiene"
    r"|debe|"
    r"presentar|presente|apelar|solicitar|su)\b",
    re.I,
)
_NOT_YOURS = re.compile(
    r"\b(?:we|plan)\s(?:will|must)\s(?:respond|decide|resolve|send|answer|notify|acknowledge"
    r"|make)|\bunresolved\b|"
    r"\bindependent medical review\b|\bstate (?:fair )?hearing\b|\bresolveremos\b"
    r"|\bresponderemos\b|\benviaremos\b|"
    r"\brevision medica independiente\b|\baudiencia\b|\bhas not been\b|\bsin resolver\b"
    r"|\bwill be (?:resolved|decided|answered)\b",
    re.I,
)
_NUMBERS = {
    "thirty": 30, "sixty": 60, "sixty-five": 65, "ninety": 90, "one hundred eighty": 180,
    "one hundred and eighty": 180, "treinta": 30, "sesenta": 60, "noventa": 90,
    "ciento ochenta": 180, "six": 6, "seis": 6, "four": 4, "cuatro": 4,
}  # fmt: skip
_LENGTH = re.compile(
    r"\b(?P<n>\d{1,3}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + r")"
    r"(?:\s{1,3}\((?P<digits>\d{1,3})\))?\s{1,3}(?:(?P<kind>calendar|business|working)\s{1,3})?"
    r"(?P<unit>days?|months?|dias?|mes(?:es)?)\b(?:\s{1,3}(?P<tipo>calendario|naturales|habiles))?",
    re.I,
)
_UNTIL = re.compile(
    r"\b(?:by|before|no later than|on or before|until|deadline(?: is)?|received by|antes del?"
    r"|a mas tardar el?|"
    r"hasta el|no mas tarde del)\s{0,3}:?\s{0,3}$",
    re.I,
)
_FROM_LETTER = re.compile(
    r"\b(?:date (?:of|on) (?:this|the)|(?:of|from) (?:the date of )?this (?:letter|notice"
    r"|decision)|"
    r"fecha (?:de|en) (?:est[ae]|la|el)|de est[ae] (?:carta|aviso))",
    re.I,
)


def deadline(pages: Sequence[LetterPage], written: date | None) -> Proposal | None:
    """Return the time the letter gives for an appeal or grievance.

    `written` is the letter's date: a length of days from it is counted out, as the letter counts.
    """
    for page in pages:
        for start, end in sentences(page):
            said = page.flat[start:end]
            if len(said) > 1200 or not (_OBJECTION.search(said) and _YOURS.search(said)):
                continue
            if not _NOT_YOURS.search(said):
                found = _by_day(page, start, said) or _by_length(page, start, said, written)
                if found is not None:
                    return found
    return None


def _by_day(page: LetterPage, start: int, said: str) -> Proposal | None:
    for (at, end), day in dates_in(said):
        if _UNTIL.search(said[max(0, at - 40) : at]):
            return replace(page.proposal(LetterField.DEADLINE, (start + at, start + end)), day=day)
    return None


def _by_length(page: LetterPage, start: int, said: str, written: date | None) -> Proposal | None:
    match = _LENGTH.search(said)
    if match is None:
        return None
    number = int(match["digits"] or _NUMBERS.get(match["n"].lower(), match["n"]))
    if number < 3 and not match["unit"].lower().startswith("m"):
        return None
    proposal = page.proposal(LetterField.DEADLINE, (start + match.start(), start + match.end()))
    working = (match["kind"] or match["tipo"] or "").lower() in {"business", "working", "habiles"}
    days = match["unit"].lower().startswith("d")
    counts = written is not None and days and not working and _FROM_LETTER.search(said)
    day = written + timedelta(days=number) if counts and written else None
    return replace(proposal, day=day)
