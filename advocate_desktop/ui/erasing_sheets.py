"""Erasing for good: what goes, the name typed to confirm, and the proof afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal

from advocate_desktop.domain.errors import Invalid
from advocate_desktop.services.erasing import ErasureProof, Holding, Plan, What, sentences
from advocate_desktop.ui import cards, words
from advocate_desktop.ui.fields import LineField
from advocate_desktop.ui.forms import add_row, form_table
from advocate_desktop.ui.sheet import Sheet

_FINAL = (
    "This cannot be undone. It goes from every list, the search and the history of changes; the "
    "history keeps only that something was erased, and when. The file is then written anew and "
    "searched, to show that nothing is left. To keep a way back, use the trash."
)
_BACKUPS = (
    "Backups and copies made before still hold it. You can erase those afterwards. Files that you "
    "saved or sent from the casebook are not touched."
)


class ErasingSheet(Sheet):
    """Says what would go, and erases once the client's name is typed."""

    erase_wanted = Signal()

    def __init__(self, plan: Plan) -> None:
        super().__init__(f"Erase “{plan.name}” for good", "Erase for good", self._erase, _FINAL)
        self._plan = plan
        self.body.addWidget(cards.Words(_goes(plan)))
        self.body.addWidget(cards.Words(_BACKUPS))
        self.name = LineField()
        table = form_table()
        add_row(
            table, "Client’s name", self.name, f"Type “{plan.client}” to show that you mean it."
        )
        self.body.addLayout(table)
        self.setFocusProxy(self.name.box)

    def _erase(self) -> None:
        typed = " ".join((self.name.value() or "").split())
        if typed.casefold() != " ".join(self._plan.client.split()).casefold():
            self.name.setFocus()
            raise Invalid(f"Nothing was erased. Type the client’s name, “{self._plan.client}”.")
        self.closed.emit()
        self.erase_wanted.emit()


class ErasedSheet(Sheet):
    """Tells how it was shown that nothing is left, and which backups still hold it."""

    record_wanted = Signal()
    backups_wanted = Signal(object)
    """The files to remove, as a tuple of `Path`."""

    def __init__(self, proof: ErasureProof, held: Sequence[Holding]) -> None:
        title = "Erased for good" if proof.is_proven else "Erased, but look at this"
        super().__init__(title, "Save a record…", lambda: self.record_wanted.emit())
        for sentence in sentences(proof):
            self.body.addWidget(cards.Words(sentence))
        self.body.addWidget(cards.heading("Backups"))
        self.backups = cards.button(
            "Remove these backups and make a new one", "trash-2", self._remove
        )
        self._show(held)
        self.cancel_button.setText("Close")
        self.setFocusProxy(self.main_button)

    def show_removed(self) -> None:
        """Say that the backups are gone."""
        self._told.setText("The backups that held it are gone, and a new one was made.")
        self.backups.hide()
        self._list.hide()

    def _show(self, held: Sequence[Holding]) -> None:
        self._files: tuple[Path, ...] = tuple(one.path for one in held)
        self._told = cards.Words(
            "None of this casebook’s backups holds it. Look for copies on sticks and other drives."
            if not held
            else f"{words.count(len(held), 'file')} made before may hold it still:"
        )
        self._list = cards.Words(chr(10).join(_line(one) for one in held))
        self._list.setVisible(bool(held))
        self.backups.setVisible(bool(held))
        self.body.addWidget(self._told)
        self.body.addWidget(self._list)
        self.body.addWidget(self.backups, 0, Qt.AlignmentFlag.AlignLeft)

    def _remove(self) -> None:
        self.backups_wanted.emit(self._files)


def _line(held: Holding) -> str:
    return f"{held.path.name}: {held.why}" if held.why else held.path.name


def _goes(plan: Plan) -> str:
    if plan.what is What.DOCUMENT:
        told = "This paper goes, with its text and what was made of it. What it proved stays."
        if plan.in_other_filings:
            filings = words.count(plan.in_other_filings, "filing")
            told += f" {filings} kept as sent may hold its pages, and stay."
        return told
    parts = [words.count(plan.documents, "paper"), words.count(plan.sent, "filing")]
    if plan.what is What.CLIENT:
        parts.insert(0, words.count(plan.cases, "case"))
    return f"This goes: {', '.join(parts)}, with every event, call, date, draft and note."
