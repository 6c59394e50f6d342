"""What to hand over: this case, all of a client, or the whole casebook; locked or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.people import ClientId
from advocate_desktop.ui import cards, words
from advocate_desktop.ui.fields import ChoiceField, TickField
from advocate_desktop.ui.forms import add_row, form_table
from advocate_desktop.ui.passphrase_field import ADVICE, PassphraseField, StrengthMeter, typed_twice
from advocate_desktop.ui.sheet import Sheet

_INTRO = (
    "Everything goes into one file: the facts, every paper as it came in, the letters, what was "
    "sent, and a page that shows it all in any browser, also without this program."
)


@dataclass(frozen=True, slots=True)
class Scope:
    """What could be handed over."""

    label: str
    title: str
    """What the file is called, and the page in it."""
    cases: tuple[CaseId, ...]
    client: ClientId | None = None
    """Whose they are; None when they are of several."""


class ExportSheet(Sheet):
    """The choice, and a password for it."""

    export_wanted = Signal(object, str)
    """The chosen `Scope` and the password, empty for none."""

    def __init__(self, scopes: Sequence[Scope]) -> None:
        super().__init__("Export", "Choose where to save…", self._export, _INTRO)
        self._scopes = tuple(scopes)
        labels = {n: f"{s.label} ({words.count(len(s.cases), 'case')})" for n, s in self._all()}
        self.scope = ChoiceField(labels)
        self.lock = TickField(
            "Lock it with a password. Whoever opens it needs the password and a program such as "
            "7-Zip, or this one."
        )
        self.password, self.again = PassphraseField(), PassphraseField()
        self.strength = StrengthMeter(self.password)
        self.advice = cards.Words(ADVICE, quiet=True)
        table = self._table = form_table()
        add_row(table, "What", self.scope)
        add_row(table, "", self.lock)
        add_row(table, "Password", self.password)
        add_row(table, "The same again", self.again)
        self.body.addLayout(table)
        self.body.addWidget(self.advice)
        self.lock.edited.connect(self._follow_lock)
        self.scope.set_value(0)
        self._follow_lock()
        self.setFocusProxy(self.scope)

    def _all(self) -> tuple[tuple[int, Scope], ...]:
        return tuple(enumerate(self._scopes))

    def _follow_lock(self) -> None:
        wanted = self.lock.value()
        for field in (self.password, self.again):
            self._table.setRowVisible(field, wanted)
        self.advice.setVisible(wanted)

    def _export(self) -> None:
        password = ""
        if self.lock.value():
            nothing = "Type the password twice, or take the tick away."
            password = typed_twice(self.password, self.again, nothing)
        self.export_wanted.emit(self._scopes[self.scope.value()], password)
