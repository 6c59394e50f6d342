"""Cases that come in a second time: what is new is added, what differs is chosen, nothing lost."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advocate_desktop import assets
from advocate_desktop.domain.events import Event, EventId, EventKind
from advocate_desktop.services import cases, documents, events
from advocate_desktop.services.check import check
from advocate_desktop.services.interchange import case_json, export_bundle, import_case
from advocate_desktop.services.merging import Choice, State, Way, compare, merge, usual
from advocate_desktop.services.progress import NO_PROGRESS
from advocate_desktop.services.sample import AS_OF
from advocate_desktop.services.workspace import Workspace

MRI = assets.folder("sample", "rosa-mri")


def opened(path: Path) -> Workspace:
    return Workspace.create(path, None, clock=lambda: AS_OF)


@pytest.fixture
def here(tmp_path):
    workspace = opened(tmp_path / "here.casebook")
    yield workspace, import_case(workspace, MRI)
    workspace.close()


@pytest.fixture
def there(tmp_path):
    """The same case in another casebook, which somebody went on with."""
    workspace = opened(tmp_path / "there.casebook")
    case_id = import_case(workspace, MRI)
    record = cases.record(workspace, case_id)
    workspace.run("Client", cases.update_client, replace(record.client, phone="916-555-0199"))
    workspace.run("Case", cases.update_case, replace(record.case, diagnosis="Sciatica"))
    page = tmp_path / "page.txt"
    page.write_text("A new letter of the sample plan.")
    added = documents.attach(workspace, case_id, page)
    decided = Event(
        EventId("decided"), EventKind.CLOSED, date(2026, 3, 16), "By phone", added.document
    )
    workspace.run("Event", events.add, case_id, decided)
    out = tmp_path / "there.zip"
    export_bundle(workspace, case_id, out)
    workspace.close()
    return out


def facts(workspace, case_id):
    return json.loads(case_json(cases.record(workspace, case_id)))


def test_the_same_case_is_said_to_be_the_same_and_is_left(here):
    workspace, case_id = here
    (found,) = compare(workspace, MRI, "", NO_PROGRESS)
    assert (found.state, found.existing) == (State.SAME, case_id)
    before = facts(workspace, case_id)
    assert merge(workspace, MRI, "", [usual(found)], NO_PROGRESS) == ()
    assert facts(workspace, case_id) == before


def test_another_persons_case_is_new(here):
    workspace, _ = here
    (found,) = compare(workspace, assets.folder("sample", "robert-wheelchair"), "", NO_PROGRESS)
    assert (found.state, usual(found)) == (State.NEW, Choice(Way.ADD))


def test_what_is_new_is_added_and_what_is_here_stays_unless_chosen(here, there):
    workspace, case_id = here
    (found,) = compare(workspace, there, "", NO_PROGRESS)
    assert found.state is State.DIFFERENT
    assert {d.key: (d.mine, d.theirs) for d in found.differences} == {
        "client.phone": ("916-555-0118", "916-555-0199"),
        "case.diagnosis": (cases.record(workspace, case_id).case.diagnosis, "Sciatica"),
    }
    assert [e.note for e in found.events] == ["By phone"]
    assert [d.file for d in found.documents] == ["page.txt"]
    before = facts(workspace, case_id)
    choice = Choice(Way.MERGE, frozenset({"client.phone"}))
    assert merge(workspace, there, "", [choice], NO_PROGRESS) == (case_id,)
    after = cases.record(workspace, case_id)
    assert after.client.phone == "916-555-0199"
    assert after.case.diagnosis == before["case"]["diagnosis"]
    closed = next(e for e in after.events if e.note == "By phone")
    assert after.document(closed.document).file == "page.txt"
    assert check(workspace, NO_PROGRESS) == ()
    (again,) = compare(workspace, there, "", NO_PROGRESS)
    assert [d.key for d in again.differences] == ["case.diagnosis"]
    assert not again.events
    assert not again.documents
    assert workspace.undo() == "Case merged"
    assert facts(workspace, case_id) == before


def test_it_can_be_entered_beside_the_one_here(here, there):
    workspace, case_id = here
    (other,) = merge(workspace, there, "", [Choice(Way.ADD)], NO_PROGRESS)
    assert other != case_id
    assert cases.record(workspace, other).case.diagnosis == "Sciatica"


def test_a_paper_of_another_content_and_the_same_name_gets_a_name_of_its_own(here, tmp_path):
    workspace, case_id = here
    other = opened(tmp_path / "other.casebook")
    theirs = import_case(other, MRI)
    page = tmp_path / "denial.pdf"
    first = cases.record(workspace, case_id).documents[0]
    page = page.with_name(first.file)
    page.write_text("Another paper under the same name.")
    other.run("Removed", documents.remove, cases.record(other, theirs).documents[0].id)
    documents.attach(other, theirs, page)
    export_bundle(other, theirs, tmp_path / "b.zip")
    other.close()
    merge(workspace, tmp_path / "b.zip", "", [Choice(Way.MERGE)], NO_PROGRESS)
    files = [d.file for d in cases.record(workspace, case_id).documents]
    assert len(files) == len(set(files))
    assert f"{Path(first.file).stem} (2){Path(first.file).suffix}" in files


@given(st.sets(st.sampled_from(["client.phone", "case.diagnosis", "case.title", "nothing"])))
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_merging_never_loses_an_event_a_call_or_a_paper(here, there, taken):
    workspace, case_id = here
    before = cases.record(workspace, case_id)
    merge(workspace, there, "", [Choice(Way.MERGE, frozenset(taken))], NO_PROGRESS)
    after = cases.record(workspace, case_id)
    assert set(before.events) <= set(after.events)
    assert set(before.communications) <= set(after.communications)
    assert {d.content_hash for d in before.documents} <= {d.content_hash for d in after.documents}
    workspace.undo()
    assert cases.record(workspace, case_id) == before
