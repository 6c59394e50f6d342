"""What is marked cannot be had back from a redacted copy, by any reader; the original stays."""

from __future__ import annotations

import random
import subprocess
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from advocate_desktop.domain.coverage import CoverageId
from advocate_desktop.domain.documents import DocumentKind
from advocate_desktop.domain.errors import Invalid
from advocate_desktop.domain.people import ClientId
from advocate_desktop.domain.redaction import GRID, FoundKind, Mark, widened
from advocate_desktop.services import cases, document_pages, documents, redaction

MATERIAL = Path(__file__).parents[3] / "shared" / "material"
FILES = (
    "AssistanceApplication.pdf", "DHS_1171_cover_letter.pdf", "google-doc-document.pdf",
    "federal-register-2020-17221.pdf", "libreoffice-form.pdf", "form_dd0293.pdf",
    "multicolumn.pdf", "us-024.pdf", "mednine.pdf", "toc.pdf",
    "habibi-rotated.pdf", "graph_ocred.pdf", "pdflatex-4-pages.pdf",
)  # fmt: skip
MARKS_OF_A_FILE = 12


def paper(*pages: str) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=(612, 792))
    canvas.setTitle("SECRET-TITLE")
    for text in pages:
        for number, line in enumerate(text.split("\n")):
            canvas.drawString(50, 740 - 20 * number, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.fixture
def attach(workspace, new_record, enter):
    case_id = enter(workspace, new_record())

    def attached(name, data):
        return documents.attach_bytes(
            workspace, case_id, name, data, DocumentKind.CORRESPONDENCE
        ).document

    attached.case = case_id
    return attached


def in_streams(pdf: bytes) -> bytes:
    """Return every stream, unpacked where it can be, and every other object in writing."""
    parts = []
    with pikepdf.Pdf.open(BytesIO(pdf)) as opened:
        for one in opened.objects:
            if isinstance(one, pikepdf.Stream):
                try:
                    parts.append(one.read_bytes())
                except pikepdf.PdfError:
                    parts.append(one.read_raw_bytes())
            parts.append(one.unparse() if not isinstance(one, pikepdf.Stream) else b"")
    return b"\n".join(parts)


def text_by_poppler(pdf: bytes, page: int, box: Mark, tmp_path: Path) -> str:
    file = tmp_path / "copy.pdf"
    file.write_bytes(pdf)
    place = [round(n) for n in (box.left, box.top, box.right - box.left, box.bottom - box.top)]
    flags = [str(n) for pair in zip(("-x", "-y", "-W", "-H"), place, strict=True) for n in pair]
    command = ["pdftotext", "-f", str(page + 1), "-l", str(page + 1), *flags, str(file), "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode().strip()


def pixels_below(pdf: bytes, page: int, box: Mark) -> set[tuple[int, ...]]:
    """Return the colours of the page's picture itself within a box."""
    with pikepdf.Pdf.open(BytesIO(pdf)) as opened:
        shown = opened.pages[page]
        picture = Image.open(BytesIO(shown.Resources.XObject.P.read_raw_bytes()))
        across = picture.width / float(shown.MediaBox[2])
        down = picture.height / float(shown.MediaBox[3])
    place = (box.left * across, box.top * down, box.right * across, box.bottom * down)
    return {colour for _, colour in picture.crop(tuple(map(round, place))).getcolors(10**7)}


@pytest.mark.parametrize("name", FILES)
def test_nothing_of_a_marked_word_is_left_in_real_papers(name, workspace, attach, tmp_path):
    if not (MATERIAL / name).exists():
        pytest.skip("the papers to try are not here")
    document = attach(name, (MATERIAL / name).read_bytes())
    count = len(document_pages.page_sizes(workspace, document))
    page = next(
        (
            n
            for n in range(min(3, count))
            if len(document_pages.page_words(workspace, document, n)) > 20
        ),
        0,
    )
    words = document_pages.page_words(workspace, document, page)
    size = document_pages.page_sizes(workspace, document)[page]
    wide = [w for w in words if len(w.text) > 3 and w.right <= size[0] and w.bottom <= size[1]]
    chosen = random.Random(name).sample(wide, min(MARKS_OF_A_FILE, len(wide)))
    marks = [Mark(page, w.left, w.top, w.right, w.bottom) for w in chosen]
    copy = redaction.preview(workspace, document, marks).pdf
    with pypdfium2.PdfDocument(copy) as opened:
        left = opened[page].get_textpage().get_text_range().casefold().split()
    for word, mark in zip(chosen, marks, strict=True):
        assert text_by_poppler(copy, page, mark, tmp_path) == ""
        assert word.text.casefold() not in left
        assert pixels_below(copy, page, widened(mark, size)) == {(0, 0, 0)}
    checked = subprocess.run(["qpdf", "--check", str(tmp_path / "copy.pdf")], capture_output=True)
    assert checked.returncode == 0


def test_a_secret_is_in_no_byte_of_the_copy_while_the_rest_can_be_searched(workspace, attach):
    document = attach("bill.pdf", paper("Balance for\nSSN 123-45-6789\nis due", "second page"))
    (found,) = redaction.found_words(workspace, document)
    assert (found.kind, found.text) == (FoundKind.SSN, "123-45-6789")
    copy = redaction.preview(workspace, document, [found.mark])
    everything = copy.pdf + in_streams(copy.pdf)
    for trace in (b"123-45-6789", b"123-45-6789".hex().encode(), b"45-67", b"SECRET-TITLE"):
        assert trace not in everything
    assert "Balance" in copy.reading.page_texts[0]
    assert "second page" in copy.reading.page_texts[1]


def test_a_page_that_shares_its_resources_with_a_marked_one_gives_nothing_away(workspace, attach):
    with pikepdf.Pdf.open(BytesIO(paper("first", "second"))) as pdf:
        picture = pdf.make_stream(b"BT /F1 9 Tf (HIDDENWORD) Tj ET")
        picture.Type, picture.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        picture.BBox = pikepdf.Array([0, 0, 99, 99])
        shared = pdf.make_indirect(
            pikepdf.Dictionary(
                XObject=pikepdf.Dictionary(S=picture), Font=pdf.pages[0].Resources.Font
            )
        )
        for page in pdf.pages:
            page.Resources = shared
        pdf.pages[0].contents_add(b"q /S Do Q")
        out = BytesIO()
        pdf.save(out)
    document = attach("shared.pdf", out.getvalue())
    copy = redaction.preview(workspace, document, [Mark(0, 0, 700, 612, 792), Mark(0, 0, 0, 9, 9)])
    assert b"HIDDENWORD" not in in_streams(copy.pdf)


def test_the_copy_is_linked_to_its_original_which_stays_and_undo_takes_it_away(workspace, attach):
    data = paper("SSN 123-45-6789")
    document = attach("bill.pdf", data)
    copy = redaction.preview(workspace, document, [Mark(0, 40, 30, 300, 60)])
    kept = workspace.run("Redacted copy made", redaction.keep, document, copy)
    names = [one.name for one in cases.record(workspace, attach.case).documents]
    assert names == ["bill.pdf", "bill.pdf (redacted copy)"]
    assert documents.original(workspace, document) == data
    assert documents.original(workspace, kept) == copy.pdf
    workspace.undo()
    assert len(cases.record(workspace, attach.case).documents) == 1


def test_other_clients_and_days_of_birth_are_found_and_the_own_name_is_not(
    workspace, attach, new_record, enter
):
    record = new_record()
    other = replace(
        record,
        client=replace(
            record.client,
            id=ClientId("other"),
            given_name="Jorge",
            family_name="Muñoz",
            date_of_birth=date(1970, 1, 31),
        ),
        coverage=replace(record.coverage, id=CoverageId("other-cover"), member_id="SHP-77"),
    )
    enter(workspace, other)
    document = attach("a.pdf", paper("Ana and Jorge Munoz, born 01/31/1970, member SHP-77."))
    found = redaction.found_words(workspace, document)
    assert {(one.kind, one.text) for one in found} == {
        (FoundKind.NAME, "Jorge Munoz,"),
        (FoundKind.NAME, "Munoz,"),
        (FoundKind.BIRTH, "01/31/1970,"),
        (FoundKind.NUMBER, "SHP-77."),
    }


def test_boxes_of_words_of_different_length_may_be_of_one_width():
    short = widened(Mark(0, 40, 10, 46, 20), (612, 792))
    long = widened(Mark(0, 40, 10, 66, 20), (612, 792))
    assert short == long
    assert (short.right - short.left) % GRID == 0


def test_nothing_marked_is_said_and_no_copy_is_made(workspace, attach):
    document = attach("a.pdf", paper("words"))
    with pytest.raises(Invalid):
        redaction.preview(workspace, document, [])
