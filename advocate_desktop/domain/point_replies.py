"""The point-by-point reply: what the plan gives as its reasons, and what the papers show to each.

Nothing is argued here. The plan's words and the papers' words stand side by side, each with its
page; a reason to which no paper says anything is left to the statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from advocate_desktop.domain.cases import CaseRecord, DenialReason
from advocate_desktop.domain.denial_reading.letter import proposals
from advocate_desktop.domain.denial_reading.proposals import LetterField, Proposal
from advocate_desktop.domain.documents import DocumentId, DocumentKind
from advocate_desktop.domain.packets import Exhibit, PacketPlan, Tab

_LETTERS = frozenset({DocumentKind.DENIAL_LETTER, DocumentKind.DECISION_LETTER, DocumentKind.EOB})
_FIELDS = (LetterField.REASON, LetterField.CRITERION)
_MOST_POINTS = 8
_MOST_SHOWN = 4
"""Papers that answer one reason."""
_FULL = 0.6
"""Of the longest line; a line that is shorter than that ends a paragraph."""
_LONGEST = 280
"""Characters of a sentence that is quoted."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A sentence of a paper."""

    document: DocumentId
    page: int
    """Of the document, from 1."""
    words: str
    """Empty when the paper as a whole is meant."""


@dataclass(frozen=True, slots=True)
class PointReply:
    """A reason of the plan and what the papers show to it."""

    plan_says: Quoted
    shown: tuple[Quoted, ...]


_ANSWERING: dict[DenialReason | None, tuple[Tab, ...]] = {
    DenialReason.NOT_MEDICALLY_NECESSARY: (Tab.DOCTOR, Tab.RECORDS, Tab.TERMS, Tab.LITERATURE),
    DenialReason.EXPERIMENTAL: (Tab.DOCTOR, Tab.LITERATURE, Tab.RECORDS, Tab.TERMS),
    DenialReason.NOT_EMERGENCY: (Tab.RECORDS, Tab.DOCTOR, Tab.TERMS),
    DenialReason.NOT_COVERED: (Tab.TERMS, Tab.DOCTOR),
    None: (Tab.TERMS, Tab.LITERATURE, Tab.DOCTOR),
}
"""The groups of exhibits in which an answer is looked for, to a criterion last."""

_WHOLE: dict[DenialReason | None, tuple[Tab, ...]] = {
    DenialReason.NOT_MEDICALLY_NECESSARY: (Tab.DOCTOR,),
    DenialReason.EXPERIMENTAL: (Tab.DOCTOR, Tab.LITERATURE),
    DenialReason.NOT_EMERGENCY: (Tab.DOCTOR,),
    DenialReason.NOT_COVERED: (Tab.TERMS,),
    None: (Tab.TERMS, Tab.DOCTOR),
}
"""The groups whose papers are named also when no sentence of them can be quoted."""

_NECESSARY = (
    r"medically necessary|medical necessity|necessary|médicamente necesari|needs?\b|require"
)
_SPEAKS: dict[DenialReason | None, re.Pattern[str]] = {
    DenialReason.NOT_MEDICALLY_NECESSARY: re.compile(_NECESSARY, re.IGNORECASE),
    DenialReason.EXPERIMENTAL: re.compile(
        r"standard|guideline|recommend|effective|benefi|study|studies|trial|FDA|approved|survival",
        re.IGNORECASE,
    ),
    DenialReason.NOT_EMERGENCY: re.compile(
        r"emergen|urgent|severe|acute|sudden|pain|ambulance|danger", re.IGNORECASE
    ),
    DenialReason.NOT_COVERED: re.compile(r"cover(?:ed|s|age)|benefit", re.IGNORECASE),
    None: re.compile(r"criteri|guideline|policy|requirement", re.IGNORECASE),
}
_AGAINST = re.compile(
    r"\b(?:not|no|never|nor|without|denie[sd]|denial|cannot|unless|excluded?|exclusions?)\b|n['’]t\b",
    re.IGNORECASE,
)
"""A sentence with one of these may say the opposite of what it is quoted for."""
_SENTENCE = re.compile(r"[^.!?]{20,600}?(?:[.!?](?=\s|$))")
_TITLES = re.compile(r"\b(Dr|Mr|Mrs|Ms|St|vs|No)\.")


def point_replies(
    record: CaseRecord, plan: PacketPlan, texts: Mapping[DocumentId, Sequence[str]]
) -> tuple[PointReply, ...]:
    """Return the reasons that the exhibits' letters give and exhibits answer, in their order.

    `texts` are those of the documents' pages. Only pages that are in the packet are quoted.
    """
    made: dict[str, PointReply] = {}
    for exhibit in plan.exhibits:
        if exhibit.document.kind not in _LETTERS:
            continue
        for said in proposals(texts.get(exhibit.document.id, ())):
            if said.field not in _FIELDS or said.reason is DenialReason.OTHER:
                continue
            page = said.passage.page + 1
            shown = tuple(_shown(said, plan, exhibit, texts))[:_MOST_SHOWN]
            if shown and exhibit.has_page(page):
                quoted = Quoted(exhibit.document.id, page, " ".join(said.said.split()))
                made.setdefault(quoted.words.casefold(), PointReply(quoted, shown))
    return tuple(made.values())[:_MOST_POINTS]


def _shown(
    said: Proposal,
    plan: PacketPlan,
    letter: Exhibit,
    texts: Mapping[DocumentId, Sequence[str]],
) -> Iterator[Quoted]:
    """Yield of each exhibit that speaks of a reason the sentence that does."""
    for tab in _ANSWERING[said.reason]:
        for exhibit in plan.exhibits:
            if exhibit.tab is not tab or exhibit.document.id == letter.document.id:
                continue
            quoted = _spoken(exhibit, _SPEAKS[said.reason], texts)
            if quoted is not None:
                yield quoted
            elif tab in _WHOLE[said.reason]:
                yield Quoted(exhibit.document.id, (exhibit.chosen or (1,))[0], "")


def _spoken(
    exhibit: Exhibit, speaks: re.Pattern[str], texts: Mapping[DocumentId, Sequence[str]]
) -> Quoted | None:
    for page, text in enumerate(texts.get(exhibit.document.id, ()), 1):
        if not exhibit.has_page(page):
            continue
        for sentence in _sentences(text):
            if speaks.search(sentence) and not _AGAINST.search(sentence):
                return Quoted(exhibit.document.id, page, sentence)
    return None


def _sentences(text: str) -> Iterator[str]:
    for paragraph in _paragraphs(text):
        flat = _TITLES.sub("\\1\0", " ".join(paragraph.split()))
        for found in _SENTENCE.finditer(flat):
            sentence = found[0].replace("\0", ".").strip()
            if len(sentence) <= _LONGEST:
                yield sentence


def _paragraphs(text: str) -> Iterator[str]:
    """Yield lines that run on; a short one, as of a letterhead, ends a paragraph."""
    lines = [line.strip() for line in text.splitlines()]
    full = _FULL * max(map(len, lines), default=0)
    kept: list[str] = []
    for line in lines:
        kept.append(line)
        if len(line) < full:
            yield " ".join(kept)
            kept = []
    yield " ".join(kept)
