"""Every rule and duty of the law as a row to read, search and copy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from advocate_desktop.domain.rules import (
    Condition,
    Confidence,
    Direction,
    Duty,
    Rule,
    RuleBook,
    Unit,
    Variant,
)
from advocate_desktop.ui import words
from advocate_desktop.ui.law_words import CONFIDENCES, TRACKS

_UNITS: dict[Unit, tuple[str, str]] = {
    Unit.CALENDAR_DAYS: ("day", "days"),
    Unit.BUSINESS_DAYS: ("working day", "working days"),
    Unit.MONTHS: ("month", "months"),
    Unit.HOURS: ("hour", "hours"),
}
_CONDITIONS: dict[Condition, str] = {
    Condition.EXPEDITED: "when a fast review was asked for",
    Condition.EXPERIMENTAL: "for experimental care",
    Condition.URGENT: "when waiting is a danger to health",
    Condition.CANCELLATION: "when coverage was cancelled",
    Condition.EXPEDITING_REFUSED: "when the plan refused a fast review",
    Condition.CARE_TO_COME: "for care still to come",
    Condition.PAYMENT: "for a payment",
    Condition.PART_B_DRUG: "for a Part B drug",
    Condition.PART_D_DRUG: "for a Part D drug",
}


@dataclass(frozen=True, slots=True)
class LawRow:
    """One rule or duty."""

    number: int
    """Its place in the rule book; tells apart two versions of one rule."""
    track: str
    """Code of the track."""
    title: str
    time: str
    """How long it runs, in words."""
    who: str
    """Who must act; empty for a duty that names nobody."""
    citation: str
    confidence: Confidence
    quote: str = ""
    source: str = ""
    version: str = ""
    verified_on: date | None = None
    guide_says: str = ""
    off_because: str = ""
    note: str = ""
    in_force: str = ""
    law_row: str = ""

    @property
    def details(self) -> tuple[tuple[str, str], ...]:
        """All there is to know, as label and text; what is not known is left out."""
        verified = words.day(self.verified_on) if self.verified_on else "not yet"
        listed = (
            ("Switched off", self.off_because),
            ("About", TRACKS[self.track]),
            ("Who must act", self.who),
            ("Time", self.time),
            ("In force", self.in_force),
            ("The law", self.citation),
            ("The law says", f"“{self.quote}”" if self.quote else ""),
            ("Consumer guides say", self.guide_says),
            ("How sure", CONFIDENCES[self.confidence]),
            ("Good to know", self.note),
            ("Source", self.source),
            ("Version read", self.version),
            ("Verified by a person", verified),
            ("Row", self.law_row),
        )
        return tuple((label, text) for label, text in listed if text)

    @property
    def text(self) -> str:
        """The whole row as plain text to paste."""
        return "\n".join((self.title, *(f"{label}: {text}" for label, text in self.details)))


def law_rows(book: RuleBook) -> tuple[LawRow, ...]:
    """Return every rule and duty by track, in the order of the rule book."""
    rules = [_rule(number, rule) for number, rule in enumerate(book.rules)]
    duties = [_duty(len(rules) + number, duty) for number, duty in enumerate(book.duties)]
    order = list(TRACKS)
    return tuple(sorted((*rules, *duties), key=lambda row: (order.index(row.track), row.number)))


def _rule(number: int, rule: Rule) -> LawRow:
    return LawRow(
        number=number,
        track=rule.track,
        title=rule.title,
        time="; ".join(_times(rule)),
        who=words.ACTORS[rule.actor],
        citation=rule.citation,
        confidence=rule.confidence,
        quote=rule.quote,
        source=rule.source,
        version=rule.version,
        verified_on=rule.verified_on,
        guide_says=rule.guide_says or "",
        off_because=rule.off_because,
        note=rule.note,
        in_force=_in_force(rule),
        law_row=rule.law_row,
    )


def _duty(number: int, duty: Duty) -> LawRow:
    return LawRow(
        number=number,
        track=duty.track,
        title=duty.text,
        time="No clock of its own",
        who="",
        citation=duty.citation,
        confidence=duty.confidence,
        quote=duty.quote,
        source=duty.source,
        version=duty.version,
        verified_on=duty.verified_on,
        law_row=duty.row,
    )


def _times(rule: Rule) -> Iterator[str]:
    waiting = "at most " if rule.direction is Direction.WAIT else ""
    yield waiting + _length(rule)
    for variant in rule.variants:
        when = " and ".join(_CONDITIONS[condition] for condition in variant.when)
        cited = f" ({variant.citation})" if variant.citation else ""
        yield f"{_length(variant)} {when}{cited}"


def _length(counted: Rule | Variant) -> str:
    one, many = _UNITS[counted.unit]
    return words.count(counted.length, one, many)


def _in_force(rule: Rule) -> str:
    since = f"from {words.day(rule.valid_from)}" if rule.valid_from else ""
    until = f"until {words.day(rule.valid_until)}" if rule.valid_until else ""
    return " ".join(part for part in (since, until) if part)
