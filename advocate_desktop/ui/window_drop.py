"""Files dropped anywhere in the window are attached to the case at hand."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from advocate_desktop.ui.documents_pane_drop import DropFrame, dropped_files

_OVER = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)


class WindowDrop(QObject):
    """Takes what is dragged over a window, except over parts that take drops themselves.

    Fields take none, for they would take a file's name as text.
    """

    dropped = Signal(object)
    """The paths, as a tuple."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._target = ""
        self._bundles = False
        self.frame = DropFrame("", window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def set_target(self, name: str, *, bundles: bool = False) -> None:
        """Say to what files are attached; an empty name takes only `bundles`, or nothing."""
        self._target, self._bundles = name, bundles
        self.frame.set_text(f"Drop to attach to {name}" if name else "Drop to bring in cases")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take files, and show the frame while they are over the window."""
        kind = event.type()
        if kind == QEvent.Type.DragLeave:
            self.frame.hide()
        elif kind in _OVER and isinstance(event, QDropEvent) and self._takes(event):
            event.acceptProposedAction()
            if kind == QEvent.Type.DragEnter:
                self.frame.cover()
            elif kind == QEvent.Type.Drop:
                self.frame.hide()
                self.dropped.emit(dropped_files(event.mimeData()))
            return True
        return super().eventFilter(watched, event)

    def _takes(self, event: QDropEvent) -> bool:
        files = dropped_files(event.mimeData())
        is_bundle = self._bundles and len(files) == 1 and files[0].suffix.lower() == ".zip"
        return bool(files) and (bool(self._target) or is_bundle)
