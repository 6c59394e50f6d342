"""A sentence on what was just done, with the button that takes it back."""

from __future__ import annotations

from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui.bridge import Bridge


def say_done(
    workspace: Workspace, bridge: Bridge, label: str, more: str = "", *, of: str = ""
) -> None:
    """Tell of the change with that label, the last one made; Undo takes it back and no other.

    The notice names what it was made `of`. A label never does: it stays in the history when the
    words of a client are erased from it.
    """
    text = f"{label}: {of}. {more}" if of else f"{label}. {more}"
    text = text.rstrip()
    bridge.say(text, "Undo", lambda: _undo(workspace, bridge, label))


def _undo(workspace: Workspace, bridge: Bridge, label: str) -> None:
    try:
        if workspace.undo_label != label:
            raise AdvocateError("Something was changed since. Use Undo in the Edit menu.")
        workspace.undo()
    except AdvocateError as error:
        bridge.say_problem(error)
