"""The list of documents and the viewer, side by side where there is room, else one above."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

_BESIDE = 100
"""Average characters from which list and viewer stand side by side with pages one can read."""


class ListAndViewer(QSplitter):
    """Gives the viewer the larger part, until the user shares the room otherwise."""

    def __init__(self, listed: QWidget, viewer: QWidget) -> None:
        """Begin side by side."""
        super().__init__(Qt.Orientation.Horizontal)
        self._shared_by_user = False
        self._details_open = False
        self.addWidget(listed)
        self.addWidget(viewer)
        self.setChildrenCollapsible(False)
        self.splitterMoved.connect(self._take_share)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put list and viewer side by side, or below each other where it is narrow."""
        beside = self.width() >= self.fontMetrics().averageCharWidth() * _BESIDE
        wanted = Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical
        if self.orientation() != wanted:
            self.setOrientation(wanted)
            self._shared_by_user = False
        super().resizeEvent(event)
        if not self._shared_by_user:
            self._share()

    def make_room(self, details_open: bool) -> None:
        """Give the list more of a narrow pane's height while the details below it are open."""
        self._details_open = details_open
        if not self._shared_by_user:
            self._share()

    def _share(self) -> None:
        beside = self.orientation() == Qt.Orientation.Horizontal
        whole = self.width() if beside else self.height()
        below = 3 * whole // 4 if self._details_open else 3 * whole // 8
        listed = 2 * whole // 5 if beside else below
        self.setSizes([listed, whole - listed])

    def _take_share(self) -> None:
        self._shared_by_user = True
