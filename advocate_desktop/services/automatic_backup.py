"""Backups that are made by themselves: where they lie, when one is due, which are kept."""

from __future__ import annotations

import hashlib
import re
import threading
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from advocate_desktop import paths
from advocate_desktop.domain import kept_backups
from advocate_desktop.domain.errors import AdvocateError, NotFound
from advocate_desktop.domain.moments import PACIFIC
from advocate_desktop.services.backup import dated_name, told_as
from advocate_desktop.services.progress import Progress
from advocate_desktop.services.workspace import Connection, Unit, Workspace
from advocate_desktop.store import copies, journal, replacing, settings
from advocate_desktop.store.errors import plainly_making
from advocate_desktop.store.shared_backups import PAPERS, SUFFIX

LONGEST = timedelta(days=7)
"""How long a casebook may go on being changed without a backup before the window warns."""
_FOLDER = "backup.folder"
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was kept: where it lies and when it was made, Pacific time."""

    path: Path
    made_at: datetime


def root(workspace: Workspace) -> Path:
    """Return the folder the user chose for backups, or the program's own."""
    chosen = workspace.read(settings.value, _FOLDER)
    return Path(chosen) if chosen else paths.backup_dir()


def set_root(unit: Unit, folder: Path | None) -> None:
    """Choose the folder for backups, such as one on a stick; None for the program's own."""
    settings.put(unit, _FOLDER, "" if folder is None else str(folder))


def folder(workspace: Workspace) -> Path:
    """Return the folder of this casebook's own backups; it may not exist yet.

    Casebooks of the same name in different places do not share one.
    """
    return folder_in(root(workspace), workspace.path)


def folder_in(root: Path, path: Path) -> Path:
    """Return the folder within that of all backups that is a casebook's own."""
    place = hashlib.sha256(str(path).encode("utf-8", "surrogateescape")).hexdigest()[:8]
    return root / f"{path.stem} {place}"


def backups(workspace: Workspace) -> tuple[Backup, ...]:
    """Return the backups kept of this casebook, newest first."""
    return backups_in(folder(workspace), workspace.path)


def backups_in(folder: Path, path: Path) -> tuple[Backup, ...]:
    """Return the backups of a casebook that lie in a folder, newest first."""
    # Without its ending it is a whole casebook, as backups were before they shared their papers.
    ends = f"{re.escape(path.suffix)}({SUFFIX})?"
    named = re.compile(rf"{re.escape(path.stem)} (\d{{4}}-\d\d-\d\d \d{{6}}){ends}")
    found = []
    with suppress(OSError):  # no folder yet, or the stick is not in
        for file in folder.iterdir():
            match = named.fullmatch(file.name)
            with suppress(ValueError):
                if match:
                    made = datetime.strptime(match[1], "%Y-%m-%d %H%M%S")
                    found.append(Backup(file, made.replace(tzinfo=PACIFIC)))
    return tuple(sorted(found, key=lambda kept: kept.made_at, reverse=True))


def is_due(workspace: Workspace) -> bool:
    """Whether something was changed since the last backup, and today there was none yet."""
    now = workspace.now()
    changed = workspace.read(_last_change)
    if workspace.read_only or changed is None:
        return False
    past = [kept.made_at for kept in backups(workspace) if kept.made_at <= now]
    return not past or (past[0].date() < now.date() and changed >= past[0])


def keep(workspace: Workspace, progress: Progress) -> Path:
    """Make a verified backup, remove those that are no longer kept, and return where it lies.

    It shares the bytes of its papers with the backups beside it. Each is restored by `restoring`.
    Raises `NotFound` when the chosen folder is not there, and otherwise what `backup` raises.
    """
    chosen = root(workspace)
    if not is_reachable(workspace):
        raise NotFound(
            f"No backup was made: the folder “{chosen}” is not there. Connect its drive, or choose "
            "another folder for backups."
        )
    place = folder(workspace)
    with plainly_making(chosen):
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = place / (dated_name(workspace) + SUFFIX)
    with _ONE_AT_A_TIME:
        copies.sweep(place)
        copies.sweep(place / PAPERS)
        workspace.casebook.back_up(
            made,
            told_as(progress, "Copying the casebook"),
            told_as(progress, "Verifying the backup"),
        )
        _thin(workspace)
    return made


def is_reachable(workspace: Workspace) -> bool:
    """Whether the folder for backups is there, such as the stick it lies on."""
    chosen = root(workspace)
    return chosen == paths.backup_dir() or chosen.is_dir()


def warning(workspace: Workspace) -> str:
    """Return the sentence to warn with when backups have been missing for days, or nothing."""
    now = workspace.now()
    changed = workspace.read(_last_change)
    past = [kept.made_at for kept in backups(workspace) if kept.made_at <= now]
    since = past[0] if past else workspace.read(_first_change)
    if changed is None or since is None or changed < since or now - since < LONGEST:
        return ""
    days = (now - since).days
    return (
        f"This casebook was changed and has had no backup for {days} days. Everything is saved in "
        "it, but only there. Look under File, Backups."
    )


def _thin(workspace: Workspace) -> None:
    present = backups(workspace)
    wanted = kept_backups.kept(kept.made_at for kept in present)
    for old in present:
        if old.made_at not in wanted:
            with suppress(OSError):  # tried again with the next backup
                old.path.unlink()
    # A backup that does not open may still need papers: then all stay, until it is thinned.
    with suppress(AdvocateError, OSError):
        replacing.let_go(workspace.casebook, [kept.path for kept in backups(workspace)])


def _last_change(connection: Connection) -> datetime | None:
    entries = journal.latest_entries(connection, 1)
    return datetime.fromisoformat(entries[-1].at) if entries else None


def _first_change(connection: Connection) -> datetime | None:
    at = journal.first_at(connection)
    return datetime.fromisoformat(at) if at else None
