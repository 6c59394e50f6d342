"""Room kept aside on the disk, so that a full one can be worked out of from inside."""

from __future__ import annotations

from contextlib import suppress

from advocate_desktop.services.workspace import FolderReadOnly, Workspace
from advocate_desktop.store import reserve

MEGABYTES = reserve.SIZE // (1024 * 1024)


def keep(workspace: Workspace) -> bool:
    """Make the reserve when there is none and plenty of room; whether there is one now."""
    if workspace.read_only:
        return False
    with suppress(OSError):  # tried again at the next opening
        return reserve.make(workspace.path)
    return False


def is_kept(workspace: Workspace) -> bool:
    """Whether there is a reserve to free."""
    return not workspace.read_only and reserve.is_there(workspace.path)


def free(workspace: Workspace) -> bool:
    """Give the reserve back to the disk; whether there was one.

    Raises `FolderReadOnly` when it cannot be removed.
    """
    try:
        return reserve.give_up(workspace.path)
    except OSError as error:
        raise FolderReadOnly(
            "The reserve could not be freed, because its folder cannot be written to. Nothing "
            "was changed."
        ) from error
