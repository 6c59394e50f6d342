"""A sheet: a short form that takes the case page's place until it is saved or put away."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.ui import cards, tokens
from advocate_desktop.ui.forms import Form


class Sheet(QWidget):
    """Title, what to fill in, the sentence of what is wrong, and two buttons.

    Ctrl+Enter does what the main button does, Escape puts the sheet away.
    """

    closed = Signal()
    wants_room = False
    """Whether the lists beside it give way while it is in sight."""

    def __init__(self, title: str, main: str, act: Callable[[], None], intro: str = "") -> None:
        super().__init__()
        self.title = title
        self._act = act
        self.setAccessibleName(title)
        self.problem = cards.Problem()
        self.main_button = cards.MainButton(main)
        self.main_button.clicked.connect(self.attempt)
        self.cancel_button = QPushButton("Cancel")
        self.cancel_button.clicked.connect(self.closed)
        self.buttons = QHBoxLayout()
        self.body = QVBoxLayout()
        self._lay_out(intro)
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

    def fill(self) -> None:
        """Take all the height there is, for a sheet with a text to read."""
        expanding = QSizePolicy.Policy.Expanding
        self.area.setSizePolicy(expanding, expanding)
        inner = self.area.widget()
        for holder in (self, inner):
            column = holder.layout() if holder else None
            assert isinstance(column, QVBoxLayout), "a sheet is a column"
            column.setStretch(0, 100)

    def is_touched(self) -> bool:
        """Whether the user has typed something that would be lost."""
        return any(form.touched for form in self.findChildren(Form))

    def flush(self) -> bool:
        """Save what saves itself; return whether nothing failed."""
        return True

    def typed(self) -> tuple[dict[str, str], dict[str, str]]:
        """Return what the user typed and what stands in the other fields, by part of the form."""
        typed: dict[str, str] = {}
        shown: dict[str, str] = {}
        for form in self.findChildren(Form):
            for texts, more in zip((typed, shown), form.typed(), strict=True):
                texts.update(more)
        return typed, shown

    def retype(self, typed: Mapping[str, str]) -> None:
        """Put back what was typed before the sheet was left."""
        for form in self.findChildren(Form):
            form.retype(typed)

    def say(self, sentence: str) -> None:
        """Show what is wrong above the buttons; an empty sentence takes it away."""
        self.problem.say(sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Put the sheet away on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self, intro: str) -> None:
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
        self.area = scrolled(self.body)
        self.area.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        column.addWidget(self.area)
        column.addLayout(foot)
        column.addStretch(1)


class _Snug(QScrollArea):
    """A scroll area as tall as what it holds, as long as there is room."""

    def sizeHint(self) -> QSize:
        inner = self.widget()
        if inner is None:
            return super().sizeHint()
        hint = inner.sizeHint()
        if inner.hasHeightForWidth():
            width = max(self.viewport().width(), inner.minimumSizeHint().width())
            # A form's layout forgets its fields' second lines in the one or the other.
            tall = max(inner.heightForWidth(width), inner.minimumSizeHint().height())
            hint.setHeight(tall)
        return hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


def scrolled(body: QVBoxLayout, *, fill: bool = False) -> QScrollArea:
    """Return a scroll area around a column; what room is left stays below it, or goes into it."""
    inner = QWidget()
    column = QVBoxLayout(inner)
    column.setContentsMargins(0, 0, 0, 0)
    column.addLayout(body)
    if not fill:
        column.addStretch(1)
    area = _Snug()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inner)
    return area


def own_scroll(layout: QVBoxLayout) -> QScrollArea:
    """Return an area that scrolls by itself, so that the pages beside it stay in sight."""
    inner = QWidget()
    inner.setLayout(layout)
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
    area.setWidget(inner)
    area.viewport().setAutoFillBackground(False)
    inner.setAutoFillBackground(False)
    return area
