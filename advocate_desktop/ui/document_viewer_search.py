"""The panel that finds words in a document and lists where they stand, page by page."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from advocate_desktop.ui import icons, tokens
from advocate_desktop.ui.document_viewer_find import MOST_HITS, PageHit, find

_PAUSE = 150
"""Milliseconds without a key before the search begins."""
_SHOWN_ROWS = 5


class HitList(QListWidget):
    """The places found, a few rows tall."""

    def sizeHint(self) -> QSize:
        """Return room for a few rows."""
        rows = max(1, min(self.count(), _SHOWN_ROWS))
        tall = rows * (self.fontMetrics().height() + tokens.SPACE_XS) + 2 * self.frameWidth()
        return QSize(super().sizeHint().width(), tall)


class SearchPanel(QWidget):
    """A line for words, how many places were found, and the places."""

    hit_chosen = Signal(object)
    """A `PageHit`."""
    texts_wanted = Signal()
    """Somebody searches and the texts of the pages are not here yet."""
    words_changed = Signal(str)
    """What is searched now, before the first place is chosen; empty for nothing."""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin hidden, without texts."""
        super().__init__(parent)
        self._texts: tuple[str, ...] | None = None
        self._hits: tuple[PageHit, ...] = ()
        self._first_page = 0
        self._build()
        self.hide()

    @property
    def said(self) -> str:
        """What is said of the search: “Place 1 of 3”."""
        return self._said.text()

    def open(self) -> None:
        """Show the panel with the cursor in the line."""
        self.show()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()
        if self._texts is None:
            self.texts_wanted.emit()

    def look_for(self, words: str, page: int) -> None:
        """Search for words that were found elsewhere, and begin on a page, counted from 0."""
        self.line.setText(words)
        self._first_page = page
        self.show()
        if self._texts is None:
            self.texts_wanted.emit()
        else:
            self._search()

    def forget(self) -> None:
        """Drop the texts, for another document; the words stay."""
        self._texts = None
        self._show_hits(())
        if self.isVisible():
            self.texts_wanted.emit()

    def take_texts(self, texts: tuple[str, ...]) -> None:
        """Take the texts of the pages and search them for what was typed."""
        self._texts = texts
        self._search()

    def step(self, number: int) -> None:
        """Go that many places on, around the end."""
        if self._hits:
            self.list.setCurrentRow((self.list.currentRow() + number) % len(self._hits))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, Shift+Enter back, Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.step(-1 if back else 1)
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        self.line = QLineEdit()
        self.line.setPlaceholderText("Find in this document")
        self.line.setAccessibleName("Find in this document")
        self.line.setClearButtonEnabled(True)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._search)
        self.line.textEdited.connect(lambda: self._pause.start())
        self._said = QLabel()
        self.list = HitList()
        self.list.setAccessibleName("Places found")
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(self._go)
        self.list.itemClicked.connect(lambda item: self._go(self.list.row(item)))
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_XS)
        row.addWidget(self.line, 1)
        row.addWidget(self._said)
        row.addWidget(self._button("chevron-left", "Previous place", -1, "Shift+F3"))
        row.addWidget(self._button("chevron-right", "Next place", 1, "F3"))
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.SPACE_XS, tokens.SPACE_XS, tokens.SPACE_XS, 0)
        column.setSpacing(tokens.SPACE_XS)
        column.addLayout(row)
        column.addWidget(self.list)

    def _button(self, icon: str, name: str, step: int, key: str) -> QToolButton:
        button = QToolButton(autoRaise=True)
        button.setIcon(icons.icon(icon))
        button.setToolTip(f"{name} ({key})")
        button.setAccessibleName(name)
        button.clicked.connect(lambda: self.step(step))
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(lambda: self.step(step))
        return button

    def _search(self) -> None:
        if self._texts is not None:
            self.words_changed.emit(self.line.text())
            self._show_hits(find(self._texts, self.line.text()))
            page, self._first_page = self._first_page, 0
            self.list.setCurrentRow(
                next((row for row, hit in enumerate(self._hits) if hit.page >= page), 0)
            )

    def _show_hits(self, hits: tuple[PageHit, ...]) -> None:
        self._hits = hits
        self.list.clear()
        for hit in hits:
            text = f"Page {hit.page + 1}   …{hit.before}{hit.match}{hit.after}…"
            self.list.addItem(QListWidgetItem(text))
        self.list.setVisible(bool(hits))
        self.list.updateGeometry()
        self._say()

    def _say(self) -> None:
        typed = bool(self.line.text().strip())
        if self._texts is None or not typed:
            self._said.setText("")
        elif not any(text.strip() for text in self._texts):
            self._said.setText("These pages hold no text, only pictures.")
        elif self._hits:
            more = "+" if len(self._hits) == MOST_HITS else ""
            place = self.list.currentRow() + 1
            self._said.setText(f"{place} of {len(self._hits)}{more}")
        else:
            self._said.setText("Not found")

    def _go(self, row: int) -> None:
        if 0 <= row < len(self._hits):
            self._say()
            self.hit_chosen.emit(self._hits[row])
