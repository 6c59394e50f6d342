"""The sample: made up, in many scripts, and in the states its story says."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from advocate_desktop import assets
from advocate_desktop.domain.standing import Status
from advocate_desktop.services import cases, views
from advocate_desktop.services.check import check
from advocate_desktop.services.progress import NO_PROGRESS
from advocate_desktop.services.sample import AS_OF, CASES, MRI, PROTON, sample_casebook
from advocate_desktop.services.workspace import CasebookExists, Workspace

FOLDER = assets.folder("sample")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = tmp_path_factory.mktemp("sample") / "sample.casebook"
    sample_casebook(path)
    opened = Workspace.open(path, None, clock=lambda: AS_OF)
    yield opened
    opened.close()


def test_every_folder_is_a_case_and_every_file_is_used(workspace: Workspace) -> None:
    assert sorted(CASES) == sorted(p.name for p in FOLDER.iterdir())
    for name in CASES:
        files = {p.name for p in (FOLDER / name).iterdir()} - {"case.json"}
        listed = json.loads((FOLDER / name / "case.json").read_text(encoding="utf-8"))["documents"]
        assert files == {document["file"] for document in listed}
    assert check(workspace, NO_PROGRESS) == ()


def test_the_cases_stand_as_the_story_says(workspace: Workspace) -> None:
    rows = {row.title: row for row in views.case_rows(workspace)}
    standing = {title: row.status for title, row in rows.items()}
    assert standing == {
        "MRI of the lower back denied": Status.PLAN_LATE,
        "Emergency visit not paid": Status.GRIEVANCE_PENDING,
        "Proton therapy denied as experimental": Status.DECIDED,
        "No psychiatry appointment for eight weeks": Status.PLAN_LATE,
        "Care at home cut to eight hours": Status.NEW,
        "Power wheelchair denied": Status.NEW,
        "Speech therapy stopped": Status.WON,
        "Occupational therapy cut to one hour": Status.DECIDED,
    }
    assert rows["MRI of the lower back denied"].late_days == 4


def test_the_review_of_the_proton_case_is_open(tmp_path: Path) -> None:
    ids = sample_casebook(tmp_path / "s.casebook")
    workspace = Workspace.open(tmp_path / "s.casebook", None, clock=lambda: AS_OF)
    doors = {o.route: o.state for o in views.case_page(workspace, ids[PROTON]).options}
    assert doors["imr"] == "open"
    assert cases.record(workspace, ids[MRI]).authorization is not None
    workspace.close()


def test_there_are_several_clients_in_several_scripts(workspace: Workspace) -> None:
    names = " ".join(client.name for client in views.client_rows(workspace))
    assert len(views.client_rows(workspace)) >= 3
    for script in ("Núñez", "Nguyễn", "Սարգսյան", "陳"):
        assert script in names


def test_nothing_in_it_could_reach_a_person() -> None:
    texts = [p.read_text(encoding="utf-8") for p in FOLDER.glob("*/*.json")]
    texts += [p.read_text(encoding="utf-8") for p in FOLDER.glob("*/*.eml")]
    texts += [p.read_text(encoding="utf-8") for p in FOLDER.glob("*/*.txt")]
    for text in texts:
        assert set(re.findall(r"\d{3}-(\d{3}-\d{2})\d{2}\b", text)) <= {"555-01"}
        assert all(re.search(r"\.example\.com$|^example\.com$", d) or d == "example.com"
                   for d in re.findall(r"@([\w.-]+\w)", text))  # fmt: skip
    for path in FOLDER.glob("*/case.json"):
        file = json.loads(path.read_text(encoding="utf-8"))
        assert file["client"]["address"]["street"].split(" ", 1)[1].startswith("Sample Street")
        assert "SAMPLE" in file["coverage"]["member_id"]


def test_its_kinds_of_files_are_those_that_people_have(workspace: Workspace) -> None:
    records = [cases.record(workspace, row.id) for row in views.case_rows(workspace)]
    documents = [document for record in records for document in record.documents]
    assert {d.media_type for d in documents} >= {
        "application/pdf", "image/png", "image/jpeg", "text/plain", "message/rfc822",
    }  # fmt: skip
    assert {d.kind for d in documents} >= {
        "denial_letter", "acknowledgement", "decision_letter", "provider_letter", "bill", "eob",
    }  # fmt: skip
    assert all(d.pages for d in documents)
    assert sum(d.size for d in documents) < 1_500_000


def test_a_file_that_is_there_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "s.casebook"
    path.write_text("mine")
    with pytest.raises(CasebookExists):
        sample_casebook(path)
    assert path.read_text() == "mine"
