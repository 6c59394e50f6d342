"""Cards become providers or fill in the client, calendar files become appointments."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advocate_desktop.domain.moments import PACIFIC
from advocate_desktop.intake.content_lines import MOST_OFFERED, calendar_entries, cards
from advocate_desktop.services import attached_offers, cases, documents, own_dates
from advocate_desktop.services.attached_offers import OfferKind

MATERIAL = Path(__file__).parents[3] / "shared" / "material"
DOCTOR = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Dr. Linh Example\r\nTEL:(555) 010-0002\r\nEND:VCARD\r\n"
VISIT = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nSUMMARY:MRI at Sample\r\n  Imaging\r\n"
    b"DTSTART:20260401T170000Z\r\nRRULE:FREQ=WEEKLY;COUNT=2\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


@pytest.fixture
def case_id(workspace, new_record, enter):
    return enter(workspace, new_record())


def offered(workspace, case_id, name, data):
    told = documents.attach_bytes(workspace, case_id, name, data)
    return told.document, attached_offers.offers(workspace, told.document)


def test_a_card_becomes_a_provider_and_can_be_taken_back(workspace, case_id):
    document, (offer,) = offered(workspace, case_id, "doctor.vcf", DOCTOR)
    assert (offer.kind, offer.name) == (OfferKind.PROVIDER, "Dr. Linh Example")
    workspace.run("Accepted", attached_offers.accept, document, offer)
    (provider,) = cases.record(workspace, case_id).providers
    assert (provider.name, provider.phone) == ("Dr. Linh Example", "(555) 010-0002")
    assert [one.accepted for one in attached_offers.offers(workspace, document)] == [True]
    workspace.undo()
    assert cases.record(workspace, case_id).providers == ()


def test_the_clients_own_card_fills_in_only_what_is_missing(workspace, case_id):
    client = replace(cases.record(workspace, case_id).client, phone="(555) 010-0009")
    workspace.run("Changed", cases.update_client, client)
    card = (
        f"BEGIN:VCARD\nVERSION:3.0\nFN:{client.name}\nTEL:1\nEMAIL:a@example.org\n"
        "BDAY:1970-01-31\nEND:VCARD\n"
    )
    document, (offer,) = offered(workspace, case_id, "own.vcf", card.encode())
    assert offer.kind is OfferKind.CLIENT
    workspace.run("Accepted", attached_offers.accept, document, offer)
    after = cases.record(workspace, case_id).client
    assert (after.phone, after.email) == ("(555) 010-0009", "a@example.org")
    assert after.date_of_birth == date(1970, 1, 31)


def test_an_entry_becomes_an_appointment_of_the_case_in_pacific_time(workspace, case_id):
    document, (offer,) = offered(workspace, case_id, "visit.ics", VISIT)
    workspace.run("Accepted", attached_offers.accept, document, offer)
    comes = own_dates.occurrences(workspace, date(2026, 4, 1), date(2026, 4, 30), case_id)
    first = datetime(2026, 4, 1, 10, tzinfo=PACIFIC)
    assert [one.at for one in comes] == [first, first + timedelta(days=7)]
    assert comes[0].own.title == "MRI at Sample Imaging"
    assert attached_offers.offers(workspace, document)[0].accepted


def test_a_letter_offers_nothing_here(workspace, case_id):
    assert offered(workspace, case_id, "a.txt", b"Dear Ana,\nplain words\n")[1] == ()


def test_real_cards_and_calendars_offer_who_and_when():
    if not MATERIAL.exists():
        pytest.skip("the files to try are not here")
    text = (MATERIAL / "rfc2426-example.vcf").read_text("utf-8")
    assert [card.name for card in cards(text)] == ["Frank Dawson", "Tim Howes"]
    text = (MATERIAL / "issue_1081_event_with_rrule.ics").read_text("utf-8")
    assert [entry.recurrence for entry in calendar_entries(text)] == ["FREQ=DAILY;COUNT=10"]


@pytest.mark.parametrize(
    "entry",
    [
        "DTSTART:99999999T999999Z", "DTSTART:20260231", "DTSTART;TZID=../../x:20260101T090000",
        "DTSTART:", "DTSTART;TZID=Nowhere/None:20260101T090000", "DTSTART:00000101",
    ],
)  # fmt: skip
def test_a_day_that_is_none_breaks_nothing(entry):
    text = f"BEGIN:VEVENT\nSUMMARY:x\n{entry}\nEND:VEVENT\n"
    for made in calendar_entries(text):
        assert made.at.year == 2026


def test_thousands_of_cards_and_endless_lines_are_cut_short():
    assert len(cards("BEGIN:VCARD\nFN:A\nEND:VCARD\n" * 5000)) == MOST_OFFERED
    (card,) = cards("BEGIN:VCARD\nFN:" + "A" * 100_000 + "\n " * 1000 + "\nEND:VCARD\n")
    assert len(card.name) <= 500


@given(st.text(alphabet='BEGINDVCARFT:;=\n ,\\"0129-SUMY', max_size=600))
@settings(max_examples=200, deadline=None)
def test_any_text_is_looked_through_without_an_error(text):
    wrapped = f"BEGIN:VEVENT\nSUMMARY:x\n{text}\nEND:VEVENT\nBEGIN:VCARD\n{text}\nEND:VCARD\n"
    calendar_entries(wrapped)
    cards(wrapped)
