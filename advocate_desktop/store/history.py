"""The journal by case and by row: which entries touched it, and with what rows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.store import cases, journal
from advocate_desktop.store.journal import Entry, Image, RowChange
from advocate_desktop.store.tables import JOURNALED, journal_entries, journal_rows
from advocate_desktop.store.unit import Unit, Value

Part = tuple[Entry, tuple[RowChange, ...]]


def latest(connection: Connection, limit: int, before: int | None = None) -> tuple[Part, ...]:
    """Return the last entries with all their rows, newest first; `before` one, if it is given."""
    return _parts(connection, None, limit, before)


def latest_of_case(
    connection: Connection, case_id: CaseId, limit: int, before: int | None = None
) -> tuple[Part, ...]:
    """Return the last entries that touched a case, its client or its coverage, newest first."""
    link = cases.links(connection, case_id)
    if link is None:
        return ()
    client, coverage = link
    own = or_(
        journal_rows.c.case_id == case_id,
        and_(journal_rows.c.table_name == "clients", journal_rows.c.row_id == client),
        and_(journal_rows.c.table_name == "coverages", journal_rows.c.row_id == coverage),
    )
    return _parts(connection, own, limit, before)


def of_row(connection: Connection, table: str, row_id: str) -> tuple[Part, ...]:
    """Return every entry that touched one row, newest first, with that row alone."""
    own = and_(journal_rows.c.table_name == table, journal_rows.c.row_id == row_id)
    return _parts(connection, own, -1, None)


def row_now(unit: Unit, table: str, row_id: str) -> Image | None:
    """Return a row as it is now, or None when it is gone."""
    return unit.find(JOURNALED[table], row_id)


def put_back(unit: Unit, table: str, row_id: str, column: str, value: Value) -> None:
    """Give a column of a row an earlier value; raise `NotFound` when the row is gone."""
    unit.update(JOURNALED[table], row_id, {column: value})


def _parts(
    connection: Connection, own: ColumnElement[bool] | None, limit: int, before: int | None
) -> tuple[Part, ...]:
    query = select(journal_entries).order_by(journal_entries.c.number.desc()).limit(limit)
    if own is not None:
        query = query.where(journal_entries.c.number.in_(select(journal_rows.c.entry).where(own)))
    if before is not None:
        query = query.where(journal_entries.c.number < before)
    entries = tuple(map(journal.to_entry, connection.execute(query).mappings().all()))
    if not entries:
        return ()
    changes = dict(_changes(connection, own, entries[-1].number, entries[0].number))
    return tuple((entry, changes.get(entry.number, ())) for entry in entries)


def _changes(
    connection: Connection, own: ColumnElement[bool] | None, first: int, last: int
) -> Iterator[tuple[int, tuple[RowChange, ...]]]:
    """Yield the rows of these entries, all in one reading."""
    query = select(journal_rows).where(journal_rows.c.entry.between(first, last))
    if own is not None:
        query = query.where(own)
    rows = connection.execute(query.order_by(journal_rows.c.entry, journal_rows.c.number))
    for number, group in groupby(rows.mappings(), key=lambda row: int(row["entry"])):
        yield number, tuple(map(journal.to_change, group))
