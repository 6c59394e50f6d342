"""The agenda: deadlines of one case or of all, late ones first, then by time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QStackedLayout,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from advocate_desktop.ui import cards, tokens, words
from advocate_desktop.ui import deadline_list_drawing as drawing
from advocate_desktop.ui.deadline_list import DeadlineDelegate, DeadlineListView
from advocate_desktop.ui.deadline_list_drawing import DeadlineRow
from advocate_desktop.ui.rows import Column, RowRole, RowsModel
from advocate_desktop.ui.words import Mark

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Heading:
    """The name of a group, with how many it holds."""

    text: str
    count: int

    @property
    def key(self) -> str:
        """What identifies it from one showing to the next."""
        return self.text


AgendaRow = Heading | DeadlineRow


def grouped(rows: Sequence[DeadlineRow], today: date) -> tuple[AgendaRow, ...]:
    """Return the rows under the headings Late, Passed if they apply, Next 7 days, Later."""
    groups: dict[str, list[DeadlineRow]] = {}
    for name in ("Late", "May have passed", "Next 7 days", "Later"):
        groups[name] = []
    for row in sorted(rows, key=lambda row: words.shown_day(row.deadline)):
        groups[_group(row, today)].append(row)
    made: list[AgendaRow] = []
    for name, members in groups.items():
        if members:
            made += [Heading(name, len(members)), *members]
    return tuple(made)


def _group(row: DeadlineRow, today: date) -> str:
    if words.mark(row.deadline) is Mark.LATE:
        return "Late"
    shown = words.shown_day(row.deadline)
    if shown < today:
        return "May have passed"
    return "Next 7 days" if shown <= today + timedelta(days=7) else "Later"


class AgendaModel(RowsModel[AgendaRow]):
    """Headings and deadlines; only deadlines can be chosen."""

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the cursor pass over headings."""
        if isinstance(index.data(RowRole), Heading):
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)


class AgendaDelegate(DeadlineDelegate):
    """Draws headings beside deadlines."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a heading or a deadline."""
        row = index.data(RowRole)
        if isinstance(row, Heading):
            _paint_heading(painter, row, option)
        else:
            super().paint(painter, option, index)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a heading or a deadline."""
        if isinstance(index.data(RowRole), Heading):
            font = tokens.heading_font(option.widget.font())
            return QSize(1, QFontMetrics(font).height() + tokens.SPACE_S)
        return super().sizeHint(option, index)


def _paint_heading(painter: QPainter, row: Heading, option: QStyleOptionViewItem) -> None:
    painter.save()
    palette = QPalette(option.palette)
    palette.setCurrentColorGroup(QPalette.ColorGroup.Active)
    painter.fillRect(option.rect, palette.color(QPalette.ColorRole.Window))
    painter.setFont(tokens.heading_font(option.widget.font()))
    painter.setPen(palette.color(QPalette.ColorRole.WindowText))
    box = option.rect.adjusted(tokens.SPACE_XS, 0, -tokens.SPACE_S, 0)
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, row.text)
    painter.setPen(tokens.tones(palette).quiet)
    right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
    painter.drawText(box, right, str(row.count))
    painter.restore()


class Agenda(QWidget):
    """The deadlines in order, of all days or of one."""

    row_chosen = Signal(object)
    """The `DeadlineRow` that was clicked, or on which Enter was pressed."""
    day_left = Signal()
    """The user wants all days again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty, with all days."""
        super().__init__(parent)
        self._rows: tuple[DeadlineRow, ...] = ()
        self._today = date.min
        self._day: date | None = None
        self._model: AgendaModel = AgendaModel([Column("Date", _spoken)], _key, self)
        self._build()

    @property
    def day(self) -> date | None:
        """The day shown alone, or None for all."""
        return self._day

    @property
    def heading(self) -> str:
        """What is written above the list."""
        return self._heading.text()

    def set_rows(self, rows: Sequence[DeadlineRow], today: date) -> None:
        """Show these deadlines."""
        self._rows = drawing.numbered(tuple(rows))
        self._today = today
        self._show()

    def set_day(self, day: date | None) -> None:
        """Show one day alone, or all with None."""
        self._day = day
        self._show()

    def row(self, key: object) -> DeadlineRow | None:
        """Return the deadline of that key, or None when it is gone."""
        return next((row for row in self._rows if row.key == key), None)

    def _build(self) -> None:
        self.view = DeadlineListView()
        self.view.setModel(self._model)
        self.view.setItemDelegate(AgendaDelegate(self.view))
        self.view.setAccessibleName("Agenda")
        # Rows are as tall as the width makes them, so the width must not hang on their height.
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.view.activated_row.connect(self.row_chosen)
        self._empty = cards.EmptyState("")
        self._heading = cards.heading("All dates")
        self.all_days = QPushButton("Show all days")
        self.all_days.clicked.connect(self.day_left)
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

    def _show(self) -> None:
        day = self._day
        rows = [r for r in self._rows if day is None or words.shown_day(r.deadline) == day]
        self._model.set_rows(grouped(rows, self._today) if day is None else tuple(rows))
        self._heading.setText("Agenda" if day is None else words.day(day))
        self.all_days.setVisible(day is not None)
        self._empty.set_text(
            "Dates to keep show up here once you record what happened."
            if day is None
            else "Nothing falls on this day."
        )
        self._stack.setCurrentIndex(0 if rows else 1)


def _spoken(row: AgendaRow) -> str:
    if isinstance(row, Heading):
        return f"{row.text}: {words.count(row.count, 'date')}"
    return drawing.spoken(row)


def _key(row: AgendaRow) -> Any:
    return row.key
