"""Slowing down who guesses at a passphrase: each wrong one makes the next wait longer.

Kept for each file while the program runs, and nowhere else.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.store.errors import WrongPassphrase

FREE = 3
"""How many wrong passphrases cost no wait: everybody mistypes."""
LONGEST = 60
"""Seconds."""


class TooSoon(AdvocateError):
    """The next passphrase for a file cannot be tried yet."""


class PassphraseWaits:
    """How long each file has to wait for its next passphrase."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._wrong: dict[Path, tuple[int, float]] = {}
        self._changing = threading.Lock()

    def left(self, path: Path) -> int:
        """Return how many whole seconds are to wait; 0 for none."""
        _, until = self._wrong.get(path.resolve(), (0, 0.0))
        return max(0, math.ceil(until - self._clock()))

    def check(self, path: Path) -> None:
        """Raise `TooSoon` while the wait lasts; nothing was tried then."""
        if seconds := self.left(path):
            unit = "second" if seconds == 1 else "seconds"
            raise TooSoon(
                f"Too many wrong passphrases. Nothing was tried. Wait {seconds} {unit}, then try "
                "again."
            )

    def note_wrong(self, path: Path) -> None:
        """Make the next wait twice as long."""
        path = path.resolve()
        with self._changing:
            times = self._wrong.get(path, (0, 0.0))[0] + 1
            wait = 0 if times < FREE else min(LONGEST, 2 ** (times - FREE + 1))
            self._wrong[path] = (times, self._clock() + wait)

    def forget(self, path: Path) -> None:
        """Begin anew, after the right one."""
        with self._changing:
            self._wrong.pop(path.resolve(), None)

    @contextmanager
    def trying(self, path: Path) -> Iterator[None]:
        """Note whether what is tried here with a passphrase goes well; raise `TooSoon` as `check`.

        Everything that takes a passphrase from outside is done in this, so that there is no way to
        guess without waiting.
        """
        self.check(path)
        try:
            yield
        except WrongPassphrase:
            self.note_wrong(path)
            raise
        self.forget(path)


PASSPHRASE_WAITS = PassphraseWaits()
"""Those of this program while it runs."""
