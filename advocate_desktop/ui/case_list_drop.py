"""Files dropped on a case in the list are attached to that case."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QRubberBand

from advocate_desktop.ui.documents_pane_drop import dropped_files
from advocate_desktop.ui.rows import RowRole
from advocate_desktop.ui.two_lines import RowTable

_OVER = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)


class CaseListDrop(QObject):
    """Takes what is dragged over a row, and frames the row meanwhile."""

    dropped = Signal(object, object)
    """The `CaseId` of the row, None below the last one, and the paths as a tuple."""

    def __init__(self, table: RowTable) -> None:
        super().__init__(table)
        self._table = table
        self.frame = QRubberBand(QRubberBand.Shape.Rectangle, table.viewport())
        table.setAcceptDrops(True)
        table.viewport().setAcceptDrops(True)
        table.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take files over a row, and nothing else."""
        if event.type() == QEvent.Type.DragLeave:
            self.frame.hide()
        elif event.type() in _OVER and isinstance(event, QDropEvent):
            return self._take(event)
        return super().eventFilter(watched, event)

    def _take(self, event: QDropEvent) -> bool:
        files = dropped_files(event.mimeData())
        if not files:
            event.ignore()
            return True
        event.acceptProposedAction()
        index = self._table.indexAt(event.position().toPoint())
        row = self._table.visualRect(index)
        self.frame.setGeometry(QRect(0, row.y(), self._table.viewport().width(), row.height()))
        dropped = event.type() == QEvent.Type.Drop
        self.frame.setVisible(index.isValid() and not dropped)
        if dropped:
            self.dropped.emit(index.data(RowRole).id if index.isValid() else None, files)
        return True
