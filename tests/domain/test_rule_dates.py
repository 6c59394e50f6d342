"""Each promised rule against dates counted by hand on a wall calendar."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from advocate_desktop.domain.cases import CaseRecord
from advocate_desktop.domain.deadlines import Deadline
from advocate_desktop.domain.moments import format_moment

Find = Callable[[CaseRecord, str, str], Deadline | None]

GRIEVANCE = ("grievance_received",)

# (rule, program, facts of the case, starting kind and its extras,
#  then for each start: the nominal day, and the day to act by or the rolled day)
TABLE: list[tuple[str, str, dict[str, Any], tuple[str, ...], dict[str, tuple[str, str]]]] = [
    (
        "ca.grievance.file_by",
        "dmhc_commercial",
        {},
        ("denial_received",),
        {
            # 180 days from 5 January: 26 + 28 + 31 + 30 + 31 + 30 = 176 to 30 June, and 4 more: a
            # Saturday whose holiday is kept on Friday the 3rd.
            "2026-01-05": ("2026-07-04", "2026-07-02"),
            "2025-12-31": ("2026-06-29", "2026-06-29"),
            "2026-01-01": ("2026-06-30", "2026-06-30"),
        },
    ),
    (
        "ca.grievance.acknowledge",
        "dmhc_commercial",
        {},
        GRIEVANCE,
        {
            # The 17th is a Saturday, the 19th Dr. King's day.
            "2026-01-12": ("2026-01-17", "2026-01-20"),
            # 1 January 2027 is a Friday and a holiday; Monday the 4th follows.
            "2026-12-27": ("2027-01-01", "2027-01-04"),
            "2026-02-26": ("2026-03-03", "2026-03-03"),
        },
    ),
    (
        "ca.grievance.resolve",
        "medi_cal",
        {},
        GRIEVANCE,
        {
            "2026-01-12": ("2026-02-11", "2026-02-11"),
            "2026-12-05": ("2027-01-04", "2027-01-04"),
            # 25 May 2026 is Memorial Day.
            "2026-04-25": ("2026-05-25", "2026-05-26"),
        },
    ),
    (
        "ca.expedited.resolve",
        "dmhc_commercial",
        {},
        ("expedited_requested",),
        {
            "2026-03-06": ("2026-03-09", "2026-03-09"),
            # Independence Day of 2026, a Saturday, is kept on Friday 3 July.
            "2026-06-30": ("2026-07-03", "2026-07-06"),
            "2026-12-29": ("2027-01-01", "2027-01-04"),
        },
    ),
    (
        "ca.dmhc.file_by",
        "dmhc_commercial",
        {},
        ("decision_received", "favorable"),
        {
            # No 31 February: the last day of that month, a Sunday.
            "2026-08-31": ("2027-02-28", "2027-02-26"),
            "2026-03-15": ("2026-09-15", "2026-09-15"),
            "2026-07-04": ("2027-01-04", "2027-01-04"),
        },
    ),
    (
        "ca.imr.apply_by",
        "dmhc_commercial",
        {"denial_reason": "not_medically_necessary"},
        ("decision_received", "adverse"),
        {
            "2026-08-31": ("2027-02-28", "2027-02-26"),
            "2026-03-15": ("2026-09-15", "2026-09-15"),
            "2026-07-04": ("2027-01-04", "2027-01-04"),
        },
    ),
    (
        "ca.dmhc.acknowledge",
        "dmhc_commercial",
        {},
        ("dmhc_complaint_filed",),
        {
            "2026-01-12": ("2026-01-17", "2026-01-20"),
            "2026-12-27": ("2027-01-01", "2027-01-04"),
            "2026-02-26": ("2026-03-03", "2026-03-03"),
        },
    ),
    (
        "ca.dmhc.decide",
        "dmhc_commercial",
        {},
        ("dmhc_complaint_filed",),
        {
            "2026-01-12": ("2026-02-11", "2026-02-11"),
            "2026-12-05": ("2027-01-04", "2027-01-04"),
            "2026-04-25": ("2026-05-25", "2026-05-26"),
        },
    ),
    (
        "ca.imr.accept",
        "dmhc_commercial",
        {},
        ("imr_filed",),
        {
            "2026-02-20": ("2026-02-27", "2026-02-27"),
            "2026-12-30": ("2027-01-06", "2027-01-06"),
            "2026-06-26": ("2026-07-03", "2026-07-06"),
        },
    ),
    (
        "ca.imr.plan_documents",
        "dmhc_commercial",
        {},
        ("imr_accepted",),
        {
            # Thursday the 12th is Lincoln's, Monday the 16th Presidents': 13, 17, 18.
            "2026-02-11": ("2026-02-18", "2026-02-18"),
            # 1 January off: 4, 5, 6 January.
            "2026-12-31": ("2027-01-06", "2027-01-06"),
            # Memorial Day off: 21, 22, 26 May.
            "2026-05-20": ("2026-05-26", "2026-05-26"),
        },
    ),
    (
        "ca.imr.decide",
        "dmhc_commercial",
        {},
        ("imr_accepted",),
        {
            "2026-01-12": ("2026-02-11", "2026-02-11"),
            "2026-12-05": ("2027-01-04", "2027-01-04"),
            "2026-04-25": ("2026-05-25", "2026-05-26"),
        },
    ),
    (
        "ca.imr.implement",
        "dmhc_commercial",
        {},
        ("imr_decision_received", "overturned"),
        {
            "2026-02-11": ("2026-02-20", "2026-02-20"),
            # Christmas and New Year off: 28, 29, 30, 31 December, 4 January.
            "2026-12-24": ("2027-01-04", "2027-01-04"),
            # Thanksgiving and the day after off: 23, 24, 25, 30 November, 1 December.
            "2026-11-20": ("2026-12-01", "2026-12-01"),
        },
    ),
    (
        "medi_cal.appeal.file_by",
        "medi_cal",
        {},
        ("denial_received",),
        {
            "2026-01-05": ("2026-03-06", "2026-03-06"),
            "2026-11-02": ("2027-01-01", "2026-12-31"),
            "2025-12-31": ("2026-03-01", "2026-02-27"),
        },
    ),
    (
        "medi_cal.hearing.request_by",
        "medi_cal",
        {},
        ("decision_received", "partial"),
        {
            "2026-01-05": ("2026-05-05", "2026-05-05"),
            "2026-09-03": ("2027-01-01", "2026-12-31"),
            "2025-10-31": ("2026-02-28", "2026-02-27"),
        },
    ),
    (
        "medicare.reconsideration.file_by",
        "medicare_advantage",
        {},
        ("denial_received",),
        {
            "2026-01-05": ("2026-03-11", "2026-03-11"),
            "2026-11-02": ("2027-01-06", "2027-01-06"),
            "2025-12-31": ("2026-03-06", "2026-03-06"),
            # The older rule of 60 days: 31 December 2024 and 30 + 31 + 28 - 29 = 1 March 2025,
            # a Saturday; 28 February is the Friday before.
            "2024-12-31": ("2025-03-01", "2025-02-28"),
        },
    ),
    (
        "medicare.grievance.file_by",
        "medicare_advantage",
        {},
        ("incident",),
        {
            "2026-01-05": ("2026-03-06", "2026-03-06"),
            "2026-11-02": ("2027-01-01", "2026-12-31"),
            "2025-12-31": ("2026-03-01", "2026-02-27"),
        },
    ),
    (
        "erisa.appeal.file_by",
        "self_funded",
        {},
        ("denial_received",),
        {
            "2026-01-05": ("2026-07-04", "2026-07-02"),
            "2025-12-31": ("2026-06-29", "2026-06-29"),
            "2026-01-01": ("2026-06-30", "2026-06-30"),
        },
    ),
    (
        "federal.external_review.request_by",
        "self_funded",
        {},
        ("decision_received", "adverse"),
        {
            # The regulation's own example: 30 October to 1 March, having no 30 February.
            "2026-10-30": ("2027-03-01", "2027-03-01"),
            "2026-10-31": ("2027-03-01", "2027-03-01"),
            "2026-01-15": ("2026-05-15", "2026-05-15"),
        },
    ),
    (
        "cdi.imr.apply_by",
        "cdi",
        {},
        ("decision_received", "adverse"),
        {
            "2026-08-31": ("2027-02-28", "2027-02-26"),
            "2026-03-15": ("2026-09-15", "2026-09-15"),
            "2026-07-04": ("2027-01-04", "2027-01-04"),
        },
    ),
    (
        "fehb.reconsideration.request_by",
        "fehb",
        {},
        ("denial_received",),
        {
            "2026-08-31": ("2027-02-28", "2027-02-26"),
            "2026-03-15": ("2026-09-15", "2026-09-15"),
            "2026-07-04": ("2027-01-04", "2027-01-04"),
        },
    ),
]

ROWS = [
    (rule, program, facts, start, on, due, edge)
    for rule, program, facts, start, days in TABLE
    for on, (due, edge) in days.items()
]


@pytest.mark.parametrize(("rule", "program", "facts", "start", "on", "due", "edge"), ROWS)
def test_a_rule_gives_the_dates_counted_by_hand(
    rule: str,
    program: str,
    facts: dict[str, Any],
    start: tuple[str, ...],
    on: str,
    due: str,
    edge: str,
    record: Callable[..., CaseRecord],
    clock: Find,
) -> None:
    kind, *extras = start
    deadline = clock(record((kind, on, *extras), program=program, **facts), rule, on)
    assert deadline is not None
    assert deadline.due is not None
    assert format_moment(deadline.due) == due
    shown = deadline.act_by if deadline.actor == "member" else deadline.overdue_after
    assert str(shown) == edge
    assert (deadline.act_by is None) == (deadline.actor != "member")


@pytest.mark.parametrize(
    ("rule", "program", "start", "not_before"),
    [
        ("ca.dmhc.wait", "dmhc_commercial", ("grievance_filed", "2026-01-12"), "2026-02-11"),
        ("ca.dmhc.wait", "medi_cal", ("grievance_filed", "2026-12-05"), "2027-01-04"),
        ("ca.dmhc.wait", "medi_cal", ("grievance_filed", "2026-04-25"), "2026-05-25"),
        ("ca.imr.wait", "dmhc_commercial", ("grievance_filed", "2026-01-12"), "2026-02-11"),
        ("ca.imr.wait", "dmhc_commercial", ("grievance_filed", "2026-12-05"), "2027-01-04"),
        ("ca.imr.wait", "dmhc_commercial", ("grievance_filed", "2026-04-25"), "2026-05-25"),
        ("cdi.imr.wait", "cdi", ("appeal_filed", "2026-01-12"), "2026-02-11"),
        ("cdi.imr.wait", "cdi", ("appeal_filed", "2026-12-05"), "2027-01-04"),
        ("cdi.imr.wait", "cdi", ("appeal_filed", "2026-04-25"), "2026-05-25"),
    ],
)
def test_a_waiting_period_ends_on_the_day_counted_by_hand(
    rule: str,
    program: str,
    start: tuple[str, str],
    not_before: str,
    record: Callable[..., CaseRecord],
    clock: Find,
) -> None:
    deadline = clock(record(start, program=program), rule, start[1])
    assert deadline is not None
    assert (deadline.due, str(deadline.not_before), deadline.state) == (None, not_before, "waiting")


@pytest.mark.parametrize(
    ("received", "as_of", "due"),
    [
        # Day 30 of 12 January is 11 February; six months on is 11 August.
        ("2026-01-12", "2026-02-11", "2026-08-11"),
        # Day 30 of 1 August is 31 August; there is no 31 February.
        ("2026-08-01", "2026-09-15", "2027-02-28"),
        ("2026-12-05", "2027-01-04", "2027-07-04"),
    ],
)
def test_silence_starts_the_cautious_six_months(
    received: str, as_of: str, due: str, record: Callable[..., CaseRecord], clock: Find
) -> None:
    silent = record(("grievance_received", received))
    deadline = clock(silent, "ca.imr.apply_by_silence", as_of)
    assert deadline is not None
    assert str(deadline.due) == due


@pytest.mark.parametrize(
    ("rule", "start", "requested", "due"),
    [
        ("ca.imr.accept", "imr_filed", "2026-03-02T10:00-08:00", "2026-03-04T10:00-08:00"),
        # Clocks go forward on 8 March 2026: 48 hours later it is an hour later by the clock.
        ("ca.imr.accept", "imr_filed", "2026-03-07T10:00-08:00", "2026-03-09T11:00-07:00"),
        # And back on 1 November 2026.
        ("ca.imr.accept", "imr_filed", "2026-10-31T23:30-07:00", "2026-11-02T22:30-08:00"),
        (
            "ca.imr.plan_documents",
            "imr_accepted",
            "2026-12-31T16:00-08:00",
            "2027-01-01T16:00-08:00",
        ),
        ("ca.imr.plan_documents", "imr_accepted", "2026-03-06T09:05", "2026-03-07T09:05-08:00"),
        (
            "ca.imr.plan_documents",
            "imr_accepted",
            "2026-07-03T17:00+00:00",
            "2026-07-04T10:00-07:00",
        ),
    ],
)
def test_hours_run_through_nights_weekends_and_clock_changes(
    rule: str,
    start: str,
    requested: str,
    due: str,
    record: Callable[..., CaseRecord],
    clock: Find,
) -> None:
    urgent = record(("expedited_requested", "2026-01-02"), (start, requested))
    deadline = clock(urgent, rule, "2026-01-02")
    assert deadline is not None
    assert deadline.due is not None
    assert format_moment(deadline.due) == due
    assert deadline.overdue_after == deadline.due
    assert deadline.act_by is None
