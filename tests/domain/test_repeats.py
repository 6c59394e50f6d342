"""How often a date comes back, written as a rule and read again."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from advocate_desktop.domain.repeats import Repeat, moved, read, written

DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))


def days(rule: str, start: date, number: int) -> list[str]:
    found = rrulestr(rule, dtstart=datetime(start.year, start.month, start.day))
    return [f"{day:%Y-%m-%d}" for _, day in zip(range(number), found, strict=False)]


@given(st.sampled_from(Repeat), st.none() | st.integers(1, 999), DAYS)
def test_what_is_written_is_read_back(repeat, times, start):
    expected = (repeat, None if repeat is Repeat.NEVER else times)
    assert read(written(repeat, times, start), start) == expected


@pytest.mark.parametrize(
    ("repeat", "expected"),
    [
        (Repeat.DAILY, ["2026-01-31", "2026-02-01", "2026-02-02"]),
        (Repeat.WEEKLY, ["2026-01-31", "2026-02-07", "2026-02-14"]),
        (Repeat.EVERY_TWO_WEEKS, ["2026-01-31", "2026-02-14", "2026-02-28"]),
        (Repeat.MONTHLY, ["2026-01-31", "2026-02-28", "2026-03-31"]),
    ],
)
def test_dateutil_reads_the_rule_as_meant(repeat, expected):
    start = date(2026, 1, 31)
    assert days(written(repeat, None, start), start, 3) == expected


def test_it_ends_after_so_many_times():
    start = date(2026, 3, 2)
    assert len(days(written(Repeat.WEEKLY, 4, start), start, 10)) == 4


def test_a_monthly_date_moved_to_the_30th_keeps_to_the_end_of_february():
    start = date(2026, 1, 30)
    rule = moved(written(Repeat.MONTHLY, 3, date(2026, 1, 12)), date(2026, 1, 12), start)
    assert days(rule, start, 9) == ["2026-01-30", "2026-02-28", "2026-03-30"]


def test_a_rule_that_names_its_days_does_not_move():
    assert moved("FREQ=MONTHLY;BYDAY=2TU", date(2026, 1, 13), date(2026, 1, 14)) is None


def test_a_rule_of_another_making_is_left_as_it_is():
    start = date(2026, 1, 13)
    assert read("FREQ=YEARLY", start) is None
    assert moved("FREQ=YEARLY", start, date(2026, 1, 14)) == "FREQ=YEARLY"
