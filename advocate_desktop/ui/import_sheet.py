"""What would come in beside what is here, and what shall become of each case and fact."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView

from advocate_desktop.services.merging import Choice, Difference, Incoming, State, Way, usual
from advocate_desktop.ui import cards, words
from advocate_desktop.ui.fields import ChoiceField
from advocate_desktop.ui.forms import add_row, form_table
from advocate_desktop.ui.passphrase_field import PassphraseField
from advocate_desktop.ui.rows import Column, RowsModel
from advocate_desktop.ui.sheet import Sheet
from advocate_desktop.ui.two_lines import RowTable

_INTRO = (
    "Nothing was brought in yet. What is here already is never removed: new papers, events and "
    "calls are added to it. Where a fact differs, yours stays unless you take theirs. Undo takes "
    "all of it back."
)
_WAYS = {
    Way.ADD: "Enter it as a new case",
    Way.MERGE: "Add what is new to the case here",
    Way.LEAVE: "Leave it out",
}
_Case = tuple[int, Incoming, Choice]
_Fact = tuple[Difference, bool]


class ImportSheet(Sheet):
    """The cases, what to do with the chosen one, and the facts in which it differs."""

    wants_room = True
    import_wanted = Signal(object)
    """A `Choice` for each case."""

    def __init__(self, name: str, incoming: Sequence[Incoming]) -> None:
        super().__init__(f"Import “{name}”", "Bring in what was chosen", self._import, _INTRO)
        self._incoming = tuple(incoming)
        self._choices = list(map(usual, incoming))
        self.cases: RowsModel[_Case] = RowsModel(_CASES, lambda row: row[0], self)
        self.table = RowTable("Cases to bring in", two_lines=True)
        self.way = ChoiceField(_WAYS)
        self.facts: RowsModel[_Fact] = RowsModel(_FACTS, lambda row: row[0].key, self)
        self.differing = RowTable("Facts that differ")
        self.take_button = cards.button("Take theirs", "download", self._toggle)
        self._head = cards.heading()
        self._build()
        self._show()
        self.table.selectRow(0)

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What was chosen for each case."""
        return tuple(self._choices)

    def _build(self) -> None:
        for table, model, tall in ((self.table, self.cases, 7), (self.differing, self.facts, 6)):
            table.setModel(model)
            table.setMinimumHeight(self.fontMetrics().lineSpacing() * tall)
            table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.body.addWidget(self.table, 100)
        form = form_table()
        add_row(form, "This case", self.way)
        self.body.addLayout(form)
        self.body.addWidget(self._head)
        self.body.addWidget(self.differing, 80)
        row = QHBoxLayout()
        row.addWidget(self.take_button)
        row.addStretch(1)
        self.body.addLayout(row)
        self.fill()
        self.way.edited.connect(self._choose_way)
        self.table.selectionModel().selectionChanged.connect(lambda: self._show_chosen())
        self.differing.selectionModel().selectionChanged.connect(lambda: self._follow_fact())
        self.differing.doubleClicked.connect(lambda: self._toggle())
        self.setFocusProxy(self.table)

    def _show(self) -> None:
        both = zip(self._incoming, self._choices, strict=True)
        self.cases.set_rows([(n, found, choice) for n, (found, choice) in enumerate(both)])
        busy = any(choice.way is not Way.LEAVE for choice in self._choices)
        self.main_button.setEnabled(busy)
        self._show_chosen()

    def _place(self) -> int:
        rows = self.table.selectionModel().selectedRows()
        return rows[0].row() if rows else 0

    def _show_chosen(self) -> None:
        found, choice = self._incoming[self._place()], self._choices[self._place()]
        known = found.existing is not None
        self.way.set_choices({w: t for w, t in _WAYS.items() if known or w is not Way.MERGE})
        self.way.set_value(choice.way)
        differs = bool(found.differences) and choice.way is Way.MERGE
        for widget in (self._head, self.differing, self.take_button):
            widget.setVisible(differs)
        self._head.setText(f"{words.count(len(found.differences), 'fact')} in which they differ")
        self.facts.set_rows([(d, d.key in choice.taken) for d in found.differences])
        if differs and not self.differing.selectionModel().hasSelection():
            self.differing.selectRow(0)
        self._follow_fact()

    def _fact(self) -> _Fact | None:
        rows = self.differing.selectionModel().selectedRows()
        return self.facts.row(rows[0].row()) if rows else None

    def _follow_fact(self) -> None:
        fact = self._fact()
        self.take_button.setText("Keep mine" if fact and fact[1] else "Take theirs")
        self.take_button.setEnabled(fact is not None)

    def _choose_way(self) -> None:
        place = self._place()
        self._choices[place] = Choice(self.way.value(), self._choices[place].taken)
        self._show()

    def _toggle(self) -> None:
        fact, place = self._fact(), self._place()
        if fact is not None:
            choice = self._choices[place]
            self._choices[place] = Choice(choice.way, choice.taken ^ {fact[0].key})
            self._show()

    def _import(self) -> None:
        self.import_wanted.emit(self.choices)


class BundlePasswordSheet(Sheet):
    """Asks for the password of a locked bundle."""

    tried = Signal(str)

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"Password of “{name}”", "Open it", self._try, why)
        self.password = PassphraseField()
        table = form_table()
        add_row(table, "Password", self.password)
        self.body.addLayout(table)
        self.setFocusProxy(self.password)

    def _try(self) -> None:
        self.tried.emit(self.password.value())


def _what_comes(found: Incoming) -> str:
    if found.state is State.NEW:
        return "New here"
    if found.state is State.SAME:
        return "The same as here"
    counted = (
        (len(found.differences), "fact that differs", "facts that differ"),
        (len(found.documents), "new paper", "new papers"),
        (len(found.events), "new event", "new events"),
        (len(found.calls), "new call", "new calls"),
        (len(found.providers), "new doctor or place", "new doctors and places"),
    )
    return ", ".join(words.count(number, one, many) for number, one, many in counted if number)


_CASES: tuple[Column[_Case], ...] = (
    Column(
        "Case",
        text=lambda row: row[1].record.client.name or "Without a name",
        second=lambda row: row[1].record.case.title,
    ),
    Column("Beside what is here", text=lambda row: _what_comes(row[1])),
    Column("What will be done", text=lambda row: _WAYS[row[2].way]),
)
_FACTS: tuple[Column[_Fact], ...] = (
    Column("Fact", text=lambda row: row[0].name),
    Column(
        "Mine",
        text=lambda row: f"{'' if row[1] else '✓ '}{row[0].mine or 'empty'}",
        spoken=lambda row: f"{row[0].mine or 'empty'}{'' if row[1] else ', this stays'}",
    ),
    Column(
        "Theirs",
        text=lambda row: f"{'✓ ' if row[1] else ''}{row[0].theirs or 'empty'}",
        spoken=lambda row: f"{row[0].theirs or 'empty'}{', this is taken' if row[1] else ''}",
    ),
)
