"""California judicial holidays by year (Code of Civil Procedure 135; law.md CT-08).

Saturdays and Sundays are not listed here: `counting` treats them as days off by themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

KNOWN_FROM, KNOWN_UNTIL = 2022, 2030
"""Years whose list was checked. The list of 2022 is the first after Stats. 2021, ch. 283."""

_MONDAY, _THURSDAY, _FRIDAY = 0, 3, 4

_DIWALI = {
    2026: date(2026, 11, 8),
    2027: date(2027, 10, 29),
    2028: date(2028, 10, 17),
    2029: date(2029, 11, 5),
    2030: date(2030, 10, 26),
}
"""A day of the Government Code since 2026 whose place in section 135 was not read."""


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day on which the courts are closed; `doubtful` when the sources do not settle it."""

    name: str
    doubtful: bool = False


def is_known(year: int) -> bool:
    """Whether the year's list was checked; other years are worked out by the same list, unsure."""
    return KNOWN_FROM <= year <= KNOWN_UNTIL


@lru_cache(maxsize=400)
def judicial_holidays(year: int) -> Mapping[date, Holiday]:
    """Return the holidays that fall in a year, on the day they are observed.

    A holiday on a Sunday is observed on the Monday after, one on a Saturday on the Friday before
    (California Rules of Court 1.11), so 1 January may be observed on 31 December.
    """
    found: dict[date, Holiday] = {}
    for of_year in (year, year + 1):
        for day, name in _named_days(of_year):
            observed = _observed(day)
            if observed.year == year:
                found[observed] = Holiday(name)
    doubtful = _DIWALI.get(year)
    if doubtful is not None:
        found.setdefault(_observed(doubtful), Holiday("Diwali", doubtful=True))
    return MappingProxyType(dict(sorted(found.items())))


def _named_days(year: int) -> tuple[tuple[date, str], ...]:
    thanksgiving = _nth(year, 11, _THURSDAY, 4)
    return (
        (date(year, 1, 1), "New Year's Day"),
        (_nth(year, 1, _MONDAY, 3), "Dr. Martin Luther King, Jr. Day"),
        (date(year, 2, 12), "Lincoln's Birthday"),
        (_nth(year, 2, _MONDAY, 3), "Presidents' Day"),
        (date(year, 3, 31), "Cesar Chavez Day (Farmworkers Day)"),
        (_last(year, 5, _MONDAY), "Memorial Day"),
        (date(year, 6, 19), "Juneteenth"),
        (date(year, 7, 4), "Independence Day"),
        (_nth(year, 9, _MONDAY, 1), "Labor Day"),
        (_nth(year, 9, _FRIDAY, 4), "Native American Day"),
        (date(year, 11, 11), "Veterans Day"),
        (thanksgiving, "Thanksgiving Day"),
        (thanksgiving + timedelta(days=1), "the day after Thanksgiving"),
        (date(year, 12, 25), "Christmas Day"),
    )


def _observed(day: date) -> date:
    shift = {5: -1, 6: 1}.get(day.weekday(), 0)
    return day + timedelta(days=shift)


def _nth(year: int, month: int, weekday: int, n: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (n - 1))


def _last(year: int, month: int, weekday: int) -> date:
    last = date(year, month + 1, 1) - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - weekday) % 7)
