"""Files and folders that come in together, and what the clipboard holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.intake.folders import MOST_FILES, files_in
from advocate_desktop.services import documents
from advocate_desktop.services.documents import Attached
from advocate_desktop.services.progress import NO_PROGRESS, Cancelled, Progress
from advocate_desktop.services.workspace import Workspace

_LEFT = Attached(
    "the rest",
    "refused",
    why=f"More than {MOST_FILES:,} files were in the folders. Attach the rest by itself.",
)


def attach_paths(
    workspace: Workspace,
    case_id: CaseId,
    paths: Sequence[Path],
    progress: Progress = NO_PROGRESS,
) -> tuple[Attached, ...]:
    """Attach files, and of folders the files in them; return what became of each.

    After a cancel the answer tells of what had come in, which stays as whole documents; raises
    `Cancelled` when nothing had, and otherwise as `documents.attach` does.
    """
    files, some_left = files_in(paths)
    came: list[Attached] = []
    try:
        told = documents.attach_all(
            workspace, case_id, files, progress=progress, stopped=came.extend
        )
    except Cancelled:
        if came:
            return tuple(came)
        raise
    return (*told, _LEFT) if some_left else told


def pasted_name(what: str, end: str, now: datetime) -> str:
    """Return a file name for something pasted, such as “Pasted picture 2026-03-02 14.05.png”."""
    return f"Pasted {what} {now:%Y-%m-%d %H.%M}{end}"
