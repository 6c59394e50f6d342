"""Whether a drive has room: what tells a full one from a failing one, as both refuse a write."""

from __future__ import annotations

import errno
import os
import shutil
import sys
import tempfile
from pathlib import Path

_TRIED = 64 * 1024 * 1024
"""Bytes that must find room; more than a change with a large document takes."""
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def is_lacking(casebook: Path) -> bool:
    """Whether a file beside a casebook cannot grow, for want of room, quota or allowed size.

    Tried with a file without a name, which is gone when this returns. A drive that refuses for
    another reason does not lack room.
    """
    try:
        if sys.platform == "win32":
            return shutil.disk_usage(casebook.parent).free < _TRIED
        with tempfile.TemporaryFile(dir=casebook.parent) as stream:
            os.pwrite(stream.fileno(), b"\0", 0)
            if sys.platform.startswith("linux"):
                os.posix_fallocate(stream.fileno(), 0, _TRIED)
            return _is_limited(casebook)
    except OSError as error:
        return error.errno in _NO_ROOM


def _is_limited(casebook: Path) -> bool:
    """Whether the casebook or its log would outgrow what this process may make a file."""
    import resource  # not on every system

    allowed, _ = resource.getrlimit(resource.RLIMIT_FSIZE)
    files = (casebook, casebook.with_name(casebook.name + "-wal"))
    largest = max(file.stat().st_size for file in files if file.exists())
    return allowed != resource.RLIM_INFINITY and largest + _TRIED > allowed
