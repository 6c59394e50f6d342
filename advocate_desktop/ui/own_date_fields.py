"""Fields of the sheet for an own date: a day that is read as one types, and a number of times."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from advocate_desktop.domain.errors import Invalid
from advocate_desktop.domain.moments import Moment
from advocate_desktop.ui import cards, words
from advocate_desktop.ui.date_field import DateField, Today
from advocate_desktop.ui.fields import Field

MOST_TIMES = 999


class ReadDateField(DateField):
    """A day with a time, whose meaning stands below while it is typed: “Thu 5 Mar 2026”."""

    def __init__(self, today: Today) -> None:
        super().__init__(
            today, "next Friday, in 2 weeks, 3/5/26 10:15 am", with_time=True, needed=True
        )
        self._meant = cards.note()
        self._meant.setAccessibleName("This day is meant")
        self.column.addWidget(self._meant)
        self._meant.hide()
        self.edited.connect(self._read)
        self.left.connect(self._meant.hide)

    @property
    def meant(self) -> str:
        """What is written below the field; empty while it says nothing."""
        return "" if self._meant.isHidden() else self._meant.text()

    def set_value(self, value: Moment | None) -> None:
        """Show a day or moment."""
        super().set_value(value)
        if hasattr(self, "_meant"):
            self._meant.hide()

    def _read(self) -> None:
        try:
            value = self.value()
        except Invalid:
            value = None
        text = words.moment(value) if value is not None else ""
        self._meant.setText(text)
        self._meant.setVisible(bool(text))


class TimesField(Field):
    """How many times a date comes; empty for no end."""

    def __init__(self) -> None:
        self._line = QLineEdit()
        super().__init__(self._line)
        self._line.setPlaceholderText("No end")
        self._line.textEdited.connect(lambda: self.edited.emit())

    def value(self) -> int | None:
        """Return the number of times, None for no end.

        Raises:
            Invalid: it is no number from 1 to 999.
        """
        text = self._line.text().strip()
        if not text:
            return None
        if not text.isdecimal() or not 1 <= int(text) <= MOST_TIMES:
            raise Invalid(
                f"“{text}” is not a number of times. Write 1 to {MOST_TIMES}, or leave it empty."
            )
        return int(text)

    def set_value(self, value: int | None) -> None:
        """Show a number of times."""
        self._line.setText("" if value is None else str(value))
