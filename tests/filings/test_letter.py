"""Letters on paper, read back and measured with other programs."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from advocate_desktop.domain.letters import LetterContent
from advocate_desktop.filings.letter import address_fits, render_letter

MADE_ON = date(2026, 1, 26)
INCH = 72.0
ADDRESS = ("Sample Health Plan, Inc.", "Grievance Department", "P.O. Box 555", "Sample, CA 90000")
LETTER = LetterContent(
    title="Grievance – Marisol Delgado Peña",
    language="en-US",
    sender=("Marisol Delgado Peña", "1420 Alder Court", "Fresno, CA 93706", "559-555-0142"),
    date="January 26, 2026",
    delivery="VIA FAX 916-555-0199 AND U.S. MAIL",
    addressee=ADDRESS,
    banner="",
    subject=(("Re:", "Grievance"), ("Member:", "Marisol Delgado Peña"), ("Member ID:", "SHP1234")),
    salutation="To the Grievance Department:",
    body="This letter is a grievance.\n\n## What happened\n\nThe MRI was refused.\n",
    closing="Sincerely,",
    signature=("by Ana Ruiz, authorized representative of Marisol Delgado Peña",),
    enclosures=("Enclosures (1):", "Exhibit A – Denial letter (2 pages)"),
    copies=("cc:", "Department of Managed Health Care, Help Center (without enclosures)"),
    continuation=("Sample Health Plan, Inc.", "January 26, 2026", "Marisol Delgado Peña, ID …1234"),
)


class Word(NamedTuple):
    """A word and its place in points from the top left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def read(command: str, data: bytes, folder: Path) -> str:
    """Run a program of poppler or qpdf on a PDF and return what it says."""
    file = folder / "read.pdf"
    file.write_bytes(data)
    after = ["-"] if command.startswith("pdftotext") else []
    done = subprocess.run([*command.split(), str(file), *after], capture_output=True, check=True)
    return done.stdout.decode()


def words(data: bytes, folder: Path, page: int = 1) -> list[Word]:
    """Return the words of a page with their places."""
    listed = read(f"pdftotext -bbox -f {page} -l {page}", data, folder)
    pattern = r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>'
    return [Word(text, *map(float, box)) for *box, text in re.findall(pattern, listed)]


def in_reserved_zone(word: Word) -> bool:
    """Whether a word touches the part of the page that is kept for the address."""
    across = word.right > 0.5 * INCH and word.left < 4.5 * INCH
    return across and word.bottom > 2.0 * INCH and word.top < 3.4 * INCH


