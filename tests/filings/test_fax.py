"""The sheet in front of a fax says to whom, from whom and how many pages."""

import sys
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import packet_papers as papers

from advocate_desktop.filings.fax import FaxCover, cover_sheet

COVER = FaxCover(
    addressee=("Sample Health Plan", "Grievances"),
    number="555-0199",
    sender=("Ana Example", "1 Sample Street"),
    date="March 2, 2026",
    subject="Grievance",
    pages=43,
)


def test_the_sheet_names_both_sides_the_pages_and_that_it_is_confidential():
    (text,) = papers.texts(cover_sheet(COVER))
    words = " ".join(text.split())
    for told in ("Sample Health Plan", "Grievances", "555-0199", "Ana Example", "March 2, 2026"):
        assert told in words
    assert "43, with this sheet" in words
    assert "CONFIDENTIAL" in words
    assert "destroy them" in words


def test_a_number_that_is_not_known_leaves_no_empty_row():
    (text,) = papers.texts(cover_sheet(replace(COVER, number="")))
    assert "Fax " not in text


def test_a_hostile_name_stays_on_the_one_sheet():
    name = "<b>& very long name </b>" * 12
    (text,) = papers.texts(cover_sheet(replace(COVER, addressee=(name,))))
    assert "<b>&" in text
