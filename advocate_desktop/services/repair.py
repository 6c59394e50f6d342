"""Repairing what can be made anew from the rest: the index of words, indexes, prepared views."""

from __future__ import annotations

from advocate_desktop.domain.moments import format_moment
from advocate_desktop.services.progress import Progress
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.store import repairing


def repair(workspace: Workspace, progress: Progress) -> tuple[str, ...]:
    """Make anew what is derived and not sound; return a sentence for each thing that was done.

    No record, paper or entry of the history is touched: what of those is damaged is for
    `rescue.rescue`. Repairing a sound casebook does nothing.

    Raises:
        CasebookInUse: it is read-only here.
        CasebookDamaged: so much is damaged that only a rescue helps.
    """
    progress.step(0, 0, "Making anew what can be made anew")
    # Nothing that the history tells of is changed, so this writes no entry into it.
    at = format_moment(workspace.now())
    with workspace.casebook.write("Repaired", workspace.who, at) as unit:
        return tuple(repairing.repair(unit.connection))
