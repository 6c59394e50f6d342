"""A reference in a letter's text: a small plate with its present words, one unit for the caret."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPainter,
    QPalette,
    QPen,
    QPyTextObject,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QApplication

from advocate_desktop.domain.references import Reference
from advocate_desktop.ui import tokens
from advocate_desktop.ui.letter_text_document import reference_of

_LONGEST = 60
"""Characters of a plate."""


class Chip(QPyTextObject):
    """Draws references; `said` gives the words of one, or None when it leads nowhere."""

    def __init__(self, said: Callable[[Reference], str | None], parent: QObject) -> None:
        super().__init__(parent)
        self.said = said

    def words(self, form: QTextFormat) -> tuple[str, bool]:
        """Return what a plate says, and whether what it leads to is there."""
        reference = reference_of(form.toCharFormat())
        said = self.said(reference) if reference else None
        if said is None:
            return "⚠ leads nowhere", False
        return (said if len(said) <= _LONGEST else said[: _LONGEST - 1] + "…"), True

    def intrinsicSize(self, doc: QTextDocument, at: int, form: QTextFormat) -> QSizeF:
        """Return the room of a plate, in the text's own size."""
        metrics = QFontMetricsF(_font(doc))
        width = metrics.horizontalAdvance(self.words(form)[0]) + metrics.height() * 0.6
        return QSizeF(width, metrics.height())

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,
        at: int,
        form: QTextFormat,
    ) -> None:
        """Draw a plate."""
        rect = QRectF(rect)
        text, there = self.words(form)
        palette = QApplication.palette()
        found = tokens.tones(palette)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = found.yours if there else palette.color(QPalette.ColorRole.Text)
        line = Qt.PenStyle.SolidLine if there else Qt.PenStyle.DashLine
        painter.setPen(QPen(ink, 1, line))
        painter.setBrush(found.yours_ground)
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setFont(_font(doc))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()


def _font(doc: QTextDocument) -> QFont:
    return doc.defaultFont()
