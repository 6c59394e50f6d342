"""Each part of a text goes to a shipped font that has its glyphs."""

import subprocess
from io import BytesIO

import pytest
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from advocate_desktop import fonts

NAMES = ["José Núñez", "Nguyễn Thị Hương", "Πέτρος", "Мария", "Արմեն Հակոբյան", "陳美玲", "김민수"]


@pytest.mark.parametrize("name", NAMES)
def test_names_of_californian_families_can_be_written(name):
    assert fonts.unprintable(name) == ""
    assert "".join(piece for piece, _ in fonts.runs(name)) == name


def test_each_script_falls_back_to_its_own_font():
    assert fonts.runs("Dr. Արմեն 陳 김") == [
        ("Dr. ", "NotoSans-Regular"),
        ("Արմեն ", "NotoSansArmenian-Regular"),
        ("陳 ", "DroidSansFallbackFull"),
        ("김", "NanumGothicCoding"),
    ]


def test_a_bold_text_keeps_bold_armenian():
    assert fonts.runs("Արմեն", "NotoSerif-Bold") == [("Արմեն", "NotoSansArmenian-Bold")]


def test_accents_are_composed_and_invisible_marks_left_out():
    assert fonts.runs("Nguye\u0302\u0303n \u202eabc\u200b\x00") == [("Nguyễn abc", fonts.SANS)]


def test_letters_without_a_font_are_named():
    assert fonts.unprintable("שלום, hello") == "".join(sorted("םולש"))


def test_written_names_are_read_back_by_another_program(tmp_path):
    paper = BytesIO()
    canvas = Canvas(paper, invariant=1)
    for line, name in enumerate(NAMES):
        x = 72.0
        for piece, font in fonts.runs(name):
            canvas.setFont(font, 12)
            canvas.drawString(x, 700 - 30 * line, piece)
            x += canvas.stringWidth(piece, font, 12)
    canvas.save()
    file = tmp_path / "names.pdf"
    file.write_bytes(paper.getvalue())
    read = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True)
    assert [line for line in read.stdout.splitlines() if line.strip("\f")] == NAMES


def test_a_bold_paragraph_changes_font_within_its_weight():
    fonts.register()
    marked = 'Dear <b>Dr. <font name="NotoSansArmenian-Bold">Արմեն</font></b> and <b>a</b>'
    paragraph = Paragraph(marked, ParagraphStyle("body", fontName=fonts.SERIF))
    assert [fragment.fontName for fragment in paragraph.frags] == [
        "NotoSerif-Regular",
        "NotoSerif-Bold",
        "NotoSansArmenian-Bold",
        "NotoSerif-Regular",
        "NotoSerif-Bold",
    ]
