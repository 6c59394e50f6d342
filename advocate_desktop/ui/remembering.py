"""Offers to remember a casebook on this computer, and opens it so; the keyring is never waited for.

Only a casebook that the user chose to remember is looked for: a keyring may ask to be unlocked.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.services import remembering
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui.fields import TickField
from advocate_desktop.ui.tasks import Tasks
from advocate_desktop.ui.window_memory import WindowMemory

OFFER = "Remember it on this computer: who uses your account here can then open it"


class Remembering(QObject):
    """Asks the keyring in the background."""

    def __init__(self, memory: WindowMemory, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._memory = memory
        self._tasks = tasks

    def offer(self, tick: TickField) -> None:
        """Show the tick where there is a keyring to remember with."""
        tick.hide()
        self._tasks.start("", lambda _: remembering.can_remember(), tick.setVisible)

    def find(self, path: Path, found: Callable[[str], None]) -> None:
        """Call `found` with what opens a casebook, if it is remembered."""
        if not self._memory.is_remembered(remembering.name(path)):
            return

        def done(key: str | None) -> None:
            if key is not None:
                found(key)

        self._tasks.start("", lambda _: remembering.remembered(path), done)

    def remember(self, workspace: Workspace, failed: Callable[[AdvocateError], None]) -> None:
        """Remember an open casebook."""
        name = remembering.name(workspace.path)

        def done(_: object) -> None:
            self._memory.set_remembered(name, True)

        self._tasks.start("", lambda _: remembering.remember(workspace), done, failed)

    def forget(self, path: Path, told: Callable[[str], None]) -> None:
        """Remember a casebook no longer, and tell so."""
        name = remembering.name(path)
        if not self._memory.is_remembered(name):
            told("This casebook is not remembered on this computer. Its passphrase is asked for.")
            return
        self._memory.set_remembered(name, False)

        def done(gone: bool) -> None:
            told(
                "Forgotten. From now on the passphrase is asked for."
                if gone
                else "It is not used any more, but the keyring did not answer and may still hold "
                "it. Change the passphrase to make it worthless."
            )

        self._tasks.start("", lambda _: remembering.forget(path), done)
