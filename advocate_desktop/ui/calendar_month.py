"""A month as a grid of days with the marks of what falls on them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from advocate_desktop.domain.moments import MONTH_NAMES
from advocate_desktop.ui import calendar_month_drawing as drawing
from advocate_desktop.ui import cards, icons, tokens
from advocate_desktop.ui.calendar_month_drawing import DayCell
from advocate_desktop.ui.calendar_rows import CalendarRow, why_fixed
from advocate_desktop.ui.rows import RowRole

Index = QModelIndex | QPersistentModelIndex
WEEKS, DAYS = 6, 7
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def first_shown(month: date, first_weekday: int) -> date:
    """Return the day at the upper left of a month's grid; weekdays count from 0 for Monday."""
    first = month.replace(day=1)
    return first - timedelta(days=(first.weekday() - first_weekday) % DAYS)


def month_after(month: date, number: int) -> date:
    """Return the first day of the month that many months on; negative goes back."""
    months = month.year * 12 + month.month - 1 + number
    return date(months // 12, months % 12 + 1, 1)


class MonthModel(QAbstractTableModel):
    """Six weeks of days, each with what falls on it."""

    def __init__(self, today: date, parent: QObject | None = None) -> None:
        """Begin with the month of today and nothing on its days."""
        super().__init__(parent)
        self.today = today
        self.month = today.replace(day=1)
        self.letters = 2
        """How many letters of a weekday's name are shown."""
        self.first_weekday = QLocale().firstDayOfWeek().value - 1
        self.target: date | None = None
        """The day that a date is being dragged over."""
        self._by_day: Mapping[date, tuple[CalendarRow, ...]] = {}

    @property
    def first(self) -> date:
        """The first day of the grid."""
        return first_shown(self.month, self.first_weekday)

    @property
    def last(self) -> date:
        """The last day of the grid."""
        return self.first + timedelta(days=WEEKS * DAYS - 1)

    def set_month(self, day: date) -> None:
        """Show the month of a day."""
        self.month = day.replace(day=1)
        self._tell()

    def set_days(self, by_day: Mapping[date, tuple[CalendarRow, ...]], today: date) -> None:
        """Show what falls on each day, the most pressing first."""
        self.today = today
        self._by_day = by_day
        self._tell()

    def set_target(self, day: date | None) -> None:
        """Show that a date is being dragged over a day, or over none."""
        if day != self.target:
            self.target = day
            self._tell()

    def cell(self, day: date) -> DayCell:
        """Return a day with what falls on it."""
        in_month, rows = day.month == self.month.month, self._by_day.get(day, ())
        return DayCell(day, rows, in_month, day == self.today, day == self.target)

    def index_of(self, day: date) -> QModelIndex:
        """Return the place of a day of the grid."""
        week, weekday = divmod((day - self.first).days, DAYS)
        return self.index(week, weekday)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of weeks."""
        return 0 if parent.isValid() else WEEKS

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of days in a week."""
        return 0 if parent.isValid() else DAYS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a day's number, its cell, or the sentence that tells of it."""
        cell = self.cell(self.first + timedelta(days=index.row() * DAYS + index.column()))
        if role == RowRole:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return str(cell.day.day)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return drawing.spoken(cell)
        if role == Qt.ItemDataRole.ToolTipRole and cell.rows:
            return drawing.spoken(cell)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the name of a weekday, in as many letters as there is room for."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        name = _WEEKDAYS[(self.first_weekday + section) % DAYS]
        if role == Qt.ItemDataRole.DisplayRole:
            return name[: self.letters]
        return name if role == Qt.ItemDataRole.AccessibleTextRole else None

    def _tell(self) -> None:
        self.dataChanged.emit(self.index(0, 0), self.index(WEEKS - 1, DAYS - 1))


class DayDelegate(QStyledItemDelegate):
    """Draws a day of the grid."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the day with its marks."""
        painter.save()
        drawing.paint(painter, index.data(RowRole), option)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the least a day needs: its number and a row of marks."""
        return drawing.least_size(option.font)


class MonthGrid(QTableView):
    """The days; arrows walk over the ends of the month, Enter and a click choose a day.

    Enter or a double click on an empty day adds a date; Alt with an arrow moves the day's own one.
    """

    day_chosen = Signal(object)
    add_wanted = Signal(object)
    """A `date` with nothing on it that a new date is wanted for."""
    move_wanted = Signal(object, object)
    """A row of the day under the cursor, and the `date` it is to move to."""
    walked_to = Signal(object)
    """The keyboard went to a day that may lie in another month."""

    def __init__(self, model: MonthModel, parent: QWidget | None = None) -> None:
        """Show a model."""
        super().__init__(parent)
        self._days = model
        self.setModel(model)
        self.setItemDelegate(DayDelegate(self))
        self.setAccessibleName("Days of the month")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setHighlightSections(False)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setMinimumSectionSize(1)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.clicked.connect(lambda index: self.day_chosen.emit(index.data(RowRole).day))
        self.doubleClicked.connect(lambda index: self._begin(index.data(RowRole)))

    @property
    def day(self) -> date:
        """The day under the cursor."""
        index = self.currentIndex()
        return index.data(RowRole).day if index.isValid() else self._days.today

    def row_at(self, place: QPoint) -> CalendarRow | None:
        """Return the row meant by a point of the viewport."""
        index = self.indexAt(place)
        if not index.isValid():
            return None
        return drawing.row_at(index.data(RowRole), self.visualRect(index), self.font(), place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk by days, weeks and months; Alt takes the day's own date along."""
        key = Qt.Key(event.key())
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        cell = self._days.cell(self.day)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not cell.rows:
            self.add_wanted.emit(self.day)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.day_chosen.emit(self.day)
        elif (place := _walked(self.day, key)) is None:
            super().keyPressEvent(event)
        elif not alt:
            self.walked_to.emit(place)
        elif cell.rows:
            # A date that cannot be moved is sent along too, for the sentence that says why.
            first = next((row for row in cell.rows if not why_fixed(row)), cell.rows[0])
            self.move_wanted.emit(first, place)

    def _begin(self, cell: DayCell) -> None:
        if not cell.rows:
            self.add_wanted.emit(cell.day)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Write the weekdays out where there is room."""
        super().resizeEvent(event)
        room = self.viewport().width() // DAYS
        widest = self.fontMetrics().horizontalAdvance("Wednesday__")
        self._days.letters = len("Wednesday") if room > widest else 2
        self.horizontalHeader().viewport().update()

    def minimumSizeHint(self) -> QSize:
        """Leave room for seven days and six weeks."""
        cell = drawing.least_size(self.font())
        tall = cell.height() * WEEKS + self.horizontalHeader().sizeHint().height()
        return QSize(cell.width() * DAYS, tall)

    def sizeHint(self) -> QSize:
        """Prefer little more than the least."""
        return self.minimumSizeHint() + QSize(0, self.fontMetrics().height())


def _walked(day: date, key: Qt.Key) -> date | None:
    steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
    if key in steps:
        return day + timedelta(days=steps[key])
    months = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
    if key in months:
        return _same_day(day, months[key])
    if key == Qt.Key.Key_Home:
        return day.replace(day=1)
    return month_after(day, 1) - timedelta(days=1) if key == Qt.Key.Key_End else None


def _same_day(day: date, months: int) -> date:
    first = month_after(day, months)
    last = month_after(first, 1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))


class CalendarMonth(QWidget):
    """A month with its name, the way to others, and its grid of days."""

    day_chosen = Signal(object)
    """The `date` that was clicked, or on which Enter was pressed."""
    month_shown = Signal()
    """Other days are in sight: `first` and `last` have changed."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        """Begin with the month of today."""
        super().__init__(parent)
        self._model = MonthModel(today, self)
        self.grid = MonthGrid(self._model)
        self.grid.day_chosen.connect(self.day_chosen)
        self.grid.walked_to.connect(self.go_to)
        self.add_wanted = self.grid.add_wanted
        self._name = cards.heading()
        self._name.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._name.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        head = QHBoxLayout()
        head.addWidget(self._arrow("chevron-left", "Previous month", -1))
        head.addWidget(self._name, 1)
        head.addWidget(self._arrow("chevron-right", "Next month", 1))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_XS)
        column.addLayout(head)
        column.addWidget(self.grid, 1)
        self._show_month(today)
        self.grid.setCurrentIndex(self._model.index_of(today))

    @property
    def first(self) -> date:
        """The first day in sight."""
        return self._model.first

    @property
    def last(self) -> date:
        """The last day in sight."""
        return self._model.last

    @property
    def month(self) -> date:
        """The first day of the month in sight."""
        return self._model.month

    @property
    def name(self) -> str:
        """The month as it is written above the grid: “March 2026”."""
        return self._name.text()

    def set_days(self, by_day: Mapping[date, tuple[CalendarRow, ...]], today: date) -> None:
        """Show what falls on each day."""
        self._model.set_days(by_day, today)

    def set_target(self, day: date | None) -> None:
        """Show that a date is being dragged over a day, or over none."""
        self._model.set_target(day)

    def day_at(self, place: QPoint) -> date | None:
        """Return the day at a point of the screen, None where there is none."""
        viewport = self.grid.viewport()
        local = viewport.mapFromGlobal(place)
        index = self.grid.indexAt(local)
        inside = self.grid.isVisible() and viewport.rect().contains(local) and index.isValid()
        return index.data(RowRole).day if inside else None

    def go_to(self, day: date) -> None:
        """Put the cursor on a day, turning to its month."""
        if not 1900 <= day.year <= 2199:
            return
        if day.replace(day=1) != self._model.month:
            self._show_month(day)
        chosen = self._model.index_of(day)
        self.grid.selectionModel().setCurrentIndex(
            chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )

    def _show_month(self, day: date) -> None:
        self._model.set_month(day)
        self._name.setText(f"{MONTH_NAMES[day.month - 1]} {day.year}")
        self.month_shown.emit()

    def _arrow(self, icon: str, name: str, months: int) -> QToolButton:
        button = QToolButton(autoRaise=True)
        button.setIcon(icons.icon(icon))
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.clicked.connect(lambda: self.go_to(_same_day(self.grid.day, months)))
        return button
