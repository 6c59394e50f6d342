"""The calendar pane: month, week or agenda, of all clients or of the case at hand."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.services.calendar_reading import CalendarReader
from advocate_desktop.services.changes import Changes, Topic
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import calendar_print, calendar_rows, tokens
from advocate_desktop.ui.agenda import Agenda
from advocate_desktop.ui.as_of_band import AsOfBand, moment_of
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.calendar_bar import CalendarBar, View
from advocate_desktop.ui.calendar_counting import CalendarCounting
from advocate_desktop.ui.calendar_drag import DateDrag
from advocate_desktop.ui.calendar_month import CalendarMonth
from advocate_desktop.ui.calendar_print import CalendarPrint
from advocate_desktop.ui.calendar_rows import Arranged, CalendarRow
from advocate_desktop.ui.calendar_week import CalendarWeek
from advocate_desktop.ui.deadline_list_drawing import DeadlineRow
from advocate_desktop.ui.file_dialogs import FileDialogs
from advocate_desktop.ui.own_date_work import OwnDateWork
from advocate_desktop.ui.tasks import Tasks
from advocate_desktop.ui.why_date import WhyDateDialog

_TOPICS = {
    Topic.CLIENTS,
    Topic.CASES,
    Topic.EVENTS,
    Topic.COMMUNICATIONS,
    Topic.DOCUMENTS,
    Topic.DATES,
}
"""What the dates depend on: facts, events, calls, dates on documents, and the user's own."""
_LOOK_AGAIN = 60_000
"""Milliseconds until the pane looks whether another day has begun."""
_WIDE = 90
"""Average characters from which the days of the month hold words."""
_BEHIND, _AHEAD = timedelta(days=366), timedelta(days=400)
"""How far from today own dates are read, and from the days in sight where those lie beyond."""


