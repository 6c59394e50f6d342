"""The judicial holidays against a list written by hand from the courts' calendars."""

from __future__ import annotations

from datetime import date

import holidays as package
import pytest

from advocate_desktop.domain.holidays import judicial_holidays

BY_HAND = {
    2024: "01-01 01-15 02-12 02-19 04-01 05-27 06-19 07-04 09-02 09-27 11-11 11-28 11-29 12-25",
    2025: "01-01 01-20 02-12 02-17 03-31 05-26 06-19 07-04 09-01 09-26 11-11 11-27 11-28 12-25",
    2026: "01-01 01-19 02-12 02-16 03-31 05-25 06-19 07-03 09-07 09-25 11-11 11-26 11-27 12-25",
    2027: "01-01 01-18 02-12 02-15 03-31 05-31 06-18 07-05 09-06 09-24 11-11 11-25 11-26 12-24"
    " 12-31",
    2028: "01-17 02-11 02-21 03-31 05-29 06-19 07-04 09-04 09-22 11-10 11-23 11-24 12-25",
    2029: "01-01 01-15 02-12 02-19 03-30 05-28 06-19 07-04 09-03 09-28 11-12 11-22 11-23 12-25",
    2030: "01-01 01-21 02-12 02-18 04-01 05-27 06-19 07-04 09-02 09-27 11-11 11-28 11-29 12-25",
}
"""31 March 2024 and 2030 are Sundays (observed on Monday 1 April); 1 January 2028 is a Saturday
(observed on Friday 31 December 2027); 4 July 2026 is a Saturday, in 2027 a Sunday."""


@pytest.mark.parametrize("year", BY_HAND)
def test_the_holidays_of_a_year_are_those_written_by_hand(year: int) -> None:
    expected = [date.fromisoformat(f"{year}-{day}") for day in BY_HAND[year].split()]
    settled = [day for day, holiday in judicial_holidays(year).items() if not holiday.doubtful]
    assert settled == expected


def test_diwali_is_doubtful_since_2026() -> None:
    doubtful = {
        year: [d.isoformat() for d, h in judicial_holidays(year).items() if h.doubtful]
        for year in range(2024, 2031)
    }
    assert doubtful == {
        2024: [],
        2025: [],
        2026: ["2026-11-09"],
        2027: ["2027-10-29"],
        2028: ["2028-10-17"],
        2029: ["2029-11-05"],
        2030: ["2030-10-25"],
    }


ANTHONY, DIWALI = "Susan B. Anthony Day", "Diwali"
LINCOLN, NATIVE = "Lincoln's Birthday", "Native American Day"
CHAVEZ = "Cesar Chavez Day (Farmworkers Day)"
DIFFERENCES = {
    2024: ({ANTHONY}, {LINCOLN, NATIVE}),
    2025: (set(), {LINCOLN, NATIVE}),
    2026: (set(), {LINCOLN, NATIVE}),
    2027: ({DIWALI}, {LINCOLN, NATIVE}),
    2028: ({ANTHONY, DIWALI}, {LINCOLN, NATIVE}),
    2029: ({ANTHONY, DIWALI}, {LINCOLN, NATIVE, CHAVEZ}),
    2030: ({ANTHONY}, {LINCOLN, NATIVE}),
}
"""Working days off by the package alone, and by the courts alone: the package lists the Government
Code's days, and does not move 31 March 2029, a Saturday, to the Friday before."""


@pytest.mark.parametrize("year", DIFFERENCES)
def test_every_difference_from_the_holidays_package_is_known(year: int) -> None:
    theirs = package.country_holidays("US", subdiv="CA", years=year)
    ours = judicial_holidays(year)
    weekdays = {day for day in theirs if day.weekday() < 5 and day.year == year}
    settled = {day for day, holiday in ours.items() if not holiday.doubtful}
    assert {theirs[day] for day in weekdays - settled} == DIFFERENCES[year][0]
    assert {ours[day].name for day in settled - weekdays} == DIFFERENCES[year][1]
