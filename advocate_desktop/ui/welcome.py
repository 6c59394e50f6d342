"""The page before any casebook is open: make one, open one, or look at the sample."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
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
from advocate_desktop.services.rescue import newest_backup
from advocate_desktop.services.updating import needs_update
from advocate_desktop.services.workspace import (
    CasebookDamaged,
    Clock,
    IsBackup,
    NotACasebook,
    Workspace,
    is_encrypted,
)
from advocate_desktop.ui import cards, file_dialogs, icons, tokens, words
from advocate_desktop.ui.casebook_sheets import NewCasebookSheet, UnlockSheet
from advocate_desktop.ui.file_dialogs import FileDialogs
from advocate_desktop.ui.mend_sheet import MendSheet
from advocate_desktop.ui.remembering import Remembering
from advocate_desktop.ui.report_sheet import ReportSheet
from advocate_desktop.ui.sheet import Sheet, scrolled

Recent = Callable[[], tuple[Path, ...]]
ClockFor = Callable[[Path], Clock]
_Sheet = NewCasebookSheet | UnlockSheet


class Welcome(QWidget):
    """Three ways to begin, the casebooks opened last, and the sheets for passphrases."""

    opened = Signal(object)
    """The `Workspace`, which the receiver owns."""
    sample_wanted = Signal()
    update_wanted = Signal(object, object)
    """A casebook of an earlier version, and its passphrase or None."""
    rescue_wanted = Signal(object, object, object)
    """A damaged casebook, its passphrase or None, and the new file."""
    restore_wanted = Signal(object, object, object)
    """A backup, its passphrase or None, and the new file."""

    remember_wanted = Signal(object)
    """The `Workspace` just opened, which shall be remembered on this computer."""

    def __init__(
        self,
        dialogs: FileDialogs,
        recent: Recent,
        clock_for: ClockFor,
        remembering: Remembering,
    ) -> None:
        super().__init__()
        self._remembering = remembering
        self._dialogs = dialogs
        self._recent = recent
        self._clock_for = clock_for
        self._sheet: _Sheet | None = None
        self._mending: MendSheet | None = None
        self._sheet_page: QWidget | None = None
        self._stack = QStackedWidget()
        self._front = QWidget()
        self._recent_column = QVBoxLayout()
        self.problem = cards.Problem()
        self._offers = QVBoxLayout()
        self._build()
        self.refresh()

    @property
    def sheet(self) -> _Sheet | MendSheet | None:
        """The sheet in sight."""
        return self._sheet or self._mending

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

    def open(self, path: Path, *, ask: bool = False) -> None:
        """Open a casebook, asking for its passphrase when it has one.

        `ask` asks also for one that is remembered: after a lock, whoever comes shall know it.
        """
        self.say("")
        try:
            if is_encrypted(path):
                sheet = UnlockSheet(path, self._clock_for(path))
                self._show(sheet)
                sheet.old.connect(self.update_wanted)
                sheet.damaged.connect(self._offer)
                if not ask:
                    self._remembering.find(path, partial(self._use, sheet))
            elif needs_update(path, None):
                self.update_wanted.emit(path, None)
            else:
                self.opened.emit(Workspace.open(path, None, clock=self._clock_for(path)))
        except IsBackup:
            self._mend(path, rescue=False)
        except (CasebookDamaged, NotACasebook) as error:
            self._offer(path, "", error)
        except AdvocateError as error:
            self.show_front()
            self.say(str(error))

    def _offer(self, path: Path, typed: str, error: AdvocateError) -> None:
        """Say that a casebook is damaged, and offer what can be done."""
        self.show_front()
        self.say(str(error))
        rescue = cards.button(
            "Rescue what can be read…", "shield", lambda: self._mend(path, rescue=True, typed=typed)
        )
        self._offers.addWidget(rescue, 0, Qt.AlignmentFlag.AlignLeft)
        kept = newest_backup(path)
        if kept is not None:
            text = f"Restore the backup of {words.near_moment(kept.made_at)}…"
            self._offers.addWidget(
                cards.button(
                    text, "history", lambda: self._mend(kept.path, rescue=False, typed=typed)
                ),
                0,
                Qt.AlignmentFlag.AlignLeft,
            )
        rescue.setFocus()

    def _mend(self, file: Path, *, rescue: bool, typed: str = "") -> None:
        try:
            sheet = MendSheet(file, self._dialogs, rescue=rescue, typed=typed)
        except AdvocateError as error:
            self.say(str(error))
            return
        sheet.wanted.connect(self.rescue_wanted if rescue else self.restore_wanted)
        self.show_front()
        self._mending = sheet
        self._put(sheet)

    def show_report(self, title: str, lines: tuple[str, ...], made: Path) -> None:
        """Tell of a new casebook, in the place of the three ways to begin."""
        sheet = ReportSheet(title, "Read this before you go on.", lines)
        sheet.buttons.insertWidget(
            1, cards.button("Open it", "folder-open", lambda: self.open(made))
        )
        self._put(sheet)

    def show_front(self) -> None:
        """Show the three ways to begin."""
        self.say("")
        cards.clear(self._offers)
        if self._sheet_page:
            self._stack.removeWidget(self._sheet_page)
            self._sheet_page.deleteLater()
        self._sheet = self._mending = self._sheet_page = None
        self.refresh()
        self._stack.setCurrentWidget(self._front)
        self.new_button.setFocus()

    def say(self, sentence: str) -> None:
        """Show what is wrong; an empty sentence takes it away."""
        self.problem.say(sentence)

    def _show(self, sheet: _Sheet) -> None:
        self.show_front()
        self._sheet = sheet
        sheet.opened.connect(self._opened)
        self._remembering.offer(sheet.remember)
        self._put(sheet)

    def _put(self, sheet: Sheet) -> None:
        if sheet not in (self._sheet, self._mending):
            self.show_front()
        sheet.closed.connect(self.show_front)
        self._sheet_page = centred(sheet)
        self._stack.addWidget(self._sheet_page)
        self._stack.setCurrentWidget(self._sheet_page)
        sheet.setFocus()

    def _opened(self, workspace: Workspace) -> None:
        wanted = self._sheet is not None and self._sheet.remember.value()
        self.show_front()
        self.opened.emit(workspace)
        if wanted and workspace.encrypted and not workspace.closed:
            self.remember_wanted.emit(workspace)

    def _use(self, sheet: UnlockSheet, key: str) -> None:
        if sheet is self._sheet:
            sheet.use_remembered(key)

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
        body.addLayout(self._offers)
        for way, button in zip(
            _WAYS, (self.new_button, self.open_button, self.sample_button), strict=True
        ):
            card = cards.Card()
            card.body.addWidget(cards.Words(way))
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
