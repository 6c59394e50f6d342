"""Dates are read as people type them."""

from datetime import date, datetime

import pytest

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
