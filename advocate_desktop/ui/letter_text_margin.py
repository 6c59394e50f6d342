"""The margin beside a letter's text: which paragraphs follow the record, and which are yours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from advocate_desktop.ui import tokens
from advocate_desktop.ui.letter_text_document import text_blocks

if TYPE_CHECKING:
    from advocate_desktop.ui.letter_text_edit import LetterTextEdit


class Origin(StrEnum):
    """Where a paragraph comes from; the value is the word beside it."""

    RECORD = "record"
    YOURS = "yours"
    NONE = ""


ORIGIN_SENTENCES = {
    Origin.RECORD: "This paragraph comes from the record and follows it.",
    Origin.YOURS: "This paragraph is yours: it stays as you wrote it.",
    Origin.NONE: "Nothing is written here.",
}
_BARS = {Origin.RECORD: 1.0, Origin.YOURS: 4.0}
"""How thick the bar beside a paragraph is, in pixels."""


class TextMargin(QWidget):
    """A bar along each paragraph, thin for the record's and thick for yours, with a word."""

    def __init__(self, edit: LetterTextEdit) -> None:
        super().__init__(edit)
        self._edit = edit
        self.origins: Sequence[Origin] = ()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        edit.verticalScrollBar().valueChanged.connect(self.update)
        edit.document().documentLayout().update.connect(self.update)

    def sizeHint(self) -> QSize:
        """Ask for the width of its words."""
        metrics = self._metrics()
        return QSize(metrics.horizontalAdvance(Origin.RECORD.value) + tokens.SPACE_L, 0)

    def show_origins(self, origins: Sequence[Origin]) -> None:
        """Show where each block of the text comes from."""
        self.origins = origins
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bars in sight."""
        painter = QPainter(self)
        painter.setFont(tokens.small_font(self._edit.font()))
        found = tokens.tones(self.palette())
        word_height = self._metrics().height()
        for origin, room in self._stretches():
            ink = found.yours if origin is Origin.YOURS else found.quiet
            thick = _BARS[origin]
            painter.fillRect(QRectF(self.width() - thick, room.top(), thick, room.height()), ink)
            painter.setPen(ink)
            # The word stays in sight as long as any of its stretch is.
            top = min(max(room.top(), 0), max(room.bottom() - word_height, room.top()))
            place = QRectF(0, top, self.width() - tokens.SPACE_S, word_height)
            painter.drawText(place, Qt.AlignmentFlag.AlignRight, origin.value)

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(tokens.small_font(self._edit.font()))

    def _stretches(self) -> Iterator[tuple[Origin, QRectF]]:
        """Return where the paragraphs of one origin that follow one another stand."""
        for origin, run in groupby(self._rooms(), key=lambda found: found[0]):
            rooms = [room for _, room in run]
            if origin is not Origin.NONE:
                yield origin, rooms[0].united(rooms[-1])

    def _rooms(self) -> Iterator[tuple[Origin, QRectF]]:
        document = self._edit.document()
        offset = self._edit.verticalScrollBar().value()
        layout = document.documentLayout()
        for origin, block in zip(self.origins, text_blocks(document), strict=False):
            room = layout.blockBoundingRect(block).translated(0, -offset)
            if room.bottom() >= 0:
                yield origin, room
            if room.top() > self.height():
                return
