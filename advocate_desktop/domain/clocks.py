"""Clocks: from which day a rule counts in a record, and where the count ends."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from advocate_desktop.domain.counting import (
    add_business_days,
    add_days,
    add_months,
    roll_back,
    roll_forward,
)
from advocate_desktop.domain.events import Event, EventKind
from advocate_desktop.domain.facts import Facts, Receipt, presume_receipt
from advocate_desktop.domain.moments import Moment, add_hours, day_of, earliest, latest
from advocate_desktop.domain.rules import (
    Actor,
    Anchor,
    Confidence,
    Direction,
    MonthEnd,
    Rule,
    Trigger,
    Unit,
)

OUTCOME_QUESTION = "Was the decision in the member's favor, in part, or against?"
TIME_QUESTION = "At what time of day did it happen?"


@dataclass(frozen=True, slots=True)
class Length:
    """How long a rule runs in this case, and on whose authority."""

    length: int
    unit: Unit
    citation: str
    confidence: Confidence
    month_end: MonthEnd
    delay: int


@dataclass(frozen=True, slots=True)
class Start:
    """The day or instant a count begins, and the event it comes from."""

    event: Event
    at: Moment
    """Counted from here; not itself counted."""
    not_earlier_than: date | None = None
    """For a presumed start: the earliest it can have been."""
    question: str = ""
    """What to find out, when the start is not sure."""
    silence: date | None = None
    """For a count that begins with silence: the receipt it was counted from."""


@dataclass(frozen=True, slots=True)
class Count:
    """Where a count ends, in the ways different people must read it."""

    nominal: Moment
    other: Moment | None
    """The other value, when a deciding fact is missing."""
    act_by: date | None
    overdue_after: Moment | None
    question: str


def length_of(rule: Rule, facts: Facts) -> Length:
    """Return the rule's length under the conditions of the case: the first variant that fits."""
    for variant in rule.variants:
        if facts.conditions.issuperset(variant.when):
            return Length(
                variant.length,
                variant.unit,
                variant.citation or rule.citation,
                variant.confidence or rule.confidence,
                rule.month_end,
                variant.delay or rule.delay,
            )
    return Length(
        rule.length, rule.unit, rule.citation, rule.confidence, rule.month_end, rule.delay
    )


def starts(rule: Rule, length: Length, facts: Facts) -> list[Start]:
    """Return every start of a rule in a record, oldest first."""
    if rule.anchor is Anchor.RECEIPT:
        return _from_receipts(rule, facts)
    if rule.anchor is Anchor.SILENCE:
        begun = [
            _after_silence(rule, length, start, facts) for start in _from_receipts(rule, facts)
        ]
        return [start for start in begun if start is not None]
    return _from_events(rule, facts)


def _from_receipts(rule: Rule, facts: Facts) -> list[Start]:
    grievance = (EventKind.GRIEVANCE_RECEIVED, EventKind.GRIEVANCE_FILED)
    for trigger in rule.starts:
        if trigger.event in grievance:
            receipts = facts.receipts
        else:
            receipts = tuple(_receipt(event) for event in facts.events(trigger.event))
        if receipts:
            return [Start(r.event, r.at, r.not_earlier_than, r.question) for r in receipts]
    return []


def _receipt(event: Event) -> Receipt:
    """Treat another paper to the plan, such as an appeal, as a grievance is treated."""
    return Receipt(event, event.at) if event.method is None else presume_receipt(event)


def _after_silence(rule: Rule, length: Length, start: Start, facts: Facts) -> Start | None:
    """Return the start once the silence is complete; None when it is broken or not yet over."""
    silent_until = day_of(start.at) + timedelta(days=length.delay)
    first = start.not_earlier_than or day_of(start.at)
    answered = any(
        first <= day_of(event.at) <= silent_until for event in facts.past(rule.broken_by)
    )
    if answered or facts.today < silent_until:
        return None
    return replace(start, at=silent_until, silence=day_of(start.at))


def _from_events(rule: Rule, facts: Facts) -> list[Start]:
    for trigger in rule.starts:
        found = [_start(rule, trigger, event, facts) for event in facts.events(trigger.event)]
        known = [start for start in found if start is not None]
        if known:
            return known
    return []


def _start(rule: Rule, trigger: Trigger, event: Event, facts: Facts) -> Start | None:
    question = ""
    if trigger.outcomes and event.outcome not in trigger.outcomes:
        if event.outcome is not None:
            return None
        question = OUTCOME_QUESTION
    at: Moment = event.at
    if rule.anchor is Anchor.NOTICE:
        notice = facts.record.document(event.document) if event.document else None
        if notice is not None and notice.date is not None:
            at = notice.date
    return Start(event, at, question=question)


def count(rule: Rule, length: Length, start: Start) -> Count:
    """Count from a start to the end of a rule's length."""
    if length.unit is Unit.HOURS:
        return _count_hours(length, start)
    nominal = _ends(length, day_of(start.at))
    other = _ends(length, start.not_earlier_than) if start.not_earlier_than else None
    member = rule.actor is Actor.MEMBER
    waiting = rule.direction is Direction.WAIT
    return Count(
        nominal,
        other,
        roll_back(nominal) if member and not waiting else None,
        None if member or waiting else roll_forward(nominal),
        start.question,
    )


def _count_hours(length: Length, start: Start) -> Count:
    """Count hours; without a time of day both ends of the day are possible, the later one shown."""
    ends = add_hours(latest(start.at), length.length)
    if isinstance(start.at, datetime):
        return Count(ends, None, None, ends, start.question)
    soonest = add_hours(earliest(start.at), length.length)
    return Count(ends, soonest, None, ends, start.question or TIME_QUESTION)


def _ends(length: Length, start: date) -> date:
    if length.unit is Unit.MONTHS:
        return add_months(start, length.length, length.month_end)
    if length.unit is Unit.BUSINESS_DAYS:
        return add_business_days(start, length.length)
    return add_days(start, length.length)
