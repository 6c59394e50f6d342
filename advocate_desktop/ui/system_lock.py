"""Hears from the desktop that the screen was locked or the computer goes to sleep.

Linux desktops tell it over D-Bus: logind for sleep and for its sessions, and the screen savers of
the desktops. Where there is no bus, nothing is heard, and the time without a touch still locks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import SLOT, QObject, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection

_LOGIN = "org.freedesktop.login1"
_SYSTEM = (
    (_LOGIN, "/org/freedesktop/login1", f"{_LOGIN}.Manager", "PrepareForSleep", "hear(bool)"),
    # Every path: a session is known to itself by a number that only logind knows.
    (_LOGIN, "", f"{_LOGIN}.Session", "Lock", "hear_lock()"),
)
_SCREENS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.cinnamon.ScreenSaver")


class SystemLock(QObject):
    """Tells when everything shall be locked because the system is."""

    locked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._listening = False

    def listen(self) -> None:
        """Listen to the buses that there are; a second call does nothing."""
        if self._listening:
            return
        self._listening = True
        # Read only now: it is needed once a casebook with a passphrase is open.
        try:
            from PySide6.QtDBus import QDBusConnection
        except ImportError:
            return
        self.listen_on_system(QDBusConnection.systemBus())
        self.listen_on_session(QDBusConnection.sessionBus())

    def listen_on_system(self, bus: QDBusConnection) -> bool:
        """Hear of sleep and of a locked session on a bus; return whether it can be heard."""
        return all([bus.isConnected(), *(self._hear(bus, *one) for one in _SYSTEM)])

    def listen_on_session(self, bus: QDBusConnection) -> bool:
        """Hear of a locked screen on a bus; return whether it can be heard."""
        heard = [self._hear(bus, "", "", one, "ActiveChanged", "hear(bool)") for one in _SCREENS]
        return bus.isConnected() and all(heard)

    @Slot(bool)
    def hear(self, begins: bool) -> None:
        """Take it that a sleep or a locked screen begins, or ends."""
        if begins:
            self.locked.emit()

    @Slot()
    def hear_lock(self) -> None:
        """Take it that the session is to be locked."""
        self.locked.emit()

    def _hear(
        self, bus: QDBusConnection, service: str, path: str, interface: str, name: str, slot: str
    ) -> bool:
        return bool(bus.connect(service, path, interface, name, self, SLOT(slot)))  # type: ignore[call-overload]
