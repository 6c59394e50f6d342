"""A letter's text to paste into a portal, in pieces as long as the portal takes."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from advocate_desktop.domain.drafts import DraftId
from advocate_desktop.services.letter_files import portal_text
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import cards, tokens, words
from advocate_desktop.ui.flow import FlowLayout

_LEAST, _STEP, _MOST = 100, 500, 100_000
"""Characters that a portal may take."""


class PortalDialog(QDialog):
    """The text, the portal's limit, and a button to copy each piece."""

    def __init__(self, workspace: Workspace, draft_id: DraftId, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Copy for a portal")
        self._workspace = workspace
        self._draft_id = draft_id
        self.limit = QSpinBox()
        self.limit.setRange(_LEAST - 1, _MOST)
        self.limit.setSingleStep(_STEP)
        self.limit.setSpecialValueText("No limit")
        self.limit.setAccessibleName("Most characters the portal takes")
        self.note = cards.note()
        self.text = QPlainTextEdit(readOnly=True)
        self.text.setAccessibleName("The text")
        self.text.setTabChangesFocus(True)
        self.pieces: tuple[str, ...] = ()
        self._copies = FlowLayout()
        self._build()
        self.limit.valueChanged.connect(self._show)
        self._show()

    def copy_piece(self, number: int) -> None:
        """Put a piece, counted from 0, on the clipboard and into sight."""
        QApplication.clipboard().setText(self.pieces[number])
        self.text.setPlainText(self.pieces[number])
        whole = len(self.pieces) == 1
        what = "The text" if whole else f"Piece {number + 1} of {len(self.pieces)}"
        self.note.setText(f"{what} was copied. Paste it into the portal.")

    def _build(self) -> None:
        label = QLabel("Most characters the portal takes")
        label.setBuddy(self.limit)
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_S)
        row.addWidget(label)
        row.addWidget(self.limit)
        row.addStretch(1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[tokens.SPACE_L] * 4)
        column.setSpacing(tokens.SPACE_S)
        column.addLayout(row)
        column.addWidget(self.note)
        column.addWidget(self.text, 1)
        column.addLayout(self._copies)
        column.addWidget(buttons)
        metrics = self.fontMetrics()
        self.resize(metrics.averageCharWidth() * 84, metrics.height() * 30)

    def _show(self) -> None:
        most = self.limit.value() if self.limit.value() >= _LEAST else None
        self.pieces = portal_text(self._workspace, self._draft_id, most)
        self.text.setPlainText("\n\n———\n\n".join(self.pieces))
        longest = max(map(len, self.pieces))
        parts = words.count(len(self.pieces), "piece")
        self.note.setText(f"{parts}, the longest of {longest} characters.")
        cards.clear(self._copies)
        for number in range(len(self.pieces)):
            whole = len(self.pieces) == 1
            text = "Copy the text" if whole else f"Copy piece {number + 1}"
            made = cards.button(text, "file-text", partial(self.copy_piece, number))
            self._copies.addWidget(made)
