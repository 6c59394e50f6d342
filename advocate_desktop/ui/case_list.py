"""The list of cases: which are late, what each waits for, and which is at hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QIcon, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.moments import day_of
from advocate_desktop.domain.standing import Status
from advocate_desktop.services import views
from advocate_desktop.services.changes import Changes
from advocate_desktop.services.views import CaseRow
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import icons, tokens, words
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.cards import EmptyState
from advocate_desktop.ui.case_list_drop import CaseListDrop
from advocate_desktop.ui.field_undo import FieldUndo
from advocate_desktop.ui.rows import Column, RowRole, RowsModel
from advocate_desktop.ui.two_lines import RowTable
from advocate_desktop.ui.words import Mark

Keep = Callable[[CaseRow], bool]

_ENDED = (Status.WON, Status.WITHDRAWN, Status.CLOSED)
_FILTERS: dict[str, Keep] = {
    "Open cases": lambda row: row.status not in _ENDED,
    "Late": lambda row: _mark(row) is Mark.LATE,
    "Yours to do": lambda row: _mark(row) is Mark.YOURS,
    "Ended": lambda row: row.status in _ENDED,
    "All cases": lambda row: True,
}
_PAUSE = 150
"""Milliseconds after the last key in the filter box."""


class CaseList(QWidget):
    """A table of cases with a filter, late ones first."""

    case_chosen = Signal(object)
    """The `CaseId` at hand, or None."""
    new_wanted = Signal()
    trash_wanted = Signal(object)
    """The `CaseId` on which Delete was pressed."""
    files_dropped = Signal(object, object)
    """The `CaseId` of the row that files were dropped on, or None, and the paths as a tuple."""
    entered = Signal()
    """Enter or a double click: go on to the case page."""

    def __init__(self, workspace: Workspace, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._chosen: CaseId | None = None
        self._order: tuple[int, bool] | None = None
        self._rows: tuple[CaseRow, ...] = ()
        self.model: RowsModel[CaseRow] = RowsModel(
            _columns(lambda: day_of(workspace.now())), lambda row: row.id, self
        )
        self._build()
        self._connect(bridge)
        self.refresh()

    @property
    def chosen(self) -> CaseId | None:
        """The case at hand."""
        return self._chosen

    def choose(self, case_id: CaseId | None) -> None:
        """Take a case in hand and show its row, lifting the filter when it hides it."""
        if case_id is not None and self.model.place(case_id) is None:
            self.show_all()
        self._take(case_id)
        self._mark_chosen()

    def show_all(self) -> None:
        """Lift every filter."""
        self.filter.clear()
        self.status.setCurrentText("All cases")
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Read the rows anew and keep the case at hand, though the filter may hide it."""
        text = self.filter.text()
        self._rows = views.case_rows(self._workspace, text=text)
        place = self.model.place(self._chosen) if self._chosen is not None else None
        gone = self._chosen is not None and not self._is_kept(self._chosen, text)
        self._show()
        if gone:
            left = self.model.rowCount()
            self.choose(self.model.row(min(place or 0, left - 1)).id if left else None)

    def _is_kept(self, case_id: CaseId, text: str) -> bool:
        """Whether a case is in the casebook and not in the trash, though the filter hides it."""
        if any(row.id == case_id for row in self._rows):
            return True
        return bool(text) and any(row.id == case_id for row in views.case_rows(self._workspace))

    def _show(self) -> None:
        keep = _FILTERS[self.status.currentText()]
        shown = _ordered([row for row in self._rows if keep(row)], self.model.columns, self._order)
        selection = self.table.selectionModel()
        selection.blockSignals(True)
        self.model.set_rows(shown)
        selection.blockSignals(False)
        self._mark_chosen()
        self._stack.setCurrentIndex(self._page(bool(shown)))
        self._share_width()

    def _page(self, any_shown: bool) -> int:
        if any_shown:
            return 0
        return 2 if self._is_filtered() else 1

    def _is_filtered(self) -> bool:
        return bool(self._rows) or bool(self.filter.text())

    def _build(self) -> None:
        self.filter = QLineEdit(placeholderText="Filter cases", clearButtonEnabled=True)
        self.filter.setAcceptDrops(False)
        FieldUndo(self.filter)
        self.filter.setAccessibleName("Filter cases by client, title or plan")
        self.status = QComboBox()
        self.status.setAccessibleName("Which cases to show")
        self.status.addItems(list(_FILTERS))
        self.table = RowTable("Cases", two_lines=True)
        self.table.setModel(self.model)
        self.drop = CaseListDrop(self.table)
        self.drop.dropped.connect(self.files_dropped)
        self.table.setSortingEnabled(True)
        head = self.table.horizontalHeader()
        head.setSortIndicatorClearable(True)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setStretchLastSection(True)
        head.setMinimumSectionSize(self.fontMetrics().averageCharWidth() * 8)
        self._begin = QPushButton(icons.icon("plus"), "New case")
        self._lift = QPushButton("Show all cases")
        nothing = "Your cases go here, the late ones first.\nBegin with the one at hand."
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(EmptyState(nothing, self._begin))
        self._stack.addWidget(EmptyState("No case fits this filter.", self._lift))
        top = QHBoxLayout()
        top.setSpacing(tokens.SPACE_S)
        top.addWidget(self.filter, 1)
        top.addWidget(self.status)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[tokens.SPACE_S] * 4)
        column.setSpacing(tokens.SPACE_S)
        column.addLayout(top)
        column.addWidget(self._stack, 1)
        self.setFocusProxy(self.table)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the names what the dates leave them, and at least half."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        room = self.table.viewport().width()
        dates = self.table.sizeHintForColumn(1) + tokens.SPACE_S
        self.table.setColumnWidth(0, max(room - dates, room // 2))

    def _connect(self, bridge: Bridge) -> None:
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._timer.timeout.connect(self.refresh)
        self.filter.textChanged.connect(lambda: self._timer.start())
        self.filter.returnPressed.connect(self._choose_first)
        self.status.currentIndexChanged.connect(lambda: self._show())
        self.model.order_wanted.connect(self._sort)
        self.table.selectionModel().currentRowChanged.connect(self._row_chosen)
        self.table.doubleClicked.connect(lambda: self.entered.emit())
        self._begin.clicked.connect(lambda: self.new_wanted.emit())
        self._lift.clicked.connect(self.show_all)
        bridge.changed.connect(self._heard)
        for key, act in (("Del", self._trash), ("Return", self.entered.emit)):
            shortcut = QShortcut(QKeySequence(key), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)

    @Slot(object)
    def _heard(self, changes: Changes) -> None:
        self.refresh()

    def _sort(self, column: int, descending: bool) -> None:
        self._order = None if column < 0 else (column, descending)
        self._show()

    def _row_chosen(self, current: QModelIndex) -> None:
        if current.isValid():
            self._take(current.data(RowRole).id)

    def _take(self, case_id: CaseId | None) -> None:
        if case_id != self._chosen:
            self._chosen = case_id
            self.case_chosen.emit(case_id)

    def _mark_chosen(self) -> None:
        selection = self.table.selectionModel()
        place = self.model.place(self._chosen) if self._chosen is not None else None
        if place is None:
            selection.clear()
        elif self.table.currentIndex().row() != place or not selection.hasSelection():
            flags = QItemSelectionModel.SelectionFlag
            selection.setCurrentIndex(self.model.index(place, 0), flags.ClearAndSelect | flags.Rows)

    def _choose_first(self) -> None:
        self._timer.stop()
        self.refresh()
        if self.model.rowCount():
            self.choose(self.model.row(0).id)
            self.entered.emit()

    def _trash(self) -> None:
        if self._chosen is not None:
            self.trash_wanted.emit(self._chosen)


def _columns(today: Callable[[], date]) -> tuple[Column[CaseRow], ...]:
    return (
        Column(
            "Case",
            text=lambda row: row.client or "No name yet",
            second=lambda row: row.title or words.SHORT_ISSUES[row.issue],
            tip=lambda row: f"{row.client}\n{row.title}\n{row.sentence}",
            spoken=lambda row: f"{row.client}, {row.title}. {row.sentence}",
            sort=lambda row: (row.client.casefold(), row.title.casefold()),
        ),
        Column(
            "Next date",
            text=lambda row: _next(row, today()),
            second=lambda row: _second(row, today()),
            icon=_icon,
            tip=_tip,
            colour=_colour,
            spoken=lambda row: f"{_next(row, today())}, {_second(row, today())}",
            sort=lambda row: _soonest(row),
        ),
    )


def _next(row: CaseRow, today: date) -> str:
    return words.how_long(row.next_deadline, today) if row.next_deadline else "no date"


def _second(row: CaseRow, today: date) -> str:
    status = words.STATUSES[row.status]
    if row.next_deadline is None:
        return status
    shown = words.shown_day(row.next_deadline)
    year = "" if shown.year == today.year else f" {shown.year}"
    return f"{words.short_day(shown)}{year} · {status}"


def _tip(row: CaseRow) -> str:
    when = words.day(words.shown_day(row.next_deadline)) if row.next_deadline else ""
    return "\n".join(part for part in (when, row.sentence) if part)


def _mark(row: CaseRow) -> Mark | None:
    return words.mark(row.next_deadline) if row.next_deadline else None


def _icon(row: CaseRow) -> QIcon | None:
    mark = _mark(row)
    return icons.mark_icon(mark) if mark else None


def _colour(row: CaseRow) -> QColor | None:
    return tokens.tones(QApplication.palette()).late if _mark(row) is Mark.LATE else None


def _soonest(row: CaseRow) -> tuple[bool, date]:
    shown = row.next_deadline
    return shown is None, words.shown_day(shown) if shown else date.max


def _ordered(
    rows: list[CaseRow], columns: tuple[Column[CaseRow], ...], order: tuple[int, bool] | None
) -> list[CaseRow]:
    key: Callable[[CaseRow], Any] | None = columns[order[0]].sort if order else None
    return sorted(rows, key=key, reverse=order[1]) if order and key else rows
