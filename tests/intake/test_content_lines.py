"""Address cards and calendar files are shown as people would write them down."""

import pytest

from advocate_desktop.intake.content_lines import text_of_calendar, text_of_card
from advocate_desktop.intake.reading import read
from advocate_desktop.intake.recognise import CALENDAR, CARD
from advocate_desktop.intake.rendition import rendition

CARDS = """BEGIN:VCARD
VERSION:3.0
FN:Dr. Linh Trần
ORG:Sample Imaging;Radiology
TEL;TYPE=work,fax:(555) 010-0002
TEL;TYPE=CELL:tel:+15550100003
item1.ADR;TYPE=WORK:;;1 Sample Plaza;Exampleville;CA;95814;USA
NOTE:Ask for Ana\\, or\\nleave a mes
 sage
PHOTO;ENCODING=b:AAAA
END:VCARD
BEGIN:VCARD
VERSION:2.1
FN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:Se=F1ora =
N=FA=F1ez
END:VCARD
"""
ENTRY = """BEGIN:VCALENDAR
BEGIN:VTIMEZONE
TZID:America/New_York
BEGIN:STANDARD
DTSTART:19701101T020000
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
SUMMARY:MRI of the knee
DTSTART:20260309T171500Z
DTEND;TZID=America/New_York:20260309T140000
LOCATION:Sample Imaging\\, room 2
BEGIN:VALARM
DESCRIPTION:Reminder
END:VALARM
END:VEVENT
BEGIN:VTODO
SUMMARY:Send the appeal
DUE;VALUE=DATE:20260401
END:VTODO
END:VCALENDAR
"""


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_card_tells_names_numbers_and_addresses(ending):
    assert text_of_card(CARDS.replace("\n", ending)) == (
        "Name: Dr. Linh Trần\n"
        "Organization: Sample Imaging, Radiology\n"
        "Phone (work, fax): (555) 010-0002\n"
        "Phone (cell): +15550100003\n"
        "Address (work): 1 Sample Plaza, Exampleville, CA, 95814, USA\n"
        "Note: Ask for Ana, or\nleave a message\n"
        "\n"
        "Name: Señora Núñez"
    )


def test_a_calendar_tells_what_when_and_where_in_pacific_time():
    assert text_of_calendar(ENTRY) == (
        "What: MRI of the knee\n"
        "Begins: Mon 09 Mar 2026, 10:15 AM (Pacific)\n"
        "Ends: Mon 09 Mar 2026, 02:00 PM (America/New_York)\n"
        "Where: Sample Imaging, room 2\n"
        "\n"
        "What: Send the appeal\n"
        "Due: Wed 01 Apr 2026"
    )


@pytest.mark.parametrize(("text", "kind"), [(CARDS, CARD), (ENTRY, CALENDAR)])
def test_they_can_be_printed(text, kind, reader):
    found = read(text.encode())
    assert (found.media_type, found.pages) == (kind, 1)
    assert found.text.split("\n")[0] in reader.text(rendition(text.encode(), kind))


@pytest.mark.parametrize(
    "broken",
    [
        "BEGIN:VCALENDAR\n",
        "BEGIN:VCARD\nBEGIN:VCARD\nno line\n",
        "BEGIN:VEVENT\nDTSTART:\nEND:VEVENT\nEND:VEVENT\n",
    ],
)
def test_what_tells_nothing_is_shown_as_it_stands(broken):
    assert read(broken.encode()).text.strip() == broken.strip()


def test_a_moment_that_cannot_be_is_told_as_it_stands():
    entry = "BEGIN:VEVENT\nDTSTART:20261399T990000Z\nDUE:00010101T000000Z\nEND:VEVENT\n"
    assert "Begins: 20261399T990000Z" in text_of_calendar(entry)
