"""What can go wrong with a casebook file, each with the sentence the user reads."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2 as driver

from advocate_desktop.domain.errors import AdvocateError, Invalid


class NotACasebook(AdvocateError):
    """The file is of another program, empty, or only a part of a casebook."""


class IsBackup(NotACasebook):
    """The file is a backup that shares its papers with others; it must be restored first."""


class PassphraseNeeded(AdvocateError):
    """The casebook is encrypted and no passphrase was given."""


class WrongPassphrase(AdvocateError):
    """The passphrase given does not open the casebook."""


class NewerCasebook(AdvocateError):
    """The casebook was written by a newer version of this program."""


class CasebookInUse(AdvocateError):
    """Somebody else has the casebook open for writing."""


class CasebookExists(AdvocateError):
    """There is a file already where a new one was to be written."""


class DiskFull(AdvocateError):
    """The disk, or the space this user may take of it, is used up."""


class FolderReadOnly(AdvocateError):
    """The folder or the file cannot be written to."""


class CasebookDamaged(AdvocateError):
    """Bytes of the casebook are not what was written."""


PAGES_DAMAGED = (
    "A part of the casebook is damaged and cannot be read. Nothing was changed. Run the check in "
    "the File menu to see what is lost, and rescue the rest or restore your last backup."
)


class DriveFailed(AdvocateError):
    """The drive did not answer, such as a stick that was pulled out."""


class CasebookClosed(AdvocateError):
    """The casebook was closed or locked while something still wanted to use it."""


class ChangedSince(AdvocateError):
    """A later change stands in the way of undoing or redoing."""


class LibraryTooOld(AdvocateError):
    """The database library at hand is one of those that can damage a file."""


DISK_FULL = (
    "There is no room left on the disk, or in the space you may use of it. Nothing was changed; "
    "everything saved before is safe. Free some space and try again."
)
_NOT_TAKEN = (
    "The disk did not take the change: it is full, the space you may use of it is used up, or it "
    "is failing. Nothing was changed; everything saved before is safe. Free some space and try "
    "again."
)
READ_ONLY = (
    "The casebook cannot be written to: the file or its folder is read-only. Nothing was changed. "
    "Copy the casebook to a folder of your own, or ask for the right to write there."
)
_BUSY = "Another program is writing to the casebook. Nothing was changed. Try again in a moment."
DAMAGED = (
    "A part of the casebook is damaged and could not be read. The file was left as it is. "
    "Run the integrity check, and open your last backup."
)
_DRIVE = (
    "The drive that holds the casebook did not answer. Everything saved before is as it was. "
    "See that the drive is connected, then open the casebook again."
)
DRIVE_FAILED = (
    "The drive failed while a change was being saved, so that change may be lost; everything saved "
    "before is safe. From now on this casebook can only be read here. See that the drive is well, "
    "then close the casebook and open it again."
)
_INCONSISTENT = (
    "The change would have left the casebook pointing at something it does not hold, or holding "
    "a thing twice. Nothing was changed."
)


@contextmanager
def plainly() -> Iterator[None]:
    """Turn what the database raises into sentences; let all else through."""
    try:
        yield
    except (DBAPIError, driver.Error) as error:
        plain = _plain(error)
        if plain is None:
            raise
        raise plain from error
    except UnicodeDecodeError as error:
        # The driver's own message quotes what a damaged page holds in place of words.
        raise CasebookDamaged(DAMAGED) from error


@contextmanager
def plainly_writing(answers: Callable[[], bool]) -> Iterator[None]:
    """Do as `plainly`, and tell a drive that takes no more from one that does not answer.

    A used-up quota or a size limit shows as a failed write, which the driver does not tell from a
    failed read.

    Args:
        answers: whether what was there before can still be read.
    """
    try:
        with plainly():
            yield
    except DriveFailed as error:
        if answers():
            raise DiskFull(_NOT_TAKEN) from error
        raise


@contextmanager
def plainly_saving(lacks_room: Callable[[], bool], failed: Callable[[], None]) -> Iterator[None]:
    """Do as `plainly` while an open casebook is written to; `failed` hears of a failing drive.

    After a failed sync nobody can say what the drive holds, so that nothing may be told as saved
    any more, whatever room there is.
    """
    try:
        with plainly():
            yield
    except DriveFailed as error:
        code = _code(error.__cause__)
        if code not in _FAILED_SYNCS and lacks_room():
            raise DiskFull(DISK_FULL) from error
        if code & 0xFF != driver.SQLITE_IOERR:
            raise
        failed()
        raise DriveFailed(DRIVE_FAILED) from error


@contextmanager
def plainly_making(folder: Path) -> Iterator[None]:
    """Do as `plainly_writing` while a new file is made in a folder; for system errors as well."""
    try:
        with plainly_writing(folder.is_dir):
            yield
    except OSError as error:
        plain = by_errno(error.errno)
        if plain is None:
            raise
        raise plain from error


def _plain(error: DBAPIError | driver.Error) -> AdvocateError | None:
    make = _SENTENCES.get(_code(error) & 0xFF)
    return None if make is None else make()


def _code(error: BaseException | None) -> int:
    """Return the database's code for an error, in its long form where there is one; else 0."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if str(cause).startswith(_SPOILT):
        return int(driver.SQLITE_CORRUPT)
    # The driver gives no code with what fails in a backup.
    return int(getattr(cause, "sqlite_errorcode", None) or _CODES.get(str(cause), 0))


_SPOILT = ("Could not decode to UTF-8", "invalid fts5 file format")
"""How the driver begins when a page holds what is never put in, without a code for it."""

_FAILED_SYNCS = frozenset({driver.SQLITE_IOERR | 4 << 8, driver.SQLITE_IOERR | 5 << 8})
"""SQLITE_IOERR_FSYNC and SQLITE_IOERR_DIR_FSYNC, which the driver does not name."""

_CODES = {
    "database or disk is full": driver.SQLITE_FULL,
    "disk I/O error": driver.SQLITE_IOERR,
    "attempt to write a readonly database": driver.SQLITE_READONLY,
    "unable to open database file": driver.SQLITE_CANTOPEN,
    "database is locked": driver.SQLITE_BUSY,
    "database disk image is malformed": driver.SQLITE_CORRUPT,
    "file is not a database": driver.SQLITE_NOTADB,
}


def by_errno(number: int | None) -> AdvocateError | None:
    """Return the error a person can understand for a system's error number, or None."""
    if number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return DiskFull(DISK_FULL)
    if number in (errno.EACCES, errno.EPERM, errno.EROFS):
        return FolderReadOnly(READ_ONLY)
    return DriveFailed(_DRIVE) if number in (errno.EIO, errno.ENODEV, errno.ENXIO) else None


_SENTENCES: dict[int, Callable[[], AdvocateError]] = {
    driver.SQLITE_FULL: lambda: DiskFull(DISK_FULL),
    driver.SQLITE_READONLY: lambda: FolderReadOnly(READ_ONLY),
    driver.SQLITE_CANTOPEN: lambda: DriveFailed(_DRIVE),
    driver.SQLITE_IOERR: lambda: DriveFailed(_DRIVE),
    driver.SQLITE_BUSY: lambda: CasebookInUse(_BUSY),
    driver.SQLITE_LOCKED: lambda: CasebookInUse(_BUSY),
    driver.SQLITE_CORRUPT: lambda: CasebookDamaged(DAMAGED),
    driver.SQLITE_NOTADB: lambda: CasebookDamaged(DAMAGED),
    driver.SQLITE_CONSTRAINT: lambda: Invalid(_INCONSISTENT),
}
