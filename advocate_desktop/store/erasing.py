"""Erasing for good: the rows, what the journal says of them, and bytes that nobody else has.

What is erased here is still in free places of the file until `compacting` has written it anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, delete, select, text

from advocate_desktop.store import settings
from advocate_desktop.store.columns import metadata
from advocate_desktop.store.tables import (
    JOURNALED,
    cases,
    clients,
    contents,
    documents,
    draft_autosaves,
)
from advocate_desktop.store.unit import Unit

Key = tuple[str, str]
"""A table's name and a row's id."""

_UNFINISHED = "erase.unfinished"
_OF_CLIENT = tuple(
    table for table in JOURNALED.values() if "client_id" in table.c and table is not cases
)
_OF_CASE = tuple(table for table in JOURNALED.values() if "case_id" in table.c)


@dataclass(frozen=True, slots=True)
class Scope:
    """All rows of what is to be erased, those that are there and those the journal tells of."""

    rows: frozenset[Key]
    """Rows that are there."""
    told: frozenset[Key]
    """Rows that are there or were there once."""
    loosened: tuple[tuple[str, str, str], ...] = field(default=())
    """Table, id and column of rows that stay, but point at a row that goes."""


def of_client(connection: Connection, client_id: str) -> Scope:
    """Return what a client is in the casebook: every case, coverage, consent and disclosure."""
    rows: set[Key] = {("clients", client_id)}
    told = set(rows)
    for case_id in _told_ids(connection, "cases", "client_id", client_id):
        inner = of_case(connection, case_id)
        rows |= inner.rows
        told |= inner.told
    for table in _OF_CLIENT:
        rows |= _there(connection, table, "client_id", client_id)
        ids = _told_ids(connection, table.name, "client_id", client_id)
        told |= {(table.name, key) for key in ids}
    return Scope(frozenset(rows), frozenset(told | rows))


def of_case(connection: Connection, case_id: str) -> Scope:
    """Return what a case is in the casebook; its client and coverage stay."""
    rows: set[Key] = {("cases", case_id)}
    for table in _OF_CASE:
        rows |= _there(connection, table, "case_id", case_id)
    query = text("SELECT DISTINCT table_name, row_id FROM journal_rows WHERE case_id = :id")
    told = {(str(row[0]), str(row[1])) for row in connection.execute(query, {"id": case_id})}
    return Scope(frozenset(rows), frozenset(told | rows))


def of_document(connection: Connection, document_id: str) -> Scope:
    """Return what a document is in the casebook; what it proved stays, without proof."""
    rows: set[Key] = {("documents", document_id)}
    told = set(rows)
    loosened: list[tuple[str, str, str]] = []
    for table in JOURNALED.values():
        for key in table.foreign_keys:
            if key.column.table is not documents:
                continue
            column = key.parent
            there = _there(connection, table, column.name, document_id)
            if column.nullable:
                loosened += [(name, row_id, column.name) for name, row_id in there]
            else:
                rows |= there
                ids = _told_ids(connection, table.name, column.name, document_id)
                told |= {(table.name, row_id) for row_id in ids}
    return Scope(frozenset(rows), frozenset(told | rows), tuple(loosened))


def texts(connection: Connection, scope: Scope) -> Iterator[str]:
    """Yield every text that the rows hold or ever held."""
    for image in _images(connection, scope):
        for name, value in image.items():
            if (
                isinstance(value, str)
                and not name.endswith(("_id", "_at", "hash"))
                and name != "id"
            ):
                yield value


def hashes(connection: Connection, scope: Scope) -> frozenset[str]:
    """Return the contents that the rows name or ever named, and that no other row does."""
    named = {str(image.get("content_hash") or "") for image in _images(connection, scope)} - {""}
    if not named:
        return frozenset()
    for row in connection.execute(_OTHER_HASHES):
        if (str(row[0]), str(row[1])) not in scope.told:
            named.discard(str(row[2]))
    return frozenset(named)


def erase(unit: Unit, scope: Scope, gone: Iterable[str]) -> None:
    """Take rows out, their images out of the journal, and contents with all derived from them.

    The chain of the journal holds: it seals each image by a hash with a salt that goes as well.
    """
    for name, row_id, column in scope.loosened:
        unit.update(JOURNALED[name], row_id, {column: None})
    for name, row_id in sorted(scope.rows):
        unit.erase(JOURNALED[name], row_id)
    _drop_half_typed(unit.connection, scope)
    pairs = [{"name": name, "id": row_id} for name, row_id in sorted(scope.told)]
    unit.connection.execute(_BLANK, pairs)
    for content_hash in sorted(gone):
        for table in metadata.sorted_tables:
            if "content_hash" in table.c and table.name not in JOURNALED:
                unit.connection.execute(delete(table).where(table.c.content_hash == content_hash))
        unit.connection.execute(delete(contents).where(contents.c.hash == content_hash))
    settings.put(unit, _UNFINISHED, "yes")


def is_unfinished(connection: Connection) -> bool:
    """Whether something was erased whose bytes may still lie in free places of the file."""
    return bool(settings.value(connection, _UNFINISHED))


def finished(unit: Unit) -> None:
    """Note that the file was written anew since; undo passes over it."""
    if unit.find(JOURNALED["settings"], _UNFINISHED) is not None:
        unit.erase(JOURNALED["settings"], _UNFINISHED)


def holds(connection: Connection, key: Key) -> bool:
    """Whether a row is there, for an open casebook of any kind."""
    name, row_id = key
    found = connection.execute(select(JOURNALED[name].c.id).where(JOURNALED[name].c.id == row_id))
    return found.first() is not None


def name_of(connection: Connection, key: Key) -> str:
    """Return what a person calls a client, a case or a document; empty when it is not there."""
    name, row_id = key
    columns: dict[str, str] = {
        "clients": "trim(given_name || ' ' || family_name)",
        "cases": "title",
        "documents": "CASE title WHEN '' THEN file ELSE title END",
    }
    query = text(f"SELECT {columns[name]} FROM {name} WHERE id = :id")
    return str(connection.execute(query, {"id": row_id}).scalar() or "")


def clients_of(connection: Connection, key: Key) -> str:
    """Return the id of the client that a client, case or document is of."""
    name, row_id = key
    if name == clients.name:
        return row_id
    if name == documents.name:
        query = select(documents.c.case_id).where(documents.c.id == row_id)
        row_id = str(connection.execute(query).scalar() or "")
    query = select(cases.c.client_id).where(cases.c.id == row_id)
    return str(connection.execute(query).scalar() or "")


def filings_beside(connection: Connection, document_id: str) -> int:
    """Return how many filings of a document's case stay as they were sent."""
    query = text(
        "SELECT count(*) FROM sent_items WHERE case_id = "
        "(SELECT case_id FROM documents WHERE id = :id)"
    )
    return int(connection.execute(query, {"id": document_id}).scalar_one())


