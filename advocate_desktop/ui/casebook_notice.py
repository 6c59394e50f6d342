"""What is told across the window of an open casebook that is not like any other."""

from __future__ import annotations

from advocate_desktop.services.casebook_place import place_warning
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import sample_casebook, words
from advocate_desktop.ui.bridge import Notice


def notice_of(workspace: Workspace) -> Notice | None:
    """Say why it can only be read, that it is the sample, or that it lies in a bad place."""
    if workspace.read_only:
        return Notice(workspace.read_only_reason, problem=True)
    if workspace.path == sample_casebook.place():
        day = words.day(workspace.now().date())
        return Notice(f"This is the sample, told as of {day}. Try anything.", lasting=True)
    warning = place_warning(workspace.path)
    return Notice(warning, problem=True) if warning else None
