"""Counting days the way the law does: first day excluded, last included (law.md section 2)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

from advocate_desktop.domain.holidays import Holiday, judicial_holidays
from advocate_desktop.domain.rules import MonthEnd

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


def add_days(start: date, days: int) -> date:
    """Return the last of so many calendar days after `start`, which itself is not counted.

    Source: Government Code 6800, Civil Code 10 (CT-01).
    """
    return start + timedelta(days=days)


def add_business_days(start: date, days: int) -> date:
    """Return the last of so many working days after `start`: Monday to Friday, no judicial holiday.

    “Business day” is not defined in the Knox-Keene timelines that were read (CT-10); this is the
    common practice.
    """
    day = start
    for _ in range(days):
        day = roll_forward(day + _ONE_DAY)
    return day


def add_months(start: date, months: int, month_end: MonthEnd = MonthEnd.LAST_DAY) -> date:
    """Return the same day so many calendar months later (Civil Code 14, Government Code 6804).

    Where that month has no such day: its last day, or the first of the next month, as told.
    """
    index = start.year * 12 + start.month - 1 + months
    year, month = index // 12, index % 12 + 1
    length = monthrange(year, month)[1]
    if start.day <= length:
        return date(year, month, start.day)
    last = date(year, month, length)
    return last if month_end is MonthEnd.LAST_DAY else last + _ONE_DAY


def holiday_on(day: date) -> Holiday | None:
    """Return the judicial holiday observed on that day, doubtful ones included."""
    return judicial_holidays(day.year).get(day)


def is_working_day(day: date) -> bool:
    """Whether it is neither Saturday, Sunday nor a judicial holiday (CCP 12a, 135)."""
    return day.weekday() < _SATURDAY and day not in _settled(day.year)


@lru_cache(maxsize=400)
def _settled(year: int) -> frozenset[date]:
    return frozenset(d for d, h in judicial_holidays(year).items() if not h.doubtful)


def roll_forward(day: date) -> date:
    """Return the first working day on or after `day` (CCP 12a, 12b; CT-02, CT-03)."""
    while not is_working_day(day):
        day += _ONE_DAY
    return day


def roll_back(day: date) -> date:
    """Return the last working day on or before `day`, stepping over doubtful holidays as well.

    This is the safe side for whoever must act.
    """
    while day.weekday() >= _SATURDAY or holiday_on(day) is not None:
        day -= _ONE_DAY
    return day


def days_off_between(first: date, last: date) -> tuple[tuple[date, str], ...]:
    """Return the weekend days and holidays from `first` to `last`, both included, with names."""
    found = []
    day = first
    while day <= last:
        reason = day_off_name(day)
        if reason:
            found.append((day, reason))
        day += _ONE_DAY
    return tuple(found)


def day_off_name(day: date) -> str:
    """Return why a day is no working day, empty when it is one; doubtful holidays are named so."""
    holiday = holiday_on(day)
    if holiday is not None:
        return f"{holiday.name} (unsure)" if holiday.doubtful else holiday.name
    return ("a Saturday", "a Sunday")[day.weekday() - _SATURDAY] if day.weekday() > 4 else ""
