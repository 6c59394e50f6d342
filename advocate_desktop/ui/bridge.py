"""What joins the panes to the window: changes heard, notices said, long work started."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.services import reserve
from advocate_desktop.services.changes import Changes
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui.tasks import Tasks


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence for the user, with at most one thing to do about it."""

    text: str
    problem: bool = False
    action: str = ""
    """Label of the button beside the sentence; empty when there is nothing to do."""
    act: Callable[[], None] | None = None
    lasting: bool = False
    """It stays until it is dismissed, as a problem does."""


_FREED = (
    "The reserve is free, and saving works again for a while. Make room now: erase what you no "
    "longer need, or move other files from this disk. The reserve is made anew when there is room."
)


class Bridge(QObject):
    """Carries changes of the casebook to the panes, on the main thread, and their notices back."""

    changed = Signal(object)
    """A `Changes`, after every commit, undo and redo, whichever thread made it."""
    said = Signal(object)
    """A `Notice` to show in the window."""
    failed = Signal()
    """The drive failed, so that the casebook is read-only until it is opened again."""
    _heard = Signal(object)
    _full = Signal()

    def __init__(self, workspace: Workspace, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tasks = tasks
        # A worker's commit calls the listener in the worker; the slot below runs in our thread.
        self._heard.connect(self._pass_on)
        self._full.connect(self._offer_reserve)
        workspace.listen_for_full_disk(self._full.emit)
        workspace.listen_for_failed_drive(self.failed.emit)
        self._workspace = workspace
        self._stop = workspace.listen(self._heard.emit)

    def say(self, text: str, action: str = "", act: Callable[[], None] | None = None) -> None:
        """Show a sentence that tells of something done."""
        self.said.emit(Notice(text, False, action, act))

    def say_problem(
        self, error: Exception | str, action: str = "", act: Callable[[], None] | None = None
    ) -> None:
        """Show the sentence of an expected error."""
        self.said.emit(Notice(str(error), True, action, act))

    def close(self) -> None:
        """Hear no more changes."""
        self._stop()

    @Slot()
    def _offer_reserve(self) -> None:
        if reserve.is_kept(self._workspace):
            told = f"The disk is full. {reserve.MEGABYTES} MB were kept aside for this moment."
            self.say_problem(told, "Free the reserve", self.free_reserve)

    def free_reserve(self) -> None:
        """Give the room that was kept aside back to the disk, and say what to do with it."""
        try:
            reserve.free(self._workspace)
        except AdvocateError as error:
            self.say_problem(error)
        else:
            self.said.emit(Notice(_FREED, lasting=True))

    @Slot(object)
    def _pass_on(self, changes: Changes) -> None:
        self.changed.emit(changes)
