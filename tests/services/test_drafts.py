"""Drafts follow the record until they are edited, and their references always do."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from advocate_desktop.domain.cases import Case, CaseId, CaseRecord, DenialReason
from advocate_desktop.domain.communications import (
    Channel,
    Communication,
    CommunicationId,
    Direction,
)
from advocate_desktop.domain.coverage import Coverage, CoverageId
from advocate_desktop.domain.documents import DocumentKind
from advocate_desktop.domain.drafts import Delivery
from advocate_desktop.domain.errors import NotFound
from advocate_desktop.domain.events import Event, EventId, EventKind, Method
from advocate_desktop.domain.moments import PACIFIC, parse_moment
from advocate_desktop.domain.packets import PacketKind
from advocate_desktop.domain.people import Address, Client, ClientId
from advocate_desktop.domain.references import Reference, ReferenceKind
from advocate_desktop.services import cases, communications, documents, drafts, packet_plans
from advocate_desktop.services.own_templates import template_of
from advocate_desktop.services.workspace import Workspace

NOW = datetime(2026, 3, 2, 9, tzinfo=PACIFIC)
CASE = CaseId("case")
CALL = CommunicationId("call")


def paper(pages: int = 1) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, invariant=1)
    for page in range(pages):
        canvas.drawString(72, 700, f"{pages} {page}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = Workspace.create(tmp_path / "test.casebook", None, clock=lambda: NOW, who="Ada Advocate")
    record = CaseRecord(
        client=Client(
            ClientId("client"),
            "Ana",
            "Example",
            date_of_birth=date(1980, 2, 3),
            address=Address("1 Sample Street", "Sample City", "CA", "90000"),
        ),
        coverage=Coverage(
            CoverageId("coverage"),
            "Sample Health Plan",
            member_id="000012345",
            grievance_address="Grievances\n2 Sample Avenue\nSample City, CA 90000",
        ),
        case=Case(
            CASE,
            "MRI denied",
            denial_reason=DenialReason.NOT_MEDICALLY_NECESSARY,
            description="The plan denied an MRI.",
            desired_resolution="Approve the MRI.",
            treatment="MRI of the knee",
        ),
        events=(
            Event(EventId("d"), EventKind.DENIAL_RECEIVED, date(2026, 1, 5)),
            Event(EventId("g"), EventKind.GRIEVANCE_FILED, date(2026, 1, 12), method=Method.FAX),
        ),
        communications=(
            Communication(
                CALL,
                parse_moment("2026-02-06T10:15-08:00"),
                Channel.PHONE,
                Direction.OUT,
                person="Kim",
                reference="1234",
            ),
        ),
    )
    made.run("Case created", cases.create, record)
    denial, letter = DocumentKind.DENIAL_LETTER, DocumentKind.PROVIDER_LETTER
    documents.attach_bytes(made, CASE, "denial.pdf", paper(2), denial)
    documents.attach_bytes(made, CASE, "doctor.pdf", paper(1), letter)
    yield made
    made.close()


def paper_id(workspace, name):
    return next(d.id for d in cases.record(workspace, CASE).documents if d.file == name)


def begun(workspace, name="overdue-decision-notice"):
    return workspace.run("Letter begun", drafts.begin, CASE, template_of(workspace, name))


def written(workspace, draft_id, text):
    now = drafts.open_draft(workspace, draft_id)
    workspace.run("Letter written", drafts.write, now.draft, text, now.given)
    return drafts.open_draft(workspace, draft_id)


def exhibit(workspace, name, page=None):
    return str(Reference(ReferenceKind.EXHIBIT, paper_id(workspace, name), page))


def change_treatment(workspace, treatment):
    case = cases.record(workspace, CASE).case
    workspace.run("Case changed", cases.update_case, replace(case, treatment=treatment))


def test_a_draft_follows_the_record_until_it_is_edited(workspace):
    draft_id = begun(workspace)
    assert "MRI of the knee" in drafts.open_draft(workspace, draft_id).content.body
    change_treatment(workspace, "MRI of the hip")
    now = drafts.open_draft(workspace, draft_id)
    assert "MRI of the hip" in now.content.body
    assert now.draft.follows_record


def test_what_was_edited_stays_and_the_rest_goes_on_following(workspace):
    draft_id = begun(workspace)
    text = drafts.open_draft(workspace, draft_id).text
    first = text.split("\n\n")[0]
    assert "MRI of the knee" in first
    now = written(workspace, draft_id, text + "\nI add this.\n")
    change_treatment(workspace, "MRI of the hip")
    now = drafts.open_draft(workspace, draft_id)
    assert "MRI of the hip" in now.text
    assert "I add this." in now.text
    assert now.clashes == ()


def test_what_both_changed_stays_as_written_and_is_told(workspace):
    draft_id = begun(workspace)
    text = drafts.open_draft(workspace, draft_id).text
    first, *rest = text.split("\n\n")
    written(workspace, draft_id, "\n\n".join([first + " And in my words.", *rest]))
    change_treatment(workspace, "MRI of the hip")
    now = drafts.open_draft(workspace, draft_id)
    assert "And in my words." in now.text
    assert "record_changed" in {finding.code for finding in now.findings}


def test_a_text_put_back_as_the_record_gives_it_follows_it_again(workspace):
    draft_id = begun(workspace)
    text = drafts.open_draft(workspace, draft_id).text
    assert not written(workspace, draft_id, text + "\nMine.\n").draft.follows_record
    assert written(workspace, draft_id, text).draft.follows_record


def test_a_reference_is_set_as_the_exhibit_is_lettered_and_follows_it(workspace):
    draft_id = begun(workspace)
    refers = f"See {exhibit(workspace, 'doctor.pdf')} and {exhibit(workspace, 'denial.pdf', 2)}."
    now = written(workspace, draft_id, refers)
    assert now.content.body.strip() == "See Exhibit B and Exhibit A, page 2."
    assert any("Exhibit B – doctor.pdf" in line for line in now.content.enclosures)
    workspace.run("Document removed", documents.remove, paper_id(workspace, "denial.pdf"))
    now = drafts.open_draft(workspace, draft_id)
    assert "See Exhibit A and [reference to a paper that is gone]." in now.content.body
    assert now.findings[0].code == "lost_reference"
    workspace.undo()
    assert "Exhibit B" in drafts.open_draft(workspace, draft_id).content.body


def test_the_exhibits_that_a_template_names_are_live_in_an_edited_draft(workspace):
    draft_id = begun(workspace, "medical-necessity-appeal")
    now = drafts.open_draft(workspace, draft_id)
    assert "[[letter:" in now.text
    assert "[[" not in now.content.body + "".join(now.content.enclosures)
    text = now.text + "\nMine.\n"
    assert "Exhibit B" in written(workspace, draft_id, text).content.body
    workspace.run("Document removed", documents.remove, paper_id(workspace, "denial.pdf"))
    after = drafts.open_draft(workspace, draft_id)
    assert "Exhibit A" in after.content.body
    assert "Exhibit B" not in after.content.body


def test_a_page_that_a_document_does_not_have_is_no_reference(workspace):
    now = written(workspace, begun(workspace), f"See {exhibit(workspace, 'doctor.pdf', 2)}.")
    assert "gone" in now.content.body


def test_a_call_is_cited_with_its_day_and_number(workspace):
    call = Reference(ReferenceKind.CALL, CALL)
    now = written(workspace, begun(workspace), f"The plan said so ({call}).")
    assert "(phone call of February 6, 2026, reference 1234)" in now.content.body
    workspace.run("Call removed", communications.remove, CALL)
    assert "gone" in drafts.open_draft(workspace, now.draft.id).content.body


def test_a_draft_can_cite_by_the_letters_of_a_packet(workspace):
    record = cases.record(workspace, CASE)
    plan = packet_plans.suggested(record, PacketKind.DMHC, workspace)
    plan = replace(plan, exhibits=plan.exhibits[::-1])
    workspace.run("Packet begun", packet_plans.begin, CASE, plan)
    draft_id = begun(workspace)
    _, draft = drafts.find(workspace, draft_id)
    workspace.run("Letter changed", drafts.change, replace(draft, plan=plan.id))
    now = written(workspace, draft_id, f"See {exhibit(workspace, 'denial.pdf')}.")
    assert now.content.body.strip() == "See Exhibit B."


def test_versions_are_what_the_history_has(workspace):
    draft_id = begun(workspace)
    written(workspace, draft_id, "One.")
    written(workspace, draft_id, "Two.")
    assert [v.draft.body for v in drafts.versions(workspace, draft_id)] == ["Two.", "One.", ""]
    assert {v.who for v in drafts.versions(workspace, draft_id)} == {"Ada Advocate"}
    workspace.undo()
    assert drafts.open_draft(workspace, draft_id).text == "One."


def test_typing_is_kept_without_being_a_version_and_goes_when_it_is_one(workspace):
    draft_id = begun(workspace)
    workspace.run("Typing kept", drafts.keep_typing, draft_id, "Half a sent")
    assert drafts.typed(workspace, draft_id) == "Half a sent"
    assert len(drafts.versions(workspace, draft_id)) == 1
    assert workspace.undo_label == "Letter begun"
    written(workspace, draft_id, "Half a sentence.")
    assert drafts.typed(workspace, draft_id) is None


@pytest.mark.parametrize(
    ("delivery", "number", "line"),
    [
        (Delivery.CERTIFIED_MAIL, "9407 1000", "VIA CERTIFIED MAIL 9407 1000"),
        (Delivery.PORTAL, "", "THROUGH THE PLAN’S WEBSITE"),
        (Delivery.NONE, "", ""),
        (Delivery.AUTOMATIC, "", "VIA U.S. MAIL"),
    ],
)
def test_the_line_above_the_address_says_how_it_is_sent(workspace, delivery, number, line):
    draft_id = begun(workspace)
    _, draft = drafts.find(workspace, draft_id)
    changed = replace(draft, delivery=delivery, delivery_number=number)
    workspace.run("Letter changed", drafts.change, changed)
    assert drafts.open_draft(workspace, draft_id).content.delivery == line


def test_recipient_enclosures_and_copies_are_the_writers_choice(workspace):
    draft_id = begun(workspace)
    _, draft = drafts.find(workspace, draft_id)
    doctor = paper_id(workspace, "doctor.pdf")
    changed = replace(
        draft, recipient="Dr. Chen\n3 Sample Road", enclosed=(doctor,), copies=("Ana Example",)
    )
    workspace.run("Letter changed", drafts.change, changed)
    content = drafts.open_draft(workspace, draft_id).content
    assert content.addressee == ("Dr. Chen", "3 Sample Road")
    assert content.copies == ("cc:", "Ana Example")
    assert content.enclosures[1:] == ("Exhibit A – doctor.pdf (1 page)",)


def test_a_draft_is_set_with_its_references_as_they_read(workspace):
    draft_id = begun(workspace)
    written(workspace, draft_id, f"See {exhibit(workspace, 'denial.pdf', 2)}.")
    data = drafts.render(workspace, draft_id)
    assert data == drafts.render(workspace, draft_id)
    ran = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True)
    assert "See Exhibit A, page 2." in ran.stdout.decode()


def test_a_removed_draft_is_gone_until_undo(workspace):
    draft_id = begun(workspace)
    workspace.run("Letter removed", drafts.remove, draft_id)
    assert drafts.drafts(workspace, CASE) == ()
    with pytest.raises(NotFound):
        drafts.open_draft(workspace, draft_id)
    workspace.undo()
    assert [draft.id for draft in drafts.drafts(workspace, CASE)] == [draft_id]


def test_sentences_without_a_paper_are_told(workspace):
    text = f"On January 5, 2026 it was denied. It was denied ({exhibit(workspace, 'denial.pdf')})."
    now = written(workspace, begun(workspace), text)
    assert now.unreferenced == ("On January 5, 2026 it was denied.",)
