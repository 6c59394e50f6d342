"""What a change does to deadlines, and what a user's mark does to one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest

from advocate_desktop.domain.cases import CaseRecord
from advocate_desktop.domain.deadline_marks import DeadlineMark, DeadlineMarkId
from advocate_desktop.domain.deadlines import Deadline, derive, with_marks
from advocate_desktop.domain.moves import moves
from advocate_desktop.domain.rules import RuleBook, RuleId

Build = Callable[..., CaseRecord]
RESOLVE = RuleId("ca.grievance.resolve")


@pytest.fixture
def clocks(rules: RuleBook, noon: Callable[[str], datetime]) -> Callable[..., tuple[Deadline, ...]]:
    """Derive a record's deadlines as of a day."""
    return lambda record, as_of="2026-02-20": derive(record, rules, noon(as_of))


Clocks = Callable[..., tuple[Deadline, ...]]


def test_moving_the_receipt_moves_every_clock_it_started(record: Build, clocks: Clocks) -> None:
    before = clocks(record(("grievance_received", "2026-01-12")), "2026-01-13")
    after = clocks(record(("grievance_received", "2026-01-14")), "2026-01-15")
    said = {move.rule: move.sentence for move in moves(before, after)}
    assert said[RESOLVE] == (
        "The plan answers your grievance: from Wed 11 Feb 2026 to Fri 13 Feb 2026."
    )
    assert set(said) == {
        "ca.grievance.acknowledge",
        "ca.grievance.resolve",
        "ca.dmhc.wait",
        "ca.imr.wait",
    }


def test_an_answer_changes_a_state_and_brings_new_clocks(record: Build, clocks: Clocks) -> None:
    received = ("grievance_received", "2026-01-12")
    before = clocks(record(received))
    after = clocks(record(received, ("decision_received", "2026-02-02", "adverse")))
    said = " ".join(move.sentence for move in moves(before, after))
    assert "was overdue, now met" in said
    assert "New: You apply for Independent Medical Review, Sun 2 Aug 2026." in said
    assert "Gone: You apply for Independent Medical Review (cautious date" in said


def test_nothing_moves_when_nothing_changes(record: Build, clocks: Clocks) -> None:
    case = record(("grievance_received", "2026-01-12"))
    assert moves(clocks(case), clocks(case)) == ()


def mark(**said: object) -> DeadlineMark:
    known = {"id": DeadlineMarkId("m"), "started_on": date(2026, 1, 12)}
    return DeadlineMark(rule=RESOLVE, **(known | said))  # type: ignore[arg-type]


def test_a_longer_time_given_by_a_letter_replaces_the_derived_day_and_shows_it(
    record: Build, clocks: Clocks, noon: Callable[[str], datetime]
) -> None:
    derived = clocks(record(("grievance_received", "2026-01-12")))
    given = mark(new_date=date(2026, 2, 25), reason="the plan's letter of 9 February")
    moved = next(d for d in with_marks(derived, [given], noon("2026-02-20")) if d.rule == RESOLVE)
    assert (str(moved.due), str(moved.overdue_after)) == ("2026-02-25", "2026-02-25")
    assert (moved.state, moved.days_left) == ("open", 5)
    assert str(moved.derived_date) == "2026-02-11"
    assert moved.explanation[-1] == (
        "Set by hand to Wed 25 Feb 2026: the plan's letter of 9 February."
    )
    others = [d for d in with_marks(derived, [given], noon("2026-02-20")) if d.rule != RESOLVE]
    assert others == [d for d in derived if d.rule != RESOLVE]


def test_a_handled_deadline_keeps_its_date_and_state(
    record: Build, clocks: Clocks, noon: Callable[[str], datetime]
) -> None:
    derived = clocks(record(("grievance_received", "2026-01-12")))
    handled = mark(handled_on=date(2026, 2, 19))
    found = next(d for d in with_marks(derived, [handled], noon("2026-02-20")) if d.rule == RESOLVE)
    assert (str(found.due), found.state, found.handled_on) == (
        "2026-02-11",
        "overdue",
        date(2026, 2, 19),
    )


def test_a_mark_belongs_to_one_start_alone(
    record: Build, clocks: Clocks, noon: Callable[[str], datetime]
) -> None:
    derived = clocks(record(("grievance_received", "2026-01-20")))
    assert with_marks(derived, [mark(new_date=date(2026, 4, 1))], noon("2026-02-20")) == derived
