"""Bringing a casebook of an earlier version up to date, or leaving it as it was."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlcipher3 import dbapi2 as driver

from advocate_desktop.store import copies, migrations
from advocate_desktop.store.checking import Told
from advocate_desktop.store.connections import connect
from advocate_desktop.store.keys import RawKey
from advocate_desktop.store.transactions import open_engine, transaction

_STEPS_BETWEEN_LOOKS = 50_000
"""Of the database's own, some milliseconds, between two looks at whether to go on."""


def bring_up_to_date(path: Path, key: RawKey | None, mode: str, told: Told) -> None:
    """Migrate after keeping a verified copy; when that fails, all is as before.

    Args:
        path: a closed casebook, whose lock is held.
        key: None when it is not encrypted.
        mode: how `connections.connect` opens it.
        told: hears pages or papers done and in all, 0 of 0 while tables are changed; what it
            raises ends the work, the casebook is as it was, and no copy is left.
    """
    with closing(connect(path, key, mode)) as source:
        version = int(source.execute("PRAGMA user_version").fetchone()[0])
        kept = migrations.copy_path(path, version)
        copies.copy(source, key, kept, told, told)
    engine = open_engine(lambda: connect(path, key, mode))
    try:
        with transaction(engine, writes=True) as connection:
            inner = connection.connection.driver_connection
            assert isinstance(inner, driver.Connection)
            with _interrupted_by(inner, told):
                migrations.migrate(connection)
    except BaseException:
        copies.discard(kept)
        raise
    finally:
        engine.dispose()


@contextmanager
def _interrupted_by(connection: driver.Connection, told: Told) -> Iterator[None]:
    """Let `told` look in now and then while one long statement runs, and raise what it raised."""
    raised: list[BaseException] = []

    def look() -> int:
        try:
            told(0, 0)
        except BaseException as error:  # handed on below; the database would swallow it
            raised.append(error)
        return len(raised)

    connection.set_progress_handler(look, _STEPS_BETWEEN_LOOKS)
    try:
        yield
    except BaseException:
        if raised:
            raise raised[0] from None
        raise
    finally:
        connection.set_progress_handler(None, 0)
    if raised:
        raise raised[0]
