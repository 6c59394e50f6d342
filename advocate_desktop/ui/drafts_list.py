"""The letters of a case that were begun: Enter goes on with one, Delete takes it out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from advocate_desktop.domain.drafts import Draft
from advocate_desktop.domain.moments import parse_moment
from advocate_desktop.ui import cards, tokens, words
from advocate_desktop.ui.rows import Column, RowsModel
from advocate_desktop.ui.two_lines import RowTable, row_height

_MOST_ROWS = 4


class DraftsList(QWidget):
    """A table with the letter changed last on top; away while there is none."""

    open_wanted = Signal(object)
    """A `Draft`."""
    remove_wanted = Signal(object)
    """A `Draft`."""

    def __init__(self) -> None:
        super().__init__()
        self._writable = True
        self.model: RowsModel[Draft] = RowsModel(_COLUMNS, lambda row: row.id, self)
        self.table = RowTable("Letters begun", two_lines=True)
        self.table.setModel(self.model)
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.open_button = cards.button("Go on", "pencil", self._open)
        self.remove_button = cards.button("Take out", "trash-2", self._remove)
        top = QHBoxLayout()
        top.setSpacing(tokens.SPACE_S)
        top.addWidget(cards.heading("Letters begun"), 1)
        top.addWidget(self.open_button)
        top.addWidget(self.remove_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_S)
        column.addLayout(top)
        column.addWidget(self.table)
        self.table.activated.connect(lambda _: self._open())
        keys = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.table)
        keys.setContext(Qt.ShortcutContext.WidgetShortcut)
        keys.activated.connect(self._remove)
        self.table.selectionModel().selectionChanged.connect(self._follow)
        self.setFocusProxy(self.table)

    def show_drafts(self, drafts: Sequence[Draft], *, writable: bool) -> None:
        """Show these letters."""
        self._writable = writable
        self.model.set_rows(drafts)
        self.setVisible(bool(drafts))
        rows = min(len(drafts), _MOST_ROWS)
        head = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(row_height(self.font()) * rows + head + tokens.SPACE_XS)
        self._follow()

    @property
    def chosen(self) -> Draft | None:
        """The chosen letter."""
        rows = self.table.selectionModel().selectedRows()
        return self.model.row(rows[0].row()) if rows else None

    def _follow(self) -> None:
        self.open_button.setEnabled(self.chosen is not None)
        self.remove_button.setEnabled(self.chosen is not None and self._writable)

    def _open(self) -> None:
        if draft := self.chosen:
            self.open_wanted.emit(draft)

    def _remove(self) -> None:
        if (draft := self.chosen) and self._writable:
            self.remove_wanted.emit(draft)


_COLUMNS: tuple[Column[Draft], ...] = (
    Column(
        "Letter",
        text=lambda row: row.title,
        second=lambda row: "As the record gives it" if row.follows_record else "You changed it",
    ),
    Column("Changed", text=lambda row: words.moment(parse_moment(row.changed_at))),
    Column("Language", text=lambda row: words.LANGUAGES.get(row.language, row.language)),
)
