"""The one sentence that begins a case page, and the step beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from advocate_desktop.domain.cases import CaseRecord
from advocate_desktop.domain.consistency import findings
from advocate_desktop.domain.deadlines import derive
from advocate_desktop.domain.routes import options
from advocate_desktop.domain.rules import RuleBook
from advocate_desktop.domain.standing import Standing, Step, relevant, standing

Build = Callable[..., CaseRecord]
DENIED = ("denial_received", "2026-01-05")
FILED = ("grievance_filed", "2026-01-12", "fax")
NECESSITY: dict[str, Any] = {"denial_reason": "not_medically_necessary"}


@pytest.fixture
def stand(rules: RuleBook, noon: Callable[[str], datetime]) -> Callable[..., Standing]:
    """Return where a record stands as of a day."""

    def find(record: CaseRecord, as_of: str) -> Standing:
        now = noon(as_of)
        return standing(record, derive(record, rules, now), options(record, rules, now), now)

    return find


Stand = Callable[..., Standing]


@pytest.mark.parametrize(
    ("more", "as_of", "status", "first_step"),
    [
        ((), "2026-01-06", "new", Step.WRITE_GRIEVANCE),
        ((FILED,), "2026-01-13", "grievance_pending", Step.RECORD_DECISION),
        ((FILED,), "2026-01-21", "plan_late", Step.WRITE_FOLLOW_UP),
        (
            (FILED, ("acknowledgement_received", "2026-01-15")),
            "2026-02-12",
            "plan_late",
            Step.WRITE_OVERDUE_NOTICE,
        ),
        (
            (FILED, ("decision_received", "2026-02-01", "adverse")),
            "2026-02-02",
            "decided",
            Step.PREPARE_IMR,
        ),
        (
            (FILED, ("decision_received", "2026-02-01", "adverse"), ("imr_filed", "2026-02-10")),
            "2026-02-11",
            "with_imr",
            Step.RECORD_EVENT,
        ),
        (
            (
                FILED,
                ("decision_received", "2026-02-01", "adverse"),
                ("dmhc_complaint_filed", "2026-02-10"),
            ),
            "2026-02-11",
            "with_dmhc",
            Step.PREPARE_IMR,
        ),
        ((FILED, ("decision_received", "2026-02-01", "favorable")), "2026-02-02", "won", None),
        (
            (("imr_accepted", "2026-02-10"), ("imr_decision_received", "2026-03-01", "overturned")),
            "2026-03-20",
            "plan_late",
            Step.WRITE_IMPLEMENTATION,
        ),
        ((FILED, ("withdrawn", "2026-01-14")), "2026-03-01", "withdrawn", None),
        ((FILED, ("closed", "2026-01-14")), "2026-03-01", "closed", None),
    ],
)
def test_a_case_stands_where_its_record_says(
    more: tuple[Any, ...],
    as_of: str,
    status: str,
    first_step: Step | None,
    record: Build,
    stand: Stand,
) -> None:
    found = stand(record(DENIED, *more, **NECESSITY), as_of)
    assert found.status == status
    if first_step is not None:
        assert found.steps[0] is first_step


def test_silence_is_said_in_days_with_the_date_it_was_due(record: Build, stand: Stand) -> None:
    case = record(DENIED, FILED, ("acknowledgement_received", "2026-01-15"), **NECESSITY)
    found = stand(case, "2026-02-15")
    assert found.sentence == (
        "The plan is 4 days late: it had to answer your grievance by Wed 11 Feb 2026."
    )
    assert found.late_days == 4
    assert Step.PREPARE_IMR in found.steps
    assert Step.PREPARE_DMHC in found.steps


def test_the_plans_time_is_not_over_on_its_last_day(record: Build, stand: Stand) -> None:
    case = record(DENIED, FILED, ("acknowledgement_received", "2026-01-15"), **NECESSITY)
    assert stand(case, "2026-02-11").status == "grievance_pending"
    assert stand(case, "2026-02-12").sentence.startswith("The plan is 1 day late")


def test_dates_of_a_closed_door_are_not_the_next_ones(
    record: Build, stand: Stand, rules: RuleBook, noon: Callable[[str], datetime]
) -> None:
    decided = ("decision_received", "2026-02-01", "adverse")
    covered = record(DENIED, FILED, decided, denial_reason="not_covered")
    now = noon("2026-02-02")
    deadlines = derive(covered, rules, now)
    kept = {d.rule for d in relevant(deadlines, options(covered, rules, now))}
    assert "ca.imr.apply_by" in {d.rule for d in deadlines}
    assert "ca.imr.apply_by" not in kept
    assert "ca.dmhc.file_by" in kept
    found = stand(covered, "2026-02-02").next_deadline
    assert found is not None
    assert found.rule == "ca.dmhc.file_by"


def test_danger_puts_the_expedited_letter_first(record: Build, stand: Stand) -> None:
    found = stand(record(DENIED, serious_jeopardy=True, **NECESSITY), "2026-01-06")
    assert found.steps[0] is Step.WRITE_EXPEDITED


def test_a_case_without_dates_asks_for_the_denial(record: Build, stand: Stand) -> None:
    assert stand(record(**NECESSITY), "2026-01-06").steps[0] is Step.RECORD_DENIAL


def test_a_mailed_grievance_asks_for_its_receipt(record: Build, stand: Stand) -> None:
    found = stand(record(DENIED, ("grievance_filed", "2026-01-12", "mail")), "2026-01-13")
    assert found.steps[0] is Step.RECORD_RECEIPT
    assert "not recorded" in found.sentence


@pytest.mark.parametrize("ending", ["closed", "withdrawn"])
def test_an_ended_case_has_no_next_date(ending: str, record: Build, stand: Stand) -> None:
    found = stand(record(DENIED, FILED, (ending, "2026-01-14"), **NECESSITY), "2026-03-01")
    assert (found.next_deadline, found.steps, found.late_days) == (None, (), 0)


@pytest.mark.parametrize(
    ("events", "code"),
    [
        ((FILED, ("acknowledgement_received", "2026-01-10")), "answer_before_question"),
        ((DENIED, ("decision_received", "2026-02-01", "adverse")), "answer_without_question"),
        ((("incident", "2026-12-01"),), "event_in_future"),
        (
            (
                FILED,
                ("decision_received", "2026-02-01", "adverse"),
                ("decision_received", "2026-02-09", "favorable"),
            ),
            "several_decisions",
        ),
        ((FILED, ("decision_received", "2026-02-01")), "outcome_unknown"),
        ((("grievance_filed", "2026-01-12", "mail"),), "receipt_unknown"),
        ((("appointment_requested", "2026-01-12"),), "appointment_kind_unknown"),
    ],
)
def test_odd_records_are_findings_not_failures(
    events: tuple[Any, ...], code: str, record: Build, noon: Callable[[str], datetime]
) -> None:
    found = findings(record(*events), noon("2026-02-20"))
    assert code in {finding.code for finding in found}


def test_an_orderly_record_has_no_findings(record: Build, noon: Callable[[str], datetime]) -> None:
    case = record(
        DENIED,
        FILED,
        ("acknowledgement_received", "2026-01-15"),
        ("decision_received", "2026-02-01", "adverse"),
    )
    assert findings(case, noon("2026-02-20")) == ()
