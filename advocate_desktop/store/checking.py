"""Whether what lies in the casebook is what was put in: a sentence for each thing that is not."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Connection, Table, select, text

from advocate_desktop.store import blobs, journal
from advocate_desktop.store.copies import page_problems
from advocate_desktop.store.engine import Casebook
from advocate_desktop.store.tables import JOURNALED
from advocate_desktop.store.tables import documents as document_table


def pages(casebook: Casebook) -> Iterator[str]:
    """Look at each page of the file."""
    with casebook.raw() as connection:
        yield from page_problems(connection, encrypted=casebook.encrypted)


def links(connection: Connection) -> Iterator[str]:
    """Look for rows that point at something that is not there."""
    for row in connection.execute(text("PRAGMA foreign_key_check")):
        yield f"An entry of {_noun(row[0])} points at something in {_noun(row[2])} that is gone."


def contents(connection: Connection, told: Callable[[int, int], None]) -> Iterator[str]:
    """Compare the bytes of every document with their hash; `told` hears how many of how many."""
    hashes = blobs.all_hashes(connection)
    for number, content_hash in enumerate(hashes):
        told(number, len(hashes))
        if not blobs.is_sound(connection, content_hash):
            same = document_table.c.content_hash == content_hash
            names = connection.scalars(select(document_table.c.file).where(same)).all()
            what = " and ".join(f"“{name}”" for name in names) or "A document that was removed"
            yield f"{what} is damaged inside the casebook: its bytes are not what was attached."


def history(connection: Connection) -> Iterator[str]:
    """Follow the chain of the journal."""
    yield from journal.problems(connection)


def rows(connection: Connection) -> Iterator[str]:
    """Compare each row with what the journal says was written last."""
    query = text(
        "SELECT table_name, row_id, after, salt FROM journal_rows WHERE number IN "
        "(SELECT max(number) FROM journal_rows GROUP BY table_name, row_id)"
    )
    told: dict[str, dict[str, tuple[str | None, str]]] = {name: {} for name in JOURNALED}
    for name, row_id, after, salt in connection.execute(query):
        told.setdefault(name, {})[row_id] = (after, salt)
    for name, table in JOURNALED.items():
        yield from _differences(connection, table, told[name])


def _differences(
    connection: Connection, table: Table, told: dict[str, tuple[str | None, str]]
) -> Iterator[str]:
    noun = _noun(table.name)
    for row in connection.execute(select(table)).mappings():
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
