"""What became of files that were to be attached, in plain sentences."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from advocate_desktop.services.documents import Attached
from advocate_desktop.ui import cards, icons, words

_MOST = 8
"""Sentences shown before the rest is only counted."""


def sentences(files: Sequence[Attached]) -> tuple[str, ...]:
    """Return a sentence for what came in, and one for each file that needs a word."""
    came_in = [file for file in files if file.outcome == "attached"]
    told = [f"{words.count(len(came_in), 'document')} attached."] if came_in else []
    for file in files:
        if file.outcome != "attached":
            told.append(f"“{file.name}” was not added. {file.why}")
        elif file.why:
            told.append(f"“{file.name}”: {file.why}")
    if len(told) > _MOST + 1:
        told[_MOST:] = [f"{words.count(len(told) - _MOST, 'more file')} with a note."]
    return tuple(told)


class AttachReport(QWidget):
    """The sentences, until they are dismissed or other files are attached."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin hidden."""
        super().__init__(parent)
        self._card = cards.Card(cards.Tone.NEXT)
        self._text = cards.Words()
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.dismiss = QToolButton(autoRaise=True)
        self.dismiss.setIcon(icons.icon("x"))
        self.dismiss.setToolTip("Dismiss")
        self.dismiss.setAccessibleName("Dismiss this message")
        self.dismiss.clicked.connect(self.hide)
        inner = QHBoxLayout()
        inner.addWidget(self._text, 1)
        inner.addWidget(self.dismiss, 0, Qt.AlignmentFlag.AlignTop)
        self._card.body.addLayout(inner)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._card)
        self.hide()

    @property
    def text(self) -> str:
        """The sentences, a line each."""
        return self._text.text()

    def tell(self, told: Sequence[str]) -> None:
        """Show these sentences in place of those before."""
        self._text.setText("\n".join(told))
        self._text.setAccessibleName(" ".join(told))
        self.setVisible(bool(told))
