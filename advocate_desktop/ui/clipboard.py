"""Takes off the clipboard what must not stay there: secrets after a minute, all at a lock."""

from __future__ import annotations

import hashlib

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from advocate_desktop.ui.passphrase_field import PassphraseField

SECRET_STAYS = 60_000
"""Milliseconds that a copied passphrase stays on the clipboard."""
UNLISTED = {
    "x-kde-passwordManagerHint": b"secret",
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"1",
    "application/x-nspasteboard-concealed-type": b"1",
}
"""Kinds that ask programs which keep a history of the clipboard not to keep this."""


class ClipboardCare(QObject):
    """Watches what is copied in this program; what other programs put there is left alone."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._clipboard = QApplication.clipboard()
        self._ours = ""
        """The SHA-256 of the text that was copied here last; the text itself is not kept."""
        self._secret = QTimer(self, singleShot=True, interval=SECRET_STAYS)
        self._secret.timeout.connect(self.clear)
        self._clipboard.dataChanged.connect(self._note)

    @property
    def clears_soon(self) -> bool:
        """Whether a secret was copied that will be taken away."""
        return self._secret.isActive()

    def clear(self) -> None:
        """Take away what was copied here, if it is still there."""
        self._secret.stop()
        if self._ours and self._digest() == self._ours:
            self._ours = ""
            self._clipboard.clear()

    def _note(self) -> None:
        """Take note of what was copied, when it was copied in one of our windows."""
        self._secret.stop()
        focused = QApplication.focusWidget()
        self._ours = self._digest() if focused is not None else ""
        if self._ours and _is_secret(focused):
            self._secret.start()
            self._unlist()

    def _unlist(self) -> None:
        """Put a secret there again as one that no history of the clipboard shall keep."""
        marked = QMimeData()
        marked.setText(self._clipboard.text())
        for kind, value in UNLISTED.items():
            marked.setData(kind, value)
        self._clipboard.blockSignals(True)
        self._clipboard.setMimeData(marked)
        self._clipboard.blockSignals(False)

    def _digest(self) -> str:
        text = self._clipboard.text()
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() if text else ""


def _is_secret(widget: QWidget | None) -> bool:
    while widget is not None and not isinstance(widget, PassphraseField):
        widget = widget.parentWidget()
    return widget is not None
