"""Finds the sentences of a letter that state a fact and lead to no paper that proves it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from advocate_desktop.domain.letter_merge import paragraphs_of
from advocate_desktop.domain.references import references_in

_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
)
_FACTS = re.compile(
    rf"\b(?:{_MONTHS})\b.{{0,8}}\d|\d.{{0,8}}\b(?:{_MONTHS})\b"  # a day in words
    r"|\b\d{1,4}[-/]\d{1,2}[-/]\d{1,4}\b"  # a day in numbers
    r"|[$€]\s?\d"  # an amount
    r"|\b(?:denied|refused|approved|said|told|wrote|promised|admitted|agreed|received|sent|called|"
    r"asked|failed|delayed|cancelled|canceled|billed|charged|prescribed|diagnosed|ordered)\b"
    r"|\b(?:negó|denegó|rechazó|aprobó|dijo|escribió|prometió|recibió|envió|llamó|pidió|cobró|"
    r"facturó|recetó|diagnosticó|ordenó|canceló|retrasó)\b",
    re.IGNORECASE,
)
_CITED = re.compile(r"\b(?:Exhibits?|Anexos?)\s+[A-Z0-9]", re.IGNORECASE)
_LAW = re.compile(r"\b(?:Code|CCR|CFR|U\.S\.C\.|Código)\b")
_BREAK = re.compile(r"(?<=[.!?…])[\"”»’)\]]*\s+(?=[\"“«¿¡(]*[A-ZÁÉÍÓÚÑ\d\[])")
_ABBREVIATIONS = re.compile(r"\b(?:Dr|Dra|Mr|Mrs|Ms|Sr|Sra|No|Núm|St|vs|e\.g|i\.e|p|pp)\.$")


def unreferenced(text: str) -> tuple[str, ...]:
    """Return the sentences that state a fact, name no law and point at nothing that proves it.

    A rule of thumb, to read through before sending: a day, an amount, or that somebody did or said
    something. References count for the sentence they stand in.
    """
    return tuple(
        sentence
        for paragraph in paragraphs_of(text)
        for sentence in sentences(paragraph)
        if _FACTS.search(sentence)
        and not references_in(sentence)
        and not _CITED.search(sentence)
        and not _LAW.search(sentence)
    )


def sentences(paragraph: str) -> Iterator[str]:
    """Return the sentences of a paragraph of Markdown, each on one line."""
    flat = " ".join(re.sub(r"^[ \t]*(?:[-*+>#]+|\d+[.)])[ \t]+", "", paragraph, flags=re.M).split())
    start = 0
    for gap in _BREAK.finditer(flat):
        if _ABBREVIATIONS.search(flat[start : gap.start()]):
            continue
        yield flat[start : gap.start()].strip()
        start = gap.end()
    if flat[start:].strip():
        yield flat[start:].strip()
