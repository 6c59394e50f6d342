"""What can go wrong with a casebook file, each with the sentence the user reads."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2 as driver

from advocate_desktop.domain.errors import AdvocateError, Invalid


class NotACasebook(AdvocateError):
    """The file is of another program, empty, or only a part of a casebook."""


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
READ_ONLY = (
    "The casebook cannot be written to: the file or its folder is read-only. Nothing was changed. "
    "Copy the casebook to a folder of your own, or ask for the right to write there."
)
_BUSY = "Another program is writing to the casebook. Nothing was changed. Try again in a moment."
_DAMAGED = (
    "A part of the casebook is damaged and could not be read. The file was left as it is. "
    "Run the integrity check, and open your last backup."
)
_DRIVE = (
    "The drive that holds the casebook did not answer. Everything saved before is as it was. "
    "See that the drive is connected, then open the casebook again."
)
_INCONSISTENT = (
    "The change would have left the casebook pointing at something it does not hold, or holding "
    "a thing twice. Nothing was changed."
)


@contextmanager
def plainly() -> Iterator[None]:
    """Turn what the database and the drive raise into sentences; let defects through."""
    try:
        yield
    except (DBAPIError, driver.Error, OSError) as error:
        plain = plain_error(error)
        if plain is None:
            raise
        raise plain from error


def plain_error(error: BaseException) -> AdvocateError | None:
    """Return the error a person can understand in place of this one, or None for a defect."""
    if isinstance(error, OSError):
        return _by_errno(error.errno)
    cause = error.orig if isinstance(error, DBAPIError) else error
    if not isinstance(cause, driver.Error):
        return None
    code = getattr(cause, "sqlite_errorcode", None)
    return _by_code(code) if isinstance(code, int) else None


def _by_errno(number: int | None) -> AdvocateError | None:
    if number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return DiskFull(DISK_FULL)
    if number in (errno.EACCES, errno.EPERM, errno.EROFS):
        return FolderReadOnly(READ_ONLY)
    return DriveFailed(_DRIVE) if number in (errno.EIO, errno.ENODEV, errno.ENXIO) else None


def _by_code(code: int) -> AdvocateError | None:
    primary = code & 0xFF
    # A quota or a size limit shows as a failed write, not as a full disk.
    if primary == driver.SQLITE_FULL or code in _FAILED_WRITES:
        return DiskFull(DISK_FULL)
    return _SENTENCES[primary]() if primary in _SENTENCES else None


_FAILED_WRITES = frozenset({778, 1546, 4874})
"""SQLITE_IOERR_WRITE, SQLITE_IOERR_TRUNCATE, SQLITE_IOERR_SHMSIZE."""

_SENTENCES: dict[int, Callable[[], AdvocateError]] = {
    driver.SQLITE_READONLY: lambda: FolderReadOnly(READ_ONLY),
    driver.SQLITE_CANTOPEN: lambda: DriveFailed(_DRIVE),
    driver.SQLITE_IOERR: lambda: DriveFailed(_DRIVE),
    driver.SQLITE_BUSY: lambda: CasebookInUse(_BUSY),
    driver.SQLITE_LOCKED: lambda: CasebookInUse(_BUSY),
    driver.SQLITE_CORRUPT: lambda: CasebookDamaged(_DAMAGED),
    driver.SQLITE_NOTADB: lambda: CasebookDamaged(_DAMAGED),
    driver.SQLITE_CONSTRAINT: lambda: Invalid(_INCONSISTENT),
}
