"""A line of text in which what was found is marked: bold and underlined."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout

from advocate_desktop.ui import tokens

Marks = Sequence[tuple[int, int]]


def write_marked(
    painter: QPainter, room: QRect, text: str, font: QFont, colour: QColor, marks: Marks
) -> None:
    """Draw one line, cut short with an ellipsis where it has no room."""
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    layout = QTextLayout(shown, font)
    layout.setFormats([_format(shown, first, end) for first, end in marks if first < len(shown)])
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(1e6)
    layout.endLayout()
    painter.save()
    painter.setClipRect(room.adjusted(0, -tokens.SPACE_XS, 0, tokens.SPACE_XS))
    painter.setPen(colour)
    layout.draw(painter, QPointF(room.left(), room.top()))
    painter.restore()


def _format(shown: str, first: int, end: int) -> QTextLayout.FormatRange:
    # Qt counts letters beyond the first 65,536 as two.
    before, inside = shown[:first], shown[first:end]
    made = QTextLayout.FormatRange()
    made.start = _units(before)
    made.length = _units(inside)
    look = QTextCharFormat()
    look.setFontWeight(QFont.Weight.Bold)
    look.setFontUnderline(True)
    made.format = look
    return made


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "replace")) // 2
