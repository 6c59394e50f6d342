"""Reading scans while the window is open: begun by itself, shown, and stopped when asked."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from advocate_desktop.services import document_pages, ocr
from advocate_desktop.services.changes import Changes, Topic
from advocate_desktop.services.progress import Progress
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import words
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.tasks import Task

_QUIET = 800
"""Milliseconds after opening, or after a change of the documents, before it begins."""


class OcrWork(QObject):
    """Has the letters of scanned pages read in the background, where Tesseract is installed."""

    recognised = Signal()
    """Pages have text that had none before."""
    hint_wanted = Signal(str)
    """A sentence on what to install, when scans wait and nothing here can read them."""

    def __init__(self, workspace: Workspace, bridge: Bridge) -> None:
        super().__init__(bridge)
        self._workspace = workspace
        self._bridge = bridge
        self._off = workspace.read_only
        self.task: Task | None = None
        """The reading under way."""
        self._timer = QTimer(self, singleShot=True, interval=_QUIET)
        self._timer.timeout.connect(self.look)
        bridge.changed.connect(self._heard)

    def begin(self) -> None:
        """Look soon for scans that wait; and have the first document shown without a delay."""
        self._bridge.tasks.start("", lambda _: document_pages.get_ready())
        self._timer.start()

    def look(self) -> None:
        """Look for scans that wait, and read them unless the user stopped it before."""
        if self._off or self.task is not None or self._workspace.closed:
            return
        workspace = self._workspace
        self._bridge.tasks.start(
            "",
            lambda _: (len(ocr.waiting(workspace)), ocr.is_available()),
            lambda found: self._take(*found),
            lambda _: None,  # what cannot be read now is looked for when next opened
        )

    def _take(self, waiting: int, available: bool) -> None:
        if not waiting or self._off or self.task is not None or self._workspace.closed:
            return
        if not available:
            self._off = True
            self.hint_wanted.emit(ocr.what_to_install())
            return
        workspace = self._workspace

        def read(progress: Progress) -> int:
            return ocr.recognise_all(workspace, progress)

        task = self.task = self._bridge.tasks.start(
            "Reading scans", read, self._tell, self._bridge.say_problem, resumes=True
        )
        if task in self._bridge.tasks.running:
            task.ended.connect(lambda: self._ended(task))
        else:
            self._ended(task)  # it was over at once

    def _tell(self, pages: int) -> None:
        if pages:
            self._bridge.say(f"{words.count(pages, 'scanned page')} read. Searching finds them.")

    def _ended(self, task: Task) -> None:
        self.task = None
        # Stopped by the user, or the casebook is being closed: it goes on when next opened.
        self._off = self._off or task.is_cancelled()
        if not self._off:
            self._timer.start()  # for what came in meanwhile
        self.recognised.emit()

    def _heard(self, changes: Changes) -> None:
        if Topic.DOCUMENTS in changes.topics and not self._off:
            self._timer.start()
