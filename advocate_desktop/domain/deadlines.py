"""Deadlines: what each rule makes of a case's record on a given day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from advocate_desktop.domain.arithmetic import (
    CONFIDENCE_WORDS,
    FILED_CONFIDENCE_WORDS,
    Working,
    explain,
)
from advocate_desktop.domain.cases import CaseId, CaseRecord
from advocate_desktop.domain.clocks import Count, Length, Start, count, lengths_of, starts
from advocate_desktop.domain.counting import roll_back
from advocate_desktop.domain.deadline_marks import DeadlineMark
from advocate_desktop.domain.events import Event, EventKind
from advocate_desktop.domain.facts import Facts
from advocate_desktop.domain.moments import Moment, day_of, earliest, in_words, latest
from advocate_desktop.domain.rules import Actor, Confidence, Direction, Rule, RuleBook, RuleId


class DeadlineState(StrEnum):
    """Where a deadline stands as of a day."""

    OPEN = "open"
    MET = "met"
    MET_LATE = "met_late"
    OVERDUE = "overdue"
    MISSED = "missed"
    POSSIBLE = "possible"
    WAITING = "waiting"
    REACHED = "reached"


UNSETTLED = frozenset(
    {DeadlineState.OPEN, DeadlineState.OVERDUE, DeadlineState.POSSIBLE, DeadlineState.WAITING}
)
"""States in which somebody still has something to do or to wait for."""


@dataclass(frozen=True, slots=True)
class EventMark:
    """The event that started or satisfied a deadline."""

    kind: EventKind
    at: Moment


@dataclass(frozen=True, slots=True)
class Deadline:
    """One clock of one case, with its arithmetic."""

    case: CaseId
    rule: RuleId
    track: str
    actor: Actor
    title: str
    must: str
    """What the actor must do, as it follows “must”."""
    started_by: EventMark
    due: Moment | None
    """Nominal last day (first day excluded, last included), or an instant for clocks in hours."""
    act_by: date | None
    """For the member: the last working day on or before `due`."""
    overdue_after: Moment | None
    """For the plan and agencies: `due` rolled forward off weekends and judicial holidays."""
    not_before: date | None
    """For a waiting period, in place of `due`."""
    state: DeadlineState
    satisfied_by: EventMark | None
    days_left: int
    """Calendar days from `as_of` to `due` or `not_before`; negative when past."""
    citation: str
    confidence: Confidence
    guide_says: str | None
    working: Working = field(repr=False, compare=False)
    question: str = ""
    """For `possible`: the question whose answer decides it."""
    other_due: Moment | None = None
    """For `possible`: the other value the date may have."""
    quote: str = ""
    source: str = ""
    handled_on: date | None = None
    """The day the user marked it handled."""
    derived_date: Moment | None = None
    """What was derived, when the user set another date."""
    moved_because: str = ""

    @property
    def explanation(self) -> tuple[str, ...]:
        """How it was counted, a line a step."""
        return self._told(CONFIDENCE_WORDS)

    @property
    def filed_explanation(self) -> tuple[str, ...]:
        """How it was counted, as a filing says it: without advice to who sends it."""
        return self._told(FILED_CONFIDENCE_WORDS)

    def _told(self, confidence: Mapping[Confidence, str]) -> tuple[str, ...]:
        lines = explain(self.working, confidence)
        if self.derived_date is None:
            return lines
        moved = f"Set by hand to {in_words(self.when)}: {self.moved_because}".rstrip(": ")
        return (*lines, f"{moved}.".replace("..", "."))

    @property
    def when(self) -> Moment:
        """The date to sort and show by: `due`, or `not_before` for a waiting period."""
        shown = self.due if self.due is not None else self.not_before
        assert shown is not None, "a deadline has a due date or a waiting period's end"
        return shown


def derive(record: CaseRecord, rules: RuleBook, as_of: datetime) -> tuple[Deadline, ...]:
    """Return every deadline of a case as of an instant, ordered by date, then rule id.

    Events after the day of `as_of` start clocks but satisfy none: they have not happened yet.
    """
    facts = Facts(record, as_of)
    found: list[Deadline] = []
    for rule in rules.for_program(record.coverage.program):
        if _exists(rule, facts):
            found.extend(_deadlines(rule, facts))
    found.sort(key=lambda d: (day_of(d.when), d.rule, earliest(d.started_by.at)))
    return with_marks(found, record.marks, as_of)


def _exists(rule: Rule, facts: Facts) -> bool:
    case = facts.record.case
    return (
        facts.has_any(rule.starts)  # most rules stop here
        and not facts.conditions.intersection(rule.unless)
        and facts.conditions.issuperset(rule.only_if)
        and (not rule.issues or case.issue in rule.issues)
        and (not rule.denial_reasons or case.denial_reason in rule.denial_reasons)
    )


def _deadlines(rule: Rule, facts: Facts) -> Iterator[Deadline]:
    lengths = lengths_of(rule, facts)
    found = starts(rule, lengths[0], facts)
    for number, start in enumerate(found):
        if not _in_force(rule, day_of(start.at)):
            continue
        until = day_of(found[number + 1].event.at) if number + 1 < len(found) else None
        yield _deadline(rule, lengths, start, until, facts)


def _in_force(rule: Rule, day: date) -> bool:
    started = rule.valid_from is None or rule.valid_from <= day
    return started and (rule.valid_until is None or day <= rule.valid_until)


def _deadline(
    rule: Rule, lengths: tuple[Length, ...], start: Start, until: date | None, facts: Facts
) -> Deadline:
    counted, length = count(rule, lengths, start, facts)
    answer = _answer(rule, start, until, facts)
    if rule.direction is Direction.WAIT:
        counted = _cut_short(counted, answer)
        state = _waiting(counted, facts)
    else:
        state = _state(rule, counted, answer, facts)
    waiting = rule.direction is Direction.WAIT
    return Deadline(
        case=facts.record.case.id,
        rule=rule.id,
        track=rule.track,
        actor=rule.actor,
        title=rule.title,
        must=rule.must,
        started_by=EventMark(start.event.kind, start.event.at),
        due=None if waiting else counted.nominal,
        act_by=counted.act_by,
        overdue_after=counted.overdue_after,
        not_before=day_of(counted.nominal) if waiting else None,
        state=state,
        satisfied_by=EventMark(answer.kind, answer.at) if answer else None,
        days_left=(day_of(counted.nominal) - facts.today).days,
        citation=length.citation,
        confidence=length.confidence,
        guide_says=rule.guide_says,
        working=Working(rule, length, start, counted, answer),
        question=counted.question if state is DeadlineState.POSSIBLE else "",
        other_due=counted.other if state is DeadlineState.POSSIBLE else None,
        quote=rule.quote,
        source=rule.source,
    )


def _answer(rule: Rule, start: Start, until: date | None, facts: Facts) -> Event | None:
    """Return the first event that satisfies or ends the clock begun by `start`.

    A plan's or agency's answer belongs to the latest paper before it; what a member sends serves
    for every clock that ran until then.
    """
    since = start.not_earlier_than or day_of(start.event.at)
    own = rule.actor is Actor.MEMBER and rule.direction is Direction.DUE
    for event in facts.past(rule.satisfied_by + rule.ended_by):
        day = day_of(event.at)
        if day >= since and (own or until is None or day <= until):
            return event
    return None


def _cut_short(counted: Count, answer: Event | None) -> Count:
    """End a waiting period on the day of the answer when that comes first."""
    if answer is None or day_of(answer.at) >= day_of(counted.nominal):
        return counted
    return Count(day_of(answer.at), None, None, None)


def _waiting(counted: Count, facts: Facts) -> DeadlineState:
    over = facts.today >= day_of(counted.nominal)
    return DeadlineState.REACHED if over else DeadlineState.WAITING


def _state(rule: Rule, counted: Count, answer: Event | None, facts: Facts) -> DeadlineState:
    last = counted.nominal if rule.actor is Actor.MEMBER else counted.overdue_after
    assert last is not None, "a plan's or agency's clock has a rolled day"
    surely_last = last
    if counted.other is not None and not counted.presumed:
        surely_last = max(last, counted.other, key=latest)
    if answer is not None:
        return _answered(answer, surely_last, counted)
    if _after(facts.as_of, surely_last) and not counted.presumed:
        return DeadlineState.MISSED if rule.actor is Actor.MEMBER else DeadlineState.OVERDUE
    return DeadlineState.POSSIBLE if counted.question else DeadlineState.OPEN


def _answered(answer: Event, surely_last: Moment, counted: Count) -> DeadlineState:
    late = _after(answer.at, surely_last)
    if counted.other is None:
        return DeadlineState.MET_LATE if late else DeadlineState.MET
    if counted.presumed:
        return DeadlineState.POSSIBLE if late else DeadlineState.MET
    if late:
        return DeadlineState.MET_LATE
    soonest = min(counted.nominal, counted.other, key=latest)
    return DeadlineState.POSSIBLE if _after(answer.at, soonest) else DeadlineState.MET


def _after(moment: Moment, last: Moment) -> bool:
    """Whether a moment is surely past a deadline: by instant for one in hours, else by day."""
    if isinstance(last, datetime):
        return earliest(moment) > last
    return day_of(moment) > last


def with_marks(
    deadlines: Iterable[Deadline], marks: Iterable[DeadlineMark], as_of: datetime
) -> tuple[Deadline, ...]:
    """Return the deadlines with the user's marks; what was derived stays visible beside them."""
    by_key = {(m.rule, m.started_on): m for m in marks}
    if not by_key:
        return tuple(deadlines)
    marked = (_marked(d, by_key.get((d.rule, day_of(d.started_by.at))), as_of) for d in deadlines)
    return tuple(sorted(marked, key=lambda d: (day_of(d.when), d.rule)))


