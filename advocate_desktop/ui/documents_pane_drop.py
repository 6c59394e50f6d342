"""The frame that says where files dropped onto a pane will go."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget

from advocate_desktop.ui import tokens


def dropped_files(data: QMimeData) -> tuple[Path, ...]:
    """Return the files of this machine that are dragged; nothing is fetched from elsewhere."""
    return tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())


class DropFrame(QWidget):
    """Lies over a pane while files are held above it."""

    def __init__(self, text: str, parent: QWidget) -> None:
        """Cover a pane, hidden at first."""
        super().__init__(parent)
        self._text = text
        self._pane = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def set_text(self, text: str) -> None:
        """Change the words."""
        self._text = text

    def cover(self) -> None:
        """Show the frame over the whole pane."""
        self.setGeometry(self._pane.rect())
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a faint ground, a frame and the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QColor(self.palette().color(QPalette.ColorRole.Window))
        ground.setAlphaF(0.88)
        painter.fillRect(self.rect(), ground)
        painter.setPen(QPen(tokens.tones(self.palette()).yours, 2))
        inset = self.rect().adjusted(*[tokens.SPACE_S] * 2, *[-tokens.SPACE_S] * 2)
        painter.drawRoundedRect(inset, tokens.RADIUS, tokens.RADIUS)
        painter.setFont(tokens.title_font(self.font()))
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
        painter.drawText(inset, flags, self._text)
