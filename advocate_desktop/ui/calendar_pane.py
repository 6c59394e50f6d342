"""The calendar pane: a month and the agenda below it, of all clients or of the case at hand."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.services import views
from advocate_desktop.services.changes import Changes, Topic
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import tokens, words
from advocate_desktop.ui.agenda import Agenda
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.calendar_month import CalendarMonth
from advocate_desktop.ui.deadline_list_drawing import DeadlineRow, numbered
from advocate_desktop.ui.file_dialogs import FileDialogs
from advocate_desktop.ui.tasks import Tasks
from advocate_desktop.ui.why_date import WhyDateDialog
from advocate_desktop.ui.words import Mark

_TOPICS = {Topic.CLIENTS, Topic.CASES, Topic.EVENTS, Topic.DOCUMENTS}
"""What a deadline depends on: facts, events, and the date written on a document."""
_LOOK_AGAIN = 60_000
"""Milliseconds until the pane looks whether another day has begun."""


class CalendarPane(QWidget):
    """Month and agenda; a row leads to its case and explains its date."""

    case_chosen = Signal(object)
    """The `CaseId` of the deadline that was chosen."""

    def __init__(
        self,
        workspace: Workspace,
        bridge: Bridge,
        tasks: Tasks,
        dialogs: FileDialogs,
        parent: QWidget | None = None,
    ) -> None:
        """Show the deadlines of all clients; `tasks` and `dialogs` are every pane's."""
        super().__init__(parent)
        self._workspace = workspace
        self._case: CaseId | None = None
        self._stale = True
        self._today = workspace.now().date()
        self._explained: object = None
        self.why = WhyDateDialog(self)
        self._build()
        self._connect(bridge)

    def show_case(self, case_id: CaseId | None) -> None:
        """Take the case at hand, which “This case only” narrows the dates to."""
        if case_id == self._case:
            return
        self._case = case_id
        narrowed = self.one_case.isChecked()
        self.one_case.setEnabled(case_id is not None)
        if case_id is None:
            self.one_case.setChecked(False)
        elif narrowed:
            self.refresh()

    def refresh(self) -> None:
        """Read the dates again, now or when the pane is next in sight."""
        self._stale = not self.isVisible()
        if self._stale:
            return
        now = self._workspace.now()
        case_id = self._case if self.one_case.isChecked() else None
        entries = views.agenda(self._workspace, None, None, case_id, now)
        one = case_id is not None
        rows = numbered(
            tuple(
                DeadlineRow(e.deadline, "" if one else e.client, "" if one else e.title)
                for e in entries
                if not e.closed and words.mark(e.deadline) is not Mark.DONE
            )
        )
        self._today = now.date()
        self.month.set_rows(rows, self._today)
        self.agenda.set_rows(rows, self._today)
        self._explain_again()

    def showEvent(self, event: QShowEvent) -> None:
        """Read the dates if they changed while the pane was out of sight."""
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def _build(self) -> None:
        self.month = CalendarMonth(self._today)
        self.agenda = Agenda()
        self.one_case = QCheckBox("This case only")
        self.one_case.setEnabled(False)
        self.today_button = QPushButton("Today")
        head = QHBoxLayout()
        head.addWidget(self.one_case, 1)
        head.addWidget(self.today_button)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.addWidget(self.month)
        parts.addWidget(self.agenda)
        parts.setStretchFactor(1, 1)
        parts.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[tokens.SPACE_S] * 4)
        column.setSpacing(tokens.SPACE_S)
        column.addLayout(head)
        column.addWidget(parts, 1)

    def _connect(self, bridge: Bridge) -> None:
        bridge.changed.connect(self._hear)
        self.one_case.toggled.connect(lambda _: self.refresh())
        self.today_button.clicked.connect(self._go_to_today)
        self.month.day_chosen.connect(self._choose_day)
        self.agenda.day_left.connect(lambda: self.agenda.set_day(None))
        self.agenda.row_chosen.connect(self._choose_row)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(lambda: self.agenda.set_day(None))
        clock = QTimer(self, interval=_LOOK_AGAIN)
        clock.timeout.connect(self._look_at_the_day)
        clock.start()

    def _hear(self, changes: Changes) -> None:
        if _TOPICS & changes.topics:
            self.refresh()

    def _look_at_the_day(self) -> None:
        if self._workspace.now().date() != self._today:
            self.refresh()

    def _go_to_today(self) -> None:
        self.month.go_to(self._workspace.now().date())
        self.agenda.set_day(None)

    def _choose_day(self, day: date) -> None:
        self.month.go_to(day)
        self.agenda.set_day(None if self.agenda.day == day else day)

    def _choose_row(self, row: DeadlineRow) -> None:
        self._explained = row.key
        self.case_chosen.emit(row.deadline.case)
        self.why.explain(row.deadline, row.place)

    def _explain_again(self) -> None:
        """Keep an open explanation true to the record, or close it when its date is gone."""
        if not self.why.isVisible():
            return
        row = self.agenda.row(self._explained)
        if row is None:
            self.why.close()
        elif row.deadline != self.why.deadline:
            self.why.explain(row.deadline, row.place)
