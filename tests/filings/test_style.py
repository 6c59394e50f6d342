"""Pages we set, read back with other programs."""

from __future__ import annotations

import json
import subprocess
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from reportlab.platypus import PageBreak

from advocate_desktop.filings import pdf, style

PROPERTIES = pdf.Properties("Chronology", date(2026, 3, 4))
NAMES = ["José Muñoz Ávila", "Nguyễn Thị Hồng", "Արամ Պետրոսյան", "陳大文"]


def read(command: str, data: bytes, folder: Path, *options: str) -> str:
    """Run a program of poppler or qpdf on a PDF and return what it says."""
    file = folder / "read.pdf"
    file.write_bytes(data)
    words = command.split()
    after = ["-"] if words[0] == "pdftotext" else []
    done = subprocess.run([*words, *options, str(file), *after], capture_output=True, check=True)
    return done.stdout.decode()


def test_every_font_is_embedded_and_none_is_a_standard_one(tmp_path: Path) -> None:
    story = [
        style.heading("Contents", 0),
        *[style.paragraph(name) for name in NAMES],
        style.table([["", "a"], ["b", ""]], [100, 200], head=["Date", ""]),
    ]
    made = pdf.typeset(story, PROPERTIES, furniture=pdf.page_footer("Chronology"))
    rows = read("pdffonts", made, tmp_path).splitlines()[2:]
    assert rows
    for row in rows:
        assert row.split()[-5] == "yes", row
        assert "+Noto" in row or "+Droid" in row, row


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_read_back_from_paragraph_cell_heading_and_foot(
    name: str, tmp_path: Path
) -> None:
    for story, furniture in (
        ([style.paragraph(name)], None),
        ([style.heading(name)], None),
        ([style.table([[name]], [300])], None),
        ([], pdf.page_footer(name)),
    ):
        made = pdf.typeset(story, PROPERTIES, furniture=furniture)
        assert name in read("pdftotext -layout", made, tmp_path)


def test_markup_in_a_text_is_printed_as_it_stands(tmp_path: Path) -> None:
    hostile = "<b>&amp; {{ 7*7 }} <font size=99> </para> <a href='x'>\0\u202e"
    made = pdf.typeset(
        [style.paragraph(hostile), style.heading(hostile), style.table([[hostile]], [460])],
        PROPERTIES,
        furniture=pdf.page_footer(hostile),
    )
    shown = read("pdftotext -layout", made, tmp_path)
    assert shown.count("<b>&amp; {{ 7*7 }} <font size=99> </para> <a href='x'>") == 4


def test_a_word_longer_than_a_page_is_set_whole(tmp_path: Path) -> None:
    made = pdf.typeset([style.paragraph("X" * 10_000)], PROPERTIES)
    assert read("pdftotext", made, tmp_path).count("X") == 10_000


def test_a_table_row_taller_than_a_page_goes_on_under_its_head(tmp_path: Path) -> None:
    made = pdf.typeset(
        [style.table([["1 May", "word " * 3000]], [80, 300], head=["Date", "What"])], PROPERTIES
    )
    pages = read("pdftotext -layout", made, tmp_path).split("\f")[:-1]
    assert len(pages) > 2
    assert all(page.split()[:2] == ["Date", "What"] for page in pages)
    assert sum(page.count("word") for page in pages) == 3000


def test_the_foot_says_which_page_of_how_many(tmp_path: Path) -> None:
    made = pdf.typeset(
        [style.paragraph("one"), PageBreak(), style.paragraph("two")],
        PROPERTIES,
        furniture=pdf.page_footer("A very long name " * 30),
    )
    first, second = read("pdftotext -layout", made, tmp_path).split("\f")[:2]
    assert "Page 1 of 2" in first
    assert "Page 2 of 2" in second
    assert "…" in first


def test_headings_lead_to_their_pages_in_the_outline(tmp_path: Path) -> None:
    story = [
        style.heading("Calls <b>", 1),
        PageBreak(),
        style.heading("March", 3),
        style.table([[style.heading("In a table", 2)]], [200]),
    ]
    made = pdf.typeset(story, PROPERTIES)
    outline = json.loads(read("qpdf --json --json-key=outlines", made, tmp_path))["outlines"]
    assert outline[0]["title"] == "Calls <b>"
    assert outline[0]["destpageposfrom1"] == 1
    below = outline[0]["kids"][0]
    assert below["title"] == "March"
    assert below["destpageposfrom1"] == 2
    assert below["dest"][3] == pytest.approx(720, abs=1)
    assert below["kids"][0]["title"] == "In a table"


def test_a_heading_is_not_left_alone_at_the_foot_of_a_page(tmp_path: Path) -> None:
    for lines in range(36, 44):
        story = [style.paragraph("line", style.BODY_TIGHT) for _ in range(lines)]
        story += [style.heading("Heading"), style.paragraph("The text that follows. " * 20)]
        pages = read("pdftotext", pdf.typeset(story, PROPERTIES), tmp_path).split("\f")
        page = next(page for page in pages if "Heading" in page)
        assert "The text that follows." in page, lines


def test_no_single_line_of_a_paragraph_stands_alone(tmp_path: Path) -> None:
    words = " ".join(f"w{n:03}" for n in range(60))
    for lines in range(36, 44):
        story = [style.paragraph("line", style.BODY_TIGHT) for _ in range(lines)]
        made = pdf.typeset([*story, style.paragraph(words)], PROPERTIES)
        pages = read("pdftotext -layout", made, tmp_path).split("\f")
        counts = [sum("w0" in line for line in page.splitlines()) for page in pages]
        assert 1 not in counts, lines


def test_equal_input_gives_equal_bytes() -> None:
    def made() -> bytes:
        return pdf.typeset([style.heading("A"), style.paragraph("陳")], PROPERTIES)

    assert made() == made()


def test_the_date_is_the_one_given_and_the_title_is_shown(tmp_path: Path) -> None:
    made = pdf.typeset([], pdf.Properties("Queja de Muñoz", date(2026, 3, 4), "es-US"))
    assert b"ReportLab" not in made
    file = tmp_path / "made.pdf"
    file.write_bytes(made)
    with pikepdf.open(file) as opened:
        assert dict(opened.docinfo).keys() == {"/Title", "/Producer", "/CreationDate", "/ModDate"}
        assert opened.docinfo["/CreationDate"] == "D:20260304000000Z"
        assert opened.docinfo["/Title"] == "Queja de Muñoz"
        assert opened.Root.Lang == "es-US"
        assert opened.Root.ViewerPreferences.DisplayDocTitle
        with opened.open_metadata() as xmp:
            assert xmp["dc:title"] == "Queja de Muñoz"
    subprocess.run(["qpdf", "--check", file], check=True, capture_output=True)


def test_finish_removes_what_a_merged_pdf_said_of_itself() -> None:
    with pikepdf.new() as merged:
        merged.add_blank_page()
        merged.docinfo["/Author"] = "someone"
        with merged.open_metadata() as xmp:
            xmp["dc:creator"] = ["someone"]
        made = pdf.finish(merged, PROPERTIES)
    assert b"someone" not in made


def test_a_cut_text_fits_its_room() -> None:
    text = "Nguyễn Thị Hồng 陳大文 " * 10
    cut = style.fitted(text, 200, 9)
    assert cut.endswith("…")
    assert 180 < style.text_width(cut, 9) <= 200
    assert style.fitted("short", 200, 9) == "short"
