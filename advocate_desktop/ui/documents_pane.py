"""The documents pane: what belongs to the case, beside a viewer for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeySequence,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLayout,
    QMenu,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.documents import Document, DocumentId, DocumentKind
from advocate_desktop.domain.errors import AdvocateError, NotFound
from advocate_desktop.services import cases, documents
from advocate_desktop.services.changes import Changes, Topic
from advocate_desktop.services.documents import Attached
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import cards, file_dialogs, tokens, words
from advocate_desktop.ui.attached_offers_panel import AttachedOffersPanel
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.document_list import DocumentTable
from advocate_desktop.ui.document_viewer import DocumentViewer
from advocate_desktop.ui.documents_pane_attaching import Attaching
from advocate_desktop.ui.documents_pane_details import DocumentDetails
from advocate_desktop.ui.documents_pane_drop import DropFrame, dropped_files
from advocate_desktop.ui.documents_pane_order import moved, remove_all, update_all
from advocate_desktop.ui.documents_pane_report import AttachReport, lines
from advocate_desktop.ui.documents_pane_split import ListAndViewer
from advocate_desktop.ui.documents_pane_tags import TagsSheet
from advocate_desktop.ui.file_dialogs import FileDialogs
from advocate_desktop.ui.letter_reading_panel import LetterReadingPanel
from advocate_desktop.ui.pdf_password import PdfPassword, locked_ones
from advocate_desktop.ui.redaction_sheet import RedactionSheet
from advocate_desktop.ui.tasks import Tasks
from advocate_desktop.ui.undo_notice import say_done

_NO_CASE = "Choose a case to see its documents."
_EMPTY = (
    "Letters, bills, records and photos of this case go here. "
    "Begin with the denial letter. You can also drop files here."
)


class DocumentsPane(QWidget):
    """The documents of the case at hand: attach, name, order, read, remove."""

    sheet_wanted = Signal(str, object)
    """A sheet's name, and what makes it."""

    def __init__(
        self,
        workspace: Workspace,
        bridge: Bridge,
        tasks: Tasks,
        dialogs: FileDialogs,
        parent: QWidget | None = None,
    ) -> None:
        """Begin with no case."""
        super().__init__(parent)
        self._workspace = workspace
        self._bridge = bridge
        self._tasks = tasks
        self._attaching = Attaching(workspace, bridge, tasks, self._tell_attached)
        self._dialogs = dialogs
        self._case: CaseId | None = None
        self._build()
        self._build_actions()
        self._connect()
        self.show_case(None)

    def show_case(self, case_id: CaseId | None) -> None:
        """Show the documents of a case, or say that none is chosen."""
        if case_id != self._case:
            self.report.tell(())
            self.details.show_document(None)
            self.viewer.show_document(None)
            self.table.set_documents(())
        self._case = case_id
        self.refresh()

    def refresh(self) -> None:
        """Read the documents of the case again."""
        found = self._documents()
        self.table.rows.read_only = self._workspace.read_only
        self.details.set_read_only(self._workspace.read_only)
        self.table.set_documents(found)
        self._stack.setCurrentIndex(0 if found else 1)
        self._empty.set_text(_EMPTY if self._case else _NO_CASE)
        self.begin.setVisible(self._case is not None)
        self._show_current(self.table.current())

    def flush(self) -> bool:
        """Save what is being typed; return whether nothing failed."""
        return self.details.flush()

    def attach(self, paths: Sequence[Path]) -> None:
        """Attach files to the case at hand in the background, and tell what became of each."""
        if self._case is not None and paths:
            self._attaching.files(self._case, paths)

    def attach_enclosed(self) -> None:
        """Attach the files sent with the e-mail under the cursor, each as a document."""
        message = self.table.current()
        if self._case is not None and message is not None:
            self._attaching.enclosed(self._case, message)

    def paste(self) -> None:
        """Attach what the clipboard holds: files, a picture, or text."""
        if self._case is not None:
            self._attaching.clipboard(self._case)

    def open_document(self, document_id: DocumentId, page: int = 0, words: str = "") -> None:
        """Choose a document of the case at hand and turn to a page, counted from 0.

        With words, they are searched for in it from that page on.
        """
        self.table.choose([document_id])
        self.viewer.show_document(self.table.current(), page)
        if words and self.viewer.pages.page_count:
            self.viewer.search.look_for(words, page)

    def ask_password(self) -> None:
        """Ask for the password of the PDF under the cursor, and show it once it is opened."""
        document = self.table.current()
        if document is not None:
            PdfPassword(self._workspace, self._tasks, document, self).open()

    def choose_files(self) -> None:
        """Ask for files and attach them."""
        if self._case is not None:
            title = "Attach documents"
            self.attach(self._dialogs.open_files(self, title, file_dialogs.ANYTHING))

    def save_copy(self) -> None:
        """Save the original of the document under the cursor where the user says."""
        document = self.table.current()
        if document is None:
            return
        title = "Save a copy"
        path = self._dialogs.save_file(self, title, document.file, file_dialogs.ANYTHING)
        if path is not None:
            self._tasks.start(
                "Saving a copy",
                lambda _: documents.export_original(self._workspace, document.id, path),
                lambda _: self._bridge.say(f"Saved as “{path.name}”. This copy is not encrypted."),
                self._bridge.say_problem,
            )

    def make_redacted_copy(self) -> None:
        """Open the sheet that takes parts out of a copy of the document under the cursor."""
        shown = self.table.current()
        if shown is not None and shown.pages:
            make = partial(RedactionSheet, self._workspace, self._bridge, shown)
            self.sheet_wanted.emit(f"redaction {shown.id}", make)

    def remove(self) -> None:
        """Remove the chosen documents; undo brings them back."""
        chosen = self.table.chosen()
        if not chosen or self._workspace.read_only:
            return
        one = len(chosen) == 1
        label = "Document removed" if one else f"{len(chosen)} documents removed"
        ids = tuple(document.id for document in chosen)
        if self._run(label, remove_all, ids):
            named = f"“{chosen[0].name}”" if one else ""
            say_done(self._workspace, self._bridge, label, of=named)

    def move_chosen(self, step: int) -> None:
        """Move the chosen documents one place up (-1) or down (1); packets follow this order."""
        chosen = {document.id for document in self.table.chosen()}
        before = [document.id for document in self.table.rows.rows]
        after = moved(before, chosen, step)
        if after != before and self.table.in_own_order:
            self.put_in_order(after)

    def put_in_order(self, ids: Sequence[DocumentId]) -> None:
        """Keep this order of all documents of the case."""
        if self._case is not None:
            self._run("Documents moved", documents.reorder, self._case, tuple(ids))

    def change_tags(self) -> None:
        """Open the sheet that adds tags to the chosen documents or takes them away."""
        if chosen := self.table.chosen():
            self.sheet_wanted.emit("tags", partial(TagsSheet, self._workspace, chosen))

    def set_kind(self, kind: DocumentKind) -> None:
        """Change the kind of the chosen documents."""
        wanted = tuple(replace(document, kind=kind) for document in self.table.chosen())
        if wanted:
            self._run("Kind of document changed", update_all, wanted)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Say that files dropped here are attached."""
        if self._may_attach() and dropped_files(event.mimeData()):
            event.acceptProposedAction()
            self.drop_frame.cover()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Take the frame away."""
        self.drop_frame.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach what was dropped."""
        self.drop_frame.hide()
        event.acceptProposedAction()
        self.attach(dropped_files(event.mimeData()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer on the list what the bar offers."""
        if self.table.underMouse() and self.table.current() is not None:
            self.menu.popup(event.globalPos())

    def _build(self) -> None:
        self.table = DocumentTable()
        self.details = DocumentDetails(self._workspace, self._bridge)
        self.viewer = DocumentViewer(self._workspace, self._bridge, self._tasks)
        self.reading = LetterReadingPanel(self._workspace, self._bridge)
        self.offers = AttachedOffersPanel(self._workspace, self._bridge)
        self.report = AttachReport()
        self.report.document_wanted.connect(lambda wanted: self.open_document(DocumentId(wanted)))
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_S)
        column.addLayout(self._bar())
        column.addWidget(self.table, 1)
        for part in (self.details, self.reading, self.offers):
            column.addWidget(part)
        self.parts = ListAndViewer(left, self.viewer)
        self.begin = cards.MainButton("Attach documents…")
        self._empty = cards.EmptyState(_NO_CASE, self.begin)
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(self.parts)
        self._stack.addWidget(self._empty)
        page = QVBoxLayout(self)
        page.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        page.setContentsMargins(*[tokens.SPACE_S] * 4)
        page.setSpacing(tokens.SPACE_S)
        page.addWidget(self.report)
        page.addWidget(holder, 1)
        self.setAcceptDrops(True)
        self.drop_frame = DropFrame("Drop to attach to this case", self)

    def _bar(self) -> QHBoxLayout:
        self.attach_button = cards.button("Attach…", "paperclip", self.choose_files)
        self.copy_button = cards.button("Save a copy…", "download", self.save_copy)
        self.more_button = QPushButton("More")
        self.menu = QMenu(self)
        self.more_button.setMenu(self.menu)
        bar = QHBoxLayout()
        bar.setSpacing(tokens.SPACE_S)
        for button in (self.attach_button, self.copy_button, self.more_button):
            bar.addWidget(button)
        bar.addWidget(self.table.filter, 1)
        return bar

    def _build_actions(self) -> None:
        table = self.table
        self.rename = self._action("Rename", "F2", table.rename)
        self.remove_action = self._action("Remove", "Del", self.remove)
        self.up = self._action("Move up", "Alt+Up", lambda: self.move_chosen(-1))
        self.down = self._action("Move down", "Alt+Down", lambda: self.move_chosen(1))
        kinds = QMenu("Change kind", self)
        for kind, text in words.DOCUMENT_KINDS.items():
            chosen = kinds.addAction(text)
            chosen.triggered.connect(lambda _, kind=kind: self.set_kind(kind))
        self._kinds = kinds.menuAction()
        self.tags = self._action("Tags…", "", self.change_tags)
        self.own_order = self._action("Show in your own order", "", table.sort_as_kept)
        self.redact = self._action("Make a redacted copy", "", self.make_redacted_copy)
        self.enclosed = self._action("Attach files sent with it", "", self.attach_enclosed)
        self.menu.addActions(
            [self.rename, self._kinds, self.tags, self.up, self.down, self.own_order]
        )
        self.paste_action = self._action("Paste as a document", "Ctrl+V", self.paste)
        self.menu.addActions([self.redact, self.enclosed, self.paste_action])
        self.menu.addSeparator()
        self.menu.addAction(self.remove_action)
        self.addActions(self.viewer.bar.keys())

    def _action(self, text: str, key: str, act: Callable[[], None]) -> QAction:
        """Return an action whose key works while the list itself has the keyboard."""
        action = QAction(text, self)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda _: act())
        self.table.addAction(action)
        return action

    def _connect(self) -> None:
        self._bridge.changed.connect(self._hear)
        self.begin.clicked.connect(self.choose_files)
        self.table.current_changed.connect(self._show_current)
        self.table.selection_changed.connect(self._offer)
        self.table.order_wanted.connect(self.put_in_order)
        self.table.sorted_anew.connect(self._offer)
        self.table.read_wanted.connect(self.viewer.pages.setFocus)
        self.table.rows.edited.connect(
            lambda wanted: self._run("Document changed", documents.update, wanted)
        )
        self.details.fold.toggled.connect(self.parts.make_room)
        self.details.failed.connect(self._bridge.say_problem)
        self.details.ties.document_wanted.connect(lambda wanted: self.table.choose([wanted]))
        self.details.ties.sheet_wanted.connect(self.sheet_wanted)
        self.viewer.copy_wanted.connect(self.save_copy)
        self.reading.page_wanted.connect(self.viewer.pages.go_to)
        self.viewer.password_wanted.connect(self.ask_password)

    def _hear(self, changes: Changes) -> None:
        if changes.topics & {Topic.DOCUMENTS, Topic.EVENTS} and self._case in changes.cases:
            self.refresh()

    def _documents(self) -> tuple[Document, ...]:
        if self._case is None:
            return ()
        try:
            return cases.record(self._workspace, self._case).documents
        except NotFound:
            return ()

    def _show_current(self, document: Document | None) -> None:
        self.details.show_document(document)
        self.viewer.show_document(document)
        self.reading.show_document(document)
        self.offers.show_document(document)
        self._offer()

    def _offer(self) -> None:
        """Enable what can be done with what is chosen."""
        chosen = len(self.table.chosen())
        may_write = not self._workspace.read_only
        for action in (self.remove_action, self._kinds, self.tags):
            action.setEnabled(chosen > 0 and may_write)
        for action in (self.up, self.down):
            action.setEnabled(chosen > 0 and may_write and self.table.in_own_order)
        self.own_order.setEnabled(not self.table.in_own_order)
        self.rename.setEnabled(chosen == 1 and may_write)
        message = self.table.current()
        is_message = message is not None and documents.may_enclose(message)
        self.enclosed.setEnabled(chosen == 1 and may_write and is_message)
        self.redact.setEnabled(may_write and bool(message and message.pages))
        self.copy_button.setEnabled(chosen == 1)
        for attaching in (self.attach_button, self.paste_action):
            attaching.setEnabled(may_write)
        self.begin.setEnabled(may_write)

    def _may_attach(self) -> bool:
        return self._case is not None and not self._workspace.read_only

    def _tell_attached(self, case_id: CaseId, files: Sequence[Attached]) -> None:
        if case_id != self._case:
            return
        self.refresh()
        self.report.tell(lines(files))
        self.reading.open_for(files)
        self.table.choose([file.document for file in files if file.document])
        for document in locked_ones(self.table.rows.rows, files)[:1]:
            self.table.choose([document.id])
            self.ask_password()

    def _run(self, label: str, command: Callable[..., None], *values: object) -> bool:
        try:
            self._workspace.run(label, command, *values)
        except AdvocateError as error:
            self._bridge.say_problem(error)
            return False
        return True
