"""The exhibits of a packet in a list: order, titles, pages, headings, and which go with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from advocate_desktop.domain.cases import CaseRecord
from advocate_desktop.domain.errors import Invalid
from advocate_desktop.domain.moments import day_of
from advocate_desktop.domain.packet_plans import (
    PlannedExhibit,
    PlannedPacket,
    chosen_pages,
    said_turns,
    turns_of,
)
from advocate_desktop.domain.packets import Exhibit, PacketPlan
from advocate_desktop.ui import cards, tokens, words
from advocate_desktop.ui.date_field import DateField, Today
from advocate_desktop.ui.fields import LineField
from advocate_desktop.ui.forms import add_row, form_table

_FEWEST_ROWS, _MOST_ROWS = 3, 10
_ENTRY = Qt.ItemDataRole.UserRole


class PacketExhibits(QWidget):
    """A list to drag or to move by keys; below it the fields of the exhibit chosen.

    A tick tells whether an exhibit goes with this packet; without it, its letter stays free.
    """

    arranged = Signal(str, object)
    """What was done, and the exhibits as a tuple of `PlannedExhibit`."""

    chosen = Signal()
    """Another exhibit was chosen."""

    def __init__(self, today: Today) -> None:
        super().__init__()
        self._record: CaseRecord | None = None
        self.list = QListWidget()
        self.list.setAccessibleName("Exhibits")
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.up = QPushButton("Move up")
        self.down = QPushButton("Move down")
        self.name = LineField("As the document is called")
        self.pages = LineField("All, or as 1-3, 5")
        self.date = DateField(today, "As the document has it")
        self.group = LineField("A heading over it and those after it")
        self.problem = cards.Problem()
        self._build()
        self._wire()

    def show_plan(self, record: CaseRecord, planned: PlannedPacket, laid_out: PacketPlan) -> None:
        """Show the exhibits of a plan, with the letters and pages that it comes to."""
        self._record = record
        chosen = self.entry
        row = max(self.list.currentRow(), 0)
        with QSignalBlocker(self.list):
            self.list.clear()
            for entry in planned.exhibits:
                self.list.addItem(self._item(entry, laid_out.exhibit_of(entry.document)))
            ids = [entry.document for entry in planned.exhibits]
            if chosen is not None and chosen.document in ids:
                row = ids.index(chosen.document)
            self.list.setCurrentRow(min(row, self.list.count() - 1))
        tall = self.list.sizeHintForRow(0) if self.list.count() else self.fontMetrics().height()
        rows = min(max(self.list.count(), _FEWEST_ROWS), _MOST_ROWS)
        self.list.setFixedHeight(tall * rows + 2 * tokens.SPACE_S)
        self._show_entry()

    @property
    def entry(self) -> PlannedExhibit | None:
        """The exhibit chosen."""
        item = self.list.currentItem()
        return item.data(_ENTRY) if item else None

    @property
    def entries(self) -> tuple[PlannedExhibit, ...]:
        """The exhibits in the order in sight."""
        return tuple(self.list.item(row).data(_ENTRY) for row in range(self.list.count()))

    def _build(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(tokens.SPACE_S)
        for button in (self.up, self.down):
            buttons.addWidget(button)
        buttons.addStretch(1)
        table = form_table()
        add_row(table, "Called", self.name)
        add_row(table, "Date", self.date)
        add_row(table, "Pages", self.pages)
        add_row(table, "Heading", self.group)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_S)
        column.addWidget(self.list)
        column.addLayout(buttons)
        column.addLayout(table)
        column.addWidget(self.problem)
        self.setFocusProxy(self.list)

    def _wire(self) -> None:
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.list.currentRowChanged.connect(self._show_entry)
        self.list.itemChanged.connect(self._ticked)
        # After the event: the list moves its row in two steps and is not whole between them.
        self.list.model().rowsMoved.connect(self._reordered, Qt.ConnectionType.QueuedConnection)
        for keys, by in (("Alt+Up", -1), ("Alt+Down", 1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda by=by: self._move(by))
        self.date.left.connect(self._dated)
        for field, part, label in (
            (self.name, "title", "Exhibit renamed"),
            (self.pages, "pages", "Pages of an exhibit chosen"),
            (self.group, "group", "Heading in a packet changed"),
        ):
            assert isinstance(field.box, QLineEdit), "a line to type in"
            field.box.editingFinished.connect(self._typed(field, part, label))

    def _typed(self, field: LineField, part: str, label: str) -> Callable[[], None]:
        def take() -> None:
            entry = self.entry
            new: Any = (field.value() or "").strip()
            if entry is None or new == getattr(entry, part):
                self.problem.say("")
                return
            document = self._record.document(entry.document) if self._record else None
            try:
                if part == "pages" and document is not None:
                    chosen_pages(new, document.pages or 0)
            except Invalid as wrong:
                self.problem.say(str(wrong))
                return
            self.problem.say("")
            self._replace(label, replace(entry, **{part: new}))

        return take

    def turn(self, page: int) -> None:
        """Turn a page of the exhibit chosen, from 1, a quarter clockwise in this packet."""
        if (entry := self.entry) is not None:
            turns = dict(turns_of(entry.turns))
            turns[page] = (turns.get(page, 0) + 90) % 360
            self._replace("Page of an exhibit turned", replace(entry, turns=said_turns(turns)))

    def _dated(self) -> None:
        entry = self.entry
        try:
            wanted = self.date.value()
        except Invalid:
            return  # the field says what is wrong
        day = None if wanted is None else day_of(wanted)
        if entry is not None and day != entry.date:
            self._replace("Exhibit dated", replace(entry, date=day))

    def _replace(self, label: str, new: PlannedExhibit) -> None:
        self.arranged.emit(label, tuple(new if e.id == new.id else e for e in self.entries))

    def _ticked(self, item: QListWidgetItem) -> None:
        entry: PlannedExhibit = item.data(_ENTRY)
        left_out = item.checkState() is not Qt.CheckState.Checked
        if left_out != entry.left_out:
            label = "Exhibit left out" if left_out else "Exhibit put in"
            # After the event, for what follows fills the list anew and the item would be gone.
            new = replace(entry, left_out=left_out)
            QTimer.singleShot(0, self, lambda: self._replace(label, new))

    def _move(self, by: int) -> None:
        entries, row = list(self.entries), self.list.currentRow()
        if 0 <= row < len(entries) and 0 <= row + by < len(entries):
            entries.insert(row + by, entries.pop(row))
            self.arranged.emit("Exhibits put in another order", tuple(entries))

    def _reordered(self) -> None:
        self.arranged.emit("Exhibits put in another order", self.entries)

    def _show_entry(self) -> None:
        entry, row = self.entry, self.list.currentRow()
        self.problem.say("")
        for field, part in ((self.name, "title"), (self.pages, "pages"), (self.group, "group")):
            with QSignalBlocker(field), QSignalBlocker(field.box):
                field.set_value(getattr(entry, part) if entry else "")
            field.setEnabled(entry is not None)
        with QSignalBlocker(self.date), QSignalBlocker(self.date.box):
            self.date.set_value(entry.date if entry else None)
        self.date.setEnabled(entry is not None)
        self.chosen.emit()
        self.up.setEnabled(row > 0)
        self.down.setEnabled(0 <= row < self.list.count() - 1)

    def _item(self, entry: PlannedExhibit, exhibit: Exhibit | None) -> QListWidgetItem:
        item = QListWidgetItem(self._told(entry, exhibit))
        item.setData(_ENTRY, entry)
        item.setFlags(
            (item.flags() | Qt.ItemFlag.ItemIsUserCheckable) & ~Qt.ItemFlag.ItemIsDropEnabled
        )
        ticked = Qt.CheckState.Unchecked if entry.left_out else Qt.CheckState.Checked
        item.setCheckState(ticked)
        return item

    def _told(self, entry: PlannedExhibit, exhibit: Exhibit | None) -> str:
        if exhibit is not None:
            parts = [exhibit.label, exhibit.title]
            if exhibit.date:
                parts.append(words.day(exhibit.date))
            extract = f" ({entry.pages})" if exhibit.is_extract else ""
            parts.append(f"{words.count(exhibit.pages, 'page')}{extract}")
            if entry.turns:
                parts.append(f"{words.count(len(turns_of(entry.turns)), 'page')} turned")
            return " · ".join([*parts, *filter(None, [entry.group])])
        document = self._record.document(entry.document) if self._record else None
        name = entry.title or (document.name if document else "A document that is gone")
        return f"{name} · {'left out' if entry.left_out else 'cannot be printed'}"
