"""The worst files people could be sent: each costs itself at most, and a sentence says what it is.

The reading process takes them in, as in the program, so its bounds are what is tried here too.
"""

from __future__ import annotations

import io
import os
import struct
import threading
import time
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Stream, String

from advocate_desktop.intake import incoming
from advocate_desktop.intake.file_names import safe_name
from advocate_desktop.intake.isolated import Worker
from advocate_desktop.intake.outcomes import KEPT_ONLY, MOST_BYTES, Reading, Refused
from advocate_desktop.intake.pdf_documents import TOO_MANY_PAGES


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    started = Worker()
    yield started
    started.close()


def pdf_of_pages(count: int) -> bytes:
    """Return a PDF with so many pages of its own and a sound table of its objects."""
    kids = b" ".join(b"%d 0 R" % (number + 3) for number in range(count))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>"
    tree = b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, kids)
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", tree, *[page] * count]
    out, starts = bytearray(b"%PDF-1.7\n"), []
    for number, written in enumerate(objects, 1):
        starts.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, written)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    size = len(objects) + 1
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n"
    return bytes(out) + end % (size, table, size, len(out)) + b"%%EOF\n"


def picture_of_nothing(side: int) -> bytes:
    """Return a PNG of so many black and white dots a side, packed to almost nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        whole = kind + data
        return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))

    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(bytes(side // 8 + 1)) for _ in range(side)) + packer.flush()
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def zips_in_zips(depth: int) -> bytes:
    data, name = b"the innermost words", "letter.txt"
    for level in range(depth):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, data)
        data, name = out.getvalue(), f"{level}.zip"
    return data


def word_file_of(megabytes: int) -> bytes:
    """Return a Word file whose text unpacks to so many megabytes."""
    out = io.BytesIO()
    space = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            part.write(b"<w:document xmlns:w='%s'><w:body><w:p><w:r><w:t>" % space)
            for _ in range(megabytes):
                part.write(b"a" * 1024 * 1024)
            part.write(b"</w:t></w:r></w:p></w:body></w:document>")
    return out.getvalue()


def read(worker: Worker, data: bytes) -> Reading:
    """Read a file, and see that the process serves the next one as before."""
    before = time.monotonic()
    found = worker.read(data)
    assert time.monotonic() - before < 30
    assert worker.read(b"some words").text == "some words"
    return found


def test_a_pdf_of_a_hundred_thousand_pages_is_kept_and_said(worker):
    found = read(worker, pdf_of_pages(100_000))
    assert (found.pages, found.note) == (None, TOO_MANY_PAGES)


def test_a_picture_of_sixty_thousand_by_sixty_thousand_is_kept_and_said(worker):
    found = read(worker, picture_of_nothing(60_000))
    assert found.pages is None
    assert "too large to be shown" in found.note


def test_zips_nested_fifty_deep_are_kept_unopened(worker):
    found = read(worker, zips_in_zips(50))
    assert (found.media_type, found.note) == ("application/zip", KEPT_ONLY)


def test_a_word_file_that_unpacks_to_gigabytes_is_kept_and_said(worker):
    found = read(worker, word_file_of(300))
    assert found.pages is None
    assert "cannot be opened" in found.note


def test_a_film_is_kept_without_being_sent_whole(worker):
    film = b"\0\0\0\x18ftypmp42" + bytes(range(256)) * 8192
    found = worker.read(film)
    assert (found.pages, found.note) == (None, KEPT_ONLY)
    assert found == Worker().read(film)


def test_a_long_text_is_read_whole_however_it_begins(worker):
    text = "Dear plan, " + "my claim was denied. " * 20_000 + "The end."
    assert worker.read(text.encode()).text.rstrip().endswith("The end.")


def test_two_gigabytes_are_refused_before_they_are_read(tmp_path):
    file = tmp_path / "film.mp4"
    with file.open("wb") as stream:
        stream.truncate(2 * 1024**3)
    before = time.monotonic()
    with pytest.raises(Refused, match="larger than 500 MB"):
        incoming.load(file)
    assert time.monotonic() - before < 1
    with pytest.raises(Refused, match="larger than 500 MB"):
        Worker().read(bytes(MOST_BYTES + 1))


def test_a_file_that_grows_while_it_is_read_is_refused(tmp_path, monkeypatch):
    file = tmp_path / "letter.txt"
    file.write_bytes(b"a" * 1000)
    looked = os.fstat

    def looks_and_writes(number: int) -> os.stat_result:
        found = looked(number)
        with file.open("ab") as stream:
            stream.write(b"more")
        return found

    monkeypatch.setattr(incoming.os, "fstat", looks_and_writes)
    with pytest.raises(Refused, match="changed while it was read"):
        incoming.load(file)


def test_a_file_written_over_and_over_is_whole_or_refused(tmp_path):
    file = tmp_path / "letter.txt"
    file.write_bytes(b"0" * 400_000)
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            for letter in b"12":
                file.write_bytes(bytes([letter]) * 400_000)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(50):
            try:
                assert len(set(incoming.load(file))) <= 1
            except Refused:
                continue
    finally:
        stop.set()
        writer.join()


@given(st.text(max_size=300) | st.binary(max_size=300).map(lambda b: b.decode("latin-1")))
@settings(deadline=None)
def test_no_name_leads_out_of_a_folder_or_reads_otherwise_than_it_is(name):
    safe = safe_name(name, ".pdf")
    assert Path(safe).name == safe
    assert 0 < len(safe.encode()) <= 255
    assert not set(safe) & set("\0/\\\u202e\u202d\u200f\u200e\u2066\u2067\u2068\n\r")


def acting_pdf(data: bytes) -> bytes:
    """Return a PDF with everything in it that would act, look elsewhere, or carry a file."""
    out = io.BytesIO()
    with pikepdf.Pdf.open(io.BytesIO(data)) as pdf:
        script = Dictionary(S=Name.JavaScript, JS=String("app.alert('hi')"))
        launch = Dictionary(S=Name.Launch, F=String("calc.exe"))
        far = Dictionary(S=Name.URI, URI=String("http://collector.example/x"))
        carried = pdf.make_indirect(Stream(pdf, b"MZ the carried program"))
        carried.Type = Name.EmbeddedFile
        spec = Dictionary(Type=Name.Filespec, F=String("x.exe"), EF=Dictionary(F=carried))
        pdf.Root.OpenAction = script
        pdf.Root.AA = Dictionary(WC=script)
        pdf.Root.Names = Dictionary(
            JavaScript=Dictionary(Names=Array([String("a"), script])),
            EmbeddedFiles=Dictionary(Names=Array([String("x.exe"), spec])),
        )
        pdf.Root.AF = Array([spec])
        page = pdf.pages[0]
        page.AA = Dictionary(O=launch)
        box = Array([72, 700, 300, 720])
        page.Annots = Array(
            [
                pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=kind, Rect=box, **more))
                for kind, more in (
                    (Name.Link, {"A": launch}),
                    (Name.Link, {"A": far}),
                    (Name.FileAttachment, {"FS": spec}),
                    (Name.Screen, {"A": script}),
                )
            ]
        )
        pdf.save(out)
    return out.getvalue()


def test_what_acts_in_a_pdf_is_gone_from_what_is_shown_and_its_page_stays(
    worker, pdf_of_lines, reader
):
    data = acting_pdf(pdf_of_lines("Your request was denied"))
    found = worker.read(data)
    assert (found.pages, found.text.strip(), found.note) == (1, "Your request was denied", "")
    clean = worker.rendition(data, found.media_type)
    assert "Your request was denied" in reader.text(clean)
    with pikepdf.Pdf.open(io.BytesIO(clean)) as pdf:
        whole = b"".join(
            obj.unparse(resolved=True) + (obj.read_bytes() if isinstance(obj, Stream) else b"")
            for obj in pdf.objects
        )
    for word in (b"JavaScript", b"Launch", b"calc.exe", b"EmbeddedFile", b"MZ the", b"collector"):
        assert word not in whole
    assert not {b"/OpenAction", b"/AA", b"/Annots"} & {w for w in whole.split() if w[:1] == b"/"}
