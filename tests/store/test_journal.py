"""The journal: what was before and after, who and when, and no entry that can go missing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from advocate_desktop.services import cases
from advocate_desktop.store import journal
from advocate_desktop.store.journal import EntryKind


def problems(workspace):
    return workspace.read(lambda connection: list(journal.problems(connection)))


@pytest.fixture
def written(workspace, enter, sample_record):
    """Make four entries."""
    case_id = enter(workspace, sample_record)
    workspace.run("Case put into the trash", cases.trash, case_id)
    workspace.undo()
    workspace.redo()
    return workspace


def test_an_entry_says_who_when_what_and_both_images(written, sample_record):
    created, trashed, undone, again = written.read(journal.entries_after, 0)
    assert (trashed.who, trashed.label) == ("Ada Advocate", "Case put into the trash")
    assert trashed.at == "2026-02-10T12:00-08:00"
    assert (undone.kind, undone.target) == (EntryKind.UNDO, trashed.number)
    assert (again.kind, again.target) == (EntryKind.REDO, trashed.number)
    (change,) = written.read(journal.changes_of, trashed.number)
    assert (change.table, change.case_id) == ("cases", sample_record.case.id)
    assert change.before["trashed_at"] is None
    assert change.after["trashed_at"] == trashed.at
    assert change.before["title"] == change.after["title"] == sample_record.case.title
    entered = written.read(journal.changes_of, created.number)
    assert all(row.before is None for row in entered)


def test_what_fails_leaves_no_entry_and_no_row(workspace, sample_record):
    def fail(unit):
        cases.create(unit, sample_record)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        workspace.run("Case created", fail)
    assert workspace.read(journal.entries_after, 0) == ()
    assert workspace.read(lambda c: c.execute(text("SELECT * FROM clients")).all()) == []


def test_the_order_stays_when_the_clock_is_set_back(workspace, enter, new_record, clock):
    times = iter([clock(), clock() - timedelta(days=400), clock()])
    workspace._clock = lambda: next(times)
    for _ in range(3):
        enter(workspace, new_record())
    entries = workspace.read(journal.entries_after, 0)
    assert [entry.number for entry in entries] == [1, 2, 3]
    assert entries[1].at < entries[0].at
    assert problems(workspace) == []


def test_an_untouched_journal_has_no_problems(written):
    assert problems(written) == []


@pytest.mark.parametrize(
    ("tampering", "told"),
    [
        ("UPDATE journal_entries SET who = 'Nobody' WHERE number = 2", "Entry 2"),
        ("UPDATE journal_entries SET at = '2020-01-01' WHERE number = 1", "Entry 1"),
        ("UPDATE journal_entries SET label = 'x' WHERE number = 4", "Entry 4"),
        ("UPDATE journal_rows SET after = replace(after, 'MRI', 'CT') WHERE entry = 1", "Entry 1"),
        ("UPDATE journal_rows SET row_id = 'other' WHERE entry = 2", "Entry 2"),
        ("DELETE FROM journal_rows WHERE entry = 3", "Entry 3"),
        ("DELETE FROM journal_entries WHERE number = 2", "Entry 2 is missing"),
        ("DELETE FROM journal_entries WHERE number >= 3", "Entries 3 to 4 are missing"),
        ("DELETE FROM journal_entries WHERE number = 1", "Entry 1 is missing"),
        (
            "UPDATE journal_rows SET salt = 'aa', hash = 'bb' WHERE entry = 2",
            "Entry 2",
        ),
        ("INSERT INTO journal_entries (number, label) VALUES (9, 'x')", "Entries 5 to 8"),
    ],
)
def test_an_entry_changed_removed_or_added_is_said(written, tampering, told):
    with written.casebook.write("", "", "") as unit:
        unit.connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        unit.connection.exec_driver_sql(tampering)
        unit.connection.exec_driver_sql(
            "DELETE FROM journal_rows WHERE entry NOT IN (SELECT number FROM journal_entries)"
        )
        unit.connection.exec_driver_sql(
            "UPDATE journal_entries SET target = NULL "
            "WHERE target NOT IN (SELECT number FROM journal_entries)"
        )
    assert any(told in problem for problem in problems(written))


def test_the_same_words_leave_different_hashes(workspace, enter, new_record):
    """So that a hash tells nobody what stood in an image that was erased."""
    enter(workspace, new_record())
    workspace.undo()
    workspace.redo()
    query = text("SELECT hash FROM journal_rows WHERE after IS NOT NULL AND before IS NULL")
    hashes = workspace.read(lambda connection: connection.scalars(query).all())
    assert len(hashes) == len(set(hashes)) == 6


def test_an_image_can_be_erased_and_the_chain_still_holds(written):
    with written.casebook.write("", "", "") as unit:
        unit.connection.exec_driver_sql(
            "UPDATE journal_rows SET before = NULL, after = NULL, salt = ''"
        )
    assert problems(written) == []
