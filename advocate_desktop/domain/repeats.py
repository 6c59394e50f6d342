"""How often an own date comes back, and the RFC 5545 rule that says so."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum

_LAST_SAFE_DAY = 28
"""Every month has this day; a later one is kept by the rule of the last day there is."""
_TIMES = re.compile(r";COUNT=(\d{1,4})$")


class Repeat(StrEnum):
    """How often a date comes back; the value is the rule without its end."""

    NEVER = ""
    DAILY = "FREQ=DAILY"
    WEEKLY = "FREQ=WEEKLY"
    EVERY_TWO_WEEKS = "FREQ=WEEKLY;INTERVAL=2"
    MONTHLY = "FREQ=MONTHLY"


def written(repeat: Repeat, times: int | None, start: date) -> str:
    """Return the rule for a date that begins on `start` and comes `times` times, None for ever.

    A monthly date of the 31st comes on the last day of a shorter month; RFC 5545 alone (section
    3.3.10) would leave such a month out.
    """
    if repeat is Repeat.NEVER:
        return ""
    return repeat.value + _month_end(repeat, start) + (f";COUNT={times}" if times else "")


def read(rule: str, start: date) -> tuple[Repeat, int | None] | None:
    """Return what `written` was given for a rule; None for a rule of another making."""
    found = _TIMES.search(rule)
    bare = rule[: found.start()] if found else rule
    for repeat in Repeat:
        if bare == repeat.value + _month_end(repeat, start):
            return repeat, int(found[1]) if found else None
    return None


def moved(rule: str, before: date, after: date) -> str | None:
    """Return the rule once its first day moves; None when it names days that would not move."""
    known = read(rule, before)
    if known is not None:
        return written(*known, after)
    return None if "BY" in rule.upper() else rule


def _month_end(repeat: Repeat, start: date) -> str:
    if repeat is not Repeat.MONTHLY or start.day <= _LAST_SAFE_DAY:
        return ""
    days = ",".join(str(day) for day in range(_LAST_SAFE_DAY, start.day + 1))
    return f";BYMONTHDAY={days};BYSETPOS=-1"
