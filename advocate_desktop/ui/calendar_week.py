"""A week: its seven days below one another with all their dates, or side by side where wide."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from PySide6.QtCore import QLocale, QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from advocate_desktop.ui import cards, icons, tokens, words
from advocate_desktop.ui.calendar_list import CalendarListView, CalendarModel
from advocate_desktop.ui.calendar_rows import CalendarRow

DAYS = 7
MOST = 50
"""Rows of one day that a week shows; the agenda of the day holds the rest."""
_COLUMN = 22
"""Average characters that a day needs to stand beside others."""
_KEYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class DayList(CalendarListView):
    """The dates of one day, as tall as they need."""

    left = Signal(int)
    """The cursor goes on to the day that many days on."""
    begun = Signal()
    """Enter or a double click where nothing stands."""

    def __init__(self) -> None:
        super().__init__()
        self.dates = CalendarModel()
        self._measured: tuple[object, int] = (None, 0)
        self.setModel(self.dates)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on to another day at the ends of this one."""
        key = Qt.Key(event.key())
        plain = not event.modifiers() & Qt.KeyboardModifier.AltModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.dates.rows:
            self.begun.emit()
        elif plain and key in _KEYS and self._leaves(key):
            self.left.emit(_KEYS[key])
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.left.emit(-DAYS if key == Qt.Key.Key_PageUp else DAYS)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Begin a date where nothing stands."""
        super().mouseDoubleClickEvent(event)
        if self.row_at(event.position().toPoint()) is None:
            self.begun.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say so when nothing falls on the day."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        if not self.dates.rows:
            painter.setFont(tokens.small_font(self.font()))
            painter.setPen(tokens.tones(self.palette()).quiet)
            box = self.viewport().rect().adjusted(tokens.SPACE_S, 0, 0, 0)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, "No dates")
            if self.hasFocus():
                painter.setPen(self.palette().highlight().color())
                painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height when the width changed."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the height of every row at the width there is."""
        return QSize(self.fontMetrics().averageCharWidth() * _COLUMN, self._height())

    def _height(self) -> int:
        # Measuring wrapped words is slow, and layouts ask again and again.
        key = (self.viewport().width(), self.font().key(), self.dates.rows)
        if self._measured[0] != key:
            delegate, option = self.itemDelegate(), QStyleOptionViewItem()
            self.initViewItemOption(option)
            count = self.dates.rowCount()
            rows = (delegate.sizeHint(option, self.dates.index(n, 0)) for n in range(count))
            least = self.fontMetrics().height() + tokens.SPACE_S
            self._measured = (key, max(least, sum(row.height() for row in rows) + 2))
        return self._measured[1]

    def minimumSizeHint(self) -> QSize:
        """Never scroll inside the week's own scrolling."""
        return QSize(self.fontMetrics().averageCharWidth() * 12, self._height())

    def _leaves(self, key: Qt.Key) -> bool:
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            return True
        place, last = self.currentIndex().row(), self.dates.rowCount() - 1
        return place <= 0 if key == Qt.Key.Key_Up else place >= last


