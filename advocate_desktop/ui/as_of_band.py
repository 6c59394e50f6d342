"""The band that says as of which day the dates are seen, and asks for another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from advocate_desktop.domain.moments import PACIFIC, day_of
from advocate_desktop.ui import cards, icons, tokens, words
from advocate_desktop.ui.date_field import DateField
from advocate_desktop.ui.flow import FlowLayout


def moment_of(day: date) -> datetime:
    """Return the moment as of which a day is seen: its noon, Pacific time."""
    return datetime.combine(day, time(12), PACIFIC)


class AsOfBand(QFrame):
    """Asks for the day to see the dates as of, and says which one that is."""

    chosen = Signal(object)
    """The `date`, or None for today."""

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day: date | None = None
        self.field = DateField(today, "1 Mar 2026, or “in 30 days”", needed=True)
        self.field.box.setAccessibleName("See the dates as of")
        self.show_button = QPushButton("Show")
        self.cancel_button = QPushButton("Cancel")
        self.back_button = QPushButton("Back to today")
        self._sign = QLabel()
        side = self.fontMetrics().height()
        self._sign.setPixmap(icons.icon("history").pixmap(side, side))
        self._says = cards.heading()
        self._asking = QWidget()
        self._build()
        self.show_button.clicked.connect(self._choose)
        self.cancel_button.clicked.connect(self.put_away)
        self.back_button.clicked.connect(self._go_back)
        self.hide()

    @property
    def text(self) -> str:
        """What the band says; empty while the dates are today's."""
        return self._says.text() if self._day is not None else ""

    @property
    def is_asking(self) -> bool:
        """Whether a day is being asked for."""
        return self.isVisible() and not self._asking.isHidden()

    def ask(self) -> None:
        """Ask for a day."""
        self.field.set_value(self._day)
        self._asking.show()
        self._telling.hide()
        self.show()
        self.field.setFocus()

    def show_day(self, day: date | None) -> None:
        """Say as of which day the dates are seen; None for today takes the band away."""
        self._day = day
        self._says.setText("" if day is None else f"Seen as of {words.day(day)}")
        self.put_away()

    def put_away(self) -> None:
        """Ask no more; a day chosen before stays."""
        self._asking.hide()
        self._telling.setVisible(self._day is not None)
        self.setVisible(self._day is not None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter shows the day that was typed."""
        if self.is_asking and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground that sets it apart."""
        tones = tokens.tones(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(tones.yours)
        painter.setBrush(tones.yours_ground)
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), tokens.RADIUS, tokens.RADIUS)

    def _build(self) -> None:
        buttons = FlowLayout()
        for button in (self.show_button, self.cancel_button):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        asking = QVBoxLayout(self._asking)
        asking.setContentsMargins(0, 0, 0, 0)
        asking.addWidget(cards.Words("See the dates as of"))
        asking.addWidget(self.field)
        asking.addLayout(buttons)
        self._telling = QWidget()
        telling = QHBoxLayout(self._telling)
        telling.setContentsMargins(0, 0, 0, 0)
        telling.addWidget(self._sign)
        telling.addWidget(self._says, 1)
        telling.addWidget(self.back_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[tokens.SPACE_S] * 4)
        column.addWidget(self._asking)
        column.addWidget(self._telling)

    def _choose(self) -> None:
        if self.field.complain():
            return
        value = self.field.value()
        assert value is not None, "a day is needed"
        self.show_day(day_of(value))
        self.chosen.emit(self._day)

    def _go_back(self) -> None:
        self.show_day(None)
        self.chosen.emit(None)
