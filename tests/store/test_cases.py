"""Any record goes in and comes back equal, and every fact has a place to lie."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advocate_desktop.domain.cases import Case
from advocate_desktop.domain.communications import Communication
from advocate_desktop.domain.coverage import Coverage
from advocate_desktop.domain.deadline_marks import DeadlineMark
from advocate_desktop.domain.documents import Document
from advocate_desktop.domain.errors import Invalid, NotFound
from advocate_desktop.domain.events import Event
from advocate_desktop.domain.own_dates import OwnDate
from advocate_desktop.domain.people import Authorization, Client, Provider
from advocate_desktop.services import cases, communications, events
from advocate_desktop.store import tables
from advocate_desktop.store.documents import insert_document

ONE_CASEBOOK = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@ONE_CASEBOOK
@given(data=st.data())
def test_any_record_comes_back_as_it_went_in(workspace, any_record, data):
    record = data.draw(any_record)
    case_id = workspace.run("Case created", cases.create, record)
    assert cases.record(workspace, case_id) == record


@ONE_CASEBOOK
@given(data=st.data())
def test_any_facts_can_replace_any_others(workspace, any_record, data):
    old, new = data.draw(any_record), data.draw(any_record)
    case_id = workspace.run("Case created", cases.create, old)

    def replace_all(unit):
        cases.update_client(unit, replace(new.client, id=old.client.id))
        cases.update_coverage(unit, replace(new.coverage, id=old.coverage.id))
        cases.update_case(unit, replace(new.case, id=case_id))
        cases.set_authorization(unit, case_id, new.authorization)
        cases.set_providers(unit, case_id, new.providers)
        for event in old.events:
            events.remove(unit, event.id)
        for communication in old.communications:
            communications.remove(unit, communication.id)

    workspace.run("Everything changed", replace_all)
    assert cases.record(workspace, case_id) == replace(
        new,
        client=replace(new.client, id=old.client.id),
        coverage=replace(new.coverage, id=old.coverage.id),
        case=replace(new.case, id=case_id),
        events=(),
        communications=(),
        documents=old.documents,
        marks=old.marks,
    )


@pytest.mark.parametrize(
    ("kind", "table"),
    [
        (Client, tables.clients),
        (Coverage, tables.coverages),
        (Case, tables.cases),
        (Authorization, tables.authorizations),
        (Provider, tables.providers),
        (Event, tables.events),
        (Communication, tables.communications),
        (Document, tables.documents),
        (DeadlineMark, tables.deadline_marks),
        (OwnDate, tables.own_dates),
    ],
)
def test_every_fact_has_a_column(kind, table):
    spread = {
        "address": {"street", "city", "state", "postal_code"},
        "document": {"document_id"},
        "case": {"case_id"},
    }
    wanted = set().union(*(spread.get(field.name, {field.name}) for field in fields(kind)))
    assert wanted <= set(table.columns.keys())


def test_a_second_case_of_a_client_uses_the_client_as_it_stands(workspace, enter, new_record):
    first = new_record()
    enter(workspace, first)
    changed = replace(first.client, phone="(555) 010-0042")
    workspace.run("Client changed", cases.update_client, changed)
    second = enter(workspace, new_record(client=first.client, coverage=first.coverage))
    assert cases.record(workspace, second).client == changed


def test_providers_are_kept_put_in_order_and_taken_out(workspace, enter, sample_record):
    case_id = enter(workspace, sample_record)
    first, second = sample_record.providers
    changed = (replace(second, role="imaging"), first)
    workspace.run("Providers changed", cases.set_providers, case_id, changed)
    assert cases.record(workspace, case_id).providers == changed
    workspace.run("Providers changed", cases.set_providers, case_id, (first,))
    assert cases.record(workspace, case_id).providers == (first,)


def test_events_keep_their_order_of_entry_and_have_one_of_time(
    workspace, enter, new_record, new_event
):
    case_id = enter(workspace, new_record())
    told = [
        new_event("closed", "2026-03-01"),
        new_event("incident", "2026-01-05", note="first said"),
        new_event("denial_received", "2026-01-05T09:00-08:00"),
        new_event("incident", "2026-01-05", note="said after it"),
    ]
    for event in told:
        workspace.run("Event recorded", events.add, case_id, event)
    record = cases.record(workspace, case_id)
    assert record.events == tuple(told)
    assert record.timeline == (told[1], told[3], told[2], told[0])


def test_an_outcome_must_be_one_its_event_can_have(workspace, enter, new_record, new_event):
    case_id = enter(workspace, new_record())
    wrong = new_event("imr_decision_received", "2026-02-01", outcome="favorable")
    with pytest.raises(Invalid, match="favorable"):
        workspace.run("Event recorded", events.add, case_id, wrong)
    assert cases.record(workspace, case_id).events == ()


def test_what_was_removed_meanwhile_is_not_found(workspace, enter, new_record, new_event):
    case_id = enter(workspace, new_record())
    gone = new_event("incident", "2026-01-05")
    with pytest.raises(NotFound):
        workspace.run("Event changed", events.change, gone)
    with pytest.raises(NotFound):
        workspace.run("Event recorded", events.add, "no-such-case", gone)
    with pytest.raises(NotFound, match="no-such-case"):
        cases.record(workspace, "no-such-case")
    assert cases.record(workspace, case_id).events == ()


def test_an_event_cannot_be_proved_by_a_document_that_is_not_there(
    workspace, enter, new_record, new_event
):
    case_id = enter(workspace, new_record())
    event = new_event("incident", "2026-01-05", document="no-such-document")
    with pytest.raises(Invalid):
        workspace.run("Event recorded", events.add, case_id, event)
    assert cases.record(workspace, case_id).events == ()


def test_half_a_character_is_refused_and_nothing_of_its_command_kept(workspace, enter, new_record):
    record = new_record()
    broken = replace(record, case=replace(record.case, title="half \udcff"))
    with pytest.raises(Invalid):
        enter(workspace, broken)
    with pytest.raises(NotFound):
        cases.record(workspace, record.case.id)


def test_a_case_is_found_by_its_id_or_the_only_beginning(workspace, enter, new_record):
    for case_id in ("a1", "a1b2", "c3d4"):
        enter(workspace, new_record(case=Case(case_id)))
    assert cases.resolve_id(workspace, "a1") == "a1"
    assert cases.resolve_id(workspace, " a1b ") == "a1b2"
    assert cases.resolve_id(workspace, "c") == "c3d4"
    for text in ("a", "x", "", "%", "_"):
        with pytest.raises(NotFound):
            cases.resolve_id(workspace, text)


def test_a_case_in_the_trash_is_not_found_by_id_until_it_is_taken_out(
    workspace, enter, sample_record
):
    case_id = enter(workspace, sample_record)
    workspace.run("Case put into the trash", cases.trash, case_id)
    with pytest.raises(NotFound):
        cases.resolve_id(workspace, case_id)
    assert cases.record(workspace, case_id) == sample_record
    workspace.run("Case taken out of the trash", cases.restore, case_id)
    assert cases.resolve_id(workspace, case_id) == case_id


def test_one_transaction_may_enter_facts_before_what_they_point_at(
    workspace, new_record, new_event, sample_record
):
    record = new_record()
    document = sample_record.documents[0]
    event = new_event("denial_received", "2026-01-05", document=document.id)

    def enter_backwards(unit):
        cases.create(unit, replace(record, events=(event,)))
        insert_document(unit, record.case.id, document)

    workspace.run("Case imported", enter_backwards)
    assert cases.record(workspace, record.case.id).events == (event,)


def test_new_ids_differ():
    assert len({cases.new_id() for _ in range(100)}) == 100
