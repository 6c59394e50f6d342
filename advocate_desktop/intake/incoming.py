"""A file on the drive, taken into memory or refused with a plain sentence."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from advocate_desktop.intake.outcomes import MOST_BYTES, TOO_LARGE, Refused

GONE = "There is no such file; it may have been moved or renamed."
FOLDER = "This is a folder. Attach the files in it."
NO_FILE = "This is not a file that can be read to its end."
NOT_ALLOWED = "You may not read this file. Ask whoever owns it for a copy."
UNREADABLE = "The drive could not read this file. Copy it to another drive and try again."
CHANGED = "The file changed while it was read. Try again when nothing is writing to it."


def load(path: Path) -> bytes:
    """Return a file's bytes; raise `Refused` when they cannot be had or are too many."""
    try:
        return _content(path)
    except (FileNotFoundError, NotADirectoryError, ValueError):  # ValueError: NUL in the name
        raise Refused(GONE) from None
    except PermissionError:
        raise Refused(NOT_ALLOWED) from None
    except OSError:
        raise Refused(UNREADABLE) from None


def _content(path: Path) -> bytes:
    kind = path.stat().st_mode
    if stat.S_ISDIR(kind):
        raise Refused(FOLDER)
    if not stat.S_ISREG(kind):  # a pipe or device may never end
        raise Refused(NO_FILE)
    with path.open("rb") as file:
        before = os.fstat(file.fileno())
        if before.st_size > MOST_BYTES:
            raise Refused(TOO_LARGE)
        data = file.read(MOST_BYTES + 1)
        after = os.fstat(file.fileno())
    if len(data) != after.st_size or before.st_mtime_ns != after.st_mtime_ns:
        raise Refused(CHANGED)
    return data
