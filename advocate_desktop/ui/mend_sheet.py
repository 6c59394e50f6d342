"""Asks for what it takes to save a casebook that does not open: its passphrase and a place."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal

from advocate_desktop.services.rescue import free_target, is_sealed
from advocate_desktop.services.restoring import name_of_restored
from advocate_desktop.ui import cards, file_dialogs
from advocate_desktop.ui.file_dialogs import FileDialogs
from advocate_desktop.ui.forms import add_row, form_table
from advocate_desktop.ui.passphrase_field import PassphraseField
from advocate_desktop.ui.sheet import Sheet

_RESCUE = (
    "What can still be read goes into a new casebook, and what was lost is named. The damaged file "
    "is left as it is. It opens with the same passphrase."
)
_RESTORE = "The backup becomes a new casebook. The backup itself is left as it is."


class MendSheet(Sheet):
    """Rescues a damaged casebook, or restores a backup, into a new file."""

    wanted = Signal(object, object, object)
    """The file, its passphrase or None, and the new file."""

    def __init__(self, file: Path, dialogs: FileDialogs, *, rescue: bool, typed: str = "") -> None:
        doing = "Rescue" if rescue else "Restore"
        intro = _RESCUE if rescue else _RESTORE
        super().__init__(f"{doing} “{file.stem}”", f"{doing} into…", self._ask, intro)
        self.file = file
        self.rescues = rescue
        self._dialogs = dialogs
        self.passphrase = PassphraseField()
        self.passphrase.set_value(typed)
        self._sealed = is_sealed(file)
        if self._sealed:
            table = form_table()
            add_row(table, "Passphrase", self.passphrase)
            self.body.addLayout(table)
            self.setFocusProxy(self.passphrase.box)
        else:
            self.setFocusProxy(self.main_button)
        self.body.addWidget(cards.note(str(file)))

    def _ask(self) -> None:
        target = free_target(self.file) if self.rescues else name_of_restored(self.file)
        out = self._dialogs.save_file(
            self, "Where the new casebook goes", target.name, file_dialogs.CASEBOOKS
        )
        if out is not None:
            typed = self.passphrase.value() if self._sealed else None
            self.wanted.emit(self.file, typed, out)
