"""What was copied goes from the clipboard: secrets after a minute, and all of it at a lock."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from advocate_desktop.ui.clipboard import SECRET_STAYS, UNLISTED, ClipboardCare
from advocate_desktop.ui.passphrase_field import PassphraseField


@pytest.fixture
def page(qtbot):
    """A window with a passphrase that is shown, and a plain line."""
    page = QWidget()
    qtbot.addWidget(page)
    secret, plain = PassphraseField(), QLineEdit("An ordinary line", page)
    secret.setParent(page)
    secret.set_value("copper lantern seven rivers")
    secret.reveal(True)
    plain.move(0, 60)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    QApplication.clipboard().clear()
    yield secret.box, plain, ClipboardCare(page)
    QApplication.clipboard().clear()


def copy(line):
    line.setFocus()
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == line.text()


def test_a_passphrase_goes_after_its_time_and_is_kept_by_no_history(page):
    secret, _, care = page
    copy(secret)
    held = QApplication.clipboard().mimeData()
    assert all(held.hasFormat(kind) for kind in UNLISTED)
    assert care.clears_soon
    assert care._secret.interval() == SECRET_STAYS == 60_000
    care._secret.timeout.emit()
    assert QApplication.clipboard().text() == ""
    assert not care.clears_soon


def test_what_others_copied_since_is_left_alone(page):
    secret, _, care = page
    copy(secret)
    secret.clearFocus()
    QApplication.clipboard().setText("From another program")
    assert not care.clears_soon
    care.clear()
    assert QApplication.clipboard().text() == "From another program"


def test_ordinary_words_stay_until_a_lock(page):
    _, plain, care = page
    copy(plain)
    assert not care.clears_soon
    care.clear()
    assert QApplication.clipboard().text() == ""


def test_locking_takes_away_what_was_copied(new_window, encrypted_workspace, qtbot):
    window = new_window()
    window.show_workspace(encrypted_workspace)
    window.show()
    window.activateWindow()
    line = window.desk.cases.findChild(QLineEdit)
    line.setText("A client")
    copy(line)
    window.lock()
    assert QApplication.clipboard().text() == ""
