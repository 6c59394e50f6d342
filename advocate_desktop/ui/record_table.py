"""A table of one kind of entry of a case with its buttons: add, change, take out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QStackedWidget, QVBoxLayout, QWidget

from advocate_desktop.ui import cards, tokens
from advocate_desktop.ui.rows import Column, RowsModel
from advocate_desktop.ui.two_lines import RowTable

Entry = TypeVar("Entry")

_MOST = 0.3
"""Share of the width that a column takes at most, beside the one that stretches."""


class RecordTable(QWidget, Generic[Entry]):
    """The entries in order of time; Enter changes one, Delete takes it out."""

    add_wanted = Signal()
    change_wanted = Signal(object)
    remove_wanted = Signal(object)

    def __init__(
        self,
        name: str,
        columns: Sequence[Column[Entry]],
        key: Callable[[Entry], str],
        add: str,
        empty: str,
        stretched: int,
    ) -> None:
        super().__init__()
        self.model: RowsModel[Entry] = RowsModel(columns, key, self)
        self.table = RowTable(name, two_lines=True)
        self.table.setModel(self.model)
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
        self._others = [number for number in range(len(columns)) if number != stretched]
        self._build(add, empty)
        self._connect()
        self._follow_choice()

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these entries and keep the one chosen."""
        self.model.set_rows(entries)
        self._stack.setCurrentIndex(0 if entries else 1)
        self._share_width()
        self._follow_choice()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give each column the room it needs, but none too much of it."""
        super().resizeEvent(event)
        self._share_width()

    def set_read_only(self, wanted: bool) -> None:
        """Let entries be read and not changed."""
        self._read_only = wanted
        for button in (self.add_button, self._begin):
            button.setEnabled(not wanted)
        self._follow_choice()

    @property
    def chosen(self) -> Entry | None:
        """The entry chosen."""
        rows = self.table.selectionModel().selectedRows()
        return self.model.row(rows[0].row()) if rows else None

    def choose(self, key: str) -> None:
        """Choose the entry with that key."""
        place = self.model.place(key)
        if place is not None:
            flags = QItemSelectionModel.SelectionFlag
            index = self.model.index(place, 0)
            self.table.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    def _build(self, add: str, empty: str) -> None:
        self._read_only = False
        self.add_button = cards.button(add, "plus", self.add_wanted.emit)
        self.change_button = cards.button("Change", "pencil", self._change)
        self.remove_button = cards.button("Take out", "trash-2", self._remove)
        self._begin = cards.button(add, "plus", self.add_wanted.emit)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(cards.EmptyState(empty, self._begin))
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_S)
        for button in (self.add_button, self.change_button, self.remove_button):
            row.addWidget(button)
        row.addStretch(1)
        self.setFocusProxy(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[tokens.SPACE_M] * 4)
        column.setSpacing(tokens.SPACE_S)
        column.addLayout(row)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.table.selectionModel().selectionChanged.connect(self._follow_choice)
        self.table.doubleClicked.connect(lambda: self._change())
        for key, act in (("Return", self._change), ("Del", self._remove)):
            shortcut = QShortcut(QKeySequence(key), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)

    def _share_width(self) -> None:
        most = int(self.table.viewport().width() * _MOST)
        head = self.table.horizontalHeader()
        for number in self._others:
            needed = max(self.table.sizeHintForColumn(number), head.sectionSizeHint(number))
            # The first column holds the date, which is never cut short.
            self.table.setColumnWidth(number, min(needed, most) if number else needed)

    def _follow_choice(self) -> None:
        can = self.chosen is not None and not self._read_only
        self.change_button.setEnabled(can)
        self.remove_button.setEnabled(can)

    def _change(self) -> None:
        if self.change_button.isEnabled():
            self.change_wanted.emit(self.chosen)

    def _remove(self) -> None:
        if self.remove_button.isEnabled():
            self.remove_wanted.emit(self.chosen)
