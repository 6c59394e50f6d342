"""A field for the paper that proves a sending: one of the case, or a file to take into it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtWidgets import QWidget

from advocate_desktop.domain.documents import DocumentId
from advocate_desktop.ui import cards
from advocate_desktop.ui.fields import ChoiceField

Proof = DocumentId | Path | None
"""A document of the case, a file on the drive, or nothing yet."""


class ProofField(ChoiceField):
    """A choice of the case's papers, with a button that adds a file to the choice."""

    def __init__(
        self, papers: Mapping[DocumentId, str], ask: Callable[[QWidget], Path | None]
    ) -> None:
        super().__init__(papers, "None yet")
        self._papers = papers
        self._ask = ask
        self.file_button = cards.button("From a file…", "paperclip", self._choose_file)
        self.file_button.setAccessibleName("Proof from a file…")
        self.column.addWidget(self.file_button)

    def _choose_file(self) -> None:
        path = self._ask(self)
        if path is not None:
            self.set_choices({**self._papers, path: path.name}, "None yet")
            self.set_value(path)
            self.edited.emit()
