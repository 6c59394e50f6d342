"""Pages in fax code: the size machines take, print kept, grey paper white, nothing dotted."""

from io import BytesIO

import pytest
from pikepdf import Array, Dictionary, Name, Page, Pdf, Stream
from pypdfium2 import PdfDocument
from reportlab.pdfgen.canvas import Canvas

from advocate_desktop.intake.fax_pages import FAX_HEIGHT, FAX_WIDTH, fax_page
from advocate_desktop.intake.pages import PageNotShown


def pdf(paint, size=(612, 792), pages=1):
    out = BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1)
    for _ in range(pages):
        paint(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def read_back(page):
    """Return a page as another program decodes it, black being 0."""
    with Pdf.new() as out:
        image = Stream(out, page.code)
        for key, value in {
            "/Type": Name.XObject,
            "/Subtype": Name.Image,
            "/Width": page.width,
            "/Height": page.height,
            "/ColorSpace": Name.DeviceGray,
            "/BitsPerComponent": 1,
            "/Filter": Name.CCITTFaxDecode,
            "/DecodeParms": Dictionary(K=-1, Columns=page.width, Rows=page.height),
        }.items():
            image[key] = value
        sheet = Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, page.width, page.height]),
            Resources=Dictionary(XObject=Dictionary(F=image)),
            Contents=Stream(out, f"{page.width} 0 0 {page.height} 0 0 cm /F Do".encode()),
        )
        out.pages.append(Page(out.make_indirect(sheet)))
        data = BytesIO()
        out.save(data)
    document = PdfDocument(data.getvalue())
    drawn = document[0].render(scale=1).to_pil().convert("L")
    document.close()
    return drawn


def black_part(image, box):
    """Return which part of a box, in hundredths of the page from the top left, is black."""
    width, height = image.size
    left, top, right, bottom = box
    cut = image.crop(
        (left * width // 100, top * height // 100, right * width // 100, bottom * height // 100)
    )
    return cut.histogram()[0] / (cut.width * cut.height)


def test_a_page_has_the_size_of_a_fax_and_two_tones():
    page = fax_page(pdf(lambda c: c.drawString(72, 700, "Hello")), 0)
    assert (page.width, page.height) == (FAX_WIDTH, FAX_HEIGHT)
    drawn = read_back(page)
    assert {tone for tone, count in enumerate(drawn.histogram()) if count} == {0, 255}
    assert 0.0001 < black_part(drawn, (0, 0, 100, 100)) < 0.01


def test_print_on_grey_paper_stays_and_the_grey_goes():
    def paint(canvas):
        canvas.setFillGray(0.75)
        canvas.rect(0, 0, 612, 792, stroke=0, fill=1)
        canvas.setFillGray(0.2)
        canvas.setFont("Helvetica-Bold", 30)
        canvas.drawString(72, 600, "Grey paper")

    page = fax_page(pdf(paint), 0)
    drawn = read_back(page)
    assert black_part(drawn, (0, 50, 100, 100)) == 0
    assert black_part(drawn, (10, 20, 50, 26)) > 0.05


def test_what_is_black_stays_black_through_and_through():
    page = fax_page(pdf(lambda c: c.rect(100, 300, 400, 200, stroke=0, fill=1)), 0)
    assert black_part(read_back(page), (25, 45, 75, 55)) == 1


def test_a_page_that_lies_across_is_turned():
    paint = lambda c: c.rect(0, 0, 792, 60, stroke=0, fill=1)  # noqa: E731
    page = fax_page(pdf(paint, size=(792, 612)), 0)
    assert (page.width, page.height) == (FAX_WIDTH, FAX_HEIGHT)
    drawn = read_back(page)
    sides = [black_part(drawn, (0, 0, 5, 100)), black_part(drawn, (95, 0, 100, 100))]
    assert sorted(sides) == [0, 1]


def test_many_pages_come_in_order():
    out = BytesIO()
    canvas = Canvas(out, pagesize=(612, 792), invariant=1)
    for number in range(18):
        canvas.rect(0, 0, 30 * (number + 1), 300, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    pages = [fax_page(out.getvalue(), number) for number in range(18)]
    parts = [black_part(read_back(page), (0, 70, 100, 100)) for page in pages]
    assert parts == sorted(parts)


def test_what_is_no_pdf_is_one_sentence():
    with pytest.raises(PageNotShown):
        fax_page(b"no pdf", 0)
