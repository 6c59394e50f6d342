"""Many files come in at once: in their order, with few changes, and none costs another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.services import cases, documents, incoming_files
from advocate_desktop.services.workspace import Workspace


@pytest.fixture
def case(workspace: Workspace, sample_record: Any, enter: Callable[..., CaseId]) -> CaseId:
    return enter(workspace, replace(sample_record, documents=(), events=()))


def of(workspace, case):
    return cases.record(workspace, case).documents


def test_many_come_in_with_one_change_in_their_order(workspace, case, tmp_path):
    files = []
    for number in range(5):
        folder = tmp_path / str(number)
        folder.mkdir()
        files.append(folder / "note.txt")
        files[-1].write_text(f"note {number % 4}")
    (tmp_path / "empty.txt").touch()
    told = documents.attach_all(workspace, case, [*files, tmp_path / "empty.txt"])
    assert [one.outcome for one in told] == ["attached"] * 4 + ["duplicate", "refused"]
    assert [one.file for one in told[:5]] == [str(file) for file in files]
    assert told[4].document == told[0].document
    names = ["note.txt", "note (2).txt", "note (3).txt", "note (4).txt"]
    assert [d.file for d in of(workspace, case)] == names
    assert documents.page_texts(workspace, told[3].document) == ("note 3",)
    assert workspace.undo() == "4 documents attached"
    assert of(workspace, case) == ()


def test_more_than_one_change_holds_come_in_all(workspace, case, tmp_path, monkeypatch):
    monkeypatch.setattr(documents, "_BATCH_FILES", 3)
    monkeypatch.setattr(incoming_files, "_MOST_AHEAD", 2)
    monkeypatch.setattr(incoming_files, "_MOST_BYTES_AHEAD", 5)
    files = [tmp_path / f"{number}.txt" for number in range(8)]
    for file in files:
        file.write_text(f"note {file.name}")
    told = documents.attach_all(workspace, case, files)
    assert [one.outcome for one in told] == ["attached"] * 8
    assert [d.file for d in of(workspace, case)] == [file.name for file in files]
    assert workspace.undo_label == "2 documents attached"


def test_a_file_that_goes_away_meanwhile_costs_none_of_the_others(workspace, case, tmp_path):
    files = [tmp_path / f"{number}.txt" for number in range(3)]
    for file in files:
        file.write_text(f"note {file.name}")
    files[1].unlink()
    told = documents.attach_all(workspace, case, files)
    assert [one.outcome for one in told] == ["attached", "refused", "attached"]
