"""The user's own dates and deadline marks in the tables."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import Connection, or_, select

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.communications import Communication
from advocate_desktop.domain.deadline_marks import DeadlineMark
from advocate_desktop.domain.own_dates import OwnDate, OwnDateId
from advocate_desktop.store import facts
from advocate_desktop.store.tables import cases, clients, communications, deadline_marks, own_dates
from advocate_desktop.store.unit import Unit


def insert_own_date(unit: Unit, own: OwnDate) -> None:
    """Insert an own date; raise `NotFound` when its case is gone."""
    if own.case is not None:
        unit.row(cases, own.case)
    unit.insert(own_dates, facts.to_row(own))


def update_own_date(unit: Unit, own: OwnDate) -> None:
    """Write an own date; raise `NotFound` when it is gone."""
    unit.update(own_dates, own.id, facts.to_row(own))


def delete_own_date(unit: Unit, own_date_id: OwnDateId) -> None:
    """Delete an own date; the journal keeps it."""
    unit.delete(own_dates, own_date_id)


def all_own_dates(connection: Connection, case_id: CaseId | None = None) -> tuple[OwnDate, ...]:
    """Return the own dates, of one case or of all that are not in the trash."""
    query = select(own_dates).outerjoin(cases, own_dates.c.case_id == cases.c.id)
    if case_id is not None:
        query = query.where(own_dates.c.case_id == case_id)
    query = query.where(or_(own_dates.c.case_id.is_(None), cases.c.trashed_at.is_(None)))
    rows = connection.execute(query.order_by(own_dates.c.at, own_dates.c.id)).mappings()
    return tuple(map(facts.to_own_date, rows))


def names(
    connection: Connection, case_ids: Collection[CaseId] | None = None
) -> dict[CaseId, tuple[str, str]]:
    """Return client and title by case, of these cases or of all that are not in the trash."""
    columns = (cases.c.id, cases.c.title, clients.c.given_name, clients.c.family_name)
    query = select(*columns).join(clients, cases.c.client_id == clients.c.id)
    query = query.where(cases.c.trashed_at.is_(None))
    if case_ids is not None:
        query = query.where(cases.c.id.in_(tuple(case_ids)))
    return {
        CaseId(row.id): (f"{row.given_name} {row.family_name}".strip(), row.title)
        for row in connection.execute(query)
    }


def follow_ups(
    connection: Connection, case_id: CaseId | None = None
) -> tuple[tuple[CaseId, Communication], ...]:
    """Return the calls with a day to come, of one case or of all that are not in the trash."""
    query = select(communications).join(cases, communications.c.case_id == cases.c.id)
    to_come = or_(
        communications.c.follow_up.is_not(None), communications.c.promised_by.is_not(None)
    )
    query = query.where(cases.c.trashed_at.is_(None), to_come)
    if case_id is not None:
        query = query.where(communications.c.case_id == case_id)
    rows = connection.execute(query.order_by(communications.c.id)).mappings()
    return tuple((CaseId(row["case_id"]), facts.to_communication(row)) for row in rows)


def set_mark(unit: Unit, case_id: CaseId, mark: DeadlineMark) -> None:
    """Make this the one mark on its deadline; one that says nothing takes the mark off."""
    unit.row(cases, case_id)
    found = find_mark(unit.connection, case_id, mark.rule, mark.started_on)
    if found is not None:
        unit.delete(deadline_marks, found.id)
    if mark.handled_on is not None or mark.new_date is not None:
        unit.insert(deadline_marks, {**facts.to_row(mark), "case_id": case_id})


def find_mark(
    connection: Connection, case_id: CaseId, rule: str, started_on: date
) -> DeadlineMark | None:
    """Return the mark on a deadline, or None."""
    query = select(deadline_marks).where(
        deadline_marks.c.case_id == case_id,
        deadline_marks.c.rule == rule,
        deadline_marks.c.started_on == started_on.isoformat(),
    )
    row = connection.execute(query).mappings().one_or_none()
    return None if row is None else facts.to_mark(row)
