"""Verified copies of a casebook, safe while it is in use."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from sqlcipher3 import dbapi2 as driver

from advocate_desktop.store import checking
from advocate_desktop.store.checking import Told
from advocate_desktop.store.connections import PAGE_SIZE, check_cipher, connect
from advocate_desktop.store.errors import (
    CasebookDamaged,
    CasebookExists,
    CasebookInUse,
    plainly_making,
)
from advocate_desktop.store.keys import RawKey
from advocate_desktop.store.transactions import open_engine, transaction

_PAGES_A_STEP = 512
"""8 MiB between two looks at whether to go on."""


def copy(
    source: driver.Connection, key: RawKey | None, target: Path, copied: Told, verified: Told
) -> None:
    """Copy a casebook with the same key to a file that does not exist yet, and verify the copy.

    Args:
        source: an open connection; others may write meanwhile, the copy is as of now.
        key: the key of the source, None when it is not encrypted.
        target: raises `CasebookExists` when something is there already.
        copied: hears pages done and pages in all; what it raises ends the copy.
        verified: hears documents done and documents in all; likewise.

    No file is left when it fails: `DiskFull`, `FolderReadOnly`, `DriveFailed`, or
    `CasebookDamaged` when the source or the copy is not sound.
    """
    draft = draft_of(target)
    with plainly_making(target.parent):
        try:
            make_private_file(draft)
            copy_pages(source, key, draft, copied)
            verify(draft, key, verified)
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


def sweep(folder: Path) -> None:
    """Remove the drafts that a killed process left in a folder where nobody else writes now."""
    with suppress(OSError):
        for draft in folder.glob(".*.new*"):
            draft.unlink()


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


def exchange(draft: Path, target: Path, kept_as: Path | None) -> None:
    """Give a closed, finished file a closed casebook's name; on disk before this returns.

    At each moment there is a whole file of that name. Raises `CasebookInUse` when another process
    still reads the old one, which could mix the two.
    """
    if target.with_name(target.name + "-wal").exists():
        raise CasebookInUse(
            f"“{target.name}” is still open somewhere else. Nothing was changed. Close it there "
            "and try again."
        )
    _sync(draft)
    if kept_as is not None:
        _keep_as(target, kept_as)
    draft.replace(target)
    _sync_folder(target.parent)


def _keep_as(target: Path, kept_as: Path) -> None:
    try:
        os.link(target, kept_as)
    except FileExistsError:
        raise exists_already(kept_as) from None
    except OSError:  # a drive without hard links, such as most sticks
        shutil.copyfile(target, kept_as)
        _sync(kept_as)


def exists_already(target: Path) -> CasebookExists:
    """Return the error for a name that is taken."""
    return CasebookExists(
        f"There is already something named “{target.name}” in that folder. It was left as it is. "
        "Choose another name."
    )


def copy_pages(source: driver.Connection, key: RawKey | None, draft: Path, copied: Told) -> None:
    """Copy every page as it is, free places and all, to an empty file."""
    source.execute("BEGIN")  # holds one moment of the casebook while others go on writing
    try:
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        with closing(connect(draft, key, "rw")) as target:
            source.backup(
                target,
                pages=_PAGES_A_STEP,
                progress=lambda _status, left, total: copied(total - left, total),
            )
        check_cipher(source)
    finally:
        source.execute("ROLLBACK")


def prepare_draft(connection: driver.Connection) -> None:
    """Let an empty file be filled quickly: cut off, it is thrown away; whole, it is synced."""
    connection.execute(f"PRAGMA page_size = {PAGE_SIZE}")
    for setting in ("journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF"):
        connection.execute(f"PRAGMA {setting}")


def verify(draft: Path, key: RawKey | None, verified: Told) -> None:
    """Look at each page and all that lies in a closed file; raise `CasebookDamaged` if unsound."""
    with closing(connect(draft, key, "rw")) as connection:
        refuse(checking.pages(connection))
    engine = open_engine(lambda: connect(draft, key, "rw"))
    try:
        with transaction(engine, writes=False) as connection:
            refuse(checking.facts(connection, verified))
    finally:
        engine.dispose()


def refuse(problems: Iterator[str]) -> None:
    """Raise `CasebookDamaged` for the first of the problems found in a copy, if there is one."""
    for problem in problems:
        raise CasebookDamaged(
            f"The copy was not kept, because it did not verify: {problem} "
            "Run the integrity check on the casebook."
        )


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
