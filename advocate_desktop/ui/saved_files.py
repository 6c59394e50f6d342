"""Files the program has written for the user: their names, and opening them."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from advocate_desktop.ui.bridge import Bridge

_NOT_IN_NAMES = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')


def file_name(*parts: str, ending: str) -> str:
    """Return a file name that every system takes, from the parts that are not empty."""
    plain = " - ".join(part for part in parts if part)
    kept = " ".join(_NOT_IN_NAMES.sub(" ", plain).split()).strip(" .")
    return f"{kept[:120].rstrip(' .') or 'case'}{ending}"


def tell(bridge: Bridge, path: Path, sentence: str = "") -> None:
    """Say that a file was saved, with a button that opens it."""
    bridge.say(sentence or f"Saved “{path.name}”.", "Open", lambda: open_file(path))


def open_file(path: Path) -> None:
    """Open a file with the program the desktop has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
