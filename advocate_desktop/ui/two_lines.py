"""Table cells of two lines: what matters, and below it in quiet type what belongs to it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from advocate_desktop.ui import tokens
from advocate_desktop.ui.marked_text import write_marked
from advocate_desktop.ui.rows import MarksRole, SecondRole

Index = QModelIndex | QPersistentModelIndex


class TwoLines(QStyledItemDelegate):
    """Draws a cell's text and below it, small and quiet, its second line."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw ground, icon and both lines, each cut short with an ellipsis when need be."""
        self.initStyleOption(option, index)
        first, icon = option.text, option.icon
        painter.save()
        style = option.widget.style()
        style.drawPrimitive(
            QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget
        )
        room = option.rect.adjusted(tokens.SPACE_S, tokens.SPACE_XS, -tokens.SPACE_XS, 0)
        metrics = QFontMetrics(option.font)
        if not icon.isNull():
            side = metrics.height()
            icon.paint(painter, QRect(room.left(), room.top(), side, side), mode=_mode(option))
            room.setLeft(room.left() + side + tokens.SPACE_XS)
        marks = index.data(MarksRole) or ()
        write_marked(painter, room, first, option.font, _first_colour(option), marks)
        below = room.translated(0, metrics.lineSpacing())
        second = str(index.data(SecondRole) or "")
        _write(painter, below, second, tokens.small_font(option.font), _second_colour(option))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return room for both lines."""
        self.initStyleOption(option, index)
        metrics, small = QFontMetrics(option.font), QFontMetrics(tokens.small_font(option.font))
        second = str(index.data(SecondRole) or "")
        wide = max(metrics.horizontalAdvance(option.text), small.horizontalAdvance(second))
        side = 0 if option.icon.isNull() else metrics.height() + tokens.SPACE_XS
        margins = tokens.SPACE_S + tokens.SPACE_M
        return QSize(wide + side + margins, row_height(option.font))


def row_height(font: QFont) -> int:
    """Return the height of a row of two lines."""
    small = QFontMetrics(tokens.small_font(font)).lineSpacing()
    return QFontMetrics(font).lineSpacing() + small + tokens.SPACE_S


class RowTable(QTableView):
    """A table that chooses whole rows, with a real header and no grid."""

    def __init__(
        self, name: str, *, two_lines: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._two_lines = two_lines
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if two_lines:
            self.setItemDelegate(TwoLines(self))
        self._take_height()

    def changeEvent(self, event: QEvent) -> None:
        """Give the rows the height of the new font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._take_height()

    def _take_height(self) -> None:
        one = self.fontMetrics().height() + tokens.SPACE_S
        height = row_height(self.font()) if self._two_lines else one
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)


def _write(painter: QPainter, room: QRect, text: str, font: QFont, colour: QColor) -> None:
    metrics = QFontMetrics(font)
    painter.setFont(font)
    painter.setPen(colour)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room.left(), room.top() + metrics.ascent(), shown)


def _mode(option: QStyleOptionViewItem) -> QIcon.Mode:
    return QIcon.Mode.Selected if _is_selected(option) else QIcon.Mode.Normal


def _first_colour(option: QStyleOptionViewItem) -> QColor:
    role = QPalette.ColorRole
    return option.palette.color(role.HighlightedText if _is_selected(option) else role.Text)


def _second_colour(option: QStyleOptionViewItem) -> QColor:
    if _is_selected(option):
        return _first_colour(option)
    return tokens.tones(option.palette).quiet


def _is_selected(option: QStyleOptionViewItem) -> bool:
    return bool(option.state & QStyle.StateFlag.State_Selected)
