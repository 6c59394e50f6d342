"""The search window: words looked for in the whole casebook, narrowed by fields beside them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from advocate_desktop.services.progress import Progress
from advocate_desktop.services.search import LIMIT, Hit, search
from advocate_desktop.ui import cards, tokens, words
from advocate_desktop.ui.field_undo import FieldUndo
from advocate_desktop.ui.finding import go
from advocate_desktop.ui.search_filters import SearchFilters
from advocate_desktop.ui.search_results import SearchResults
from advocate_desktop.ui.tasks import Task

if TYPE_CHECKING:
    from advocate_desktop.ui.desk import Desk

_PAUSE = 150
"""Milliseconds after the last key."""
_BEGIN = (
    "Type words, a name or part of a number. Every one of the words must be there. "
    "Words in “quotes” must follow each other."
)
_NOTHING = "Nothing has all these words. Try fewer words, or only the beginning of a word."
_NARROWED = f"{_NOTHING} Or look everywhere: choose “Clear the choices”."


class SearchWindow(QDialog):
    """A line, what narrows it, and all that was found, grouped; it stays open beside the desk."""

    def __init__(self, desk: Desk) -> None:
        """Begin with nothing looked for."""
        super().__init__(desk)
        self.setWindowTitle("Search everything")
        self.setModal(False)
        self._desk = desk
        self._asked = 0
        self._task: Task | None = None
        self.line = QLineEdit(clearButtonEnabled=True)
        self.filters = SearchFilters(desk.workspace)
        self.clear_button = QPushButton("Clear the choices")
        self.told = cards.Words()
        self.results = SearchResults()
        self.empty = cards.EmptyState(_BEGIN)
        self.open_button = QPushButton("Open")
        self.close_button = QPushButton("Close")
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._build()
        self._connect()
        self._show_found(())
        metrics = self.fontMetrics()
        self.resize(metrics.averageCharWidth() * 110, metrics.height() * 38)

    def begin(self) -> None:
        """Come to the front and take the keyboard."""
        self.filters.offer_names()
        self.show()
        self.raise_()
        self.activateWindow()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()
        self.look()

    def look(self) -> None:
        """Look for what is typed, in the background; only the latest question is answered."""
        self._timer.stop()
        if self._task is not None:
            self._task.cancel()
        self._task = None
        self._asked += 1
        if self.filters.complain() or not self.isVisible():
            return
        asked, typed, chosen = self._asked, self.line.text(), self.filters.value()
        workspace = self._desk.workspace

        def find(progress: Progress) -> tuple[Hit, ...]:
            progress.check()
            return search(workspace, typed, chosen)

        def take(found: tuple[Hit, ...]) -> None:
            if asked == self._asked:
                self._task = None
                self._show_found(found)

        bridge = self._desk.bridge
        self._task = bridge.tasks.start("", find, take, bridge.say_problem)

    def open_chosen(self) -> None:
        """Show the place chosen on the desk, in the paper with the words marked."""
        hit = self.results.chosen
        if hit is not None:
            go(self._desk, hit)
            self._desk.window().activateWindow()

    def _build(self) -> None:
        FieldUndo(self.line)
        self.line.setAccessibleName("Words to look for")
        self.line.setPlaceholderText("Words, a name, or part of a number")
        for button in (self.clear_button, self.open_button, self.close_button):
            button.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[tokens.SPACE_M] * 4)
        column.setSpacing(tokens.SPACE_S)
        column.addWidget(self.line)
        column.addWidget(self.filters)
        column.addLayout(_beside(self.told, self.clear_button))
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(self.results)
        self._stack.addWidget(self.empty)
        column.addWidget(holder, 1)
        hint = cards.note("Enter opens what is chosen.")
        column.addLayout(_beside(hint, self.open_button, self.close_button))

    def _connect(self) -> None:
        self._timer.timeout.connect(self.look)
        self.line.textChanged.connect(lambda _: self._timer.start())
        self.line.returnPressed.connect(self._enter)
        self.filters.changed.connect(self._timer.start)
        self.clear_button.clicked.connect(self.filters.clear)
        self.results.open_wanted.connect(self.open_chosen)
        self.results.choice_changed.connect(self._offer)
        self.open_button.clicked.connect(self.open_chosen)
        self.close_button.clicked.connect(self.reject)
        self._desk.bridge.changed.connect(lambda _: self._timer.start())
        self._key(QKeySequence("Down"), self.line, self._into_results)
        self._key(QKeySequence(QKeySequence.StandardKey.Find), self, self.line.setFocus)

    def _key(self, keys: QKeySequence, place: QWidget, act: Callable[[], object]) -> None:
        shortcut = QShortcut(keys, place)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    def _enter(self) -> None:
        if self._timer.isActive():
            self.look()
        self._into_results()

    def _into_results(self) -> None:
        if self.results.chosen is not None:
            self.results.setFocus()

    def _show_found(self, found: tuple[Hit, ...]) -> None:
        self.results.show_hits(found)
        self._stack.setCurrentIndex(0 if found else 1)
        narrowed = bool(self.filters.value())
        self.empty.set_text(
            _BEGIN if not self.line.text().strip() else _NARROWED if narrowed else _NOTHING
        )
        self.told.setText(_count(found))
        self.clear_button.setEnabled(narrowed)
        self._offer()

    def _offer(self) -> None:
        self.open_button.setEnabled(self.results.chosen is not None)


def _count(found: tuple[Hit, ...]) -> str:
    if len(found) >= LIMIT:
        return f"The first {LIMIT} places. Type more to see fewer."
    return words.count(len(found), "place") if found else ""


def _beside(first: QWidget, *others: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(tokens.SPACE_S)
    row.addWidget(first, 1)
    for other in others:
        row.addWidget(other)
    return row
