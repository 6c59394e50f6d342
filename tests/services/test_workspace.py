"""The workspace: who hears of what, threads that read and write at once, and the clock."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from advocate_desktop.domain.people import Provider
from advocate_desktop.services import cases, communications, events
from advocate_desktop.services.changes import Changes, Topic
from advocate_desktop.services.history import history
from advocate_desktop.services.settings import Letterhead, set_letterhead
from advocate_desktop.services.workspace import FolderReadOnly, Workspace
from advocate_desktop.store import documents

ALL_OF_A_CASE = {
    Topic.CLIENTS,
    Topic.CASES,
    Topic.EVENTS,
    Topic.COMMUNICATIONS,
    Topic.DOCUMENTS,
}


@pytest.fixture
def heard(workspace):
    """Give the list of changes that a listener hears."""
    told: list[Changes] = []
    workspace.listen(told.append)
    return told


def test_each_change_says_its_topics_and_cases(workspace, heard, enter, sample_record, new_event):
    case_id = enter(workspace, sample_record)
    event = new_event("decision_received", "2026-02-09")
    workspace.run("Event", events.add, case_id, event)
    call = sample_record.communications[0]
    workspace.run("Call", communications.change, replace(call, summary="new"))
    workspace.run("Document", documents.remove_document, sample_record.documents[0].id)
    workspace.run("Providers", cases.set_providers, case_id, (Provider("p", "Dr. Example"),))
    workspace.run("Letterhead", set_letterhead, Letterhead("Ada"))
    assert [(set(change.topics), set(change.cases)) for change in heard] == [
        (ALL_OF_A_CASE, {case_id}),
        ({Topic.EVENTS}, {case_id}),
        ({Topic.COMMUNICATIONS}, {case_id}),
        ({Topic.DOCUMENTS}, {case_id}),
        ({Topic.CASES}, {case_id}),
        ({Topic.SETTINGS}, set()),
    ]
    assert heard[1].label == "Event"


def test_a_clients_change_is_one_of_each_of_its_cases(workspace, heard, enter, new_record):
    first = new_record()
    second = new_record(client=first.client)
    other = new_record()
    for record in (first, second, other):
        enter(workspace, record)
    heard.clear()
    workspace.run("Client", cases.update_client, replace(first.client, phone="1"))
    workspace.run("Coverage", cases.update_coverage, replace(second.coverage, plan="Other"))
    assert [set(change.cases) for change in heard] == [
        {first.case.id, second.case.id},
        {second.case.id},
    ]


def test_undo_and_redo_are_heard_like_any_change(workspace, heard, enter, sample_record):
    case_id = enter(workspace, sample_record)
    workspace.undo()
    workspace.redo()
    assert [change.label for change in heard] == ["Case created"] * 3
    assert all(change.cases == {case_id} for change in heard)


def test_nothing_is_heard_of_what_failed_or_changed_nothing(workspace, heard, sample_record, enter):
    enter(workspace, sample_record)
    heard.clear()
    workspace.run("Saved as it was", cases.update_case, sample_record.case)
    with pytest.raises(ZeroDivisionError):
        workspace.run("Failed", lambda unit: 1 / 0)
    assert heard == []


def test_who_no_longer_listens_hears_nothing(workspace, enter, new_record):
    told = []
    stop = workspace.listen(told.append)
    enter(workspace, new_record())
    stop()
    stop()
    enter(workspace, new_record())
    assert len(told) == 1


def test_a_listener_sees_what_it_hears_of(workspace, enter, sample_record):
    seen = []
    workspace.listen(lambda change: seen.extend(cases.record(workspace, c) for c in change.cases))
    enter(workspace, sample_record)
    assert seen == [sample_record]


def test_threads_write_and_read_at_once_and_every_change_is_heard_once(
    workspace, heard, enter, new_record, new_event
):
    case_id = enter(workspace, new_record())
    heard.clear()
    together = threading.Barrier(8)

    def write(number):
        together.wait()
        for step in range(5):
            event = new_event("incident", "2026-01-05", id=f"event-{number}-{step}")
            workspace.run("Event", events.add, case_id, event)
            cases.record(workspace, case_id)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(8)))
    assert len(cases.record(workspace, case_id).events) == 40
    assert len(heard) == 40


def test_a_read_sees_one_moment_while_another_thread_writes(workspace, enter, new_record):
    enter(workspace, new_record())

    def twice(connection):
        first = connection.exec_driver_sql("SELECT count(*) FROM cases").scalar()
        with ThreadPoolExecutor(1) as pool:
            pool.submit(enter, workspace, new_record()).result()
        return first, connection.exec_driver_sql("SELECT count(*) FROM cases").scalar()

    assert workspace.read(twice) == (1, 1)
    assert workspace.read(lambda c: c.exec_driver_sql("SELECT count(*) FROM cases").scalar()) == 2


def test_a_query_cannot_write(workspace, enter, sample_record):
    with pytest.raises(FolderReadOnly):
        workspace.read(lambda c: c.exec_driver_sql("DELETE FROM cases"))
    enter(workspace, sample_record)  # the same connection may write again in a command


def test_a_command_may_not_start_another(workspace, enter, new_record):
    with pytest.raises(RuntimeError):
        workspace.run("Outer", lambda unit: enter(workspace, new_record()))
    enter(workspace, new_record())


def test_now_is_pacific_whatever_zone_the_clock_tells(tmp_path):
    def clock():
        return datetime(2026, 7, 1, 20, 0, tzinfo=UTC)

    workspace = Workspace.create(tmp_path / "zone.casebook", None, clock=clock)
    assert workspace.now().isoformat() == "2026-07-01T13:00:00-07:00"
    workspace.close()


def test_the_history_names_who_opened_it_or_else_the_letterhead(tmp_path, enter, new_record):
    path = tmp_path / "who.casebook"
    workspace = Workspace.create(path, None)
    enter(workspace, new_record())
    workspace.run("Letterhead", set_letterhead, Letterhead("Bea Example"))
    enter(workspace, new_record())
    workspace.close()
    again = Workspace.open(path, None, who="Ada")
    enter(again, new_record())
    assert [row.who for row in history(again)] == ["Ada", "Bea Example", "", ""]
    again.close()
