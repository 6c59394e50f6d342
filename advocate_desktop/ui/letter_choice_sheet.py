"""Choosing a letter to write: those that fit the case first, each with the reason."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHeaderView, QLineEdit

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.services import letters
from advocate_desktop.services.changes import Changes, Topic
from advocate_desktop.services.letters import LetterRow
from advocate_desktop.services.own_templates import OWN
from advocate_desktop.services.search import folded, holds_all
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import cards, icons, words
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.list_sheet import ListSheet
from advocate_desktop.ui.rows import Column


class LetterChoiceSheet(ListSheet[LetterRow]):
    """Every letter there is; typing narrows the list, Enter begins the chosen one."""

    chosen_letter = Signal(object)
    """The `LetterRow` of the letter to begin."""
    copy_wanted = Signal(str)
    """The name of a letter to copy and change."""
    change_wanted = Signal(str)
    """The name of a letter of the user's own to change; empty for a new one."""
    remove_wanted = Signal(str)
    """The name of a letter of the user's own to take out."""

    def __init__(self, workspace: Workspace, bridge: Bridge, case_id: CaseId) -> None:
        self._workspace = workspace
        self._case_id = case_id
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("Type words of the letter")
        self.filter.setAccessibleName("Words of the letter")
        self.filter.setClearButtonEnabled(True)
        self._all = letters.templates(workspace, case_id)
        super().__init__(
            "Write a letter",
            "Save as PDF…" if workspace.read_only else "Write this letter",
            "Letters that fit this case now come first, and say why. You can write any of them.",
            COLUMNS,
            key=lambda row: row.name,
            read=self._found,
            nothing="No letter has these words.",
            writable=not workspace.read_only,
        )
        self.body.insertWidget(self.body.count() - 3, self.filter)
        fits = QHeaderView.ResizeMode.ResizeToContents
        for column in (1, 2):
            self.table.horizontalHeader().setSectionResizeMode(column, fits)
        self.add_button("Copy and change…", "file-plus", lambda r: self.copy_wanted.emit(r.name))
        self.change_button = self.add_button(
            "Change…", "pencil", lambda row: self.change_wanted.emit(row.name)
        )
        self.remove_button = self.add_button(
            "Take out", "trash-2", lambda row: self.remove_wanted.emit(row.name)
        )
        new = cards.button("Write one of your own…", "plus", lambda: self.change_wanted.emit(""))
        new.setDisabled(workspace.read_only)
        self.add_beside(new)
        bridge.changed.connect(self._heard)
        self.table.selectionModel().selectionChanged.connect(self._follow_own)
        self.filter.textChanged.connect(lambda _: self.refresh())
        self.filter.returnPressed.connect(self.attempt)
        self.table.activated.connect(lambda _: self.attempt())
        self.setFocusProxy(self.filter)
        self.refresh()

    def take(self, row: LetterRow) -> None:
        """Begin the chosen letter."""
        self.chosen_letter.emit(row)

    def refresh(self) -> None:
        """List the letters that have the words typed."""
        super().refresh()
        self._follow_own()

    def _follow_own(self) -> None:
        """Let only letters of the user's own be changed and taken out."""
        row = self.chosen
        own = row is not None and row.name.startswith(OWN) and not self._workspace.read_only
        self.change_button.setEnabled(own)
        self.remove_button.setEnabled(own)

    def _heard(self, changes: Changes) -> None:
        if Topic.FILINGS in changes.topics or self._case_id in changes.cases:
            self._all = letters.templates(self._workspace, self._case_id)
            self.refresh()

    def _found(self) -> tuple[LetterRow, ...]:
        wanted = folded(self.filter.text()).split()
        return tuple(row for row in self._all if holds_all(f"{row.title} {row.why}", wanted))


COLUMNS: tuple[Column[LetterRow], ...] = (
    Column(
        "Letter",
        text=lambda row: row.title,
        second=lambda row: row.why,
        icon=lambda row: icons.icon("user" if row.name.startswith(OWN) else "mail"),
        tip=lambda row: row.why,
        spoken=lambda row: f"{row.title}. {'Fits' if row.fits else 'Does not fit'}. {row.why}",
    ),
    Column("Fits now", text=lambda row: "Fits" if row.fits else "Not now"),
    Column("Language", text=lambda row: words.LANGUAGES.get(row.language, row.language)),
)
"""How letters are listed."""
