"""The pages of the exhibit chosen, beside the list; each can be turned for this packet."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from advocate_desktop.domain.documents import Document, DocumentId
from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.services import paper_pages
from advocate_desktop.services.paper_pages import PaperPages
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import cards, tokens
from advocate_desktop.ui.page_view import Fit
from advocate_desktop.ui.paper_view import PaperView
from advocate_desktop.ui.tasks import Tasks


class PacketPreview(QWidget):
    """A view of one document of the case."""

    turned = Signal(int)
    """The page to turn, from 1, a quarter clockwise."""

    def __init__(self, workspace: Workspace, tasks: Tasks) -> None:
        super().__init__()
        self._workspace = workspace
        self._tasks = tasks
        self._shown: DocumentId | None = None
        self.caption = cards.note("Choose an exhibit to see its pages.")
        self.view = PaperView(tasks)
        self.view.set_fit(Fit.PAGE)
        self.view.setAccessibleName("Pages of the exhibit chosen")
        self.turn_button = cards.button("Turn this page", "rotate-cw", self._turn)
        self.turn_button.setEnabled(False)
        row = QHBoxLayout()
        row.addWidget(self.caption, 1)
        row.addWidget(self.turn_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_S)
        column.addLayout(row)
        column.addWidget(self.view, 1)

    def show_document(self, document: Document | None, caption: str, first: int = 1) -> None:
        """Show a document from a page on; None shows nothing."""
        self.caption.setText(caption)
        self.turn_button.setEnabled(document is not None and not self._workspace.read_only)
        if document is None or document.id == self._shown:
            return
        self._shown = document.id
        workspace, wanted = self._workspace, document.id

        def take(paper: PaperPages) -> None:
            if isValid(self) and self._shown == wanted:
                self.view.show_paper(paper)
                self.view.go_to(first - 1)

        def fail(error: AdvocateError) -> None:
            if isValid(self) and self._shown == wanted:
                self.caption.setText(str(error))

        self._tasks.start("", lambda _: paper_pages.document_paper(workspace, wanted), take, fail)

    def _turn(self) -> None:
        self.turned.emit(self.view.page + 1)
