"""What a user does with the casebook as a whole: back up, check, set the letterhead."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from advocate_desktop.services import backup
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import file_dialogs
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.case_pane import CasePane
from advocate_desktop.ui.casebook_safety import CasebookSafety
from advocate_desktop.ui.check_work import CheckWork
from advocate_desktop.ui.file_dialogs import FileDialogs
from advocate_desktop.ui.letterhead_sheet import LetterheadSheet


class CasebookWork(QObject):
    """The verbs of the File menu; long work runs in the background."""

    def __init__(
        self, workspace: Workspace, bridge: Bridge, dialogs: FileDialogs, pane: CasePane
    ) -> None:
        super().__init__(pane)
        self._workspace = workspace
        self._bridge = bridge
        self._dialogs = dialogs
        self._pane = pane
        self.safety = CasebookSafety(workspace, bridge, dialogs, pane)
        self.checks = CheckWork(workspace, bridge, dialogs, pane)
        self.checks.replacing.connect(self.safety.replacing)

    def back_up(self) -> None:
        """Ask for a place and write a checked copy there."""
        path, now = self._workspace.path, self._workspace.now()
        suggested = f"{path.stem} {now:%Y-%m-%d}{path.suffix}"
        out = self._dialogs.save_file(
            self._pane, "Back up this casebook", suggested, file_dialogs.CASEBOOKS
        )
        if out is not None:
            workspace = self._workspace
            self._bridge.tasks.start(
                "Backing up",
                lambda progress: backup.backup(workspace, out, progress),
                self._tell_backed_up,
                self._bridge.say_problem,
            )

    def check(self) -> None:
        """Look whether every byte is as it was written."""
        self.checks.check()

    def letterhead(self) -> None:
        """Show the letterhead to change it."""
        self._pane.open_sheet(None, "letterhead", lambda: LetterheadSheet(self._workspace))

    def _tell_backed_up(self, path: Path) -> None:
        self._bridge.say(f"Backed up and checked: “{path.name}”.")
