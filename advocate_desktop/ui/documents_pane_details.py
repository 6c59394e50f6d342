"""What is known of one document, to read and change below the list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from advocate_desktop.domain.documents import Document
from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.ui import cards, tokens, words
from advocate_desktop.ui.date_field import DateField
from advocate_desktop.ui.fields import ChoiceField, LineField, TextField
from advocate_desktop.ui.forms import Form, Row


class DocumentDetails(QWidget):
    """Title, kind, date and facts of a document, folded away until wanted; saved as one types."""

    failed = Signal(object)
    """The expected error that kept what was typed from being saved."""

    def __init__(
        self,
        today: Callable[[], date],
        save: Callable[[Document], None],
        parent: QWidget | None = None,
    ) -> None:
        """Begin with no document; `save` raises an expected error when it cannot."""
        super().__init__(parent)
        self._today = today
        self._save = save
        self._document: Document | None = None
        self._read_only = False
        self.form: Form[Document] | None = None
        self._holder = QWidget()
        self._rows = QVBoxLayout(self._holder)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._guess = _GuessedKind(self._confirm)
        self._rows.addWidget(self._guess)
        self._about = cards.note()
        self._rows.addWidget(self._about)
        self.fold = cards.Fold("About this document", self._holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, tokens.SPACE_XS)
        column.addWidget(self.fold)
        self.hide()

    def show_document(self, document: Document | None) -> None:
        """Show a document; what was typed for the one before is saved first."""
        before, self._document = self._document, document
        self.setVisible(document is not None)
        if document is None or before is None or document.id != before.id:
            self._put_form(document)
        elif self.form is not None:
            self.form.show_value(document)
        if document is not None:
            self.fold.set_summary(_summary(document))
            self._about.setText(_about(document))
            self._guess.show_document(document, read_only=self._read_only)

    def _confirm(self) -> None:
        if self._document is not None and self.flush():
            try:
                self._save(replace(self._document, kind_confirmed=True))
            except AdvocateError as error:
                self.failed.emit(error)

    def flush(self) -> bool:
        """Save what is being typed; return whether nothing failed."""
        return self.form is None or self.form.flush()

    def set_read_only(self, wanted: bool) -> None:
        """Let all be read and not changed."""
        self._read_only = wanted
        if self.form is not None:
            self.form.set_read_only(wanted)

    def _put_form(self, document: Document | None) -> None:
        self.flush()
        if self.form is not None:
            self._rows.removeWidget(self.form)
            self.form.deleteLater()
        self.form = None if document is None else self._form_for(document)
        if self.form is not None:
            self._rows.insertWidget(0, self.form)

    def _form_for(self, document: Document) -> Form[Document]:
        form = Form(
            (
                Row("Title", LineField(document.file), "title"),
                Row("Kind", ChoiceField(words.DOCUMENT_KINDS), "kind"),
                Row("Date on it", DateField(self._today), "date"),
                Row("From", LineField(), "sender"),
                Row("To", LineField(), "recipient"),
                Row("Tags", LineField("urgent, for the appeal"), "tags"),
                Row("Notes", TextField(lines=2), "remarks"),
            ),
            document,
            self._save,
        )
        form.failed.connect(self.failed)
        form.set_read_only(self._read_only)
        return form


class _GuessedKind(QWidget):
    """Asks whether the kind that was guessed from the text is right."""

    def __init__(self, confirm: Callable[[], None]) -> None:
        super().__init__()
        self.question = cards.Words()
        self.yes = QPushButton("Yes, that is right")
        self.yes.clicked.connect(confirm)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.question, 1)
        row.addWidget(self.yes)
        self.hide()

    def show_document(self, document: Document, *, read_only: bool) -> None:
        kind = words.DOCUMENT_KINDS[document.kind]
        self.question.setText(f"Kind: this looks like “{kind}”. Is that right? If not, choose.")
        self.yes.setAccessibleName(f"Yes, the kind is {kind}")
        self.yes.setDisabled(read_only)
        self.setVisible(not document.kind_confirmed)


def _summary(document: Document) -> str:
    kind = words.DOCUMENT_KINDS[document.kind]
    parts = (
        kind if document.kind_confirmed else f"{kind}?",
        words.day(document.date) if document.date else "",
        document.tags,
    )
    return " · ".join(part for part in parts if part)


def _about(document: Document) -> str:
    size = f"{max(1, round(document.size / 1024)):,} KB"
    pages = words.count(document.pages, "page") if document.pages else ""
    facts = " · ".join(part for part in (document.file, pages, size) if part)
    return f"{facts}\n{document.note}".strip()
