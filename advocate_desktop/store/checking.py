"""Whether what lies in the casebook is what was put in: a sentence for each thing that is not."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

from sqlalchemy import Connection, inspect, select, text
from sqlcipher3 import dbapi2 as driver

from advocate_desktop.domain.documents import ContentHash
from advocate_desktop.store import blobs, journal
from advocate_desktop.store.connections import check_cipher
from advocate_desktop.store.errors import CasebookClosed, CasebookDamaged, DriveFailed
from advocate_desktop.store.tables import JOURNALED
from advocate_desktop.store.tables import documents as document_table

Told = Callable[[int, int], None]
"""Hears how many are done of how many in all."""


def untold(done: int, total: int) -> None:
    """Hear nothing."""


def pages(connection: driver.Connection) -> Iterator[str]:
    """Look at each page of the file and each index; at most a hundred sentences."""
    pending = _is_pending(connection)
    seals = [row[0] for row in connection.execute("PRAGMA cipher_integrity_check")]
    if pending:
        # What the write-ahead log still holds may be half written in the file itself.
        seals = [what for what in seals if "invalid size" not in what]
    shape = [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
    for what in [*seals, *shape][:100]:
        yield f"A page of the file is damaged ({what})."


def has_damaged_pages(raw: Callable[[], AbstractContextManager[driver.Connection]]) -> bool:
    """Whether a page of a file is not as it was written; takes long for a large one."""
    try:
        with raw() as connection:
            return next(pages(connection), None) is not None
    except CasebookDamaged:
        return True
    except (CasebookClosed, DriveFailed):
        return False


def _is_pending(connection: driver.Connection) -> bool:
    """Bring the write-ahead log into the file; whether some of it could not be."""
    try:
        _, held, done = connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    except driver.Error:
        return True
    return bool(held > done)


def facts(connection: Connection, told: Told) -> Iterator[str]:
    """Look at all that lies in the pages."""
    yield from links(connection)
    yield from contents(connection, told)
    yield from history(connection)
    yield from rows(connection)


def links(connection: Connection) -> Iterator[str]:
    """Look for rows that point at something that is not there."""
    for row in connection.execute(text("PRAGMA foreign_key_check")):
        yield f"An entry of {_noun(row[0])} points at something in {_noun(row[2])} that is gone."


def contents(connection: Connection, told: Told) -> Iterator[str]:
    """Compare the bytes of every document with their hash."""
    hashes = blobs.all_hashes(connection)
    for number, content_hash in enumerate(hashes):
        told(number, len(hashes))
        if not blobs.is_sound(connection, content_hash):
            yield damaged_document(connection, content_hash)


def damaged_document(connection: Connection, content_hash: ContentHash) -> str:
    """Return the sentence for bytes that are not what was put in."""
    same = document_table.c.content_hash == content_hash
    names = connection.scalars(select(document_table.c.file).where(same)).all()
    what = " and ".join(f"“{name}”" for name in names) or "A document that was removed"
    return f"{what} is damaged inside the casebook: its bytes are not what was attached."


def history(connection: Connection) -> Iterator[str]:
    """Follow the chain of the journal."""
    yield from journal.problems(connection)


def rows(connection: Connection) -> Iterator[str]:
    """Compare each row with what the journal says was written last."""
    query = text(
        "SELECT table_name, row_id, after, salt FROM journal_rows WHERE number IN "
        "(SELECT max(number) FROM journal_rows GROUP BY table_name, row_id)"
    )
    # As the file has them: a copy kept before an update is laid out as the older version wrote it.
    there = set(inspect(connection).get_table_names()).intersection(JOURNALED)
    told: dict[str, dict[str, tuple[str | None, str]]] = {name: {} for name in there}
    for name, row_id, after, salt in connection.execute(query):
        told.setdefault(name, {})[row_id] = (after, salt)
    for name in filter(there.__contains__, JOURNALED):
        yield from _differences(connection, name, told[name])


def _differences(
    connection: Connection, table: str, told: dict[str, tuple[str | None, str]]
) -> Iterator[str]:
    noun = _noun(table)
    for row in connection.execute(text(f"SELECT * FROM {table}")).mappings():
        after, salt = told.pop(row["id"], (None, "none"))
        erased = after is None and not salt
        if not erased and not _matches({str(k): v for k, v in row.items()}, after):
            yield f"An entry of {noun} ({row['id']}) is not what the history says was written."
    for row_id, (after, _) in told.items():
        if after is not None:
            yield f"An entry of {noun} ({row_id}) is gone, and the history does not say why."


def _matches(row: dict[str, Any], after: str | None) -> bool:
    if after is None:
        return False
    try:
        image = json.loads(after)
    except ValueError:  # the chain of the journal tells of it
        return True
    return all(row[column] == value for column, value in image.items() if column in row)


def _noun(table: str) -> str:
    return table.replace("_", " ")


INDEX_UNSOUND = (
    "The index that finds words in papers does not fit their text. The papers are not harmed; "
    "the index can be made anew."
)
VIEWS_UNSOUND = (
    "Prepared views of papers are damaged. The papers are not harmed; the views can be made anew."
)


def search_index(connection: driver.Connection) -> Iterator[str]:
    """Compare the word index with the texts it was made of, on a connection that may write.

    Nothing is written; where nothing could be, or another writes just now, it is passed over.
    """
    query = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'virtual'"
    try:
        for (name,) in connection.execute(query).fetchall():
            check = f"INSERT INTO {name} ({name}, rank) VALUES ('integrity-check', 1)"
            connection.execute(check)
    except driver.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code not in (driver.SQLITE_READONLY, driver.SQLITE_BUSY, driver.SQLITE_LOCKED):
            yield INDEX_UNSOUND


def prepared_views(connection: driver.Connection) -> Iterator[str]:
    """Read each rendition once."""
    try:
        for _ in connection.execute("SELECT bytes FROM renditions"):
            continue
        check_cipher(connection)
    except (driver.Error, CasebookDamaged):
        yield VIEWS_UNSOUND
