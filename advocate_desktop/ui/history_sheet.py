"""The history of a case or of the casebook: what each step changed, and an earlier value back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QHeaderView, QLineEdit, QPushButton

from advocate_desktop.services.history import About, Chain, Change, HistoryRow
from advocate_desktop.ui import cards, tokens, words
from advocate_desktop.ui.flow import FlowLayout
from advocate_desktop.ui.rows import Column, RowsModel
from advocate_desktop.ui.sheet import Sheet
from advocate_desktop.ui.two_lines import RowTable

Read = Callable[[int, int | None], tuple[HistoryRow, ...]]
"""Returns at most so many steps, the newest first; those before a step, if its number is given."""

PAGE = 300
"""Steps that are read at once."""

_INTRO = (
    "Every step ever taken, the last first. Choose one to see what it changed. You can put an "
    "earlier value back: that is a new step, and undo takes it back."
)
_KINDS: dict[str, About | None] = {
    "Everything": None,
    "Facts": About.FACTS,
    "Events and dates": About.EVENTS,
    "Calls": About.CALLS,
    "Documents": About.DOCUMENTS,
    "Letters and packets": About.PAPERS,
    "Settings": About.OTHER,
}


class HistorySheet(Sheet):
    """A list of steps, and below it what the chosen one changed."""

    wants_room = True
    put_back_wanted = Signal(object, object)
    """A `Field` and the value it shall have again."""
    values_wanted = Signal(object)
    """The `Field` whose values are asked for."""

    def __init__(self, title: str, read: Read, *, writable: bool) -> None:
        super().__init__(title, "Put the earlier value back", self._put_back, _INTRO)
        self._read = read
        self._writable = writable
        self._rows: tuple[HistoryRow, ...] = ()
        self.filter = QLineEdit(placeholderText="Show only: words, a name, a value …")
        self.filter.setAccessibleName("Show only steps with these words")
        self.filter.setClearButtonEnabled(True)
        self.kinds = QComboBox()
        self.kinds.setAccessibleName("What the steps are about")
        self.kinds.addItems(list(_KINDS))
        self.steps: RowsModel[HistoryRow] = RowsModel(_STEPS, lambda row: row.number, self)
        self.table = RowTable(title, two_lines=True)
        self.changes: RowsModel[tuple[int, Change]] = RowsModel(_CHANGES, lambda row: row[0], self)
        self.changed = RowTable("What the step changed", two_lines=True)
        self.nothing = cards.Words("No step has these words.")
        self.chain = cards.note()
        self.values_button = cards.button("All values of this field", "history", self._ask_values)
        self.older_button = QPushButton("Show older steps")
        self._build()
        self.cancel_button.setText("Close")
        self.refresh()

    @property
    def chosen(self) -> Change | None:
        """The chosen change of the chosen step."""
        rows = self.changed.selectionModel().selectedRows()
        return self.changes.row(rows[0].row())[1] if rows else None

    def refresh(self) -> None:
        """Read as many steps anew as are shown, at least a page."""
        self._rows = self._read(max(PAGE, len(self._rows)), None)
        self.older_button.setEnabled(len(self._rows) >= PAGE)
        self._show()

    def refresh_rows(self, _: object) -> None:
        """Read the steps anew after any change of the casebook."""
        self.refresh()

    def show_chain(self, chain: Chain) -> None:
        """Say whether every step is as it was written."""
        if chain.problems:
            self.chain.setText(f"▲ {' '.join(chain.problems[:3])} Check this casebook (File menu).")
        else:
            many = words.count(chain.entries, "step")
            self.chain.setText(f"✓ All {many} are sealed one to the next, as they were written.")

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(tokens.SPACE_S)
        top.addWidget(self.filter, 1)
        top.addWidget(self.kinds)
        self.body.addLayout(top)
        self.body.addWidget(self.nothing)
        for table, model, tall in ((self.table, self.steps, 9), (self.changed, self.changes, 5)):
            table.setModel(model)
            table.setMinimumHeight(self.fontMetrics().lineSpacing() * tall)
            head = table.horizontalHeader()
            head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
            head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.body.addWidget(self.table, 100)
        self.body.addWidget(cards.heading("What it changed"))
        self.body.addWidget(self.changed, 60)
        head = self.changed.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        row = FlowLayout()
        row.addWidget(self.values_button)
        row.addWidget(self.older_button)
        self.body.addLayout(row)
        self.chain.setText("Looking whether every step is as it was written …")
        self.body.addWidget(self.chain)
        self.fill()
        self.older_button.clicked.connect(self._read_older)
        self.filter.textChanged.connect(lambda: self._show())
        self.kinds.currentIndexChanged.connect(lambda: self._show())
        self.table.selectionModel().selectionChanged.connect(lambda: self._show_changes())
        self.changed.selectionModel().selectionChanged.connect(lambda: self._follow_choice())
        self.setFocusProxy(self.table)

    def _show(self) -> None:
        about = _KINDS[self.kinds.currentText()]
        wanted = self.filter.text().casefold().split()
        rows = tuple(
            row for row in self._rows if (about is None or about in row.about) and _has(row, wanted)
        )
        self.steps.set_rows(rows)
        self.table.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        if rows and not self.table.selectionModel().hasSelection():
            self.table.selectRow(0)
        self._show_changes()

    def _show_changes(self) -> None:
        rows = self.table.selectionModel().selectedRows()
        step = self.steps.row(rows[0].row()) if rows else None
        self.changes.set_rows(tuple(enumerate(step.changes)) if step else ())
        if step and step.changes and self.chosen is None:
            self.changed.selectRow(0)
        self._follow_choice()

    def _follow_choice(self) -> None:
        field = self.chosen.field if self.chosen else None
        can = field is not None and field.can_return
        self.main_button.setEnabled(can and self._writable)
        self.values_button.setEnabled(can)

    def _put_back(self) -> None:
        if (change := self.chosen) is not None and change.field is not None:
            self.put_back_wanted.emit(change.field, change.before)

    def _ask_values(self) -> None:
        if (change := self.chosen) is not None and change.field is not None:
            self.values_wanted.emit(change.field)

    def _read_older(self) -> None:
        more = self._read(PAGE, self._rows[-1].number) if self._rows else ()
        self._rows += more
        self.older_button.setEnabled(len(more) >= PAGE)
        self._show()


def _has(row: HistoryRow, wanted: list[str]) -> bool:
    text = " ".join((row.label, row.who, words.moment(row.at), *row.lines)).casefold()
    return all(word in text for word in wanted)


def _more(row: HistoryRow) -> str:
    if not row.lines:
        return ""
    rest = len(row.lines) - 1
    return row.lines[0] + (f" · and {rest} more" if rest else "")


_STEPS: tuple[Column[HistoryRow], ...] = (
    Column("What was done", text=lambda row: row.label, second=_more),
    Column("When", text=lambda row: words.moment(row.at), second=lambda row: row.who),
)
_CHANGES: tuple[Column[tuple[int, Change]], ...] = (
    Column(
        "Where",
        text=lambda row: _capital(row[1].field.name if row[1].field else row[1].what),
        second=lambda row: row[1].thing,
        tip=lambda row: row[1].line,
    ),
    Column("Before", text=lambda row: _one_line(row[1].before_shown), second=lambda row: ""),
    Column("After", text=lambda row: _one_line(row[1].after_shown), second=lambda row: ""),
)


def _one_line(text: str) -> str:
    return " ".join(text[:400].split())


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
