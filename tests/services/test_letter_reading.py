"""What a letter says goes into the record one piece at a time, and can be taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from advocate_desktop.domain.cases import DenialReason
from advocate_desktop.domain.denial_reading.proposals import LetterField
from advocate_desktop.domain.documents import DocumentKind
from advocate_desktop.domain.errors import Invalid
from advocate_desktop.domain.events import EventKind
from advocate_desktop.services import cases, documents, letter_reading, own_dates

LETTER = """Sample Health Plan

March 3, 2026

Member ID: SHP-0001-77
Claim number: CLM-4471-22

Dear Rosa Example,

We are denying the request for MRI of the lumbar spine because it is not medically necessary.
We used MCG Guideline A-0047.

You may file a grievance within 180 days of the date of this letter.
Fax your grievance to (555) 010-0101 or mail your grievance to:
Sample Health Plan
P.O. Box 12
Exampleville, CA 95814

Sincerely,

Paula Sample, MD"""


def paper(text: str) -> bytes:
    out = BytesIO()
    canvas = Canvas(out)
    for number, line in enumerate(text.split("\n")):
        canvas.drawString(50, 780 - 16 * number, line)
    canvas.save()
    return out.getvalue()


@pytest.fixture
def letter(workspace, new_record, enter):
    case_id = enter(workspace, new_record())
    told = documents.attach_bytes(
        workspace, case_id, "denial.pdf", paper(LETTER), DocumentKind.DENIAL_LETTER
    )
    return case_id, told.document


def accept(workspace, document, field):
    reading = letter_reading.read_letter(workspace, document)
    offer = next(one for one in reading.offers if one.proposal.field is field)
    workspace.run("Accepted", letter_reading.accept, document, offer.proposal)


def offer_of(workspace, document, field):
    reading = letter_reading.read_letter(workspace, document)
    return next(one for one in reading.offers if one.proposal.field is field)


def test_every_offer_accepted_stands_in_the_record_and_shows_as_accepted(workspace, letter):
    case_id, document = letter
    for field in LetterField:
        if field is not LetterField.PHONE:
            accept(workspace, document, field)
    record = cases.record(workspace, case_id)
    (denial,) = record.events_of(EventKind.DENIAL_RECEIVED)
    assert (denial.at, denial.document) == (date(2026, 3, 3), document)
    assert "MCG Guideline A-0047" in denial.note
    assert record.case.plan_reference == "CLM-4471-22"
    assert record.case.denial_reason is DenialReason.NOT_MEDICALLY_NECESSARY
    assert record.case.treatment == "MRI of the lumbar spine"
    assert record.coverage.member_id == "SHP-0001-77"
    assert record.coverage.grievance_address.endswith("P.O. Box 12\nExampleville, CA 95814")
    (last,) = own_dates.occurrences(workspace, date(2026, 8, 1), date(2026, 8, 31), case_id)
    assert last.own.at == date(2026, 8, 30)
    assert all(one.accepted for one in letter_reading.read_letter(workspace, document).offers)


def test_accepting_can_be_undone(workspace, letter):
    case_id, document = letter
    before = cases.record(workspace, case_id)
    accept(workspace, document, LetterField.DATE)
    workspace.undo()
    assert cases.record(workspace, case_id) == before


def test_what_would_be_replaced_is_told(workspace, letter):
    case_id, document = letter
    case = replace(cases.record(workspace, case_id).case, plan_reference="OLD-1")
    workspace.run("Changed", cases.update_case, case)
    offer = offer_of(workspace, document, LetterField.REFERENCE)
    assert (offer.before, offer.accepted) == ("OLD-1", False)


def test_a_criterion_waits_for_the_event_it_is_noted_with(workspace, letter):
    _, document = letter
    offer = offer_of(workspace, document, LetterField.CRITERION)
    assert offer.blocked
    with pytest.raises(Invalid):
        workspace.run("Accepted", letter_reading.accept, document, offer.proposal)


def test_a_scan_says_why_nothing_was_read(workspace, new_record, enter):
    case_id = enter(workspace, new_record())
    told = documents.attach_bytes(
        workspace, case_id, "scan.pdf", paper(""), DocumentKind.DENIAL_LETTER
    )
    assert "OCR" in letter_reading.read_letter(workspace, told.document).empty
