"""What the pages of exhibits show before a packet goes out."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.coverage import Coverage, CoverageId
from advocate_desktop.domain.documents import DocumentKind
from advocate_desktop.domain.events import Event, EventId, EventKind
from advocate_desktop.domain.findings import Finding, Severity
from advocate_desktop.domain.moments import PACIFIC
from advocate_desktop.domain.packets import PacketKind
from advocate_desktop.domain.page_words import PageWord, RecognisedPage
from advocate_desktop.domain.people import Client, ClientId
from advocate_desktop.intake import isolated
from advocate_desktop.services import cases, documents, ocr, packet_plans, packets
from advocate_desktop.services.progress import NO_PROGRESS
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.store import recognised

sys.path.insert(0, str(Path(__file__).parents[1] / "filings"))
import packet_papers as papers

NOW = datetime(2026, 3, 2, 9, tzinfo=PACIFIC)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = Workspace.create(tmp_path / "test.casebook", None, clock=lambda: NOW)
    yield made
    made.close()


@pytest.fixture
def case_id(workspace: Workspace) -> CaseId:
    record = replace(papers.record([]), events=(), communications=())
    other = replace(
        record,
        client=Client(ClientId("other"), "Bo", "Sample"),
        coverage=Coverage(CoverageId("theirs"), "Other Plan", member_id="SHP4471902"),
        case=replace(record.case, id=CaseId("theirs")),
    )
    workspace.run("Case created", cases.create, other)
    return workspace.run("Case created", cases.create, record)


def pages(*drawn) -> bytes:
    """Return a PDF with a page for each text, picture, or None for an empty page."""
    out = BytesIO()
    canvas = Canvas(out, invariant=1)
    for what in drawn:
        if isinstance(what, str):
            canvas.drawString(72, 700, what)
        elif what is not None:
            canvas.drawImage(ImageReader(what), 0, 0, 612, 792)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def turned(data: bytes, degrees: int) -> bytes:
    with pikepdf.open(BytesIO(data)) as opened:
        opened.pages[0].Rotate = degrees
        out = BytesIO()
        opened.save(out)
    return out.getvalue()


def scan(grey: int, words: str = "") -> Image.Image:
    made = Image.new("L", (850, 1100), grey)
    ImageDraw.Draw(made).text((100, 200), words, fill=0, font_size=40)
    return made


def attach(workspace, case_id, data: bytes, name="paper.pdf", kind=DocumentKind.MEDICAL_RECORD):
    told = documents.attach_bytes(workspace, case_id, name, data, kind)
    assert told.document is not None
    return told.document


def found(workspace, case_id, planned=None) -> dict[str, Finding]:
    told = packets.preflight(workspace, case_id, PacketKind.OWN, planned=planned, look=NO_PROGRESS)
    return {finding.code: finding for finding in told}


def test_another_clients_name_stops_a_packet_and_names_the_page(workspace, case_id):
    document = attach(workspace, case_id, pages("ours", "Patient: Sample, Bo", "ours"))
    finding = found(workspace, case_id)["other_client"]
    assert finding.severity is Severity.STOP
    assert "page 2," in finding.message
    assert "another client, Bo Sample" in finding.message
    assert (finding.document, finding.page) == (document, 2)
    with pytest.raises(packets.Incomplete):
        packets.build(workspace, case_id, PacketKind.OWN)


def test_another_clients_member_id_is_found_and_a_page_left_out_is_none(workspace, case_id):
    attach(workspace, case_id, pages("ours", "ID SHP 4471 902"))
    assert "the member ID of another client" in found(workspace, case_id)["other_client"].message
    record = cases.record(workspace, case_id)
    planned = packet_plans.suggested(record, PacketKind.OWN, workspace)
    only_first = replace(planned, exhibits=tuple(replace(e, pages="1") for e in planned.exhibits))
    assert "other_client" not in found(workspace, case_id, only_first)


def test_a_name_that_was_read_off_a_scan_counts_as_well(workspace, case_id):
    document = attach(workspace, case_id, pages(scan(255, "picture")))
    content_hash = cases.record(workspace, case_id).document(document).content_hash
    word = PageWord("Bo", 1, 1, 9, 9)
    read = RecognisedPage((word, word), (90, 90), "Bo Sample")
    workspace.run("Read", recognised.put, content_hash, 1, ocr.RECIPE, read)
    assert "other_client" in found(workspace, case_id)


def test_blank_pages_are_told_apart_from_faint_ones(workspace, case_id):
    attach(workspace, case_id, pages("words", None, scan(240), scan(255, "WRITTEN BY HAND")))
    finding = found(workspace, case_id)["blank_page"]
    assert "pages 2-3," in finding.message
    assert "page 4, is a picture" in found(workspace, case_id)["letters_not_read"].message


def test_a_picture_without_words_and_one_hard_to_read_are_named(workspace, case_id):
    document = attach(workspace, case_id, pages(scan(255, "one"), scan(255, "two")))
    content_hash = cases.record(workspace, case_id).document(document).content_hash
    word = PageWord("mumble", 1, 1, 9, 9)
    for page, read in (
        (1, RecognisedPage()),
        (2, RecognisedPage((word,), (31,), "mumble")),
    ):
        workspace.run("Read", recognised.put, content_hash, page, ocr.RECIPE, read)
    told = packets.preflight(workspace, case_id, PacketKind.OWN, look=NO_PROGRESS)
    said = [f.message for f in told if f.code == "unreadable_scan"]
    assert "page 1, is a picture without any word" in said[0]
    assert "page 2, is hard to read" in said[1]


@pytest.mark.parametrize(
    ("degrees", "code"), [(180, "page_upside_down"), (90, "page_on_its_side"), (0, None)]
)
def test_pages_that_lie_wrong_are_named_until_they_are_turned(workspace, case_id, degrees, code):
    attach(workspace, case_id, turned(pages("The plan denied the treatment."), degrees))
    told = found(workspace, case_id)
    assert {"page_upside_down", "page_on_its_side"} & set(told) == ({code} if code else set())
    if code:
        record = cases.record(workspace, case_id)
        planned = packet_plans.suggested(record, PacketKind.OWN, workspace)
        exhibits = tuple(replace(e, turns=f"1:{360 - degrees}") for e in planned.exhibits)
        assert code not in found(workspace, case_id, replace(planned, exhibits=exhibits))


def test_letters_set_upside_down_on_an_upright_page_are_seen(workspace, case_id):
    out = BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.rotate(180)
    canvas.drawString(-500, -700, "The plan denied the treatment.")
    canvas.save()
    attach(workspace, case_id, out.getvalue())
    assert "page_upside_down" in found(workspace, case_id)


def test_a_page_that_is_turned_back_by_its_own_rotation_lies_right(workspace, case_id):
    out = BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.rotate(90)
    canvas.drawString(100, -300, "The plan denied the treatment.")
    canvas.save()
    attach(workspace, case_id, turned(out.getvalue(), 90))
    assert not {"page_upside_down", "page_on_its_side"} & set(found(workspace, case_id))


def with_form(**entries) -> bytes:
    with pikepdf.open(BytesIO(pages("form"))) as opened:
        field = Dictionary(FT=Name.Sig, T="signed", V=Dictionary(Type=Name.Sig))
        fields = Array([opened.make_indirect(field)]) if entries.pop("signed", False) else Array()
        opened.Root.AcroForm = Dictionary(Fields=fields, **entries)
        out = BytesIO()
        opened.save(out)
    return out.getvalue()


def test_a_signature_and_an_xfa_form_are_named(workspace, case_id):
    attach(workspace, case_id, with_form(signed=True), "signed.pdf")
    assert "signed.pdf" in found(workspace, case_id)["signature_voided"].message
    assert "xfa_form" not in found(workspace, case_id)
    attach(workspace, case_id, with_form(XFA=pikepdf.String("<xdp/>")), "xfa.pdf")
    assert "xfa.pdf" in found(workspace, case_id)["xfa_form"].message


def test_a_locked_exhibit_asks_for_its_password(workspace, case_id, tmp_path):
    plain, locked = tmp_path / "plain.pdf", tmp_path / "locked.pdf"
    plain.write_bytes(pages("secret"))
    subprocess.run(["qpdf", "--encrypt", "u", "o", "256", "--", plain, locked], check=True)
    document = attach(workspace, case_id, locked.read_bytes(), "locked.pdf")
    finding = found(workspace, case_id)["exhibit_locked"]
    assert "asks for a password" in finding.message
    assert finding.document == document


def test_a_repaired_exhibit_is_named(workspace, case_id):
    data = pages("damaged")
    attach(workspace, case_id, data[: data.rindex(b"xref\n0") + 4], "torn.pdf")
    assert "torn.pdf" in found(workspace, case_id)["exhibit_repaired"].message


def test_a_step_of_the_chronology_without_its_paper_is_named(workspace, case_id):
    document = attach(workspace, case_id, pages("the denial"), "denial.pdf")
    event = Event(EventId("d"), EventKind.DENIAL_RECEIVED, NOW.date(), document=document)
    from advocate_desktop.services import events

    workspace.run("Event added", events.add, case_id, event)
    record = cases.record(workspace, case_id)
    planned = packet_plans.suggested(record, PacketKind.OWN, workspace)
    assert "reference_without_target" not in found(workspace, case_id, planned)
    without = replace(planned, exhibits=())
    assert "denial.pdf" in found(workspace, case_id, without)["reference_without_target"].message


def test_pages_are_looked_at_once_and_the_answers_kept(workspace, case_id, monkeypatch):
    attach(workspace, case_id, turned(pages("The plan denied it."), 180))
    first = found(workspace, case_id)

    def never(*_args, **_more):
        raise AssertionError("looked at again")

    monkeypatch.setattr(isolated.showing, "page_traits", never)
    assert found(workspace, case_id) == first
    assert "page_upside_down" in first


def test_without_looking_no_file_is_opened(workspace, case_id, monkeypatch):
    attach(workspace, case_id, turned(pages("The plan denied it."), 180))

    def never(*_args, **_more):
        raise AssertionError("opened")

    monkeypatch.setattr(isolated.showing, "page_traits", never)
    monkeypatch.setattr(isolated.showing, "rendition", never)
    told = packets.preflight(workspace, case_id, PacketKind.OWN)
    assert "page_upside_down" not in {finding.code for finding in told}


def test_a_large_packet_says_how_to_send_it(workspace, case_id):
    import random

    noise = Image.frombytes("RGB", (2200, 1700), random.Random(1).randbytes(2200 * 1700 * 3))
    attach(workspace, case_id, pages(noise))
    finding = found(workspace, case_id)["over_10_mb"]
    assert finding.severity is Severity.NOTE
    assert "Save it in parts" in finding.message
