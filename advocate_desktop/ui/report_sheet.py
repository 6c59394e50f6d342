"""A sheet that only tells: a list of sentences to read or copy."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit

from advocate_desktop.ui.sheet import Sheet


class ReportSheet(Sheet):
    """Sentences under a title, with a button that copies them."""

    def __init__(self, title: str, intro: str, lines: Sequence[str]) -> None:
        super().__init__(title, "Copy as text", self._copy, intro)
        self._text = QPlainTextEdit("\n\n".join(lines))
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName(title)
        self.body.addWidget(self._text, 1)
        self.fill()
        self.cancel_button.setText("Close")
        self.setFocusProxy(self._text)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text.toPlainText())
