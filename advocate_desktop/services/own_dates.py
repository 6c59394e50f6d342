"""The user's own dates: set, moved, ticked off, repeated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from dateutil.rrule import rrulestr

from advocate_desktop.domain import repeats
from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.communications import Communication
from advocate_desktop.domain.errors import Invalid
from advocate_desktop.domain.moments import PACIFIC, Moment, day_of, order_key
from advocate_desktop.domain.own_dates import OwnDate, OwnDateId, OwnDateKind
from advocate_desktop.services.search import folded
from advocate_desktop.services.workspace import Unit, Workspace
from advocate_desktop.store import own_dates as rows

MOST_OCCURRENCES = 1000
"""Occurrences read of one recurring date within one span."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One day on which an own date or a call's follow-up comes."""

    own: OwnDate
    at: Moment
    client: str
    case_title: str
    done: bool
    from_call: bool = False
    """It is the follow-up of a call: it is moved by changing the call."""


def add(unit: Unit, own: OwnDate) -> OwnDateId:
    """Set an own date; raise `Invalid` for an empty title or a rule that cannot be read."""
    rows.insert_own_date(unit, _checked(own))
    return own.id


def change(unit: Unit, own: OwnDate) -> None:
    """Change an own date; raise `Invalid` as `add` does, `NotFound` when it is gone."""
    rows.update_own_date(unit, _checked(own))


def remove(unit: Unit, own_date_id: OwnDateId) -> None:
    """Take an own date out; undo and the history keep it."""
    rows.delete_own_date(unit, own_date_id)


def find(workspace: Workspace, own_date_id: OwnDateId) -> OwnDate | None:
    """Return an own date, or None when it is gone."""
    every = workspace.read(rows.all_own_dates)
    return next((own for own in every if own.id == own_date_id), None)


def tick(unit: Unit, own: OwnDate, day: date | None) -> None:
    """Tick an own date off up to a day, or untick it with None."""
    rows.update_own_date(unit, replace(own, done_on=day))


def move(unit: Unit, own: OwnDate, day: date) -> None:
    """Move an own date, and all its repeats with it, to another day, keeping its time of day.

    What was ticked off of a repeated date stays so. Raises `Invalid` when its rule names days of
    its own, such as every second Tuesday, which moving it would not change.
    """
    before = day_of(own.at)
    rule = repeats.moved(own.recurrence, before, day)
    if rule is None:
        raise Invalid(
            f"“{own.title}” repeats on days that its rule names, so it cannot be moved like this. "
            "Open it and choose how it repeats."
        )
    at: Moment = day
    if isinstance(own.at, datetime):
        at = datetime.combine(day, own.at.astimezone(PACIFIC).time(), PACIFIC)
    done = own.done_on
    if done is not None and own.recurrence:
        done += day - before
    rows.update_own_date(unit, replace(own, at=at, recurrence=rule, done_on=done))


def names(workspace: Workspace) -> dict[CaseId, tuple[str, str]]:
    """Return client and title of every case that a date can be for, by client."""
    found = workspace.read(rows.names)
    return dict(sorted(found.items(), key=lambda item: (*map(folded, item[1]), item[0])))


def occurrences(
    workspace: Workspace, first: date, last: date, case_id: CaseId | None = None
) -> tuple[Occurrence, ...]:
    """Return what comes from `first` to `last`, both included; follow-ups of calls as well."""
    dates = workspace.read(rows.all_own_dates, case_id)
    calls = workspace.read(rows.follow_ups, case_id)
    wanted = {own.case for own in dates if own.case is not None} | {case for case, _ in calls}
    named = workspace.read(rows.names, wanted)
    found: list[Occurrence] = []
    for own in dates:
        client, title = named.get(own.case, ("", "")) if own.case is not None else ("", "")
        for at in _comes(own, first, last):
            done = own.done_on is not None and day_of(at) <= own.done_on
            found.append(Occurrence(own, at, client, title, done))
    for case, spoken in calls:
        for own in _of_call(case, spoken):
            if first <= day_of(own.at) <= last:
                found.append(Occurrence(own, own.at, *named.get(case, ("", "")), False, True))
    return tuple(sorted(found, key=lambda o: (order_key(o.at), o.own.title)))


def _of_call(case: CaseId, spoken: Communication) -> Iterator[OwnDate]:
    """Give the day a promise was to be kept by, and the day to come back to a call.

    On one day they are one entry, that of the promise.
    """
    named, whom = OwnDateId(spoken.id), spoken.person or spoken.organization
    promised = spoken.promised
    if promised is not None:
        what, by = promised
        title = f"Promised by {whom}: {what}" if whom else f"Promised: {what}"
        yield OwnDate(named, title, by, OwnDateKind.FOLLOW_UP, case, spoken.summary)
    back = spoken.follow_up
    if back is not None and (promised is None or day_of(promised[1]) != day_of(back)):
        title = f"Follow up with {whom or 'the call'}"
        yield OwnDate(named, title, back, OwnDateKind.FOLLOW_UP, case, spoken.summary)


def _comes(own: OwnDate, first: date, last: date) -> Iterator[Moment]:
    if not own.recurrence:
        if first <= day_of(own.at) <= last:
            yield own.at
        return
    # The rule counts in local time, so that nine o'clock stays nine over a change of the clocks.
    timed = isinstance(own.at, datetime)
    start = (
        own.at.astimezone(PACIFIC).replace(tzinfo=None)
        if isinstance(own.at, datetime)
        else datetime.combine(own.at, time())
    )
    rule = rrulestr(own.recurrence, dtstart=start)
    begin = datetime.combine(first, time()) - timedelta(microseconds=1)
    for number, local in enumerate(rule.xafter(begin)):
        if local.date() > last or number >= MOST_OCCURRENCES:
            return
        yield local.replace(tzinfo=PACIFIC) if timed else local.date()


def _checked(own: OwnDate) -> OwnDate:
    if not own.title.strip():
        raise Invalid("This date has no name yet. Say in a few words what it is for.")
    if own.recurrence:
        try:
            rrulestr(own.recurrence, dtstart=datetime.combine(day_of(own.at), time()))
        except (ValueError, KeyError, TypeError, IndexError) as error:
            raise Invalid(
                f"“{own.recurrence}” is no rule for repeating that can be read. "
                "Nothing was changed."
            ) from error
        if "DTSTART" in own.recurrence.upper() or "\n" in own.recurrence:
            raise Invalid("A rule for repeating is one line, such as FREQ=WEEKLY;COUNT=4.")
    return own
