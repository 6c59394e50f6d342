"""What must hold of deadlines whatever the record."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocate_desktop.domain.cases import (
    Case,
    CaseId,
    CaseRecord,
    DenialReason,
    Issue,
    Subject,
)
from advocate_desktop.domain.consistency import findings
from advocate_desktop.domain.counting import (
    add_business_days,
    add_months,
    is_working_day,
    roll_back,
    roll_forward,
)
from advocate_desktop.domain.coverage import Coverage, CoverageId, Program
from advocate_desktop.domain.deadlines import Deadline, derive
from advocate_desktop.domain.events import OUTCOMES, Event, EventId, EventKind, Method
from advocate_desktop.domain.moments import PACIFIC, Moment, day_of
from advocate_desktop.domain.people import Client, ClientId
from advocate_desktop.domain.routes import Route, options
from advocate_desktop.domain.rules import Anchor, Condition, MonthEnd, Rule, RuleBook, Unit
from advocate_desktop.domain.standing import standing
from advocate_desktop.services.rules import rule_book

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
TIMES = st.builds(
    lambda day, hour: datetime.combine(day, time(hour), PACIFIC), DAYS, st.integers(0, 23)
)


@st.composite
def events(draw: st.DrawFn) -> Event:
    kind = draw(st.sampled_from(EventKind))
    at: Moment = draw(st.one_of(DAYS, TIMES))
    outcome = draw(st.sampled_from([None, *OUTCOMES.get(kind, ())]))
    method = draw(st.sampled_from([None, *Method]))
    number = draw(st.integers(0, 10**9))
    return Event(EventId(str(number)), kind, at, method=method, outcome=outcome)


def record_of(happened: tuple[Event, ...], program: Program, **facts: Any) -> CaseRecord:
    return CaseRecord(
        Client(ClientId("c")),
        Coverage(CoverageId("v"), program=program),
        Case(CaseId("k"), **facts),
        events=happened,
    )


records = st.builds(
    lambda happened, program, reason, issue, urgent: record_of(
        tuple(happened), program, denial_reason=reason, issue=issue, serious_jeopardy=urgent
    ),
    st.lists(events(), max_size=12),
    st.sampled_from(Program),
    st.sampled_from([None, *DenialReason]),
    st.sampled_from(Issue),
    st.booleans(),
)
instants = TIMES


@given(records, instants)
def test_every_record_has_deadlines_doors_and_a_standing(
    record: CaseRecord, as_of: datetime
) -> None:
    deadlines = derive(record, rule_book(), as_of)
    doors = options(record, rule_book(), as_of)
    assert [door.route for door in doors] == list(Route)
    assert all(door.reasons for door in doors)
    assert standing(record, deadlines, doors, as_of).sentence
    assert isinstance(findings(record, as_of), tuple)
    for deadline in deadlines:
        assert deadline.explanation
        assert (deadline.state == "possible") == bool(deadline.question)


@given(records, instants)
def test_a_date_is_never_before_its_safe_day_nor_after_its_rolled_day(
    record: CaseRecord, as_of: datetime
) -> None:
    for deadline in derive(record, rule_book(), as_of):
        if deadline.due is None:
            assert deadline.not_before is not None
            continue
        if deadline.act_by is not None:
            assert deadline.act_by <= day_of(deadline.due)
            any_day = rule_book().in_force(deadline.rule).any_day
            assert any_day or is_working_day(deadline.act_by)
        if deadline.overdue_after is not None:
            assert day_of(deadline.due) <= day_of(deadline.overdue_after)
        assert day_of(deadline.when) >= day_of(deadline.started_by.at) or _moved(deadline)


def _moved(deadline: Deadline) -> bool:
    """Whether the rule counts from the date of a paper, or is cut by another event."""
    rule = rule_book().in_force(deadline.rule)
    return rule.anchor is Anchor.NOTICE or rule.bound is not None


@given(records, instants, st.randoms(use_true_random=False))
def test_the_order_of_the_record_does_not_matter(
    record: CaseRecord, as_of: datetime, shuffler: random.Random
) -> None:
    shuffled = list(record.events)
    shuffler.shuffle(shuffled)
    other = replace(record, events=tuple(shuffled))
    ours = derive(record, rule_book(), as_of)
    theirs = derive(other, rule_book(), as_of)
    # Two events alike but for their ids may stand for each other, so compare what is shown.
    assert [(d.rule, d.when, d.state) for d in ours] == [(d.rule, d.when, d.state) for d in theirs]


DAY_RULES = [
    rule
    for rule in rule_book().rules
    if rule.unit is Unit.CALENDAR_DAYS and rule.anchor is not Anchor.SILENCE
]


def facts_for(rule: Rule) -> dict[str, Any]:
    """Return facts of a case under which the rule exists."""
    facts: dict[str, Any] = {"subject": Subject.CARE_TO_COME}
    if Condition.PART_D_DRUG in rule.only_if:
        facts["subject"] = Subject.PART_D_DRUG
    if Condition.CANCELLATION in rule.only_if:
        facts["issue"] = Issue.CANCELLATION
    return facts


def due_day(rule: Rule, start: date) -> date | None:
    """Return the day a rule gives for a start; None when another version is in force then."""
    trigger = rule.starts[0]
    happened = [
        Event(
            EventId("start"),
            trigger.event,
            start,
            method=Method.FAX,
            outcome=trigger.outcomes[0] if trigger.outcomes else None,
            appointment=trigger.appointments[0] if trigger.appointments else None,
        )
    ]
    if Condition.EXPEDITED in rule.only_if and trigger.event is not EventKind.EXPEDITED_REQUESTED:
        happened.append(Event(EventId("expedited"), EventKind.EXPEDITED_REQUESTED, start))
    record = record_of(tuple(happened), rule.programs[0], **facts_for(rule))
    as_of = datetime.combine(start, time(12), PACIFIC)
    found = derive(record, RuleBook((rule,)), as_of)
    return day_of(found[0].when) if found else None


@pytest.mark.parametrize("rule", DAY_RULES, ids=lambda rule: f"{rule.id}-{rule.length}")
@given(day=st.dates(date(2020, 1, 1), date(2060, 1, 1)), shift=st.integers(0, 400))
def test_moving_the_start_moves_a_day_rule_by_as_many_days(
    rule: Rule, day: date, shift: int
) -> None:
    rule = replace(rule, valid_from=None, valid_until=None)
    first, moved = due_day(rule, day), due_day(rule, day + timedelta(days=shift))
    assert first is not None
    assert moved is not None
    assert (moved - first).days == shift


@given(DAYS, st.integers(0, 60))
def test_business_days_are_that_many_working_days(start: date, days: int) -> None:
    end = add_business_days(start, days)
    between = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    assert sum(is_working_day(day) for day in between) == days


@given(DAYS, st.integers(0, 30))
def test_months_keep_the_day_or_fall_on_a_months_edge(start: date, months: int) -> None:
    last = add_months(start, months)
    first = add_months(start, months, MonthEnd.NEXT_FIRST)
    assert (last.year - start.year) * 12 + last.month - start.month == months
    if last.day == start.day:
        assert first == last
    else:
        assert first == last + timedelta(days=1)
        assert first.day == 1


@given(DAYS)
def test_rolling_stops_at_the_nearest_working_day(day: date) -> None:
    forward, back = roll_forward(day), roll_back(day)
    assert back <= day <= forward
    assert is_working_day(forward)
    assert is_working_day(back)
    assert not any(is_working_day(day + timedelta(days=n)) for n in range((forward - day).days))
