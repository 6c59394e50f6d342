"""A field for a date, typed as people type them and shown as “Thu 12 Mar 2026”."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtWidgets import (
    QCalendarWidget,
    QHBoxLayout,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from advocate_desktop.domain.errors import Invalid
from advocate_desktop.domain.moments import Moment, day_of
from advocate_desktop.ui import cards, date_words, icons, tokens, words
from advocate_desktop.ui.fields import Field

Today = Callable[[], date]


class DateField(Field):
    """A day, or a day with a time; a sentence below says when it is none."""

    def __init__(
        self,
        today: Today,
        placeholder: str = "12 Mar 2026, or “yesterday”",
        *,
        with_time: bool = False,
        needed: bool = False,
    ) -> None:
        self._line = QLineEdit()
        super().__init__(self._line)
        self._today = today
        self._with_time = with_time
        self._needed = needed
        self._kept: Moment | None = None
        self._line.setPlaceholderText(placeholder)
        self._line.textEdited.connect(self._typed)
        self._line.editingFinished.connect(self._settle)
        self._problem = cards.Problem()
        self._build()

    def value(self) -> Moment | None:
        """Return the day or moment, None when the field is empty.

        Raises:
            Invalid: the text is no date, or the field is needed and empty.
        """
        text = self._line.text().strip()
        if self._kept is not None and text == words.moment(self._kept):
            return self._kept
        if not text and self._needed:
            raise Invalid("Write the date, like 12 Mar 2026.")
        if not text:
            return None
        parse = date_words.parse_moment if self._with_time else date_words.parse_day
        return parse(text, self._today())

    def set_value(self, value: Moment | None) -> None:
        """Show a day or moment."""
        self._kept = value
        self._line.setText(words.moment(value) if value is not None else "")
        self._line.setCursorPosition(0)
        self._say("")

    def set_read_only(self, wanted: bool) -> None:
        """Let it be read and copied, not changed."""
        self._line.setReadOnly(wanted)
        self._pick.setEnabled(not wanted)

    def complain(self) -> bool:
        """Show the sentence when the text is no date; return whether there is one to show."""
        try:
            self.value()
        except Invalid as error:
            self._say(str(error))
            return True
        self._say("")
        return False

    @property
    def problem(self) -> str:
        """The sentence shown below; empty when all is well."""
        return self._problem.text

    def _build(self) -> None:
        self._pick = QToolButton(autoRaise=True)
        self._pick.setIcon(icons.icon("calendar"))
        self._pick.setToolTip("Pick the day from a calendar")
        self._pick.setAccessibleName("Pick the day from a calendar")
        self._pick.clicked.connect(self._open_calendar)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.SPACE_XS)
        row.addWidget(self._line, 1)
        row.addWidget(self._pick)
        self.column.addLayout(row)
        self.column.addWidget(self._problem)

    def _typed(self) -> None:
        self._say("")
        self.edited.emit()

    def _settle(self) -> None:
        if self.complain():
            return
        value = self.value()
        if value is not None:
            self._kept = value
            self._line.setText(words.moment(value))

    def _say(self, sentence: str) -> None:
        self._problem.say(sentence)
        self._line.setAccessibleDescription(sentence)

    def _open_calendar(self) -> None:
        popup = QWidget(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = QCalendarWidget(popup)
        calendar.setAccessibleName("Calendar")
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        shown = day_of(self._kept) if self._kept is not None else self._today()
        calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        calendar.activated.connect(lambda chosen: self._picked(chosen, popup))
        calendar.clicked.connect(lambda chosen: self._picked(chosen, popup))
        column = QVBoxLayout(popup)
        column.setContentsMargins(*[tokens.SPACE_XS] * 4)
        column.addWidget(calendar)
        popup.move(self.mapToGlobal(QPoint(0, self._line.height())))
        popup.show()
        calendar.setFocus()

    def _picked(self, chosen: QDate, popup: QWidget) -> None:
        self.set_value(date(chosen.year(), chosen.month(), chosen.day()))
        popup.close()
        self.edited.emit()
        self.left.emit()
