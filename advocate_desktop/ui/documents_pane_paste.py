"""What the clipboard holds, as files to attach: files, a picture, or text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData
from PySide6.QtGui import QImage

from advocate_desktop.services.attaching import pasted_name
from advocate_desktop.ui.documents_pane_drop import dropped_files


@dataclass(frozen=True, slots=True)
class Pasted:
    """Files that were copied, or a picture or text that never was a file."""

    files: tuple[Path, ...] = ()
    name: str = ""
    data: bytes = b""

    def __bool__(self) -> bool:
        """Whether there is anything to attach."""
        return bool(self.files or self.data)


def pasted(held: QMimeData, now: datetime) -> Pasted:
    """Return what can be attached of the clipboard; its picture or text gets a name by the time."""
    files = dropped_files(held)
    if files:
        return Pasted(files)
    image = held.imageData() if held.hasImage() else None
    if isinstance(image, QImage) and not image.isNull():
        return Pasted(name=pasted_name("picture", ".png", now), data=_png(image))
    text = held.text() if held.hasText() else ""
    if text.strip():
        return Pasted(name=pasted_name("text", ".txt", now), data=text.encode())
    return Pasted()


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs know only the file name
    return bytes(buffer.data().data())
