"""Which of many backups are kept: the newest of each day, week and month, fewer the older."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

DAILY, WEEKLY, MONTHLY = 7, 4, 12
"""How many days, then weeks before them, then months before those keep a backup."""


def kept(made: Iterable[datetime]) -> frozenset[datetime]:
    """Return the times of the backups to keep; the others may go.

    Days, weeks (from Monday) and months without a backup are not counted, so that none is lost by
    not working for a while. The newest is always kept.
    """
    newest_first = sorted(set(made), reverse=True)
    keep: set[datetime] = set()
    for number, period in _RULES:
        seen: set[str] = set()
        added = 0
        for moment in newest_first:
            if added == number:
                break
            if period(moment) not in seen:
                seen.add(period(moment))
                added += moment not in keep
                keep.add(moment)
    return frozenset(keep)


_RULES: tuple[tuple[int, Callable[[datetime], str]], ...] = (
    (DAILY, lambda moment: f"{moment:%Y-%m-%d}"),
    (WEEKLY, lambda moment: f"{moment:%G-%V}"),
    (MONTHLY, lambda moment: f"{moment:%Y-%m}"),
)
