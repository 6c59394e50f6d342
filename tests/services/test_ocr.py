"""Scans are read in the background: what waits is known, kept a page at a time, and found."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.errors import NotFound
from advocate_desktop.intake.isolated import Worker
from advocate_desktop.services import documents, ocr
from advocate_desktop.services.progress import Cancelled
from advocate_desktop.services.search import search
from advocate_desktop.services.workspace import Workspace

FONT = Path(__file__).parents[2] / "resources" / "fonts" / "NotoSans-Regular.ttf"


def scanned(text: str) -> Image.Image:
    """Return a page of large letters as a scanner takes it."""
    page = Image.new("L", (850, 1100), 250)
    font = ImageFont.truetype(str(FONT), 36)
    ImageDraw.Draw(page).multiline_text((100, 150), text, font=font, fill=10)
    return page


def pdf_of(*pages: Image.Image | str) -> bytes:
    """Return a PDF with a page for each picture or line of text."""
    out = io.BytesIO()
    canvas = Canvas(out, (612, 792), invariant=1)
    for page in pages:
        if isinstance(page, str):
            canvas.drawString(72, 700, page)
        else:
            canvas.drawImage(ImageReader(page), 0, 0, 612, 792)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


PLAIN = "This page was written on a computer and holds a line of text."


@pytest.fixture
def case(workspace: Workspace, sample_record: Any, enter: Callable[..., CaseId]) -> CaseId:
    return enter(workspace, replace(sample_record, documents=(), events=()))


@pytest.fixture
def scan(workspace, case):
    pages = (scanned("Zebraquartz request\nwas denied"), PLAIN, scanned("Second quillfeather page"))
    return documents.attach_bytes(workspace, case, "scan.pdf", pdf_of(*pages)).document


class StopAfter:
    """Cancels once so many pages are done."""

    def __init__(self, pages: int) -> None:
        self.pages, self.done, self.told = pages, 0, []

    def step(self, done: int, total: int, text: str) -> None:
        self.done = done
        self.told.append((done, total, text))

    def check(self) -> None:
        if self.done >= self.pages:
            raise Cancelled


def hits(workspace, words):
    return [hit.page for hit in search(workspace, words) if hit.page]


def test_pages_without_text_wait_and_are_found_once_they_were_read(workspace, scan):
    assert [(s.name, s.pages) for s in ocr.waiting(workspace)] == [("scan.pdf", (0, 2))]
    assert not hits(workspace, "zebraquartz")
    assert ocr.recognise_all(workspace) == 2
    assert ocr.waiting(workspace) == ()
    assert hits(workspace, "zebraquartz") == [1]
    assert hits(workspace, "quillfeather") == [3]
    texts = documents.page_texts(workspace, scan)
    assert texts[0].split() == ["Zebraquartz", "request", "was", "denied"]
    assert PLAIN in texts[1]


def test_words_of_a_scan_stand_where_they_are_printed(workspace, scan):
    assert documents.page_words(workspace, scan, 0) == ()
    ocr.recognise_all(workspace)
    words = documents.page_words(workspace, scan, 0)
    assert [word.text for word in words] == ["Zebraquartz", "request", "was", "denied"]
    assert (words[0].left, words[0].top) == pytest.approx((72, 115), abs=8)
    assert words[1].left > words[0].right
    assert words[2].top > words[0].bottom
    pages = ocr.recognised_pages(workspace, scan)
    assert sorted(pages) == [0, 2]
    assert pages[0].words == words
    assert len(pages[0].confidences) == 4
    assert documents.page_words(workspace, scan, 1)[0].text == "This"


def test_what_was_read_stays_after_a_cancel_and_the_rest_goes_on_later(workspace, scan):
    stop = StopAfter(1)
    with pytest.raises(Cancelled):
        ocr.recognise_all(workspace, stop)
    assert stop.told[0] == (0, 2, "Reading scans: scan.pdf, page 1")
    assert [s.pages for s in ocr.waiting(workspace)] == [(2,)]
    assert ocr.recognise(workspace, scan) == 1
    assert ocr.waiting(workspace) == ()


def test_a_photo_without_words_is_looked_at_once(workspace, case):
    picture = io.BytesIO()
    Image.effect_noise((600, 400), 80).save(picture, "JPEG")
    told = documents.attach_bytes(workspace, case, "photo.jpg", picture.getvalue())
    assert ocr.recognise(workspace, told.document) == 1
    assert ocr.recognise_all(workspace) == 0
    assert documents.page_words(workspace, told.document, 0) == ()


def test_a_scan_with_a_line_of_a_fax_machine_is_read_but_a_short_page_is_not(workspace, case):
    out = io.BytesIO()
    canvas = Canvas(out, (612, 792), invariant=1)
    canvas.drawImage(ImageReader(scanned("Below the line\nof the fax machine")), 0, 0, 612, 792)
    canvas.drawString(72, 770, "P. 3/7")
    canvas.showPage()
    canvas.drawString(72, 700, "Left blank")
    canvas.showPage()
    canvas.save()
    told = documents.attach_bytes(workspace, case, "fax.pdf", out.getvalue())
    ocr.recognise_all(workspace)
    first, second = documents.page_texts(workspace, told.document)
    assert "Below the line" in first
    assert second.strip() == "Left blank"
    assert documents.page_words(workspace, told.document, 1)[0].text == "Left"


def test_papers_in_the_trash_and_papers_of_other_kinds_do_not_wait(workspace, case, scan):
    documents.attach_bytes(workspace, case, "short.txt", b"short")
    workspace.run("Document removed", documents.remove, scan)
    assert ocr.waiting(workspace) == ()
    with pytest.raises(NotFound):
        ocr.recognise(workspace, scan)


def test_reading_scans_leaves_nothing_to_undo(workspace, scan):
    before = workspace.undo_label
    ocr.recognise_all(workspace)
    assert workspace.undo_label == before


def test_without_tesseract_everything_waits_and_the_hint_says_what_to_install(
    workspace, scan, monkeypatch, tmp_path
):
    monkeypatch.setenv("PATH", str(tmp_path))
    ocr._tesseract.cache_clear()
    try:
        assert not ocr.is_available()
        assert ocr.recognise_all(workspace) == 0
        assert "tesseract-ocr" in ocr.what_to_install()
        assert len(ocr.waiting(workspace)) == 1
    finally:
        ocr._tesseract.cache_clear()


def test_a_page_that_cannot_be_drawn_is_not_tried_for_ever(workspace, scan, monkeypatch):
    hasty = Worker(seconds=0.001)
    monkeypatch.setattr(ocr.isolated, "recognising", hasty)
    assert ocr.recognise_all(workspace) == 2
    assert ocr.waiting(workspace) == ()
    hasty.close()
