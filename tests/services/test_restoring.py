"""A backup is looked into and restored, and what was there before is never lost."""

from __future__ import annotations

from advocate_desktop.services import cases
from advocate_desktop.services.backup import backup
from advocate_desktop.services.check import check
from advocate_desktop.services.progress import NO_PROGRESS
from advocate_desktop.services.restoring import look_inside, restore
from advocate_desktop.services.views import case_rows
from advocate_desktop.services.workspace import Workspace


def test_restoring_brings_back_what_was_trashed_and_keeps_the_present(
    encrypted_workspace, enter, sample_record, new_record, passphrase, tmp_path
):
    opened, path = encrypted_workspace, encrypted_workspace.path
    enter(opened, sample_record)
    kept = backup(opened, tmp_path / "kept.casebook", NO_PROGRESS)
    opened.run("Case trashed", cases.trash, sample_record.case.id)
    enter(opened, new_record())

    inside = look_inside(opened, kept, None)
    assert (inside.cases, inside.documents) == (1, len(sample_record.documents))
    assert (inside.changed_at, inside.change) == (opened.now(), "Case created")

    aside = restore(opened, kept, None, NO_PROGRESS)
    assert opened.closed
    assert aside.name == "sealed before restoring 2026-02-10 120000.casebook"
    for file, title in ((path, sample_record.case.title), (aside, "Dispute 1")):
        again = Workspace.open(file, passphrase)
        assert [row.title for row in case_rows(again)] == [title]
        assert check(again, NO_PROGRESS) == ()
        again.close()


def test_the_trash_does_not_count_and_an_empty_backup_says_so(
    workspace, enter, sample_record, tmp_path
):
    empty = backup(workspace, tmp_path / "empty.casebook", NO_PROGRESS)
    inside = look_inside(workspace, empty, None)
    assert (inside.cases, inside.changed_at, inside.change) == (0, None, "")
    enter(workspace, sample_record)
    workspace.run("Case trashed", cases.trash, sample_record.case.id)
    kept = backup(workspace, tmp_path / "kept.casebook", NO_PROGRESS)
    assert look_inside(workspace, kept, None).cases == 0
