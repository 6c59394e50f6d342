"""What the window says when something went wrong: a place in the window, and the bug dialog."""

from __future__ import annotations

import platform
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from advocate_desktop import __version__
from advocate_desktop.ui import icons, tokens
from advocate_desktop.ui.bridge import Notice

_SHOWN_FOR = 12_000
"""Milliseconds a notice of something done stays; a problem stays until it is dismissed."""


class NoticeBar(QFrame):
    """One sentence across the window with a button, instead of a dialog in the way."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notice = Notice("")
        self._sign = QLabel()
        self._text = QLabel(wordWrap=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._action = QPushButton()
        self._action.clicked.connect(self._act)
        self._close = QToolButton(autoRaise=True)
        self._close.setIcon(icons.icon("x"))
        self._close.setToolTip("Dismiss")
        self._close.setAccessibleName("Dismiss this message")
        self._close.clicked.connect(self.dismiss)
        self._timer = QTimer(self, singleShot=True, interval=_SHOWN_FOR)
        self._timer.timeout.connect(self.dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.SPACE_M, tokens.SPACE_S, tokens.SPACE_S, tokens.SPACE_S)
        row.setSpacing(tokens.SPACE_M)
        for widget in (self._sign, self._text, self._action, self._close):
            row.addWidget(widget)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence shown; empty when there is none."""
        return "" if self.isHidden() else self._text.text()

    @property
    def action(self) -> str:
        """The label of the button beside the sentence; empty when there is none."""
        return "" if self.isHidden() else self._notice.action

    def show_notice(self, notice: Notice) -> None:
        """Show a notice in place of the one before."""
        self._notice = notice
        side = self.fontMetrics().height()
        self._sign.setPixmap(icons.icon(_sign(notice)).pixmap(side, side))
        self._text.setText(notice.text)
        self._text.setAccessibleName(notice.text)
        self._action.setText(notice.action)
        self._action.setVisible(bool(notice.action))
        self._timer.stop()
        if not (notice.problem or notice.lasting):
            self._timer.start()
        self.show()
        self.update()

    def dismiss(self) -> None:
        """Take the sentence away."""
        self._timer.stop()
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground: the accent's for something done, plain with an edge for a problem."""
        tones = tokens.tones(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        problem = self._notice.problem
        painter.setPen(tones.edge if problem else tones.line)
        painter.setBrush(self.palette().base() if problem else tones.yours_ground)
        inset = self.rect().adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(inset, tokens.RADIUS, tokens.RADIUS)

    def _act(self) -> None:
        act = self._notice.act
        self.dismiss()
        if act:
            act()


def _sign(notice: Notice) -> str:
    if notice.problem:
        return "triangle-alert"
    return "info" if notice.lasting else "check"


def report_bug(
    parent: QWidget | None,
    kind: type[BaseException],
    at: TracebackType | None,
) -> QMessageBox:
    """Say that something went wrong inside the program, with details to copy; nothing is sent.

    The details name the places in the program and the kind of error, never the values at hand,
    which may be a client's.
    """
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle("Something went wrong")
    box.setText("Something went wrong inside the program. What you saved before is safe.")
    box.setInformativeText(
        "You can go on working. If it happens again, start the program anew. "
        "The details hold no names and no papers; nothing is sent anywhere."
    )
    details = bug_details(kind, at)
    copy = box.addButton("Copy details", QMessageBox.ButtonRole.ActionRole)
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(details))
    box.addButton(QMessageBox.StandardButton.Close)
    box.setDetailedText(details)
    box.open()
    return box


def _module(file: str) -> str:
    """Return where in the program a file is, without the folders of this computer."""
    path = Path(file)
    names = path.parts
    if "advocate_desktop" in names:
        last = len(names) - names[::-1].index("advocate_desktop")
        return "/".join(names[last:])
    return path.name


def bug_details(kind: type[BaseException], at: TracebackType | None) -> str:
    """Return version, kind of error and places in the code, without any value."""
    places = (f"  {_module(f.filename)}:{f.lineno} {f.name}" for f in traceback.extract_tb(at))
    head = f"Advocate Desktop {__version__}, Python {platform.python_version()}"
    return "\n".join((head, platform.system(), kind.__name__, *places))
