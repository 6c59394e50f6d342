"""The live page: the letter as it will be printed, set anew in the background as one types."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from advocate_desktop.domain.drafts import DraftId
from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.services import letter_pages
from advocate_desktop.services.letter_pages import LetterPages
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import cards
from advocate_desktop.ui.page_view import PageView
from advocate_desktop.ui.tasks import Task, Tasks

_PAUSE = 350
"""Milliseconds without a change after which the page is set anew."""


class LetterPage(QWidget):
    """Shows the pages; one setting runs at a time, and the last text wanted is always set."""

    made = Signal(object)
    """The `LetterPages` now shown."""

    def __init__(self, workspace: Workspace, tasks: Tasks, draft_id: DraftId) -> None:
        super().__init__()
        self._workspace = workspace
        self._tasks = tasks
        self._draft_id = draft_id
        self._wanted: str | None = None
        self._setting: Task | None = None
        self._drawing: Task | None = None
        self.letter: LetterPages | None = None
        self.pages = PageView()
        self.pages.setAccessibleName("The letter as it will be printed")
        self.problem = cards.Problem()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.problem)
        column.addWidget(self.pages, 1)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._set)
        self.pages.looked_elsewhere.connect(self._draw)
        self.setFocusProxy(self.pages)

    def show_text(self, text: str, *, soon: bool = False) -> None:
        """Have the page set for a text, after a pause in typing or `soon`."""
        self._wanted = text
        if soon:
            self._set()
        else:
            self._pause.start()

    def _set(self) -> None:
        self._pause.stop()
        if self._setting is not None or self._wanted is None:
            return
        text, self._wanted = self._wanted, None
        self._setting = task = self._tasks.start(
            "",
            lambda _: letter_pages.set_letter(self._workspace, self._draft_id, text),
            self._take,
            self._take_failure,
            self._go_on,
        )
        if task not in self._tasks.running:  # it was over at once
            self._setting = None

    def _take(self, letter: LetterPages) -> None:
        if not isValid(self):
            return
        self.problem.say("")
        same = self.letter is not None and self.letter.name == letter.name
        self.letter = letter
        if not same:
            place = self.pages.verticalScrollBar().value()
            self.pages.show_pages(letter.sizes)
            self.pages.verticalScrollBar().setValue(place)
        self.made.emit(letter)
        self._draw()

    def _take_failure(self, error: AdvocateError) -> None:
        if isValid(self):
            self.problem.say(str(error))

    def _go_on(self) -> None:
        if not isValid(self):
            return
        self._setting = None
        if self._wanted is not None and not self._pause.isActive():
            self._set()

    def _draw(self) -> None:
        """Have the next page in sight drawn, one at a time."""
        letter, wanted = self.letter, self.pages.wanted()
        busy = self._drawing is not None and self._drawing in self._tasks.running
        if letter is None or wanted is None or busy:
            return
        page, scale = wanted
        self._drawing = self._tasks.start(
            "",
            lambda _: _drawn(letter, page, scale),
            lambda image: self._take_image(letter, page, scale, image),
            lambda _: self._take_lost(letter, page),
        )

    def _take_image(self, letter: LetterPages, page: int, scale: float, image: QImage) -> None:
        if not isValid(self):
            return
        self._drawing = None
        if letter is self.letter:
            self.pages.put_page(page, scale, image)
        self._draw()

    def _take_lost(self, letter: LetterPages, page: int) -> None:
        if not isValid(self):
            return
        self._drawing = None
        if letter is self.letter:
            self.pages.put_failure(page)
        self._draw()


def _drawn(letter: LetterPages, page: int, scale: float) -> QImage:
    """Return a page's pixels; a picture may be made on any thread."""
    made = letter_pages.page_image(letter, page, scale)
    held = QImage(made.pixels, made.width, made.height, made.stride, QImage.Format.Format_RGB888)
    # The picture above only borrows the bytes; the copy owns its own.
    return held.copy()
