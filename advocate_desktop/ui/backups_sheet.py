"""Backups: where they go, one more now, and bringing one back after a look inside."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from advocate_desktop import paths
from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.services import automatic_backup
from advocate_desktop.services.restoring import Inside, look_inside
from advocate_desktop.services.workspace import PassphraseNeeded, Workspace
from advocate_desktop.ui import cards, file_dialogs, words
from advocate_desktop.ui.fields import ChoiceField
from advocate_desktop.ui.file_dialogs import FileDialogs
from advocate_desktop.ui.flow import FlowLayout
from advocate_desktop.ui.forms import add_row, form_table
from advocate_desktop.ui.passphrase_field import PassphraseField
from advocate_desktop.ui.sheet import Sheet

_MAY_BREAK = "\u200b"
_INTRO = (
    "On each day that something is changed, a copy is made and checked by itself. Kept are those "
    "of 7 days, 4 weeks and 12 months; they share their papers, so keep the folder as a whole. "
    "Best is one on another drive, such as a stick."
)
_KEPT = (
    "Restoring takes this backup in place of the casebook. The casebook as it is now is kept "
    "beside it under another name."
)


class BackupsSheet(Sheet):
    """The folder, the backups in it, and what the chosen one holds."""

    make_wanted = Signal()
    restore_wanted = Signal(object, object)
    """The file, and its passphrase or None."""

    def __init__(self, workspace: Workspace, dialogs: FileDialogs) -> None:
        super().__init__("Backups", "Restore this backup", self._restore, _INTRO)
        self._workspace = workspace
        self._dialogs = dialogs
        self.place = cards.Words()
        self.choice = ChoiceField({})
        self.passphrase = PassphraseField()
        self.inside = cards.Words()
        self._others: list[Path] = []
        self._build()
        self.choice.edited.connect(self._choose)
        line = self.passphrase.box
        assert isinstance(line, QLineEdit), "a passphrase is typed into a line"
        line.editingFinished.connect(self.look)
        self.cancel_button.setText("Close")
        self.refresh()
        self.setFocusProxy(self.choice.box)

    def refresh(self) -> None:
        """Read anew where backups go and which there are."""
        folder = str(automatic_backup.folder(self._workspace))
        # A long path may break after each folder.
        self.place.setText(f"They go to {folder.replace(os.sep, os.sep + _MAY_BREAK)}")
        kept = {
            backup.path: words.moment(backup.made_at)
            for backup in automatic_backup.backups(self._workspace)
        }
        self.choice.set_choices(kept | {path: path.name for path in self._others})
        if not kept and not self._others:
            there = automatic_backup.is_reachable(self._workspace)
            self.choice.set_choices({}, "There is none yet" if there else "The folder is not there")
        self._choose()

    def look(self) -> None:
        """Say what the chosen backup holds; only a file that opened can be restored."""
        file = self.choice.value()
        self.main_button.setEnabled(False)
        if file is None:
            self.inside.setText("")
            return
        try:
            found = look_inside(self._workspace, file, self._typed())
        except PassphraseNeeded:
            self._table.setRowVisible(self.passphrase, True)
            self.inside.setText("It has another passphrase than this casebook. Type it to look in.")
        except AdvocateError as error:
            self.inside.setText(str(error))
        else:
            self.inside.setText(_in_words(found))
            self.main_button.setEnabled(not self._workspace.read_only)

    def _typed(self) -> str | None:
        return self.passphrase.value() or None

    def _choose(self) -> None:
        self.passphrase.set_value("")
        self._table.setRowVisible(self.passphrase, False)
        self.look()

    def _restore(self) -> None:
        self.restore_wanted.emit(self.choice.value(), self._typed())

    def _open_other(self) -> None:
        file = self._dialogs.open_file(
            self, "Look into a backup", file_dialogs.CASEBOOKS_AND_BACKUPS
        )
        if file is None:
            return
        if file not in self._others:
            self._others.append(file)
        self.refresh()
        self.choice.set_value(file)
        self._choose()

    def _choose_folder(self) -> None:
        folder = self._dialogs.choose_folder(self, "Where backups go")
        if folder is not None:
            self._set_root(None if folder == paths.backup_dir() else folder)

    def _set_root(self, folder: Path | None) -> None:
        self.say("")
        try:
            self._workspace.run("Backup folder changed", automatic_backup.set_root, folder)
        except AdvocateError as error:
            self.say(str(error))
        self.refresh()

    def _build(self) -> None:
        self.body.addWidget(self.place)
        row = FlowLayout()
        self.now = cards.button("Back up now", "shield", self.make_wanted.emit)
        self.another = cards.button("Another folder…", "folder-open", self._choose_folder)
        self.usual = cards.button("The usual folder", "rotate-cw", lambda: self._set_root(None))
        for button in (self.now, self.another, self.usual):
            button.setEnabled(not self._workspace.read_only)
            row.addWidget(button)
        self.body.addLayout(row)
        self.body.addWidget(cards.heading("Bring one back"))
        self._table = form_table()
        add_row(self._table, "Backup", self.choice)
        self._table.addRow("", cards.button("Look into another file…", "search", self._open_other))
        add_row(self._table, "Its passphrase", self.passphrase)
        self.body.addLayout(self._table)
        self.body.addWidget(self.inside)
        self.body.addWidget(cards.note(_KEPT))


def _in_words(found: Inside) -> str:
    if found.changed_at is None:
        return "It opens, and is empty."
    held = f"{words.count(found.cases, 'case')} and {words.count(found.documents, 'paper')}"
    return f"It holds {held}. Last change: {words.moment(found.changed_at)}, “{found.change}”."
