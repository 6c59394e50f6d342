"""Tables over frozen rows: a model that updates by id and never resets."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QIcon

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex

RowRole = Qt.ItemDataRole.UserRole
"""The whole row of an index."""
SecondRole = Qt.ItemDataRole.UserRole + 1
"""The second, quiet line of a cell."""
MarksRole = Qt.ItemDataRole.UserRole + 2
"""Places in the text of a cell that are to be marked: first place and end of each."""


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column: its header and what it shows of a row."""

    header: str
    text: Callable[[Row], str]
    second: Callable[[Row], str] | None = None
    """A second, quiet line, for tables with `two_lines.TwoLines`."""
    marks: Callable[[Row], Sequence[tuple[int, int]]] | None = None
    """What to mark in the text, for tables with `two_lines.TwoLines`."""
    icon: Callable[[Row], QIcon | None] | None = None
    tip: Callable[[Row], str] | None = None
    colour: Callable[[Row], QColor | None] | None = None
    right: bool = False
    """Set to the right, for numbers."""
    spoken: Callable[[Row], str] | None = None
    """What a screen reader says, when the text alone does not say it."""
    sort: Callable[[Row], Any] | None = None
    """Key handed to whoever sorts; dates as ISO text or `date`, never a formatted string."""


class RowsModel(QAbstractTableModel, Generic[Row]):
    """A table of frozen rows; `set_rows` moves, adds and removes by id and keeps the selection.

    It neither sorts nor filters: it says which order is wanted, and its owner asks the service.
    """

    order_wanted = Signal(int, bool)
    """Column, and whether the largest comes first."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        key: Callable[[Row], Hashable],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._key = key
        self._rows: list[Row] = []

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows as shown."""
        return tuple(self._rows)

    def row(self, number: int) -> Row:
        """Return the row at that place."""
        return self._rows[number]

    def place(self, key: Hashable) -> int | None:
        """Return the place of the row with that key, or None."""
        return next((i for i, row in enumerate(self._rows) if self._key(row) == key), None)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows, whose keys must differ, changing as little as can be."""
        wanted = {self._key(row): row for row in rows}
        assert len(wanted) == len(rows), "two rows have the same key"
        self._drop_all_but(wanted)
        self._reorder([key for key in wanted if key in {self._key(r) for r in self._rows}])
        self._fill_in(rows)
        self._replace_changed(rows)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's header."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].header
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(self.columns[section].right)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self.columns[index.column()]
        if role == RowRole:
            return row
        if role == SecondRole:
            return column.second(row) if column.second else ""
        if role == MarksRole:
            return column.marks(row) if column.marks else ()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column.right)
        shown = _shown(column, role)
        return shown(row) if shown else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Say which order is wanted; -1 is the owner's own."""
        self.order_wanted.emit(column, order == Qt.SortOrder.DescendingOrder)

    def _drop_all_but(self, wanted: dict[Hashable, Row]) -> None:
        for number in range(len(self._rows) - 1, -1, -1):
            if self._key(self._rows[number]) not in wanted:
                self.beginRemoveRows(QModelIndex(), number, number)
                del self._rows[number]
                self.endRemoveRows()

    def _reorder(self, keys: list[Hashable]) -> None:
        if keys == [self._key(row) for row in self._rows]:
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        held = [self._key(self._rows[index.row()]) for index in before]
        by_key = {self._key(row): row for row in self._rows}
        self._rows = [by_key[key] for key in keys]
        place = {key: number for number, key in enumerate(keys)}
        after = [
            self.index(place[key], index.column()) for key, index in zip(held, before, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _fill_in(self, rows: Sequence[Row]) -> None:
        number = 0
        while number < len(rows):
            last = number
            while last < len(rows) and not self._holds(number, rows[last]):
                last += 1
            if last > number:
                self.beginInsertRows(QModelIndex(), number, last - 1)
                self._rows[number:number] = rows[number:last]
                self.endInsertRows()
            number = last + 1

    def _holds(self, number: int, row: Row) -> bool:
        return number < len(self._rows) and self._key(self._rows[number]) == self._key(row)

    def _replace_changed(self, rows: Sequence[Row]) -> None:
        for number, row in enumerate(rows):
            if self._rows[number] != row:
                self._rows[number] = row
                last = len(self.columns) - 1
                self.dataChanged.emit(self.index(number, 0), self.index(number, last))


def _shown(column: Column[Row], role: int) -> Callable[[Row], Any] | None:
    role_of = Qt.ItemDataRole
    return {
        role_of.DisplayRole: column.text,
        role_of.DecorationRole: column.icon,
        role_of.ToolTipRole: column.tip,
        role_of.ForegroundRole: column.colour,
        role_of.AccessibleTextRole: column.spoken,
    }.get(Qt.ItemDataRole(role) if role < RowRole else Qt.ItemDataRole.UserRole)


def _alignment(right: bool) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
