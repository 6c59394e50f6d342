"""The journal by case: which entries touched it, and with what rows."""

from __future__ import annotations

from sqlalchemy import Connection, and_, or_, select

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.store import cases, journal
from advocate_desktop.store.journal import Entry, RowChange
from advocate_desktop.store.tables import journal_entries, journal_rows

Part = tuple[Entry, tuple[RowChange, ...]]


def latest(connection: Connection, limit: int) -> tuple[Part, ...]:
    """Return the last entries with all their rows, newest first."""
    entries = reversed(journal.latest_entries(connection, limit))
    return tuple((entry, journal.changes_of(connection, entry.number)) for entry in entries)


def latest_of_case(connection: Connection, case_id: CaseId, limit: int) -> tuple[Part, ...]:
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
    numbers = select(journal_rows.c.entry).where(own)
    query = select(journal_entries).where(journal_entries.c.number.in_(numbers))
    query = query.order_by(journal_entries.c.number.desc()).limit(limit)
    heads = map(journal.to_entry, connection.execute(query).mappings().all())
    return tuple((entry, journal.changes_of(connection, entry.number, own)) for entry in heads)
