"""Attaching in the background: files and folders, what came with an e-mail, what was pasted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.documents import Document
from advocate_desktop.services import documents
from advocate_desktop.services.attaching import attach_paths
from advocate_desktop.services.documents import Attached
from advocate_desktop.services.progress import Progress
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import words
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.documents_pane_paste import pasted
from advocate_desktop.ui.tasks import Tasks

_Files = tuple[Attached, ...]


class Attaching:
    """Attaches to a case, and tells what became of each file."""

    def __init__(
        self,
        workspace: Workspace,
        bridge: Bridge,
        tasks: Tasks,
        tell: Callable[[CaseId, Sequence[Attached]], None],
    ) -> None:
        """Keep what is needed; `tell` hears of the files on the window's thread."""
        self._workspace = workspace
        self._bridge = bridge
        self._tasks = tasks
        self._tell = tell

    def files(self, case_id: CaseId, paths: Sequence[Path]) -> None:
        """Attach files, and of folders the files in them."""
        workspace, chosen = self._workspace, tuple(paths)
        what = f"Attaching {words.count(len(chosen), 'file')}"
        self._start(what, case_id, lambda p: attach_paths(workspace, case_id, chosen, p))

    def enclosed(self, case_id: CaseId, message: Document) -> None:
        """Attach the files sent with an e-mail, each as a document."""
        workspace = self._workspace
        self._start(
            "Attaching the files sent with an e-mail",
            case_id,
            lambda progress: documents.attach_enclosed(workspace, message.id, progress),
        )

    def clipboard(self, case_id: CaseId) -> None:
        """Attach what the clipboard holds: files, a picture, or text."""
        workspace = self._workspace
        held = pasted(QGuiApplication.clipboard().mimeData(), workspace.now())
        if held.files:
            self.files(case_id, held.files)
        elif held:
            self._start(
                "Attaching what was pasted",
                case_id,
                lambda progress: (
                    documents.attach_bytes(
                        workspace, case_id, held.name, held.data, progress=progress
                    ),
                ),
            )

    def _start(self, what: str, case_id: CaseId, job: Callable[[Progress], _Files]) -> None:
        self._tasks.start(
            what, job, lambda files: self._tell(case_id, files), self._bridge.say_problem
        )
