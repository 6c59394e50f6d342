"""What is marked as sent stays as it was sent, starts its clocks, and can be undone as a whole."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select, update

from advocate_desktop.domain.cases import Case, CaseId, CaseRecord, DenialReason
from advocate_desktop.domain.communications import Channel, Direction
from advocate_desktop.domain.coverage import Coverage, CoverageId
from advocate_desktop.domain.documents import DocumentKind
from advocate_desktop.domain.drafts import Delivery
from advocate_desktop.domain.errors import Invalid
from advocate_desktop.domain.events import EventKind, Method
from advocate_desktop.domain.moments import PACIFIC
from advocate_desktop.domain.packet_plans import Numbering
from advocate_desktop.domain.packets import PacketKind
from advocate_desktop.domain.people import Client, ClientId
from advocate_desktop.domain.sent_items import SentKind, proposed_event
from advocate_desktop.services import (
    cases,
    check,
    disclosures,
    drafts,
    letters,
    packet_plans,
    packets,
    sent,
    views,
)
from advocate_desktop.services import sending as sending_of
from advocate_desktop.services.letter_templates import template_named, templates
from advocate_desktop.services.paper_pages import sent_pages
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


def sending(**more):
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
    return sent.Sending(**{**said, **more})


def grievance(workspace, **more):
    data = letters.render(workspace, CASE, "initial-grievance")
    return sent.mark_as_sent(workspace, CASE, sending(**more), data), data


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
    sent.add_proof(workspace, item, proof=copy.id, tracking="9407 1000")
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
    said = sent.Sending(
        SentKind.PACKET,
        "Complaint",
        "dmhc",
        date(2026, 3, 1),
        Method.PORTAL,
        "DMHC",
        EventKind.DMHC_COMPLAINT_FILED,
        numbering=Numbering(len(built.exhibits), built.pages, 0),
    )
    item = sent.mark_as_sent(workspace, CASE, said, built.data)
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


def test_who_got_it_is_noted_with_it_and_undone_with_it(workspace):
    grievance(workspace)
    (noted,) = disclosures.disclosures(workspace, ClientId("client"))
    assert (noted.recipient, noted.what, noted.method) == ("Sample Health Plan", "Grievance", "fax")
    assert (noted.case, noted.at) == (CASE, date(2026, 2, 27))
    workspace.undo()
    assert disclosures.disclosures(workspace, ClientId("client")) == ()


def test_what_went_to_nobody_is_refused(workspace):
    with pytest.raises(Invalid, match="to whom"):
        grievance(workspace, recipient=" ")
    assert sent.sent_items(workspace, CASE) == ()


def test_a_proof_from_a_file_comes_in_with_the_same_change(workspace, tmp_path):
    slip = tmp_path / "slip.txt"
    slip.write_text("Fax report: OK, 3 pages", encoding="utf-8")
    data = letters.render(workspace, CASE, "initial-grievance")
    said = sending(event=EventKind.GRIEVANCE_FILED)
    item = sent.mark_as_sent(workspace, CASE, said, data, slip)
    proof = cases.record(workspace, CASE).document(item.proof)
    assert (proof.file, proof.kind) == ("slip.txt", DocumentKind.PROOF_OF_SENDING)
    workspace.undo()
    assert cases.record(workspace, CASE).documents == ()


def test_a_proof_that_came_later_becomes_a_document(workspace, tmp_path):
    item, _ = grievance(workspace)
    slip = tmp_path / "receipt.txt"
    slip.write_text("Received 2 March", encoding="utf-8")
    sent.add_proof(workspace, item, proof_file=slip)
    (now,) = sent.sent_items(workspace, CASE)
    assert cases.record(workspace, CASE).document(now.proof).file == "receipt.txt"
    assert workspace.undo() == "Proof of sending added"
    assert sent.sent_items(workspace, CASE)[0].proof is None


def test_what_follows_is_told_before_anything_is_kept(workspace):
    record = cases.record(workspace, CASE)
    moves = sent.what_follows(workspace, record, sending(event=EventKind.GRIEVANCE_FILED))
    due = {move.rule: move.after.due for move in moves if move.before is None}
    assert due["ca.grievance.resolve"] == date(2026, 3, 29)
    assert sent.what_follows(workspace, record, sending(event=None)) == ()
    assert cases.record(workspace, CASE) == record


def test_a_draft_is_proposed_with_its_event_its_way_and_its_reader(workspace):
    key = workspace.run("Begun", drafts.begin, CASE, template_named("initial-grievance"))
    draft = drafts.find(workspace, key)[1]
    by_mail = replace(draft, delivery=Delivery.CERTIFIED_MAIL, delivery_number="9407 1")
    workspace.run("Changed", drafts.change, by_mail)
    asked = sending_of.of_draft(workspace, key)
    assert asked.data == drafts.render(workspace, key)
    said = asked.proposed
    assert (said.kind, said.event) == (SentKind.LETTER, EventKind.GRIEVANCE_FILED)
    assert (said.method, said.tracking) == (Method.MAIL, "9407 1")
    assert "Sample Health Plan" in said.recipient
    assert said.sent_at == NOW


def test_a_packet_is_proposed_with_where_its_numbers_end(workspace):
    built = packets.build(workspace, CASE, PacketKind.DMHC, allow_incomplete=True)
    first = sending_of.of_packet(workspace, CASE, None, built).proposed
    assert first.numbering == Numbering(len(built.exhibits), built.pages, 0)
    assert first.event is EventKind.DMHC_COMPLAINT_FILED
    assert "Managed Health Care" in first.recipient
    item = sent.mark_as_sent(workspace, CASE, first, built.data)
    record = cases.record(workspace, CASE)
    usual = packet_plans.suggested(record, PacketKind.DMHC, workspace)
    more = packet_plans.supplement(usual, item.id, record)
    workspace.run("Supplement begun", packet_plans.begin, CASE, more)
    planned = packet_plans.find(workspace, more.id)
    again = packets.build(workspace, CASE, PacketKind.DMHC, allow_incomplete=True, planned=planned)
    second = sending_of.of_packet(workspace, CASE, planned, again).proposed
    assert second.numbering.pages == built.pages + again.pages
    assert second.numbering.supplement == 1
    assert second.event is None
    assert second.title.startswith("Supplement 1")


def test_a_file_that_was_sent_is_frozen_as_it_is(workspace, tmp_path):
    path = tmp_path / "My letter.pdf"
    path.write_bytes(letters.render(workspace, CASE, "initial-grievance"))
    asked = sending_of.of_file(workspace, CASE, path)
    assert (asked.proposed.title, asked.proposed.recipient) == ("My letter", "Sample Health Plan")
    item = sent.mark_as_sent(workspace, CASE, asked.proposed, asked.data)
    pages = sent_pages(workspace, item)
    assert len(pages.sizes) == item.pages >= 1
    assert pages.image(0, 0.2).width > 50
