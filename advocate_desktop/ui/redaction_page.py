"""One page with what is to be taken out of it: marked by the mouse, or word by word by keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from advocate_desktop.domain.page_words import PageWord
from advocate_desktop.domain.redaction import Mark

_LEAST = 3.0
"""Points; a smaller drag is a slip of the hand."""


class RedactionPage(QWidget):
    """Arrow keys go from word to word, Space marks it or takes its mark away."""

    marked = Signal(object)
    """A `Mark` to add, or to take away when it is there already."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Page to mark")
        self.setAccessibleDescription("Arrow keys go from word to word, Space marks the word")
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._page, self._size = 0, (612.0, 792.0)
        self._image: QImage | None = None
        self._words: Sequence[PageWord] = ()
        self._marks: Sequence[Mark] = ()
        self._word = -1
        self._from: QPointF | None = None
        self._to: QPointF | None = None

    def show_page(
        self, page: int, size: tuple[float, float], image: QImage, words: Sequence[PageWord]
    ) -> None:
        """Show a page (from 0) of a size in points with its words; none for a page to look at."""
        self._page, self._size, self._image = page, size, image
        self._words, self._word = words, -1
        self.update()

    def forget(self) -> None:
        """Show an empty page until the right one is drawn, so that none is taken for another."""
        self._image, self._words, self._word = None, (), -1
        self.update()

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Show these marks where they lie on the page."""
        self._marks = marks
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for room in which a page can be read."""
        letter = self.fontMetrics().height()
        return QSize(letter * 28, letter * 30)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin an area."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._from = self._to = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw the area out."""
        if self._from is not None:
            self._to = event.position()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Mark the area drawn."""
        begin, self._from, self._to = self._from, None, None
        self.update()
        if begin is None or not self.isEnabled():
            return
        area = QRectF(begin, event.position()).normalized()
        scale, room = self._scale(), self._room()
        left, top = (area.left() - room.left()) / scale, (area.top() - room.top()) / scale
        wide, high = area.width() / scale, area.height() / scale
        if wide > _LEAST and high > _LEAST:
            mark = Mark(self._page, max(0.0, left), max(0.0, top), left + wide, top + high)
            self.marked.emit(mark)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from word to word; Space marks."""
        steps = {
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Down: 10,
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Up: -10,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is not None and self._words:
            self._word = max(0, min(self._word + step, len(self._words) - 1))
            self.setAccessibleDescription(f"Word: {self._words[self._word].text}")
            self.update()
        elif event.key() == Qt.Key.Key_Space and 0 <= self._word < len(self._words):
            word = self._words[self._word]
            self.marked.emit(Mark(self._page, word.left, word.top, word.right, word.bottom))
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the page, its marks, the word the keys are at, and the area being drawn."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        room = self._room()
        painter.fillRect(room, QColor(Qt.GlobalColor.white))
        if self._image is not None:
            painter.drawImage(room, self._image)
        shade = QColor(Qt.GlobalColor.black)
        shade.setAlphaF(0.55)
        for mark in self._marks:
            if mark.page == self._page:
                painter.fillRect(self._placed(mark), shade)
                painter.setPen(QPen(QColor(Qt.GlobalColor.black), 2))
                painter.drawRect(self._placed(mark))
        painter.setPen(QPen(self.palette().highlight().color(), 2))
        if 0 <= self._word < len(self._words):
            painter.drawRect(self._placed(self._words[self._word]).adjusted(-2, -2, 2, 2))
        if self._from is not None and self._to is not None:
            painter.drawRect(QRectF(self._from, self._to).normalized())

    def _scale(self) -> float:
        return max(
            min((self.width() - 8) / self._size[0], (self.height() - 8) / self._size[1]), 0.05
        )

    def _room(self) -> QRectF:
        scale = self._scale()
        wide, high = self._size[0] * scale, self._size[1] * scale
        return QRectF((self.width() - wide) / 2, (self.height() - high) / 2, wide, high)

    def _placed(self, area: Mark | PageWord) -> QRectF:
        scale, room = self._scale(), self._room()
        return QRectF(
            room.left() + area.left * scale,
            room.top() + area.top * scale,
            (area.right - area.left) * scale,
            (area.bottom - area.top) * scale,
        )
