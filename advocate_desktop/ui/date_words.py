"""Dates as people type them: “12 Mar 2026”, “3/12/26”, “next Friday”, “Mar 12 10:15 am”."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from advocate_desktop.domain.errors import Invalid
from advocate_desktop.domain.moments import FIRST_YEAR, LAST_YEAR, MONTH_NAMES, PACIFIC, Moment

_WEEKDAY = re.compile(r"^(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+(?=\S)")
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_NUMBERS = re.compile(r"^(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?$")
_DAY_FIRST = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)?(?: of)?\s+([a-z]{3,9})\.?,?(?:\s+(\d{4}))?$")
_MONTH_FIRST = re.compile(r"^([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?(?:\s+(\d{4}))?$")
_UNIT = r"(\d{1,3}|an?|[a-z]{3,6})\s+(day|week|month|year)s?"
_AGO = re.compile(rf"^{_UNIT}\s+ago$")
_AHEAD = re.compile(rf"^in\s+{_UNIT}$")
_FROM_NOW = re.compile(rf"^{_UNIT}\s+from\s+(?:now|today)$")
_NAMED_DAY = re.compile(r"^(?:(next|this|last|on)\s+)?(mon|tue|wed|thu|fri|sat|sun)([a-z]*)\.?$")
_ENDINGS = ("", "day", "s", "sday", "nesday", "r", "rs", "rsday", "urday")
_NAMED_SPAN = re.compile(r"^(next|last)\s+(week|month|year)$")
_NUMBERS_IN_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve",
)  # fmt: skip
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_TIME = re.compile(
    r"^(?P<day>.*?)[\s,]+(?:at\s+)?(?P<hour>\d{1,2})"
    r"(?:(?::(?P<minute>\d{2}))\s*(?P<half>[ap]\.?m\.?)?|\s*(?P<only>[ap]\.?m\.?))$"
)
_NAMED = {
    "today": 0,
    "yesterday": -1,
    "tomorrow": 1,
    "day after tomorrow": 2,
    "the day after tomorrow": 2,
    "day before yesterday": -2,
    "the day before yesterday": -2,
}


def parse_day(text: str, today: date) -> date:
    """Read a day as a person types it; numbers are month/day/year, as in the United States.

    A day without a year is the one nearest to today. A year of two digits is the last such year up
    to ten years ahead. “Friday” is the first one after today, “next Friday” that of the week after
    this one, “last Friday” the latest one before today; weeks begin on Monday.

    Raises:
        Invalid: it is no date; the sentence says how to write one.
    """
    plain = " ".join(text.lower().split())
    plain = _WEEKDAY.sub("", plain)
    if plain in _NAMED:
        return today + timedelta(days=_NAMED[plain])
    found = (
        _from_distance(plain, today)
        or _from_weekday(plain, today)
        or _from_calendar(plain, text, today)
    )
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
    if match := _NAMED_SPAN.match(plain):
        return _stepped(today, 1 if match[1] == "next" else -1, match[2])
    for pattern, sign in ((_AGO, -1), (_AHEAD, 1), (_FROM_NOW, 1)):
        if match := pattern.match(plain):
            number = _number(match[1])
            return None if number is None else _stepped(today, sign * number, match[2])
    return None


def _number(word: str) -> int | None:
    if word.isdecimal():
        return int(word)
    if word in ("a", "an"):
        return 1
    return _NUMBERS_IN_WORDS.index(word) if word in _NUMBERS_IN_WORDS else None


def _stepped(day: date, number: int, unit: str) -> date | None:
    """Return the day that many steps on; the last of its month where the month has no such day."""
    if unit in ("day", "week"):
        return day + timedelta(days=number * (7 if unit == "week" else 1))
    months = day.year * 12 + day.month - 1 + number * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    tries = (_or_none(year, month + 1, day.day - less) for less in range(4))
    return next((found for found in tries if found is not None), None)


def _from_weekday(plain: str, today: date) -> date | None:
    match = _NAMED_DAY.match(plain)
    if not match or match[3] not in _ENDINGS:
        return None
    weekday = _WEEKDAYS.index(match[2])
    if match[1] == "next":
        return today + timedelta(days=7 - today.weekday() + weekday)
    if match[1] == "last":
        return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


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
    found = [i for i, month in enumerate(MONTH_NAMES, 1) if month.lower().startswith(name)]
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
