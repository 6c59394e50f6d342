"""The foot of the window: saved when, work under way, what undo takes back, last backup."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStatusBar,
    QWidget,
)

from advocate_desktop.services.changes import Changes
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import tokens, words
from advocate_desktop.ui.tasks import Task, Tasks

_FEWEST, _MOST = 12, 52
"""Average characters of what is being done."""
_UNDONE = 34
"""Average characters of what undo takes back."""


class StatusLine(QStatusBar):
    """Says what happened last and what is going on."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.setMinimumWidth(1)  # what stands here never widens the window
        self.setContentsMargins(tokens.SPACE_S, 0, tokens.SPACE_S, 0)
        self.saved = QLabel()
        self.undo = QLabel()
        self.backed_up = QLabel()
        self._rows: list[TaskRow] = []
        self._strip = QHBoxLayout()
        self._strip.setContentsMargins(0, 0, 0, 0)
        self._strip.setSpacing(tokens.SPACE_L)
        strip = QWidget()
        strip.setLayout(self._strip)
        self.addWidget(self.saved)
        self.addWidget(strip, 1)
        self.addPermanentWidget(self.undo)
        self.addPermanentWidget(self.backed_up)
        self.backed_up.setContentsMargins(tokens.SPACE_L, 0, 0, 0)
        tasks.began.connect(self._show_task)

    def show_workspace(self, workspace: Workspace | None) -> None:
        """Say what state an open casebook is in; None for no casebook."""
        if workspace is None:
            self.saved.setText("")
            self.undo.setText("")
            self.backed_up.setText("")
            return
        locked = "" if workspace.encrypted else " · not encrypted"
        self.saved.setText(("read only" if workspace.read_only else "all saved") + locked)
        self.show_undo(workspace)

    def show_change(self, workspace: Workspace, changes: Changes) -> None:
        """Say when the last change was saved, and what undo would take back."""
        self.saved.setText(f"saved {words.clock(workspace.now())}")
        self.show_undo(workspace)

    def show_undo(self, workspace: Workspace) -> None:
        """Say what undo would take back."""
        label = workspace.undo_label
        text = f"undo: {label}" if label else ""
        room = self.fontMetrics().averageCharWidth() * _UNDONE
        # A long label shall not widen the window.
        self.undo.setText(self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room))
        self.undo.setToolTip(text)
        self.undo.setAccessibleName(text)

    def show_backup(self, text: str) -> None:
        """Say when the last backup was made."""
        self.backed_up.setText(text)

    @Slot(object)
    def _show_task(self, task: Task) -> None:
        if not task.label:
            return
        self.show()  # also on the welcome page, where the bar has nothing else to say
        row = TaskRow(task)
        self._strip.addWidget(row)
        self._rows.append(row)
        task.ended.connect(lambda: self._take_away(row))
        self._show_last()

    def _take_away(self, row: TaskRow) -> None:
        self._rows.remove(row)
        row.deleteLater()
        self._show_last()

    def _show_last(self) -> None:
        """Show what was begun last; there is room for no more."""
        for row in self._rows:
            row.setVisible(row is self._rows[-1])


class TaskRow(QWidget):
    """One piece of work: what it is, how far, and a button that stops it."""

    def __init__(self, task: Task) -> None:
        super().__init__()
        self._task = task
        self._text = QLabel(f"{task.label} …")
        # A long file name shall not widen the window.
        self._text.setMinimumWidth(self.fontMetrics().averageCharWidth() * _FEWEST)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(task.label)
        self._bar.setFixedWidth(self.fontMetrics().averageCharWidth() * 16)
        self._bar.setMaximumHeight(self.fontMetrics().height())
        self._cancel = QPushButton("Cancel")
        self._cancel.setAccessibleName(f"Cancel: {task.label}")
        self._cancel.clicked.connect(self._stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.SPACE_S)
        for widget in (self._text, self._bar, self._cancel):
            row.addWidget(widget)
        row.addStretch(1)
        task.stepped.connect(self._step)

    @Slot(int, int, str)
    def _step(self, done: int, total: int, text: str) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._say(f"{text or self._task.label} …")

    def _stop(self) -> None:
        self._task.cancel()
        self._cancel.setEnabled(False)
        self._say("Stopping …")

    def _say(self, text: str) -> None:
        room = self.fontMetrics().averageCharWidth() * _MOST
        self._text.setText(self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, room))
        self._text.setToolTip(text)
        self._text.setAccessibleName(text)
