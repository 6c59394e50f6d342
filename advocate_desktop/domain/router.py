"""Which law applies: from a coverage's facts to its program and tracks (law.md section 4)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from advocate_desktop.domain.coverage import Program
from advocate_desktop.domain.rules import Confidence


class Hearing(StrEnum):
    """Whether a State Fair Hearing was asked for or held on the same issue."""

    NONE = "none"
    REQUESTED = "requested"
    HELD = "held"


class Regulator(StrEnum):
    """The agency named on the card or in the Evidence of Coverage."""

    DMHC = "dmhc"
    CDI = "cdi"


@dataclass(frozen=True, slots=True)
class CoverageFacts:
    """What is known of a coverage; None means that nobody has said yet."""

    medicare_advantage: bool | None = None
    medi_cal: bool | None = None
    fehb: bool | None = None
    """A plan for federal employees or retirees."""
    self_funded: bool | None = None
    """An employer's plan that pays its claims itself, whoever runs it."""
    regulator: Regulator | None = None
    knox_keene: bool | None = None
    """Whether a Medi-Cal plan holds a Knox-Keene licence; a few county plans do not."""
    hearing: Hearing = Hearing.NONE


@dataclass(frozen=True, slots=True)
class TrackChoice:
    """One track that applies or does not, with why."""

    track: str
    applies: bool
    reason: str
    citation: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Routing:
    """Where a coverage leads: a program when the facts settle it, else the question to ask."""

    program: Program | None
    tracks: tuple[TrackChoice, ...]
    question: str = ""
    """The next thing to find out; empty when nothing is missing."""
    fact: str = ""
    """Which of the `CoverageFacts` answers the question."""


def route(facts: CoverageFacts) -> Routing:
    """Apply the decision table's first step: the first fact that is true decides.

    A fact that is not known and could still decide becomes the question.
    """
    for known, decide, fact in _DECIDING:
        answer = known(facts)
        if answer is None:
            return Routing(None, (), QUESTIONS[fact], fact)
        if answer:
            return decide(facts)
    return _by_regulator(facts)


def _medicare(_: CoverageFacts) -> Routing:
    reason = "Medicare Advantage follows federal rules; the DMHC only licenses the plan."
    return Routing(
        Program.MEDICARE_ADVANTAGE,
        (
            TrackChoice("medicare_advantage", True, reason, "42 CFR 422.592(a)", _P),
            _closed("dmhc_complaint", reason, "42 CFR 422.592(a)", Confidence.MEMORY),
            _closed("imr", reason, "42 CFR 422.592(a)", Confidence.MEMORY),
        ),
    )


def _fehb(_: CoverageFacts) -> Routing:
    reason = "A federal employees' plan reconsiders first; then the federal agency (OPM) reviews."
    return Routing(
        Program.FEHB,
        (
            TrackChoice("fehb", True, reason, "48 CFR 1652.204-72", _P),
            _closed("imr", reason, "48 CFR 1652.204-72", Confidence.MEMORY),
        ),
    )


def _medi_cal(facts: CoverageFacts) -> Routing:
    appeal = TrackChoice(
        "medi_cal",
        True,
        "Medi-Cal has the plan's appeal and the State Fair Hearing.",
        "42 CFR 438.402",
        Confidence.SECONDARY,
    )
    if facts.knox_keene is None:
        return Routing(Program.MEDI_CAL, (appeal,), QUESTIONS["knox_keene"], "knox_keene")
    if not facts.knox_keene:
        reason = "Without a Knox-Keene licence the DMHC cannot act: only the State hearing is open."
        cite, how = "disabilityrightsca.org publication 5534.01", Confidence.SECONDARY
        closed = (_closed("dmhc_complaint", reason, cite, how), _closed("imr", reason, cite, how))
        return Routing(Program.MEDI_CAL, (appeal, *closed))
    return Routing(
        Program.MEDI_CAL, (appeal, *_plan_tracks(), _review_after_hearing(facts.hearing))
    )


