"""The window backs up by itself, says when, and is not held up by it."""

from __future__ import annotations

import pytest

from advocate_desktop import paths
from advocate_desktop.services import automatic_backup, cases
from advocate_desktop.services.progress import NO_PROGRESS
from advocate_desktop.services.restoring import restore_new
from advocate_desktop.services.workspace import Workspace


@pytest.fixture(autouse=True)
def _made_only_when_asked(monkeypatch):
    """Let no backup begin by itself while a slow computer still builds the window."""
    monkeypatch.setattr("advocate_desktop.ui.automatic_backup._QUIET", 3_600_000)


def test_the_first_change_of_a_day_is_backed_up_and_told(window, enter, new_record):
    workspace = window.desk.workspace
    assert window.status.backed_up.text() == "no backup"
    enter(workspace, new_record())
    window.backups.make_due()
    assert window.status.backed_up.text() == "backed up Tue 10 Feb, 12:00"
    assert len(automatic_backup.backups(workspace)) == 1
    enter(workspace, new_record())
    window.backups.make_due()
    assert len(automatic_backup.backups(workspace)) == 1


def test_a_change_is_backed_up_when_the_window_is_closed_right_after(window, rosa, tmp_path):
    workspace = window.desk.workspace
    window.close()
    (kept,) = automatic_backup.backups(Workspace.open(workspace.path, None, clock=workspace.now))
    restore_new(kept.path, None, tmp_path / "again.casebook", NO_PROGRESS)
    copy = Workspace.open(tmp_path / "again.casebook", None)
    assert cases.record(copy, rosa)
    copy.close()


def test_a_folder_that_is_gone_is_said_once_and_does_not_hold_up_closing(window, tmp_path):
    workspace = window.desk.workspace
    workspace.run("Backup folder changed", automatic_backup.set_root, tmp_path / "stick")
    window.backups.make_due()
    assert "stick" in window.notices.text
    window.notices.dismiss()
    window.backups.make_due()
    assert not window.notices.isVisible()
    window.close()
    assert not window.isVisible()


def test_the_second_window_makes_none(window, new_window, workspace):
    other = new_window()
    other.show_workspace(Workspace.open(workspace.path, None, clock=workspace.now))
    other.backups.make_due()
    assert automatic_backup.backups(workspace) == ()


@pytest.mark.parametrize("days", [0, 8])
def test_a_week_without_one_is_warned_of_on_opening(new_window, workspace, rosa, days):
    from datetime import timedelta

    path = workspace.path
    later = workspace.now() + timedelta(days)
    workspace.close()
    window = new_window()
    window.show_workspace(Workspace.open(path, None, clock=lambda: later))
    assert ("has had no backup for 8 days" in window.banner.text) == (days == 8)
    assert not (paths.backup_dir()).exists()


def test_a_backup_that_comes_due_after_the_file_was_closed_is_let_be(window, enter, new_record):
    workspace, backups = window.desk.workspace, window.backups
    enter(workspace, new_record())
    workspace.close()
    backups.make_due()
    assert backups.task is None


def test_a_window_left_open_for_days_tries_again_and_warns(new_window, workspace, rosa, tmp_path):
    from datetime import timedelta

    path, start, days = workspace.path, workspace.now(), [0]
    workspace.close()
    window = new_window()
    opened = Workspace.open(path, None, clock=lambda: start + timedelta(days[0]))
    window.show_workspace(opened)
    stick = tmp_path / "stick"
    opened.run("Backup folder changed", automatic_backup.set_root, stick)
    window.backups.make_due()
    assert window.status.backed_up.text() == "backup folder not there"
    days[0] = 8
    window.backups.look_again()
    assert "8 days" in window.banner.text
    assert window.status.backed_up.text() == "backup folder not there"
    stick.mkdir()
    days[0] = 9
    window.backups.look_again()
    assert window.status.backed_up.text().startswith("backed up")
