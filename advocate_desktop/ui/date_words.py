"""Dates as people type them: “12 Mar 2026”, “3/12/26”, “yesterday”, “Mar 12 10:15 am”."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from advocate_desktop.domain.errors import Invalid
from advocate_desktop.domain.moments import FIRST_YEAR, LAST_YEAR, PACIFIC, Moment
from advocate_desktop.ui.words import MONTHS

_WEEKDAY = re.compile(r"^(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+(?=\S)")
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_NUMBERS = re.compile(r"^(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?$")
_DAY_FIRST = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)?(?: of)?\s+([a-z]{3,9})\.?,?(?:\s+(\d{4}))?$")
_MONTH_FIRST = re.compile(r"^([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?(?:\s+(\d{4}))?$")
_AGO = re.compile(r"^(\d{1,3})\s+(day|week)s?\s+ago$")
_AHEAD = re.compile(r"^in\s+(\d{1,3})\s+(day|week)s?$")
_TIME = re.compile(
    r"^(?P<day>.*?)[\s,]+(?:at\s+)?(?P<hour>\d{1,2})"
    r"(?:(?::(?P<minute>\d{2}))\s*(?P<half>[ap]\.?m\.?)?|\s*(?P<only>[ap]\.?m\.?))$"
)
_NAMED = {"today": 0, "yesterday": -1, "tomorrow": 1}


def parse_day(text: str, today: date) -> date:
    """Read a day as a person types it; numbers are month/day/year, as in the United States.

    A day without a year is the one nearest to today. A year of two digits is the last such year up
    to ten years ahead.

    Raises:
        Invalid: it is no date; the sentence says how to write one.
    """
    plain = " ".join(text.lower().split())
    plain = _WEEKDAY.sub("", plain)
    if plain in _NAMED:
        return today + timedelta(days=_NAMED[plain])
    found = _from_distance(plain, today) or _from_calendar(plain, text, today)
    if found is None:
        raise Invalid(f"“{text.strip()}” is not a date. Write it like 12 Mar 2026.")
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise Invalid(f"{found.year} cannot be right. Check the year.")
    return found


def parse_moment(text: str, today: date) -> Moment:
    """Read a day, with a time of day when one is typed: “12 Mar 2026, 10:15 am”.

    Raises:
        Invalid: it is no date or no time; the sentence says how to write one.
    """
    match = _TIME.match(" ".join(text.lower().split()))
    if not match:
        return parse_day(text, today)
    day = parse_day(match["day"], today)
    return datetime.combine(day, _time(match, text), PACIFIC)


def _time(match: re.Match[str], text: str) -> time:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    half = (match["half"] or match["only"] or "").replace(".", "")
    if half and not 1 <= hour <= 12:
        hour = 24
    elif half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59:
        raise Invalid(f"“{text.strip()}” has no time of day in it. Write it like 10:15 am.")
    return time(hour, minute)


def _from_distance(plain: str, today: date) -> date | None:
    for pattern, sign in ((_AGO, -1), (_AHEAD, 1)):
        if match := pattern.match(plain):
            days = int(match[1]) * (7 if match[2] == "week" else 1)
            return today + timedelta(days=sign * days)
    return None


def _from_calendar(plain: str, typed: str, today: date) -> date | None:
    if match := _ISO.match(plain):
        return _day(int(match[1]), int(match[2]), int(match[3]), typed)
    if match := _NUMBERS.match(plain):
        return _with_year(match[3], int(match[1]), int(match[2]), typed, today)
    if (match := _DAY_FIRST.match(plain)) and (month := _month(match[2])):
        return _with_year(match[3], month, int(match[1]), typed, today)
    if (match := _MONTH_FIRST.match(plain)) and (month := _month(match[1])):
        return _with_year(match[3], month, int(match[2]), typed, today)
    return None


def _month(name: str) -> int | None:
    """Return the month whose name begins so; three letters are enough."""
    found = [i for i, month in enumerate(MONTHS, 1) if month.lower().startswith(name)]
    return found[0] if found else None


def _with_year(year: str | None, month: int, day: int, typed: str, today: date) -> date:
    if year is None:
        # 29 February is only in some of the three years.
        near = (_or_none(today.year + step, month, day) for step in (0, -1, 1))
        found = [day_ for day_ in near if day_ is not None]
        if not found:
            return _day(today.year, month, day, typed)
        return min(found, key=lambda day_: abs((day_ - today).days))
    number = int(year)
    if len(year) == 2:
        number += today.year // 100 * 100
        if number > today.year + 10:
            number -= 100
    return _day(number, month, day, typed)


def _day(year: int, month: int, day: int, typed: str) -> date:
    found = _or_none(year, month, day)
    if found is None:
        raise Invalid(f"“{typed.strip()}” is not in the calendar. Check the day and the month.")
    return found


def _or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
