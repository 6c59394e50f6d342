"""What a plan's notice should hold by law, and does not seem to: points a grievance can raise."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from advocate_desktop.domain.cases import DenialReason
from advocate_desktop.domain.coverage import Program
from advocate_desktop.domain.denial_reading.page_lines import letter_pages
from advocate_desktop.domain.denial_reading.proposals import LetterField, Proposal
from advocate_desktop.domain.documents import DocumentKind
from advocate_desktop.domain.rules import Confidence

_CLINICAL = re.compile(
    r"\b(?:clinical|medical) (?:reasons?|rationale|records?|notes|necessity)|\bdiagnos\w{2,6}"
    r"|\bsymptoms?\b|\bcondition\b|"
    r"\brazones? (?:clinicas?|medicas?)|\bdiagnostico\b|\bsintomas?\b|\bnecesidad medica\b"
    r"|medically necessary|medicamente necesari",
    re.I,
)
_DMHC = re.compile(
    r"department of managed health care|departamento de (?:atencion|cuidado)[^.]{0,30}administrad",
    re.I,
)
_DMHC_PHONE = re.compile(r"888[ .)-]{1,2}466[ .-]2219|888[ .)-]{1,2}HMO[ .-]2219", re.I)
_LEAST = 300
"""Characters below which a letter was not read well enough to say that it lacks something."""
_CHECKED = frozenset({DocumentKind.DENIAL_LETTER, DocumentKind.DECISION_LETTER})
_STATE_LAW = frozenset({Program.DMHC_COMMERCIAL, Program.MEDI_CAL})


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that a notice does not seem to hold."""

    row: str
    """The row of the table of law it rests on."""
    sentence: str
    """Carefully put: what does not seem to be there, and that one should look oneself."""
    law: str
    """What the law asks, in plain words."""
    citation: str
    confidence: Confidence


def missing(
    page_texts: Sequence[str],
    found: Sequence[Proposal],
    kind: DocumentKind,
    program: Program,
) -> tuple[Missing, ...]:
    """Return what a denial or an answer to a grievance under California law does not seem to hold.

    Nothing for other kinds and programs, and for texts too short to judge.
    """
    text = " ".join(page.flat for page in letter_pages(page_texts))
    if kind not in _CHECKED or program not in _STATE_LAW or len(text.strip()) < _LEAST:
        return ()
    fields = {proposal.field for proposal in found}
    reasons = {proposal.reason for proposal in found if proposal.field is LetterField.REASON}
    points = []
    if LetterField.CRITERION not in fields:
        points.append(_CRITERIA)
    if not _CLINICAL.search(text):
        points.append(_REASONS)
    if DenialReason.NOT_COVERED in reasons and LetterField.CRITERION not in fields:
        points.append(_PROVISION)
    if not (_DMHC.search(text) and _DMHC_PHONE.search(text)):
        points.append(_PARAGRAPH)
    return tuple(points)


_ANSWERS = "asks this of the plan's written answer to a grievance about a denial, delay or change"
_CRITERIA = Missing(
    "PG-05",
    "The text does not seem to name the criteria or guideline the plan used. Look yourself.",
    f"The law {_ANSWERS}: the criteria used.",
    "Health & Safety Code 1368(a)(5)",
    Confidence.SECONDARY,
)
_REASONS = Missing(
    "PG-05",
    "The text does not seem to give clinical reasons. Look yourself.",
    f"The law {_ANSWERS}: the clinical reasons.",
    "Health & Safety Code 1368(a)(5)",
    Confidence.SECONDARY,
)
_PROVISION = Missing(
    "PG-05",
    "The text says “not covered”, but does not seem to name the provision of the contract that "
    "excludes it. Look yourself.",
    "A denial as not a covered benefit “shall clearly specify the provision in the contract that "
    "excludes that coverage”.",
    "Health & Safety Code 1374.30(b)",
    Confidence.PRIMARY,
)
_PARAGRAPH = Missing(
    "PG-11",
    "The text does not seem to hold the paragraph on the Department of Managed Health Care with "
    "its telephone number. Look yourself, also on enclosed pages.",
    "The plan's letters and notices about a grievance print that paragraph.",
    "Health & Safety Code 1368.02(b)",
    Confidence.SECONDARY,
)
