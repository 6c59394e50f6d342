"""Real files of every kind come in: none is lost, and what is found agrees with other readers."""

import csv
from pathlib import Path

import pytest
from PIL import ImageChops, ImageStat

from advocate_desktop.intake import office, pdf_documents
from advocate_desktop.intake.outcomes import Refused
from advocate_desktop.intake.reading import EMPTY, read
from advocate_desktop.intake.rendition import rendition

MATERIAL = Path(__file__).parents[2] / "../shared/material"
MANIFEST = MATERIAL / "MANIFEST.tsv"


def rows() -> list[dict[str, str]]:
    if not MANIFEST.is_file():
        return []
    with MANIFEST.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


ROWS = [row for row in rows() if row["bytes"] != "0"]
BROKEN_PAGE_TREE = "cyclic-toc.pdf"
"""Its list of pages has no length; other readers see none, a repair finds one."""
OK_PDFS = [
    row
    for row in ROWS
    if row["kind"] == "pdf" and row["expected"].startswith("ok") and row["file"] != BROKEN_PAGE_TREE
]


def content(row: dict[str, str]) -> bytes:
    return (MATERIAL / row["file"]).read_bytes()


def named(row: dict[str, str]) -> str:
    return row["file"]


@pytest.mark.parametrize("row", ROWS, ids=named)
def test_every_file_comes_in_and_what_has_pages_has_a_sound_rendition(row, reader):
    data = content(row)
    found = read(data)
    if found.pages is None:
        assert found.note
        assert found.note == office.NO_WORDS or not row["expected"].startswith("ok")
        return
    clean = rendition(data, found.media_type)
    assert clean == rendition(data, found.media_type)
    assert reader.is_sound(clean)
    assert reader.page_count(clean) == found.pages == len(found.page_texts)


@pytest.mark.parametrize("row", OK_PDFS, ids=named)
def test_a_pdf_has_the_pages_and_the_text_that_other_readers_find(row):
    found = read(content(row))
    assert found.pages == int(row["qpdf_npages"])
    ours = sum(1 for c in found.text if not c.isspace())
    theirs = int(row["text_chars"])
    # The other reader counts a direction mark around each piece of Arabic.
    assert ours == pytest.approx(theirs, rel=0.5 if row["file"] == "mednine.pdf" else 0.15, abs=10)


@pytest.mark.parametrize(
    "row", [row for row in ROWS if "password needed" in row["expected"]], ids=named
)
def test_a_locked_pdf_is_kept_with_a_note(row):
    found = read(content(row))
    assert (found.pages, found.note) == (None, pdf_documents.ENCRYPTED)


@pytest.mark.skipif(not ROWS, reason="the real files are not here")
def test_an_empty_file_is_refused():
    with pytest.raises(Refused, match=EMPTY):
        read((MATERIAL / "empty.pdf").read_bytes())


@pytest.mark.skipif(not ROWS, reason="the real files are not here")
@pytest.mark.parametrize("number", [2, 3, 4, 6, 7, 8])
def test_a_photo_stands_upright_however_the_camera_was_held(number, reader):
    upright, turned = (
        reader.page(rendition((MATERIAL / f"Landscape_{n}.jpg").read_bytes(), "image/jpeg"))
        for n in (1, number)
    )
    # The number written into the picture differs.
    assert max(ImageStat.Stat(ImageChops.difference(upright, turned)).mean) < 8
