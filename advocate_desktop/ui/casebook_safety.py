"""The verbs that keep a casebook safe: backups, restoring, passphrase, recovery, trash."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.services import automatic_backup, passphrase, restoring, trash
from advocate_desktop.services.progress import Progress
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import file_dialogs
from advocate_desktop.ui.backups_sheet import BackupsSheet
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.case_pane import CasePane
from advocate_desktop.ui.file_dialogs import FileDialogs
from advocate_desktop.ui.passphrase_sheet import PassphraseSheet
from advocate_desktop.ui.trash_sheet import TrashSheet

_BUSY = "Something is still being worked on. Wait for it, or cancel it below."


class CasebookSafety(QObject):
    """Opens the sheets and does their work; what replaces the file ends with opening it again."""

    backed_up = Signal()
    replacing = Signal(bool)
    """True when the file is about to be replaced, so that nothing is typed meanwhile."""
    erase_wanted = Signal(object, str)
    """The `What` and the id of something in the trash."""
    reopen_wanted = Signal(str, bool)
    """The casebook was closed: open it again, then say this; true when it tells of a problem."""

    def __init__(
        self, workspace: Workspace, bridge: Bridge, dialogs: FileDialogs, pane: CasePane
    ) -> None:
        super().__init__(pane)
        self._workspace = workspace
        self._bridge = bridge
        self._dialogs = dialogs
        self._pane = pane

    def show_backups(self) -> None:
        """Open the sheet of backups."""
        sheet = self._pane.open_sheet(None, "backups", self._backups_sheet)
        assert isinstance(sheet, BackupsSheet), "the name is that sheet's"
        sheet.refresh()

    def show_passphrase(self) -> None:
        """Open the sheet of passphrase and recovery; a casebook in clear is given one there."""
        self._pane.open_sheet(None, "passphrase", self._passphrase_sheet)

    def show_trash(self) -> None:
        """Open the list of what lies in the trash."""
        self._pane.open_sheet(None, "trash", self._trash_sheet)

    def empty_trash(self) -> None:
        """Take out of the trash what has lain there long enough, and say so."""
        try:
            number = trash.empty_due(self._workspace)
        except AdvocateError as error:
            self._bridge.say_problem(error)
        else:
            if number:
                was = "thing that had" if number == 1 else "things that had"
                self._bridge.say(f"Erased from the trash: {number} {was} been there for 30 days.")

    def back_up_now(self) -> None:
        """Make a backup where the automatic ones go."""
        workspace = self._workspace
        self._bridge.tasks.start(
            "Backing up",
            lambda progress: automatic_backup.keep(workspace, progress),
            self._tell_backed_up,
            self._bridge.say_problem,
        )

    def restore(self, file: Path, typed: str | None) -> None:
        """Put a backup in the casebook's place."""
        workspace = self._workspace
        self._replace(
            "Restoring a backup",
            lambda progress: restoring.restore(workspace, file, typed, progress),
            lambda kept: f"Restored. The casebook as it was before is kept as “{kept.name}”.",
        )

    def change_passphrase(self, new: str) -> None:
        """Encrypt the casebook anew, or for the first time."""
        workspace = self._workspace
        sealed = workspace.encrypted
        told = "The passphrase was changed." if sealed else "The casebook is encrypted now."
        self._replace(
            "Changing the passphrase",
            lambda progress: passphrase.change_passphrase(workspace, new, progress),
            lambda _: f"{told} Print a new recovery sheet if you use one.",
        )

    def save_recovery_sheet(self) -> None:
        """Ask for a place and write the recovery sheet there."""
        out = self._dialogs.save_file(
            self._pane, "Recovery sheet", "Recovery sheet.pdf", file_dialogs.PDFS
        )
        if out is None:
            return
        try:
            passphrase.save_recovery_sheet(self._workspace, out)
        except AdvocateError as error:
            self._bridge.say_problem(error)
        else:
            self._bridge.say(f"Saved: “{out.name}”. Print it, lock it away, then delete the file.")

    def _replace(
        self,
        label: str,
        job: Callable[[Progress], object],
        told: Callable[[Path], str],
    ) -> None:
        if self._bridge.tasks.is_busy:
            self._bridge.say_problem(_BUSY)
            return
        if not self._pane.flush():
            return
        self._bridge.tasks.let_go_of_resuming()
        self.replacing.emit(True)
        self._bridge.tasks.start(
            label,
            job,
            lambda made: self.reopen_wanted.emit(told(made), False),
            self._tell_not_replaced,
            self._tell_ended,
        )

    def _tell_not_replaced(self, error: AdvocateError) -> None:
        if self._workspace.closed:
            self.reopen_wanted.emit(str(error), True)
        else:
            self._bridge.say_problem(error)

    def _tell_ended(self) -> None:
        self.replacing.emit(False)

    def _tell_backed_up(self, path: Path) -> None:
        self._bridge.say(f"Backed up and checked: “{path.name}”.")
        self.backed_up.emit()

    def _backups_sheet(self) -> BackupsSheet:
        sheet = BackupsSheet(self._workspace, self._dialogs)
        sheet.make_wanted.connect(self.back_up_now)
        sheet.restore_wanted.connect(self.restore)
        self.backed_up.connect(sheet.refresh)
        return sheet

    def _trash_sheet(self) -> TrashSheet:
        sheet = TrashSheet(self._workspace)
        sheet.erase_wanted.connect(self.erase_wanted)
        return sheet

    def _passphrase_sheet(self) -> PassphraseSheet:
        sheet = PassphraseSheet(self._workspace)
        sheet.change_wanted.connect(self.change_passphrase)
        sheet.recovery_wanted.connect(self.save_recovery_sheet)
        return sheet
