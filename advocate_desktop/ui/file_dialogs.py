"""Choosing files without leaving a trace of the folders visited."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QDir, QSettings, QStandardPaths
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

CASEBOOKS = "Casebooks (*.casebook)"
CASEBOOKS_AND_BACKUPS = "Casebooks and backups (*.casebook *.casebook-backup)"
PDFS = "PDF documents (*.pdf)"
BUNDLES = "Case bundles (*.zip)"
CASES = "Cases (*.zip *.json)"
ANYTHING = "All files (*)"


class FileDialogs(Protocol):
    """Asks the user for files; None or nothing when they changed their mind."""

    def open_file(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        """Ask for one file that exists."""

    def open_files(self, parent: QWidget, title: str, kinds: str) -> tuple[Path, ...]:
        """Ask for files that exist."""

    def save_file(self, parent: QWidget, title: str, suggested: str, kinds: str) -> Path | None:
        """Ask where to save; `suggested` is a file name. The user has agreed to overwrite."""

    def choose_folder(self, parent: QWidget, title: str) -> Path | None:
        """Ask for a folder that exists."""


class QtFileDialogs:
    """Qt's own dialog on every system.

    A desktop's native dialog adds what it opens to the desktop's list of recent files, and Qt's
    writes the last folder and a history to a settings file of its own; both would name clients.
    So the native one is not used, and Qt's is emptied before it can write.
    """

    def __init__(self) -> None:
        self._folder = QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )

    def open_file(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        """Ask for one file that exists."""
        chosen = self._ask(parent, title, kinds, QFileDialog.FileMode.ExistingFile)
        return chosen[0] if chosen else None

    def open_files(self, parent: QWidget, title: str, kinds: str) -> tuple[Path, ...]:
        """Ask for files that exist."""
        return self._ask(parent, title, kinds, QFileDialog.FileMode.ExistingFiles)

    def save_file(self, parent: QWidget, title: str, suggested: str, kinds: str) -> Path | None:
        """Ask where to save; `suggested` is a file name. The user has agreed to overwrite."""
        chosen = self._ask(parent, title, kinds, QFileDialog.FileMode.AnyFile, suggested)
        return chosen[0] if chosen else None

    def choose_folder(self, parent: QWidget, title: str) -> Path | None:
        """Ask for a folder that exists."""
        chosen = self._ask(parent, title, ANYTHING, QFileDialog.FileMode.Directory)
        return chosen[0] if chosen else None

    def _ask(
        self,
        parent: QWidget,
        title: str,
        kinds: str,
        mode: QFileDialog.FileMode,
        suggested: str = "",
    ) -> tuple[Path, ...]:
        dialog = QFileDialog(parent, title, self._folder, f"{kinds};;{ANYTHING}")
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setFileMode(mode)
        if suggested:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setDefaultSuffix(Path(suggested).suffix.lstrip("."))
            dialog.selectFile(suggested)
        try:
            agreed = dialog.exec() == QDialog.DialogCode.Accepted
            chosen = tuple(Path(name) for name in dialog.selectedFiles()) if agreed else ()
            self._folder = dialog.directory().absolutePath()
        finally:
            _forget(dialog)
        return chosen


def _forget(dialog: QFileDialog) -> None:
    dialog.setHistory([])
    dialog.setDirectory(QDir.homePath())
    dialog.setParent(None)
    # Its destructor writes "lastVisited" and "history"; by now both name the home folder alone.
    dialog.deleteLater()
    settings = QSettings(QSettings.Scope.UserScope, "QtProject")
    settings.remove("FileDialog/history")
    settings.remove("FileDialog/lastVisited")
