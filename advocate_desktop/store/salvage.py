"""Reading what can still be read of a damaged casebook, row by row where pages cannot be read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sqlcipher3 import dbapi2 as driver

from advocate_desktop.store.columns import metadata
from advocate_desktop.store.connections import check_cipher, connect_damaged
from advocate_desktop.store.errors import CasebookDamaged
from advocate_desktop.store.keys import RawKey

Row = dict[str, str | int | bytes | None]

_ROWS_AT_ONCE = 256
_GIVEN_UP_AFTER = 1024
"""So many numbers in a row without a readable row end a table whose last row is not known."""


class Salvage:
    """A damaged file that is only read; each connection is given up once it met a bad page."""

    def __init__(self, path: Path, key: RawKey | None) -> None:
        self._path = path
        self._key = key
        self._connection = connect_damaged(path, key)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def version(self) -> int:
        """Return the schema version, 0 when not even that can be read."""
        found = self._tried("PRAGMA user_version", ())
        return int(str(found[0][0])) if found else 0

    def is_legible(self) -> bool:
        """Whether the list of tables can be read, without which nothing can."""
        return bool(self._tried("SELECT name FROM sqlite_master LIMIT 1", ()))

    def columns(self, table: str) -> tuple[str, ...]:
        """Return the columns of a table that the file has and this version knows."""
        known = [column.name for column in metadata.tables[table].columns]
        there = {str(row[1]) for row in self._tried(f"PRAGMA table_info({table})", ()) or []}
        return tuple(name for name in known if name in there)

    def rows(self, table: str, columns: tuple[str, ...] = ()) -> Iterator[Row]:
        """Yield the rows of a table that can be read, of all its columns or those named."""
        names = columns or self.columns(table)
        if not names:
            return
        chosen = f"SELECT rowid, {', '.join(names)} FROM {table}"
        last, highest, missed = 0, self._highest(table), 0
        while highest is None or last <= highest:
            some = self._tried(
                f"{chosen} WHERE rowid > ? ORDER BY rowid LIMIT ?", (last, _ROWS_AT_ONCE)
            )
            if some is not None and not some:
                return
            found = some or self._one_by_one(chosen, last)
            for row in found:
                yield dict(zip(names, row[1:], strict=True))
            last = found[-1][0] if some else last + _ROWS_AT_ONCE
            missed = 0 if found else missed + _ROWS_AT_ONCE
            if highest is None and missed >= _GIVEN_UP_AFTER:
                return

    def ids(self, table: str) -> frozenset[str]:
        """Return the keys of a table as its index tells them; none when that is damaged too."""
        found = self._tried(f"SELECT id FROM {table} INDEXED BY sqlite_autoindex_{table}_1", ())
        return frozenset(str(row[0]) for row in found or [])

    def chunk(self, number: int) -> bytes:
        """Return a piece of a document; empty when it cannot be read."""
        found = self._tried("SELECT bytes FROM content_chunks WHERE rowid = ?", (number,))
        return bytes(found[0][0]) if found and isinstance(found[0][0], bytes) else b""

    def _one_by_one(self, chosen: str, last: int) -> list[tuple[int, ...]]:
        found = []
        for number in range(last + 1, last + _ROWS_AT_ONCE + 1):
            found += self._tried(f"{chosen} WHERE rowid = ?", (number,)) or []
        return found

    def _highest(self, table: str) -> int | None:
        found = self._tried(f"SELECT max(rowid) FROM {table}", ())
        return None if found is None else int(found[0][0] or 0)

    def _tried(self, query: str, values: tuple[int, ...]) -> list[tuple[int, ...]] | None:
        """Return what a query tells, or None when it met a page that cannot be read."""
        try:
            found: list[tuple[int, ...]] = self._connection.execute(query, values).fetchall()
            check_cipher(self._connection)
        except (driver.Error, CasebookDamaged, UnicodeDecodeError):
            self._connection.close()
            self._connection = connect_damaged(self._path, self._key)
            return None
        return found
