"""Clocks: from which day a rule counts in a record, and where the count ends."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from advocate_desktop.domain.counting import (
    add_business_days,
    add_days,
    add_months,
    roll_back,
    roll_forward,
)
from advocate_desktop.domain.events import Event, EventKind
from advocate_desktop.domain.facts import Facts, Receipt
from advocate_desktop.domain.moments import PACIFIC, Moment, add_hours, day_of, earliest, latest
from advocate_desktop.domain.rules import (
    Actor,
    Anchor,
    Confidence,
    Direction,
    MonthEnd,
    Rule,
    Trigger,
    Unit,
    Variant,
)

OUTCOME_QUESTION = "Was the decision in the member's favor, in part, or against?"
TIME_QUESTION = "At what time of day did it happen?"
SUBJECT_QUESTION = (
    "What is in dispute: care still to come, payment for care already given, or a drug?"
)


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
    question: str = ""
    """What to find out, when a deciding fact is missing."""
    presumed: bool = False
    """The start itself is unsure, so that no day proves anybody late."""


def lengths_of(rule: Rule, facts: Facts) -> tuple[Length, ...]:
    """Return the rule's length under the conditions of the case: the first variant that fits.

    When it is not known what is in dispute, the lengths that it could have follow.
    """
    fits = [v for v in rule.variants if facts.conditions.issuperset(v.when)]
    certain = _variant(rule, fits[0]) if fits else _own(rule)
    if not facts.unknown or not rule.variants:
        return (certain,)
    could = facts.conditions | facts.unknown
    others = [
        _variant(rule, v)
        for v in rule.variants
        if facts.unknown.intersection(v.when) and could.issuperset(v.when)
    ]
    return (certain, *others)


def _own(rule: Rule) -> Length:
    return Length(
        rule.length, rule.unit, rule.citation, rule.confidence, rule.month_end, rule.delay
    )


def _variant(rule: Rule, variant: Variant) -> Length:
    return Length(
        variant.length,
        variant.unit,
        variant.citation or rule.citation,
        variant.confidence or rule.confidence,
        rule.month_end,
        variant.delay or rule.delay,
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


_GRIEVANCE = (EventKind.GRIEVANCE_RECEIVED, EventKind.GRIEVANCE_FILED)
_APPEAL = (EventKind.APPEAL_RECEIVED, EventKind.APPEAL_FILED)


def _from_receipts(rule: Rule, facts: Facts) -> list[Start]:
    for trigger in rule.starts:
        if trigger.event in _GRIEVANCE:
            receipts = facts.receipts
        elif trigger.event in _APPEAL:
            receipts = facts.appeal_receipts
        else:
            receipts = tuple(Receipt(event, event.at) for event in facts.events(trigger.event))
        if receipts:
            return [Start(r.event, r.at, r.not_earlier_than, r.question) for r in receipts]
    return []


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
    if trigger.appointments and event.appointment not in trigger.appointments:
        return None
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


def count(
    rule: Rule, lengths: tuple[Length, ...], start: Start, facts: Facts
) -> tuple[Count, Length]:
    """Count from a start to the end of a rule's length; return the length shown as well.

    With several possible lengths the member's own date is the earliest of them and that of the
    plan or an agency the latest, and the other extreme is kept beside it.
    """
    counted = [(_count_one(rule, length, start, facts), length) for length in lengths]
    if len(counted) == 1:
        return counted[0]
    counted.sort(key=lambda pair: earliest(pair[0].nominal))
    (first, first_length), (last, last_length) = counted[0], counted[-1]
    if first.nominal == last.nominal:
        return first, first_length
    own = rule.actor is Actor.MEMBER
    shown, length, other = (first, first_length, last) if own else (last, last_length, first)
    question = shown.question or SUBJECT_QUESTION
    return replace(shown, other=other.nominal, question=question), length


def _count_one(rule: Rule, length: Length, start: Start, facts: Facts) -> Count:
    if length.unit is Unit.HOURS:
        return _count_hours(length, start)
    last = _bounded(rule, _ends(length, day_of(start.at)), facts)
    other = _ends(length, start.not_earlier_than) if start.not_earlier_than else None
    nominal = _at_hour(rule, last)
    question = start.question or _bound_question(rule, facts)
    unsure = bool(question)
    if rule.direction is Direction.WAIT:
        return Count(nominal, other, None, None, question, unsure)
    if rule.actor is Actor.MEMBER:
        act_by = last if rule.any_day else roll_back(last)
        return Count(nominal, other, act_by, None, question, unsure)
    return Count(nominal, other, None, roll_forward(last), question, unsure)


def _bound_question(rule: Rule, facts: Facts) -> str:
    if rule.bound is None or facts.latest_any_day(rule.bound.event) is not None:
        return ""
    return rule.bound.ask


def _bounded(rule: Rule, last: date, facts: Facts) -> date:
    """Move the end to the other event's count when the rule names one and the record holds it."""
    if rule.bound is None:
        return last
    event = facts.latest_any_day(rule.bound.event)
    if event is None:
        return last
    other = day_of(event.at) + timedelta(days=rule.bound.days)
    return max(last, other) if rule.bound.later else min(last, other)


def _at_hour(rule: Rule, last: date) -> Moment:
    if rule.at_hour is None:
        return last
    return datetime.combine(last, time(rule.at_hour), PACIFIC)


def _count_hours(length: Length, start: Start) -> Count:
    """Count hours; without a time of day both ends of the day are possible, the later one shown."""
    ends = add_hours(latest(start.at), length.length)
    if isinstance(start.at, datetime):
        return Count(ends, None, None, ends, start.question, bool(start.question))
    soonest = add_hours(earliest(start.at), length.length)
    question = start.question or TIME_QUESTION
    return Count(ends, soonest, None, ends, question, bool(start.question))


def _ends(length: Length, start: date) -> date:
    if length.unit is Unit.MONTHS:
        return add_months(start, length.length, length.month_end)
    if length.unit is Unit.BUSINESS_DAYS:
        return add_business_days(start, length.length)
    return add_days(start, length.length)
