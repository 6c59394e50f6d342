"""What is marked as sent stays as it was sent, starts its clocks, and can be undone as a whole."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select, update

from advocate_desktop.domain.cases import Case, CaseId, CaseRecord, DenialReason
from advocate_desktop.domain.communications import Channel, Direction
from advocate_desktop.domain.coverage import Coverage, CoverageId
from advocate_desktop.domain.errors import Invalid
from advocate_desktop.domain.events import EventKind, Method
from advocate_desktop.domain.moments import PACIFIC
from advocate_desktop.domain.packet_plans import Numbering
from advocate_desktop.domain.packets import PacketKind
from advocate_desktop.domain.people import Client, ClientId
from advocate_desktop.domain.sent_items import SentKind, proposed_event
from advocate_desktop.services import cases, check, letters, packet_plans, packets, sent, views
from advocate_desktop.services.letter_templates import templates
from advocate_desktop.services.progress import NO_PROGRESS
from advocate_desktop.services.workspace import CasebookDamaged, Workspace
from advocate_desktop.store import tables

NOW = datetime(2026, 3, 2, 9, tzinfo=PACIFIC)
CASE = CaseId("case")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = Workspace.create(tmp_path / "test.casebook", None, clock=lambda: NOW)
    record = CaseRecord(
        client=Client(ClientId("client"), "Ana", "Example", date_of_birth=date(1980, 2, 3)),
        coverage=Coverage(CoverageId("coverage"), "Sample Health Plan", member_id="000012345"),
        case=Case(
            CASE,
            "MRI denied",
            denial_reason=DenialReason.NOT_MEDICALLY_NECESSARY,
            description="The plan denied an MRI.",
            treatment="MRI of the knee",
        ),
    )
    made.run("Case created", cases.create, record)
    yield made
    made.close()


def grievance(workspace, **more):
    data = letters.render(workspace, CASE, "initial-grievance")
    said = {
        "kind": SentKind.LETTER,
        "title": "Grievance",
        "source": "initial-grievance",
        "sent_at": date(2026, 2, 27),
        "method": Method.FAX,
        "recipient": "Sample Health Plan",
        "event": EventKind.GRIEVANCE_FILED,
        "confirmation": "OK 3 pages",
    }
    return sent.mark_as_sent(workspace, CASE, sent.Sending(**{**said, **more}), data), data


def test_the_bytes_are_kept_as_they_were_sent(workspace):
    item, data = grievance(workspace)
    assert sent.data_of(workspace, item.id) == data
    assert item.content_hash == hashlib.sha256(data).hexdigest()
    (listed,) = sent.sent_items(workspace, CASE)
    assert (listed.title, listed.method, listed.pages, listed.confirmation) == (
        "Grievance",
        Method.FAX,
        item.pages,
        "OK 3 pages",
    )


def test_sending_a_grievance_starts_its_clocks(workspace):
    rules = {deadline.rule for deadline in views.case_page(workspace, CASE).deadlines}
    assert "ca.grievance.resolve" not in rules
    grievance(workspace)
    due = {d.rule: d.due for d in views.case_page(workspace, CASE).deadlines}
    assert due["ca.grievance.resolve"] == date(2026, 3, 29)
    (event,) = cases.record(workspace, CASE).events_of(EventKind.GRIEVANCE_FILED)
    copy = cases.record(workspace, CASE).document(event.document)
    assert copy is not None
    assert copy.title == "Grievance, as sent"


def test_one_undo_takes_all_of_it_back(workspace):
    before = cases.record(workspace, CASE)
    grievance(workspace)
    assert workspace.undo() == "Marked as sent"
    assert cases.record(workspace, CASE) == before
    assert sent.sent_items(workspace, CASE) == ()
    assert workspace.redo() == "Marked as sent"
    (item,) = sent.sent_items(workspace, CASE)
    assert sent.data_of(workspace, item.id)


def test_what_starts_no_clock_stands_among_the_messages(workspace):
    grievance(workspace, event=None, tracking="9407 1000", method=Method.MAIL)
    (message,) = cases.record(workspace, CASE).communications
    assert (message.channel, message.direction) == (Channel.LETTER, Direction.OUT)
    assert (message.summary, message.reference) == ("Sent: Grievance", "9407 1000")
    assert cases.record(workspace, CASE).events == ()


def test_proof_is_added_later_and_the_rest_stays(workspace):
    item, data = grievance(workspace)
    copy = cases.record(workspace, CASE).documents[0]
    workspace.run("Proof added", sent.add_proof, item, proof=copy.id, tracking="9407 1000")
    (now,) = sent.sent_items(workspace, CASE)
    assert (now.proof, now.tracking, now.confirmation) == (copy.id, "9407 1000", "OK 3 pages")
    assert (now.content_hash, now.sent_at) == (item.content_hash, item.sent_at)
    assert sent.data_of(workspace, item.id) == data


def test_bytes_that_were_tampered_with_are_not_shown_as_sent(workspace):
    item, _ = grievance(workspace)
    chunks = tables.content_chunks

    def tamper(unit):
        row = unit.connection.execute(select(chunks)).mappings().first()
        changed = row["bytes"].replace(b"PDF", b"XXX", 1)
        there = chunks.c.number == row["number"]
        unit.connection.execute(update(chunks).where(there).values(bytes=changed))

    workspace.run("Tampered", tamper)
    with pytest.raises(CasebookDamaged):
        sent.data_of(workspace, item.id)
    assert check.check(workspace, NO_PROGRESS)


def test_a_day_to_come_is_refused_and_nothing_changes(workspace):
    with pytest.raises(Invalid, match="still to come"):
        grievance(workspace, sent_at=date(2026, 3, 3))
    assert sent.sent_items(workspace, CASE) == ()
    assert cases.record(workspace, CASE).documents == ()


def test_a_sent_packet_is_no_document_and_its_supplement_goes_on_from_it(workspace):
    built = packets.build(workspace, CASE, PacketKind.DMHC, allow_incomplete=True)
    sending = sent.Sending(
        SentKind.PACKET,
        "Complaint",
        "dmhc",
        date(2026, 3, 1),
        Method.PORTAL,
        "DMHC",
        EventKind.DMHC_COMPLAINT_FILED,
        numbering=Numbering(len(built.exhibits), built.pages, 0),
    )
    item = sent.mark_as_sent(workspace, CASE, sending, built.data)
    record = cases.record(workspace, CASE)
    assert record.documents == ()
    assert [event.kind for event in record.events] == [EventKind.DMHC_COMPLAINT_FILED]
    first = packet_plans.suggested(record, PacketKind.DMHC, workspace)
    more = packet_plans.supplement(first, item.id, record)
    workspace.run("Supplement begun", packet_plans.begin, CASE, more)
    kept = packet_plans.find(workspace, more.id)
    assert kept.numbering == Numbering(len(built.exhibits), built.pages, 1)


def test_every_letter_and_packet_that_files_something_is_known():
    names = {template.name for template in templates()}
    filed = {name for name in names if proposed_event(SentKind.LETTER, name)}
    assert {"initial-grievance", "expedited-request", "imr-cover", "dmhc-cover"} <= filed
    assert proposed_event(SentKind.LETTER, "overdue-decision-notice") is None
    assert proposed_event(SentKind.PACKET, "imr") is EventKind.IMR_FILED
    assert proposed_event(SentKind.PACKET, "own") is None
