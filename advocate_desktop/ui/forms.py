"""Forms that save as one types: labelled rows bound to the parts of a frozen value."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

from advocate_desktop.domain.errors import AdvocateError, Invalid
from advocate_desktop.ui import cards, tokens
from advocate_desktop.ui.date_field import DateField
from advocate_desktop.ui.fields import Field, TickField

Value = TypeVar("Value")

_PAUSE = 900
"""Milliseconds without a key after which what was typed is saved."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a form: its label, its field, and which part of the value it holds."""

    label: str
    field: Field
    part: str
    """Attribute name, dotted for a value inside the value: `address.city`."""
    tip: str = ""
    """A sentence below the field, for what the label cannot say."""


class Form(QWidget, Generic[Value]):
    """Labelled rows for one value, saved once per pause and when the keyboard leaves a field.

    When `save` raises an expected error, what was typed stays and is tried again.
    """

    failed = Signal(object)
    """The `AdvocateError` that kept the values from being saved."""

    def __init__(
        self,
        rows: tuple[Row, ...],
        shown: Value,
        save: Callable[[Value], None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._rows = rows
        self._shown = shown
        self._save = save
        self._typed: set[str] = set()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.flush)
        self.table = form_table(self)
        for row in rows:
            add_row(self.table, row.label, row.field, row.tip)
            row.field.edited.connect(lambda part=row.part: self._note(part))
            row.field.left.connect(self.flush)
        self._fill()

    def show_value(self, value: Value) -> None:
        """Show a value, except in the fields being typed in."""
        self._shown = value
        self._fill()

    def value(self) -> Value:
        """Return the value last shown with what was typed since; wrong dates stay as they were."""
        made = self._shown
        for row in self._rows:
            if row.part in self._typed and not _is_wrong(row.field):
                made = put(made, row.part, row.field.value())
        return made

    @property
    def touched(self) -> bool:
        """Whether something was typed that is not saved."""
        return bool(self._typed)

    def entered(self) -> Value:
        """Return the value with what every field shows; raise `Invalid` for a wrong date."""
        made = self._shown
        for row in self._rows:
            made = put(made, row.part, row.field.value())
        return made

    def flush(self) -> bool:
        """Save at once what was typed and means something; return whether nothing failed."""
        self._pause.stop()
        made, typed = self.value(), self._typed
        if self._save is None or not typed:
            return True
        self._typed = {r.part for r in self._rows if r.part in typed and _is_wrong(r.field)}
        if made == self._shown:
            return True
        try:
            self._save(made)
        except AdvocateError as error:
            self._typed = typed
            self.failed.emit(error)
            return False
        self._shown = made
        return True

    def typed(self) -> tuple[dict[str, str], dict[str, str]]:
        """Return what the user typed and what stands in the other fields, by part."""
        stands = {row.part: row.field.typed() for row in self._rows}
        typed = {part: text for part, text in stands.items() if part in self._typed}
        return typed, {part: text for part, text in stands.items() if part not in typed}

    def retype(self, typed: Mapping[str, str]) -> None:
        """Put back what was typed, from the first row on: one may decide what the next offers."""
        for row in self._rows:
            if row.part in typed and row.field.typed() != typed[row.part]:
                row.field.retype(typed[row.part])
                self._typed.add(row.part)

    def complain(self) -> QWidget | None:
        """Show the sentence of every wrong date; return the first field that has one."""
        wrong = [
            r.field for r in self._rows if isinstance(r.field, DateField) and r.field.complain()
        ]
        return wrong[0] if wrong else None

    def field(self, part: str) -> Field:
        """Return the field of a part."""
        return next(row.field for row in self._rows if row.part == part)

    def fields(self) -> Iterator[tuple[str, Field]]:
        """Yield each field with the part of the value that it holds."""
        for row in self._rows:
            yield row.part, row.field

    def name_row(self, part: str, label: str) -> None:
        """Change the label of a row, seen and spoken."""
        field = self.field(part)
        shown = self.table.labelForField(field)
        assert isinstance(shown, QLabel), "a row has its label beside it"
        shown.setText(label)
        field.box.setAccessibleName(label)

    def set_read_only(self, wanted: bool) -> None:
        """Let all fields be read and not changed."""
        for row in self._rows:
            row.field.set_read_only(wanted)

    def _note(self, part: str) -> None:
        self._typed.add(part)
        self._pause.start()

    def _fill(self) -> None:
        for row in self._rows:
            if row.part not in self._typed:
                row.field.set_value(take(self._shown, row.part))


def form_table(parent: QWidget | None = None) -> QFormLayout:
    """Return the layout of a form with room to breathe."""
    table = QFormLayout(parent) if parent else QFormLayout()
    table.setContentsMargins(0, 0, 0, 0)
    table.setHorizontalSpacing(tokens.SPACE_M)
    table.setVerticalSpacing(tokens.SPACE_S)
    table.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
    table.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    return table


def add_row(table: QFormLayout, label: str, field: Field, tip: str = "") -> None:
    """Add a labelled field that has a spoken name.

    The label has no key of its own: the letters are the menus'.
    """
    if isinstance(field, TickField):
        table.addRow("", field)
    else:
        words = QLabel(label)
        words.setBuddy(field.box)
        field.box.setAccessibleName(label)
        table.addRow(words, field)
    if tip:
        field.column.addWidget(cards.note(tip))
        field.box.setAccessibleDescription(tip)


def take(value: Any, part: str) -> Any:
    """Return a part of a value by its dotted name."""
    return reduce(getattr, part.split("."), value)


def put(value: Any, part: str, new: Any) -> Any:
    """Return a copy of a frozen value with another value at a dotted name."""
    name, _, rest = part.partition(".")
    return replace(value, **{name: put(getattr(value, name), rest, new) if rest else new})


def _is_wrong(field: Field) -> bool:
    try:
        field.value()
    except Invalid:
        return True
    return False
