"""The way from a field of a form to the values that it had: its menu, and a key."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QMenu, QPlainTextEdit, QWidget

from advocate_desktop.ui.forms import Form

KEYS = "Ctrl+Shift+H"


class EarlierValues(QObject):
    """Adds “Earlier values…” to the menu of each field of a form."""

    wanted = Signal(str)
    """The part of the form's value that the field holds."""

    def __init__(self, form: Form[Any]) -> None:
        super().__init__(form)
        self._parts: dict[QObject, str] = {}
        for part, field in form.fields():
            self._parts[field.box] = part
            field.box.installEventFilter(self)
        shortcut = QShortcut(QKeySequence(KEYS), form)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._ask_for_focused)
        self._form = form

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show the field's menu with one line more."""
        if isinstance(event, QContextMenuEvent) and isinstance(watched, QWidget):
            self.menu(watched).popup(event.globalPos())
            return True
        return super().eventFilter(watched, event)

    def menu(self, box: QWidget) -> QMenu:
        """Return the menu of a field."""
        if isinstance(box, QLineEdit | QPlainTextEdit):
            menu = box.createStandardContextMenu()
            menu.addSeparator()
        else:
            menu = QMenu(box)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        earlier = menu.addAction("Earlier values…")
        earlier.setShortcut(QKeySequence(KEYS))
        earlier.triggered.connect(lambda: self.wanted.emit(self._parts[box]))
        return menu

    def _ask_for_focused(self) -> None:
        focused = self._form.focusWidget()
        if focused in self._parts:
            self.wanted.emit(self._parts[focused])
