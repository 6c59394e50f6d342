"""Notices when nobody has touched the window for a while, also across a sleep of the computer."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

_LOOK = 5000
"""Milliseconds between looks."""
_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.InputMethod,
    }
)


class IdleLock(QObject):
    """Tells when the time is up; a key or a move of the mouse in our windows starts it anew."""

    idle = Signal()

    def __init__(
        self,
        parent: QObject,
        running: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(parent)
        # The one clock stands still while the computer sleeps, the other may be set back.
        self._clocks = (running, wall)
        self._touched = (0.0, 0.0)
        self._minutes = 0
        self._timer = QTimer(self, interval=_LOOK)
        self._timer.timeout.connect(self.look)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication), "a window has an application"
        application.focusWindowChanged.connect(self._watch)
        self._watch(application.focusWindow())

    def set_minutes(self, minutes: int) -> None:
        """Tell after so many minutes without a touch; 0 never tells."""
        self._minutes = minutes
        self.touch()
        if minutes:
            self._timer.start()
        else:
            self._timer.stop()

    def touch(self) -> None:
        """Count from now."""
        running, wall = self._clocks
        self._touched = (running(), wall())

    def look(self) -> bool:
        """Tell when the time is up, and return whether it is."""
        passed = max(
            clock() - then for clock, then in zip(self._clocks, self._touched, strict=True)
        )
        is_over = self._minutes > 0 and passed >= self._minutes * 60
        if is_over:
            self.idle.emit()
        return is_over

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count from now when there was a touch."""
        if event.type() in _INPUT:
            # The touch that wakes a sleeping computer comes too late, and is not passed on.
            if self.look():
                return True
            self.touch()
        return super().eventFilter(watched, event)

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)
