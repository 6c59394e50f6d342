"""Files dropped anywhere in the window are attached to the case at hand."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from advocate_desktop.ui.documents_pane_drop import DropFrame, dropped_files

_OVER = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)


class WindowDrop(QObject):
    """Watches all widgets of a window, for fields would take a file's name as dropped text."""

    dropped = Signal(object)
    """The paths, as a tuple."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._target = ""
        self.frame = DropFrame("", window)
        window.setAcceptDrops(True)
        application = QApplication.instance()
        assert application is not None, "a window has an application"
        application.installEventFilter(self)

    def set_target(self, name: str) -> None:
        """Say to what files are attached; an empty name takes no files."""
        self._target = name
        self.frame.set_text(f"Drop to attach to {name}")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take files that are dragged over any part of the window."""
        kind = event.type()
        if kind == QEvent.Type.DragLeave:
            self.frame.hide()
        elif kind in _OVER and isinstance(event, QDropEvent) and self._takes(watched, event):
            event.acceptProposedAction()
            if kind == QEvent.Type.DragEnter:
                self.frame.cover()
            elif kind == QEvent.Type.Drop:
                self.frame.hide()
                self.dropped.emit(dropped_files(event.mimeData()))
            return True
        return super().eventFilter(watched, event)

    def _takes(self, watched: QObject, event: QDropEvent) -> bool:
        inside = isinstance(watched, QWidget) and watched.window() is self._window
        return inside and bool(self._target) and bool(dropped_files(event.mimeData()))
