"""The user's own dates: set, moved, ticked off, repeated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from dateutil.rrule import rrulestr

from advocate_desktop.domain.cases import CaseId, CaseRecord
from advocate_desktop.domain.errors import Invalid
from advocate_desktop.domain.moments import PACIFIC, Moment, day_of, order_key
from advocate_desktop.domain.own_dates import OwnDate, OwnDateId, OwnDateKind
from advocate_desktop.services.workspace import Unit, Workspace
from advocate_desktop.store import cases as case_rows
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


def tick(unit: Unit, own: OwnDate, day: date | None) -> None:
    """Tick an own date off up to a day, or untick it with None."""
    rows.update_own_date(unit, replace(own, done_on=day))


def move(unit: Unit, own: OwnDate, day: date) -> None:
    """Move an own date to another day, keeping its time of day."""
    at: Moment = day
    if isinstance(own.at, datetime):
        at = datetime.combine(day, own.at.astimezone(PACIFIC).time(), PACIFIC)
    rows.update_own_date(unit, replace(own, at=at))


def occurrences(
    workspace: Workspace, first: date, last: date, case_id: CaseId | None = None
) -> tuple[Occurrence, ...]:
    """Return what comes from `first` to `last`, both included; follow-ups of calls as well."""
    records = {r.case.id: r for r in workspace.read(case_rows.records)}
    found: list[Occurrence] = []
    for own in workspace.read(rows.all_own_dates, case_id):
        record = records.get(own.case) if own.case is not None else None
        names = (record.client.name, record.case.title) if record else ("", "")
        for at in _comes(own, first, last):
            done = own.done_on is not None and day_of(at) <= own.done_on
            found.append(Occurrence(own, at, *names, done))
    for record in records.values():
        if case_id is None or record.case.id == case_id:
            found.extend(_follow_ups(record, first, last))
    return tuple(sorted(found, key=lambda o: (order_key(o.at), o.own.title)))


def _follow_ups(record: CaseRecord, first: date, last: date) -> Iterator[Occurrence]:
    for spoken in record.communications:
        if spoken.follow_up is None or not first <= day_of(spoken.follow_up) <= last:
            continue
        whom = spoken.person or spoken.organization or "the call"
        own = OwnDate(
            OwnDateId(spoken.id),
            f"Follow up with {whom}",
            spoken.follow_up,
            OwnDateKind.FOLLOW_UP,
            record.case.id,
            spoken.summary,
        )
        yield Occurrence(own, spoken.follow_up, record.client.name, record.case.title, False, True)


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
