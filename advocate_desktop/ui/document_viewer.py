"""The viewer: the pages of one document, kept in memory and never on the disk."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from advocate_desktop.domain.documents import Document
from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.domain.page_words import PageWord
from advocate_desktop.services import documents, locked_pdfs
from advocate_desktop.services.document_pages import kept_turn, turn
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import cards, tokens
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.document_viewer_bar import ViewerBar
from advocate_desktop.ui.document_viewer_find import PageHit
from advocate_desktop.ui.document_viewer_pages import quoted, rendered, said
from advocate_desktop.ui.document_viewer_search import SearchPanel
from advocate_desktop.ui.page_thumbnails import Thumbnails
from advocate_desktop.ui.page_view import LETTER, PageView
from advocate_desktop.ui.page_view_stack import PageSize
from advocate_desktop.ui.tasks import Task, Tasks

_NOTHING = "Choose a document to read it here."
_CANNOT = (
    "This kind of file cannot be shown here. It is kept as it is; save a copy to open it elsewhere."
)


class DocumentViewer(QWidget):
    """Pages, search and text of a document; pages are rendered off the window's thread."""

    copy_wanted = Signal()
    """The user wants to save a copy of a document that cannot be shown."""
    password_wanted = Signal()
    """The user knows the password of a PDF that cannot be shown without."""

    def __init__(
        self, workspace: Workspace, bridge: Bridge, tasks: Tasks, parent: QWidget | None = None
    ) -> None:
        """Begin with no document."""
        super().__init__(parent)
        self._workspace = workspace
        self._bridge = bridge
        self._tasks = tasks
        self._document: Document | None = None
        self._sentence = ""
        self._measured = False
        self._task: Task | None = None
        self._texts: tuple[str, ...] | None = None
        self._build()
        self._connect()
        self.show_document(None)

    @property
    def document(self) -> Document | None:
        """The document shown."""
        return self._document

    @property
    def message(self) -> str:
        """The sentence shown in place of pages; empty while there are pages."""
        return self._sentence if self._stack.currentWidget() is self._message else ""

    def show_document(self, document: Document | None, page: int = 0) -> None:
        """Show a document from a page, counted from 0; the one shown already only turns to it."""
        before, self._document = self._document, document
        self._show_note()
        if document and before and (document.id, document.pages) == (before.id, before.pages):
            self._turn_as_kept()
            if page:
                self.pages.go_to(page)
            return
        count = document.pages or 0 if document else 0
        self._texts = None
        self.bar.as_text.setChecked(False)
        self._measured = False
        self.pages.show_pages((LETTER,) * count)
        self.thumbnails.show_pages(count)
        self.thumbnails.setVisible(count > 0 and self.bar.thumbnails.isChecked())
        self._turn_as_kept()
        self.pages.go_to(page)
        self.bar.show_document(count > 0)
        self.bar.setVisible(count > 0)
        self.search.forget()
        if not count:
            self.search.hide()
        self._show_what_there_is()

    def turn(self) -> None:
        """Turn the document by a quarter, and keep it so."""
        if self._document is None:
            return
        degrees = 90 * ((self.pages.quarter_turns + 1) % 4)
        if self._workspace.read_only:
            self.pages.turn(1)
            return
        try:
            self._workspace.run("Pages turned", turn, self._document.id, degrees)
        except AdvocateError as error:
            self._bridge.say_problem(error)
        self._turn_as_kept()

    def _turn_as_kept(self) -> None:
        if self._document is not None and not self._workspace.closed:
            kept = kept_turn(self._workspace, self._document.id) // 90
            if kept != self.pages.quarter_turns:
                self.pages.turn(kept - self.pages.quarter_turns)
            self.thumbnails.set_turns(kept)

    def forget_texts(self) -> None:
        """Have the texts of the pages read anew when they are next wanted: there are more now."""
        self._texts = None

    def open_search(self) -> None:
        """Search in the pages, when there are any."""
        if self.pages.page_count:
            self.search.open()

    def _build(self) -> None:
        self.pages = PageView()
        self.bar = ViewerBar(self.pages)
        self.search = SearchPanel()
        self._note = cards.note()
        self._note.setContentsMargins(tokens.SPACE_S, tokens.SPACE_XS, tokens.SPACE_S, 0)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName("Text of the document")
        self._build_message()
        self._stack = QStackedWidget()
        for part in (self.pages, self._message, self.text):
            self._stack.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._note)
        column.addWidget(self.search)
        self.thumbnails = Thumbnails()
        pages = QHBoxLayout()
        pages.setSpacing(0)
        pages.addWidget(self.thumbnails)
        pages.addWidget(self._stack, 1)
        column.addLayout(pages, 1)

    def _build_message(self) -> None:
        self.save_copy = cards.button("Save a copy…", "download", self.copy_wanted.emit)
        self.give_password = cards.button("Give its password…", "lock", self.password_wanted.emit)
        self._message = cards.EmptyState("", self.give_password, self.save_copy)

    def _connect(self) -> None:
        self.addActions(self.bar.keys())
        self.pages.looked_elsewhere.connect(self._render)
        self.bar.find_wanted.connect(self.open_search)
        self.bar.turn_wanted.connect(self.turn)
        for action in (self.bar.copy_words, self.bar.copy_named, self.bar.select_page):
            self.pages.addAction(action)
        self.pages.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.bar.words_wanted.connect(lambda: self._copy_words(named=False))
        self.bar.quote_wanted.connect(lambda: self._copy_words(named=True))
        self.bar.copy_wanted.connect(lambda: self._with_texts(self._copy_page))
        self.bar.text_wanted.connect(self._read_as_text)
        self.search.texts_wanted.connect(lambda: self._with_texts(self.search.take_texts))
        self.search.hit_chosen.connect(self._go_to_hit)
        self.search.words_changed.connect(self.pages.words.seek)
        self.search.closed.connect(self._end_search)
        self.bar.thumbnails.toggled.connect(self._show_thumbnails)
        self.thumbnails.page_wanted.connect(self.pages.go_to)
        self.thumbnails.looked_elsewhere.connect(self._render)
        self.pages.page_changed.connect(self.thumbnails.follow)

    def _show_thumbnails(self, shown: bool) -> None:
        self.thumbnails.setVisible(shown and self.pages.page_count > 0)
        self.thumbnails.follow(self.pages.page)
        self._render()

    def _end_search(self) -> None:
        self.pages.words.seek("")
        self.pages.setFocus()

    def _show_note(self) -> None:
        note = self._document.note if self._document and self._document.pages else ""
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def _show_what_there_is(self) -> None:
        document = self._document
        if document is None:
            self._say(_NOTHING, offer_copy=False)
        elif not document.pages:
            self._say(document.note or _CANNOT, offer_copy=True)
        else:
            self._stack.setCurrentWidget(self.pages)
            self._measure(document)

    def _say(self, sentence: str, *, offer_copy: bool) -> None:
        self._sentence = sentence
        self._message.set_text(sentence)
        self.save_copy.setVisible(offer_copy)
        locked = self._document is not None and locked_pdfs.is_locked(self._document)
        self.give_password.setVisible(locked and not self._workspace.read_only)
        self._stack.setCurrentWidget(self._message)

    def _measure(self, document: Document) -> None:
        """Learn the true sizes of the pages before any is drawn."""
        if self._measured:
            return
        self._tasks.start(
            "",
            lambda _: documents.page_sizes(self._workspace, document.id),
            lambda sizes: self._take_sizes(document, sizes),
            lambda error: self._take_failure(document, 0, error),
        )

    def _take_sizes(self, document: Document, sizes: tuple[PageSize, ...]) -> None:
        if self._is_shown(document):
            self._measured = True
            self.pages.set_sizes(sizes)
            self._render()

    def _render(self) -> None:
        """Have the next page in sight rendered, one at a time: the reader takes one at a time."""
        wanted = self.pages.wanted()
        document = self._document
        busy = self._task is not None and self._task in self._tasks.running
        if document is None or busy or not self._measured:
            return
        if wanted is None:
            small = self.thumbnails.wanted()
            if small is not None:
                self._draw_small(document, small)
            else:
                self._read_words(document)
            return
        page, scale = wanted
        self._task = self._tasks.start(
            "",
            lambda progress: rendered(self._workspace, document, page, scale, progress),
            lambda image: self._take_page(document, page, scale, image),
            lambda error: self._take_failure(document, page, error),
        )

    def _draw_small(self, document: Document, page: int) -> None:
        """Have a thumbnail drawn, once all in sight is."""
        scale = self.thumbnails.scale
        self._task = self._tasks.start(
            "",
            lambda progress: rendered(self._workspace, document, page, scale, progress),
            lambda image: self._take_small(document, page, image),
            lambda _: self._take_small(document, page, None),
        )

    def _take_small(self, document: Document, page: int, image: QImage | None) -> None:
        if not isValid(self):
            return
        self._task = None
        if self._is_shown(document):
            self.thumbnails.put_page(page, image)
        self._render()

    def _read_words(self, document: Document) -> None:
        """Have the words of the next page in sight read, once all in sight is drawn."""
        page = self.pages.wanted_words()
        if page is None:
            return
        self._task = self._tasks.start(
            "",
            lambda _: documents.page_words(self._workspace, document.id, page),
            lambda words: self._take_words(document, page, words),
            lambda _: self._take_words(document, page, ()),
        )

    def _take_words(self, document: Document, page: int, words: tuple[PageWord, ...]) -> None:
        if not isValid(self):
            return
        self._task = None
        if self._is_shown(document):
            self.pages.put_words(page, words)
        self._render()

    def _take_page(self, document: Document, page: int, scale: float, image: QImage) -> None:
        if not isValid(self):
            return
        self._task = None
        if self._is_shown(document):
            self.pages.put_page(page, scale, image)
        self._render()

    def _take_failure(self, document: Document, page: int, error: AdvocateError) -> None:
        if not isValid(self):
            return
        self._task = None
        if self._is_shown(document) and (not self._measured or self.pages.page_count == 1):
            self._say(str(error), offer_copy=True)
        elif self._is_shown(document):
            self.pages.put_failure(page)
        self._render()

    def _is_shown(self, document: Document) -> bool:
        """Whether it is still the document to show, and the window is still there."""
        return isValid(self) and self._document is not None and self._document.id == document.id

    def _with_texts(self, then: Callable[[tuple[str, ...]], None]) -> None:
        """Call with the texts of the pages, read once for each document."""
        document = self._document
        if document is None or self._texts is not None:
            then(self._texts or ())
            return

        def take(texts: tuple[str, ...]) -> None:
            if self._is_shown(document):
                self._texts = texts
                then(texts)

        self._tasks.start(
            "Reading the text",
            lambda progress: documents.page_texts(self._workspace, document.id),
            take,
            self._bridge.say_problem,
        )

    def _copy_page(self, texts: tuple[str, ...]) -> None:
        page = self.pages.page
        text = texts[page].strip() if page < len(texts) else ""
        if text:
            QGuiApplication.clipboard().setText(text)
            self._bridge.say(f"The text of page {page + 1} is on the clipboard.")
        else:
            self._bridge.say(f"Page {page + 1} holds no text, only a picture.")

    def _read_as_text(self, wanted: bool) -> None:
        if wanted:
            self._with_texts(self._show_text)
        elif self._stack.currentWidget() is self.text:
            self._show_what_there_is()

    def _show_text(self, texts: tuple[str, ...]) -> None:
        pages = (
            f"Page {number}\n\n{text.strip() or 'This page holds no text, only a picture.'}\n"
            for number, text in enumerate(texts, 1)
        )
        self.text.setPlainText("\n".join(pages))
        self._stack.setCurrentWidget(self.text)
        self.text.setFocus()

    def _go_to_hit(self, hit: PageHit) -> None:
        self.pages.words.seek(self.search.line.text(), hit.page, hit.number)
        self.pages.go_to(hit.page)
        self.pages.words.show_hit()

    def _copy_words(self, *, named: bool) -> None:
        """Copy what is selected; `named` with the document and the pages it is from."""
        document, span = self._document, self.pages.words.span
        if document is None or span is None:
            self._bridge.say(
                "Select some words first: drag over them, or press Shift and an arrow."
            )
            return
        self._tasks.start(
            "Copying the words",
            lambda progress: said(self._workspace, document, span, progress),
            lambda said: self._put_on_clipboard(quoted(said, document, span) if named else said),
            self._bridge.say_problem,
        )

    def _put_on_clipboard(self, said: str) -> None:
        QGuiApplication.clipboard().setText(said)
        self._bridge.say("The words you selected are on the clipboard.")
