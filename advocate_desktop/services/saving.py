"""Writes a file outside the casebook: whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from advocate_desktop.domain.errors import AdvocateError, Invalid, NotFound
from advocate_desktop.services.workspace import DiskFull, DriveFailed, FolderReadOnly


@contextmanager
def saved_whole(path: Path) -> Iterator[BinaryIO]:
    """Give a stream whose bytes become `path` when the block ends well, replacing what was there.

    Raises:
        NotFound, Invalid, FolderReadOnly, DiskFull, DriveFailed: the file could not be written;
            then what was at `path` is as it was.
    """
    with _as_sentences(path), _draft_beside(path) as stream:
        yield stream


def save_bytes(path: Path, data: bytes) -> None:
    """Write bytes to a file, whole or not at all; raises as `saved_whole` does."""
    with saved_whole(path) as stream:
        stream.write(data)


def save_all(files: Mapping[Path, bytes]) -> None:
    """Write files that belong together: each whole, and none unless all find room.

    Raises as `saved_whole` does.
    """
    new = [path for path in files if not path.exists()]
    try:
        with contextlib.ExitStack() as drafts:
            for path, data in files.items():
                stream = drafts.enter_context(saved_whole(path))
                stream.write(data)
                stream.flush()
    except BaseException:
        for path in new:
            path.unlink(missing_ok=True)
        raise


@contextmanager
def saved_folder(path: Path) -> Iterator[Path]:
    """Give a folder that becomes `path` when the block ends well, and else leaves nothing.

    Raises as `saved_whole` does, and `Invalid` when there is anything but an empty folder.
    """
    with _as_sentences(path):
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise Invalid(
                f"“{path.name}” is there already and not empty. Nothing was written. Name a folder "
                "that is not there yet."
            )
        around = tempfile.mkdtemp(prefix=".writing-", suffix=".part", dir=path.absolute().parent)
        try:
            # Within the one that only the user may enter, with the rights of any new folder.
            draft = Path(around) / "folder"
            draft.mkdir()
            yield draft
            if path.is_dir():
                path.rmdir()
            draft.replace(path)
        finally:
            shutil.rmtree(around, ignore_errors=True)
    _settle(path.absolute().parent)


@contextmanager
def _as_sentences(path: Path) -> Iterator[None]:
    """Raise what the system refuses as an error with its sentence."""
    try:
        yield
    except OSError as error:
        raise _sentence(path, error) from error


@contextmanager
def _draft_beside(path: Path) -> Iterator[BinaryIO]:
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, "is a folder", str(path))
    number, name = tempfile.mkstemp(prefix=".writing-", suffix=".part", dir=path.absolute().parent)
    draft = Path(name)
    try:
        with os.fdopen(number, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        _open_to_others(draft)
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    _settle(path.absolute().parent)


def _open_to_others(draft: Path) -> None:
    """Give the file the rights of any new file: drafts begin as readable by the user alone."""
    with contextlib.suppress(OSError):
        mask = os.umask(0)
        os.umask(mask)
        draft.chmod(0o666 & ~mask)


def _settle(folder: Path) -> None:
    """Make the new name outlive a power cut, where the platform can."""
    with contextlib.suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _sentence(path: Path, error: OSError) -> AdvocateError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return DiskFull(f"There is no room left on the disk for “{path.name}”; it was not written.")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return FolderReadOnly(
            f"The folder “{path.absolute().parent}” cannot be written to; choose another. "
            "Nothing was written."
        )
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return NotFound(f"There is no folder “{path.absolute().parent}”; nothing was written.")
    if error.errno == errno.EISDIR:
        return Invalid(f"“{path}” is a folder; name a file in it. Nothing was written.")
    if error.errno in (errno.ENAMETOOLONG, errno.EINVAL):
        return Invalid(f"“{path.name}” cannot be the name of a file here; nothing was written.")
    return DriveFailed(f"The drive did not take “{path.name}”; it was not written.")
