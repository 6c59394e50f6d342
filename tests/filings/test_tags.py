"""What a program that reads aloud is told of our pages: every word, in order, and what it is."""

from __future__ import annotations

import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pikepdf import Dictionary, Pdf

from advocate_desktop.filings import pdf, style
from advocate_desktop.filings.letter import render_letter
from advocate_desktop.filings.volumes import Limits, divided

sys.path.insert(0, str(Path(__file__).parent))
import packet_papers as papers
import tag_reading as reading

PROPERTIES = pdf.Properties("A trial", papers.MADE_ON)
BODY = """The plan has not answered.

## What happened

> The care is not needed.

1. The grievance was sent.
2. It was received:
   - by fax
   - by mail

| Day | What |
| --- | --- |
| Monday | A call |
"""


def letter(body):
    return render_letter(replace(papers.COVER, body=body), papers.MADE_ON)


def tags(data):
    return [tag for _, tag, _ in reading.structure_of(data) if tag != "text"]


def test_the_words_of_a_letter_are_told_in_the_order_they_are_read_in():
    told = [text for _, tag, text in reading.structure_of(letter(BODY)) if tag == "text"]
    assert told == [
        "Ana Example",
        "March 2, 2026",
        "Help Center",
        "Re:",
        "Application",
        "To the Help Center:",
        "The plan has not answered.",
        "What happened",
        "The care is not needed.",
        "1.The grievance was sent.",
        "2.It was received:",
        "•by fax",
        "•by mail",
        "Day",
        "What",
        "Monday",
        "A call",
        "Sincerely,",
        "Ana Example",
    ]


def test_headings_lists_quotations_and_tables_are_what_they_look_like():
    made = letter(BODY)
    assert reading.texts(made, "H4") == ["What happened"]
    assert reading.texts(made, "BlockQuote") == ["The care is not needed."]
    assert reading.texts(made, "TH") == ["Day", "What"]
    outer, inner = reading.texts(made, "L")
    assert inner == "•by fax •by mail"
    assert inner in outer
    assert len(reading.texts(made, "LI")) == 4


@pytest.mark.parametrize("body", [BODY, "", "A word. " * 3000, BODY * 40])
def test_nothing_on_a_letter_is_outside_every_tag(body):
    assert reading.untagged(letter(body)) == []


def test_a_paragraph_on_two_pages_is_one_paragraph():
    long = " ".join(f"word{number}" for number in range(1200))
    made = letter(long)
    assert len(papers.texts(made)) > 1
    (found,) = [text for text in reading.texts(made, "P") if "word5" in text]
    assert all(f"word{number}" in found for number in range(1200))


def test_a_table_on_two_pages_is_one_table_whose_head_is_told_once():
    rows = [(f"row {number}", "what was said") for number in range(90)]
    table = style.table(rows, (100, 300), head=("Which", "What"))
    made = pdf.typeset([table], PROPERTIES)
    assert sum("Which" in page for page in papers.texts(made)) > 1
    assert len(reading.texts(made, "Table")) == 1
    assert reading.texts(made, "TH") == ["Which", "What"]
    assert len(reading.texts(made, "TR")) == 91
    assert reading.untagged(made) == []


def test_the_numbers_of_the_pages_are_not_told_among_the_words():
    made = pdf.typeset(
        [style.paragraph("The text.")], PROPERTIES, furniture=pdf.page_footer("A foot")
    )
    assert "A foot" in papers.texts(made)[0]
    assert [text for _, tag, text in reading.structure_of(made) if tag == "text"] == ["The text."]


def _keys(thing):
    return thing.keys() if isinstance(thing, Dictionary) else ()


@pytest.fixture(scope="module")
def packet():
    made = [
        (papers.document(f"paper-{n}", "denial_letter", 2), papers.paper([f"body {n} 0", "last"]))
        for n in range(4)
    ]
    return papers.packet(made)


def test_a_packet_is_told_part_by_part_and_then_exhibit_by_exhibit(packet):
    titles = [title for _, tag, title in reading.structure_of(packet[0]) if tag == "Sect"]
    assert titles[0] == "Cover letter"
    exhibits = [title for title in titles if title.startswith("Exhibit")]
    assert [title.split()[1] for title in exhibits] == list("ABCD")
    assert titles.index("Contents") < titles.index(exhibits[0])


def test_each_page_of_an_exhibit_is_told_and_its_stamp_is_not(packet):
    told = [text for _, tag, text in reading.structure_of(packet[0]) if tag == "text"]
    assert [text for text in told if text.startswith("body")] == [f"body {n} 0" for n in range(4)]
    assert not any("Packet page" in text for text in told)


def test_a_tick_box_says_whether_it_is_ticked(packet):
    with Pdf.open(BytesIO(packet[0])) as opened:
        said = {str(thing.Alt) for thing in opened.objects if "/Alt" in _keys(thing)}
    assert said == {"ticked", "not ticked"}
    assert "Figure" in tags(packet[0])


def test_nothing_in_a_packet_is_outside_every_tag(packet):
    assert reading.untagged(packet[0]) == []


def test_the_volumes_of_a_packet_keep_their_tags(packet):
    data, layout = packet
    volumes = divided(data, layout, Limits(60_000), PROPERTIES, "Ana Example")
    assert len(volumes) > 1
    for number, volume in enumerate(volumes, 1):
        assert reading.untagged(volume.data) == []
        first = next(title for _, tag, title in reading.structure_of(volume.data) if tag == "Sect")
        assert first == f"Part {number} of {len(volumes)}"
    told = "".join(str(reading.structure_of(volume.data)) for volume in volumes)
    assert all(f"body {number} 0" in told for number in range(4))
