"""What the window remembers between runs: its shape, and the casebooks opened last."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from advocate_desktop import paths

_KEPT = 8


class WindowMemory:
    """A small settings file of the window's own; it holds no client's data."""

    def __init__(self, file: Path | None = None) -> None:
        place = file or paths.data_dir() / "window.ini"
        self._settings = QSettings(str(place), QSettings.Format.IniFormat)

    @property
    def recent(self) -> tuple[Path, ...]:
        """The casebooks opened last, the latest first, as far as they still exist."""
        kept = self._settings.value("recent", [])
        # A list of one comes back from the file as its only text.
        names = kept if isinstance(kept, list) else [kept] if isinstance(kept, str) else []
        return tuple(path for name in names if (path := Path(str(name))).is_file())

    def opened(self, path: Path) -> None:
        """Remember that a casebook was opened."""
        others = [str(old) for old in self.recent if old != path]
        self._settings.setValue("recent", [str(path), *others][:_KEPT])
        self._settings.sync()

    def is_remembered(self, name: str) -> bool:
        """Whether the keyring is to be asked for a casebook, by its name there."""
        return name in self._remembered()

    def set_remembered(self, name: str, wanted: bool) -> None:
        """Note whether the keyring is to be asked for a casebook."""
        others = [other for other in self._remembered() if other != name]
        self._settings.setValue("remembered", [*others, name] if wanted else others)
        self._settings.sync()

    def _remembered(self) -> list[str]:
        kept = self._settings.value("remembered", [])
        return kept if isinstance(kept, list) else [kept] if isinstance(kept, str) else []

    def shape(self, name: str) -> QByteArray:
        """Return a geometry or layout kept under a name; empty when there is none."""
        kept = self._settings.value(name)
        return kept if isinstance(kept, QByteArray) else QByteArray()

    def keep_shape(self, name: str, shape: QByteArray) -> None:
        """Keep a geometry or layout under a name."""
        self._settings.setValue(name, shape)
        self._settings.sync()

    def is_first(self, what: str) -> bool:
        """Whether this is asked for the first time, for what is said once only."""
        if self._settings.value(f"said/{what}") is not None:
            return False
        self._settings.setValue(f"said/{what}", 1)
        self._settings.sync()
        return True