def _review_after_hearing(hearing: Hearing) -> TrackChoice:
    cite = "28 CCR 1300.74.30"
    if hearing is Hearing.HELD:
        reason = "A State Fair Hearing on the same issue was held: no medical review any more."
        return _closed("imr", reason, cite, Confidence.SECONDARY)
    if hearing is Hearing.REQUESTED:
        reason = "A hearing was asked for; plans differ on whether that already ends the review."
        return TrackChoice("imr", True, reason, cite, Confidence.SECONDARY)
    return TrackChoice("imr", True, _REVIEW, "Health & Safety Code 1374.30(b)", _P)


def _self_funded(_: CoverageFacts) -> Routing:
    cite = "42 USC 300gg-19(b)(2)(B)"
    reason = "A self-funded employer plan follows federal rules, whoever runs it."
    return Routing(
        Program.SELF_FUNDED,
        (
            TrackChoice("erisa", True, reason, "29 CFR 2560.503-1", _P),
            TrackChoice("federal_external_review", True, reason, cite, _P),
            _closed("dmhc_complaint", reason, cite, _P),
            _closed("imr", reason, cite, _P),
        ),
    )


def _by_regulator(facts: CoverageFacts) -> Routing:
    if facts.regulator is None:
        return Routing(None, (), QUESTIONS["regulator"], "regulator")
    if facts.regulator is Regulator.CDI:
        cite = "Insurance Code 10169"
        reason = "The Department of Insurance supervises this policy and has its own review."
        return Routing(
            Program.CDI,
            (
                TrackChoice("cdi_imr", True, reason, cite, _P),
                _closed("dmhc_complaint", reason, cite, _P),
                _closed("imr", reason, cite, _P),
            ),
        )
    review = TrackChoice("imr", True, _REVIEW, "Health & Safety Code 1374.30(b)", _P)
    return Routing(Program.DMHC_COMMERCIAL, (*_plan_tracks(), review))


def _plan_tracks() -> tuple[TrackChoice, ...]:
    return (
        TrackChoice(
            "plan_grievance",
            True,
            "The DMHC licenses the plan, so its grievance rules apply.",
            "Health & Safety Code 1368.01",
            _P,
        ),
        TrackChoice(
            "dmhc_complaint",
            True,
            "The DMHC takes complaints about the plans it licenses.",
            "Health & Safety Code 1368.03",
            _P,
        ),
    )


def _closed(track: str, reason: str, citation: str, confidence: Confidence) -> TrackChoice:
    return TrackChoice(track, False, reason, citation, confidence)


_P = Confidence.PRIMARY
_REVIEW = "Independent doctors can review a medical denial of a plan the DMHC licenses."
QUESTIONS = {
    "medicare_advantage": "Is it a Medicare Advantage plan (such as Senior Advantage)?",
    "medi_cal": "Is it Medi-Cal?",
    "fehb": "Is it a plan for federal employees or retirees (FEHB)?",
    "self_funded": (
        "Does an employer pay the claims itself (a self-funded plan)? The employer's benefits "
        "office knows."
    ),
    "regulator": (
        "Which agency does the card or the Evidence of Coverage name: the Department of Managed "
        "Health Care (DMHC) or the Department of Insurance (CDI)?"
    ),
    "knox_keene": (
        "Is the Medi-Cal plan licensed by the DMHC? A few county plans are not; the member "
        "handbook says whether you can ask for an Independent Medical Review."
    ),
}
"""How to ask for each of the `CoverageFacts` that can decide."""

_Decision = tuple[Callable[[CoverageFacts], bool | None], Callable[[CoverageFacts], Routing], str]
_DECIDING: tuple[_Decision, ...] = (
    (lambda facts: facts.medicare_advantage, _medicare, "medicare_advantage"),
    (lambda facts: facts.medi_cal, _medi_cal, "medi_cal"),
    (lambda facts: facts.fehb, _fehb, "fehb"),
    (lambda facts: facts.self_funded, _self_funded, "self_funded"),
)
