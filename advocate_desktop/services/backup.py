"""Backups: a verified copy of the whole casebook."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from advocate_desktop.domain.errors import NotFound
from advocate_desktop.services.progress import Progress
from advocate_desktop.services.workspace import Workspace


def backup(workspace: Workspace, destination: Path, progress: Progress) -> Path:
    """Copy the casebook as of now, verify the copy, and return where it lies.

    The copy opens with the same passphrase. Others may write meanwhile.

    Args:
        workspace: open, also read-only.
        destination: a folder, for a dated name in it, or a file that does not exist yet.
        progress: may stop the copying; then, as with any error, no copy is left.

    Raises:
        NotFound: there is no such folder.
        CasebookExists: there is something of that name already.
        DiskFull, FolderReadOnly, DriveFailed, CasebookDamaged: as the names say.
    """
    target = destination.absolute()
    if target.is_dir():
        target = target / dated_name(workspace)
    if not target.parent.is_dir():
        raise NotFound(f"There is no folder “{target.parent}”. Make it first or choose another.")

    workspace.casebook.copy(
        target, told_as(progress, "Copying the casebook"), told_as(progress, "Verifying the copy")
    )
    return target


def told_as(progress: Progress, text: str) -> Callable[[int, int], None]:
    """Return what passes the steps of a copy on to `progress`, under a text."""

    def told(done: int, total: int) -> None:
        progress.check()
        progress.step(done, total, text)

    return told


def dated_name(workspace: Workspace) -> str:
    """Return what a copy made now is called."""
    path = workspace.path
    return f"{path.stem} {workspace.now():%Y-%m-%d %H%M%S}{path.suffix}"
