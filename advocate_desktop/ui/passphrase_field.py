"""The line a passphrase is typed into, and how strong it is."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QProgressBar, QVBoxLayout, QWidget

from advocate_desktop.domain.errors import Invalid
from advocate_desktop.services.passphrase_strength import STRONGEST, strength
from advocate_desktop.ui import cards, tokens
from advocate_desktop.ui.fields import Field

_SHORTEST = 8
"""Characters of the shortest passphrase that is taken for a new one."""
ADVICE = (
    "Four words that do not belong together are easy to keep and hard to guess. Write them down "
    "and keep them with your papers: without them nobody can open the file."
)


class PassphraseField(Field):
    """A line whose letters are hidden; nothing typed in it is changed."""

    def __init__(self) -> None:
        self._line = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        super().__init__(self._line)
        self._line.textEdited.connect(lambda: self.edited.emit())

    def value(self) -> str:
        """Return what was typed, to the letter."""
        return self._line.text()

    def set_value(self, value: str) -> None:
        """Put a passphrase in."""
        self._line.setText(value)

    def reveal(self, wanted: bool) -> None:
        """Show the letters, or hide them."""
        mode = QLineEdit.EchoMode
        self._line.setEchoMode(mode.Normal if wanted else mode.Password)


class StrengthMeter(QWidget):
    """A bar and a sentence that follow what is typed into a field."""

    def __init__(self, field: PassphraseField) -> None:
        super().__init__()
        self._field = field
        self._bar = QProgressBar()
        self._bar.setRange(0, STRONGEST)
        self._bar.setTextVisible(False)
        self._bar.setMaximumHeight(self.fontMetrics().height() // 2)
        self._bar.setAccessibleName("Strength of the passphrase")
        self.sentence = cards.note()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_XS)
        column.addWidget(self._bar)
        column.addWidget(self.sentence)
        field.edited.connect(self.follow)
        field.column.addWidget(self)
        self.follow()

    def follow(self) -> None:
        """Show how strong what is typed is; nothing before anything is."""
        found = strength(self._field.value())
        self._bar.setValue(found.step)
        self.sentence.setText(found.sentence)
        self._bar.setAccessibleDescription(found.sentence)
        self.setVisible(found.step > 0)


def typed_twice(first: PassphraseField, again: PassphraseField, nothing: str) -> str:
    """Return a new passphrase; raise `Invalid`, with the cursor where it is wanting.

    `nothing` is the sentence for when none was typed.
    """
    typed = first.value()
    if not typed:
        first.setFocus()
        raise Invalid(nothing)
    if len(typed) < _SHORTEST:
        first.setFocus()
        raise Invalid(f"Take a longer passphrase: at least {_SHORTEST} letters, or four words.")
    if typed != again.value():
        again.setFocus()
        raise Invalid("The two passphrases differ. Type the same one twice.")
    return typed
