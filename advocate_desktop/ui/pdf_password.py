"""The dialog that asks for the password of a locked PDF."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget
from shiboken6 import isValid

from advocate_desktop.domain.documents import Document
from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.services import locked_pdfs
from advocate_desktop.services.documents import Attached
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import cards, tokens
from advocate_desktop.ui.fields import TickField
from advocate_desktop.ui.forms import add_row, form_table
from advocate_desktop.ui.passphrase_field import PassphraseField
from advocate_desktop.ui.tasks import Tasks

_WHY = (
    "“{name}” is locked. Whoever sent it can tell you its password; it may be a date of birth or "
    "a member number. The password is not kept, and the file stays as it is."
)


def locked_ones(documents: Sequence[Document], files: Sequence[Attached]) -> list[Document]:
    """Return those of the documents that were just attached and ask for a password."""
    new = {file.document for file in files if file.outcome == "attached"}
    return [d for d in documents if d.id in new and locked_pdfs.is_locked(d)]


class PdfPassword(QDialog):
    """Asks for a password, tries it, and stays open until it fits or the user lets it be."""

    def __init__(
        self, workspace: Workspace, tasks: Tasks, document: Document, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Password of a PDF")
        self._workspace = workspace
        self._tasks = tasks
        self._document = document
        self.password = PassphraseField()
        self.show_letters = TickField("Show the letters")
        self.show_letters.edited.connect(lambda: self.password.reveal(self.show_letters.value()))
        self.problem = cards.Problem()
        self._lay_out()
        self.password.setFocus()

    def attempt(self) -> None:
        """Try what was typed, in the background."""
        typed = self.password.value()
        if not typed:
            self._say("Type the password first.")
            return
        self._say("")
        self.open_button.setEnabled(False)
        workspace, document_id = self._workspace, self._document.id
        self._tasks.start(
            "Opening the PDF",
            lambda progress: locked_pdfs.unlock(workspace, document_id, typed, progress),
            lambda _: self._succeed(),
            self._fail,
            self._ended,
        )

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(*[tokens.SPACE_L] * 4)
        column.setSpacing(tokens.SPACE_M)
        column.addWidget(cards.Words(_WHY.format(name=self._document.name)))
        table = form_table()
        add_row(table, "Password", self.password)
        add_row(table, "", self.show_letters)
        column.addLayout(table)
        column.addWidget(self.problem)
        buttons = QDialogButtonBox()
        self.open_button = buttons.addButton("Open it", QDialogButtonBox.ButtonRole.AcceptRole)
        self.later_button = buttons.addButton(
            "Leave it locked", QDialogButtonBox.ButtonRole.RejectRole
        )
        buttons.accepted.connect(self.attempt)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 64)

    def _succeed(self) -> None:
        if isValid(self):
            self.accept()

    def _fail(self, error: AdvocateError) -> None:
        if isValid(self):
            self._say(str(error))
            self.password.setFocus()

    def _ended(self) -> None:
        self.open_button.setEnabled(True)

    def _say(self, sentence: str) -> None:
        self.problem.say(sentence)
        self.adjustSize()
