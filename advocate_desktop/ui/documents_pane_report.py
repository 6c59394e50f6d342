"""What became of files that were to be attached, in plain sentences."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QToolButton, QWidget

from advocate_desktop.services.documents import Attached
from advocate_desktop.ui import cards, icons, words

_MOST = 8
"""Lines shown before one has to scroll."""


def sentences(files: Sequence[Attached]) -> tuple[str, ...]:
    """Return a sentence for what came in, then what did not, then what to know of the rest."""
    came_in = [file for file in files if file.outcome == "attached"]
    told = [f"{words.count(len(came_in), 'document')} attached."] if came_in else []
    told += [f"“{f.name}” was not added. {f.why}" for f in files if f.outcome != "attached"]
    told += [f"“{file.name}”: {file.why}" for file in came_in if file.why]
    return tuple(told) or ("There was nothing to attach.",)


class AttachReport(QWidget):
    """The sentences, until they are dismissed or other files are attached."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin hidden."""
        super().__init__(parent)
        self._card = cards.Card(cards.Tone.NEXT)
        self._text = _Lines()
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
        return self._text.words.text()

    def tell(self, told: Sequence[str]) -> None:
        """Show these sentences in place of those before."""
        self._text.tell(told)
        self.setVisible(bool(told))


class _Lines(QScrollArea):
    """Sentences that take the height they need, up to a few lines."""

    def __init__(self) -> None:
        super().__init__()
        self.words = cards.Words()
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setWidget(self.words)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for ground in (self.viewport(), self.words):
            ground.setAutoFillBackground(False)

    def tell(self, told: Sequence[str]) -> None:
        self.words.setText("\n".join(told))
        self.setAccessibleName(" ".join(told))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        needed = max(0, self.words.heightForWidth(self.viewport().width()))
        self.setFixedHeight(min(needed, self.fontMetrics().lineSpacing() * _MOST))
