"""Where words stand on a page agrees with another maker's reader, also on turned pages."""

from __future__ import annotations

import re
import subprocess

import pytest

from advocate_desktop.intake.outcomes import PageNotShown
from advocate_desktop.intake.word_places import page_words

WORD = re.compile(r'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.+?)</word>')


def poppler_words(pdf: bytes) -> list[tuple[str, tuple[float, ...]]]:
    """Return the words of the first page and their places as poppler tells them."""
    ran = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True)
    found = WORD.findall(ran.stdout.decode())
    return [(text, tuple(map(float, sides))) for *sides, text in found]


def assert_agrees(pdf: bytes) -> None:
    ours = page_words(pdf, 0)
    theirs = poppler_words(pdf)
    assert [word.text for word in ours] == [text for text, _ in theirs]
    for word, (_, (left, top, right, bottom)) in zip(ours, theirs, strict=True):
        assert word.left == pytest.approx(left, abs=1)
        assert word.right == pytest.approx(right, abs=1)
        assert word.top < (top + bottom) / 2 < word.bottom
        assert abs(word.top - top) < 4
        assert abs(word.bottom - bottom) < 4


def test_words_stand_where_another_reader_finds_them(pdf_of_lines):
    assert_agrees(pdf_of_lines("Your request was denied on June 1\nReference A-1234 (appeal)"))


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_words_of_a_turned_page_stand_where_it_shows_them(pdf_of_lines, changed_pdf, degrees):
    upright = pdf_of_lines("Your request was denied")

    def turn(pdf):
        pdf.pages[0].Rotate = degrees

    word = page_words(changed_pdf(upright, turn), 0)[0]
    left, top, right, bottom = poppler_words(upright)[0][1]
    placed = {
        90: (792 - bottom, left, 792 - top, right),
        180: (612 - right, 792 - bottom, 612 - left, 792 - top),
        270: (top, 612 - right, bottom, 612 - left),
    }[degrees]
    assert (word.left, word.top, word.right, word.bottom) == pytest.approx(placed, abs=4)


def test_words_of_a_cropped_page_are_told_from_the_corner_that_shows(pdf_of_lines, changed_pdf):
    whole = pdf_of_lines("Denied")

    def crop(pdf):
        pdf.pages[0].CropBox = [50, 100, 500, 760]

    before, after = page_words(whole, 0)[0], page_words(changed_pdf(whole, crop), 0)[0]
    assert after.left == pytest.approx(before.left - 50, abs=0.1)
    assert after.top == pytest.approx(before.top - (792 - 760), abs=0.1)


def test_a_page_without_text_has_no_words(pdf_of_lines):
    assert page_words(pdf_of_lines(""), 0) == ()


def test_words_of_a_page_that_is_not_there_are_refused(pdf_of_lines):
    with pytest.raises(PageNotShown, match="no page 3"):
        page_words(pdf_of_lines("A letter"), 2)
