"""The casebook file: creating, opening, reading, and the one way to write."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Self

from sqlalchemy import Connection
from sqlcipher3 import dbapi2 as driver

from advocate_desktop.domain.errors import AdvocateError, Invalid, NotFound
from advocate_desktop.store import (
    copies,
    core_dumps,
    journal,
    migrations,
    room,
    shared_backups,
    updating,
)
from advocate_desktop.store.checking import Told, untold
from advocate_desktop.store.connections import (
    PAGE_SIZE,
    check_identity,
    check_library,
    connect,
    salt_of,
    usable_mode,
)
from advocate_desktop.store.errors import (
    DISK_FULL,
    DRIVE_FAILED,
    READ_ONLY,
    CasebookClosed,
    CasebookInUse,
    ChangedSince,
    DiskFull,
    DriveFailed,
    FolderReadOnly,
    NewerCasebook,
    NotACasebook,
    PassphraseNeeded,
    WrongPassphrase,
    by_errno,
    plainly,
    plainly_making,
    plainly_saving,
    plainly_writing,
)
from advocate_desktop.store.journal import EntryKind
from advocate_desktop.store.keys import RawKey, derive_key, key_for, new_salt, recovery_key
from advocate_desktop.store.lock import WriteLock, holder
from advocate_desktop.store.transactions import open_engine, transaction
from advocate_desktop.store.unit import Unit


class Casebook:
    """An open casebook; use `create` or `open`.

    Any thread may read and write; a read sees one moment, and writes queue. `read_only` is true
    when another has it open, the place cannot be written to, or the drive failed in a write.
    """

    def __init__(self, path: Path, key: RawKey | None, mode: str, lock: WriteLock | str) -> None:
        core_dumps.forbid()
        self.path = path
        self.encrypted = key is not None
        self.read_only_reason = lock if isinstance(lock, str) else ""
        self._key = key
        self._mode = mode
        self._lock = None if isinstance(lock, str) else lock
        self._closed = False
        self._writing = threading.RLock()
        self._unit_open = False
        self._engine = open_engine(self._connect)
        self._watching = threading.Lock()
        self._watch = connect(path, key, mode)

    @classmethod
    def create(cls, path: Path, passphrase: str | None) -> Self:
        """Create an empty casebook and open it; None leaves it unencrypted.

        Raises `CasebookExists`, `NotFound` (no folder), `FolderReadOnly`, `DiskFull`; then no file.
        """
        check_library()
        path = path.absolute()
        _check_free(path)
        key = None if passphrase is None else derive_key(_checked(passphrase), new_salt())
        draft = copies.draft_of(path)
        with plainly_making(path.parent):
            try:
                copies.make_private_file(draft)
                _fill(draft, key)
                copies.publish(draft, path)
            finally:
                copies.discard(draft)
        return cls._open(path.resolve(), key)

    @classmethod
    def open(cls, path: Path, passphrase: str | None, told: Told = untold) -> Self:
        """Open a casebook, bringing an older one up to date as `updating` says, heard by `told`.

        Raises `NotFound`, `NotACasebook`, `PassphraseNeeded`, `WrongPassphrase`, `NewerCasebook`,
        `CasebookDamaged`, `LibraryTooOld`. A passphrase for an unencrypted file is not used.
        """
        check_library()
        path = path.resolve()
        salt = salt_of(path)
        if salt is None:
            return cls._open(path, None, told)
        if passphrase is None:
            raise PassphraseNeeded(f"“{path.name}” is encrypted. Give its passphrase to open it.")
        return cls._open(path, key_for(passphrase, salt), told)

    @classmethod
    def _open(cls, path: Path, key: RawKey | None, told: Told = untold) -> Self:
        with plainly_writing(path.exists):
            mode, version = probe(path, key)
            lock = _take_lock(path) if mode == "rw" else _why_read_only(path)
            try:
                if version < migrations.newest():
                    if isinstance(lock, str):
                        raise _refusal(lock)
                    updating.bring_up_to_date(path, key, mode, told)
                return cls(path, key, mode, lock)
            except BaseException:
                if isinstance(lock, WriteLock):
                    lock.release()
                raise

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written here."""
        return bool(self.read_only_reason)

    @property
    def closed(self) -> bool:
        """Whether the file is closed and the key forgotten."""
        return self._closed

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees one moment of the casebook and cannot write."""
        self._check_open()
        with plainly(), transaction(self._engine, writes=False) as connection:
            yield connection

    @contextmanager
    def write(
        self,
        label: str,
        who: str,
        at: str,
        *,
        kind: EntryKind = EntryKind.WRITE,
        target: int | None = None,
    ) -> Iterator[Unit]:
        """Give a unit; on leaving, its journal entry and all it wrote are committed as one.

        Raises `CasebookInUse` or `FolderReadOnly` when read-only, and `DiskFull` when the drive has
        no room; then nothing of it is kept. `DriveFailed` leaves the casebook read-only.
        """
        with self._writing:
            self._check_writable()
            self._unit_open = True
            try:
                with (
                    self._saving(),
                    transaction(self._engine, writes=True) as connection,
                ):
                    unit = Unit(connection, at=at)
                    yield unit
                    unit.seal(label=label, who=who, kind=kind, target=target)
            finally:
                self._unit_open = False

    def data_version(self) -> int:
        """Return a number that changes when anything was written, here or by another process."""
        with self._watching, plainly():
            self._check_open()
            return int(self._watch.execute("PRAGMA data_version").fetchone()[0])

    @contextmanager
    def raw(self) -> Iterator[driver.Connection]:
        """Give a driver connection for copying and checking pages."""
        self._check_open()
        with plainly(), closing(self._connect()) as connection:
            yield connection

    @contextmanager
    def alone(self) -> Iterator[driver.Connection]:
        """Give a driver connection to write with while all other writing here waits."""
        with self._writing:
            self._check_writable()
            with self._saving(), closing(self._connect()) as connection:
                yield connection

    def copy_pages(self, draft: Path, told: Told) -> RawKey | None:
        """Copy each page as it is to an empty file and return its key, None if not encrypted."""
        with plainly_making(draft.parent), self.raw() as connection:
            copies.copy_pages(connection, self._key, draft, told)
            return self._key

    def copy(self, target: Path, copied: Told, verified: Told) -> None:
        """Write a verified copy with the same key; see `copies.copy`."""
        with self.raw() as connection:
            copies.copy(connection, self._key, target, copied, verified)

    def back_up(self, target: Path, copied: Told, verified: Told) -> None:
        """Write a verified backup that shares its papers; see `shared_backups.write`."""
        with self.raw() as connection:
            shared_backups.write(connection, self._key, target, copied, verified)

    def key_of(self, file: Path, typed: str | None) -> RawKey | None:
        """Return what opens another file: from its passphrase, or this casebook's own key."""
        salt = salt_of(file.resolve())
        if salt is None:
            return None
        if typed:
            return key_for(typed, salt)
        if self._key is not None and self._key.salt == salt:
            return self._key
        raise PassphraseNeeded(
            f"“{file.name}” has another passphrase than this casebook. Give it to go on."
        )

    def recovery_key(self) -> str:
        """Return the key in letters to print; with it the file opens as with the passphrase."""
        self._check_open()
        if self._key is None:
            raise Invalid("This casebook has no passphrase, so it needs no recovery key.")
        return recovery_key(self._key)

    def exchange(self, draft: Path, kept_as: Path | None, last: int | None = None) -> None:
        """Close, and give a finished file this one's name; on disk before this returns.

        Args:
            draft: beside this file, closed and verified.
            kept_as: the name under which this file stays; None when it is to go.
            last: raises `ChangedSince` when the journal has gone on after this entry.
        """
        with self._writing:
            self._check_writable()
            if last is not None:
                with self.read() as connection:
                    if journal.last_number(connection) != last:
                        raise ChangedSince(
                            "The casebook was changed meanwhile. All is as it was. Try again."
                        )
            self.close()
            lock = _take_lock(self.path)
            if isinstance(lock, str):
                raise _refusal(lock)
            try:
                with plainly_making(self.path.parent):
                    copies.exchange(draft, self.path, kept_as)
            finally:
                lock.release()

    def close(self) -> None:
        """Close all connections, forget the key, and give up the lock; twice does nothing."""
        with self._writing, self._watching:
            if self._closed:
                return
            self._closed = True
            self._key = None
            self._engine.dispose()
            self._watch.close()
            if self._lock is not None:
                self._lock.release()

    def _connect(self) -> driver.Connection:
        self._check_open()
        return connect(self.path, self._key, self._mode)

    def _saving(self) -> AbstractContextManager[None]:
        return plainly_saving(lambda: room.is_lacking(self.path), self._write_no_more)

    def _write_no_more(self) -> None:
        self.read_only_reason = DRIVE_FAILED

    def _check_open(self) -> None:
        if self._closed:
            raise CasebookClosed("The casebook is closed. Open it again to go on.")

    def _check_writable(self) -> None:
        self._check_open()
        if self._unit_open:
            raise RuntimeError("a command may not start another one; call its function")
        if self.read_only:
            raise _refusal(self.read_only_reason)


