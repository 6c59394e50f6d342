"""Connections to a casebook file: the one place that knows whether it is encrypted."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from sqlcipher3 import dbapi2 as driver

from advocate_desktop.domain.errors import NotFound
from advocate_desktop.store.errors import (
    DAMAGED,
    CasebookDamaged,
    IsBackup,
    LibraryTooOld,
    NotACasebook,
    plainly,
)
from advocate_desktop.store.keys import SALT_BYTES, RawKey

PAGE_SIZE = 16_384
"""Bytes; documents are most of a casebook, and large pages halve their cost."""
APPLICATION_ID = 0x41444356
"""“ADCV”, at the head of the file."""
BACKUP_ID = 0x41444342
"""“ADCB”, at the head of a backup whose papers lie beside it."""

_PLAIN_HEAD = b"SQLite format 3\x00"
_OTHER_HEADS = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\xd0\xcf\x11\xe0")
_SAFE_LIBRARY = (3, 51, 3)
"""Earlier SQLite can damage a WAL file when two connections checkpoint at once."""
_WAL_LEFT_BEHIND = 64 * 1024 * 1024

_SETTINGS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = FULL",  # a commit outlives a power cut, not only a killed process
    "PRAGMA temp_store = MEMORY",  # nothing in clear in temporary files
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    f"PRAGMA journal_size_limit = {_WAL_LEFT_BEHIND}",
)


def check_library(version: tuple[int, ...] = driver.sqlite_version_info) -> None:
    """Raise `LibraryTooOld` when this SQLite is one of those that can damage a file."""
    if version < _SAFE_LIBRARY:
        found = ".".join(map(str, version))
        needed = ".".join(map(str, _SAFE_LIBRARY))
        raise LibraryTooOld(
            f"The database library here is SQLite {found}, which can damage a casebook; nothing "
            f"was opened. Install version {needed} or newer."
        )


def connect(path: Path, key: RawKey | None, mode: str) -> driver.Connection:
    """Open a connection; raise the driver's errors, `SQLITE_NOTADB` when the key does not fit.

    Args:
        path: the casebook, absolute.
        key: None for a file that is not encrypted.
        mode: `rw`, or `ro&immutable=1` for a file on a medium that cannot be written to.
    """
    uri = f"{path.as_uri()}?mode={mode}"
    connection = driver.connect(
        uri, uri=True, isolation_level=None, check_same_thread=False, timeout=10
    )
    try:
        _prepare(connection, key)
    except BaseException:
        connection.close()
        raise
    return connection


def connect_damaged(path: Path, key: RawKey | None) -> driver.Connection:
    """Open a connection that only reads, and reads on where `connect` would refuse a file.

    The file may be cut off, or its list of tables damaged; what is read must be looked at.
    """
    uri = f"{path.as_uri()}?mode=rw"  # `ro` could not read what a write-ahead log still holds
    connection = driver.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA cipher_log_level = NONE")
    if key is not None:
        connection.execute(key.pragma())
        connection.execute(f"PRAGMA cipher_page_size = {PAGE_SIZE}")
    for setting in ("writable_schema = ON", "query_only = ON", "temp_store = MEMORY"):
        connection.execute(f"PRAGMA {setting}")
    return connection


def _prepare(connection: driver.Connection, key: RawKey | None) -> None:
    connection.execute("PRAGMA cipher_log_level = NONE")  # or it writes to standard error
    if key is not None:
        connection.execute(key.pragma())
        connection.execute(f"PRAGMA cipher_page_size = {PAGE_SIZE}")
    for setting in _SETTINGS:
        connection.execute(setting)


_CANNOT_WRITE = frozenset(
    {driver.SQLITE_CANTOPEN, driver.SQLITE_READONLY, driver.SQLITE_IOERR, driver.SQLITE_FULL}
)


def usable_mode(path: Path, key: RawKey | None) -> str:
    """Return how the file can be opened: `rw`, or read only where even SQLite cannot write."""
    try:
        with closing(connect(path, key, "rw")) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        return "rw"
    except driver.OperationalError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _CANNOT_WRITE or _wal_size(path):
            raise
    return "ro&immutable=1"


def salt_of(path: Path, *, whole: bool = True) -> bytes | None:
    """Return the salt at the head of an encrypted casebook, or None when it is not encrypted.

    Raises `NotFound` when there is no file, and `NotACasebook` when it cannot be one, such as one
    that is cut off unless it need not be `whole`. The head is read through SQLite, as the file may
    be in use by this very process.
    """
    head = _head(path, whole=whole)
    if head == _PLAIN_HEAD:
        return None
    text = all(32 <= byte < 127 or byte in b"\t\r\n" for byte in head)
    if text or head.startswith(_OTHER_HEADS):
        raise _not_a_casebook(path)
    return head


def _head(path: Path, *, whole: bool) -> bytes:
    if not path.exists():
        raise NotFound(f"There is no file “{path}”. Look for it under another name or folder.")
    if not path.is_file() or path.stat().st_size < PAGE_SIZE or (whole and not _holds_pages(path)):
        raise _not_a_casebook(path)
    with plainly():
        uri = f"{path.as_uri()}?mode=ro"
        with closing(driver.connect(uri, uri=True, isolation_level=None)) as connection:
            connection.execute("PRAGMA cipher_log_level = NONE")
            connection.execute(f"PRAGMA key = \"x'{'0' * 64}'\"")
            (salt,) = connection.execute("PRAGMA cipher_salt").fetchone()
    return bytes.fromhex(salt)[:SALT_BYTES]


def _holds_pages(path: Path) -> bool:
    # After a crash on a full disk the last page may be half written; SQLite then mends it from
    # the write-ahead log.
    size = path.stat().st_size
    return size >= PAGE_SIZE and (size % PAGE_SIZE == 0 or _wal_size(path) > 0)


def _wal_size(path: Path) -> int:
    wal = path.with_name(path.name + "-wal")
    return wal.stat().st_size if wal.exists() else 0


def _not_a_casebook(path: Path) -> NotACasebook:
    return NotACasebook(
        f"“{path.name}” is not a casebook, or only a part of one. It was left as it is. "
        "Choose another file, or a backup."
    )


def check_identity(connection: driver.Connection, path: Path, *, backups: bool = False) -> None:
    """Raise `NotACasebook` when a database is not one of ours, `IsBackup` unless those may be."""
    (found,) = connection.execute("PRAGMA application_id").fetchone()
    if found == BACKUP_ID and backups:
        return
    if found == BACKUP_ID:
        raise IsBackup(
            f"“{path.name}” is a backup, and its papers lie in the folder beside it. Nothing was "
            "changed. Restore it into a casebook first."
        )
    if found != APPLICATION_ID:
        raise _not_a_casebook(path)


def check_cipher(connection: driver.Connection) -> None:
    """Raise `CasebookDamaged` when this connection met a page that fails its check.

    SQLCipher hands out zeros for such a page in the middle of a long value, and no error with them.
    """
    status = connection.execute("PRAGMA cipher_status").fetchone()
    if status is not None and status[0] == "0" and _is_keyed(connection):
        raise CasebookDamaged(DAMAGED)


def _is_keyed(connection: driver.Connection) -> bool:
    return bool(connection.execute("PRAGMA cipher_page_size").fetchone())
