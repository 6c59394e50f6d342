"""Room kept beside a casebook, to be given up when the disk is full.

A file of its own and not pages inside the casebook: what a change needs when the disk is full is
room for the write-ahead log, which free pages inside the file do not give.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

SIZE = 16 * 1024 * 1024
"""Bytes; enough to take out a large case, as pages that come free are only listed."""
_NEEDED = 4 * SIZE
"""Free bytes on the disk below which no reserve is made."""
_STEP = 1024 * 1024


def reserve_path(casebook: Path) -> Path:
    """Return where the reserve of a casebook lies."""
    return casebook.with_name(casebook.name + ".reserve")


def is_there(casebook: Path) -> bool:
    """Whether there is a reserve to give up."""
    return reserve_path(casebook).exists()


def make(casebook: Path) -> bool:
    """Make the reserve if there is none and plenty of room; whether there is one now.

    Raises `OSError` when the drive refuses; then no part of it is left.
    """
    path = reserve_path(casebook)
    if path.exists():
        return True
    if shutil.disk_usage(casebook.parent).free < _NEEDED:
        return False
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(handle, "wb") as stream:
            # Random, so that no drive stores it in less room than it shows.
            block = os.urandom(_STEP)
            for _ in range(SIZE // _STEP):
                stream.write(block)
            os.fsync(stream.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return True


def give_up(casebook: Path) -> bool:
    """Remove the reserve; whether there was one. Raises `OSError` when the drive refuses."""
    path = reserve_path(casebook)
    if not path.exists():
        return False
    path.unlink()
    return True
