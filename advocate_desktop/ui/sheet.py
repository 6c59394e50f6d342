"""A sheet: a short form that takes the case page's place until it is saved or put away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.ui import cards, tokens


class Sheet(QWidget):
    """Title, what to fill in, the sentence of what is wrong, and two buttons.

    Ctrl+Enter does what the main button does, Escape puts the sheet away.
    """

    closed = Signal()

    def __init__(self, title: str, main: str, act: Callable[[], None], intro: str = "") -> None:
        super().__init__()
        self.title = title
        self._act = act
        self.setAccessibleName(title)
        self.problem = cards.Words("")
        self.problem.hide()
        self.main_button = cards.MainButton(main)
        self.main_button.clicked.connect(self.attempt)
        self.cancel_button = QPushButton("Cancel")
        self.cancel_button.clicked.connect(self.closed)
        self.buttons = QHBoxLayout()
        self.body = QVBoxLayout()
        self._build(intro)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.attempt)

    def attempt(self) -> None:
        """Do what the main button says; an expected error stays in the sheet as a sentence."""
        self.say("")
        if not self.main_button.isEnabled():
            return
        try:
            self._act()
        except AdvocateError as error:
            self.say(str(error))

    def say(self, sentence: str) -> None:
        """Show what is wrong above the buttons; an empty sentence takes it away."""
        palette = self.palette()
        palette.setColor(palette.ColorRole.WindowText, tokens.tones(palette).late)
        self.problem.setPalette(palette)
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Put the sheet away on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _build(self, intro: str) -> None:
        self.body.setContentsMargins(tokens.SPACE_L, tokens.SPACE_L, tokens.SPACE_L, 0)
        self.body.setSpacing(tokens.SPACE_M)
        self.body.addWidget(cards.title(self.title))
        if intro:
            self.body.addWidget(cards.Words(intro, quiet=True))
        foot = QVBoxLayout()
        foot.setContentsMargins(*[tokens.SPACE_L, tokens.SPACE_M] * 2)
        foot.addWidget(self.problem)
        self.buttons.setSpacing(tokens.SPACE_S)
        self.buttons.addWidget(self.main_button)
        self.buttons.addWidget(self.cancel_button)
        self.buttons.addStretch(1)
        foot.addLayout(self.buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(scrolled(self.body), 1)
        column.addLayout(foot)


def scrolled(body: QVBoxLayout) -> QScrollArea:
    """Return a scroll area around a column that grows downwards only."""
    inner = QWidget()
    inner.setLayout(body)
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inner)
    return area
