"""The rules of the wider tracks against dates counted by hand on a wall calendar."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from advocate_desktop.domain.cases import CaseRecord
from advocate_desktop.domain.deadlines import Deadline
from advocate_desktop.domain.moments import format_moment
from advocate_desktop.services.rules import rule_book

Find = Callable[[CaseRecord, str, str], Deadline | None]
Days = dict[str, tuple[str, str, str]]
"""Start: (nominal day, the working day on or before it, the working day on or after it)."""

DAYS_3: Days = {
    "2026-03-06": ("2026-03-09", "2026-03-09", "2026-03-09"),
    # Independence Day of 2026, a Saturday, is kept on Friday 3 July.
    "2026-06-30": ("2026-07-03", "2026-07-02", "2026-07-06"),
    "2026-12-29": ("2027-01-01", "2026-12-31", "2027-01-04"),
}
DAYS_5: Days = {
    "2026-01-12": ("2026-01-17", "2026-01-16", "2026-01-20"),
    "2026-12-27": ("2027-01-01", "2026-12-31", "2027-01-04"),
    "2026-02-26": ("2026-03-03", "2026-03-03", "2026-03-03"),
}
DAYS_7: Days = {
    "2026-02-20": ("2026-02-27", "2026-02-27", "2026-02-27"),
    "2026-12-30": ("2027-01-06", "2027-01-06", "2027-01-06"),
    "2026-06-26": ("2026-07-03", "2026-07-02", "2026-07-06"),
}
DAYS_10: Days = {
    # 19 January 2026 is Dr. King's day.
    "2026-01-09": ("2026-01-19", "2026-01-16", "2026-01-20"),
    "2026-12-22": ("2027-01-01", "2026-12-31", "2027-01-04"),
    "2026-02-18": ("2026-02-28", "2026-02-27", "2026-03-02"),
}
DAYS_14: Days = {
    "2025-01-06": ("2025-01-20", "2025-01-17", "2025-01-21"),
    # 1 January 2026 is a Thursday.
    "2025-12-18": ("2026-01-01", "2025-12-31", "2026-01-02"),
    # Thanksgiving 2025, the day after, and the weekend.
    "2025-11-13": ("2025-11-27", "2025-11-26", "2025-12-01"),
}
DAYS_15: Days = {
    # 15 days from 2 January: the 17th, a Saturday, before Dr. King's Monday.
    "2026-01-02": ("2026-01-17", "2026-01-16", "2026-01-20"),
    "2026-12-17": ("2027-01-01", "2026-12-31", "2027-01-04"),
    "2026-02-13": ("2026-02-28", "2026-02-27", "2026-03-02"),
}
DAYS_30: Days = {
    "2026-01-12": ("2026-02-11", "2026-02-11", "2026-02-11"),
    "2026-12-05": ("2027-01-04", "2027-01-04", "2027-01-04"),
    # 25 May 2026 is Memorial Day.
    "2026-04-25": ("2026-05-25", "2026-05-22", "2026-05-26"),
}
DAYS_45: Days = {
    "2026-01-12": ("2026-02-26", "2026-02-26", "2026-02-26"),
    "2026-11-17": ("2027-01-01", "2026-12-31", "2027-01-04"),
    # 7 September 2026 is Labor Day.
    "2026-07-24": ("2026-09-07", "2026-09-04", "2026-09-08"),
}
DAYS_60: Days = {
    "2026-01-05": ("2026-03-06", "2026-03-06", "2026-03-06"),
    "2026-11-02": ("2027-01-01", "2026-12-31", "2027-01-04"),
    "2025-12-31": ("2026-03-01", "2026-02-27", "2026-03-02"),
}
DAYS_65: Days = {
    "2026-01-05": ("2026-03-11", "2026-03-11", "2026-03-11"),
    "2026-11-02": ("2027-01-06", "2027-01-06", "2027-01-06"),
    "2025-12-31": ("2026-03-06", "2026-03-06", "2026-03-06"),
}
DAYS_90: Days = {
    "2026-01-05": ("2026-04-05", "2026-04-03", "2026-04-06"),
    "2026-10-03": ("2027-01-01", "2026-12-31", "2027-01-04"),
    "2026-02-25": ("2026-05-26", "2026-05-26", "2026-05-26"),
}
# Working days; 11 February 2026 is before Lincoln's and Presidents' days, 24 December before
# Christmas and New Year, 20 May before Memorial Day.
WORKING_5: Days = {
    "2026-02-11": ("2026-02-20", "2026-02-20", "2026-02-20"),
    "2026-12-24": ("2027-01-04", "2027-01-04", "2027-01-04"),
    "2026-05-20": ("2026-05-28", "2026-05-28", "2026-05-28"),
}
WORKING_10: Days = {
    "2026-02-11": ("2026-02-27", "2026-02-27", "2026-02-27"),
    "2026-12-24": ("2027-01-11", "2027-01-11", "2027-01-11"),
    "2026-05-20": ("2026-06-04", "2026-06-04", "2026-06-04"),
}
WORKING_15: Days = {
    "2026-02-11": ("2026-03-06", "2026-03-06", "2026-03-06"),
    "2026-12-24": ("2027-01-19", "2027-01-19", "2027-01-19"),
    "2026-05-20": ("2026-06-11", "2026-06-11", "2026-06-11"),
}

CARE: dict[str, Any] = {"subject": "care_to_come"}
PAYMENT: dict[str, Any] = {"subject": "payment"}
PART_D: dict[str, Any] = {"subject": "part_d_drug"}

TABLE: list[tuple[str, str, dict[str, Any], tuple[str, ...], Days]] = [
    (
        "ca.cancellation.resolve",
        "dmhc_commercial",
        {"issue": "cancellation"},
        ("grievance_received",),
        DAYS_3,
    ),
    ("ca.review.decide", "medi_cal", {}, ("authorization_requested",), WORKING_5),
    ("ca.review.after_care", "medi_cal", {}, ("review_after_care_requested",), DAYS_30),
    (
        "ca.access.primary_care",
        "dmhc_commercial",
        {},
        ("appointment_requested", "primary_care"),
        WORKING_10,
    ),
    (
        "ca.access.specialist",
        "dmhc_commercial",
        {},
        ("appointment_requested", "specialist"),
        WORKING_15,
    ),
    (
        "ca.access.mental_health",
        "medi_cal",
        {},
        ("appointment_requested", "mental_health"),
        WORKING_10,
    ),
    (
        "ca.access.mental_health_follow_up",
        "dmhc_commercial",
        {},
        ("appointment_held", "mental_health"),
        WORKING_10,
    ),
    (
        "ca.access.ancillary",
        "dmhc_commercial",
        {},
        ("appointment_requested", "ancillary"),
        WORKING_15,
    ),
    ("ca.claim.pay", "dmhc_commercial", {}, ("claim_submitted",), DAYS_30),
    ("medi_cal.appeal.acknowledge", "medi_cal", {}, ("appeal_filed", "fax"), DAYS_5),
    ("medi_cal.appeal.resolve", "medi_cal", {}, ("appeal_filed", "fax"), DAYS_30),
    ("medi_cal.aid_paid_pending", "medi_cal", {}, ("denial_received",), DAYS_10),
    ("medi_cal.review.decide", "medi_cal", {}, ("authorization_requested",), DAYS_7 | DAYS_14),
    ("medi_cal.hearing.decide", "medi_cal", {}, ("state_hearing_requested",), DAYS_90),
    (
        "medicare.reconsideration.decide",
        "medicare_advantage",
        CARE,
        ("appeal_filed", "fax"),
        DAYS_30,
    ),
    (
        "medicare.reconsideration.decide",
        "medicare_advantage",
        PAYMENT,
        ("appeal_filed", "fax"),
        DAYS_60,
    ),
    (
        "medicare.reconsideration.decide",
        "medicare_advantage",
        {"subject": "part_b_drug"},
        ("appeal_filed", "fax"),
        DAYS_7,
    ),
    ("medicare.grievance.resolve", "medicare_advantage", {}, ("grievance_received",), DAYS_30),
    (
        "medicare.determination.decide",
        "medicare_advantage",
        CARE,
        ("authorization_requested",),
        DAYS_7 | DAYS_14,
    ),
    (
        "medicare.hearing.request_by",
        "medicare_advantage",
        {},
        ("ire_decision_received", "adverse"),
        DAYS_60,
    ),
    (
        "medicare.council.request_by",
        "medicare_advantage",
        {},
        ("alj_decision_received", "partial"),
        DAYS_60,
    ),
    (
        "medicare.court.file_by",
        "medicare_advantage",
        {},
        ("council_decision_received", "adverse"),
        DAYS_60,
    ),
    (
        "medicare.qio.reconsider_by",
        "medicare_advantage",
        {},
        ("qio_decision_received", "adverse"),
        DAYS_60,
    ),
    (
        "medicare.drug.redetermination.file_by",
        "medicare_advantage",
        PART_D,
        ("denial_received",),
        DAYS_65,
    ),
    (
        "medicare.drug.redetermination.decide",
        "medicare_advantage",
        PART_D,
        ("appeal_filed", "fax"),
        DAYS_7,
    ),
    (
        "medicare.drug.ire.request_by",
        "medicare_advantage",
        PART_D,
        ("decision_received", "adverse"),
        DAYS_60,
    ),
    ("erisa.claim.decide", "self_funded", CARE, ("authorization_requested",), DAYS_15),
    ("erisa.claim.decide", "self_funded", PAYMENT, ("claim_submitted",), DAYS_30),
    ("erisa.appeal.decide", "self_funded", CARE, ("appeal_filed", "fax"), DAYS_30),
    ("erisa.appeal.decide", "self_funded", PAYMENT, ("appeal_filed", "fax"), DAYS_60),
    (
        "federal.external_review.screen",
        "self_funded",
        {},
        ("external_review_requested",),
        WORKING_5,
    ),
    (
        "federal.external_review.documents",
        "self_funded",
        {},
        ("external_review_assigned",),
        WORKING_5,
    ),
    (
        "federal.external_review.add_material",
        "self_funded",
        {},
        ("external_review_assigned",),
        WORKING_10,
    ),
    ("federal.external_review.decide", "self_funded", {}, ("external_review_requested",), DAYS_45),
    ("fehb.reconsideration.decide", "fehb", {}, ("appeal_filed", "fax"), DAYS_30),
]
ROWS = [
    (rule, program, facts, start, on, dates)
    for rule, program, facts, start, days in TABLE
    for on, dates in days.items()
]


@pytest.mark.parametrize(("rule", "program", "facts", "start", "on", "dates"), ROWS)
def test_a_rule_gives_the_dates_counted_by_hand(
    rule: str,
    program: str,
    facts: dict[str, Any],
    start: tuple[str, ...],
    on: str,
    dates: tuple[str, str, str],
    record: Callable[..., CaseRecord],
    clock: Find,
) -> None:
    kind, *extras = start
    deadline = clock(record((kind, on, *extras), program=program, **facts), rule, on)
    assert deadline is not None
    due, before, after = dates
    assert str(deadline.due) == due
    if deadline.actor == "member":
        assert str(deadline.act_by) == before
    else:
        assert str(deadline.overdue_after) == after


EXPEDITED = ("expedited_requested", "2026-01-02")
HOURS = {
    # Clocks go forward on 8 March 2026 and back on 1 November 2026.
    24: {
        "2026-03-02T10:00": "2026-03-03T10:00-08:00",
        "2026-03-07T10:00": "2026-03-08T11:00-07:00",
        "2026-12-31T16:30": "2027-01-01T16:30-08:00",
    },
    48: {
        "2026-03-02T10:00": "2026-03-04T10:00-08:00",
        "2026-03-07T10:00": "2026-03-09T11:00-07:00",
        "2026-12-31T16:30": "2027-01-02T16:30-08:00",
    },
    72: {
        "2026-03-02T10:00": "2026-03-05T10:00-08:00",
        "2026-03-07T10:00": "2026-03-10T11:00-07:00",
        "2026-12-31T16:30": "2027-01-03T16:30-08:00",
    },
    96: {
        "2026-03-02T10:00": "2026-03-06T10:00-08:00",
        "2026-10-30T12:00": "2026-11-03T11:00-08:00",
        "2026-12-31T16:30": "2027-01-04T16:30-08:00",
    },
}
URGENT: dict[str, Any] = {"serious_jeopardy": True}
HOUR_TABLE: list[tuple[str, str, dict[str, Any], tuple[str, ...], bool, int]] = [
    ("ca.review.decide", "dmhc_commercial", URGENT, ("authorization_requested",), False, 72),
    ("ca.review.decide", "dmhc_commercial", {}, ("authorization_requested",), True, 72),
    ("ca.drug.decide", "dmhc_commercial", {}, ("drug_requested",), False, 72),
    ("ca.drug.decide", "dmhc_commercial", URGENT, ("drug_requested",), False, 24),
    ("ca.drug_exception.decide", "dmhc_commercial", {}, ("drug_exception_requested",), False, 72),
    ("ca.drug_exception.decide", "dmhc_commercial", {}, ("drug_exception_requested",), True, 24),
    ("ca.access.urgent", "dmhc_commercial", {}, ("appointment_requested", "urgent"), False, 48),
    (
        "ca.access.urgent_with_authorization",
        "medi_cal",
        {},
        ("appointment_requested", "urgent_with_authorization"),
        False,
        96,
    ),
    ("medi_cal.appeal.resolve", "medi_cal", {}, ("appeal_filed", "fax"), True, 72),
    (
        "medicare.reconsideration.decide",
        "medicare_advantage",
        CARE,
        ("appeal_filed", "fax"),
        True,
        72,
    ),
    (
        "medicare.determination.decide",
        "medicare_advantage",
        CARE,
        ("authorization_requested",),
        True,
        72,
    ),
    (
        "medicare.determination.decide",
        "medicare_advantage",
        {"subject": "part_b_drug"},
        ("authorization_requested",),
        True,
        24,
    ),
    (
        "medicare.drug.redetermination.decide",
        "medicare_advantage",
        PART_D,
        ("appeal_filed", "fax"),
        True,
        72,
    ),
    ("medicare.qio.decide", "medicare_advantage", {}, ("qio_appeal_filed",), False, 72),
    ("erisa.claim.decide", "self_funded", CARE, ("claim_submitted",), True, 72),
    ("erisa.appeal.decide", "self_funded", CARE, ("appeal_filed", "fax"), True, 72),
    ("federal.external_review.decide", "self_funded", {}, ("external_review_requested",), True, 72),
    ("cdi.imr.documents", "cdi", {}, ("imr_accepted",), True, 24),
]
HOUR_ROWS = [
    (rule, program, facts, start, expedited, at, due)
    for rule, program, facts, start, expedited, hours in HOUR_TABLE
    for at, due in HOURS[hours].items()
]


@pytest.mark.parametrize(("rule", "program", "facts", "start", "expedited", "at", "due"), HOUR_ROWS)
def test_a_clock_in_hours_gives_the_instant_counted_by_hand(
    rule: str,
    program: str,
    facts: dict[str, Any],
    start: tuple[str, ...],
    expedited: bool,
    at: str,
    due: str,
    record: Callable[..., CaseRecord],
    clock: Find,
) -> None:
    kind, *extras = start
    events = [(kind, at, *extras), *([EXPEDITED] if expedited else [])]
    deadline = clock(record(*events, program=program, **facts), rule, at[:10])
    assert deadline is not None
    assert deadline.due is not None
    assert format_moment(deadline.due) == due


def test_a_refused_expedite_makes_the_medicare_grievance_answerable_in_a_day(
    record: Callable[..., CaseRecord], clock: Find
) -> None:
    for at, due in HOURS[24].items():
        case = record(
            ("expedited_requested", "2026-01-02"),
            ("expedited_refused", "2026-01-03"),
            ("grievance_filed", at, "phone"),
            program="medicare_advantage",
        )
        deadline = clock(case, "medicare.grievance.resolve", at[:10])
        assert deadline is not None
        assert deadline.due is not None
        assert format_moment(deadline.due) == due


@pytest.mark.parametrize(
    ("accepted", "due", "rolled"),
    [
        ("2026-03-06", "2026-03-09", "2026-03-09"),
        ("2026-06-30", "2026-07-03", "2026-07-06"),
        ("2026-12-29", "2027-01-01", "2027-01-04"),
    ],
)
def test_the_insurance_departments_reviewers_have_three_days_when_expedited(
    accepted: str, due: str, rolled: str, record: Callable[..., CaseRecord], clock: Find
) -> None:
    case = record(EXPEDITED, ("imr_accepted", accepted), program="cdi")
    deadline = clock(case, "cdi.imr.decide", accepted)
    assert deadline is not None
    assert (str(deadline.due), str(deadline.overdue_after)) == (due, rolled)


@pytest.mark.parametrize("day", ["2026-03-07", "2026-12-31", "2026-07-04"])
def test_the_day_of_discharge_itself_is_the_last_even_on_a_weekend(
    day: str, record: Callable[..., CaseRecord], clock: Find
) -> None:
    case = record(("discharge_planned", day), program="medicare_advantage")
    deadline = clock(case, "medicare.qio.discharge", day)
    assert deadline is not None
    assert (str(deadline.due), str(deadline.act_by), deadline.state) == (day, day, "open")


@pytest.mark.parametrize(
    ("received", "ends", "due"),
    [
        # Two days ahead: both ways of counting agree.
        ("2026-03-02", "2026-03-04", "2026-03-03T12:00-08:00"),
        # A late notice: noon of the day before comes first.
        ("2026-03-06", "2026-03-07", "2026-03-06T12:00-08:00"),
        # An early notice: noon of the day after the notice comes first, a Saturday.
        ("2026-03-06", "2026-03-12", "2026-03-07T12:00-08:00"),
        # Over the change of the clocks.
        ("2026-03-07", "2026-03-11", "2026-03-08T12:00-07:00"),
    ],
)
def test_the_ending_of_services_is_fought_by_the_earlier_noon(
    received: str, ends: str, due: str, record: Callable[..., CaseRecord], clock: Find
) -> None:
    case = record(
        ("ending_notice_received", received), ("services_end", ends), program="medicare_advantage"
    )
    deadline = clock(case, "medicare.qio.services_end", received)
    assert deadline is not None
    assert deadline.due is not None
    assert format_moment(deadline.due) == due
    assert str(deadline.act_by) == due[:10]


@pytest.mark.parametrize(
    ("notice", "cut", "due"),
    [
        ("2026-02-10", "2026-03-15", "2026-03-15"),
        ("2026-02-10", "2026-02-15", "2026-02-20"),
        ("2026-12-28", "2026-12-30", "2027-01-07"),
    ],
)
def test_aid_paid_pending_runs_to_the_later_of_ten_days_and_the_cut(
    notice: str, cut: str, due: str, record: Callable[..., CaseRecord], clock: Find
) -> None:
    case = record(("denial_received", notice), ("service_cut", cut), program="medi_cal")
    deadline = clock(case, "medi_cal.aid_paid_pending", notice)
    assert deadline is not None
    assert str(deadline.due) == due


def test_a_mailed_appeal_counts_from_its_receipt_as_a_grievance_does(
    record: Callable[..., CaseRecord], clock: Find
) -> None:
    mailed = ("appeal_filed", "2026-01-12", "mail")
    presumed = clock(record(mailed, program="medi_cal"), "medi_cal.appeal.resolve", "2026-01-20")
    assert presumed is not None
    assert (str(presumed.due), presumed.state) == ("2026-02-16", "possible")
    assert presumed.question == "On which day did the plan receive the appeal?"
    known = record(mailed, ("appeal_received", "2026-01-14"), program="medi_cal")
    settled = clock(known, "medi_cal.appeal.resolve", "2026-01-20")
    assert settled is not None
    assert (str(settled.due), settled.state) == ("2026-02-13", "open")


def test_aid_paid_pending_is_only_possible_until_a_cut_is_recorded(
    record: Callable[..., CaseRecord], clock: Find
) -> None:
    case = record(("denial_received", "2026-02-10"), program="medi_cal")
    deadline = clock(case, "medi_cal.aid_paid_pending", "2026-06-01")
    assert deadline is not None
    assert (str(deadline.due), deadline.state) == ("2026-02-20", "possible")
    assert "stop or cut care" in deadline.question


def test_an_unknown_subject_shows_both_dates_and_asks(
    record: Callable[..., CaseRecord], clock: Find
) -> None:
    case = record(("appeal_filed", "2026-01-12", "fax"), program="self_funded")
    deadline = clock(case, "erisa.appeal.decide", "2026-02-20")
    assert deadline is not None
    # Payment: 60 days; care to come: 30 days. Late only when the longer time is over as well.
    assert (str(deadline.due), str(deadline.other_due)) == ("2026-03-13", "2026-02-11")
    assert deadline.state == "possible"
    assert deadline.question.startswith("What is in dispute")
    late = clock(case, "erisa.appeal.decide", "2026-03-14")
    assert late is not None
    assert late.state == "overdue"


def test_an_appointment_of_unknown_kind_starts_no_clock(
    record: Callable[..., CaseRecord], clock: Find
) -> None:
    case = record(("appointment_requested", "2026-02-11"))
    assert clock(case, "ca.access.specialist", "2026-02-12") is None


def test_the_bill_of_unknown_outcome_is_switched_off_with_its_reason(
    record: Callable[..., CaseRecord], clock: Find
) -> None:
    rule = rule_book().by_id["ca.review.decide_ab512"][0]  # type: ignore[index]
    assert "not known" in rule.off_because
    case = record(("authorization_requested", "2026-02-11"))
    assert clock(case, "ca.review.decide_ab512", "2026-02-12") is None


def test_the_failed_bill_stays_out() -> None:
    words = " ".join(
        f"{rule.id} {rule.citation} {rule.note}" for rule in rule_book().rules
    ) + " ".join(duty.text for duty in rule_book().duties)
    assert "SB 294" not in words


def test_every_rule_has_dates_counted_by_hand() -> None:
    """Every rule that is switched on appears in a table of one of the two files."""
    first = (__file__.replace("_wider", ""), __file__)
    written = "".join(Path(name).read_text(encoding="utf-8") for name in first)
    missing = [r.id for r in rule_book().rules if not r.off_because and f'"{r.id}"' not in written]
    assert missing == []
