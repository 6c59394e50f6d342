"""Dates are read as people type them."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from advocate_desktop.domain.errors import Invalid
from advocate_desktop.domain.moments import PACIFIC
from advocate_desktop.ui import words
from advocate_desktop.ui.date_words import parse_day, parse_moment

TODAY = date(2026, 3, 12)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-03-12", date(2026, 3, 12)),
        ("3/12/26", date(2026, 3, 12)),
        ("3/12/2026", date(2026, 3, 12)),
        ("12 Mar 2026", date(2026, 3, 12)),
        ("March 12, 2026", date(2026, 3, 12)),
        ("Thu 12 Mar 2026", date(2026, 3, 12)),
        ("thursday, march 12th 2026", date(2026, 3, 12)),
        ("12th of march", date(2026, 3, 12)),
        ("  today ", date(2026, 3, 12)),
        ("yesterday", date(2026, 3, 11)),
        ("2 weeks ago", date(2026, 2, 26)),
        ("in 3 days", date(2026, 3, 15)),
        ("12/28", date(2025, 12, 28)),
        ("4/1/61", date(1961, 4, 1)),
        ("29 feb 2024", date(2024, 2, 29)),
    ],
)
def test_a_day_is_understood(typed, meant):
    assert parse_day(typed, TODAY) == meant


@pytest.mark.parametrize(
    "typed", ["soon", "12", "13/13/2026", "30 feb 2026", "12 maybe 2026", "12/3/1776", "mar", ""]
)
def test_what_is_no_day_is_refused_with_a_sentence(typed):
    with pytest.raises(Invalid) as refused:
        parse_day(typed, TODAY)
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(
    ("typed", "hour", "minute"),
    [
        ("12 Mar 2026, 10:15", 10, 15),
        ("3/12/26 10:15 am", 10, 15),
        ("12 mar 2026 at 2pm", 14, 0),
        ("yesterday 12:05 a.m.", 0, 5),
    ],
)
def test_a_time_of_day_is_understood(typed, hour, minute):
    meant = parse_moment(typed, TODAY)
    assert isinstance(meant, datetime)
    assert (meant.hour, meant.minute) == (hour, minute)
    assert meant.tzinfo is PACIFIC


def test_a_year_is_not_taken_for_an_hour():
    assert parse_moment("12 Mar 2026", TODAY) == date(2026, 3, 12)


@pytest.mark.parametrize("typed", ["12 mar 2026 25:00", "12 mar 2026 13 pm", "12 mar 2026 9:75"])
def test_an_impossible_time_is_refused(typed):
    with pytest.raises(Invalid):
        parse_moment(typed, TODAY)


@pytest.mark.parametrize("shown", [date(2026, 3, 12), datetime(2026, 3, 12, 9, 5, tzinfo=PACIFIC)])
def test_what_the_window_writes_can_be_typed_back(shown):
    assert parse_moment(words.moment(shown), TODAY) == shown


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Friday", date(2026, 3, 13)),
        ("this fri", date(2026, 3, 13)),
        ("next Friday", date(2026, 3, 20)),
        ("on wednesday", date(2026, 3, 18)),
        ("thursday", date(2026, 3, 19)),
        ("last thurs.", date(2026, 3, 5)),
        ("next week", date(2026, 3, 19)),
        ("in 2 weeks", date(2026, 3, 26)),
        ("in two weeks", date(2026, 3, 26)),
        ("a week from today", date(2026, 3, 19)),
        ("in a month", date(2026, 4, 12)),
        ("one year ago", date(2025, 3, 12)),
        ("the day after tomorrow", date(2026, 3, 14)),
        ("3/5/26", date(2026, 3, 5)),
    ],
)
def test_a_day_can_be_said_from_today(typed, meant):
    assert parse_day(typed, TODAY) == meant


def test_next_sunday_said_on_a_sunday_is_a_week_on():
    assert parse_day("next sunday", date(2026, 3, 15)) == date(2026, 3, 22)


def test_a_month_on_from_the_31st_is_the_last_day_there_is():
    assert parse_day("in a month", date(2026, 1, 31)) == date(2026, 2, 28)


def test_a_named_day_takes_a_time():
    meant = parse_moment("next Friday 2:30 pm", TODAY)
    assert meant == datetime(2026, 3, 20, 14, 30, tzinfo=PACIFIC)


DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@given(DAYS, st.dates(date(2020, 1, 1), date(2060, 1, 1)))
def test_every_day_the_window_writes_can_be_typed_back(shown, today):
    assert parse_day(words.day(shown), today) == shown


@given(st.integers(0, 999), st.sampled_from(["day", "week"]))
def test_in_so_many_days_and_so_many_ago_are_as_far_off(number, unit):
    step = timedelta(days=number * (7 if unit == "week" else 1))
    assert parse_day(f"in {number} {unit}s", TODAY) == TODAY + step
    assert parse_day(f"{number} {unit}s ago", TODAY) == TODAY - step


@given(st.sampled_from(["mon", "tuesday", "wed", "thurs", "fri", "saturday", "sunday"]), DAYS)
def test_a_weekday_falls_on_it_and_near(name, today):
    assume(1901 < today.year < 2199)
    coming, following = parse_day(name, today), parse_day(f"next {name}", today)
    assert words.day(coming)[:3].lower() == name[:3] == words.day(following)[:3].lower()
    assert 1 <= (coming - today).days <= 7
    assert 1 <= (following - today).days <= 13


PIECES = (
    *("in", "next", "last", "this", "on", "ago", "a", "two", "of", "from", "now", "at", ","),
    *("3", "31", "99", "2026", "10:15", "am", "pm", "3/5/26", "2026-02-30"),
    *("day", "weeks", "months", "year", "fri", "monday", "mar"),
)
SAID = st.lists(st.sampled_from(PIECES), max_size=6).map(" ".join)


@given(st.text(max_size=30) | SAID)
def test_whatever_is_typed_is_a_moment_or_refused_with_a_sentence(typed):
    said = "."
    try:
        parse_moment(typed, TODAY)
    except Invalid as refused:
        said = str(refused)
    assert said.endswith(".")
