"""Starts the window: style, palette, fonts, the place bugs are written to, and the event loop."""

from __future__ import annotations

import logging
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication, QWidget

from advocate_desktop import assets, paths
from advocate_desktop.ui import messages, tokens
from advocate_desktop.ui.letter_text_edit import OWN_KIND
from advocate_desktop.ui.style import WindowStyle
from advocate_desktop.ui.window import NAME, MainWindow
from advocate_desktop.ui.window_memory import WindowMemory

_LOG = logging.getLogger("advocate_desktop")
_LOG_SIZE = 200_000
"""Bytes after which the log begins anew; one older log is kept."""


def run(casebook: Path | None) -> int:
    """Open the window on a casebook, the last one, or the welcome page; return the exit code."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication), "the window needs an application with widgets"
    prepare(application)
    window = MainWindow(WindowMemory())
    catch_bugs(window)
    window.show()
    window.start(casebook)
    code = application.exec()
    window.tasks.stop()
    if window.clipboard.clears_soon:
        window.clipboard.clear()
    leave_plain_clipboard()
    return code


def leave_plain_clipboard() -> None:
    """Leave what was copied out of a letter as plain words.

    What a program in Python put on the clipboard must not outlive it there: its end would crash.
    """
    clipboard = QApplication.clipboard()
    held = clipboard.mimeData()
    if held and held.hasFormat(OWN_KIND):  # there is none when nothing was copied
        clipboard.setText(held.text())


def prepare(application: QApplication) -> None:
    """Give an application the window's style, palette and fonts."""
    application.setApplicationName(NAME)
    application.setApplicationDisplayName(NAME)
    application.setStyle(WindowStyle())
    hints = application.styleHints()
    follow_scheme(application, hints.colorScheme())
    hints.colorSchemeChanged.connect(lambda scheme: follow_scheme(application, scheme))
    application.setFont(_readable(application.font()))


def follow_scheme(application: QApplication, scheme: Qt.ColorScheme) -> None:
    """Take the light or dark palette, as the desktop has it."""
    dark = scheme == Qt.ColorScheme.Dark
    application.setPalette(tokens.dark_palette() if dark else tokens.light_palette())


def catch_bugs(window: QWidget) -> None:
    """Let no bug end the program: write where it was to the log, and say so in a dialog."""
    log = _open_log()

    def caught(kind: type[BaseException], error: BaseException, at: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, at)
            return
        log.error("%s", messages.bug_details(kind, at))
        messages.report_bug(window, kind, at)

    sys.excepthook = caught


def _open_log() -> logging.Logger:
    """Return the program's log; it holds places in the code and never a value."""
    _LOG.propagate = False
    _LOG.disabled = False  # a library that sets up logging for itself may have turned it off
    _LOG.setLevel(logging.INFO)
    logging.disable(logging.NOTSET)
    try:
        paths.log_dir().mkdir(parents=True, exist_ok=True)
        place = paths.log_dir() / "advocate-desktop.log"
        handler: logging.Handler = RotatingFileHandler(place, maxBytes=_LOG_SIZE, backupCount=1)
    except OSError:
        # Without a place to write the dialog still says what happened.
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    _LOG.addHandler(handler)
    return _LOG


def _readable(font: QFont) -> QFont:
    """Return the system's font, or the shipped one if there is none, with digits of one width."""
    if not QFontDatabase.families():
        folder = assets.folder("fonts")
        for face in ("Regular", "Bold", "Italic", "BoldItalic"):
            QFontDatabase.addApplicationFont(str(folder / f"NotoSans-{face}.ttf"))
        font.setFamily("Noto Sans")
    font.setFeature(QFont.Tag("tnum"), 1)
    return font
