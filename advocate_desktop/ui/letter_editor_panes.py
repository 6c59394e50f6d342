"""How text and page of a letter lie: side by side, or behind one another where it is narrow."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QSplitter, QTabWidget, QVBoxLayout, QWidget

from advocate_desktop.ui import tokens

_NARROW = 96
"""Average letters of the font; below this width text and page lie behind one another."""
_LEAST_LINES = 11


class LetterEditorPanes(QSplitter):
    """The text on the left, the parts beside it in tabs; when narrow the text is a tab, too."""

    def __init__(self, text: Sequence[QWidget], beside: Sequence[tuple[QWidget, str]]) -> None:
        """Lay out the widgets of the text's column, the second of which takes the room."""
        super().__init__(Qt.Orientation.Horizontal)
        self.text_side = QWidget()
        side = QVBoxLayout(self.text_side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(tokens.SPACE_XS)
        for place, widget in enumerate(text):
            side.addWidget(widget, int(place == 1))
        metrics = self.fontMetrics()
        self.text_side.setMinimumWidth(metrics.averageCharWidth() * 36)
        self.tabs = QTabWidget(documentMode=True)
        for part, name in beside:
            self.tabs.addTab(part, name)
        self.tabs.setAccessibleName("The letter")
        self.tabs.tabBar().setAccessibleName("Parts of the letter")
        self.addWidget(self.text_side)
        self.addWidget(self.tabs)
        self.setChildrenCollapsible(False)
        # A page would like to be seen whole; it is scrolled instead.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.setMinimumHeight(metrics.height() * _LEAST_LINES)

    @property
    def is_narrow(self) -> bool:
        """Whether the text is a tab."""
        return self.tabs.indexOf(self.text_side) >= 0

    def bring_text_up(self) -> None:
        """Show the text, where it lies behind something."""
        if self.is_narrow:
            self.tabs.setCurrentWidget(self.text_side)

    def name_tab(self, part: QWidget, name: str) -> None:
        """Change what a tab is called."""
        self.tabs.setTabText(self.tabs.indexOf(part), name)

    def follow_width(self, width: int) -> None:
        """Lay text and parts as fits the width."""
        narrow = width < self.fontMetrics().averageCharWidth() * _NARROW
        if narrow and not self.is_narrow:
            self.tabs.insertTab(0, self.text_side, "Text")
            self.tabs.setCurrentIndex(0)
        elif self.is_narrow and not narrow:
            self.tabs.removeTab(self.tabs.indexOf(self.text_side))
            self.insertWidget(0, self.text_side)
            self.text_side.show()
            self.setSizes([width // 2] * 2)
