"""What is known of one document, to read and change below the list."""

from __future__ import annotations

from PySide6.QtCore import QSize, QStringListModel, Qt, Signal
from PySide6.QtWidgets import (
    QCompleter,
    QFrame,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from advocate_desktop.domain.documents import Document
from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.services import documents
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import cards, tokens, words
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.date_field import DateField
from advocate_desktop.ui.documents_pane_questions import GuessQuestions
from advocate_desktop.ui.documents_pane_ties import DocumentTies
from advocate_desktop.ui.fields import ChoiceField, LineField, TextField
from advocate_desktop.ui.forms import Form, Row

_LINES = 4
"""Lines of the details that are in sight at least."""


class DocumentDetails(QWidget):
    """Title, kind, date and facts of a document, folded away until wanted; saved as one types."""

    failed = Signal(object)
    """The expected error that kept what was typed from being saved."""

    def __init__(self, workspace: Workspace, bridge: Bridge) -> None:
        """Begin with no document."""
        super().__init__()
        self._workspace = workspace
        self._document: Document | None = None
        self._read_only = False
        self.form: Form[Document] | None = None
        self._holder = QWidget()
        self._rows = QVBoxLayout(self._holder)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self.questions = GuessQuestions(workspace, bridge, self._confirm)
        self.ties = DocumentTies(workspace, bridge)
        self.ties.failed.connect(self.failed)
        self._about = cards.note()
        for part in (self.questions, self.ties, self._about):
            self._rows.addWidget(part)
        self._names = QStringListModel(self)
        self._scroll = _Scrolled(self._holder)
        self.fold = cards.Fold("About this document", self._scroll)
        self.fold.toggled.connect(lambda _: self._fill_open())
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
            self._scroll.verticalScrollBar().setValue(0)
        elif self.form is not None:
            self.form.show_value(document)
        if document is not None:
            self.fold.set_summary(_summary(document))
            self._about.setText(_about(document))
            self._fill_open()

    def _fill_open(self) -> None:
        """Read what takes a query only while it is in sight."""
        if self._document is not None and self.fold.is_open():
            self.questions.show_document(self._document)
            found = self.ties.show_document(self._document)
            self._names.setStringList(found.names if found else ())

    def _confirm(self, document: Document) -> None:
        if self.flush():
            try:
                self._save(document)
            except AdvocateError as error:
                self.failed.emit(error)

    def _save(self, document: Document) -> None:
        self._workspace.run("Document changed", documents.update, document)

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
            self._rows.insertWidget(1, self.form)

    def _form_for(self, document: Document) -> Form[Document]:
        form = Form(
            (
                Row("Title", LineField(document.file), "title"),
                Row("Kind", ChoiceField(words.DOCUMENT_KINDS), "kind"),
                Row("Date on it", DateField(lambda: self._workspace.now().date()), "date"),
                Row("From", suggesting(self._names), "sender"),
                Row("To", suggesting(self._names), "recipient"),
                Row("Tags", LineField("urgent, for the appeal"), "tags"),
                Row("Notes", TextField(lines=2), "remarks"),
            ),
            document,
            self._save,
        )
        form.failed.connect(self.failed)
        form.set_read_only(self._read_only)
        return form


def suggesting(names: QStringListModel) -> LineField:
    """Return a line that offers known names as one types."""
    field = LineField()
    completer = QCompleter(names, field)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.activated.connect(lambda _: field.edited.emit())
    if isinstance(field.box, QLineEdit):
        field.box.setCompleter(completer)
    return field


class _Scrolled(QScrollArea):
    """As high as what it holds where there is room, and a few rows where there is not."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self._content = content
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setWidget(content)

    def sizeHint(self) -> QSize:
        held = self._content
        high = held.heightForWidth(self.width()) if held.hasHeightForWidth() else -1
        return QSize(0, high if high > 0 else held.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.fontMetrics().height() * _LINES)


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
