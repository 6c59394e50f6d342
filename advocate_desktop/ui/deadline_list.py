"""A list of deadlines, drawn the same wherever it stands."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from advocate_desktop.domain.deadlines import Deadline
from advocate_desktop.ui import deadline_list_drawing as drawing
from advocate_desktop.ui.deadline_list_drawing import DeadlineRow
from advocate_desktop.ui.rows import Column, RowRole, RowsModel

Index = QModelIndex | QPersistentModelIndex


class DeadlineDelegate(QStyledItemDelegate):
    """Draws the rows of a list view that hold a `DeadlineRow`."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw ground, focus and row."""
        self.initStyleOption(option, index)
        painter.save()
        widget = option.widget
        style = widget.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, widget)
        drawing.paint(painter, index.data(RowRole), option)
        painter.restore()
        if option.state & QStyle.StateFlag.State_HasFocus:
            _paint_focus(painter, option)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height the row needs at the view's width."""
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
        return QSize(width, drawing.height(index.data(RowRole), width, view.font()))


def _paint_focus(painter: QPainter, option: QStyleOptionViewItem) -> None:
    painter.save()
    painter.setPen(option.palette.highlight().color())
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
    painter.restore()


class DeadlineListView(QListView):
    """A list view whose rows take the height they need at its width."""

    activated_row = Signal(object)
    """The row that was clicked, or on which Enter was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setItemDelegate(DeadlineDelegate(self))
        self.clicked.connect(self._tell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space do what a click does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._tell(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Measure the rows anew when the font changes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.scheduleDelayedItemsLayout()

    def _tell(self, index: Index) -> None:
        if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsSelectable:
            self.activated_row.emit(index.data(RowRole))


class DeadlineList(DeadlineListView):
    """All deadlines of one case, as tall as they need, for a page that scrolls itself."""

    chosen = Signal(object)
    """The `Deadline` that was clicked, or on which Enter was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._model: RowsModel[DeadlineRow] = RowsModel(
            [Column("Deadline", drawing.spoken)], lambda row: row.key, self
        )
        self.setModel(self._model)
        self.setAccessibleName("Dates of this case")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.activated_row.connect(lambda row: self.chosen.emit(row.deadline))

    def set_deadlines(self, deadlines: tuple[Deadline, ...]) -> None:
        """Show these deadlines in this order."""
        self._model.set_rows(drawing.numbered(tuple(DeadlineRow(d) for d in deadlines)))
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height when the width changed."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the height of every row at the width there is."""
        width = self.viewport().width()
        rows = self._model.rows
        tall = sum(drawing.height(row, width, self.font()) for row in rows)
        return QSize(self.fontMetrics().averageCharWidth() * 30, tall + 2)

    def minimumSizeHint(self) -> QSize:
        """Never scroll inside the page's own scrolling."""
        return self.sizeHint()
