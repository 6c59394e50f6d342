"""Asks whether what was guessed of a document from its text is right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from advocate_desktop.domain.document_guesses import Guesses
from advocate_desktop.domain.documents import Document
from advocate_desktop.services.document_standing import guessed
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import cards, tokens, words
from advocate_desktop.ui.bridge import Bridge


class GuessQuestions(QWidget):
    """A question each for kind, date and title; nothing is kept until its button is pressed."""

    def __init__(
        self, workspace: Workspace, bridge: Bridge, accept: Callable[[Document], None]
    ) -> None:
        """Begin with no document; `accept` keeps a document as it is confirmed."""
        super().__init__()
        self._workspace, self._bridge, self._accept = workspace, bridge, accept
        self._document: Document | None = None
        self._guesses = Guesses()
        self.kind, self.date, self.title = Question(), Question(), Question()
        self.kind.yes.clicked.connect(self._take_kind)
        self.date.yes.clicked.connect(self._take_date)
        self.title.yes.clicked.connect(self._take_title)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_XS)
        for question in (self.kind, self.date, self.title):
            column.addWidget(question)

    def show_document(self, document: Document) -> None:
        """Ask of the kind at once, and of what the text tells once it was read."""
        self._document, self._guesses = document, Guesses()
        self._ask()
        workspace = self._workspace

        def take(found: Guesses) -> None:
            if document == self._document:
                self._guesses = found
                self._ask()

        self._bridge.tasks.start("", lambda _: guessed(workspace, document), take)

    def _ask(self) -> None:
        document, found = self._document, self._guesses
        if document is None:
            return
        kind = words.DOCUMENT_KINDS[document.kind]
        asked = "" if document.kind_confirmed else f"Kind: this looks like “{kind}”. Is that right?"
        self.kind.ask(asked and f"{asked} If not, choose.", f"the kind is {kind}")
        day = words.day(found.date) if found.date else ""
        self.date.ask(day and f"Dated {day}?", f"it is dated {day}")
        title = found.title
        self.title.ask(title and f"Title: “{title}”?", f"the title is {title}")
        for question in (self.kind, self.date, self.title):
            question.yes.setDisabled(self._workspace.read_only)

    def _take_kind(self) -> None:
        if self._document is not None:
            self._accept(replace(self._document, kind_confirmed=True))

    def _take_date(self) -> None:
        if self._document is not None:
            self._accept(replace(self._document, date=self._guesses.date))

    def _take_title(self) -> None:
        if self._document is not None:
            self._accept(replace(self._document, title=self._guesses.title))


class Question(QWidget):
    """One question with one answer; it takes no room while there is nothing to ask."""

    def __init__(self) -> None:
        super().__init__()
        self.question = cards.Words()
        self.yes = QPushButton("Yes, that is right")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.question, 1)
        row.addWidget(self.yes)
        self.hide()

    def ask(self, question: str, answer: str) -> None:
        """Ask, or ask nothing for an empty question; `answer` is what pressing says."""
        self.question.setText(question)
        self.yes.setAccessibleName(f"Yes, {answer}")
        self.setVisible(bool(question))
