"""The lock beside a casebook: one writer at a time, and a name to ask.

The operating system holds the lock, so it is gone when its process is, however that ended. It lies
on `<casebook>.lock` and never on the casebook itself: closing any handle on a database file would
drop the locks SQLite holds on it.
"""

from __future__ import annotations

import getpass
import os
import platform
import sys
from contextlib import suppress
from pathlib import Path
from typing import Self

if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 30  # locked bytes cannot be read by others, so none of the text is locked

    def _seize(handle: int) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        os.lseek(handle, 0, os.SEEK_SET)
else:
    import fcntl

    def _seize(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class WriteLock:
    """A held lock; `release` gives it up."""

    def __init__(self, path: Path, handle: int) -> None:
        self._path = path
        self._handle: int | None = handle

    @classmethod
    def take(cls, casebook: Path) -> Self | None:
        """Take the lock, or return None when another has it; raise `OSError` when no lock can be.

        The file says who has it, on which computer, and names nothing else.
        """
        path = lock_path(casebook)
        while True:
            handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                _seize(handle)
            except OSError:
                os.close(handle)
                return None
            if _is_still(path, handle):
                break
            os.close(handle)  # its last holder removed the file between our two steps
        with suppress(OSError):  # on a full disk the lock holds without its words
            os.ftruncate(handle, 0)
            os.write(handle, _holder_line().encode())
        return cls(path, handle)

    def release(self) -> None:
        """Give the lock up and remove its file; a second call does nothing."""
        if self._handle is None:
            return
        if sys.platform == "win32":  # an open file cannot be removed there
            os.close(self._handle)
            with suppress(OSError):
                self._path.unlink()
        else:
            with suppress(OSError):
                self._path.unlink()
            os.close(self._handle)
        self._handle = None


def lock_path(casebook: Path) -> Path:
    """Return where the lock of a casebook lies."""
    return casebook.with_name(casebook.name + ".lock")


def holder(casebook: Path) -> str:
    """Return who has a casebook open, such as `rosa on desk-2`, or an unnamed somebody."""
    try:
        line = lock_path(casebook).read_bytes()[:400].decode("utf-8", "replace")
    except OSError:
        line = ""
    user, _, rest = line.partition("\n")
    computer = rest.partition("\n")[0]
    if not user or not computer:
        return "somebody else"
    return f"{user} on {computer}"


def _holder_line() -> str:
    try:
        user = getpass.getuser()
    except (KeyError, OSError, ImportError):
        user = "somebody"
    return f"{user}\n{platform.node() or 'this computer'}\n{os.getpid()}\n"


def _is_still(path: Path, handle: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False
