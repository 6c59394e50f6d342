"""Checking the casebook at hand, repairing what can be made anew, rescuing the rest."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from advocate_desktop.services import check, repair, rescue
from advocate_desktop.services.rescue import Rescued
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import cards, file_dialogs
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.case_pane import CasePane
from advocate_desktop.ui.file_dialogs import FileDialogs
from advocate_desktop.ui.report_sheet import ReportSheet

_FOUND = (
    "Nothing was changed. Repairing makes anew what can be made from the rest, such as the index. "
    "Rescuing puts all that can be read into a new casebook, and keeps this one as it is."
)


class CheckWork(QObject):
    """Runs the check and what may follow it, in the background."""

    replacing = Signal(bool)
    """True while the casebook is rescued, so that nothing is typed meanwhile."""

    def __init__(
        self, workspace: Workspace, bridge: Bridge, dialogs: FileDialogs, pane: CasePane
    ) -> None:
        super().__init__(pane)
        self._workspace = workspace
        self._bridge = bridge
        self._dialogs = dialogs
        self._pane = pane

    def check(self) -> None:
        """Look whether every byte is as it was written."""
        workspace = self._workspace
        self._bridge.tasks.start(
            "Checking this casebook",
            lambda progress: check.check(workspace, progress),
            self._tell_checked,
            self._bridge.say_problem,
        )

    def repair(self) -> None:
        """Make anew what is derived, and look again."""
        workspace = self._workspace
        self._bridge.tasks.start(
            "Repairing",
            lambda progress: (repair.repair(workspace, progress), check.check(workspace, progress)),
            self._tell_repaired,
            self._bridge.say_problem,
        )

    def rescue(self) -> None:
        """Ask for a place and rescue what can be read into a new casebook there."""
        workspace = self._workspace
        if not self._pane.flush():
            return
        suggested = rescue.free_target(workspace.path).name
        out = self._dialogs.save_file(
            self._pane, "Rescue into a new casebook", suggested, file_dialogs.CASEBOOKS
        )
        if out is None:
            return
        self.replacing.emit(True)
        self._bridge.tasks.start(
            "Rescuing the casebook",
            lambda progress: rescue.rescue_open(workspace, out, progress),
            self._tell_rescued,
            self._bridge.say_problem,
            lambda: self.replacing.emit(False),
        )

    def _tell_checked(self, problems: tuple[str, ...]) -> None:
        if problems:
            self._show("Something is wrong", _FOUND, problems, mending=True)
        else:
            self._bridge.say("Checked: all pages, papers and the history are as they were written.")

    def _tell_repaired(self, outcome: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
        done, left = outcome
        if left:
            lines = (*done, *left)
            self._show("Not all could be repaired", _FOUND, lines, mending=True)
        else:
            self._show("Repaired", "All is as it should be now.", done, mending=False)

    def _tell_rescued(self, rescued: Rescued) -> None:
        intro = "Close this casebook and open the new one to go on."
        self._show("Rescued", intro, rescued.sentences, mending=False)

    def _show(self, title: str, intro: str, lines: tuple[str, ...], *, mending: bool) -> None:
        def sheet() -> ReportSheet:
            made = ReportSheet(title, intro, lines)
            if mending:
                mend = cards.button("Repair", "rotate-cw", self.repair)
                mend.setEnabled(not self._workspace.read_only)
                save = cards.button("Rescue into a new casebook…", "shield", self.rescue)
                for at, button in enumerate((mend, save)):
                    made.buttons.insertWidget(at, button)
            return made

        before = self._pane.sheets.get((None, "check"))
        if before is not None:
            before.closed.emit()
        self._pane.open_sheet(None, "check", sheet)
