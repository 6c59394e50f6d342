"""Restoring a backup: a look inside it first, and the present casebook kept beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from advocate_desktop.services.backup import told_as
from advocate_desktop.services.passphrase_waits import PASSPHRASE_WAITS
from advocate_desktop.services.progress import Progress
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.store import replacing


@dataclass(frozen=True, slots=True)
class Inside:
    """What a backup holds."""

    cases: int
    """Without those in the trash."""
    documents: int
    changed_at: datetime | None
    """None when nothing was ever entered."""
    change: str
    """What the last change in it was called."""


def look_inside(workspace: Workspace, file: Path, passphrase: str | None) -> Inside:
    """Say what a backup holds, and change nothing.

    Args:
        workspace: the casebook at hand, whose key opens its own backups.
        file: the backup.
        passphrase: None when the backup was made under the present passphrase.

    Raises:
        PassphraseNeeded, WrongPassphrase, NotACasebook, NotFound, CasebookDamaged.
    """
    with PASSPHRASE_WAITS.trying(file):
        found = replacing.look(workspace.casebook, file, passphrase)
    at = datetime.fromisoformat(found.changed_at) if found.changed_at else None
    return Inside(found.cases, found.documents, at, found.change)


def restore(workspace: Workspace, file: Path, passphrase: str | None, progress: Progress) -> Path:
    """Put a verified copy of a backup in the casebook's place; the workspace is closed then.

    Returns:
        Where the casebook lies as it was before; it is never lost.

    Raises:
        AdvocateError: the casebook is as it was; it may be closed.
    """
    path, now = workspace.path, workspace.now()
    kept_as = path.with_name(f"{path.stem} before restoring {now:%Y-%m-%d %H%M%S}{path.suffix}")
    with PASSPHRASE_WAITS.trying(file):
        replacing.restore(
            workspace.casebook,
            file,
            passphrase,
            kept_as,
            told_as(progress, "Copying the backup"),
            told_as(progress, "Verifying the copy"),
        )
    return kept_as


def restore_new(file: Path, passphrase: str | None, target: Path, progress: Progress) -> None:
    """Make a new casebook of a backup, with none at hand, such as on another computer.

    Args:
        file: the backup; its papers lie in the folder beside it, unless it holds them itself.
        passphrase: the one it was made under, or its recovery key.
        target: does not exist yet.
        progress: may stop the work; then, as with any error, there is no new file.

    Raises:
        PassphraseNeeded, WrongPassphrase, NotACasebook, NotFound, CasebookDamaged.
        CasebookExists: something has that name already.
        DiskFull, FolderReadOnly, DriveFailed.
    """
    with PASSPHRASE_WAITS.trying(file):
        replacing.restore_as_new(
            file,
            passphrase,
            target.absolute(),
            told_as(progress, "Copying the backup"),
            told_as(progress, "Verifying the copy"),
        )


def name_of_restored(backup: Path) -> Path:
    """Return what the casebook of a backup may be called, such as `My cases restored.casebook`."""
    stem = _DATED.sub("", backup.stem)
    return backup.with_name(f"{stem} restored.casebook")


_DATED = re.compile(r" \d{4}-\d\d-\d\d \d{6}$")
