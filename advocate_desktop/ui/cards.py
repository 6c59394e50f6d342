"""The quiet furniture of a page: headings, second lines, cards, folding parts, the main button."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from advocate_desktop.ui import icons, tokens


class Words(QLabel):
    """A label whose font is made from the user's, and follows it."""

    def __init__(
        self,
        text: str = "",
        make: Callable[[QFont], QFont] | None = None,
        parent: QWidget | None = None,
        *,
        quiet: bool = False,
    ) -> None:
        super().__init__(text, parent)
        self._make = make
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        if quiet:
            self.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._take_font()

    def event(self, event: QEvent) -> bool:
        """Take the new font when the user changes theirs."""
        if event.type() == QEvent.Type.ApplicationFontChange:
            self._take_font()
        return super().event(event)

    def _take_font(self) -> None:
        if self._make:
            self.setFont(self._make(QApplication.font()))


def title(text: str = "") -> Words:
    """Return a page's headline."""
    return Words(text, tokens.title_font)


def heading(text: str = "") -> Words:
    """Return a section's heading."""
    return Words(text, tokens.heading_font)


def note(text: str = "") -> Words:
    """Return a second line in small, quiet type."""
    return Words(text, tokens.small_font, quiet=True)


class Problem(QWidget):
    """A sentence on what is wrong, with a sign; it takes no room while all is well."""

    def __init__(self) -> None:
        super().__init__()
        self._words = Words()
        sign = QLabel()
        side = sign.fontMetrics().height()
        sign.setPixmap(icons.icon("triangle-alert").pixmap(side, side))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, tokens.SPACE_XS)
        row.setSpacing(tokens.SPACE_XS)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence; empty when all is well."""
        return self._words.text()

    def say(self, sentence: str) -> None:
        """Show a sentence; an empty one takes the sign away too."""
        self._words.setText(sentence)
        self.setVisible(bool(sentence))


class Tone(Enum):
    """What a card's ground says."""

    PLAIN = auto()
    NEXT = auto()
    LATE = auto()


class Card(QFrame):
    """A rounded ground that holds what belongs together."""

    def __init__(self, tone: Tone = Tone.PLAIN, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = tone
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(*[tokens.SPACE_L, tokens.SPACE_M] * 2)
        self.body.setSpacing(tokens.SPACE_S)

    @property
    def tone(self) -> Tone:
        """What the ground says."""
        return self._tone

    def set_tone(self, tone: Tone) -> None:
        """Change what the ground says."""
        self._tone = tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground and, for what is late, its edge."""
        tones = tokens.tones(self.palette())
        grounds = {
            Tone.PLAIN: self.palette().color(QPalette.ColorRole.Base),
            Tone.NEXT: tones.yours_ground,
            Tone.LATE: tones.late_ground,
        }
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(grounds[self._tone])
        painter.setPen(tones.late if self._tone is Tone.LATE else tones.line)
        inset = self.rect().adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(inset, tokens.RADIUS, tokens.RADIUS)


class MainButton(QPushButton):
    """The one button of a page that most people will want, in the accent's colour."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._take_colours()

    def changeEvent(self, event: QEvent) -> None:
        """Take the new accent when the theme changes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.ApplicationPaletteChange, QEvent.Type.EnabledChange):
            self._take_colours()

    def _take_colours(self) -> None:
        palette = QApplication.palette()
        if self.isEnabled():
            palette.setColor(QPalette.ColorRole.Button, palette.color(QPalette.ColorRole.Highlight))
            palette.setColor(
                QPalette.ColorRole.ButtonText, palette.color(QPalette.ColorRole.HighlightedText)
            )
        self.setPalette(palette)


class Fold(QWidget):
    """A heading that opens and closes what lies below it, with a summary while closed."""

    toggled = Signal(bool)

    def __init__(self, text: str, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content = content
        self._head = QToolButton(autoRaise=True)
        self._head.setText(text)
        self._head.setAccessibleName(text)
        self._head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._head.setFont(tokens.heading_font(self._head.font()))
        self._head.clicked.connect(lambda: self.set_open(not self.is_open()))
        self._summary = note()
        self._summary.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_M)
        row.addWidget(self._head)
        row.addWidget(self._summary, 1)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_S)
        column.addLayout(row)
        column.addWidget(content)
        self.set_open(False)

    def is_open(self) -> bool:
        """Whether the content shows."""
        return not self._content.isHidden()

    def set_open(self, wanted: bool) -> None:
        """Show or fold away the content."""
        self._head.setAccessibleDescription("open" if wanted else "folded")
        self._head.setIcon(icons.icon("chevron-down" if wanted else "chevron-right"))
        self._content.setVisible(wanted)
        self._summary.setVisible(not wanted)
        self.toggled.emit(wanted)

    def set_summary(self, text: str) -> None:
        """Say in one line what the folded part holds."""
        self._summary.setText(text)

    def set_heading(self, text: str) -> None:
        """Change the heading."""
        self._head.setText(text)
        self._head.setAccessibleName(text)

    def changeEvent(self, event: QEvent) -> None:
        """Take the new font when the user changes theirs."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._head.setFont(tokens.heading_font(self.font()))


def button(text: str, icon_name: str, pressed: Callable[[], object]) -> QPushButton:
    """Return a button with an icon and a word."""
    made = QPushButton(icons.icon(icon_name), text)
    made.clicked.connect(lambda: pressed())
    return made


def clear(layout: QLayout) -> None:
    """Take all widgets out of a layout and delete them."""
    while item := layout.takeAt(0):
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()


class EmptyState(QWidget):
    """What stands where a list would be: what goes there, and the buttons that begin it."""

    def __init__(self, text: str, *begin: QPushButton) -> None:
        super().__init__()
        self._text = Words(text, quiet=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[tokens.SPACE_XL] * 4)
        column.setSpacing(tokens.SPACE_M)
        column.addStretch(1)
        column.addWidget(self._text)
        for button in begin:
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)

    def set_text(self, text: str) -> None:
        """Change the sentence."""
        self._text.setText(text)

    def minimumSizeHint(self) -> QSize:
        """Never force the pane wide."""
        return QSize(self.fontMetrics().averageCharWidth() * 16, super().minimumSizeHint().height())