class CalendarPane(QWidget):
    """Month, week and agenda; a row leads to its case and explains its date, or opens."""

    case_chosen = Signal(object)
    """The `CaseId` of the deadline that was chosen."""
    call_chosen = Signal(object, str)
    """The `CaseId` and the id of the call whose follow-up was chosen."""
    sheet_wanted = Signal(str, object)
    """A sheet's name, and the function that makes it."""
    as_of_chosen = Signal(object)
    """The `date` that the dates are seen as of, or None for today."""

    def __init__(
        self,
        workspace: Workspace,
        bridge: Bridge,
        tasks: Tasks,
        dialogs: FileDialogs,
        parent: QWidget | None = None,
    ) -> None:
        """Show the dates of all clients; `tasks` and `dialogs` are every pane's."""
        super().__init__(parent)
        self._workspace = workspace
        self._bridge = bridge
        self._case: CaseId | None = None
        self._as_of: date | None = None
        self._stale = True
        self._is_wide = False
        self._today = workspace.now().date()
        self._shown = Arranged(self._today)
        self._span = (self._today, self._today)
        self._explained: object = None
        self.counting = CalendarCounting(CalendarReader(workspace), tasks, self._take)
        self.work = OwnDateWork(workspace, bridge, self)
        self.printing = CalendarPrint(workspace, bridge, tasks, dialogs)
        self.why = WhyDateDialog(self)
        self._build()
        self._connect(bridge)
        self.show_view(View.MONTH)

    @property
    def as_of(self) -> date | None:
        """The day the dates are seen as of, None for today."""
        return self._as_of

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

    def show_view(self, view: View) -> None:
        """Show the month with the agenda, the week, or the agenda alone."""
        self._view = view
        self.bar.views[view].setChecked(True)
        self.month.setVisible(view is View.MONTH)
        self.week.setVisible(view is View.WEEK)
        self.agenda.setVisible(view is not View.WEEK)
        if view is View.AGENDA:
            self.agenda.set_day(None)
        elif view is View.WEEK:
            self.week.go_to(self.month.grid.day)

    def refresh(self) -> None:
        """Read the dates again, now or when the pane is next in sight."""
        self._stale = not self.isVisible()
        if self._stale:
            return
        self._today = self._workspace.now().date()
        as_of = moment_of(self._as_of) if self._as_of is not None else self._workspace.now()
        first = min(as_of.date() - _BEHIND, self.month.first, self.week.first)
        last = max(as_of.date() + _AHEAD, self.month.last, self.week.last)
        self._span = (first, last)
        self.counting.start(first, last, self._narrowed, as_of)

    def stop(self) -> None:
        """Read no more; the casebook is about to close."""
        self.counting.close()

    def showEvent(self, event: QShowEvent) -> None:
        """Read the dates if they changed while the pane was out of sight."""
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the month most of the height once its days have room for words."""
        super().resizeEvent(event)
        wide = self.width() >= self.fontMetrics().averageCharWidth() * _WIDE
        if wide != self._is_wide:
            self._is_wide = wide
            month = self._parts.height() * 3 // 5 if wide else self.month.minimumSizeHint().height()
            self._parts.setSizes([month, 0, self._parts.height() - month])

    @property
    def _narrowed(self) -> CaseId | None:
        return self._case if self.one_case.isChecked() else None

    def _build(self) -> None:
        self.bar = CalendarBar()
        self.one_case, self.today_button = self.bar.one_case, self.bar.today
        self.bar.add.setDisabled(self._workspace.read_only)
        self.band = AsOfBand(lambda: self._workspace.now().date())
        self.month = CalendarMonth(self._today)
        self.week = CalendarWeek(self._today)
        self.agenda = Agenda()
        self._parts = parts = QSplitter(Qt.Orientation.Vertical)
        for part in (self.month, self.week, self.agenda):
            parts.addWidget(part)
        parts.setStretchFactor(1, 1)
        parts.setStretchFactor(2, 1)
        parts.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[tokens.SPACE_S] * 4)
        column.setSpacing(tokens.SPACE_S)
        for above in (self.bar, self.band, self.counting.line):
            column.addWidget(above)
        column.addWidget(parts, 1)

    def _connect(self, bridge: Bridge) -> None:
        bridge.changed.connect(self._hear)
        self.work.sheet_wanted.connect(self.sheet_wanted)
        self.bar.view_chosen.connect(self.show_view)
        self.bar.as_of.clicked.connect(self.band.ask)
        self.bar.add.clicked.connect(lambda: self.work.add(self.agenda.day, self._narrowed))
        self.bar.month_action.triggered.connect(self._print_month)
        self.bar.agenda_action.triggered.connect(self._print_agenda)
        self.band.chosen.connect(self.see_as_of)
        self.one_case.toggled.connect(lambda _: self.refresh())
        self.today_button.clicked.connect(self._go_to_today)
        self.month.day_chosen.connect(self._choose_day)
        self.agenda.day_left.connect(lambda: self.agenda.set_day(None))
        for view in (self.month, self.week):
            view.add_wanted.connect(lambda day: self.work.add(day, self._narrowed))
        self.month.month_shown.connect(self._read_further)
        self.week.week_shown.connect(self._read_further)
        self.month.grid.move_wanted.connect(self._move)
        for lists in (self.agenda.view, *(day.list for day in self.week.days)):
            lists.tick_wanted.connect(self.work.tick)
            lists.remove_wanted.connect(self.work.remove)
            lists.move_wanted.connect(self._move)
        for rows in (self.agenda, self.week):
            rows.row_chosen.connect(self._choose_row)
        self._connect_drag()
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self._escape)
        clock = QTimer(self, interval=_LOOK_AGAIN)
        clock.timeout.connect(self._look_at_the_day)
        clock.start()

    def _connect_drag(self) -> None:
        self.drag = DateDrag(self._day_at, self)
        self.drag.watch(self.month.grid.viewport(), self.month.grid.row_at)
        for view in (self.agenda.view, *(day.list for day in self.week.days)):
            self.drag.watch(view.viewport(), view.row_at)
        self.drag.dropped.connect(self.work.move)
        self.drag.refused.connect(self._bridge.say_problem)
        self.drag.hovered.connect(self.month.set_target)
        self.drag.hovered.connect(self.week.set_target)

    def _day_at(self, place: QPoint) -> date | None:
        return self.month.day_at(place) or self.week.day_at(place)

    def _take(self, shown: Arranged) -> None:
        self._shown = shown
        self.month.set_days(shown.by_day, shown.today)
        self.week.set_days(shown.by_day, shown.today)
        self.agenda.set_rows(shown)
        self._explain_again()

    def _hear(self, changes: Changes) -> None:
        if not _TOPICS & changes.topics:
            return
        if changes.cases or changes.topics != {Topic.DATES}:
            self.counting.reader.forget(changes.cases)
        self.refresh()

    def _read_further(self) -> None:
        """Read the own dates of days in sight that were not read yet."""
        first, last = min(self.month.first, self.week.first), max(self.month.last, self.week.last)
        if not self._span[0] <= first <= last <= self._span[1]:
            self.refresh()

    def _look_at_the_day(self) -> None:
        if self._workspace.now().date() != self._today:
            self.refresh()

    def _go_to_today(self) -> None:
        today = self._as_of or self._workspace.now().date()
        self.month.go_to(today)
        self.week.go_to(today)
        self.agenda.set_day(None)

    def see_as_of(self, day: date | None) -> None:
        """See the dates as they would stand on a day, None for today, and tell the other panes."""
        self._as_of = day
        self.band.show_day(day)
        self.bar.print.setEnabled(day is None)
        self.bar.print.setToolTip("" if day is None else "Go back to today to print")
        self.refresh()
        self._go_to_today()
        self.as_of_chosen.emit(day)

    def _choose_day(self, day: date) -> None:
        self.month.go_to(day)
        self.agenda.set_day(None if self.agenda.day == day else day)

    def _move(self, row: CalendarRow, day: date) -> None:
        self.work.move(row, day)
        if not calendar_rows.why_fixed(row) and self._view is View.MONTH:
            self.month.go_to(day)

    def _choose_row(self, row: CalendarRow) -> None:
        if isinstance(row, DeadlineRow):
            self._explained = row.key
            self.case_chosen.emit(row.deadline.case)
            self.why.explain(row.deadline, row.place)
        elif row.occurrence.from_call:
            self.call_chosen.emit(row.occurrence.own.case, row.occurrence.own.id)
        else:
            self.work.change(row.occurrence.own)

    def _escape(self) -> None:
        if self.drag.is_dragging:
            self.drag.cancel()
        elif self.band.is_asking:
            self.band.put_away()
        else:
            self.agenda.set_day(None)

    def _print_month(self) -> None:
        self.printing.month(self, self.month.month, self._narrowed)

    def _print_agenda(self) -> None:
        span = calendar_print.ahead(self._today)
        if self._view is View.WEEK:
            span = (self.week.first, self.week.last)
        self.printing.agenda(self, *span, self._narrowed)

    def _explain_again(self) -> None:
        """Keep an open explanation true to the record, or close it when its date is gone."""
        if not self.why.isVisible():
            return
        row = self._shown.row(self._explained)
        if not isinstance(row, DeadlineRow):
            self.why.close()
        elif row.deadline != self.why.deadline:
            self.why.explain(row.deadline, row.place)
