"""Progress of long work, and a way for the user to stop it."""

from __future__ import annotations

from typing import Protocol


class Cancelled(Exception):
    """The user stopped the work; nothing half done is left."""


class Progress(Protocol):
    """What long work tells and asks while it runs."""

    def step(self, done: int, total: int, text: str) -> None:
        """Tell how far it is; `total` 0 means not known."""

    def check(self) -> None:
        """Raise `Cancelled` when the user wants it to stop."""


class _NoProgress:
    def step(self, done: int, total: int, text: str) -> None:
        pass

    def check(self) -> None:
        pass


NO_PROGRESS: Progress = _NoProgress()
"""For work that nobody watches."""
