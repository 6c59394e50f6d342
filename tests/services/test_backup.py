"""A backup is a whole, verified casebook of its own, or no file at all."""

from __future__ import annotations

import pytest

from advocate_desktop.domain.errors import NotFound
from advocate_desktop.services import cases
from advocate_desktop.services.backup import backup
from advocate_desktop.services.check import check
from advocate_desktop.services.progress import NO_PROGRESS, Cancelled
from advocate_desktop.services.workspace import CasebookDamaged, CasebookExists, Workspace
from advocate_desktop.store import blobs


@pytest.mark.parametrize("kind", ["workspace", "encrypted_workspace"])
def test_a_backup_opens_with_the_same_passphrase_and_holds_the_same(
    request, tmp_path, enter, sample_record, passphrase, kind
):
    opened = request.getfixturevalue(kind)
    enter(opened, sample_record)
    target = tmp_path / "copy.casebook"
    assert backup(opened, target, NO_PROGRESS) == target
    copy = Workspace.open(target, passphrase)
    assert copy.encrypted == opened.encrypted
    assert cases.record(copy, sample_record.case.id) == sample_record
    assert check(copy, NO_PROGRESS) == ()
    assert copy.undo() == "Case created"
    assert cases.record(opened, sample_record.case.id) == sample_record
    copy.close()
    assert target.stat().st_mode & 0o777 == 0o600


def test_a_backup_into_a_folder_gets_a_dated_name(workspace, tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    made = backup(workspace, folder, NO_PROGRESS)
    assert made == folder / "plain 2026-02-10 120000.casebook"
    assert list(folder.iterdir()) == [made]


def test_a_backup_replaces_nothing(workspace, tmp_path):
    target = tmp_path / "taken.casebook"
    target.write_text("something else")
    with pytest.raises(CasebookExists):
        backup(workspace, target, NO_PROGRESS)
    with pytest.raises(CasebookExists):
        backup(workspace, workspace.path, NO_PROGRESS)
    assert target.read_text() == "something else"
    with pytest.raises(NotFound):
        backup(workspace, tmp_path / "nowhere" / "copy.casebook", NO_PROGRESS)


def test_the_second_window_can_make_a_backup(workspace, enter, sample_record, tmp_path):
    enter(workspace, sample_record)
    second = Workspace.open(workspace.path, None)
    made = backup(second, tmp_path / "copy.casebook", NO_PROGRESS)
    second.close()
    copy = Workspace.open(made, None)
    assert cases.record(copy, sample_record.case.id) == sample_record
    copy.close()


class Watching:
    """Does something at each step of the copying."""

    def __init__(self, act):
        self.act, self.told = act, []

    def step(self, done, total, text):
        if text == "Copying the casebook":
            self.told.append((done, total))
            self.act()

    def check(self):
        pass


def test_a_backup_is_of_one_moment_while_others_write(
    workspace, tmp_path, enter, new_record, sample_record
):
    enter(workspace, sample_record)
    workspace.run("Bytes", blobs.put, bytes(20_000_000))
    later = []
    watching = Watching(lambda: later.append(enter(workspace, new_record())))
    made = backup(workspace, tmp_path / "copy.casebook", watching)
    assert len(later) > 1
    assert watching.told[-1][0] == watching.told[-1][1]
    copy = Workspace.open(made, None)
    assert cases.record(copy, sample_record.case.id) == sample_record
    for case_id in later:
        with pytest.raises(NotFound):
            cases.record(copy, case_id)
        assert cases.record(workspace, case_id)
    copy.close()


def test_a_backup_that_is_stopped_leaves_no_file(workspace, tmp_path):
    def stop():
        raise Cancelled

    workspace.run("Bytes", blobs.put, bytes(20_000_000))
    before = set(tmp_path.iterdir())
    with pytest.raises(Cancelled):
        backup(workspace, tmp_path / "copy.casebook", Watching(stop))
    assert set(tmp_path.iterdir()) == before


def test_a_damaged_casebook_gives_no_backup(encrypted_workspace, tmp_path, passphrase):
    encrypted_workspace.run("Bytes", blobs.put, bytes(2_000_000))
    encrypted_workspace.close()
    path = encrypted_workspace.path
    data = bytearray(path.read_bytes())
    data[-100] ^= 1
    path.write_bytes(data)
    opened = Workspace.open(path, passphrase)
    with pytest.raises(CasebookDamaged):
        backup(opened, tmp_path / "copy.casebook", NO_PROGRESS)
    opened.close()
    assert not (tmp_path / "copy.casebook").exists()
