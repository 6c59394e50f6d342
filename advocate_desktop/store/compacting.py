"""Writing a casebook anew without what was taken out of it, and proof that it is gone.

The proof reads the pages of the file as they are, free places and all, not the rows in them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from Cryptodome.Cipher import AES
from sqlalchemy import Connection, text
from sqlcipher3 import dbapi2 as driver

from advocate_desktop.store import copies
from advocate_desktop.store.checking import Told
from advocate_desktop.store.connections import PAGE_SIZE
from advocate_desktop.store.engine import Casebook
from advocate_desktop.store.errors import CasebookDamaged, CasebookInUse
from advocate_desktop.store.keys import SALT_BYTES, RawKey

_IV_BYTES, _SEAL_BYTES = 16, 64
"""SQLCipher 4 keeps them at the end of each page."""
_SURELY_THERE = b"journal_entries"
"""A word of the file's own list of tables; a search that misses it has not read the pages."""


@dataclass(frozen=True, slots=True)
class Search:
    """What a search of all pages found."""

    pages: int
    found: frozenset[bytes]


def compact(casebook: Casebook) -> None:
    """Write all of the file anew, word indexes too, and empty its write-ahead log.

    Needs about as much room on the disk as the casebook takes. Raises `DiskFull` and the like;
    then all that was in it is in it still.
    """
    with casebook.alone() as connection:
        # An encrypted casebook's temporary file is encrypted; one in clear must not be made.
        place = "FILE" if casebook.encrypted else "MEMORY"
        connection.execute(f"PRAGMA temp_store = {place}")
        for name in _word_indexes(connection):
            connection.execute(f"INSERT INTO {name} ({name}) VALUES ('rebuild')")
        connection.execute("VACUUM")
        busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise CasebookInUse(
            "Something else still reads the casebook, so what was erased may lie in its "
            "write-ahead log. Close the casebook and open it again; the rest is done then."
        )


def check_indexes(casebook: Casebook) -> None:
    """Raise `CasebookDamaged` when a word index holds words of no page text that is there."""
    with casebook.alone() as connection:
        for name in _word_indexes(connection):
            connection.execute(f"INSERT INTO {name} ({name}, rank) VALUES ('integrity-check', 1)")


def search(casebook: Casebook, markers: Sequence[bytes], told: Told) -> Search:
    """Look for byte strings in every page of the file, decrypted, in a copy that is then removed.

    The copy lies beside the casebook and is encrypted as it is.
    """
    draft = copies.draft_of(casebook.path)
    found: set[bytes] = set()
    sure, pages = False, 0
    try:
        copies.make_private_file(draft)
        key = casebook.copy_pages(draft, told)
        for page in _pages(draft, key):
            pages += 1
            sure = sure or _SURELY_THERE in page
            found.update(marker for marker in markers if marker in page)
    finally:
        copies.discard(draft)
    if not sure:
        raise CasebookDamaged(
            "The pages of the casebook could not be searched. What you asked for was erased; that "
            "nothing of it is left could not be shown."
        )
    return Search(pages, frozenset(found))


def is_held(connection: Connection, marker: bytes) -> bool:
    """Whether a row of any table still holds a byte string, or the description of the tables."""
    described = text("SELECT 1 FROM sqlite_master WHERE instr(CAST(sql AS BLOB), :marker) LIMIT 1")
    if connection.execute(described, {"marker": marker}).first() is not None:
        return True
    tables = text("SELECT name FROM sqlite_master WHERE type = 'table'")
    for name in connection.scalars(tables).all():
        if name.startswith(("sqlite_", "page_words")):
            continue
        columns = [str(row[1]) for row in connection.execute(text(f'PRAGMA table_info("{name}")'))]
        # The names come from the file's own list of tables.
        says = " OR ".join(f'instr(CAST("{column}" AS BLOB), :marker)' for column in columns)
        query = text(f'SELECT 1 FROM "{name}" WHERE {says} LIMIT 1')
        if connection.execute(query, {"marker": marker}).first() is not None:
            return True
    return False


def _word_indexes(connection: driver.Connection) -> list[str]:
    query = "SELECT name FROM sqlite_master WHERE sql LIKE '%USING fts5%'"
    return [str(row[0]) for row in connection.execute(query)]


def _pages(file: Path, key: RawKey | None) -> Iterator[bytes]:
    with file.open("rb") as stream:
        first = True
        while page := stream.read(PAGE_SIZE):
            yield page if key is None else _decrypted(page, key, SALT_BYTES if first else 0)
            first = False


def _decrypted(page: bytes, key: RawKey, head: int) -> bytes:
    end = PAGE_SIZE - _IV_BYTES - _SEAL_BYTES
    vector = page[end : end + _IV_BYTES]
    opened: bytes = AES.new(key.key, AES.MODE_CBC, vector).decrypt(page[head:end])
    return opened
