"""Backups, restoring, passphrase and locking through the window, over a real casebook."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from advocate_desktop.services import automatic_backup, cases, settings
from advocate_desktop.services.progress import NO_PROGRESS
from advocate_desktop.services.trash import trash
from advocate_desktop.services.views import case_rows
from advocate_desktop.services.workspace import Workspace, WrongPassphrase
from advocate_desktop.ui.rows import SecondRole


@pytest.fixture
def encrypted(encrypted_workspace, enter, new_record):
    """An encrypted casebook with two cases."""
    for _ in range(2):
        enter(encrypted_workspace, new_record())
    return encrypted_workspace


@pytest.fixture
def locked_window(new_window, encrypted):
    """A window over `encrypted`."""
    window = new_window()
    window.show_workspace(encrypted)
    return window


def open_backups(window):
    window.acts["backups"].trigger()
    return window.desk.pane.sheet


def unlock(window, passphrase):
    sheet = window.welcome.sheet
    sheet.passphrase.set_value("")
    QTest.keyClicks(sheet.passphrase.box, passphrase)
    QTest.keyClick(sheet.passphrase.box, Qt.Key.Key_Return)


def test_a_backup_is_made_looked_into_and_restored(qtbot, window, rosa):
    workspace = window.desk.workspace
    path = workspace.path
    sheet = open_backups(window)
    assert not sheet.main_button.isEnabled()
    sheet.now.click()
    assert len(automatic_backup.backups(workspace)) == 1
    assert "1 case and 0 papers" in sheet.inside.text()
    workspace.run("Case trashed", cases.trash, rosa)
    sheet.main_button.click()
    qtbot.waitUntil(lambda: window.desk and window.desk.workspace is not workspace)
    assert "kept as “plain before restoring" in window.notices.text
    assert [row.id for row in case_rows(window.desk.workspace)] == [rosa]
    (aside,) = path.parent.glob("plain before restoring*.casebook")
    before = Workspace.open(aside, None)
    assert case_rows(before) == ()
    before.close()
    assert window.desk.isEnabled()


def test_a_damaged_backup_is_said_and_cannot_be_restored(window, tmp_path, answers):
    wrong = tmp_path / "wrong.casebook"
    wrong.write_bytes(b"no casebook at all " * 3000)
    answers.open = (wrong,)
    sheet = open_backups(window)
    sheet._open_other()
    assert "not a casebook" in sheet.inside.text()
    assert not sheet.main_button.isEnabled()


def test_a_backup_under_another_passphrase_asks_for_it(locked_window, tmp_path, answers):
    other = tmp_path / "other.casebook"
    Workspace.create(other, "another one").close()
    answers.open = (other,)
    sheet = open_backups(locked_window)
    sheet._open_other()
    assert sheet.passphrase.isVisible()
    assert not sheet.main_button.isEnabled()
    QTest.keyClicks(sheet.passphrase.box, "another one")
    QTest.keyClick(sheet.passphrase.box, Qt.Key.Key_Return)
    assert sheet.inside.text() == "It opens, and is empty."


def test_a_folder_of_choice_is_kept_in_the_casebook(window, tmp_path, answers):
    stick = tmp_path / "stick"
    stick.mkdir()
    answers.folder = stick
    sheet = open_backups(window)
    sheet.another.click()
    assert str(stick) in sheet.place.text().replace("\u200b", "")
    sheet.now.click()
    (kept,) = automatic_backup.backups(window.desk.workspace)
    assert stick in kept.path.parents
    sheet.usual.click()
    assert "stick" not in sheet.place.text()


def test_the_passphrase_is_changed_and_asked_for_again(qtbot, locked_window, passphrase):
    window = locked_window
    path = window.desk.workspace.path
    chosen = window.desk.cases.model.rows[1].id
    window.desk.choose(chosen)
    window.acts["passphrase"].trigger()
    sheet = window.desk.pane.sheet
    QTest.keyClicks(sheet.passphrase.box, "quite another one")
    sheet.main_button.click()
    assert "differ" in sheet.problem.text
    QTest.keyClicks(sheet.again.box, "quite another one")
    sheet.main_button.click()
    qtbot.waitUntil(lambda: window.desk is None)
    assert "changed" in window.notices.text
    with pytest.raises(WrongPassphrase):
        Workspace.open(path, passphrase)
    unlock(window, "quite another one")
    assert window.desk.pane.case == chosen


def test_the_recovery_sheet_is_written_where_it_is_wanted(locked_window, answers, tmp_path):
    answers.save = tmp_path / "sheet.pdf"
    locked_window.acts["passphrase"].trigger()
    locked_window.desk.pane.sheet.recovery.click()
    assert answers.save.read_bytes().startswith(b"%PDF-")
    assert "lock it away" in locked_window.notices.text


def test_a_casebook_without_a_passphrase_is_offered_one_and_no_recovery_sheet(window):
    window.acts["passphrase"].trigger()
    sheet = window.desk.pane.sheet
    assert sheet.main_button.text() == "Encrypt this casebook"
    assert not hasattr(sheet, "recovery")


def test_locking_forgets_and_unlocking_returns_to_the_place(locked_window, passphrase):
    window, workspace = locked_window, locked_window.desk.workspace
    chosen = window.desk.cases.model.rows[1].id
    window.desk.open_case(chosen, 3)
    window.acts["lock"].trigger()
    assert workspace.closed
    assert window.desk is None
    assert window.windowTitle() == "Advocate Desktop"
    unlock(window, "not this one")
    assert "does not open" in window.welcome.sheet.problem.text
    unlock(window, passphrase)
    assert window.desk.pane.case == chosen
    assert window.desk.pane.page.tabs.currentIndex() == 3


def test_an_untouched_window_locks_and_a_touch_puts_it_off(new_window, encrypted):
    window = new_window()
    now = [0.0, 1e9]
    window.idle._clocks = (lambda: now[0], lambda: now[1])
    window.show_workspace(encrypted)
    now[0] += 599
    window.idle.look()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    now[0] += 599
    window.idle.look()
    assert window.desk is not None
    now[1] += 8 * 3600  # the computer slept
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    assert window.desk is None
    assert window.welcome.sheet is not None


def test_the_minutes_are_the_casebooks_and_never_means_never(new_window, encrypted):
    window = new_window()
    now = [0.0]
    window.idle._clocks = (lambda: now[0], lambda: now[0])
    window.show_workspace(encrypted)
    window.acts["passphrase"].trigger()
    sheet = window.desk.pane.sheet
    assert sheet.idle.value() == settings.USUAL_IDLE_MINUTES
    sheet.idle.set_value(0)
    sheet.idle.edited.emit()
    assert settings.idle_minutes(encrypted) == 0
    now[0] += 1e6
    window.idle.look()
    assert window.desk is not None
    encrypted.run("Time of locking changed", settings.set_idle_minutes, 2)
    now[0] += 121
    window.idle.look()
    assert window.desk is None


def test_an_unencrypted_casebook_does_not_lock_by_itself(window):
    now = [1e7]
    window.idle._clocks = (lambda: now[0], lambda: now[0])
    window.idle.look()
    assert window.desk is not None


def test_the_backups_of_a_second_window_cannot_be_restored(window, new_window, workspace):
    automatic_backup.keep(workspace, NO_PROGRESS)
    other = new_window()
    other.show_workspace(Workspace.open(workspace.path, None, clock=workspace.now))
    sheet = open_backups(other)
    assert "1 case" in sheet.inside.text()
    assert not sheet.main_button.isEnabled()


def test_what_is_in_the_trash_is_seen_and_put_back(window, rosa):
    window.acts["trash"].trigger()
    sheet = window.desk.pane.sheet
    assert sheet.empty.isVisible()
    assert not sheet.main_button.isEnabled()
    sheet.closed.emit()
    window.acts["trash_case"].trigger()
    assert window.desk.cases.model.rows == ()
    window.acts["trash"].trigger()
    sheet = window.desk.pane.sheet
    index = sheet.model.index(0, 0)
    assert index.data().startswith("Dispute")
    assert sheet.model.index(0, 1).data(SecondRole) == "30 days left"
    sheet.main_button.click()
    assert sheet.empty.isVisible()
    assert [row.id for row in window.desk.cases.model.rows] == [rosa]


def test_the_trash_is_emptied_on_opening_and_that_is_said(new_window, workspace, rosa):
    workspace.run("Case trashed", cases.trash, rosa)
    later = workspace.now() + timedelta(days=30)
    path = workspace.path
    workspace.close()
    window = new_window()
    window.show_workspace(Workspace.open(path, None, clock=lambda: later))
    assert "1 thing that had been there for 30 days" in window.notices.text
    assert trash(window.desk.workspace) == ()
