"""What a user does with the casebook as a whole: back up, check, hand over, take in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from advocate_desktop.domain.people import ClientId
from advocate_desktop.services import backup, interchange
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import file_dialogs, saved_files, words
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.case_pane import CasePane
from advocate_desktop.ui.casebook_safety import CasebookSafety
from advocate_desktop.ui.check_work import CheckWork
from advocate_desktop.ui.file_dialogs import FileDialogs
from advocate_desktop.ui.letterhead_sheet import LetterheadSheet


class CasebookWork(QObject):
    """The verbs of the File menu; long work runs in the background."""

    disclosure_wanted = Signal(object, str)
    """The `ClientId` whose papers were handed over, and what they were."""
    case_imported = Signal(object)
    """The new `CaseId`."""

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

    def import_case(self) -> None:
        """Ask for a bundle or a case file and take it in."""
        file = self._dialogs.open_file(self._pane, "Import a case", file_dialogs.CASES)
        if file is not None:
            workspace = self._workspace
            self._bridge.tasks.start(
                "Importing a case",
                lambda progress: interchange.import_case(workspace, file),
                self.case_imported.emit,
                self._bridge.say_problem,
            )

    def export_case(self) -> None:
        """Ask for a place and write the case at hand there, with all its papers."""
        record = self._pane.record
        if record is None or not self._pane.flush():
            return
        suggested = saved_files.file_name(record.client.name, record.case.title, ending=".zip")
        out = self._dialogs.save_file(
            self._pane, "Export this case", suggested, file_dialogs.BUNDLES
        )
        if out is not None:
            workspace, case_id, client = self._workspace, record.case.id, record.client.id
            self._bridge.tasks.start(
                "Exporting the case",
                lambda progress: interchange.export_bundle(workspace, case_id, out),
                lambda number: self._tell_exported(out, number, client),
                self._bridge.say_problem,
            )

    def letterhead(self) -> None:
        """Show the letterhead to change it."""
        self._pane.open_sheet(None, "letterhead", lambda: LetterheadSheet(self._workspace))

    def _tell_backed_up(self, path: Path) -> None:
        self._bridge.say(f"Backed up and checked: “{path.name}”.")

    def _tell_exported(self, out: Path, number: int, client: ClientId) -> None:
        papers = words.count(number, "paper")
        told = f"Exported with {papers}: “{out.name}”."
        if self._workspace.read_only:
            self._bridge.say(told)
            return
        what = f"The whole case with {papers}, as “{out.name}”"
        self._bridge.say(
            told, "Note who gets it", lambda: self.disclosure_wanted.emit(client, what)
        )
