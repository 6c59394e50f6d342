"""What is being typed and is no change of the casebook yet; it is not journaled."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, delete, insert, select

from advocate_desktop.store.tables import draft_autosaves as table


def put(connection: Connection, key: str, body: str, at: str) -> None:
    """Keep a body under a key in place of the one before; `at` is ISO 8601 with offset."""
    drop(connection, key)
    connection.execute(insert(table).values(draft_id=key, body=body, at=at))


def drop(connection: Connection, key: str) -> None:
    """Keep nothing under a key."""
    connection.execute(delete(table).where(table.c.draft_id == key))


def kept(connection: Connection, prefix: str) -> Mapping[str, str]:
    """Return the bodies under keys that begin so, by the rest of the key, the oldest first."""
    query = select(table).where(table.c.draft_id.startswith(prefix, autoescape=True))
    query = query.order_by(table.c.at)
    return {row.draft_id.removeprefix(prefix): row.body for row in connection.execute(query)}
