"""Changing the passphrase, printing the key that opens without it, and when it locks."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.services import settings
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import cards
from advocate_desktop.ui.fields import ChoiceField, TickField
from advocate_desktop.ui.forms import add_row, form_table
from advocate_desktop.ui.passphrase_field import ADVICE, PassphraseField, StrengthMeter, typed_twice
from advocate_desktop.ui.sheet import Sheet

_CHANGING = (
    "The whole file is encrypted anew, and you are asked for the new passphrase afterwards. "
    "Recovery sheets printed before no longer open it. Backups made before still open with the "
    "old passphrase, and so do their recovery sheets: delete those you no longer trust."
)
_GIVING = (
    "This casebook has no passphrase: anyone who gets the file can read it. Give it one, and the "
    "whole file is encrypted; you are asked for the passphrase afterwards. No file in clear is "
    "left in its place. The drive itself may keep old bytes of it for a while, and backups made "
    "before stay as they are, without a passphrase: delete those under File, Backups."
)
_RECOVERY = (
    "A recovery sheet is a page with a key that opens this casebook when the passphrase is "
    "forgotten. Print it, lock it away, and delete its file. To make a printed sheet worthless, "
    "change the passphrase above; the same one again will do."
)

_LOCKING = "Ctrl+L locks at once. Locking closes the file; what is still being made is stopped."
_IDLE = {
    2: "2 minutes without a touch",
    5: "5 minutes without a touch",
    10: "10 minutes without a touch",
    30: "30 minutes without a touch",
    60: "an hour without a touch",
    0: "Never by itself",
}


class PassphraseSheet(Sheet):
    """Asks for a new passphrase twice, and offers the recovery sheet."""

    change_wanted = Signal(str)
    recovery_wanted = Signal()

    def __init__(self, workspace: Workspace) -> None:
        sealed = workspace.encrypted
        main = "Change the passphrase" if sealed else "Encrypt this casebook"
        intro = _CHANGING if sealed else _GIVING
        super().__init__("Passphrase and recovery", main, self._change, intro)
        self.passphrase, self.again = PassphraseField(), PassphraseField()
        self.show_letters = TickField("Show the letters")
        self.show_letters.edited.connect(self._reveal)
        table = form_table()
        add_row(table, "New passphrase", self.passphrase, ADVICE)
        self.meter = StrengthMeter(self.passphrase)
        add_row(table, "New passphrase again", self.again)
        add_row(table, "", self.show_letters)
        self.body.addLayout(table)
        if sealed:
            self._add_recovery()
            self._add_idle(workspace)
        self.main_button.setEnabled(not workspace.read_only)
        self.setFocusProxy(self.passphrase.box)

    def _add_recovery(self) -> None:
        self.body.addWidget(cards.heading("Recovery sheet"))
        self.body.addWidget(cards.Words(_RECOVERY))
        self.recovery = cards.button("Save a recovery sheet…", "printer", self.recovery_wanted.emit)
        self.body.addWidget(self.recovery, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_idle(self, workspace: Workspace) -> None:
        self.idle = ChoiceField(_IDLE)
        self.idle.set_value(settings.idle_minutes(workspace))
        self.idle.setEnabled(not workspace.read_only)
        self.idle.edited.connect(lambda: self._set_idle(workspace))
        self.body.addWidget(cards.heading("Locking"))
        table = form_table()
        add_row(table, "Lock after", self.idle, _LOCKING)
        self.body.addLayout(table)

    def _set_idle(self, workspace: Workspace) -> None:
        self.say("")
        try:
            workspace.run("Time of locking changed", settings.set_idle_minutes, self.idle.value())
        except AdvocateError as error:
            self.say(str(error))

    def _reveal(self) -> None:
        for field in (self.passphrase, self.again):
            field.reveal(self.show_letters.value())

    def _change(self) -> None:
        nothing = "Type the new passphrase twice."
        self.change_wanted.emit(typed_twice(self.passphrase, self.again, nothing))
