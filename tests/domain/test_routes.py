"""The doors, row by row of the decision table (law.md section 4)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from advocate_desktop.domain.cases import CaseRecord
from advocate_desktop.domain.routes import Option, Route, RouteState, options
from advocate_desktop.domain.rules import RuleBook

Build = Callable[..., CaseRecord]
DENIED = ("denial_received", "2026-01-05")
FILED = ("grievance_filed", "2026-01-12", "fax")
DECIDED = ("decision_received", "2026-02-01", "adverse")
NECESSITY: dict[str, Any] = {"denial_reason": "not_medically_necessary"}


@pytest.fixture
def door(rules: RuleBook, noon: Callable[[str], datetime]) -> Callable[..., Option]:
    """Return one door of a record as of a day."""

    def find(route: str, record: CaseRecord, as_of: str = "2026-02-20") -> Option:
        found = options(record, rules, noon(as_of))
        return next(option for option in found if option.route == route)

    return find


Door = Callable[..., Option]


@pytest.mark.parametrize(
    ("program", "open_doors"),
    [
        ("medicare_advantage", {"medicare_reconsideration"}),
        ("self_funded", {"erisa_appeal"}),
        ("fehb", {"fehb_reconsideration"}),
        ("cdi", {"cdi_complaint"}),
        ("dmhc_commercial", {"plan_grievance"}),
        ("medi_cal", {"plan_grievance", "medi_cal_appeal"}),
    ],
)
def test_step_0_the_program_decides_which_doors_exist(
    program: str,
    open_doors: set[str],
    record: Build,
    rules: RuleBook,
    noon: Callable[[str], datetime],
) -> None:
    case = record(DENIED, program=program, **NECESSITY)
    found = options(case, rules, noon("2026-01-06"))
    assert {o.route.value for o in found if o.state is RouteState.OPEN} == open_doors
    assert [o.route for o in found] == list(Route)
    assert all(o.reasons for o in found)
    assert all(o.citations for o in found if o.state is RouteState.CLOSED)


@pytest.mark.parametrize("program", ["medicare_advantage", "self_funded", "cdi", "fehb"])
@pytest.mark.parametrize("route", ["dmhc_complaint", "imr"])
def test_step_0_the_dmhc_is_closed_to_other_programs(
    program: str, route: str, record: Build, door: Door
) -> None:
    case = record(DENIED, FILED, DECIDED, program=program, serious_jeopardy=True, **NECESSITY)
    assert door(route, case).state is RouteState.CLOSED


def test_step_0_a_hearing_already_held_closes_the_review_not_the_complaint(
    record: Build, door: Door
) -> None:
    case = record(
        DENIED,
        FILED,
        DECIDED,
        ("state_hearing_held", "2026-02-10"),
        program="medi_cal",
        **NECESSITY,
    )
    assert door("imr", case).state is RouteState.CLOSED
    assert door("dmhc_complaint", case).state is RouteState.OPEN


def test_step_0_a_hearing_only_asked_for_leaves_a_doubt(record: Build, door: Door) -> None:
    asked = ("state_hearing_requested", "2026-02-10")
    case = record(DENIED, FILED, DECIDED, asked, program="medi_cal", **NECESSITY)
    assert door("imr", case).state is RouteState.POSSIBLE


def test_step_1_danger_opens_the_dmhc_at_once(record: Build, door: Door) -> None:
    case = record(DENIED, serious_jeopardy=True, **NECESSITY)
    complaint = door("dmhc_complaint", case, "2026-01-06")
    assert complaint.state is RouteState.OPEN
    assert any("1-888-466-2219" in reason for reason in complaint.reasons)
    assert door("expedited_grievance", case, "2026-01-06").state is RouteState.OPEN
    assert door("imr", case, "2026-01-06").state is RouteState.POSSIBLE


def test_step_2_a_necessity_denial_can_be_reviewed_after_the_plans_decision(
    record: Build, door: Door
) -> None:
    found = door("imr", record(DENIED, FILED, DECIDED, **NECESSITY))
    assert (found.state, str(found.opens), str(found.until)) == (
        RouteState.OPEN,
        "2026-02-01",
        "2026-08-01",
    )
    assert "Health & Safety Code 1374.30(b)" in found.citations


def test_step_3_an_experimental_denial_needs_no_grievance(record: Build, door: Door) -> None:
    found = door("imr", record(DENIED, denial_reason="experimental"), "2026-01-06")
    assert found.state is RouteState.OPEN
    assert any("life-threatening" in reason for reason in found.reasons)


def test_step_4_emergency_payment_can_be_reviewed(record: Build, door: Door) -> None:
    case = record(DENIED, FILED, DECIDED, denial_reason="not_emergency", issue="billing")
    assert door("imr", case).state is RouteState.OPEN


def test_step_5_a_coverage_dispute_is_a_complaint(record: Build, door: Door) -> None:
    case = record(DENIED, FILED, DECIDED, denial_reason="not_covered")
    closed = door("imr", case)
    assert closed.state is RouteState.CLOSED
    assert "any part" in closed.reasons[0]
    assert door("dmhc_complaint", case).state is RouteState.OPEN


def test_step_6_a_cancellation_goes_straight_to_the_dmhc(record: Build, door: Door) -> None:
    case = record(("incident", "2026-01-05"), issue="cancellation")
    found = door("dmhc_complaint", case, "2026-01-06")
    assert (found.state, found.citations) == (RouteState.OPEN, ("28 CCR 1300.65.5",))


@pytest.mark.parametrize(
    "issue", ["billing", "quality_of_care", "appointment_delay", "communication"]
)
def test_step_7_other_disputes_are_complaints_after_the_wait(
    issue: str, record: Build, door: Door
) -> None:
    case = record(("incident", "2026-01-05"), FILED, issue=issue)
    waiting = door("dmhc_complaint", case, "2026-02-10")
    assert (waiting.state, str(waiting.opens)) == (RouteState.NOT_YET, "2026-02-11")
    assert door("dmhc_complaint", case, "2026-02-11").state is RouteState.OPEN
    assert door("imr", case, "2026-02-11").state is RouteState.CLOSED


def test_step_8_silence_opens_the_review_with_a_cautious_last_day(
    record: Build, door: Door
) -> None:
    case = record(DENIED, FILED, **NECESSITY)
    assert door("imr", case, "2026-02-10").state is RouteState.NOT_YET
    found = door("imr", case, "2026-02-11")
    assert (found.state, str(found.until)) == (RouteState.OPEN, "2026-08-11")
    urgent = record(DENIED, FILED, ("expedited_requested", "2026-01-12"), **NECESSITY)
    assert str(door("imr", urgent, "2026-01-15").opens) == "2026-01-15"
    assert door("imr", urgent, "2026-01-15").state is RouteState.OPEN


def test_step_9_a_refused_review_goes_on_as_a_complaint(record: Build, door: Door) -> None:
    applied = (("imr_filed", "2026-02-05"), ("imr_refused", "2026-02-10"))
    case = record(DENIED, FILED, DECIDED, *applied, **NECESSITY)
    assert door("imr", case).state is RouteState.CLOSED
    complaint = door("dmhc_complaint", case)
    assert complaint.state is RouteState.DONE
    assert complaint.citations == ("Health & Safety Code 1374.31(b)",)


def test_step_10_after_six_months_special_circumstances_remain(record: Build, door: Door) -> None:
    case = record(DENIED, FILED, DECIDED, **NECESSITY)
    assert door("imr", case, "2026-08-01").state is RouteState.OPEN
    late = door("imr", case, "2026-08-02")
    assert late.state is RouteState.POSSIBLE
    assert any("special circumstances" in reason for reason in late.reasons)
    assert door("dmhc_complaint", case, "2026-08-02").state is RouteState.POSSIBLE


def test_step_3b_a_lesser_condition_is_told_to_argue_necessity_as_well(
    record: Build, door: Door
) -> None:
    found = door("imr", record(DENIED, denial_reason="experimental"), "2026-01-06")
    assert any("argue that the care is necessary" in reason for reason in found.reasons)


def test_step_11_who_only_complains_is_warned_where_a_review_is_open(
    record: Build, door: Door
) -> None:
    medical = door("dmhc_complaint", record(DENIED, FILED, DECIDED, **NECESSITY))
    assert any("rights to go to court" in reason for reason in medical.reasons)
    coverage = door("dmhc_complaint", record(DENIED, FILED, DECIDED, denial_reason="not_covered"))
    assert not any("rights to go to court" in reason for reason in coverage.reasons)


def test_nothing_opens_before_a_grievance(record: Build, door: Door) -> None:
    case = record(DENIED, **NECESSITY)
    assert door("imr", case, "2026-06-01").state is RouteState.NOT_YET
    assert door("dmhc_complaint", case, "2026-06-01").state is RouteState.NOT_YET


def test_a_favorable_decision_closes_the_further_doors(record: Build, door: Door) -> None:
    case = record(DENIED, FILED, ("decision_received", "2026-02-01", "favorable"), **NECESSITY)
    assert door("imr", case).state is RouteState.CLOSED
    assert door("dmhc_complaint", case).state is RouteState.CLOSED


def test_an_unknown_reason_for_a_denial_is_asked_for(record: Build, door: Door) -> None:
    found = door("imr", record(DENIED, FILED, DECIDED))
    assert found.state is RouteState.POSSIBLE
    assert found.reasons[0].startswith("Which reason")


def test_used_doors_are_done(record: Build, door: Door) -> None:
    used = (("imr_filed", "2026-02-05"), ("dmhc_complaint_filed", "2026-02-05"))
    case = record(DENIED, FILED, DECIDED, *used, **NECESSITY)
    states = {r: door(r, case).state for r in ("plan_grievance", "dmhc_complaint", "imr")}
    assert set(states.values()) == {RouteState.DONE}


def test_a_grievance_after_180_days_may_still_be_taken(record: Build, door: Door) -> None:
    assert door("plan_grievance", record(DENIED), "2026-07-04").state is RouteState.OPEN
    late = door("plan_grievance", record(DENIED), "2026-07-05")
    assert late.state is RouteState.POSSIBLE
    assert "least a plan must allow" in late.reasons[0]


def test_a_refusal_to_expedite_points_to_the_dmhc(record: Build, door: Door) -> None:
    case = record(
        DENIED,
        ("expedited_requested", "2026-01-10"),
        ("expedited_refused", "2026-01-11"),
        serious_jeopardy=True,
        **NECESSITY,
    )
    found = door("expedited_grievance", case)
    assert found.state is RouteState.CLOSED
    assert "Health & Safety Code 1368.03(a)" in found.citations
    assert door("dmhc_complaint", case).state is RouteState.OPEN


def test_medi_cal_has_an_appeal_then_a_hearing(record: Build, door: Door) -> None:
    denied = record(DENIED, program="medi_cal", **NECESSITY)
    appeal = door("medi_cal_appeal", denied, "2026-01-06")
    assert (appeal.state, str(appeal.until)) == (RouteState.OPEN, "2026-03-06")
    assert door("medi_cal_appeal", denied, "2026-03-07").state is RouteState.CLOSED
    assert door("state_fair_hearing", denied).state is RouteState.NOT_YET
    decided = record(DENIED, ("appeal_filed", "2026-01-12"), DECIDED, program="medi_cal")
    hearing = door("state_fair_hearing", decided)
    assert (hearing.state, str(hearing.until)) == (RouteState.OPEN, "2026-06-01")
    assert door("medi_cal_appeal", decided).state is RouteState.DONE


def test_a_silent_medi_cal_plan_opens_the_hearing(record: Build, door: Door) -> None:
    silent = record(DENIED, FILED, program="medi_cal", **NECESSITY)
    assert door("state_fair_hearing", silent, "2026-02-12").state is RouteState.OPEN


def test_self_funded_plans_have_an_appeal_then_external_review(record: Build, door: Door) -> None:
    denied = record(DENIED, program="self_funded")
    assert str(door("erisa_appeal", denied).until) == "2026-07-04"
    assert door("federal_external_review", denied).state is RouteState.NOT_YET
    decided = record(DENIED, ("appeal_filed", "2026-01-12"), DECIDED, program="self_funded")
    review = door("federal_external_review", decided)
    assert (review.state, str(review.until)) == (RouteState.OPEN, "2026-06-01")


def test_an_unknown_program_leaves_questions_open(record: Build, door: Door) -> None:
    case = record(DENIED, program="other")
    assert door("plan_grievance", case).state is RouteState.POSSIBLE
    assert door("fehb_reconsideration", case).state is RouteState.POSSIBLE