_BLANK = text(
    "UPDATE journal_rows SET before = NULL, after = NULL, salt = '' "
    "WHERE table_name = :name AND row_id = :id"
)
_OTHER_HASHES = text(
    "SELECT 'documents', id, content_hash FROM documents UNION "
    "SELECT 'sent_items', id, content_hash FROM sent_items UNION "
    "SELECT table_name, row_id, json_extract(before, '$.content_hash') FROM journal_rows "
    "WHERE table_name IN ('documents', 'sent_items') AND before IS NOT NULL UNION "
    "SELECT table_name, row_id, json_extract(after, '$.content_hash') FROM journal_rows "
    "WHERE table_name IN ('documents', 'sent_items') AND after IS NOT NULL"
)


def _there(connection: Connection, table: Table, column: str, value: str) -> set[Key]:
    found = connection.scalars(select(table.c.id).where(table.c[column] == value))
    return {(table.name, str(key)) for key in found}


def _told_ids(connection: Connection, table: str, column: str, value: str) -> set[str]:
    """Return the ids of rows of a table that say, or said once, a value in a column."""
    query = text(
        "SELECT DISTINCT row_id FROM journal_rows WHERE table_name = :table AND "
        "(json_extract(before, :path) = :value OR json_extract(after, :path) = :value)"
    )
    values = {"table": table, "path": f"$.{column}", "value": value}
    return {str(row[0]) for row in connection.execute(query, values)}


def _images(connection: Connection, scope: Scope) -> Iterator[Mapping[str, Any]]:
    for name, row_id in sorted(scope.rows):
        table = JOURNALED[name]
        row = connection.execute(select(table).where(table.c.id == row_id)).mappings().first()
        if row is not None:
            yield dict(row)
    query = text("SELECT before, after FROM journal_rows WHERE table_name = :name AND row_id = :id")
    for name, row_id in sorted(scope.told):
        for pair in connection.execute(query, {"name": name, "id": row_id}).all():
            yield from (_read(image) for image in pair if image is not None)


def _drop_half_typed(connection: Connection, scope: Scope) -> None:
    """Drop what is being typed about any of the rows and is no change yet."""
    ids = {row_id for _, row_id in scope.rows}
    for row in connection.execute(select(draft_autosaves)).all():
        if any(row_id in f"{row.draft_id} {row.body}" for row_id in ids):
            key = draft_autosaves.c.draft_id == row.draft_id
            connection.execute(delete(draft_autosaves).where(key))


def _read(image: object) -> Mapping[str, Any]:
    read: Mapping[str, Any] = json.loads(str(image))
    return read
