"""The middle pane: the case at hand, or the sheet that is open over it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from advocate_desktop.domain.cases import CaseId, CaseRecord
from advocate_desktop.domain.errors import NotFound
from advocate_desktop.services.changes import Changes
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import cards
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.case_page import CasePage
from advocate_desktop.ui.file_dialogs import FileDialogs
from advocate_desktop.ui.sheet import Sheet

Key = tuple[CaseId | None, str]
"""The case a sheet belongs to, None for the casebook's own, and the sheet's name."""


class CasePane(QWidget):
    """Shows one case; a sheet left open waits until its case is at hand again."""

    case_gone = Signal()
    """The case at hand is no longer in the casebook."""
    new_wanted = Signal()
    sheets_changed = Signal()
    """A sheet was opened, or closed for good."""
    room_wanted = Signal(bool)
    """Whether what is in sight now wants all the room there is."""

    def __init__(self, workspace: Workspace, bridge: Bridge, dialogs: FileDialogs) -> None:
        super().__init__()
        self._case: CaseId | None = None
        self._sheets: dict[Key, Sheet] = {}
        self._open: dict[CaseId | None, list[Key]] = {}
        self.page = CasePage(workspace, bridge, dialogs)
        begin = cards.button("New case", "plus", self.new_wanted.emit)
        begin.setDisabled(workspace.read_only)
        self._empty = cards.EmptyState("Choose a case from the list, or begin a new one.", begin)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.page)
        self._stack.currentChanged.connect(self._tell_room)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        bridge.changed.connect(self._heard)
        self.page.documents.sheet_wanted.connect(self._open_for_documents)

    @property
    def case(self) -> CaseId | None:
        """The case at hand."""
        return self._case

    @property
    def record(self) -> CaseRecord | None:
        """The record of the case at hand, as last read."""
        page = self.page.page
        return page.record if page and self._case is not None else None

    @property
    def sheet(self) -> Sheet | None:
        """The sheet in sight."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, Sheet) else None

    def show_case(self, case_id: CaseId | None) -> None:
        """Take a case in hand; a sheet left open on it comes back."""
        self.flush()
        self._case = case_id
        if case_id is not None:
            try:
                self.page.show_case(case_id)
            except NotFound:
                self._case = None
                self.case_gone.emit()
        self.show_top()

    def _open_for_documents(self, name: str, make: Callable[[], Sheet]) -> None:
        self.open_sheet(self._case, name, make)

    def refresh(self) -> None:
        """Read the case at hand anew."""
        if self._case is None:
            return
        try:
            self.page.refresh()
        except NotFound:
            self.show_case(None)
            self.case_gone.emit()

    def open_sheet(self, case_id: CaseId | None, name: str, make: Callable[[], Sheet]) -> Sheet:
        """Open a sheet, or the one of that name that was begun and left."""
        self.page.flush()
        key = (case_id, name)
        sheet = self._sheets.get(key)
        if sheet and not sheet.is_touched():
            self._close(key)
            sheet = None
        if sheet is None:
            sheet = make()
            sheet.closed.connect(lambda: self._close(key))
            self._sheets[key] = sheet
            self._stack.addWidget(sheet)
        opened = self._open.setdefault(case_id, [])
        if key in opened:
            opened.remove(key)
        opened.append(key)
        self._stack.setCurrentWidget(sheet)
        sheet.setFocus()
        self.sheets_changed.emit()
        return sheet

    def leave_kept(self) -> None:
        """Leave the sheet in sight if it has kept all that is in it by itself."""
        sheet = self.sheet
        if sheet is not None and sheet.wants_room and sheet.flush():
            sheet.closed.emit()

    @property
    def sheets(self) -> Mapping[Key, Sheet]:
        """The sheets that are open, in sight or left for later."""
        return self._sheets

    def show_top(self) -> None:
        """Show the sheet that is open over the case at hand, else the case."""
        opened = self._open.get(self._case) if self._case is not None else None
        if opened:
            self._stack.setCurrentWidget(self._sheets[opened[-1]])
        else:
            self._stack.setCurrentWidget(self._empty if self._case is None else self.page)

    def flush(self) -> bool:
        """Save what is being typed; return whether nothing failed."""
        return all([self.page.flush(), *(sheet.flush() for sheet in self._sheets.values())])

    def _tell_room(self) -> None:
        self.room_wanted.emit(self.sheet is not None and self.sheet.wants_room)

    def _heard(self, changes: Changes) -> None:
        if self._case in changes.cases:
            self.refresh()

    def _close(self, key: Key) -> None:
        sheet = self._sheets.pop(key, None)
        if sheet is None:
            return
        self._open[key[0]].remove(key)
        had_focus = sheet.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self._stack.removeWidget(sheet)
        sheet.deleteLater()
        self.show_top()
        shown = self._stack.currentWidget()
        if had_focus and shown:
            shown.setFocus()
        self.sheets_changed.emit()
