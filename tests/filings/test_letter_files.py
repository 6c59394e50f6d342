"""Letters as Word documents and as plain text, read back by other readers."""

from __future__ import annotations

import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as some

from advocate_desktop.filings.letter_docx import letter_docx
from advocate_desktop.filings.plain_text import body_text, letter_text, portal_parts
from advocate_desktop.intake import office
from advocate_desktop.intake.recognise import recognise

sys.path.insert(0, str(Path(__file__).parent))
import packet_papers as papers

BODY = """The plan has **not** answered
at all.

## What happened

> The care is not needed.

1. The grievance was sent.
2. It was received:
   - by fax
   - by mail

| Day | What |
| --- | --- |
| Monday | A *call* |
"""
LETTER = replace(papers.COVER, body=BODY, enclosures=("Enclosures (1):", "Exhibit A – Denial"))


def read(data):
    document = docx.Document(BytesIO(data))
    return document, [paragraph.text for paragraph in document.paragraphs if paragraph.text]


def test_a_word_document_says_what_the_letter_says_in_its_order():
    _, lines = read(letter_docx(LETTER, papers.MADE_ON))
    assert lines == [
        "Ana Example",
        "March 2, 2026",
        "Help Center",
        "To the Help Center:",
        "The plan has not answered at all.",
        "What happened",
        "The care is not needed.",
        "1.\tThe grievance was sent.",
        "2.\tIt was received:",
        "•\tby fax",
        "•\tby mail",
        "Sincerely,",
        "Ana Example",
        "Enclosures (1):",
        "Exhibit A – Denial",
    ]


def test_bold_headings_tables_and_paper_are_kept():
    document, _ = read(letter_docx(LETTER, papers.MADE_ON))
    bold = [r.text for p in document.paragraphs for r in p.runs if r.bold and r.text == "not"]
    assert bold == ["not"]
    assert [p.text for p in document.paragraphs if p.style.name.startswith("Heading")] == [
        "What happened"
    ]
    subject, table = document.tables
    assert [cell.text for cell in subject.rows[0].cells] == ["Re:", "Application"]
    assert [[c.text for c in row.cells] for row in table.rows] == [
        ["Day", "What"],
        ["Monday", "A call"],
    ]
    section = document.sections[0]
    assert (section.page_width.inches, section.page_height.inches) == (8.5, 11)
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header.paragraphs[0]._p.xml


def test_our_own_reader_of_word_files_finds_every_word():
    data = letter_docx(LETTER, papers.MADE_ON)
    text = " ".join(office.read(data, recognise(data).media_type).text.split())
    for word in ("Application", "not answered", "by fax", "Monday", "Exhibit A – Denial"):
        assert word in text


def test_equal_letters_are_equal_files():
    assert letter_docx(LETTER, papers.MADE_ON) == letter_docx(LETTER, papers.MADE_ON)


@pytest.mark.parametrize("name", ["a\0b\x07c", "\ud800", "<w:p>&", "名前 🙂 שלום"])
def test_what_people_type_never_spoils_a_word_document(name):
    _, lines = read(letter_docx(replace(LETTER, sender=(name,), body=name), papers.MADE_ON))
    assert len(lines) >= 1


def test_plain_text_reads_like_the_letter():
    assert letter_text(LETTER) == (
        "Re: Application\n\nTo the Help Center:\n\nThe plan has not answered at all.\n\n"
        "What happened\n\n“The care is not needed.”\n\n1. The grievance was sent.\n"
        "2. It was received:\n   - by fax\n   - by mail\n\nDay | What\nMonday | A call\n\n"
        "Sincerely,\nAna Example\n\nEnclosures (1):\nExhibit A – Denial\n"
    )


WORDS = some.text(alphabet="abc .\n", max_size=2000)


@given(WORDS, some.integers(100, 400))
def test_the_pieces_for_a_portal_are_short_enough_and_lose_no_word(text, most):
    parts = portal_parts(text, most)
    assert all(len(part) <= most for part in parts)
    told = parts if len(parts) == 1 else [part.partition("\n")[2] for part in parts]
    assert "".join("".join(told).split()) == "".join(text.split())


def test_pieces_break_between_paragraphs_where_they_can():
    text = f"{'a' * 60}\n\n{'b' * 60}\n\n{'c' * 60}"
    assert portal_parts(text, 140) == (
        f"(1 of 2)\n{'a' * 60}\n\n{'b' * 60}",
        f"(2 of 2)\n{'c' * 60}",
    )


@given(some.text(max_size=300))
def test_any_markdown_becomes_text(text):
    body_text(text)
