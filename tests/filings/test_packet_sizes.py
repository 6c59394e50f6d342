"""Packets of few and of very many exhibits, read back by PDFium, Poppler, qpdf and Ghostscript."""

import re
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from pikepdf import Pdf
from pypdfium2 import PdfDocument

from advocate_desktop.domain.packets import Part
from advocate_desktop.filings import pdf
from advocate_desktop.filings.print_edition import print_edition

sys.path.insert(0, str(Path(__file__).parent))
import packet_papers as papers


@pytest.fixture(scope="module", params=[2, 28, 300])
def packet(request):
    made = [
        (
            papers.document(f"paper-{n:03}", "denial_letter", 1 + n % 2, f"Paper number {n}"),
            papers.paper([f"body {n} {p}" for p in range(1 + n % 2)]),
        )
        for n in range(1, request.param + 1)
    ]
    return papers.packet(made)


def read_back(data):
    """Return texts, labels and outline as PDFium has them."""
    document = PdfDocument(data)
    try:
        texts = [page.get_textpage().get_text_range() for page in document]
        labels = [document.get_page_label(n) for n in range(len(document))]
        outline = {b.get_title(): b.get_dest().get_index() + 1 for b in document.get_toc()}
    finally:
        document.close()
    return texts, labels, outline


def test_contents_outline_labels_and_stamps_agree_with_the_pages(packet):
    data, layout = packet
    texts, labels, outline = read_back(data)
    assert labels == [str(n + 1) for n in range(layout.pages)]
    first = layout.part_page(Part.CONTENTS)
    contents = papers.texts(data)[first - 1 : first - 1 + layout.parts[Part.CONTENTS]]
    listed = re.findall(r"Paper number (\d+) .*?(\d+)\s+(\d+)$", "\n".join(contents), re.M)
    assert len(listed) == len(layout.plan.exhibits)
    for number, pages, page in listed:
        exhibit = next(e for e in layout.plan.exhibits if e.title == f"Paper number {number}")
        sheet = texts[int(page) - 1]
        assert f"EXHIBIT {exhibit.label}" in sheet
        assert f"Paper number {number}" in sheet
        assert outline[f"Exhibit {exhibit.label} – Paper number {number}"] == int(page)
        for place in range(int(pages)):
            text = texts[int(page) + place]
            at = int(page) + place + 1
            assert f"body {number} {place}" in text
            assert f"Exhibit {exhibit.label}-{place + 1} · page {at} of {layout.pages}" in text


def test_every_line_of_the_contents_leads_to_its_page(packet):
    data, layout = packet
    first = layout.part_page(Part.CONTENTS)
    own = range(first, first + layout.parts[Part.CONTENTS])
    leads_to = {to for page, to in papers.links(data) if page in own}
    assert set(layout.exhibit_pages().values()) <= leads_to


@pytest.mark.parametrize("edition", ["whole", "print"])
def test_other_programs_read_it_without_complaint(packet, tmp_path, edition):
    data, layout = packet
    if edition == "print":
        data = print_edition(data, layout, pdf.Properties("A trial", papers.MADE_ON))
    file = tmp_path / "packet.pdf"
    file.write_bytes(data)
    checked = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    read = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True)
    assert (read.returncode, read.stderr) == (0, "")
    if len(layout.plan.exhibits) > 28 or not shutil.which("gs"):
        return
    command = ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=nullpage", file]
    drawn = subprocess.run(command, capture_output=True, text=True)
    assert (drawn.returncode, drawn.stdout + drawn.stderr) == (0, "")


@pytest.mark.skipif(not shutil.which("gs"), reason="Ghostscript is not here")
def test_a_page_without_content_is_no_error_to_ghostscript(tmp_path):
    with Pdf.open(BytesIO(papers.paper(["one", "two", "three"]))) as opened:
        del opened.pages[0].Contents
        opened.pages[1].Contents = opened.make_stream(b"")
        out = BytesIO()
        opened.save(out)
    file = tmp_path / "packet.pdf"
    document = papers.document("empty", "denial_letter", 3)
    file.write_bytes(papers.packet([(document, out.getvalue())])[0])
    command = ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=nullpage", file]
    drawn = subprocess.run(command, capture_output=True, text=True)
    assert (drawn.returncode, drawn.stdout + drawn.stderr) == (0, "")
    assert "three" in papers.texts(file.read_bytes())[-1]


def test_the_same_input_gives_the_same_bytes_and_another_packet_another_identity():
    made = [(papers.document("one", "denial_letter", 1, "One"), papers.paper(["one"]))]
    other = [(papers.document("two", "denial_letter", 1, "Two"), papers.paper(["two"]))]
    first, again, third = (papers.packet(each)[0] for each in (made, made, other))
    assert first == again
    identities = []
    for data in (first, third):
        with Pdf.open(BytesIO(data)) as opened:
            identities.append(bytes(opened.trailer.ID[0]))
    assert identities[0] != identities[1]
