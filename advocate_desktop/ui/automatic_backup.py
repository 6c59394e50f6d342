"""Backups while the window is open: one a day by itself, and when the last one was."""

from __future__ import annotations

import time
from contextlib import suppress

from PySide6.QtCore import QObject, QTimer, Signal

from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.services import automatic_backup
from advocate_desktop.services.changes import Changes
from advocate_desktop.services.progress import Cancelled, Progress
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import words
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.tasks import Task

_QUIET = 3000
"""Milliseconds after a change before its backup begins."""
_HOUR = 3_600_000
"""Milliseconds."""
_SECONDS_AT_CLOSING = 2.0


class AutomaticBackup(QObject):
    """Makes the day's backup after its first change, or on closing when that is quickly done.

    The sample has none.
    """

    told = Signal(str)
    """When the last backup was made, in few words."""
    warned = Signal(str)
    """A sentence, when backups have been missing for days."""

    def __init__(self, workspace: Workspace, bridge: Bridge) -> None:
        super().__init__(bridge)
        self._workspace = workspace
        self._bridge = bridge
        self._failed = self._finished = False
        self.task: Task | None = None
        """The backup under way."""
        self._timer = QTimer(self, singleShot=True, interval=_QUIET)
        self._timer.timeout.connect(self.make_due)
        self._looked_on = workspace.now().date()
        self._hourly = QTimer(self, interval=_HOUR)
        self._hourly.timeout.connect(self.look_again)
        bridge.changed.connect(self._heard)

    def begin(self) -> None:
        """Say how things stand, and make a backup soon when one is due since another day."""
        self._look()
        self._hourly.start()
        if automatic_backup.is_due(self._workspace):
            self._timer.start()

    def look_again(self) -> None:
        """In a window left open: warn when days have passed, and try again what failed before."""
        if self._workspace.closed or self._finished:
            return
        today = self._workspace.now().date()
        if today != self._looked_on:
            self._failed = False
            self._look()
            self.make_due()

    def _look(self) -> None:
        self._looked_on = self._workspace.now().date()
        self.tell()
        warning = automatic_backup.warning(self._workspace)
        if warning:
            self.warned.emit(warning)

    def make_due(self) -> None:
        """Make a backup in the background when one is due; after a failure, only when asked."""
        if self.task is not None or self._failed or self._workspace.closed:
            return
        if automatic_backup.is_due(self._workspace):
            self.make()

    def make(self) -> None:
        """Make a backup in the background now."""
        if self.task is not None:
            return
        self.task = self._bridge.tasks.start(
            "Backing up",
            lambda progress: automatic_backup.keep(self._workspace, progress),
            lambda _: self.tell(),
            self._tell_failure,
            self._ended,
        )
        if self.task not in self._bridge.tasks.running:
            self.task = None  # it was over at once

    def finish(self) -> None:
        """On closing: stop what is under way; make what is still due if it takes a moment only."""
        self._timer.stop()
        self._hourly.stop()
        self._finished = True
        if self.task is not None:
            self.task.cancel()
        elif not self._failed and not self._workspace.closed:
            # What cannot be done in time is made up for when the casebook is opened again.
            with suppress(AdvocateError, Cancelled):
                if automatic_backup.is_due(self._workspace):
                    automatic_backup.keep(self._workspace, _Hurried())

    def tell(self) -> None:
        """Say when the last backup was made."""
        if self._finished:
            return
        kept = automatic_backup.backups(self._workspace)
        none = "no backup"
        if not automatic_backup.is_reachable(self._workspace):
            none = "backup folder not there"
        self.told.emit(f"backed up {words.near_moment(kept[0].made_at)}" if kept else none)

    def _heard(self, _changes: Changes) -> None:
        if not self._finished and not self._timer.isActive():
            self._timer.start()

    def _tell_failure(self, error: AdvocateError) -> None:
        if self._finished:
            return
        self._failed = True
        self.tell()
        self._bridge.say_problem(error)

    def _ended(self) -> None:
        self.task = None


class _Hurried(Progress):
    """Stops work that takes longer than closing the window may."""

    def __init__(self) -> None:
        self._end = time.monotonic() + _SECONDS_AT_CLOSING

    def step(self, done: int, total: int, text: str) -> None:
        self.check()

    def check(self) -> None:
        if time.monotonic() > self._end:
            raise Cancelled
