"""Dates and times as they come from outside and go back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocate_desktop.domain.errors import Invalid
from advocate_desktop.domain.moments import (
    PACIFIC,
    add_hours,
    day_of,
    earliest,
    format_moment,
    in_words,
    latest,
    parse_date,
    parse_moment,
)

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
TIMES = st.builds(
    lambda day, clock, zone: datetime.combine(day, clock, zone), DAYS, st.times(), OFFSETS
)


@given(st.one_of(DAYS, TIMES))
def test_what_was_written_is_read_the_same(moment: date) -> None:
    again = parse_moment(format_moment(moment))
    assert again == moment
    assert format_moment(again) == format_moment(moment)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-02-30",
        "2025-02-29",
        "1899-12-31",
        "2200-01-01",
        "2026-13-01",
        "03/05/2026",
        "20260305",
        "2026-W10-1",
        "2026-01-05T25:00",
        "2026-01-05T10:00+25:00",
        "2026-01-05 ",
        "tomorrow",
        "２０２６-01-05",
    ],
)
def test_what_is_no_date_is_refused_with_what_was_read(text: str) -> None:
    with pytest.raises(Invalid):
        parse_moment(text)
    with pytest.raises(Invalid):
        parse_date(text)


@given(st.text(max_size=30))
def test_any_text_is_a_moment_or_refused(text: str) -> None:
    try:
        moment = parse_moment(text)
    except Invalid:
        return
    assert format_moment(parse_moment(format_moment(moment))) == format_moment(moment)


def test_a_time_without_an_offset_is_pacific() -> None:
    assert format_moment(parse_moment("2026-01-06T10:15")) == "2026-01-06T10:15-08:00"
    assert format_moment(parse_moment("2026-07-06T10:15")) == "2026-07-06T10:15-07:00"


def test_an_hour_that_the_clocks_skip_or_repeat_still_means_an_instant() -> None:
    # On 8 March 2026 there is no 02:30; it is read as standard time, 03:30 by the new clock.
    skipped = parse_moment("2026-03-08T02:30")
    assert isinstance(skipped, datetime)
    assert skipped.astimezone(UTC) == datetime(2026, 3, 8, 10, 30, tzinfo=UTC)
    # On 1 November 2026 01:30 comes twice; it is read as the first.
    repeated = parse_moment("2026-11-01T01:30")
    assert isinstance(repeated, datetime)
    assert repeated.astimezone(UTC) == datetime(2026, 11, 1, 8, 30, tzinfo=UTC)


def test_the_day_of_a_time_is_pacific() -> None:
    assert day_of(parse_moment("2026-01-06T02:00+00:00")) == date(2026, 1, 5)


@given(DAYS)
def test_a_day_can_mean_its_first_to_its_last_minute(day: date) -> None:
    assert day_of(earliest(day)) == day_of(latest(day)) == day
    assert earliest(day) < latest(day)


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(PACIFIC)),
    st.integers(0, 200),
)
def test_hours_are_elapsed_time(start: datetime, hours: int) -> None:
    passed = add_hours(start, hours).astimezone(UTC) - start.astimezone(UTC)
    assert passed == timedelta(hours=hours)


def test_dates_are_said_so_that_nobody_can_mistake_them() -> None:
    assert in_words(date(2026, 3, 5)) == "Thu 5 Mar 2026"
    assert in_words(parse_moment("2026-03-05T14:05-08:00")) == (
        "Thu 5 Mar 2026, 14:05 Pacific time"
    )
