"""Words read off a scan are found in a packet where they stand, and nowhere seen."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from pikepdf import Pdf
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from advocate_desktop.domain.deadlines import derive
from advocate_desktop.domain.moments import PACIFIC
from advocate_desktop.domain.packets import PacketKind, plan_packet
from advocate_desktop.domain.page_words import PageWord
from advocate_desktop.filings.packet import PacketContent, write_packet
from advocate_desktop.services.rules import rule_book

sys.path.insert(0, str(Path(__file__).parent))
import packet_papers as papers

WORDS = (
    PageWord("CLM-4471", 72, 100, 160, 116),
    PageWord("señor", 72, 300, 120, 312),
    PageWord("Սուտ", 300, 700, 350, 715),
)


def scan(size, turn=0):
    """Return a page that is a picture; its print fills the foot and head, so that it is shrunk."""
    picture = Image.new("L", (int(size[0]), int(size[1])), 255)
    ImageDraw.Draw(picture).rectangle((0, 0, size[0], size[1]), outline=0, width=60)
    out = BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1)
    canvas.drawImage(ImageReader(picture), 0, 0, *size)
    canvas.setPageRotation(turn)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def packet(data, words, turns=None):
    document = papers.document("scan", "denial_letter")
    record = papers.record([document])
    plan = plan_packet(record, PacketKind.PLAN, papers.MADE_ON)
    exhibit = replace(plan.exhibits[0], turns=turns or {})
    plan = replace(plan, exhibits=(exhibit,))
    as_of = datetime(2026, 3, 2, 12, tzinfo=PACIFIC)
    deadlines = derive(record, rule_book(), as_of)
    content = PacketContent(record, plan, deadlines, papers.cover(), papers.MADE_ON)
    bound = replace(papers.bound(exhibit, data), read={1: words} if words else {})
    return write_packet(content, [bound], lambda done, total, text: None)


@pytest.mark.parametrize("size", [(612, 792), (595, 842)])
def test_the_words_are_found_where_the_scan_has_them(size):
    data, layout = packet(scan(size), WORDS)
    page = layout.exhibit_pages()["A"] + 1
    found = {word: box for word, *box in papers.words_with_places(data, page)}
    assert {"CLM-4471", "señor", "Սուտ"} <= found.keys()
    factor = (792 - 40) / size[1]
    left = (612 - size[0] * factor) / 2
    for word in WORDS:
        x1, _, x2, y2 = found[word.text]
        assert x1 == pytest.approx(left + word.left * factor, abs=2)
        assert x2 == pytest.approx(left + word.right * factor, abs=4)
        assert y2 == pytest.approx(word.bottom * factor, abs=6)


@pytest.mark.parametrize(("own", "turn"), [(90, 0), (0, 180), (270, 90)])
def test_the_words_turn_with_their_page(own, turn):
    size = (612, 792) if own in (0, 180) else (792, 612)
    data, layout = packet(scan(size, own), WORDS[:1], {1: turn})
    page = layout.exhibit_pages()["A"] + 1
    (box,) = [box for word, *box in papers.words_with_places(data, page) if word == "CLM-4471"]
    assert all(0 <= number <= 800 for number in box)
    across, down = box[2] - box[0], box[3] - box[1]
    assert (across > down) is (turn in (0, 180))


def test_nothing_of_the_words_is_seen():
    with_words, layout = packet(scan((612, 792)), WORDS)
    without, _ = packet(scan((612, 792)), ())
    page = str(layout.exhibit_pages()["A"] + 1)
    drawn = [
        subprocess.run(
            ["pdftoppm", "-r", "40", "-f", page, "-l", page, "-"], input=data, capture_output=True
        ).stdout
        for data in (with_words, without)
    ]
    assert drawn[0] == drawn[1]


def test_equal_scans_give_equal_packets_and_without_words_there_is_no_layer():
    assert packet(scan((612, 792)), WORDS)[0] == packet(scan((612, 792)), WORDS)[0]
    layers = []
    for words in (WORDS, ()):
        data, layout = packet(scan((612, 792)), words)
        with Pdf.open(BytesIO(data)) as pdf:
            page = pdf.pages[layout.exhibit_pages()["A"]]
            layers.append("/ReadText" in page.obj.Resources.XObject)
    assert layers == [True, False]
