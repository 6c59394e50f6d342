"""A point in a record: a day, or a day with a time and its offset."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from advocate_desktop.domain.errors import Invalid

_SHAPE = "date such as 2026-01-31 or a time such as 2026-01-31T10:15-08:00"

PACIFIC = ZoneInfo("America/Los_Angeles")
"""Times without an offset are Pacific time."""

Moment = date | datetime
"""A `date`, or a `datetime` that always carries an offset."""

# Python reads more shapes of ISO 8601 than people do, such as weeks and dates without dashes.
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_TIME = re.compile(_DATE.pattern + r"[T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?", re.ASCII)

FIRST_YEAR, LAST_YEAR = 1900, 2199


def parse_date(text: str) -> date:
    """Read an ISO date; raise `Invalid` when it is no date or outside the years 1900 to 2199."""
    try:
        if not _DATE.fullmatch(text):
            raise ValueError
        day = date.fromisoformat(text)
    except ValueError:
        raise Invalid(f"“{text}” is not a date such as 2026-01-31") from None
    return _within_years(day, text)


def parse_moment(text: str) -> Moment:
    """Read an ISO date or time; a time without an offset is Pacific. Raise `Invalid` otherwise."""
    if len(text) == 10:
        return parse_date(text)
    try:
        if not _TIME.fullmatch(text):
            raise ValueError
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Invalid(f"“{text}” is not a {_SHAPE}") from None
    _within_years(moment.date(), text)
    return moment if moment.tzinfo else moment.replace(tzinfo=PACIFIC)


def _within_years(day: date, text: str) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Invalid(f"“{text}” is outside the years {FIRST_YEAR} to {LAST_YEAR}")
    return day


def format_moment(moment: Moment) -> str:
    """Write a moment as ISO 8601: a date, or a time to the minute (to the second if it has any)."""
    if isinstance(moment, datetime):
        exact = moment.second or moment.microsecond
        return moment.isoformat(timespec="auto" if exact else "minutes")
    return moment.isoformat()


def day_of(moment: Moment) -> date:
    """Return the calendar day, in Pacific time when the moment has a time."""
    if isinstance(moment, datetime):
        return moment.astimezone(PACIFIC).date()
    return moment


def has_time(moment: Moment) -> bool:
    """Whether a time of day is known."""
    return isinstance(moment, datetime)


def earliest(moment: Moment) -> datetime:
    """Return the first instant it can mean: itself, or the day's midnight in Pacific time."""
    if isinstance(moment, datetime):
        return moment
    return datetime.combine(moment, time.min, PACIFIC)


def latest(moment: Moment) -> datetime:
    """Return the last minute the moment can mean: itself, or 23:59 of the day in Pacific time."""
    if isinstance(moment, datetime):
        return moment
    return datetime.combine(moment, time(23, 59), PACIFIC)


def order_key(moment: Moment) -> tuple[date, datetime]:
    """Sort key: by day, then by instant; a day without a time comes before that day's times."""
    return (day_of(moment), earliest(moment))


def add_hours(moment: datetime, hours: int) -> datetime:
    """Add hours of elapsed time, through nights, weekends and clock changes; Pacific result."""
    return (moment.astimezone(ZoneInfo("UTC")) + timedelta(hours=hours)).astimezone(PACIFIC)


DAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SHORT_MONTHS = tuple(name[:3] for name in MONTH_NAMES)


def in_words(moment: Moment) -> str:
    """Write a moment for people: `Thu 12 Mar 2026`, with the Pacific time of day when known."""
    day = day_of(moment)
    words = f"{DAY_NAMES[day.weekday()]} {day.day} {SHORT_MONTHS[day.month - 1]} {day.year}"
    if isinstance(moment, datetime):
        return f"{words}, {moment.astimezone(PACIFIC):%H:%M} Pacific time"
    return words