def _marked(deadline: Deadline, mark: DeadlineMark | None, as_of: datetime) -> Deadline:
    if mark is None:
        return deadline
    if mark.new_date is not None:
        deadline = _moved(deadline, mark.new_date, mark.reason, day_of(as_of))
    return replace(deadline, handled_on=mark.handled_on)


def _moved(deadline: Deadline, new: date, reason: str, today: date) -> Deadline:
    waiting = deadline.due is None
    own = deadline.actor is Actor.MEMBER and not waiting
    return replace(
        deadline,
        due=None if waiting else new,
        not_before=new if waiting else None,
        act_by=roll_back(new) if own else None,
        overdue_after=None if own or waiting else new,
        state=_moved_state(deadline, new, today),
        days_left=(new - today).days,
        question="",
        other_due=None,
        derived_date=deadline.when,
        moved_because=reason,
    )


def _moved_state(deadline: Deadline, new: date, today: date) -> DeadlineState:
    if deadline.due is None:
        return DeadlineState.REACHED if today >= new else DeadlineState.WAITING
    answer = deadline.satisfied_by
    if answer is not None:
        return DeadlineState.MET if day_of(answer.at) <= new else DeadlineState.MET_LATE
    if today <= new:
        return DeadlineState.OPEN
    return DeadlineState.MISSED if deadline.actor is Actor.MEMBER else DeadlineState.OVERDUE
