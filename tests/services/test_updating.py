"""Many cases of an earlier version are brought up to date with progress, or left as they were."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from advocate_desktop.services.check import check
from advocate_desktop.services.progress import NO_PROGRESS, Cancelled
from advocate_desktop.services.updating import needs_update, open_updated
from advocate_desktop.services.workspace import CasebookDamaged, Workspace
from tests.benchmarks.updating import many_cases

OLD = Path(__file__).parents[1] / "data" / "versions" / "version-1.casebook.gz"


@pytest.fixture
def old(tmp_path):
    """A casebook of the first version with 300 cases of 12 events."""
    path = tmp_path / "old.casebook"
    path.write_bytes(gzip.decompress(OLD.read_bytes()))
    many_cases(path, 300)
    return path


def beside(path):
    return sorted(p.name for p in path.parent.iterdir())


class Stopping:
    """Stops at a step, and counts them."""

    def __init__(self, at=10**9):
        self.left, self.told = at, 0

    def step(self, done, total, text):
        assert text == "Bringing the casebook up to date"

    def check(self):
        self.told += 1
        self.left -= 1
        if self.left < 0:
            raise Cancelled


def test_many_cases_are_brought_up_to_date_with_progress(old, clock):
    assert needs_update(old, None)
    progress = Stopping()
    opened = open_updated(old, None, progress, clock=clock)
    assert progress.told > 5
    assert check(opened, NO_PROGRESS) == ()
    opened.close()
    assert not needs_update(old, None)
    assert beside(old) == ["old before update from version 1.casebook", "old.casebook"]


def test_stopped_at_any_step_the_casebook_is_as_it_was(old, clock):
    before, counted = old.read_bytes(), Stopping()
    copy = old.with_name("counting.casebook")
    copy.write_bytes(before)
    open_updated(copy, None, counted, clock=clock).close()
    for path in old.parent.glob("counting*"):
        path.unlink()
    for at in sorted({0, 1, 2, counted.told // 2, counted.told - 2, counted.told - 1}):
        with pytest.raises(Cancelled):
            open_updated(old, None, Stopping(at), clock=clock)
        assert old.read_bytes() == before
        assert beside(old) == ["old.casebook"]


def test_what_came_out_unsound_is_undone(old, clock):
    import sqlite3

    connection = sqlite3.connect(old)
    connection.execute("UPDATE events SET case_id = 'nowhere' WHERE id = 'event-7-3'")
    connection.commit()
    connection.close()
    before = old.read_bytes()
    with pytest.raises(CasebookDamaged):
        open_updated(old, None, NO_PROGRESS, clock=clock)
    assert old.read_bytes() == before
    assert beside(old) == ["old.casebook"]


def test_a_casebook_of_this_version_or_none_at_all_needs_no_update(tmp_path, workspace):
    assert not needs_update(workspace.path, None)
    assert not needs_update(tmp_path / "nothing.casebook", None)
    sealed = Workspace.create(tmp_path / "sealed.casebook", "a few odd words")
    sealed.close()
    assert not needs_update(sealed.path, "not these")
