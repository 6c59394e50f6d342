"""The fields beside a search: whose, which case, what kind of thing, its days, its tag."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QGridLayout, QLabel, QLineEdit, QWidget

from advocate_desktop.domain.errors import Invalid
from advocate_desktop.domain.folding import folded
from advocate_desktop.services.search import Filters, case_titles, client_names
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import tokens, words
from advocate_desktop.ui.date_field import DateField
from advocate_desktop.ui.fields import ChoiceField, Field, LineField
from advocate_desktop.ui.search_results import GROUPS


class SearchFilters(QWidget):
    """Seven fields; what is left empty narrows nothing."""

    changed = Signal()
    """Another choice was made."""

    def __init__(self, workspace: Workspace) -> None:
        """Begin with nothing narrowed."""
        super().__init__()
        self._workspace = workspace
        self.client = LineField("Anyone")
        self.case = LineField("Any case")
        self.thing = ChoiceField(GROUPS, "Anything")
        self.paper = ChoiceField(words.DOCUMENT_KINDS, "Any paper")
        self.tag = LineField("Any tag")
        self.after = DateField(lambda: workspace.now().date(), "Any day")
        self.before = DateField(lambda: workspace.now().date(), "Any day")
        self._clients, self._cases = QStringListModel(self), QStringListModel(self)
        self._build()

    @property
    def fields(self) -> tuple[Field, ...]:
        """All fields, in the order of the keyboard."""
        return tuple(field for _, field in self._named())

    def value(self) -> Filters:
        """Return what is chosen; a text that is no date narrows nothing."""
        thing, paper = self.thing.value(), self.paper.value()
        return Filters(
            client_words=tuple(folded(self.client.value() or "").split()),
            case_words=tuple(folded(self.case.value() or "").split()),
            kinds=frozenset({thing}) if thing else frozenset(),
            document_kinds=frozenset({paper}) if paper else frozenset(),
            tag=self.tag.value() or "",
            after=_day(self.after),
            before=_day(self.before),
        )

    def complain(self) -> bool:
        """Say at a date what is wrong with it; return whether anything is."""
        return any([self.after.complain(), self.before.complain()])

    def clear(self) -> None:
        """Narrow nothing any more."""
        for field in self.fields:
            is_line = isinstance(field, LineField)
            field.set_value("" if is_line else None)
        self.changed.emit()

    def offer_names(self) -> None:
        """Offer the names of the clients and the titles of the cases there are now."""
        self._clients.setStringList(client_names(self._workspace))
        self._cases.setStringList(case_titles(self._workspace))

    def _named(self) -> Sequence[tuple[str, Field]]:
        return (
            ("Client", self.client),
            ("Case", self.case),
            ("Look in", self.thing),
            ("Kind of paper", self.paper),
            ("From", self.after),
            ("To", self.before),
            ("Tag", self.tag),
        )

    def _build(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.SPACE_M)
        grid.setVerticalSpacing(tokens.SPACE_XS)
        for number, (name, field) in enumerate(self._named()):
            label = QLabel(name)
            label.setBuddy(field.box)
            field.box.setAccessibleName(name)
            row, column = divmod(number, 4)
            grid.addWidget(label, 2 * row, column)
            grid.addWidget(field, 2 * row + 1, column, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(column, 1)
            field.edited.connect(self.changed)
        self._complete(self.client, self._clients)
        self._complete(self.case, self._cases)

    def _complete(self, field: LineField, names: QStringListModel) -> None:
        completer = QCompleter(names, field)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.activated.connect(lambda _: self.changed.emit())
        if isinstance(field.box, QLineEdit):
            field.box.setCompleter(completer)


def _day(field: DateField) -> date | None:
    try:
        found = field.value()
    except Invalid:
        return None
    return found if isinstance(found, date) else None
