"""What stands above the calendar: which view, today, add, print, and the day it is seen as of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import Enum

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from advocate_desktop.domain.moments import day_of
from advocate_desktop.ui import cards, icons, tokens, words
from advocate_desktop.ui.date_field import DateField
from advocate_desktop.ui.flow import FlowLayout


class View(Enum):
    """How the calendar is seen; the value is its word."""

    MONTH = "Month"
    WEEK = "Week"
    AGENDA = "Agenda"


class CalendarBar(QWidget):
    """The controls, in as many lines as the width needs."""

    view_chosen = Signal(object)
    """The `View` wanted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.views = {view: _ViewButton(view) for view in View}
        self._group = QButtonGroup(self)
        switch = QHBoxLayout()
        switch.setSpacing(0)
        holder = QWidget()
        holder.setLayout(switch)
        switch.setContentsMargins(0, 0, 0, 0)
        for view, button in self.views.items():
            self._group.addButton(button)
            switch.addWidget(button)
            button.clicked.connect(lambda _=False, view=view: self.view_chosen.emit(view))
        self.views[View.MONTH].setChecked(True)
        self.today = _SnugButton("Today")
        self.add = _SnugButton("Add date", "plus")
        self.as_of = _SnugButton("As of…", "history")
        self.as_of.setToolTip("See the dates as they would stand on another day")
        self.print = _SnugButton("Print…", "printer")
        menu = QMenu(self.print)
        self.month_action = menu.addAction("Month…")
        self.agenda_action = menu.addAction("Agenda…")
        self.print.setMenu(menu)
        self.one_case = QCheckBox("This case only")
        self.one_case.setEnabled(False)
        flow = FlowLayout()
        for part in (holder, self.today, self.add, self.print, self.as_of, self.one_case):
            flow.addWidget(part)
        self.setLayout(flow)
        flow.setContentsMargins(0, 0, 0, 0)


class _SnugButton(QPushButton):
    """A button no wider than its word, for a bar that has little room."""

    def __init__(self, text: str, icon: str = "") -> None:
        super().__init__(text)
        if icon:
            self.setIcon(icons.icon(icon))

    def sizeHint(self) -> QSize:
        """Return room for icon, word and arrow."""
        heavy = QFontMetrics(tokens.heading_font(self.font()))
        width = heavy.horizontalAdvance(self.text()) + 2 * tokens.SPACE_M
        if not self.icon().isNull():
            width += self.iconSize().width() + tokens.SPACE_XS
        if self.menu() is not None:
            width += tokens.SPACE_L
        return QSize(width, super().sizeHint().height())


class _ViewButton(_SnugButton):
    """One side of the switch; pressed in, it has the accent's ground and a heavier word."""

    def __init__(self, view: View) -> None:
        super().__init__(view.value)
        self.setCheckable(True)
        self.setAccessibleName(f"Show the {view.value.lower()}")
        self.toggled.connect(lambda _: self._take_look())

    def event(self, event: QEvent) -> bool:
        """Take the new font and accent when the user changes theirs."""
        changes = (QEvent.Type.ApplicationPaletteChange, QEvent.Type.ApplicationFontChange)
        if event.type() in changes:
            self._take_look()
        return super().event(event)

    def _take_look(self) -> None:
        palette, font = QApplication.palette(), QApplication.font()
        if self.isChecked():
            role = QPalette.ColorRole
            palette.setColor(role.Button, palette.color(role.Highlight))
            palette.setColor(role.ButtonText, palette.color(role.HighlightedText))
            font = tokens.heading_font(font)
        self.setPalette(palette)
        self.setFont(font)


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
        day = day_of(value)
        self._day = day
        self._says.setText(f"Seen as of {words.day(day)}")
        self.put_away()
        self.chosen.emit(day)

    def _go_back(self) -> None:
        self._day = None
        self.put_away()
        self.chosen.emit(None)
