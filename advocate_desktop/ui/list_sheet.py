"""A sheet with a list to choose from, and buttons for what is chosen."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QPushButton

from advocate_desktop.ui import cards
from advocate_desktop.ui.flow import FlowLayout
from advocate_desktop.ui.rows import Column, RowsModel
from advocate_desktop.ui.sheet import Sheet
from advocate_desktop.ui.two_lines import RowTable

Row = TypeVar("Row")


class ListSheet(Sheet, Generic[Row]):
    """Rows under a title; the main button and those added act on the chosen one."""

    def __init__(
        self,
        title: str,
        main: str,
        intro: str,
        columns: Sequence[Column[Row]],
        key: Callable[[Row], Hashable],
        read: Callable[[], Sequence[Row]],
        nothing: str,
        writable: bool = True,
    ) -> None:
        super().__init__(title, main, self._take, intro)
        self._read = read
        self._writable = writable
        self._others: list[QPushButton] = []
        self.model: RowsModel[Row] = RowsModel(columns, key, self)
        self.table = RowTable(title, two_lines=True)
        self.table.setModel(self.model)
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.doubleClicked.connect(lambda: self.attempt())
        self.empty = cards.Words(nothing)
        self.body.addWidget(self.empty, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self.table, 100)
        self._row = FlowLayout()
        self.body.addLayout(self._row)
        self.fill()
        self.cancel_button.setText("Close")
        self.table.selectionModel().selectionChanged.connect(self._follow_choice)
        self.setFocusProxy(self.table)

    @property
    def chosen(self) -> Row | None:
        """The chosen row."""
        rows = self.table.selectionModel().selectedRows()
        return self.model.row(rows[0].row()) if rows else None

    def take(self, row: Row) -> None:
        """Do what the main button says with a row; nothing unless a sheet says what."""

    def add_button(self, text: str, icon: str, act: Callable[[Row], object]) -> QPushButton:
        """Add a button that changes something of the chosen row."""
        made = cards.button(text, icon, lambda: self._with_chosen(act))
        self._row.addWidget(made)
        self._others.append(made)
        return made

    def add_beside(self, button: QPushButton) -> None:
        """Add a button that needs nothing chosen."""
        self._row.addWidget(button)

    def refresh(self) -> None:
        """Read the rows anew and choose the first if none is chosen."""
        rows = self._read()
        self.model.set_rows(rows)
        self.empty.setVisible(not rows)
        self.table.setVisible(bool(rows))
        if rows and self.chosen is None:
            self.table.selectRow(0)
        self._follow_choice()

    def refresh_rows(self, _: object) -> None:
        """Read the rows anew after any change of the casebook."""
        self.refresh()

    def _take(self) -> None:
        self._with_chosen(self.take)

    def _with_chosen(self, act: Callable[[Row], object]) -> None:
        if (row := self.chosen) is not None:
            act(row)

    def _follow_choice(self) -> None:
        can = self.chosen is not None
        self.main_button.setEnabled(can)
        for button in self._others:
            button.setEnabled(can and self._writable)
