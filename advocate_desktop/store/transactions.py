"""Transactions: pooled connections, one kind that can only read and one that writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2 as driver

from advocate_desktop.store.connections import check_cipher
from advocate_desktop.store.errors import DAMAGED, CasebookDamaged


def open_engine(creator: Callable[[], driver.Connection]) -> Engine:
    """Return a pool of connections, each made by `creator` and kept for the next transaction."""
    engine = create_engine(
        "sqlite://",
        creator=creator,
        module=driver,
        poolclass=QueuePool,
        pool_size=5,
        max_overflow=20,
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = bool(connection.get_execution_options().get("writes"))
        connection.exec_driver_sql(f"PRAGMA query_only = {int(not writes)}")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


@contextmanager
def transaction(engine: Engine, *, writes: bool) -> Iterator[Connection]:
    """Give a connection within a transaction; nothing read from a damaged page gets out of it."""
    with engine.connect() as connection:
        connection.execution_options(writes=writes)
        try:
            with connection.begin():
                yield connection
                check_cipher(connection.connection.driver_connection)
        except (DBAPIError, CasebookDamaged):
            connection.invalidate()  # what it holds in memory may be damaged as well
            raise
        except ValueError as error:
            # A query hands on what the tables hold; when that is no text, no date and no code of
            # ours, a file without seals on its pages was damaged. A command may have other reasons.
            if writes and not isinstance(error, UnicodeDecodeError):
                raise
            raise CasebookDamaged(DAMAGED) from error
