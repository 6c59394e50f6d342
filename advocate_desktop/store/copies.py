"""Verified copies of a casebook, safe while it is in use."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from sqlcipher3 import dbapi2 as driver

from advocate_desktop.store.connections import connect
from advocate_desktop.store.errors import CasebookDamaged, CasebookExists, plainly_making
from advocate_desktop.store.keys import RawKey

_PAGES_A_STEP = 512
"""8 MiB between two looks at whether to go on."""


def copy(
    source: driver.Connection, key: RawKey | None, target: Path, step: Callable[[int, int], None]
) -> None:
    """Copy a casebook with the same key to a file that does not exist yet, and verify the copy.

    Args:
        source: an open connection; others may write meanwhile, the copy is as of now.
        key: the key of the source, None when it is not encrypted.
        target: raises `CasebookExists` when something is there already.
        step: called with pages done and pages in all; what it raises ends the copy.

    No file is left when it fails: `DiskFull`, `FolderReadOnly`, `DriveFailed`, or
    `CasebookDamaged` when the copy does not verify.
    """
    draft = draft_of(target)
    with plainly_making(target.parent):
        try:
            make_private_file(draft)
            _copy_pages(source, key, draft, step)
            _verify(draft, key)
            publish(draft, target)
        finally:
            discard(draft)


def draft_of(target: Path) -> Path:
    """Return a name beside the target that nobody else uses."""
    return target.with_name(f".{target.name}.{secrets.token_hex(4)}.new")


def make_private_file(path: Path) -> None:
    """Make an empty file that only this user may read."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def discard(draft: Path) -> None:
    """Remove a draft and what SQLite laid beside it; what is not there is no matter."""
    for end in ("", "-wal", "-shm", "-journal"):
        with suppress(OSError):
            draft.with_name(draft.name + end).unlink()


def publish(draft: Path, target: Path) -> None:
    """Give a closed, finished file its name, never over another; on disk before this returns."""
    _sync(draft)
    if target.exists():
        raise exists_already(target)
    try:
        os.link(draft, target)  # unlike a rename, fails when somebody was quicker
    except FileExistsError:
        raise exists_already(target) from None
    except OSError:  # a drive without hard links, such as most sticks
        draft.rename(target)
    else:
        draft.unlink()
    _sync_folder(target.parent)


def exists_already(target: Path) -> CasebookExists:
    """Return the error for a name that is taken."""
    return CasebookExists(
        f"There is already something named “{target.name}” in that folder. It was left as it is. "
        "Choose another name."
    )


def _copy_pages(
    source: driver.Connection, key: RawKey | None, draft: Path, step: Callable[[int, int], None]
) -> None:
    source.execute("BEGIN")  # holds one moment of the casebook while others go on writing
    try:
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        with closing(connect(draft, key, "rw")) as target:
            source.backup(
                target,
                pages=_PAGES_A_STEP,
                progress=lambda _status, left, total: step(total - left, total),
            )
    finally:
        source.execute("ROLLBACK")


def _verify(draft: Path, key: RawKey | None) -> None:
    with closing(connect(draft, key, "rw")) as connection:
        for problem in page_problems(connection, encrypted=key is not None):
            raise CasebookDamaged(
                f"The copy was not kept because it did not verify: {problem} "
                "Run the integrity check on the casebook."
            )


def page_problems(connection: driver.Connection, *, encrypted: bool) -> list[str]:
    """Return a sentence for each page or index that is not sound, at most a hundred."""
    found: list[str] = []
    if encrypted:
        found += _rows(connection, "PRAGMA cipher_integrity_check")
    found += [row for row in _rows(connection, "PRAGMA integrity_check") if row != "ok"]
    return [f"A page of the file is damaged ({what})." for what in found[:100]]


def _rows(connection: driver.Connection, pragma: str) -> list[str]:
    return [str(row[0]) for row in connection.execute(pragma)]


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # a folder cannot be opened there, and renames are journaled
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some file systems cannot
            os.fsync(handle)
    finally:
        os.close(handle)
