"""Backups by themselves: one a day that something changed, whole, thinned, and warned of."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from advocate_desktop import paths
from advocate_desktop.domain.errors import NotFound
from advocate_desktop.domain.moments import PACIFIC
from advocate_desktop.services import automatic_backup, cases
from advocate_desktop.services.check import check
from advocate_desktop.services.progress import NO_PROGRESS
from advocate_desktop.services.restoring import restore_new
from advocate_desktop.services.workspace import Workspace


class Days:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = datetime(2026, 2, 10, 12, tzinfo=PACIFIC)

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, days: int) -> None:
        self.now += timedelta(days)


@pytest.fixture
def days() -> Days:
    return Days()


@pytest.fixture
def opened(tmp_path, days, passphrase, monkeypatch):
    monkeypatch.setattr(paths, "backup_dir", lambda: tmp_path / "kept")
    made = Workspace.create(tmp_path / "My cases.casebook", passphrase, clock=days, who="Ada")
    yield made
    made.close()


def made(opened):
    return automatic_backup.keep(opened, NO_PROGRESS)


def test_an_empty_casebook_needs_none_and_the_first_change_of_a_day_does(
    opened, days, enter, new_record
):
    assert not automatic_backup.is_due(opened)
    enter(opened, new_record())
    assert automatic_backup.is_due(opened)
    made(opened)
    enter(opened, new_record())
    assert not automatic_backup.is_due(opened)
    days.pass_by(1)
    assert automatic_backup.is_due(opened), "yesterday's last change is in no backup yet"
    made(opened)
    days.pass_by(1)
    assert not automatic_backup.is_due(opened), "nothing was changed since"


def test_a_backup_becomes_a_whole_casebook_with_the_same_passphrase(
    opened, enter, sample_record, passphrase, tmp_path
):
    enter(opened, sample_record)
    target = tmp_path / "again.casebook"
    restore_new(made(opened), passphrase, target, NO_PROGRESS)
    copy = Workspace.open(target, passphrase)
    assert cases.record(copy, sample_record.case.id) == sample_record
    assert check(copy, NO_PROGRESS) == ()
    copy.close()


def test_old_ones_are_thinned_and_other_files_left_alone(opened, days, enter, new_record):
    enter(opened, new_record())
    made(opened)
    folder = automatic_backup.folder(opened)
    theirs = folder / "My cases 2020-01-01 120000 by hand.casebook"
    theirs.write_text("of the user")
    for _ in range(14):
        days.pass_by(1)
        made(opened)
    kept = automatic_backup.backups(opened)
    # Of 10 to 24 February: seven days, and the Sunday of the week before theirs.
    assert [backup.made_at.day for backup in kept] == [24, 23, 22, 21, 20, 19, 18, 15]
    assert theirs.read_text() == "of the user"


def test_casebooks_of_one_name_keep_apart(opened, tmp_path, days, enter, new_record):
    other_folder = tmp_path / "other"
    other_folder.mkdir()
    other = Workspace.create(other_folder / opened.path.name, None, clock=days)
    enter(other, new_record())
    made(other)
    assert automatic_backup.backups(opened) == ()
    assert len(automatic_backup.backups(other)) == 1
    other.close()


def test_a_chosen_folder_is_used_and_its_absence_said(opened, tmp_path, enter, new_record):
    stick = tmp_path / "stick"
    opened.run("Backup folder changed", automatic_backup.set_root, stick)
    enter(opened, new_record())
    with pytest.raises(NotFound, match="stick"):
        made(opened)
    assert not stick.exists()
    stick.mkdir()
    assert stick in made(opened).parents
    opened.run("Backup folder changed", automatic_backup.set_root, None)
    assert automatic_backup.root(opened) == paths.backup_dir()


def test_a_week_of_changes_without_a_backup_is_warned_of(opened, days, enter, new_record):
    assert automatic_backup.warning(opened) == ""
    enter(opened, new_record())
    days.pass_by(6)
    assert automatic_backup.warning(opened) == ""
    days.pass_by(2)
    assert "8 days" in automatic_backup.warning(opened)
    made(opened)
    assert automatic_backup.warning(opened) == ""
    days.pass_by(30)
    assert automatic_backup.warning(opened) == "", "nothing was changed since"
    enter(opened, new_record())
    assert "30 days" in automatic_backup.warning(opened)
