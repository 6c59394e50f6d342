"""A list of deadlines and own dates that can be opened, ticked off, moved and taken out."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPalette
from PySide6.QtWidgets import QListView, QStyle, QStyleOptionViewItem

from advocate_desktop.ui import calendar_rows, own_date_drawing, tokens, words
from advocate_desktop.ui.calendar_rows import AgendaRow, CalendarRow, Heading
from advocate_desktop.ui.deadline_list import DeadlineDelegate, DeadlineListView
from advocate_desktop.ui.own_date_rows import OwnDateRow
from advocate_desktop.ui.rows import Column, RowRole, RowsModel

Index = QModelIndex | QPersistentModelIndex
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
"""Days that Alt and an arrow move an own date by."""


class CalendarModel(RowsModel[AgendaRow]):
    """Headings, deadlines and own dates; headings cannot be chosen."""

    def __init__(self) -> None:
        super().__init__([Column("Date", _spoken)], lambda row: row.key)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the cursor pass over headings."""
        if isinstance(index.data(RowRole), Heading):
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)


class CalendarDelegate(DeadlineDelegate):
    """Draws headings and own dates beside deadlines."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a heading, an own date or a deadline."""
        row = index.data(RowRole)
        if isinstance(row, Heading):
            _paint_heading(painter, row, option)
        elif isinstance(row, OwnDateRow):
            self.initStyleOption(option, index)
            _paint_own_date(painter, row, option)
        else:
            super().paint(painter, option, index)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height the row needs at the view's width."""
        row, view = index.data(RowRole), option.widget
        width = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
        if isinstance(row, Heading):
            font = tokens.heading_font(view.font())
            return QSize(1, QFontMetrics(font).height() + tokens.SPACE_S)
        if isinstance(row, OwnDateRow):
            return QSize(width, own_date_drawing.height(row, width, view.font()))
        return super().sizeHint(option, index)


class CalendarListView(DeadlineListView):
    """Enter opens, Space ticks off, Delete takes out, Alt and an arrow move an own date."""

    tick_wanted = Signal(object)
    """An `OwnDateRow` to tick off, or to untick."""
    remove_wanted = Signal(object)
    """The row on which Delete was pressed."""
    move_wanted = Signal(object, object)
    """A row, and the `date` it is to move to."""

    def __init__(self) -> None:
        super().__init__()
        self._boxed: OwnDateRow | None = None
        self.setItemDelegate(CalendarDelegate(self))
        # Rows are as tall as the width makes them, so the width must not hang on their height.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)

    @property
    def row(self) -> CalendarRow | None:
        """The row under the cursor."""
        return self._row_of(self.currentIndex())

    def row_at(self, place: QPoint) -> CalendarRow | None:
        """Return the row at a point of the viewport."""
        return self._row_of(self.indexAt(place))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Note whether a box to tick is meant, and not its row."""
        super().mousePressEvent(event)
        self._boxed = self._boxed_at(event.position().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick an own date off when its box was clicked, else choose the row."""
        boxed, self._boxed = self._boxed, None
        if boxed is None:
            super().mouseReleaseEvent(event)
        elif self._boxed_at(event.position().toPoint()) == boxed:
            self.tick_wanted.emit(boxed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do to the row under the cursor what the key says."""
        key, row = Qt.Key(event.key()), self.row
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if row is None:
            super().keyPressEvent(event)
        elif alt and key in _STEPS:
            self.move_wanted.emit(row, calendar_rows.day(row) + timedelta(days=_STEPS[key]))
        elif key == Qt.Key.Key_Space and isinstance(row, OwnDateRow):
            self.tick_wanted.emit(row)
        elif key == Qt.Key.Key_Delete:
            self.remove_wanted.emit(row)
        else:
            super().keyPressEvent(event)

    def _boxed_at(self, place: QPoint) -> OwnDateRow | None:
        row = self.row_at(place)
        if not isinstance(row, OwnDateRow):
            return None
        rect = self.visualRect(self.indexAt(place))
        return row if own_date_drawing.tick_box(row, rect, self.font()).contains(place) else None

    def _row_of(self, index: Index) -> CalendarRow | None:
        row = index.data(RowRole) if index.isValid() else None
        return None if isinstance(row, Heading) else row


def _paint_own_date(painter: QPainter, row: OwnDateRow, option: QStyleOptionViewItem) -> None:
    widget = option.widget
    painter.save()
    panel = QStyle.PrimitiveElement.PE_PanelItemViewItem
    widget.style().drawPrimitive(panel, option, painter, widget)
    own_date_drawing.paint(painter, row, option)
    painter.restore()
    if option.state & QStyle.StateFlag.State_HasFocus:
        painter.save()
        painter.setPen(option.palette.highlight().color())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
        painter.restore()


def _paint_heading(painter: QPainter, row: Heading, option: QStyleOptionViewItem) -> None:
    painter.save()
    palette = QPalette(option.palette)
    palette.setCurrentColorGroup(QPalette.ColorGroup.Active)
    painter.fillRect(option.rect, palette.color(QPalette.ColorRole.Window))
    painter.setFont(tokens.heading_font(option.widget.font()))
    painter.setPen(palette.color(QPalette.ColorRole.WindowText))
    box = option.rect.adjusted(tokens.SPACE_XS, 0, -tokens.SPACE_S, 0)
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, row.text)
    painter.setPen(tokens.tones(palette).quiet)
    right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
    painter.drawText(box, right, str(row.count))
    painter.restore()


def _spoken(row: AgendaRow) -> str:
    if isinstance(row, Heading):
        return f"{row.text}: {words.count(row.count, 'date')}"
    return calendar_rows.spoken(row)
