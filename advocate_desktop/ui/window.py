"""The main window: menus, toolbar, notices, and the welcome page or the desk between them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QMainWindow,
    QMessageBox,
    QSizePolicy,
    QStackedWidget,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from advocate_desktop import __version__
from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.domain.packets import PacketKind
from advocate_desktop.services import settings
from advocate_desktop.services.changes import Changes
from advocate_desktop.services.rules import rule_book
from advocate_desktop.services.workspace import Clock, Workspace, system_clock
from advocate_desktop.ui import finding, packet_words, sample_casebook, tokens
from advocate_desktop.ui.actions import TOOLBAR, Actions
from advocate_desktop.ui.automatic_backup import AutomaticBackup
from advocate_desktop.ui.bridge import Notice
from advocate_desktop.ui.casebook_notice import notice_of
from advocate_desktop.ui.casebook_opening import CasebookOpening
from advocate_desktop.ui.clipboard import ClipboardCare
from advocate_desktop.ui.desk_verbs import ON_DESK
from advocate_desktop.ui.file_dialogs import FileDialogs, QtFileDialogs
from advocate_desktop.ui.finder import Finder
from advocate_desktop.ui.help_dialog import HelpDialog
from advocate_desktop.ui.idle_lock import IdleLock
from advocate_desktop.ui.messages import NoticeBar
from advocate_desktop.ui.remembering import Remembering
from advocate_desktop.ui.rules_window import RulesWindow
from advocate_desktop.ui.status_line import StatusLine
from advocate_desktop.ui.system_lock import SystemLock
from advocate_desktop.ui.tasks import Tasks
from advocate_desktop.ui.welcome import Welcome
from advocate_desktop.ui.window_drop import WindowDrop
from advocate_desktop.ui.window_memory import WindowMemory

if TYPE_CHECKING:
    from advocate_desktop.ui.desk import Desk
    from advocate_desktop.ui.place import Place

NAME = "Advocate Desktop"
_ABOUT = (
    f"<b>{NAME} {__version__}</b><p>Keeps disputes with health plans, works out every date, and "
    "prints the papers to file.</p><p>It is no lawyer. Check a date before you rely on it. "
    "Nothing you enter leaves this computer.</p>"
)


class MainWindow(QMainWindow):
    """Opens and closes casebooks; what is done with an open one is the desk's."""

    def __init__(
        self,
        memory: WindowMemory,
        dialogs: FileDialogs | None = None,
        clock: Clock = system_clock,
        tasks: Tasks | None = None,
    ) -> None:
        super().__init__()
        self.memory = memory
        self._dialogs = dialogs or QtFileDialogs()
        self._clock = clock
        self.tasks = tasks or Tasks(parent=self)
        self.desk: Desk | None = None
        self.backups: AutomaticBackup | None = None
        self.idle = IdleLock(self)
        self.idle.idle.connect(self.lock)
        self.system_lock = SystemLock(self)
        self.system_lock.locked.connect(self._lock_with_system)
        self._left: Place | None = None
        self.acts = Actions(self, self._verbs())
        self.remembering = Remembering(memory, self.tasks, self)
        self.welcome = Welcome(
            self._dialogs, lambda: memory.recent, self._clock_for, self.remembering
        )
        self.banner, self.notices = NoticeBar(), NoticeBar()
        self.status = StatusLine(self.tasks)
        self.finder = Finder(lambda typed: finding.found(typed, self.acts, self.desk), self)
        self.drop = WindowDrop(self)
        self.clipboard = ClipboardCare(self)
        self._build()
        self.welcome.opened.connect(self.show_workspace)
        self.welcome.remember_wanted.connect(self._remember)
        self.welcome.sample_wanted.connect(self.show_sample)
        self.opening = CasebookOpening(self.welcome, self.tasks, self._clock_for)
        self.drop.dropped.connect(lambda files: self._on_desk(lambda desk: desk.attach(files)))
        self._follow()

    def start(self, casebook: Path | None) -> None:
        """Open a casebook: the one named, else the last one, else leave the welcome page."""
        wanted = casebook or next(iter(self.memory.recent), None)
        if wanted is not None:
            self.welcome.open(wanted.absolute())

    def show_workspace(self, workspace: Workspace) -> None:
        """Put an open casebook on the desk; the window owns it from here."""
        if not self.close_casebook():
            workspace.close()
            return
        # Read only now: the desk brings the libraries for PDFs and letters, and the first page
        # shall not wait for them.
        from advocate_desktop.ui.desk import Desk
        from advocate_desktop.ui.place import return_to

        desk = self.desk = Desk(workspace, self.tasks, self._dialogs)
        desk.resize(self._stack.size())
        desk.bridge.said.connect(self.notices.show_notice)
        desk.bridge.changed.connect(self._changed)
        desk.bridge.failed.connect(self._offer_to_reopen, Qt.ConnectionType.QueuedConnection)
        desk.case_changed.connect(lambda _: self._follow())
        self._stack.addWidget(desk)
        self._stack.setCurrentWidget(desk)
        desk.restore_layout(self.memory.shape("layout"))
        desk.pane.page.documents.table.restore_sorting(self.memory.shape("documents"))
        self.memory.opened(workspace.path)
        self.status.show_workspace(workspace)
        if notice := notice_of(workspace):
            self.banner.show_notice(notice)
        self._keep_backed_up(desk)
        self._watch_idleness(workspace)
        safety = desk.casebook_work.safety
        safety.replacing.connect(desk.setDisabled)
        safety.reopen_wanted.connect(self._reopen, Qt.ConnectionType.QueuedConnection)
        desk.people.erasing.connect(desk.setDisabled)
        desk.begin_day()
        desk.ocr.hint_wanted.connect(self._hint_at_ocr)
        desk.ocr.begin()
        return_to(desk, self._left)
        self._left = None
        desk.unfinished.offer()
        desk.work.letters.offer_left(desk.choose)
        self._list_panes(desk)
        self._follow()
        desk.cases.setFocus()

    def close_casebook(self) -> bool:
        """Save what is being typed and close; return False when that cannot be done now."""
        desk = self.desk
        if desk is None:
            return True
        automatic = self.backups.task if self.backups else None
        waited_for = (t for t in self.tasks.running if t.label and not t.resumes)
        if any(task is not automatic for task in waited_for):
            busy = "Something is still being worked on. Wait for it, or cancel it below."
            self.notices.show_notice(Notice(busy, problem=True))
            return False
        if not desk.pane.flush() and not desk.workspace.read_only:
            return False
        self._put_away(desk)
        return True

    def _put_away(self, desk: Desk) -> None:
        self.memory.keep_shape("layout", desk.layout_state())
        self.memory.keep_shape("documents", desk.pane.page.documents.table.sorting())
        self.idle.set_minutes(0)
        if self.backups is not None:
            self.backups.finish()
        self.backups = None
        self.tasks.let_go()
        desk.shut()
        self.desk = None
        self._stack.removeWidget(desk)
        desk.deleteLater()
        self.banner.dismiss()
        self.notices.dismiss()
        self.status.show_workspace(None)
        self.welcome.show_front()
        self._list_panes(None)
        self._follow()

    def lock(self) -> None:
        """Stop all work, close the casebook, forget its key, and ask for the passphrase."""
        desk = self.desk
        if desk is None:
            return
        path = desk.workspace.path
        if not desk.workspace.encrypted:
            none = "This casebook has no passphrase, so it cannot be locked."
            self.notices.show_notice(Notice(none, problem=True))
            return
        self._remember_place(desk)
        desk.pane.flush()
        self._put_away(desk)
        self.clipboard.clear()
        self.welcome.open(path, ask=True)

    def _lock_with_system(self) -> None:
        if self.desk is not None and self.desk.workspace.encrypted:
            self.lock()

    def _remember(self, workspace: Workspace) -> None:
        say = self.notices.show_notice
        self.remembering.remember(workspace, lambda error: say(Notice(str(error), problem=True)))

    def _forget(self) -> None:
        if self.desk is not None:
            path = self.desk.workspace.path
            self.remembering.forget(path, lambda told: self.notices.show_notice(Notice(told)))

    def _lock_asked(self) -> None:
        desk = self.desk
        if desk is None or not desk.workspace.encrypted:
            self.lock()
        else:
            self._unless_lost("Locking", "Lock anyway", self.lock)

    def _close_asked(self) -> None:
        self._unless_lost("Closing", "Close anyway", self._close_now)

    def _close_now(self) -> None:
        self.close_casebook()

    def _leave_now(self) -> None:
        if self.close_casebook():
            self.close()

    def _unless_lost(self, doing: str, anyway: str, go: Callable[[], None]) -> None:
        """Go on, unless something typed would be lost that the user may have forgotten."""
        if self.desk is not None and not self.desk.unfinished.keep():
            told = f"What is typed in an open sheet cannot be kept. {doing} now would lose it."
            self.notices.show_notice(Notice(told, True, anyway, go))
        else:
            go()

    def show_sample(self) -> None:
        """Open the sample, making it first if need be."""
        if not self.close_casebook():
            return
        try:
            sample_casebook.make()
        except AdvocateError as error:
            self.welcome.say(str(error))
        else:
            self.welcome.open(sample_casebook.place())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save what is being typed and remember the window's shape."""
        self.memory.keep_shape("window", self.saveGeometry())
        if self.desk is not None and not self.desk.unfinished.keep():
            self._unless_lost("Closing", "Close anyway", self._leave_now)
            event.ignore()
        elif self.close_casebook():
            event.accept()
        else:
            event.ignore()

    def _build(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.welcome)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self.notices)
        column.addWidget(self._stack, 1)
        self.setCentralWidget(middle)
        self.setStatusBar(self.status)
        self.toolbar = self._toolbar()
        self.addToolBar(self.toolbar)
        self.resize(1280, 800)
        self.restoreGeometry(self.memory.shape("window"))

    def _toolbar(self) -> QToolBar:
        bar = QToolBar("Toolbar", movable=False)
        bar.setObjectName("Toolbar")
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        side = self.fontMetrics().height()
        bar.setIconSize(bar.iconSize().scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio))
        for name in TOOLBAR:
            bar.addAction(self.acts[name])
        space = QWidget()
        space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        bar.addWidget(space)
        bar.addWidget(self.finder)
        bar.setContentsMargins(tokens.SPACE_XS, 0, tokens.SPACE_S, 0)
        return bar

    def _verbs(self) -> dict[str, Callable[[], object]]:
        on = self._on_desk
        verbs: dict[str, Callable[[], object]] = {
            "new_casebook": self._begin_new,
            "open_casebook": lambda: self.welcome.choose(),
            "sample": self.show_sample,
            "lock": self._lock_asked,
            "forget": self._forget,
            "close_casebook": self._close_asked,
            "quit": self.close,
            "find": lambda: self.finder.begin(),
            "help": lambda: HelpDialog(self.acts.all(), self).show(),
            "rules": lambda: RulesWindow(rule_book(), self).show(),
            "about": lambda: QMessageBox.about(self, NAME, _ABOUT),
        }
        for number in range(5):
            verbs[f"tab_{number + 1}"] = partial(self._show_tab, number)
        for kind in packet_words.USUAL_PACKETS:
            verbs[f"packet_{kind.value}"] = partial(self._build_packet, kind)
        return verbs | {name: partial(on, verb) for name, verb in ON_DESK.items()}

    def _begin_new(self) -> None:
        if self.close_casebook():
            self.welcome.begin_new()

    def _show_tab(self, number: int) -> None:
        self._on_desk(lambda desk: desk.show_tab(number))

    def _build_packet(self, kind: PacketKind) -> None:
        self._on_desk(lambda desk: desk.work.build_packet(kind))

    def _clock_for(self, path: Path) -> Clock:
        return sample_casebook.now if path == sample_casebook.place() else self._clock

    def _keep_backed_up(self, desk: Desk) -> None:
        if desk.workspace.path == sample_casebook.place():
            return
        backups = self.backups = AutomaticBackup(desk.workspace, desk.bridge)
        backups.told.connect(self.status.show_backup)
        backups.warned.connect(lambda told: self.banner.show_notice(Notice(told, problem=True)))
        backups.begin()

    def _hint_at_ocr(self, told: str) -> None:
        if self.memory.is_first("hint at OCR"):
            self.notices.show_notice(Notice(told, lasting=True))

    def _watch_idleness(self, workspace: Workspace) -> None:
        self.idle.set_minutes(settings.idle_minutes(workspace) if workspace.encrypted else 0)
        if workspace.encrypted:
            self.system_lock.listen()

    def _reopen(self, told: str, problem: bool) -> None:
        desk = self.desk
        if desk is not None:
            path = desk.workspace.path
            self._remember_place(desk)
            self._put_away(desk)
            self.welcome.open(path)
            if told:
                self.notices.show_notice(Notice(told, problem, lasting=True))

    @Slot()
    def _offer_to_reopen(self) -> None:
        if self.desk is not None:
            workspace = self.desk.workspace
            told, again = workspace.read_only_reason, partial(self._reopen, "", False)
            self.banner.show_notice(Notice(told, True, "Open it again", again))
            self.status.show_workspace(workspace)
            self._follow()

    def _remember_place(self, desk: Desk) -> None:
        from advocate_desktop.ui.place import place_of  # it needs the desk's libraries

        self._left = place_of(desk)

    def _on_desk(self, verb: Callable[[Desk], object]) -> None:
        if self.desk is not None:
            verb(self.desk)

    def _changed(self, changes: Changes) -> None:
        if self.desk is not None:
            self.status.show_change(self.desk.workspace, changes)
            self._watch_idleness(self.desk.workspace)
            self._follow()

    def _list_panes(self, desk: Desk | None) -> None:
        menu = self.acts.menus["&View"]
        for old in [action for action in menu.actions() if action.property("pane")]:
            menu.removeAction(old)
        for dock in desk.docks if desk else ():
            toggle = dock.toggleViewAction()
            toggle.setProperty("pane", True)
            menu.insertAction(self.acts["next_pane"], toggle)

    def _follow(self) -> None:
        desk = self.desk
        record = desk.pane.record if desk else None
        writable = desk is not None and not desk.workspace.read_only
        self.acts.follow(casebook=desk is not None, writable=writable, case=record is not None)
        self.toolbar.setVisible(desk is not None)
        self.status.setVisible(desk is not None)
        name = f"{record.client.name} · {record.case.title}" if record and writable else ""
        self.drop.set_target(name, bundles=writable)
        self.setWindowTitle(f"{desk.workspace.path.stem} – {NAME}" if desk else NAME)
