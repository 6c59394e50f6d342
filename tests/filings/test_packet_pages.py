"""Exhibit pages on their sheets: upright, whole, of Letter size, their stamps on free paper."""

import sys
from io import BytesIO
from pathlib import Path

import pytest
from pikepdf import Array, Dictionary, Name, Pdf
from pypdfium2 import PdfDocument

sys.path.insert(0, str(Path(__file__).parent))
import packet_papers as papers

LETTER = (612.0, 792.0)
LANDSCAPE = (792.0, 612.0)


def bound(data, pages=1):
    """Bind one exhibit; return the packet and the number of its first page."""
    made = [(papers.document("a", "denial_letter", pages), data)]
    packet, layout = papers.packet(made)
    return packet, layout.pages - pages + 1


def page_size(data, page):
    document = PdfDocument(data)
    size = document.get_page_size(page - 1)
    document.close()
    return size


def changed(data, **keys):
    with Pdf.open(BytesIO(data)) as pdf:
        for key, value in keys.items():
            pdf.pages[0].obj[f"/{key}"] = value
        out = BytesIO()
        pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_page_is_upright_and_so_is_its_stamp(turn):
    packet, page = bound(papers.paper(["upright words"], turn=turn))
    words = papers.words_with_places(packet, page)
    stamp = [w for w in words if w[0] == "A-1" or w[0] == "Exhibit"]
    assert len(stamp) == 2
    for _, left, top, right, bottom in stamp:
        assert right - left > bottom - top, "the stamp lies on its side"
    with Pdf.open(BytesIO(packet)) as pdf:
        assert "/Rotate" not in pdf.pages[page - 1]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_page_looks_as_it_did(turn):
    with Pdf.open(BytesIO(papers.paper(["the same look"], turn=turn))) as pdf:
        pdf.pages[0].contents_add(b"60 400 200 300 re f")
        out = BytesIO()
        pdf.save(out)
    packet, page = bound(out.getvalue())
    assert difference(out.getvalue(), 1, packet, page) < 0.1


def difference(one, first, two, second, scale=0.5):
    """Return the mean difference of two pages in percent, the strips of the stamp left out."""
    images = []
    for data, page in ((one, first), (two, second)):
        document = PdfDocument(data)
        image = document[page - 1].render(scale=scale).to_pil().convert("L")
        document.close()
        images.append(image)
    a, b = images
    assert a.size == b.size
    strip = round(40 * scale)
    box = (0, strip, a.width, a.height - strip)
    one_bytes, two_bytes = (i.crop(box).tobytes() for i in images)
    total = sum(abs(x - y) for x, y in zip(one_bytes, two_bytes, strict=True))
    return 100 * total / (255 * len(one_bytes))


def test_a_page_of_letter_size_with_a_free_foot_is_left_as_it_is():
    source = papers.paper(["untouched"])
    packet, page = bound(source)
    assert difference(source, 1, packet, page) == 0


def test_with_a_full_foot_the_stamp_goes_to_the_head():
    packet, page = bound(papers.paper(["x" * 80], y=24.0))
    stamp = next(w for w in papers.words_with_places(packet, page) if w[0] == "A-1")
    assert stamp[2] < 40


def test_with_foot_and_head_full_the_page_is_made_smaller_and_nothing_is_covered():
    out = BytesIO()
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(out, pagesize=LETTER, invariant=1)
    for y in range(5, 790, 10):
        canvas.drawString(5, y, f"line-{y} " + "filled " * 14 + f"end-{y}")
    canvas.save()
    packet, page = bound(out.getvalue())
    words = papers.words_with_places(packet, page)
    stamp = [w for w in words if w[0] in ("Exhibit", "A-1", "page") and w[2] > 740]
    assert len(stamp) == 3
    lines = [w for w in words if w[0].startswith(("line-", "end-"))]
    assert len(lines) == 2 * 79
    lowest = max(bottom for *_, bottom in lines)
    assert lowest <= min(top for _, _, top, _, _ in stamp), "the stamp touches the text"