def is_encrypted(path: Path) -> bool:
    """Whether a passphrase is needed; raise `NotFound` or `NotACasebook` for other files."""
    return salt_of(path.resolve()) is not None


def _check_free(path: Path) -> None:
    if not path.parent.is_dir():
        raise NotFound(f"There is no folder “{path.parent}”. Make it first or choose another.")
    if path.exists() or path.is_symlink():
        raise copies.exists_already(path)
    for end in ("-wal", "-journal"):
        # Left beside a casebook that was moved away; SQLite would take it for the new one's.
        leftover = path.with_name(path.name + end)
        if leftover.exists():
            raise copies.exists_already(leftover)


def _checked(passphrase: str) -> str:
    if not passphrase:
        raise Invalid("An empty passphrase protects nothing. Choose one, or decline to have one.")
    return passphrase


def _fill(draft: Path, key: RawKey | None) -> None:
    with closing(connect(draft, key, "rw")) as connection:
        connection.execute(f"PRAGMA page_size = {PAGE_SIZE}")
        connection.execute("PRAGMA journal_mode = WAL")
    engine = open_engine(lambda: connect(draft, key, "rw"))
    try:
        with transaction(engine, writes=True) as connection:
            migrations.create_schema(connection)
    finally:
        engine.dispose()


def probe(path: Path, key: RawKey | None, *, backups: bool = False) -> tuple[str, int]:
    """Return how the file can be opened and its schema version, once it is known to be ours.

    Raises `IsBackup` for a backup that shares its papers, unless `backups` may be looked into.
    """
    try:
        mode = usable_mode(path, key)
    except driver.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF != driver.SQLITE_NOTADB:
            raise
        raise _unreadable(path, key) from error
    with closing(connect(path, key, mode)) as connection:
        check_identity(connection, path, backups=backups)
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > migrations.newest():
        raise NewerCasebook(
            f"“{path.name}” was written by a newer version of this program (file version "
            f"{version}, this program knows up to {migrations.newest()}). It was left as it is. "
            "Update the program to open it."
        )
    return mode, version


