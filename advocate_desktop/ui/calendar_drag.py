"""Dragging an own date to another day, within a view or from one to another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from advocate_desktop.ui import calendar_rows
from advocate_desktop.ui.calendar_rows import CalendarRow

RowAt = Callable[[QPoint], CalendarRow | None]
DayAt = Callable[[QPoint], date | None]


class DateDrag(QObject):
    """Watches the mouse over views; the pointer says where a date may be let go.

    It follows the mouse itself, for a desktop's drag cannot say why something does not move.
    """

    dropped = Signal(object, object)
    """An own date's row, and the `date` it was let go on."""
    refused = Signal(str)
    """The sentence on why a date cannot be dragged."""
    hovered = Signal(object)
    """The `date` that a dragged date is over, or None."""

    def __init__(self, day_at: DayAt, parent: QObject) -> None:
        """`day_at` tells the day at a point of the screen."""
        super().__init__(parent)
        self._day_at = day_at
        self._views: dict[QWidget, RowAt] = {}
        self._row: CalendarRow | None = None
        self._from: QPoint | None = None
        self._viewport: QWidget | None = None

    @property
    def is_dragging(self) -> bool:
        """Whether a date is being dragged, or tried to."""
        return self._viewport is not None

    def watch(self, viewport: QWidget, row_at: RowAt) -> None:
        """Let the rows of a view be dragged; `row_at` tells the row at a point of its viewport."""
        self._views[viewport] = row_at
        viewport.installEventFilter(self)

    def cancel(self) -> None:
        """Leave the date where it was."""
        if self._viewport is not None:
            self._viewport.unsetCursor()
            self.hovered.emit(None)
        self._row = self._from = self._viewport = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the mouse while its left button is held."""
        if not isinstance(event, QMouseEvent) or not isinstance(watched, QWidget):
            return super().eventFilter(watched, event)
        kind, place = event.type(), event.position().toPoint()
        if kind == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
            self._row, self._from = self._views[watched](place), place
        elif kind == QEvent.Type.MouseMove and event.buttons() & Qt.MouseButton.LeftButton:
            return self._follow(watched, place)
        elif kind == QEvent.Type.MouseButtonRelease and self.is_dragging:
            self._let_go(watched, place)
            return True
        return False

    def _follow(self, viewport: QWidget, place: QPoint) -> bool:
        if self._row is None or self._from is None:
            return False
        fixed = calendar_rows.why_fixed(self._row)
        if not self.is_dragging:
            if (place - self._from).manhattanLength() < QApplication.startDragDistance():
                return True
            self._viewport = viewport
            if fixed:
                self.refused.emit(fixed)
        day = None if fixed else self._day_at(viewport.mapToGlobal(place))
        forbidden, held = Qt.CursorShape.ForbiddenCursor, Qt.CursorShape.ClosedHandCursor
        viewport.setCursor(forbidden if day is None else held)
        self.hovered.emit(day)
        return True

    def _let_go(self, viewport: QWidget, place: QPoint) -> None:
        row = self._row
        day = self._day_at(viewport.mapToGlobal(place))
        self.cancel()
        if row is None or day is None or calendar_rows.why_fixed(row):
            return
        if day != calendar_rows.day(row):
            self.dropped.emit(row, day)
