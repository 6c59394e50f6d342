"""The fields of a form: a line, a text, a choice, a tick."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from advocate_desktop.ui import tokens
from advocate_desktop.ui.field_undo import FieldUndo


class Field(QWidget):
    """A place to enter one value; its label and accessible name come from the form."""

    edited = Signal()
    """The user changed it; not sent when the program does."""
    left = Signal()
    """The keyboard went elsewhere."""

    def __init__(self, box: QWidget) -> None:
        super().__init__()
        self.box = box
        """The widget that takes the keyboard."""
        self.setFocusProxy(box)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, box.sizePolicy().verticalPolicy())
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(2)
        self.column.addWidget(box)
        box.setAcceptDrops(False)
        box.installEventFilter(self)
        if isinstance(box, QLineEdit | QPlainTextEdit):
            FieldUndo(box)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice when the keyboard goes elsewhere, but not when a menu or window opens."""
        elsewhere = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        if isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() not in elsewhere:
            self.left.emit()
        return super().eventFilter(watched, event)

    def value(self) -> Any:
        """Return the value entered.

        Raises:
            Invalid: what stands there has no meaning; the sentence says what is expected.
        """
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show a value, without sending `edited`."""
        raise NotImplementedError

    def set_read_only(self, wanted: bool) -> None:
        """Let it be read and not changed."""
        self.setEnabled(not wanted)

    def typed(self) -> str:
        """Return what stands in it as text, also what has no meaning yet."""
        if isinstance(self.box, QPlainTextEdit):
            return self.box.toPlainText()
        return self.box.text() if isinstance(self.box, QLineEdit) else ""

    def retype(self, text: str) -> None:
        """Put back what `typed` gave, as if the user had typed it again."""
        if isinstance(self.box, QPlainTextEdit):
            self.box.setPlainText(text)
        elif isinstance(self.box, QLineEdit):
            self.box.setText(text)
            self.edited.emit()


class LineField(Field):
    """One line of text."""

    def __init__(self, placeholder: str = "", *, none_when_empty: bool = False) -> None:
        self._line = QLineEdit()
        super().__init__(self._line)
        self._none_when_empty = none_when_empty
        self._line.setPlaceholderText(placeholder)
        self._line.textEdited.connect(lambda: self.edited.emit())

    def value(self) -> str | None:
        """Return the text without blanks at its ends."""
        text = self._line.text().strip()
        return None if self._none_when_empty and not text else text

    def set_value(self, value: str | None) -> None:
        """Show a text from its beginning."""
        if self.value() != value:
            self._line.setText(value or "")
            self._line.setCursorPosition(0)

    def set_read_only(self, wanted: bool) -> None:
        """Let it be read and copied, not changed."""
        self._line.setReadOnly(wanted)


class TextField(Field):
    """Several lines of text."""

    def __init__(self, placeholder: str = "", lines: int = 4) -> None:
        self._text = QPlainTextEdit()
        super().__init__(self._text)
        self._lines = lines
        self._quiet = False
        self._text.setPlaceholderText(placeholder)
        self._text.setTabChangesFocus(True)
        self._text.textChanged.connect(self._changed)
        self._take_height()

    def value(self) -> str:
        """Return the text without blanks at its ends."""
        return self._text.toPlainText().strip()

    def set_value(self, value: str) -> None:
        """Show a text."""
        if self.value() != value:
            self._quiet = True
            self._text.setPlainText(value)
            self._quiet = False

    def set_read_only(self, wanted: bool) -> None:
        """Let it be read and copied, not changed."""
        self._text.setReadOnly(wanted)

    def changeEvent(self, event: QEvent) -> None:
        """Stay as many lines tall when the font changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._take_height()

    def _take_height(self) -> None:
        margins = 2 * (self._text.frameWidth() + int(self._text.document().documentMargin()))
        lines = self.fontMetrics().lineSpacing() * self._lines
        self._text.setFixedHeight(lines + margins + tokens.SPACE_XS)

    def _changed(self) -> None:
        if not self._quiet:
            self.edited.emit()


class _StillComboBox(QComboBox):
    """A combo box that the wheel passes by, so that scrolling a page changes nothing."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ChoiceField(Field):
    """One of several values, by their plain words."""

    def __init__(self, choices: Mapping[Any, str], none: str | None = None) -> None:
        self._box = _StillComboBox()
        super().__init__(self._box)
        self._box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._box.setMinimumContentsLength(12)
        self._values: list[Any] = []
        self.set_choices(choices, none)
        self._box.activated.connect(lambda: self.edited.emit())

    def set_choices(self, choices: Mapping[Any, str], none: str | None = None) -> None:
        """Offer these values; `none` is the words for “not said”, when that may be."""
        kept = self.value() if self._values else None
        offered = ({None: none} if none is not None else {}) | dict(choices)
        self._values = list(offered)
        self._box.clear()
        self._box.addItems([str(words) for words in offered.values()])
        if kept in self._values:
            self.set_value(kept)

    def value(self) -> Any:
        """Return the value chosen, None when none is offered or chosen."""
        place = self._box.currentIndex()
        return self._values[place] if 0 <= place < len(self._values) else None

    def set_value(self, value: Any) -> None:
        """Choose a value; a value that is not offered is added under its own name."""
        if value not in self._values:
            self._values.append(value)
            self._box.addItem(str(value))
        self._box.setCurrentIndex(self._values.index(value))

    def typed(self) -> str:
        """Return the code of the value chosen."""
        return _code(self.value())

    def retype(self, text: str) -> None:
        """Choose the value with that code, if it is still offered."""
        for value in self._values:
            if _code(value) == text:
                self.set_value(value)
                self.edited.emit()
                return


class TickField(Field):
    """A yes or no, whose sentence stands beside the box and takes as many lines as it needs."""

    def __init__(self, sentence: str) -> None:
        self._tick = QCheckBox()
        super().__init__(self._tick)
        self._sentence = _TickSentence(self._tick)
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_XS)
        row.addWidget(self._tick, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._sentence, 1)
        self.column.addLayout(row)
        self.set_sentence(sentence)
        self._tick.clicked.connect(lambda: self.edited.emit())

    def set_sentence(self, sentence: str) -> None:
        """Change the sentence beside the box."""
        self._sentence.setText(sentence)
        self._tick.setAccessibleName(sentence)

    def value(self) -> bool:
        """Return whether it is ticked."""
        return self._tick.isChecked()

    def set_value(self, value: bool) -> None:
        """Tick it or not."""
        self._tick.setChecked(value)

    def typed(self) -> str:
        """Return `yes`, or nothing."""
        return "yes" if self.value() else ""

    def retype(self, text: str) -> None:
        """Tick it for `yes`."""
        self.set_value(text == "yes")
        self.edited.emit()


class _TickSentence(QLabel):
    """The words beside a box; a click on them is a click on the box."""

    def __init__(self, tick: QCheckBox) -> None:
        super().__init__(wordWrap=True)
        self._tick = tick
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._tick.click()


def _code(value: Any) -> str:
    if value is None:
        return ""
    return str(value.value if isinstance(value, Enum) else value)
