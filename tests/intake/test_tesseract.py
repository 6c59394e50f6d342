"""Scanned pages are read whichever way they lie, and nothing of them is written to the drive."""

from __future__ import annotations

import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from advocate_desktop.domain.page_words import RecognisedPage
from advocate_desktop.intake import tesseract
from advocate_desktop.intake.outcomes import PageScan
from advocate_desktop.intake.page_scans import page_scan
from advocate_desktop.intake.rendition import rendition
from advocate_desktop.intake.tesseract import ENGLISH, SPANISH, NotRecognised, Tesseract

FONT = Path(__file__).parents[2] / "resources" / "fonts" / "NotoSans-Regular.ttf"
LINES = ("Your request was denied", "on June 12 because it is", "not medically necessary")


@pytest.fixture(scope="module")
def program() -> Tesseract:
    found = tesseract.find_tesseract()
    assert found, "the tests need Tesseract with its English and Spanish data"
    return found


def picture(lines=LINES, size=(1700, 2200), turned=0) -> Image.Image:
    """Return a page of a letter as a scanner takes it at 200 dots an inch."""
    page = Image.new("L", size, 250)
    font = ImageFont.truetype(FONT, 60)
    for number, line in enumerate(lines):
        ImageDraw.Draw(page).text((200, 300 + 90 * number), line, font=font, fill=10)
    return page.rotate(-turned, expand=True)


def scan_of(image: Image.Image, scale=200 / 72) -> PageScan:
    return PageScan(image.width, image.height, scale, image.tobytes())


def test_the_words_of_a_scan_are_read_in_lines_and_placed(program):
    read = program.recognise(scan_of(picture()), (ENGLISH, SPANISH))
    assert read.text.splitlines() == list(LINES)
    first = read.words[0]
    assert first.text == "Your"
    assert (first.left, first.top) == pytest.approx((200 * 0.36, 315 * 0.36), abs=6)
    assert len(read.confidences) == len(read.words)
    assert min(read.confidences) > 50


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_scan_that_lies_across_is_read_as_it_was_written(program, turned):
    many = [f"{line} in letter {n}" for n in range(5) for line in LINES]
    read = program.recognise(scan_of(picture(many, turned=turned)), (ENGLISH,))
    assert read.text.split()[:4] == ["Your", "request", "was", "denied"]
    across = read.words[0].right - read.words[0].left < read.words[0].bottom - read.words[0].top
    assert across == (turned != 180)


def test_spanish_is_read_with_its_accents(program):
    lines = ("Su petición fue denegada en España", "según la decisión médica del señor Núñez")
    read = program.recognise(scan_of(picture(lines)), (SPANISH, ENGLISH))
    assert read.text.splitlines() == list(lines)


def test_an_empty_page_and_a_photo_have_no_words(program):
    assert program.recognise(scan_of(picture(())), (ENGLISH,)) == RecognisedPage()
    noise = Image.effect_noise((800, 800), 90)
    assert program.recognise(scan_of(noise), (ENGLISH,)) == RecognisedPage()


def test_a_language_that_is_not_installed_is_left_out(program):
    only = Tesseract(program.program, frozenset({"eng"}))
    assert only.recognise(scan_of(picture()), (SPANISH, ENGLISH)).text.startswith("Your request")
    assert only.recognise(scan_of(picture()), (SPANISH,)) == RecognisedPage()


def test_a_page_that_is_given_up_is_let_go_at_once(program):
    lines = [f"{line} in line {n} of this letter" for n in range(6) for line in LINES]
    asked = time.monotonic()

    class GivenUp(Exception):
        pass

    def give_up():
        if time.monotonic() > asked + 0.15:
            raise GivenUp

    with pytest.raises(GivenUp):
        program.recognise(scan_of(picture(lines)), (ENGLISH, SPANISH), give_up)


def test_a_page_that_takes_too_long_or_breaks_it_is_said(program, monkeypatch):
    monkeypatch.setattr(tesseract, "_PAGE_SECONDS", 0.05)
    with pytest.raises(NotRecognised, match="too long"):
        program.recognise(scan_of(picture()), (ENGLISH,))
    for broken in ("/bin/false", "/nowhere/tesseract"):
        with pytest.raises(NotRecognised, match="stays as it is"):
            Tesseract(broken, frozenset({"eng"})).recognise(scan_of(picture()), (ENGLISH,))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds another process")
def test_the_program_may_write_no_file_and_take_no_endless_memory(tmp_path):
    tried = (
        "import sys; sys.stdin.read()\n"
        f"file = open({str(tmp_path / 'page')!r}, 'wb', buffering=0)\n"
        "try: file.write(b'the words of a letter'); print('written')\n"
        "except OSError: print('no file')\n"
        "try: bytearray(3 * 1024 ** 3); print('taken')\n"
        "except MemoryError: print('no memory')\n"
    )
    said = tesseract._said([sys.executable, "-c", tried], b"", 20, lambda: None)
    assert said == b"no file\nno memory\n"


def test_a_program_beside_the_documents_is_not_taken(tmp_path, monkeypatch):
    (tmp_path / "tesseract").write_text("#!/bin/sh\necho eng\n")
    (tmp_path / "tesseract").chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert tesseract.find_tesseract() is None
    monkeypatch.setenv("PATH", ".")
    assert tesseract.find_tesseract() is None


def test_it_is_missing_where_it_is_not_installed(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert tesseract.find_tesseract() is None


def test_a_page_is_drawn_in_greys_as_it_is_shown(changed_pdf, pdf_of_lines):
    def turn(pdf):
        pdf.pages[0].Rotate = 90

    scan, has_pictures = page_scan(changed_pdf(pdf_of_lines("A letter"), turn), 0)
    assert (scan.width, scan.height) == pytest.approx((3300, 2550), abs=1)
    assert len(scan.pixels) == scan.width * scan.height
    assert min(scan.pixels) < 50
    assert not has_pictures


def test_a_photo_is_told_from_a_page_of_text():
    file = BytesIO()
    picture().save(file, "PNG")
    assert page_scan(rendition(file.getvalue(), "image/png"), 0)[1]


def test_a_huge_page_is_drawn_smaller(changed_pdf, pdf_of_lines):
    def grow(pdf):
        pdf.pages[0].MediaBox = [0, 0, 14400, 14400]

    scan, _ = page_scan(changed_pdf(pdf_of_lines("A letter"), grow), 0)
    assert scan.width * scan.height <= 20_100_000


@pytest.mark.skipif(sys.platform != "linux", reason="looked at with Linux's own tool")
def test_no_file_is_opened_for_writing(program, tmp_path):
    page = scan_of(picture(size=(900, 700)))
    command = ["strace", "-f", "-o", str(tmp_path / "calls"), "-e", "trace=openat,open,creat"]
    command += [program.program, "stdin", "stdout", "-l", "eng", "--psm", "1"]
    try:
        ran = subprocess.run(
            [*command, "-c", "tessedit_create_tsv=1"],
            input=b"P5 900 700 255\n" + page.pixels,
            capture_output=True,
            check=True,
        )
    except FileNotFoundError:
        pytest.skip("strace is not installed")
    assert b"Your" in ran.stdout
    opened = (tmp_path / "calls").read_text()
    assert "O_WRONLY" not in opened
    assert "O_RDWR" not in opened
    assert "creat(" not in opened
