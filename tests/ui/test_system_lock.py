"""Locking when the screen is locked or the computer sleeps, told over a real bus of its own."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from PySide6.QtCore import QObject

from advocate_desktop.ui.system_lock import SystemLock

QtDBus = pytest.importorskip("PySide6.QtDBus")
pytestmark = pytest.mark.skipif(not shutil.which("dbus-daemon"), reason="no message bus here")


@pytest.fixture
def bus(tmp_path):
    """Give a connection to a bus that nobody else is on."""
    command = ["dbus-daemon", "--session", "--nofork", "--print-address"]
    command.append(f"--address=unix:dir={tmp_path}")
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as daemon:
        address = daemon.stdout.readline().strip()
        name = f"bus {tmp_path}"
        yield QtDBus.QDBusConnection.connectToBus(address, name)
        QtDBus.QDBusConnection.disconnectFromBus(name)
        daemon.terminate()


def tell(bus, path, interface, name, *values):
    message = QtDBus.QDBusMessage.createSignal(path, interface, name)
    if values:
        message.setArguments(list(values))
    assert bus.send(message)


@pytest.mark.parametrize(
    ("path", "interface"),
    [
        ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver"),
        ("/ScreenSaver", "org.freedesktop.ScreenSaver"),
        ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver"),
    ],
)
def test_a_locked_screen_is_heard_and_an_unlocked_one_is_not(qtbot, bus, path, interface):
    system = SystemLock()
    assert system.listen_on_session(bus)
    with qtbot.assertNotEmitted(system.locked, wait=200):
        tell(bus, path, interface, "ActiveChanged", False)
    with qtbot.waitSignal(system.locked, timeout=5000):
        tell(bus, path, interface, "ActiveChanged", True)


def test_sleep_and_a_locked_session_are_heard(qtbot, bus):
    bus.registerService("org.freedesktop.login1")
    system = SystemLock()
    assert system.listen_on_system(bus)
    login = "org.freedesktop.login1"
    with qtbot.waitSignal(system.locked, timeout=5000):
        tell(bus, "/org/freedesktop/login1", f"{login}.Manager", "PrepareForSleep", True)
    with qtbot.assertNotEmitted(system.locked, wait=200):
        tell(bus, "/org/freedesktop/login1", f"{login}.Manager", "PrepareForSleep", False)
    with qtbot.waitSignal(system.locked, timeout=5000):
        tell(bus, "/org/freedesktop/login1/session/_32", f"{login}.Session", "Lock")


def test_no_bus_is_no_error(qapp):
    nowhere = QtDBus.QDBusConnection("a bus that is not there")
    system = SystemLock()
    assert not system.listen_on_session(nowhere)
    assert not system.listen_on_system(nowhere)
    system.listen()


def test_the_window_locks_with_the_screen(new_window, encrypted_workspace, window):
    assert isinstance(window.system_lock, QObject)
    window.system_lock.hear(True)
    assert window.desk is not None  # it has no passphrase, and nothing is said
    assert window.notices.text == ""
    sealed = new_window()
    sealed.show_workspace(encrypted_workspace)
    sealed.system_lock.hear(True)
    assert sealed.desk is None
    assert sealed.welcome.sheet is not None
