"""Making a redacted copy: mark what is to go, look at the copy, keep it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
)
from shiboken6 import isValid

from advocate_desktop.domain.documents import Document
from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.domain.page_words import PageWord
from advocate_desktop.domain.redaction import Found, FoundKind, Mark
from advocate_desktop.services import document_pages, redaction
from advocate_desktop.services.documents import PageImage
from advocate_desktop.services.redaction import Preview
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import cards, tokens, words
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.fields import TickField
from advocate_desktop.ui.redaction_page import RedactionPage
from advocate_desktop.ui.sheet import Sheet
from advocate_desktop.ui.undo_notice import say_done

_KINDS = {
    FoundKind.SSN: "Looks like a Social Security number",
    FoundKind.NAME: "Name of another client",
    FoundKind.NUMBER: "Number of another client",
    FoundKind.BIRTH: "Date of birth",
    FoundKind.CHOSEN: "Your words",
}
_SCALE = 1.6
"""Pixels a point of the page in the sheet."""
_MARK = (
    "Draw a box round what is to go, or go from word to word with the arrow keys and press Space."
)
_LOOK = "This is the copy. Black is gone for good, also from the text. Look at every page."


class RedactionSheet(Sheet):
    """Marks, the list of found words, and the finished copy to look at before it is kept."""

    def __init__(self, workspace: Workspace, bridge: Bridge, document: Document) -> None:
        super().__init__("Make a redacted copy", "Make the copy", self._act_next)
        self._workspace, self._bridge, self._document = workspace, bridge, document
        self.marks: list[Mark] = []
        self._ticked: dict[int, Mark] = {}
        self._found: list[Found] = []
        self._page, self._count = 0, document.pages or 0
        self.copy: Preview | None = None
        self.page = RedactionPage()
        self._told = cards.Words(_MARK, quiet=True)
        self.found = QListWidget()
        self.found.setAccessibleName("Found words, tick what is to go")
        self.found.setMaximumHeight(self.fontMetrics().height() * 5)
        self.wanted = QLineEdit(placeholderText="Words to find, one after a comma")
        self.wanted.setAccessibleName("Words to find")
        self.every = TickField("")
        self.every.set_sentence("Make every page a picture")
        self._build()
        self._turn(0)
        self._find()
        self.setFocusProxy(self.page)

    def is_touched(self) -> bool:
        """Whether anything is marked that would be lost."""
        return bool(self._all())

    def _build(self) -> None:
        self.back = cards.button("Page before", "chevron-left", lambda: self._turn(-1))
        self.forth = cards.button("Next page", "chevron-right", lambda: self._turn(1))
        self.undo = cards.button("Take back last mark", "undo-2", self._take_back)
        self.again = QPushButton("Change the marks")
        self.again.clicked.connect(self._mark_again)
        self._where = cards.note()
        self.find_button = cards.button("Find", "search", self._find)
        self.wanted.returnPressed.connect(self._find)
        asked, turning = QHBoxLayout(), QHBoxLayout()
        for row, parts in (
            (asked, (self.wanted, self.find_button)),
            (turning, (self.back, self.forth, self.undo, self.again, self._where)),
        ):
            row.setSpacing(tokens.SPACE_S)
            for part in parts:
                row.addWidget(part)
        turning.setStretch(turning.count() - 1, 1)
        right = QVBoxLayout()
        right.addLayout(asked)
        right.addWidget(self.found)
        right.addWidget(self.every)
        self.body.addWidget(self._told)
        self.body.addLayout(right)
        self.body.addLayout(turning)
        self.body.addWidget(self.page, 1)
        self.again.hide()
        self.page.marked.connect(self._toggle)
        self.found.itemChanged.connect(self._tick)
        QShortcut(QKeySequence.StandardKey.Undo, self.page, self._take_back).setContext(
            Qt.ShortcutContext.WidgetShortcut
        )
        self.fill()

    def _all(self) -> list[Mark]:
        return [*self.marks, *self._ticked.values()]

    def _turn(self, step: int) -> None:
        self._page = max(0, min(self._page + step, self._count - 1))
        self.back.setEnabled(self._page > 0)
        self.forth.setEnabled(self._page < self._count - 1)
        self._follow()
        page, copy, document = self._page, self.copy, self._document
        workspace = self._workspace

        def draw() -> tuple[object, ...]:
            sizes = document_pages.page_sizes(workspace, document.id)
            if copy is not None:
                return sizes[page], redaction.preview_page(copy, page, _SCALE), ()
            image = document_pages.page_image(workspace, document.id, page, _SCALE)
            return sizes[page], image, document_pages.page_words(workspace, document.id, page)

        self._start("", draw, lambda drawn: self._show((page, copy), *drawn))

    def _show(
        self,
        wanted: tuple[int, Preview | None],
        size: tuple[float, float],
        drawn: PageImage,
        known: tuple[PageWord, ...],
    ) -> None:
        """Show a page, unless another one or the other version is wanted by now."""
        if wanted[0] != self._page or wanted[1] is not self.copy:
            return
        held = QImage(
            drawn.pixels, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGB888
        )
        self.page.show_page(self._page, size, held.copy(), known)

    def _find(self) -> None:
        chosen = tuple(part.strip() for part in self.wanted.text().split(","))
        self._start(
            "Looking for words to take out",
            lambda: redaction.found_words(self._workspace, self._document.id, chosen),
            self._list,
        )

    def _list(self, found: tuple[Found, ...]) -> None:
        held = set(self._ticked.values())
        self._found, self._ticked = list(found), {}
        self.found.blockSignals(True)
        self.found.clear()
        for number, one in enumerate(found):
            text = f"{one.text} · {_KINDS[one.kind]} · page {one.mark.page + 1}"
            item = QListWidgetItem(text)
            wanted = one.mark in held or one.kind is FoundKind.CHOSEN
            item.setCheckState(Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked)
            if wanted:
                self._ticked[number] = one.mark
            self.found.addItem(item)
        self.found.blockSignals(False)
        self.found.setVisible(bool(found))
        self._follow()

    def _tick(self, item: QListWidgetItem) -> None:
        number = self.found.row(item)
        if item.checkState() == Qt.CheckState.Checked:
            self._ticked[number] = self._found[number].mark
        else:
            self._ticked.pop(number, None)
        self._follow()

    def _toggle(self, mark: Mark) -> None:
        if self.copy is not None:
            return
        if mark in self.marks:
            self.marks.remove(mark)
        else:
            self.marks.append(mark)
        self._follow()

    def _take_back(self) -> None:
        if self.marks and self.copy is None:
            self.marks.pop()
            self._follow()

    def _follow(self) -> None:
        """Show what is marked and what can be done."""
        looking = self.copy is not None
        self.page.show_marks(() if looking else self._all())
        self.undo.setEnabled(bool(self.marks))
        for part in (self.undo, self.wanted, self.find_button, self.every):
            part.setVisible(not looking)
        self.found.setVisible(not looking and bool(self._found))
        self.again.setVisible(looking)
        self.main_button.setText("Keep the copy" if looking else "Make the copy")
        self.main_button.setEnabled(looking or bool(self._all()))
        self._told.setText(_LOOK if looking else _MARK)
        marked = words.count(len(self._all()), "mark")
        self._where.setText(f"Page {self._page + 1} of {self._count} · {marked}")

    def _mark_again(self) -> None:
        self.copy = None
        self.page.forget()
        self._turn(0)

    def _act_next(self) -> None:
        if self.copy is not None:
            label = "Redacted copy made"
            self._workspace.run(label, redaction.keep, self._document.id, self.copy)
            say_done(self._workspace, self._bridge, label)
            self.closed.emit()
            return
        marks, every = tuple(self._all()), self.every.value()
        self.main_button.setEnabled(False)
        self._bridge.tasks.start(
            "Making the redacted copy",
            lambda progress: redaction.preview(
                self._workspace, self._document.id, marks, progress, every_page=every
            ),
            self._if_there(self._look),
            self._if_there(self._failed),
        )

    def _look(self, copy: Preview) -> None:
        self.copy = copy
        self.page.forget()
        self._turn(0)

    def _failed(self, error: AdvocateError) -> None:
        self.say(str(error))
        self._follow()

    def _start(self, label: str, job: Callable[[], object], done: Callable[..., None]) -> None:
        self._bridge.tasks.start(
            label, lambda _: job(), self._if_there(done), self._if_there(self._failed)
        )

    def _if_there(self, act: Callable[..., None]) -> Callable[..., None]:
        """Let what comes after the sheet was put away go nowhere."""
        return lambda *values: act(*values) if isValid(self) else None
