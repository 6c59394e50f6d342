"""The desk: an open casebook in three panes, and the verbs that work on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.deadlines import Deadline
from advocate_desktop.domain.documents import DocumentId
from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.services import reserve
from advocate_desktop.services.bundles import is_bundle
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import unfinished_sheets
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.bundle_work import BundleWork
from advocate_desktop.ui.calendar_pane import CalendarPane
from advocate_desktop.ui.case_list import CaseList
from advocate_desktop.ui.case_pane import CasePane
from advocate_desktop.ui.case_work import CaseWork
from advocate_desktop.ui.casebook_work import CasebookWork
from advocate_desktop.ui.deadline_work import DeadlineWork
from advocate_desktop.ui.file_dialogs import FileDialogs
from advocate_desktop.ui.history_work import HistoryWork
from advocate_desktop.ui.ocr_work import OcrWork
from advocate_desktop.ui.people_work import PeopleWork
from advocate_desktop.ui.print_work import PrintWork
from advocate_desktop.ui.search_window import SearchWindow
from advocate_desktop.ui.sheet import Sheet
from advocate_desktop.ui.tasks import Tasks
from advocate_desktop.ui.unfinished_sheets import UnfinishedSheets
from advocate_desktop.ui.why_date import WhyDateDialog

NARROW = 1000
"""Device-independent pixels below which the calendar folds into a tab of the case."""
_SHARES = (27, 46, 27)
"""How the usual layout shares the width among the panes."""
_LOOK = 2000
"""Milliseconds between looks for what another process wrote, and for a new day."""
_SETTLED = 10_000
"""Milliseconds after opening until room is kept aside on the disk, if it was not."""
_LAYOUT_VERSION = 1
CALLS = 3
"""The place of the calls among the parts of a case page."""


class Desk(QMainWindow):
    """Three docks: the list of cases, the case at hand, the calendar."""

    case_changed = Signal(object)
    """The `CaseId` at hand, or None."""

    def __init__(self, workspace: Workspace, tasks: Tasks, dialogs: FileDialogs) -> None:
        super().__init__()
        self.setWindowFlags(Qt.WindowType.Widget)
        self.workspace = workspace
        self.bridge = Bridge(workspace, tasks, self)
        self.cases = CaseList(workspace, self.bridge)
        self.pane = CasePane(workspace, self.bridge, dialogs)
        self.calendar = CalendarPane(workspace, self.bridge, tasks, dialogs)
        self.why = WhyDateDialog(self)
        self.work = CaseWork(workspace, self.bridge, dialogs, self.pane)
        self.casebook_work = CasebookWork(workspace, self.bridge, dialogs, self.pane)
        self.bundles = BundleWork(workspace, self.bridge, dialogs, self.pane)
        self.people = PeopleWork(workspace, self.bridge, dialogs, self.pane)
        self.printing = PrintWork(workspace, self.bridge, self.pane)
        self.work.print_wanted.connect(self.printing.print_packet)
        self.work.letters.print_wanted.connect(self.printing.print_in_sight)
        self.history = HistoryWork(workspace, self.bridge, self.pane)
        self.deadlines = DeadlineWork(workspace, self.bridge, self)
        parts = (self.work, self.casebook_work, self.calendar.work, self.pane, self.people)
        opening = unfinished_sheets.verbs(workspace, *parts)
        self.unfinished = UnfinishedSheets(workspace, self.bridge, self.pane, opening)
        self.ocr = OcrWork(workspace, self.bridge)
        self.searching: SearchWindow | None = None
        self._day = workspace.now().date()
        self._folded = False
        self._put_aside: tuple[QDockWidget, ...] = ()
        self._widths: list[int] = []
        self._build()
        self._connect()
        self._is_laid_out = False

    def choose(self, case_id: CaseId | None) -> None:
        """Take a case in hand."""
        self.cases.choose(case_id)

    def open_case(self, case_id: CaseId, tab: int = 0) -> None:
        """Take a case in hand and show a part of its page."""
        self.choose(case_id)
        self.show_tab(tab)

    def show_tab(self, number: int) -> None:
        """Show a part of the case page, counted from 0."""
        self.pane.leave_kept()
        self.docks[1].show()
        self.docks[1].raise_()
        self.pane.page.tabs.setCurrentIndex(number)
        _first_focus(self.pane.page.tabs.widget(number) or self).setFocus()

    def next_pane(self) -> None:
        """Give the keyboard to the next pane in sight."""
        shown = [dock for dock in self.docks if dock.isVisible()]
        holds = [dock.isAncestorOf(self.focusWidget() or self) for dock in shown]
        if shown:
            following = shown[(holds.index(True) + 1 if True in holds else 0) % len(shown)]
            following.raise_()
            _first_focus(following.widget()).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def usual_layout(self) -> None:
        """Put the three panes side by side, as at the first start."""
        for dock in self.docks:
            dock.setFloating(False)
            self.removeDockWidget(dock)
        self.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, self.docks[0])
        for left, right in zip(self.docks, self.docks[1:], strict=False):
            self.splitDockWidget(left, right, Qt.Orientation.Horizontal)
        for dock in self.docks:
            dock.show()
        self._folded = False
        self._share_width()
        self._follow_width()

    def layout_state(self) -> QByteArray:
        """Return how the panes lie, to be given to `restore_layout`."""
        self._give_room(False)
        return self.saveState(_LAYOUT_VERSION)

    def restore_layout(self, state: QByteArray) -> None:
        """Lay the panes as they were; a state of another version is passed over."""
        self.usual_layout()
        if self.restoreState(state, _LAYOUT_VERSION):
            self._is_laid_out = True
            self._folded = self.docks[2] in self.tabifiedDockWidgets(self.docks[1])

    def begin_day(self) -> None:
        """Erase what has lain in the trash long enough, and remind of old records."""
        self.casebook_work.safety.empty_trash()
        self.people.finish_erasing()
        self.people.say_old_records()
        self.people.say_ending_consents()
        self.history.say_clock()
        settled = QTimer(self, singleShot=True, interval=_SETTLED)
        settled.timeout.connect(self._keep_reserve)
        settled.start()

    def _keep_reserve(self) -> None:
        self.bridge.tasks.start("", lambda _: reserve.keep(self.workspace))

    def search_everything(self) -> None:
        """Open the search window, or bring it to the front as it was left."""
        self.searching = self.searching or SearchWindow(self)
        self.searching.begin()

    def trash_case(self) -> None:
        """Put the case at hand into the trash; undo brings it back."""
        if self.pane.case is not None:
            self.work.trash_case(self.pane.case)

    def undo(self) -> None:
        """Take the last change back, after saving what is being typed."""
        self._again(self.workspace.undo, "Undone", "There is nothing to undo.")

    def redo(self) -> None:
        """Do again what was undone last."""
        self._again(self.workspace.redo, "Done again", "There is nothing to do again.")

    def attach(self, files: tuple[Path, ...]) -> None:
        """Attach files to the case at hand and show its papers; a bundle alone is imported."""
        if len(files) == 1 and files[0].is_file() and is_bundle(files[0]):
            self.bundles.look_into(files[0])
            return
        self.show_tab(2)
        self.pane.page.documents.attach(files)

    def _show_document(self, case_id: CaseId, document_id: DocumentId) -> None:
        self.open_case(case_id)
        self.show_tab(2)
        self.pane.page.documents.open_document(document_id)

    def _attach_to(self, case_id: CaseId | None, files: tuple[Path, ...]) -> None:
        """Attach files to a case, or to the one at hand."""
        if self.workspace.read_only:
            return
        if case_id is not None:
            self.choose(case_id)
        if self.pane.case is not None:
            self.attach(files)

    def choose_files(self) -> None:
        """Ask for files and attach them to the case at hand."""
        self.show_tab(2)
        self.pane.page.documents.choose_files()

    def shut(self) -> None:
        """Let go of the casebook; what the open sheets hold is kept in it, as far as it can be."""
        self.unfinished.keep()
        for timer in self.findChildren(QTimer):
            timer.stop()
        self.calendar.stop()
        self.bridge.close()
        self.workspace.close()

    def showEvent(self, event: QShowEvent) -> None:
        """Share the width among the panes, unless they lie as they lay before."""
        super().showEvent(event)
        if not self._is_laid_out:
            self._is_laid_out = True
            self.usual_layout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the calendar into a tab when the window is narrow, and out again."""
        super().resizeEvent(event)
        self._follow_width()

    def changeEvent(self, event: QEvent) -> None:
        """Look for what another process wrote when the window comes to the front."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self._look()

    def _build(self) -> None:
        self.setDockNestingEnabled(True)
        panes = (("Cases", self.cases), ("Case", self.pane), ("Calendar", self.calendar))
        docks = []
        for name, pane in panes:
            dock = QDockWidget(name, self)
            dock.setObjectName(name)
            dock.setWidget(pane)
            docks.append(dock)
        self.docks = tuple(docks)

    def _connect(self) -> None:
        page, work = self.pane.page, self.work
        self.cases.case_chosen.connect(self._take)
        self.cases.files_dropped.connect(self._attach_to)
        self.cases.new_wanted.connect(work.new_case)
        self.cases.trash_wanted.connect(work.trash_case)
        self.cases.entered.connect(lambda: _first_focus(self.pane).setFocus())
        self.pane.new_wanted.connect(work.new_case)
        self.pane.room_wanted.connect(self._give_room)
        self.pane.case_gone.connect(lambda: self.cases.choose(None))
        self.calendar.case_chosen.connect(self.choose)
        self.calendar.call_chosen.connect(self._open_call)
        self.calendar.sheet_wanted.connect(self._open_own_date)
        self.calendar.as_of_chosen.connect(page.see_as_of)
        page.today_wanted.connect(lambda: self.calendar.see_as_of(None))
        page.step_wanted.connect(work.take)
        page.overview.deadline_chosen.connect(self.why.explain)
        page.timeline.add_wanted.connect(lambda: work.record_event())
        page.timeline.change_wanted.connect(lambda row: work.change_event(row.event))
        page.overview.questions.answer_wanted.connect(work.answer)
        self.deadlines.answer_wanted.connect(self._answer)
        for why in (self.why, self.calendar.why):
            why.serve(self.deadlines)
        page.timeline.remove_wanted.connect(work.remove_event)
        page.calls.add_wanted.connect(work.record_call)
        page.calls.change_wanted.connect(work.change_call)
        page.calls.remove_wanted.connect(work.remove_call)
        page.papers.letter_wanted.connect(work.write_letter)
        page.papers.packet_wanted.connect(work.build_packet)
        page.papers.sent.supplement_wanted.connect(work.build_supplement)
        page.papers.packets.remove_wanted.connect(work.remove_packet)
        page.papers.begun.open_wanted.connect(lambda draft: work.letters.open(draft.id))
        page.papers.begun.remove_wanted.connect(work.letters.remove)
        self.ocr.recognised.connect(page.documents.viewer.forget_texts)
        for created in (work.case_created, self.bundles.case_imported):
            created.connect(self.open_case)
        self.bundles.disclosure_wanted.connect(self.people.note_disclosure)
        self.people.case_wanted.connect(self.open_case)
        self.people.export_wanted.connect(self.bundles.export)
        self.people.document_wanted.connect(self._show_document)
        self.casebook_work.safety.erase_wanted.connect(self.people.begin_erasing)
        self.unfinished.case_wanted.connect(self.choose)
        self._clock = QTimer(self, interval=_LOOK)
        self._clock.timeout.connect(self._look)
        self._clock.start()

    def _give_room(self, wanted: bool) -> None:
        """Put the lists beside the case aside while a sheet wants their room, and back after."""
        if wanted and not self._put_aside:
            self._put_aside = tuple(
                dock for dock in (self.docks[0], self.docks[2]) if dock.isVisible()
            )
            self._widths = [dock.width() for dock in self.docks]
            for dock in self._put_aside:
                dock.hide()
        elif not wanted and self._put_aside:
            aside, self._put_aside = self._put_aside, ()
            for dock in aside:
                dock.show()
            self.resizeDocks(list(self.docks), self._widths, Qt.Orientation.Horizontal)

    def _take(self, case_id: CaseId | None) -> None:
        self.pane.show_case(case_id)
        self.calendar.show_case(case_id)
        self.case_changed.emit(case_id)
        self.unfinished.open_for_case()

    def _answer(self, deadline: Deadline) -> None:
        if deadline.case != self.pane.case:
            self.choose(deadline.case)
        self.work.answer(deadline)

    def _open_own_date(self, name: str, make: Callable[[], Sheet]) -> None:
        self.docks[1].show()
        self.docks[1].raise_()
        self.pane.open_sheet(None, name, make)

    def _open_call(self, case_id: CaseId, call: str) -> None:
        self.open_case(case_id, CALLS)
        record = self.pane.record
        spoken = record.communications if record else ()
        for entry in (one for one in spoken if one.id == call):
            self.work.change_call(entry)

    def _look(self) -> None:
        try:
            self.workspace.look()
        except AdvocateError as error:
            self._clock.stop()
            self.bridge.say_problem(error)
            return
        today = self.workspace.now().date()
        if today != self._day:
            self._day = today
            self.cases.refresh()
            self.pane.refresh()

    def _again(self, act: Callable[[], str | None], done: str, nothing: str) -> None:
        if not self.pane.flush():
            return
        try:
            label = act()
        except AdvocateError as error:
            self.bridge.say_problem(error)
        else:
            self.bridge.say(f"{done}: {label}" if label else nothing)

    def _follow_width(self) -> None:
        if not self.isVisible():
            return
        case, calendar = self.docks[1], self.docks[2]
        narrow = self.width() < NARROW
        if narrow and not self._folded and not calendar.isFloating():
            self.tabifyDockWidget(case, calendar)
            case.raise_()
        elif not narrow and self._folded and not calendar.isFloating():
            self._unfold()
        else:
            return
        self._folded = narrow

    def _unfold(self) -> None:
        area = self.dockWidgetArea(self.docks[1])
        # A dock that lay in tabs takes another only as one more tab, so both are laid anew.
        for dock in self.docks[1:]:
            self.removeDockWidget(dock)
        for dock in self.docks[1:]:
            self.addDockWidget(area, dock, Qt.Orientation.Horizontal)
            dock.show()
        self._share_width()

    def _share_width(self) -> None:
        widths = [self.width() * share // 100 for share in _SHARES]
        self.resizeDocks(list(self.docks), widths, Qt.Orientation.Horizontal)


def _first_focus(pane: QWidget) -> QWidget:
    """Return the widget of a pane that takes the keyboard first."""
    proxy = pane.focusProxy()
    if proxy:
        return proxy
    for widget in pane.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            return widget
    return pane
