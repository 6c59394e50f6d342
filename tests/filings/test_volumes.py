"""A packet divided into volumes: each small enough, nothing lost, numbers and links go on."""

import subprocess
import sys
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from pikepdf import Pdf
from pypdfium2 import PdfDocument

from advocate_desktop.filings import pdf
from advocate_desktop.filings.volumes import Limits, divided

sys.path.insert(0, str(Path(__file__).parent))
import packet_papers as papers

MOST = 700_000
PROPERTIES = pdf.Properties("Packet – Ana Example", papers.MADE_ON)


def heavy(words):
    """Return a paper that is large because of something that does not shrink."""
    with Pdf.open(BytesIO(papers.paper(words))) as opened:
        noise = opened.make_stream(Random(words[0]).randbytes(220_000))
        opened.pages[0].obj.Resources.Noise = noise
        out = BytesIO()
        opened.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def whole():
    made = [
        (papers.document(f"paper-{n}", "denial_letter", 2), heavy([f"body {n} 0", f"body {n} 1"]))
        for n in range(8)
    ]
    return papers.packet(made)


@pytest.fixture(scope="module")
def volumes(whole):
    return divided(*whole, Limits(MOST), PROPERTIES, "Ana Example · ID …2345")


def test_each_volume_is_small_enough_and_sound(volumes, tmp_path):
    assert len(volumes) > 2
    for number, volume in enumerate(volumes):
        assert len(volume.data) <= MOST
        file = tmp_path / f"{number}.pdf"
        file.write_bytes(volume.data)
        ran = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True)
        assert ran.returncode == 0, ran.stdout + ran.stderr


def test_every_page_of_the_packet_is_in_one_volume_in_order(whole, volumes):
    pages = [page for volume in volumes for page in papers.texts(volume.data)[1:]]
    assert pages == papers.texts(whole[0])
    assert [v.first_page for v in volumes[1:]] == [v.last_page + 1 for v in volumes[:-1]]


def test_a_volume_begins_at_an_exhibit_and_says_which_it_is(whole, volumes):
    sheets = set(whole[1].exhibit_pages().values())
    assert {volume.first_page for volume in volumes[1:]} <= sheets
    for number, volume in enumerate(volumes, 1):
        sheet = papers.texts(volume.data)[0]
        assert f"Part {number} of {len(volumes)}\n" in sheet
        reach = f"Packet pages {volume.first_page} to {volume.last_page} of {whole[1].pages}"
        assert reach in " ".join(sheet.split())
        assert "Ana Example · ID …2345" in sheet


def test_links_lead_to_the_pages_they_print_and_never_out_of_the_volume(whole, volumes):
    meant = set(papers.links(whole[0]))
    for volume in volumes:
        offset = volume.first_page - 2
        found = papers.links(volume.data)
        within = {(a + offset, b + offset) for a, b in found if a > 1}
        expected = {
            (a, b)
            for a, b in meant
            if volume.first_page <= a <= volume.last_page
            and volume.first_page <= b <= volume.last_page
        }
        assert within == expected
        listed = {b + offset for a, b in found if a == 1}
        sheets = set(whole[1].exhibit_pages().values())
        assert {p for p in sheets if volume.first_page <= p <= volume.last_page} <= listed


def test_page_labels_go_on_over_the_volumes(volumes):
    for number, volume in enumerate(volumes, 1):
        document = PdfDocument(volume.data)
        labels = [document.get_page_label(n) for n in range(len(document))]
        titles = [b.get_title() for b in document.get_toc()]
        document.close()
        name = f"Part {number} of {len(volumes)}"
        assert labels == [name, *map(str, range(volume.first_page, volume.last_page + 1))]
        assert titles[0] == name
        assert len(titles) > 1


def test_a_packet_that_is_small_enough_is_left_as_it_is(whole):
    (only,) = divided(*whole, Limits(len(whole[0])), PROPERTIES, "")
    assert only.data == whole[0]


def test_an_exhibit_larger_than_a_volume_stands_alone(whole):
    parts = divided(*whole, Limits(1000), PROPERTIES, "")
    assert len(parts) == 1 + len(whole[1].plan.exhibits)


def test_the_same_packet_gives_the_same_volumes(whole, volumes):
    again = divided(*whole, Limits(MOST), PROPERTIES, "Ana Example · ID …2345")
    assert [v.data for v in again] == [v.data for v in volumes]
