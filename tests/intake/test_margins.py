"""Blank places on pages are found, and nothing with print on it is called blank."""

from io import BytesIO

import pytest
from pikepdf import Array, Pdf
from reportlab.pdfgen.canvas import Canvas

from advocate_desktop.intake.margins import blank_regions
from advocate_desktop.intake.outcomes import PageNotShown

FOOT = (300.0, 20.0, 580.0, 40.0)
HEAD = (300.0, 750.0, 580.0, 770.0)


def pdf(*pages):
    """Return a PDF of Letter pages, each with marks as (x, y, grey) of small print."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(612, 792), invariant=1)
    for marks in pages:
        for x, y, grey in marks:
            canvas.setFillGray(grey)
            canvas.setFont("Helvetica", 6)
            canvas.drawString(x, y, "small print")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_each_place_of_each_page_is_told():
    data = pdf([], [(320, 28, 0)], [(320, 758, 0)], [(100, 28, 0)])
    found = blank_regions(data, lambda width, height: (FOOT, HEAD))
    assert found == ((True, True), (False, True), (True, False), (True, True))


@pytest.mark.parametrize("grey", [0.0, 0.4, 0.6])
def test_thin_grey_print_is_print(grey):
    (found,) = blank_regions(pdf([(320, 28, grey)]), lambda width, height: (FOOT,))
    assert found == (False,)


def test_the_places_may_depend_on_the_size_of_the_page():
    found = blank_regions(pdf([]), lambda width, height: () if height > 700 else (FOOT,))
    assert found == ((),)


def test_many_pages_are_all_looked_at():
    pages = [[(320, 28, 0)] if number % 3 == 0 else [] for number in range(40)]
    found = blank_regions(pdf(*pages), lambda width, height: (FOOT,))
    assert [blank for (blank,) in found] == [number % 3 != 0 for number in range(40)]


def test_what_is_no_pdf_is_one_sentence():
    with pytest.raises(PageNotShown, match="cannot be opened"):
        blank_regions(b"no pdf", lambda width, height: (FOOT,))


def test_what_lies_outside_the_print_of_a_turned_or_moved_page_is_seen_all_the_same():
    with Pdf.open(BytesIO(pdf([(320, 28, 0)]))) as opened:
        opened.pages[0].MediaBox = Array([0, -100, 612, 692])
        out = BytesIO()
        opened.save(out)
    moved = (300.0, 120.0, 580.0, 140.0)
    (found,) = blank_regions(out.getvalue(), lambda width, height: (FOOT, moved))
    assert found == (True, False)
    (found,) = blank_regions(out.getvalue(), lambda width, height: (moved,))
    assert found == (False,)


def test_white_paper_under_a_place_is_blank_and_grey_paper_is_not():
    for grey, blank in ((1.0, True), (0.5, False)):
        out = BytesIO()
        canvas = Canvas(out, pagesize=(612, 792), invariant=1)
        canvas.setFillGray(grey)
        canvas.rect(0, 0, 612, 792, stroke=0, fill=1)
        canvas.save()
        assert blank_regions(out.getvalue(), lambda width, height: (FOOT,)) == ((blank,),)


def test_a_paper_asked_about_again_is_not_looked_at_again():
    asked = []

    def places(width, height):
        asked.append((width, height))
        return (FOOT,)

    data = pdf([(320, 28, 0)])
    assert blank_regions(data, places) == blank_regions(bytes(data), places) == ((False,),)
    assert len(asked) == 1
    blank_regions(pdf([]), places)
    assert len(asked) == 2
