"""Opening a casebook of an earlier version: it is copied, brought up to date, and checked."""

from __future__ import annotations

from pathlib import Path

from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.services.backup import told_as
from advocate_desktop.services.passphrase_waits import PASSPHRASE_WAITS
from advocate_desktop.services.progress import Progress
from advocate_desktop.services.workspace import Clock, Workspace
from advocate_desktop.store import migrations
from advocate_desktop.store.connections import salt_of
from advocate_desktop.store.engine import Casebook, probe
from advocate_desktop.store.errors import plainly
from advocate_desktop.store.keys import key_for


def needs_update(path: Path, passphrase: str | None) -> bool:
    """Whether opening a casebook would first bring it up to date, which may take a while.

    False for what does not open at all; opening it says why.
    """
    try:
        PASSPHRASE_WAITS.check(path)  # a wrong one is noted by the opening that follows
        with plainly():
            salt = salt_of(path.resolve())
            key = None if salt is None else key_for(passphrase or "", salt)
            return probe(path.resolve(), key)[1] < migrations.newest()
    except AdvocateError:
        return False


def open_updated(
    path: Path, passphrase: str | None, progress: Progress, *, clock: Clock
) -> Workspace:
    """Bring a casebook up to date and open it; a copy of the earlier one is kept beside it.

    Args:
        path: the casebook.
        passphrase: None when it is not encrypted.
        progress: may stop the work; then the casebook is as it was, and no copy is left.
        clock: the open casebook's.

    Raises:
        CasebookInUse, FolderReadOnly: it cannot be changed here.
        CasebookDamaged: what came out was not sound; the casebook is as it was.
        AdvocateError: what `Workspace.open` raises.
    """
    told = told_as(progress, "Bringing the casebook up to date")
    with PASSPHRASE_WAITS.trying(path):
        return Workspace(Casebook.open(path, passphrase, told), clock, "")
