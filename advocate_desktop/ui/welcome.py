"""The page before any casebook is open: make one, open one, or look at the sample."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.services.workspace import Clock, Workspace, is_encrypted
from advocate_desktop.ui import cards, file_dialogs, icons, tokens
from advocate_desktop.ui.casebook_sheets import NewCasebookSheet, UnlockSheet
from advocate_desktop.ui.file_dialogs import FileDialogs
from advocate_desktop.ui.sheet import scrolled

Recent = Callable[[], tuple[Path, ...]]
ClockFor = Callable[[Path], Clock]


class Welcome(QWidget):
    """Three ways to begin, the casebooks opened last, and the sheets for passphrases."""

    opened = Signal(object)
    """The `Workspace`, which the receiver owns."""
    sample_wanted = Signal()

    def __init__(self, dialogs: FileDialogs, recent: Recent, clock_for: ClockFor) -> None:
        super().__init__()
        self._dialogs = dialogs
        self._recent = recent
        self._clock_for = clock_for
        self._sheet: NewCasebookSheet | UnlockSheet | None = None
        self._sheet_page: QWidget | None = None
        self._stack = QStackedWidget()
        self._front = QWidget()
        self._recent_column = QVBoxLayout()
        self.problem = cards.Problem()
        self._build()
        self.refresh()

    @property
    def sheet(self) -> NewCasebookSheet | UnlockSheet | None:
        """The sheet in sight."""
        return self._sheet

    def refresh(self) -> None:
        """Show the casebooks opened last."""
        cards.clear(self._recent_column)
        paths = self._recent()
        if paths:
            self._recent_column.addWidget(cards.heading("Opened last"))
        for path in paths:
            made = QPushButton(icons.icon("folder-open"), path.stem)
            made.setToolTip(str(path))
            made.setFlat(True)
            made.setAccessibleName(f"Open {path.stem}")
            made.clicked.connect(lambda _, wanted=path: self.open(wanted))
            self._recent_column.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)

    def begin_new(self) -> None:
        """Ask where the new casebook goes and for its passphrase."""
        self._show(NewCasebookSheet(self._dialogs, self._clock_for))

    def choose(self) -> None:
        """Ask for a casebook file and open it."""
        path = self._dialogs.open_file(self, "Open casebook", file_dialogs.CASEBOOKS)
        if path is not None:
            self.open(path)

    def open(self, path: Path) -> None:
        """Open a casebook, asking for its passphrase when it has one."""
        self.say("")
        try:
            if is_encrypted(path):
                self._show(UnlockSheet(path, self._clock_for(path)))
            else:
                self.opened.emit(Workspace.open(path, None, clock=self._clock_for(path)))
        except AdvocateError as error:
            self.show_front()
            self.say(str(error))

    def show_front(self) -> None:
        """Show the three ways to begin."""
        self.say("")
        if self._sheet_page:
            self._stack.removeWidget(self._sheet_page)
            self._sheet_page.deleteLater()
        self._sheet = self._sheet_page = None
        self.refresh()
        self._stack.setCurrentWidget(self._front)
        self.new_button.setFocus()

    def say(self, sentence: str) -> None:
        """Show what is wrong; an empty sentence takes it away."""
        self.problem.say(sentence)

    def _show(self, sheet: NewCasebookSheet | UnlockSheet) -> None:
        self.show_front()
        self._sheet = sheet
        sheet.opened.connect(self._opened)
        sheet.closed.connect(self.show_front)
        self._sheet_page = centred(sheet)
        self._stack.addWidget(self._sheet_page)
        self._stack.setCurrentWidget(self._sheet_page)
        sheet.setFocus()

    def _opened(self, workspace: Workspace) -> None:
        self.show_front()
        self.opened.emit(workspace)

    def _build(self) -> None:
        self.new_button = cards.MainButton("New casebook…")
        self.new_button.clicked.connect(self.begin_new)
        self.open_button = QPushButton("Open a casebook…")
        self.open_button.clicked.connect(self.choose)
        self.sample_button = QPushButton("Look at the sample")
        self.sample_button.clicked.connect(lambda: self.sample_wanted.emit())
        body = QVBoxLayout()
        body.setContentsMargins(*[tokens.SPACE_XL] * 4)
        body.setSpacing(tokens.SPACE_M)
        body.addStretch(1)
        body.addWidget(cards.title("Advocate Desktop"))
        body.addWidget(cards.Words(_INTRO))
        body.addWidget(self.problem)
        for words, button in zip(
            _WAYS, (self.new_button, self.open_button, self.sample_button), strict=True
        ):
            card = cards.Card()
            card.body.addWidget(cards.Words(words))
            card.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            body.addWidget(card)
        body.addLayout(self._recent_column)
        body.addStretch(2)
        self._stack.addWidget(self._front)
        front = QVBoxLayout(self._front)
        front.setContentsMargins(0, 0, 0, 0)
        front.addWidget(centred(scrolled(body)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)


_INTRO = (
    "Keeps each dispute with a health plan in one place, works out every date that matters, and "
    "prints the papers to file. Everything stays in one file on this computer."
)
_WAYS = (
    "Begin with an empty casebook. It is one file that holds all your cases and their papers.",
    "Go on with a casebook you have.",
    "See how it works with made-up people. Nothing you do there touches your own cases.",
)


def centred(inner: QWidget) -> QWidget:
    """Return a page that holds a column in its middle, no wider than one reads well."""
    page = QWidget()
    inner.setMaximumWidth(inner.fontMetrics().averageCharWidth() * 90)
    row = QHBoxLayout(page)
    row.setContentsMargins(0, 0, 0, 0)
    row.addStretch(1)
    row.addWidget(inner, 100)
    row.addStretch(1)
    return page
