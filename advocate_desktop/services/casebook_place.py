"""Whether a casebook lies where copies of it can get mixed up: sync folders, network shares."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path, PurePath, PureWindowsPath

_SYNCED = {
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "icloud drive": "iCloud",
    "iclouddrive": "iCloud",
    "mobile documents": "iCloud",
    "cloudstorage": "a cloud drive",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "box sync": "Box",
    "pclouddrive": "pCloud",
    "mega": "MEGA",
    "megasync": "MEGA",
}
"""Folders that programs which synchronize make, by their names in small letters."""
_BUSINESS = ("onedrive - ", "dropbox (", "googledrive-", "onedrive-", "dropbox-", "box-")
"""How such a folder's name begins for a second account."""
_MARKS = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".stfolder": "Syncthing",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
}
"""What such programs leave in the folder they synchronize, whatever its name."""
_SHARES = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afpfs", "davfs", "fuse.sshfs", "fuse.rclone"}
    | {"fuse.davfs2", "fuse.gvfsd-fuse", "fuse.onedriver", "webdav", "afs", "ceph", "glusterfs"}
)
_MOUNTS = Path("/proc/self/mounts")


def place_warning(casebook: Path, mounts: str | None = None) -> str:
    """Return the sentence to warn with, or nothing when the place is on this computer alone.

    Args:
        casebook: absolute; it need not exist.
        mounts: what is mounted, as Linux lists it; None reads it from the system.
    """
    synced = _synced_by(casebook)
    if synced:
        return (
            f"This casebook lies in a folder of {synced}. Synchronizing an open casebook can "
            "damage it or make two that differ: keep it outside, and let its backups go there."
        )
    listed = _listed() if mounts is None else mounts
    if _is_unc(casebook) or _file_system(casebook, listed) in _SHARES:
        return (
            "This casebook lies on a network share. A lost connection or a second computer can "
            "damage it: keep it on this computer, and let its backups go there."
        )
    return ""


def _synced_by(casebook: Path) -> str:
    for folder in casebook.parents:
        name = folder.name.casefold()
        if name in _SYNCED:
            return _SYNCED[name]
        for begin in _BUSINESS:
            if name.startswith(begin):
                return _SYNCED.get(begin.strip(" -("), "Box")
        for mark, program in _MARKS.items():
            if os.path.lexists(folder / mark):
                return program
    return ""


def _listed() -> str:
    try:
        return _MOUNTS.read_text("utf-8", "replace")
    except OSError:
        return ""


def _file_system(casebook: PurePath, mounts: str) -> str:
    """Return the kind of the innermost mount that holds a path; empty when none is listed."""
    holding = {len(p.parts): kind for p, kind in _points(mounts) if casebook.is_relative_to(p)}
    return holding[max(holding)] if holding else ""


def _points(mounts: str) -> Iterator[tuple[PurePath, str]]:
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) > 2:
            yield PurePath(_unescaped(fields[1])), fields[2]


def _unescaped(point: str) -> str:
    for code, letter in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        point = point.replace(code, letter)
    return point


def _is_unc(casebook: Path) -> bool:
    drive = PureWindowsPath(casebook).drive
    return os.name == "nt" and drive.startswith("\\\\") and not drive.startswith("\\\\?\\")