def _unreadable(path: Path, key: RawKey | None) -> NotACasebook | WrongPassphrase:
    if key is None:
        return NotACasebook(
            f"“{path.name}” is not a casebook, or is damaged. It was left as it is."
        )
    return WrongPassphrase(
        f"The passphrase does not open “{path.name}”. Nothing was changed. Try again; if you are "
        "sure of it, the file may be damaged: open your last backup."
    )


def _why_read_only(path: Path) -> str:
    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    return DISK_FULL if writable else READ_ONLY


def _take_lock(path: Path) -> WriteLock | str:
    """Take the lock, or return the sentence that says why it cannot be had."""
    if not os.access(path, os.W_OK):
        return READ_ONLY
    try:
        lock = WriteLock.take(path)
    except OSError as error:
        plain = by_errno(error.errno)
        return READ_ONLY if plain is None else str(plain)
    if lock is not None:
        return lock
    return (
        f"{holder(path)} has “{path.name}” open. You can read it here; it can be changed once it "
        "is closed there."
    )


def _refusal(reason: str) -> AdvocateError:
    if reason == READ_ONLY:
        return FolderReadOnly(reason)
    if reason == DRIVE_FAILED:
        return DriveFailed(reason)
    return DiskFull(reason) if reason == DISK_FULL else CasebookInUse(reason)
