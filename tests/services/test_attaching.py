"""Folders come in as their files; a cancel tells of what came in."""

from __future__ import annotations

import pytest

from advocate_desktop.intake import folders
from advocate_desktop.services import attaching, cases
from advocate_desktop.services.progress import Cancelled


class StopAt:
    """Stops once so many files were told of."""

    def __init__(self, after: int) -> None:
        self.after = after
        self.done = 0

    def step(self, done: int, total: int, text: str) -> None:
        self.done = done

    def check(self) -> None:
        if self.done >= self.after:
            raise Cancelled


@pytest.fixture
def case_id(workspace, enter, new_record):
    return enter(workspace, new_record())


def bag(tmp_path, count):
    folder = tmp_path / "bag"
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:04}.txt").write_text(f"Letter {number}.", encoding="utf-8")
    return folder


def test_a_folder_is_taken_as_its_files_in_the_order_of_names(workspace, case_id, tmp_path):
    told = attaching.attach_paths(workspace, case_id, [bag(tmp_path, 5)])
    assert [file.outcome for file in told] == ["attached"] * 5
    found = [document.file for document in cases.record(workspace, case_id).documents]
    assert found == [f"{number:04}.txt" for number in range(5)]


def test_too_many_files_are_said_and_the_first_come_in(workspace, case_id, tmp_path, monkeypatch):
    monkeypatch.setattr(folders, "MOST_FILES", 3)
    told = attaching.attach_paths(workspace, case_id, [bag(tmp_path, 5)])
    assert [file.outcome for file in told] == ["attached"] * 3 + ["refused"]
    assert "Attach the rest" in told[-1].why


def test_after_a_cancel_what_came_in_is_told_and_whole(workspace, case_id, tmp_path):
    told = attaching.attach_paths(workspace, case_id, [bag(tmp_path, 40)], StopAt(10))
    kept = cases.record(workspace, case_id).documents
    assert 0 < len(told) < 40
    assert {file.document for file in told} == {document.id for document in kept}


def test_a_cancel_before_anything_came_in_is_a_cancel(workspace, case_id, tmp_path):
    with pytest.raises(Cancelled):
        attaching.attach_paths(workspace, case_id, [bag(tmp_path, 3)], StopAt(0))
    assert cases.record(workspace, case_id).documents == ()
