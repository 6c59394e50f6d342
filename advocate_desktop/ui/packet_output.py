"""In which form a packet is written: parts, fax, print, portal, locked, with fingerprints."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from advocate_desktop.domain.errors import Invalid
from advocate_desktop.services.packet_variants import Variant
from advocate_desktop.ui.fields import ChoiceField, TickField
from advocate_desktop.ui.forms import add_row, form_table
from advocate_desktop.ui.passphrase_field import PassphraseField, StrengthMeter

_PARTS = {
    None: "One file, whatever its size",
    5_000_000: "Files of at most 5 MB",
    10_000_000: "Files of at most 10 MB",
    25_000_000: "Files of at most 25 MB",
    "fax": "Black and white for a fax, with a fax cover",
    "printed": "For printing, with tabs and blank backs",
    "portal": "A folder of separate files, for a portal",
}
"""The most bytes that a portal or a mail box takes at once, or another form, in plain words."""


class PacketOutput(QWidget):
    """The choices for what is written."""

    def __init__(self) -> None:
        super().__init__()
        self.parts = ChoiceField(_PARTS)
        self.manifest = TickField("Write the fingerprints (SHA-256) of all files beside it")
        self.lock = TickField("Lock the PDF with a password (AES-256)")
        self.password = PassphraseField()
        self.strength = StrengthMeter(self.password)
        table = self._table = form_table(self)
        add_row(table, "Saved as", self.parts)
        add_row(table, "", self.manifest)
        add_row(table, "", self.lock)
        add_row(table, "Password", self.password)
        self.lock.edited.connect(self._follow_lock)
        self._follow_lock()

    def variant(self) -> Variant:
        """Return the form chosen; raise `Invalid` while a password is asked for and missing."""
        form, password = self.parts.value(), self._password()
        if isinstance(form, str):
            return Variant(
                fax=form == "fax",
                printed=form == "printed",
                portal=form == "portal",
                password=password,
            )
        return Variant(most_bytes=form, password=password)

    def _password(self) -> str:
        if not self.lock.value():
            return ""
        if not self.password.value():
            self.password.setFocus()
            raise Invalid("Type a password, or take the tick away.")
        return self.password.value()

    def _follow_lock(self) -> None:
        self._table.setRowVisible(self.password, self.lock.value())
