"""Pages are drawn and read from memory, by as many threads as like."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from advocate_desktop.intake import pages


def drawn(page: pages.PageImage) -> Image.Image:
    size = (page.width, page.height)
    return Image.frombytes("RGB", size, page.pixels, "raw", "RGB", page.stride)


def coloured() -> bytes:
    """Return a page of 100 by 50 points whose left half is red."""
    paper = BytesIO()
    canvas = Canvas(paper, (100, 50))
    canvas.setFillColorRGB(1, 0, 0)
    canvas.rect(0, 0, 50, 50, stroke=0, fill=1)
    canvas.showPage()
    canvas.save()
    return paper.getvalue()


def test_a_page_is_drawn_in_its_colours_at_the_scale_asked_for():
    shown = pages.page_image(coloured(), 0, 2.0)
    assert (shown.width, shown.height) == (200, 100)
    assert drawn(shown).getpixel((10, 50)) == (255, 0, 0)
    assert drawn(shown).getpixel((190, 50)) == (255, 255, 255)


def test_a_page_too_large_to_draw_is_drawn_smaller():
    shown = pages.page_image(coloured(), 0, 10_000)
    assert 50_000_000 < shown.width * shown.height < 61_000_000


def test_sizes_and_text_are_told_page_by_page(pdf_of_lines):
    pdf = pdf_of_lines("one", "two")
    assert pages.page_sizes(pdf) == ((612.0, 792.0),) * 2
    assert [text.strip() for text in pages.page_texts(pdf, most=5)] == ["one", "two"]
    assert pages.page_count(pdf) == 2


@pytest.mark.parametrize(
    ("first", "second", "read"),
    [
        ("The claim was rejec-", "ted by the plan", "rejected by"),
        ("Grievance GR-2026-", "01188 came in", "GR-2026-01188 came"),
        ("She has Medi-", "Cal coverage", "Medi-Cal coverage"),
    ],
)
def test_a_word_divided_at_the_end_of_a_line_is_whole_and_a_number_keeps_its_hyphen(
    pdf_of_lines, first, second, read
):
    (text,) = pages.page_texts(pdf_of_lines(f"{first}\n{second}"), most=1)
    assert read in text


@pytest.mark.parametrize("page", [-1, 1])
def test_a_page_that_is_not_there_is_a_plain_sentence(page):
    with pytest.raises(pages.PageNotShown, match="There is no page"):
        pages.page_image(coloured(), page, 1)


def test_bytes_that_are_no_pdf_are_a_plain_sentence():
    with pytest.raises(pages.PageNotShown, match="cannot be opened"):
        pages.page_count(b"no PDF")


def test_many_threads_may_draw_at_once(pdf_of_lines):
    pdf = pdf_of_lines(*(f"page {number}" for number in range(40)))
    alone = [pages.page_image(pdf, number, 0.5) for number in range(40)]
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(lambda n: pages.page_image(pdf, n, 0.5), range(40)))
    assert together == alone
