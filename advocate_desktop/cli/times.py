"""Dates and times as they are typed at a prompt."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, time
from typing import Any

import click

from advocate_desktop.domain.errors import Invalid
from advocate_desktop.domain.moments import PACIFIC, Moment, parse_moment

_SHAPED = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}.*)?")

at_option: Callable[..., Any] = click.option(
    "--at",
    required=True,
    metavar="WHEN",
    callback=lambda ctx, param, value: _moment(ctx, param, value),
    help="The date, or the time, such as 2026-01-31 or 2026-01-31T10:15-08:00.",
)

as_of_option: Callable[..., Any] = click.option(
    "--as-of",
    metavar="WHEN",
    callback=lambda ctx, param, value: None if value is None else _instant(ctx, param, value),
    help="Look from this date (noon, Pacific time) or time instead of now.",
)


def _moment(ctx: click.Context, param: click.Parameter, text: str) -> Moment:
    """Read what was typed; a date of the right shape that no calendar has is no wrong usage."""
    try:
        return parse_moment(text)
    except Invalid as error:
        if _SHAPED.fullmatch(text):
            raise
        raise click.BadParameter(str(error), ctx, param) from None


def _instant(ctx: click.Context, param: click.Parameter, text: str) -> datetime:
    moment = _moment(ctx, param, text)
    if isinstance(moment, datetime):
        return moment
    return datetime.combine(moment, time(12), PACIFIC)


def to_the_minute(instant: datetime) -> datetime:
    """Return an instant without its seconds, as answers write it."""
    return instant.replace(second=0, microsecond=0)


def how_long(days_left: int) -> str:
    """Say how far off a day is."""
    if days_left == 0:
        return "today"
    days = "1 day" if abs(days_left) == 1 else f"{abs(days_left)} days"
    return f"in {days}" if days_left > 0 else f"{days} ago"
