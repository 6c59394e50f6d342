"""What stands above the calendar: which view, today, add, print, and the day it is seen as of."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QFontMetrics, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QWidget,
)

from advocate_desktop.ui import icons, tokens
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
