"""The passphrase of a casebook: changing it, and the printed recovery key beside it."""

from __future__ import annotations

from pathlib import Path

from advocate_desktop.filings.recovery_sheet import recovery_sheet
from advocate_desktop.services import saving
from advocate_desktop.services.backup import told_as
from advocate_desktop.services.progress import Progress
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.store import replacing


def change_passphrase(workspace: Workspace, passphrase: str, progress: Progress) -> None:
    """Encrypt the casebook anew, or for the first time; the workspace is closed then.

    No file in clear is left in its place; the drive may still hold old bytes of one. Recovery keys
    printed before no longer open it, also when the passphrase stays the same. Backups made before
    open as they did.

    Raises:
        Invalid: an empty passphrase.
        AdvocateError: the casebook is as it was; it may be closed.
    """
    replacing.change_passphrase(
        workspace.casebook,
        passphrase,
        told_as(progress, "Encrypting the casebook anew"),
        told_as(progress, "Verifying it"),
    )


def save_recovery_sheet(workspace: Workspace, out: Path) -> None:
    """Write a page with the recovery key as a PDF.

    Raises `Invalid` when the casebook is not encrypted, and what `saving.save_bytes` raises.
    """
    key = workspace.casebook.recovery_key()
    saving.save_bytes(out, recovery_sheet(workspace.path.name, key, workspace.now().date()))
