"""The agenda: dates of one case or of all, late ones first, then by time; or one day alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from advocate_desktop.ui import cards, tokens, words
from advocate_desktop.ui.calendar_list import CalendarListView, CalendarModel
from advocate_desktop.ui.calendar_rows import AgendaRow, Arranged

STEP = 200
"""Rows shown at first, and added at each wish for more: a list of thousands would be slow."""


class Agenda(QWidget):
    """The dates in order, of all days or of one."""

    row_chosen = Signal(object)
    """The row that was clicked, or on which Enter was pressed."""
    day_left = Signal()
    """The user wants all days again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty, with all days."""
        super().__init__(parent)
        self._shown = Arranged(date.min)
        self._day: date | None = None
        self._most = STEP
        self._model = CalendarModel()
        self._build()

    @property
    def day(self) -> date | None:
        """The day shown alone, or None for all."""
        return self._day

    @property
    def heading(self) -> str:
        """What is written above the list."""
        return self._heading.text()

    def set_rows(self, shown: Arranged) -> None:
        """Show these dates."""
        self._shown = shown
        self._show()

    def set_day(self, day: date | None) -> None:
        """Show one day alone, or all with None."""
        if day != self._day:
            self._most = STEP
        self._day = day
        self._show()

    def _build(self) -> None:
        self.view = CalendarListView()
        self.view.setModel(self._model)
        self.view.setAccessibleName("Agenda")
        self.view.activated_row.connect(self.row_chosen)
        self._empty = cards.EmptyState("")
        self._heading = cards.heading("Agenda")
        self.all_days = QPushButton("Show all days")
        self.all_days.clicked.connect(self.day_left)
        self.more = QPushButton()
        self.more.clicked.connect(self._show_more)
        head = QHBoxLayout()
        head.addWidget(self._heading, 1)
        head.addWidget(self.all_days)
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_XS)
        column.addLayout(head)
        column.addWidget(holder, 1)
        column.addWidget(self.more)

    def _show_more(self) -> None:
        self._most += STEP
        self._show()

    def _show(self) -> None:
        day = self._day
        rows: Sequence[AgendaRow] = self._shown.agenda
        if day is not None:
            rows = self._shown.by_day.get(day, ())
        self._model.set_rows(rows[: self._most])
        left = len(rows) - self._most
        self.more.setText(f"Show {min(left, STEP)} more of {left:,}")
        self.more.setVisible(left > 0)
        self._heading.setText("Agenda" if day is None else words.day(day))
        self.all_days.setVisible(day is not None)
        self._empty.set_text(
            "Dates to keep show up here once you record what happened."
            if day is None
            else "Nothing falls on this day."
        )
        self._stack.setCurrentIndex(0 if rows else 1)