@pytest.mark.parametrize("lines", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("banner", ["", "URGENT: EXPEDITED REVIEW REQUESTED"])
def test_the_address_alone_stands_in_the_envelope_window(
    lines: int, banner: str, tmp_path: Path
) -> None:
    addressee = ("Sample Health Plan", *ADDRESS)[-lines:]
    sender = ("Name", "Organization", "Street", "Suite", "City", "Phone", "one line too many")
    letter = replace(LETTER, addressee=addressee, banner=banner, sender=sender)
    zone = [w for w in words(render_letter(letter, MADE_ON), tmp_path) if in_reserved_zone(w)]
    assert " ".join(w.text for w in zone) == " ".join(addressee)
    assert min(w.left for w in zone) == pytest.approx(INCH, abs=1)
    assert max(w.right for w in zone) <= (1 + 3.25) * INCH
    assert min(w.top for w in zone) >= (2.5 if lines < 5 else 2.3) * INCH - 3
    assert max(w.bottom for w in zone) <= 3.17 * INCH + 1


def test_address_lines_are_twelve_points_apart(tmp_path: Path) -> None:
    zone = [w for w in words(render_letter(LETTER, MADE_ON), tmp_path) if in_reserved_zone(w)]
    tops = sorted({round(w.top, 1) for w in zone})
    assert [round(b - a, 1) for a, b in pairwise(tops)] == [12, 12, 12]


def test_a_line_too_wide_for_the_window_goes_on_in_the_next(tmp_path: Path) -> None:
    wide = ("Sample Health Plan of Northern and Southern California, Incorporated", *ADDRESS[1:])
    assert address_fits(wide)
    made = render_letter(replace(LETTER, addressee=wide), MADE_ON)
    zone = [w for w in words(made, tmp_path) if in_reserved_zone(w)]
    assert " ".join(w.text for w in zone) == " ".join(wide)
    assert max(w.right for w in zone) <= (1 + 3.25) * INCH


def test_an_address_of_six_lines_does_not_fit() -> None:
    assert not address_fits([f"Line {n}" for n in range(6)])


def test_the_return_address_stands_at_the_top_left(tmp_path: Path) -> None:
    found = [w for w in words(render_letter(LETTER, MADE_ON), tmp_path) if w.top < 1.35 * INCH]
    assert found[0].text == "Marisol"
    assert min(w.top for w in found) >= 0.5 * INCH - 2
    assert max(w.bottom for w in found) <= 1.3 * INCH + 1


def test_a_letter_is_read_in_its_order(tmp_path: Path) -> None:
    text = read("pdftotext", render_letter(LETTER, MADE_ON), tmp_path)
    order = [
        "1420 Alder Court",
        "January 26, 2026",
        "VIA FAX",
        "P.O. Box 555",
        "Re:",
        "SHP1234",
        "To the Grievance Department:",
        "This letter is a grievance.",
        "What happened",
        "Sincerely,",
        "by Ana Ruiz",
        "Enclosures (1):",
        "Exhibit A – Denial letter (2 pages)",
        "cc:",
    ]
    places = [text.index(part) for part in order]
    assert places == sorted(places)


def test_the_subject_is_a_table_of_two_columns(tmp_path: Path) -> None:
    found = words(render_letter(LETTER, MADE_ON), tmp_path)
    labels = [w for w in found if w.text in ("Re:", "Member:")]
    values = [next(w for w in found if w.text == "Grievance" and w.top > 3.4 * INCH)]
    values += [w for w in found if w.text == "SHP1234"]
    assert {round(w.left) for w in labels} == {72}
    assert len(values) == 2
    assert len({round(w.left, 1) for w in values}) == 1


def test_there_is_room_to_sign(tmp_path: Path) -> None:
    found = words(render_letter(LETTER, MADE_ON), tmp_path)
    closing = next(w for w in found if w.text == "Sincerely,")
    name = next(w for w in found if w.text == "by")
    assert name.top - closing.bottom >= 0.6 * INCH


def test_later_pages_say_whose_letter_they_belong_to(tmp_path: Path) -> None:
    letter = replace(LETTER, body="A paragraph of some length. " * 60 + "\n\nThe end.\n")
    made = render_letter(letter, MADE_ON)
    first, second = read("pdftotext -layout", made, tmp_path).split("\f")[:2]
    assert "Page 1 of 2" in first
    head = second.strip().splitlines()[0]
    assert re.split(r"\s{2,}", head) == [
        "Sample Health Plan, Inc. · January 26, 2026 · Marisol Delgado Peña, ID …1234",
        "Page 2 of 2",
    ]
    assert "SHP1234" not in second


def test_a_letter_in_a_packet_leaves_its_page_numbers_to_the_packet(tmp_path: Path) -> None:
    letter = replace(LETTER, body="A paragraph of some length. " * 60 + "\n\nThe end.\n")
    first, second = read(
        "pdftotext -layout", render_letter(letter, MADE_ON, numbered=False), tmp_path
    ).split("\f")[:2]
    assert "Page 1" not in first
    assert second.strip().splitlines()[0].endswith("Marisol Delgado Peña, ID …1234")


def test_the_signature_is_never_alone_on_its_page(tmp_path: Path) -> None:
    for sentences in range(20, 48, 3):
        body = "A sentence of the letter, of no great length.\n\n" * (sentences // 2) + "The end.\n"
        made = render_letter(replace(LETTER, body=body), MADE_ON)
        last = read("pdftotext -layout", made, tmp_path).split("\f")[-2]
        assert "The end." in last
        assert "by Ana Ruiz" in last
        assert "cc:" in last


def test_a_long_list_of_enclosures_goes_on_over_the_page(tmp_path: Path) -> None:
    listed = tuple(f"Exhibit {n} – Paper of the case number {n} (1 page)" for n in range(1, 121))
    made = render_letter(replace(LETTER, enclosures=("Enclosures (120):", *listed)), MADE_ON)
    text = read("pdftotext -layout", made, tmp_path)
    assert all(line in text for line in listed)


HOSTILE = "<b>&{{ 7*7 }}</b> *not bold* \0\u202e\u200f | # > 1. <a href='javascript:x'>"


def test_hostile_text_is_printed_and_not_obeyed(tmp_path: Path) -> None:
    letter = LetterContent(
        title=HOSTILE,
        language="en-US",
        sender=(HOSTILE,) * 3,
        date=HOSTILE,
        delivery=HOSTILE,
        addressee=(HOSTILE,),
        banner=HOSTILE,
        subject=((HOSTILE, HOSTILE),),
        salutation=HOSTILE,
        body="<b>bold</b> {{ 7*7 }} `code` [link](javascript:x) ![image](file:///etc/passwd)\n",
        closing=HOSTILE,
        signature=(HOSTILE,) * 2,
        enclosures=(HOSTILE,) * 2,
        copies=(HOSTILE,) * 2,
        continuation=(HOSTILE,) * 3,
    )
    made = render_letter(letter, MADE_ON)
    text = read("pdftotext -layout", made, tmp_path)
    assert "<b>&{{ 7*7 }}</b> *not bold*" in text
    assert "<b>bold</b> {{ 7*7 }} `code` [link](javascript:x)" in text
    assert "49" not in text
    assert b"/URI" not in made
    assert "No syntax or stream encoding errors" in read("qpdf --check", made, tmp_path)


@pytest.mark.parametrize(
    "letter",
    [
        replace(LETTER, body="X" * 10_000),
        replace(LETTER, body=f"- {'Y' * 10_000}\n"),
        replace(LETTER, body=f"## {'Z' * 10_000}\n\ntext\n"),
        replace(LETTER, body="word " * 40_000),
        replace(LETTER, subject=(("Re:", "W" * 10_000), ("L" * 500, "value"))),
        replace(LETTER, signature=("S" * 10_000,), closing="C" * 10_000),
        replace(LETTER, sender=("N" * 10_000,), addressee=("A" * 10_000,) * 9),
        replace(LETTER, body="", salutation="", subject=(), signature=(), sender=(), addressee=()),
        replace(LETTER, body="|a|b|\n|-|-|\n|" + "T" * 5_000 + "|" + "u " * 5_000 + "|\n"),
    ],
    ids=["word", "item", "heading", "long", "subject", "signature", "address", "empty", "table"],
)
def test_text_of_any_length_is_set(letter: LetterContent, tmp_path: Path) -> None:
    made = render_letter(letter, MADE_ON)
    assert "No syntax or stream encoding errors" in read("qpdf --check", made, tmp_path)
    for mark in "XYZ":
        if mark * 100 in letter.body:
            assert read("pdftotext", made, tmp_path).count(mark) >= 10_000


@pytest.mark.parametrize(
    "name", ["José Muñoz Ávila", "Nguyễn Thị Hồng", "Արամ Պետրոսյան", "陳大文"]
)
def test_names_of_many_scripts_are_read_back(name: str, tmp_path: Path) -> None:
    letter = replace(
        LETTER,
        sender=(name,),
        addressee=(name,),
        subject=(("Re:", name), ("Member:", name)),
        body=f"I write for **{name}**.\n\n> {name}\n",
        signature=(name,),
    )
    made = render_letter(letter, MADE_ON)
    assert read("pdftotext -layout", made, tmp_path).count(name) == 7
    for row in read("pdffonts", made, tmp_path).splitlines()[2:]:
        assert row.split()[-5] == "yes", row
        assert "+" in row, row


def test_equal_letters_are_equal_files() -> None:
    assert render_letter(LETTER, MADE_ON) == render_letter(LETTER, MADE_ON)
    assert render_letter(LETTER, MADE_ON) != render_letter(LETTER, date(2026, 1, 27))


def test_a_letter_says_its_language_and_title(tmp_path: Path) -> None:
    made = render_letter(replace(LETTER, language="es-US"), MADE_ON)
    assert "Grievance – Marisol Delgado Peña" in read("pdfinfo", made, tmp_path)
    assert '"/Lang": "u:es-US"' in read("qpdf --json --json-key=qpdf", made, tmp_path)