@pytest.mark.parametrize(
    ("size", "sheet"),
    [
        ((595.3, 841.9), LETTER),  # A4
        ((612, 1008), LETTER),  # Legal
        ((841.9, 595.3), LANDSCAPE),
        ((792, 612), LANDSCAPE),
        ((227, 600), LETTER),  # a till receipt
        ((2384, 3370), LETTER),  # a poster
        ((14400, 14400), LETTER),
    ],
)
def test_a_page_of_another_size_is_fitted_on_letter_whole(size, sheet):
    packet, page = bound(papers.paper(["corner"], size=size, y=3.0))
    assert page_size(packet, page) == sheet
    words = papers.words_with_places(packet, page)
    _, left, _, right, bottom = next(w for w in words if w[0] == "corner")
    stamp = next(w for w in words if w[0] == "Exhibit")
    assert left >= 0
    assert right <= sheet[0]
    assert bottom <= sheet[1]
    assert right < stamp[1] or bottom <= stamp[2], "the stamp touches the text"


@pytest.mark.parametrize(
    "box",
    [
        [0, 0, 0, 0],
        [612, 792, 0, 0],
        [-100, -100, 512, 692],
        [0, 0, 10**9, 10**9],
        [0, 0, 612],
    ],
)
def test_nonsense_boxes_still_give_a_page(box):
    packet, page = bound(changed(papers.paper(["words"]), MediaBox=Array(box)))
    assert page_size(packet, page) in (LETTER, LANDSCAPE)
    assert "Exhibit A-1" in papers.texts(packet)[page - 1]


def test_what_lies_outside_the_crop_box_stays_hidden():
    source = changed(papers.paper(["secret"]), CropBox=Array([0, 0, 612, 500]))
    packet, page = bound(source)
    document = PdfDocument(packet)
    image = document[page - 1].render(scale=0.5).to_pil().convert("L")
    document.close()
    head = image.crop((0, 0, image.width, image.height // 2 - 20))
    assert min(head.tobytes()) == 255


def test_what_lies_outside_a_printers_trim_box_is_kept():
    source = changed(papers.paper(["kept"]), TrimBox=Array([0, 0, 612, 300]))
    packet, page = bound(source)
    assert difference(source, 1, packet, page) == 0


def test_the_size_of_a_page_is_scaled_by_its_unit():
    source = changed(papers.paper(["big"], size=(306, 396), y=200.0), UserUnit=2)
    packet, page = bound(source)
    assert page_size(packet, page) == LETTER
    size = next(w for w in papers.words_with_places(packet, page) if w[0] == "big")
    assert size[4] - size[2] > 20


def test_resources_that_a_page_inherits_are_kept():
    with Pdf.open(BytesIO(papers.paper(["inherited"]))) as pdf:
        page = pdf.pages[0].obj
        pdf.Root.Pages[Name.Resources] = page.Resources
        del page[Name.Resources]
        out = BytesIO()
        pdf.save(out)
    packet, page = bound(out.getvalue())
    assert "inherited" in papers.texts(packet)[page - 1]


def test_a_page_that_leaves_its_drawing_state_open_harms_neither_stamp_nor_next_page():
    with Pdf.open(BytesIO(papers.paper(["first", "second"]))) as pdf:
        pdf.pages[0].contents_add(b"Q Q Q 5 0 0 5 300 300 cm q q")
        out = BytesIO()
        pdf.save(out)
    packet, page = bound(out.getvalue(), pages=2)
    stamp = next(w for w in papers.words_with_places(packet, page) if w[0] == "A-1")
    assert stamp[4] - stamp[2] < 16
    assert "second" in papers.texts(packet)[page]


def test_an_empty_page_is_a_page():
    pdf = Pdf.new()
    pdf.add_blank_page(page_size=LETTER)
    pdf.pages[0].obj[Name.Resources] = Dictionary()
    del pdf.pages[0].obj[Name.Contents]
    out = BytesIO()
    pdf.save(out)
    packet, page = bound(out.getvalue())
    assert "Exhibit A-1" in papers.texts(packet)[page - 1]
