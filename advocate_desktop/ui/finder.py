"""The box that finds or does anything: actions, cases, and words in the casebook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QIcon, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from advocate_desktop.ui import tokens
from advocate_desktop.ui.field_undo import FieldUndo
from advocate_desktop.ui.rows import Column, RowsModel
from advocate_desktop.ui.two_lines import RowTable, row_height

_PAUSE = 120
"""Milliseconds after the last key."""
_SHOWN = 9
"""Rows in sight; the rest scroll."""


@dataclass(frozen=True, slots=True)
class Find:
    """One thing found: what it is, where, and what choosing it does."""

    key: str
    text: str
    second: str
    icon: QIcon
    act: Callable[[], object]
    marks: Sequence[tuple[int, int]] = ()
    """Places of the text that were looked for."""

    def __eq__(self, other: object) -> bool:
        """Compare what is shown."""
        return isinstance(other, Find) and self.shown == other.shown

    def __hash__(self) -> int:
        """Hash what is shown."""
        return hash(self.shown)

    @property
    def shown(self) -> tuple[str, str, str]:
        """What identifies it and what is read."""
        return self.key, self.text, self.second


Search = Callable[[str], Sequence[Find]]


class Finder(QLineEdit):
    """A line with a list below it; arrows choose, Enter does, Escape leaves."""

    def __init__(self, search: Search, window: QWidget) -> None:
        super().__init__(window)
        self._search = search
        self._window = window
        self.setAcceptDrops(False)
        FieldUndo(self)
        self.setAccessibleName("Find or do anything")
        self.setPlaceholderText("Find or do anything   Ctrl+K")
        self.setClearButtonEnabled(True)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 34)
        self.model: RowsModel[Find] = RowsModel(_COLUMNS, lambda found: found.key, self)
        self.list = RowTable("What was found", two_lines=True, parent=window)
        self.list.setModel(self.model)
        self.list.horizontalHeader().hide()
        self.list.horizontalHeader().setStretchLastSection(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.hide()
        self.list.clicked.connect(lambda _: self._do())
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._timer.timeout.connect(self.look)
        self.textEdited.connect(lambda _: self._timer.start())
        window.installEventFilter(self)

    def begin(self) -> None:
        """Take the keyboard."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        self.look()

    def look(self) -> None:
        """Search for what is typed and show what was found."""
        self._timer.stop()
        self.model.set_rows(self._search(self.text().strip()))
        if not self.model.rowCount() or not self.hasFocus():
            self.list.hide()
            return
        self.list.selectRow(0)
        self._place()
        self.list.show()
        self.list.raise_()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move in the list, do what is chosen, or leave."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._move(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.look()
            self._do()
        elif event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Put the list away."""
        super().focusOutEvent(event)
        self.list.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the list under the line when the window changes its size."""
        if event.type() == QEvent.Type.Resize and self.list.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _move(self, step: int) -> None:
        rows = self.model.rowCount()
        if rows:
            self.list.selectRow((self.list.currentIndex().row() + step) % rows)

    def _do(self) -> None:
        rows = self.list.selectionModel().selectedRows()
        if rows:
            found = self.model.row(rows[0].row())
            self._leave()
            found.act()

    def _leave(self) -> None:
        self.clear()
        self.list.hide()
        self._window.setFocus()

    def _place(self) -> None:
        width = max(self.width(), self.fontMetrics().averageCharWidth() * 60)
        width = min(width, self._window.width() - 2 * tokens.SPACE_S)
        height = row_height(self.list.font()) * min(self.model.rowCount(), _SHOWN) + 4
        corner = self.mapTo(self._window, QPoint(self.width() - width, self.height() + 2))
        self.list.setGeometry(max(tokens.SPACE_S, corner.x()), corner.y(), width, height)


_COLUMNS: tuple[Column[Find], ...] = (
    Column(
        "Found",
        text=lambda found: found.text,
        second=lambda found: found.second,
        marks=lambda found: found.marks,
        icon=lambda found: found.icon,
    ),
)
