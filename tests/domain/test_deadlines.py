"""How deadlines stand: met, late, missed, possible, and what starts and stops them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from advocate_desktop.domain.cases import CaseRecord
from advocate_desktop.domain.deadlines import Deadline, derive
from advocate_desktop.domain.moments import format_moment
from advocate_desktop.domain.rules import RuleBook

Build = Callable[..., CaseRecord]
Find = Callable[[CaseRecord, str, str], Deadline | None]
Noon = Callable[[str], datetime]

ACK, RESOLVE = "ca.grievance.acknowledge", "ca.grievance.resolve"


def state(found: Deadline | None) -> str:
    assert found is not None
    return found.state.value


def due(found: Deadline | None) -> str:
    assert found is not None
    assert found.due is not None
    return format_moment(found.due)


def test_the_example_of_the_contract(record: Build, clock: Find) -> None:
    found = clock(record(("grievance_received", "2026-01-12")), ACK, "2026-02-10T12:00-08:00")
    assert found is not None
    assert (str(found.due), found.act_by, str(found.overdue_after)) == (
        "2026-01-17",
        None,
        "2026-01-20",
    )
    assert (found.state, found.days_left, found.satisfied_by) == ("overdue", -24, None)
    assert (found.citation, found.confidence) == ("Health & Safety Code 1368(a)(4)(A)", "memory")
    assert found.guide_says == "five business days"
    assert (found.started_by.kind, str(found.started_by.at)) == ("grievance_received", "2026-01-12")


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2026-01-17", "open"),
        ("2026-01-20", "open"),  # the rolled day itself
        ("2026-01-21", "overdue"),
    ],
)
def test_the_plan_is_late_only_after_the_rolled_day(
    as_of: str, expected: str, record: Build, clock: Find
) -> None:
    assert state(clock(record(("grievance_received", "2026-01-12")), ACK, as_of)) == expected


@pytest.mark.parametrize(
    ("answered", "expected"),
    [("2026-01-17", "met"), ("2026-01-20", "met"), ("2026-01-21", "met_late")],
)
def test_an_answer_on_the_rolled_day_is_in_time(
    answered: str, expected: str, record: Build, clock: Find
) -> None:
    case = record(("grievance_received", "2026-01-12"), ("acknowledgement_received", answered))
    found = clock(case, ACK, "2026-03-01")
    assert state(found) == expected
    assert found is not None
    assert found.satisfied_by is not None
    assert str(found.satisfied_by.at) == answered


@pytest.mark.parametrize(
    ("filed", "as_of", "expected"),
    [
        (None, "2026-07-04", "open"),
        (None, "2026-07-05", "missed"),
        ("2026-07-04", "2026-08-01", "met"),
        ("2026-07-05", "2026-08-01", "met_late"),
    ],
)
def test_the_member_cannot_use_the_roll_to_gain_days(
    filed: str | None, as_of: str, expected: str, record: Build, clock: Find
) -> None:
    events = [("denial_received", "2026-01-05")]
    if filed:
        events.append(("grievance_filed", filed))
    assert state(clock(record(*events), "ca.grievance.file_by", as_of)) == expected


def test_a_denial_starts_the_180_days_before_an_incident_does(record: Build, clock: Find) -> None:
    case = record(("incident", "2025-11-01"), ("denial_received", "2026-01-05"))
    assert due(clock(case, "ca.grievance.file_by", "2026-01-06")) == "2026-07-04"
    only_incident = record(("incident", "2026-01-05"))
    assert due(clock(only_incident, "ca.grievance.file_by", "2026-01-06")) == "2026-07-04"


@pytest.mark.parametrize("method", ["phone", "portal", "fax", "email", "in_person"])
def test_a_grievance_sent_at_once_counts_as_received_that_day(
    method: str, record: Build, clock: Find
) -> None:
    case = record(("grievance_filed", "2026-01-12", method))
    found = clock(case, ACK, "2026-01-13")
    assert (due(found), state(found)) == ("2026-01-17", "open")


def test_a_mailed_grievance_counts_from_its_receipt(record: Build, clock: Find) -> None:
    mailed = ("grievance_filed", "2026-01-12", "mail")
    presumed = clock(record(mailed), RESOLVE, "2026-06-01")
    assert presumed is not None
    # Five days after mailing is 17 January; 30 more make 16 February.
    assert (due(presumed), state(presumed)) == ("2026-02-16", "possible")
    assert str(presumed.other_due) == "2026-02-11"
    assert presumed.question == "On which day did the plan receive the grievance?"
    assert any(presumed.question in line for line in presumed.explanation)
    known = clock(record(mailed, ("grievance_received", "2026-01-14")), RESOLVE, "2026-01-15")
    assert (due(known), state(known)) == ("2026-02-13", "open")


def test_an_unknown_way_of_sending_leaves_the_date_possible(record: Build, clock: Find) -> None:
    found = clock(record(("grievance_filed", "2026-01-12")), ACK, "2026-01-13")
    assert found is not None
    assert found.state == "possible"
    assert found.question.startswith("How was the grievance sent")


def test_an_answer_can_settle_a_possible_date_but_not_prove_it_late(
    record: Build, clock: Find
) -> None:
    mailed = ("grievance_filed", "2026-01-12", "mail")
    in_time = record(mailed, ("decision_received", "2026-02-10", "adverse"))
    assert state(clock(in_time, RESOLVE, "2026-06-01")) == "met"
    unsure = record(mailed, ("decision_received", "2026-02-20", "adverse"))
    assert state(clock(unsure, RESOLVE, "2026-06-01")) == "possible"


def test_an_expedited_case_has_no_acknowledgement_and_three_days(
    record: Build, clock: Find
) -> None:
    case = record(("grievance_received", "2026-03-02"), ("expedited_requested", "2026-03-02"))
    assert clock(case, ACK, "2026-03-03") is None
    assert due(clock(case, "ca.expedited.resolve", "2026-03-03")) == "2026-03-05"
    assert clock(case, "ca.dmhc.wait", "2026-03-03") is None
    waiting = clock(case, "ca.imr.wait", "2026-03-03")
    assert waiting is not None
    assert str(waiting.not_before) == "2026-03-05"
    silent = clock(case, "ca.imr.apply_by_silence", "2026-03-05")
    assert due(silent) == "2026-09-05"


def test_a_refusal_to_expedite_brings_the_ordinary_clocks_back(record: Build, clock: Find) -> None:
    case = record(
        ("grievance_filed", "2026-03-02", "fax"),
        ("expedited_requested", "2026-03-02"),
        ("expedited_refused", "2026-03-03"),
    )
    assert clock(case, "ca.expedited.resolve", "2026-03-10") is None
    assert due(clock(case, ACK, "2026-03-10")) == "2026-03-07"
    waiting = clock(case, "ca.imr.wait", "2026-03-10")
    assert waiting is not None
    assert str(waiting.not_before) == "2026-04-01"


def test_asking_again_after_a_refusal_starts_the_three_days_again(
    record: Build, rules: RuleBook, noon: Noon
) -> None:
    case = record(
        ("expedited_requested", "2026-03-02"),
        ("expedited_refused", "2026-03-03"),
        ("expedited_requested", "2026-03-06"),
    )
    found = derive(case, rules, noon("2026-03-07"))
    clocks = [d for d in found if d.rule == "ca.expedited.resolve"]
    assert [(str(d.due), d.state.value) for d in clocks] == [
        ("2026-03-05", "met"),
        ("2026-03-09", "open"),
    ]


@pytest.mark.parametrize(
    "facts", [{"serious_jeopardy": True}, {"issue": "cancellation"}], ids=["urgent", "cancellation"]
)
def test_some_cases_need_not_wait_for_the_dmhc(
    facts: dict[str, object], record: Build, clock: Find
) -> None:
    case = record(("grievance_filed", "2026-01-12"), **facts)
    assert clock(case, "ca.dmhc.wait", "2026-01-13") is None


def test_an_experimental_denial_need_not_wait_for_review(record: Build, clock: Find) -> None:
    case = record(("grievance_filed", "2026-01-12"), denial_reason="experimental")
    assert clock(case, "ca.imr.wait", "2026-01-13") is None
    assert clock(case, "ca.dmhc.wait", "2026-01-13") is not None


def test_the_plans_decision_ends_the_wait_early(record: Build, clock: Find) -> None:
    case = record(
        ("grievance_filed", "2026-01-12", "fax"), ("decision_received", "2026-01-20", "adverse")
    )
    for rule in ("ca.dmhc.wait", "ca.imr.wait"):
        found = clock(case, rule, "2026-01-21")
        assert found is not None
        assert (str(found.not_before), found.state) == ("2026-01-20", "reached")


@pytest.mark.parametrize(
    ("as_of", "expected"), [("2026-02-10", "waiting"), ("2026-02-11", "reached")]
)
def test_the_wait_is_over_on_day_thirty(
    as_of: str, expected: str, record: Build, clock: Find
) -> None:
    assert (
        state(clock(record(("grievance_filed", "2026-01-12")), "ca.dmhc.wait", as_of)) == expected
    )


def test_silence_is_not_silence_when_the_plan_answered_in_time(record: Build, clock: Find) -> None:
    rule = "ca.imr.apply_by_silence"
    received = ("grievance_received", "2026-01-12")
    assert clock(record(received), rule, "2026-02-10") is None
    answered = record(received, ("decision_received", "2026-02-11", "adverse"))
    assert clock(answered, rule, "2026-03-01") is None
    late = record(received, ("decision_received", "2026-02-12", "adverse"))
    assert due(clock(late, rule, "2026-03-01")) == "2026-08-11"


@pytest.mark.parametrize("outcome", ["adverse", "partial", "favorable"])
def test_only_an_unfavorable_decision_starts_the_six_months_for_review(
    outcome: str, record: Build, clock: Find
) -> None:
    case = record(("decision_received", "2026-03-15", outcome))
    found = clock(case, "ca.imr.apply_by", "2026-03-16")
    assert (found is None) == (outcome == "favorable")


def test_a_decision_of_unknown_outcome_makes_its_dates_possible(record: Build, clock: Find) -> None:
    found = clock(record(("decision_received", "2026-03-15")), "ca.imr.apply_by", "2026-03-16")
    assert found is not None
    assert (due(found), found.state) == ("2026-09-15", "possible")
    assert "favor" in found.question


def test_without_a_time_of_day_hours_are_possible_until_surely_over(
    record: Build, clock: Find
) -> None:
    case = record(("expedited_requested", "2026-03-01"), ("imr_filed", "2026-03-02"))
    found = clock(case, "ca.imr.accept", "2026-03-04T12:00-08:00")
    assert found is not None
    assert (due(found), found.state) == ("2026-03-04T23:59-08:00", "possible")
    assert found.other_due is not None
    assert format_moment(found.other_due) == "2026-03-04T00:00-08:00"
    assert state(clock(case, "ca.imr.accept", "2026-03-05T00:01-08:00")) == "overdue"


@pytest.mark.parametrize(
    ("reason", "extra", "due_on"),
    [
        ("not_medically_necessary", (), "2026-02-11"),
        ("not_medically_necessary", ("expedited_requested",), "2026-01-15"),
        ("experimental", (), "2026-02-11"),
        ("experimental", ("expedited_requested",), "2026-01-19"),
    ],
)
def test_the_reviewers_time_depends_on_urgency_and_kind(
    reason: str, extra: tuple[str, ...], due_on: str, record: Build, clock: Find
) -> None:
    events = [("imr_accepted", "2026-01-12"), *((kind, "2026-01-02") for kind in extra)]
    assert (
        due(clock(record(*events, denial_reason=reason), "ca.imr.decide", "2026-01-13")) == due_on
    )


def test_the_notice_date_counts_where_the_law_counts_from_the_notice(
    record: Build, clock: Find
) -> None:
    events = (("denial_received", "2026-01-09", "notice"),)
    documents = [("notice", "2026-01-05")]
    medicare = record(*events, program="medicare_advantage", documents=documents)
    assert due(clock(medicare, "medicare.reconsideration.file_by", "2026-01-10")) == "2026-03-11"
    commercial = record(*events, documents=documents)
    assert due(clock(commercial, "ca.grievance.file_by", "2026-01-10")) == "2026-07-08"


@pytest.mark.parametrize("program", ["medicare_advantage", "self_funded", "cdi", "other", "fehb"])
def test_other_programs_have_no_dmhc_or_review_clock(
    program: str, record: Build, rules: RuleBook, noon: Noon
) -> None:
    case = record(
        ("denial_received", "2026-01-05"),
        ("grievance_filed", "2026-01-12", "fax"),
        ("decision_received", "2026-02-01", "adverse"),
        program=program,
    )
    assert not [d for d in derive(case, rules, noon("2026-03-01")) if d.rule.startswith("ca.")]


def test_a_medi_cal_grievance_has_no_last_day(record: Build, clock: Find) -> None:
    case = record(("denial_received", "2026-01-05"), program="medi_cal")
    assert clock(case, "ca.grievance.file_by", "2026-01-06") is None


def test_a_withdrawal_ends_the_plans_clock_without_a_breach(record: Build, clock: Find) -> None:
    case = record(("grievance_received", "2026-01-12"), ("withdrawn", "2026-01-14"))
    assert state(clock(case, RESOLVE, "2026-06-01")) == "met"


def test_an_answer_that_has_not_come_by_then_does_not_count(record: Build, clock: Find) -> None:
    case = record(
        ("grievance_received", "2026-01-12"), ("decision_received", "2026-03-01", "adverse")
    )
    assert state(clock(case, RESOLVE, "2026-02-20")) == "overdue"
    assert state(clock(case, RESOLVE, "2026-03-01")) == "met_late"


def test_two_grievances_have_a_clock_each(record: Build, rules: RuleBook, noon: Noon) -> None:
    case = record(
        ("grievance_filed", "2026-01-12", "fax"),
        ("grievance_filed", "2026-02-02", "fax"),
        ("acknowledgement_received", "2026-02-04"),
    )
    acks = [d for d in derive(case, rules, noon("2026-02-05")) if d.rule == ACK]
    assert [d.state.value for d in acks] == ["overdue", "met"]


def test_one_filing_serves_every_denial_before_it(
    record: Build, rules: RuleBook, noon: Noon
) -> None:
    case = record(
        ("denial_received", "2026-01-05"),
        ("denial_received", "2026-01-20"),
        ("grievance_filed", "2026-02-02", "fax"),
    )
    found = [d for d in derive(case, rules, noon("2026-02-05")) if d.rule == "ca.grievance.file_by"]
    assert [d.state.value for d in found] == ["met", "met"]


def test_a_doubtful_holiday_shows_both_days(record: Build, clock: Find) -> None:
    # 10 October 2026 and 30 days: Monday 9 November, when Diwali may be kept.
    found = clock(record(("grievance_received", "2026-10-10")), RESOLVE, "2026-10-11")
    assert found is not None
    assert str(found.overdue_after) == "2026-11-09"
    assert any("Diwali" in line and "Tue 10 Nov 2026" in line for line in found.explanation)


def test_a_year_whose_holidays_are_not_known_says_so(record: Build, clock: Find) -> None:
    found = clock(record(("grievance_received", "2041-03-04")), RESOLVE, "2041-03-05")
    assert found is not None
    assert any("check those of 2041" in line for line in found.explanation)


def test_a_leap_day_is_a_day_like_any_other(record: Build, clock: Find) -> None:
    assert (
        due(clock(record(("grievance_received", "2028-02-24")), ACK, "2028-02-25")) == "2028-02-29"
    )
    decided = record(("decision_received", "2028-02-29", "adverse"))
    assert due(clock(decided, "ca.imr.apply_by", "2028-03-01")) == "2028-08-29"


@pytest.mark.parametrize("day", ["1900-01-01", "2199-12-31"])
def test_the_first_and_last_days_do_not_break(
    day: str, record: Build, rules: RuleBook, noon: Noon
) -> None:
    case = record(("denial_received", day), ("grievance_filed", day, "mail"), ("imr_accepted", day))
    assert derive(case, rules, noon("2026-01-01"))
