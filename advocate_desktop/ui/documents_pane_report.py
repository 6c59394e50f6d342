"""What became of files that were to be attached, in plain sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QToolButton, QWidget

from advocate_desktop.domain.documents import DocumentId
from advocate_desktop.services.documents import Attached
from advocate_desktop.ui import cards, icons, words

_MOST = 8
"""Lines shown before one has to scroll."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, and the document that it leads to."""

    sentence: str
    document: DocumentId | None = None


def lines(files: Sequence[Attached]) -> tuple[Line, ...]:
    """Return a line for what came in, then what did not, then what to know of the rest.

    One that came in alone is led to, and so is the document that a file is the same as.
    """
    came_in = [file for file in files if file.outcome == "attached"]
    only = came_in[0].document if len(came_in) == 1 else None
    told = [Line(f"{words.count(len(came_in), 'document')} attached.", only)] if came_in else []
    told += [
        Line(f"“{f.name}” was not added. {f.why}", f.document)
        for f in files
        if f.outcome != "attached"
    ]
    told += [Line(f"“{file.name}”: {file.why}", file.document) for file in came_in if file.why]
    return tuple(told) or (Line("There was nothing to attach."),)


class AttachReport(QWidget):
    """The sentences, until they are dismissed or other files are attached."""

    document_wanted = Signal(str)
    """The id of a document to show."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin hidden."""
        super().__init__(parent)
        self._card = cards.Card(cards.Tone.NEXT)
        self._text = _Lines()
        self._text.words.linkActivated.connect(self.document_wanted)
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
        return self._text.plain

    def tell(self, told: Sequence[Line]) -> None:
        """Show these sentences in place of those before."""
        self._text.tell(told)
        self.setVisible(bool(told))


class _Lines(QScrollArea):
    """Sentences that take the height they need, up to a few lines."""

    def __init__(self) -> None:
        super().__init__()
        self.plain = ""
        self.words = cards.Words()
        # What stands here has names of files in it, which are escaped.
        self.words.setTextFormat(Qt.TextFormat.RichText)
        reach = Qt.TextInteractionFlag
        self.words.setTextInteractionFlags(
            reach.TextSelectableByMouse
            | reach.LinksAccessibleByMouse
            | reach.LinksAccessibleByKeyboard
        )
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setWidget(self.words)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for ground in (self.viewport(), self.words):
            ground.setAutoFillBackground(False)

    def tell(self, told: Sequence[Line]) -> None:
        self.plain = "\n".join(line.sentence for line in told)
        self.words.setText("<br>".join(map(_html, told)))
        self.setAccessibleName(self.plain.replace("\n", " "))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        needed = max(0, self.words.heightForWidth(self.viewport().width()))
        self.setFixedHeight(min(needed, self.fontMetrics().lineSpacing() * _MOST))


def _html(line: Line) -> str:
    if line.document is None:
        return escape(line.sentence)
    return f'{escape(line.sentence)} <a href="{escape(line.document)}">Show it</a>'
