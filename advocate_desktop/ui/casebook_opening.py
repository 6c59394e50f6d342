"""What it may take to open a casebook: an update, a rescue, a backup; in the background."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.services import rescue, restoring, updating
from advocate_desktop.services.rescue import Rescued
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui.tasks import Tasks
from advocate_desktop.ui.welcome import ClockFor, Welcome

_UPDATING = (
    "This casebook was written by an earlier version. A copy of it is kept, and it is brought up "
    "to date. Cancel below leaves it as it is."
)


class CasebookOpening(QObject):
    """Does what the welcome page asks for, and opens what comes of it there."""

    def __init__(self, welcome: Welcome, tasks: Tasks, clock_for: ClockFor) -> None:
        super().__init__(welcome)
        self._welcome = welcome
        self._tasks = tasks
        self._clock_for = clock_for
        self._told = ""
        welcome.update_wanted.connect(self.update)
        welcome.rescue_wanted.connect(self.rescue)
        welcome.restore_wanted.connect(self.restore)

    def update(self, path: Path, passphrase: str | None) -> None:
        """Bring a casebook up to date, and open it."""
        clock = self._clock_for(path)
        self._begin(_UPDATING)
        self._tasks.start(
            "Bringing the casebook up to date",
            lambda progress: updating.open_updated(path, passphrase, progress, clock=clock),
            self._opened,
            self._tell,
            self._ended,
        )

    def rescue(self, file: Path, passphrase: str | None, target: Path) -> None:
        """Rescue a damaged casebook into a new file, and say what became of it."""
        self._begin("What can still be read is rescued. This may take a while.")
        self._tasks.start(
            "Rescuing the casebook",
            lambda progress: rescue.rescue(
                file, passphrase, target, progress, clock=self._clock_for(file)
            ),
            self._tell_rescued,
            self._tell,
            self._ended,
        )

    def restore(self, file: Path, passphrase: str | None, target: Path) -> None:
        """Make a new casebook of a backup."""
        self._begin("The backup is restored and checked.")
        self._tasks.start(
            "Restoring the backup",
            lambda progress: restoring.restore_new(file, passphrase, target, progress),
            lambda _: self._welcome.open(target),
            self._tell,
            self._ended,
        )

    def _begin(self, told: str) -> None:
        self._welcome.show_front()
        self._welcome.say(told)
        self._told = told
        self._welcome.setDisabled(True)

    def _opened(self, workspace: Workspace) -> None:
        self._welcome.show_front()
        self._welcome.opened.emit(workspace)

    def _tell_rescued(self, rescued: Rescued) -> None:
        self._welcome.show_report("Rescued", rescued.sentences, rescued.path)

    def _tell(self, error: AdvocateError) -> None:
        self._welcome.say(str(error))

    def _ended(self) -> None:
        self._welcome.setDisabled(False)
        if self._welcome.problem.text == self._told:
            self._welcome.say("")  # it was cancelled: all is as it was
