"""Dates and times as they are typed at a prompt."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any

import click

from advocate_desktop.domain.errors import Invalid
from advocate_desktop.domain.moments import PACIFIC, Moment, parse_moment

_SHAPED = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}.*)?")


class When(click.ParamType):
    """A date or a time; one of the right shape that no calendar has is refused, not wrong usage."""

    name = "when"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Moment:
        """Return the moment typed."""
        if isinstance(value, date):
            return value
        try:
            return parse_moment(str(value))
        except Invalid as error:
            if _SHAPED.fullmatch(str(value)):
                raise
            self.fail(str(error), param, ctx)


class AsOf(When):
    """An instant to look from: a date means noon of that day in Pacific time."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """Return the instant typed."""
        moment = super().convert(value, param, ctx)
        if isinstance(moment, datetime):
            return moment
        return datetime.combine(moment, time(12), PACIFIC)


as_of_option = click.option(
    "--as-of",
    type=AsOf(),
    metavar="WHEN",
    help="Look from this date (noon, Pacific time) or time instead of now.",
)


def to_the_minute(instant: datetime) -> datetime:
    """Return an instant without its seconds, as answers write it."""
    return instant.replace(second=0, microsecond=0)


def how_long(days_left: int) -> str:
    """Say how far off a day is."""
    if days_left == 0:
        return "today"
    days = "1 day" if abs(days_left) == 1 else f"{abs(days_left)} days"
    return f"in {days}" if days_left > 0 else f"{days} ago"