class WeekDay(QWidget):
    """One day of the week: its name, a button to add a date, and its dates."""

    def __init__(self) -> None:
        super().__init__()
        self.day = date.min
        self._is_target = False
        self.name = cards.heading()
        self.name.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.add = QToolButton(autoRaise=True)
        self.add.setIcon(icons.icon("plus"))
        self.list = DayList()
        self.more = cards.note()
        head = QHBoxLayout()
        head.setContentsMargins(tokens.SPACE_S, 0, 0, 0)
        head.addWidget(self.name, 1)
        head.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 2, 2)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.list)
        column.addWidget(self.more)
        column.addStretch(1)

    def show_day(self, day: date, rows: tuple[CalendarRow, ...], today: date) -> None:
        """Show a day and what falls on it, the most pressing first."""
        self.day = day
        shown = words.day(day)
        self.name.setText(f"{shown} · today" if day == today else shown)
        self.add.setToolTip(f"Add a date on {shown}")
        self.add.setAccessibleName(f"Add a date on {shown}")
        self.list.setAccessibleName(f"Dates on {shown}")
        self.list.dates.set_rows(rows[:MOST])
        self.list.updateGeometry()
        left = len(rows) - MOST
        self.more.setText(f"and {left:,} more: choose the day in the month to see them all")
        self.more.setVisible(left > 0)

    def set_target(self, wanted: bool) -> None:
        """Show that a date is being dragged over the day."""
        if wanted != self._is_target:
            self._is_target = wanted
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line above the day, and the ring of a target."""
        painter = QPainter(self)
        if self._is_target:
            painter.setPen(QPen(self.palette().highlight().color(), 2, Qt.PenStyle.DashLine))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        else:
            painter.setPen(tokens.tones(self.palette()).line)
            painter.drawLine(self.rect().topLeft(), self.rect().topRight())
        painter.end()


class CalendarWeek(QWidget):
    """Seven days with the way to the weeks beside."""

    row_chosen = Signal(object)
    add_wanted = Signal(object)
    """The `date` that a new date is wanted for."""
    week_shown = Signal()
    """Other days are in sight: `first` and `last` have changed."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        """Begin with the week of today."""
        super().__init__(parent)
        self._today = today
        self._by_day: Mapping[date, tuple[CalendarRow, ...]] = {}
        self._first = _week_of(today)
        self._beside = False
        self.days = tuple(WeekDay() for _ in range(DAYS))
        self._build()
        self._connect()
        self._show()

    @property
    def first(self) -> date:
        """The first day in sight."""
        return self._first

    @property
    def last(self) -> date:
        """The last day in sight."""
        return self._first + timedelta(days=DAYS - 1)

    @property
    def name(self) -> str:
        """The week as it is written above: “9 Mar – 15 Mar 2026”."""
        return self._name.text()

    @property
    def is_beside(self) -> bool:
        """Whether the days stand side by side."""
        return self._beside

    def set_days(self, by_day: Mapping[date, tuple[CalendarRow, ...]], today: date) -> None:
        """Show what falls on each day."""
        self._by_day = by_day
        self._today = today
        if self.isVisible():
            self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Show what was found while the week was out of sight."""
        super().showEvent(event)
        self._show()

    def go_to(self, day: date, *, focus: bool = False) -> None:
        """Show the week of a day; with `focus` the keyboard goes to that day."""
        if not 1900 <= day.year <= 2199:
            return
        if _week_of(day) != self._first:
            self._first = _week_of(day)
            self._show()
            self.week_shown.emit()
        if focus:
            shown = self.days[(day - self._first).days]
            shown.list.setFocus()
            self._area.ensureWidgetVisible(shown)

    def set_target(self, day: date | None) -> None:
        """Show that a date is being dragged over a day, or over none."""
        for shown in self.days:
            shown.set_target(shown.day == day)

    def day_at(self, place: QPoint) -> date | None:
        """Return the day at a point of the screen, None where there is none."""
        viewport = self._area.viewport()
        if not self.isVisible() or not viewport.rect().contains(viewport.mapFromGlobal(place)):
            return None
        found = (d.day for d in self.days if d.rect().contains(d.mapFromGlobal(place)))
        return next(found, None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the days side by side where there is room."""
        super().resizeEvent(event)
        least = self.fontMetrics().averageCharWidth() * _COLUMN * DAYS
        if (self.width() >= least) != self._beside:
            self._beside = not self._beside
            self._place_days()

    def _build(self) -> None:
        self._name = cards.heading()
        self._name.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._name.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        head = QHBoxLayout()
        head.addWidget(self._arrow("chevron-left", "Previous week", -DAYS))
        head.addWidget(self._name, 1)
        head.addWidget(self._arrow("chevron-right", "Next week", DAYS))
        self._inner = QWidget()
        self._grid = QGridLayout(self._inner)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(tokens.SPACE_XS)
        self._area = QScrollArea(widgetResizable=True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The days are as tall as the width makes them, so the width must not hang on their height.
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._inner)
        self._place_days()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_XS)
        column.addLayout(head)
        column.addWidget(self._area, 1)

    def _connect(self) -> None:
        for number, shown in enumerate(self.days):
            shown.list.activated_row.connect(self.row_chosen)
            shown.list.left.connect(lambda step, number=number: self._go_on(number, step))
            shown.list.begun.connect(lambda shown=shown: self.add_wanted.emit(shown.day))
            shown.add.clicked.connect(lambda _=False, shown=shown: self.add_wanted.emit(shown.day))
            shown.list.selectionModel().currentChanged.connect(
                lambda current, _, shown=shown: self._follow(shown, current)
            )

    def _place_days(self) -> None:
        for number, shown in enumerate(self.days):
            self._grid.addWidget(shown, *((0, number) if self._beside else (number, 0)))
        for number in range(DAYS):
            self._grid.setColumnStretch(number, int(self._beside or number == 0))
            self._grid.setRowStretch(number, int(self._beside and number == 0))
        self._grid.setRowStretch(DAYS, 1)

    def _show(self) -> None:
        first, last = self.first, self.last
        self._name.setText(f"{words.short_day(first)} – {words.short_day(last)} {last.year}")
        for number, shown in enumerate(self.days):
            day = first + timedelta(days=number)
            shown.show_day(day, self._by_day.get(day, ()), self._today)

    def _go_on(self, number: int, step: int) -> None:
        day = self.days[number].day + timedelta(days=step)
        self.go_to(day, focus=True)
        shown = self.days[(day - self._first).days].list
        count = shown.dates.rowCount()
        if count:
            shown.setCurrentIndex(shown.dates.index(count - 1 if step == -1 else 0, 0))

    def _follow(self, shown: WeekDay, current: QModelIndex) -> None:
        """Keep the row under the cursor in sight."""
        rect: QRect = shown.list.visualRect(current)
        place = shown.list.viewport().mapTo(self._inner, rect.center())
        self._area.ensureVisible(place.x(), place.y(), 0, rect.height() // 2 + tokens.SPACE_S)

    def _arrow(self, icon: str, name: str, days: int) -> QToolButton:
        button = QToolButton(autoRaise=True)
        button.setIcon(icons.icon(icon))
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.clicked.connect(lambda: self.go_to(self._first + timedelta(days=days)))
        return button


def _week_of(day: date) -> date:
    """Return the first day of a day's week, as weeks begin in the user's country."""
    first_weekday = QLocale().firstDayOfWeek().value - 1
    return day - timedelta(days=(day.weekday() - first_weekday) % DAYS)
