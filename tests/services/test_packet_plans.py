"""Packets as their makers arrange them: order, pages, turns, editions, supplements."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from pikepdf import Pdf
from reportlab.pdfgen.canvas import Canvas

from advocate_desktop.domain.cases import Case, CaseId, CaseRecord
from advocate_desktop.domain.coverage import Coverage, CoverageId
from advocate_desktop.domain.documents import DocumentId, DocumentKind
from advocate_desktop.domain.errors import Invalid, NotFound
from advocate_desktop.domain.moments import PACIFIC
from advocate_desktop.domain.packet_plans import Numbering
from advocate_desktop.domain.packets import PacketKind
from advocate_desktop.domain.people import Client, ClientId
from advocate_desktop.services import (
    cases,
    document_pages,
    documents,
    packet_plans,
    packets,
)
from advocate_desktop.services.workspace import Workspace

NOW = datetime(2026, 3, 2, 9, tzinfo=PACIFIC)
CASE = CaseId("case")


def paper(name: str, pages: int) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=(612, 792), invariant=1)
    for page in range(1, pages + 1):
        canvas.drawString(72, 700, f"{name} sheet {page}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = Workspace.create(tmp_path / "test.casebook", None, clock=lambda: NOW)
    record = CaseRecord(
        client=Client(ClientId("client"), "Ana", "Example", date_of_birth=date(1980, 2, 3)),
        coverage=Coverage(CoverageId("coverage"), "Sample Health Plan", member_id="000012345"),
        case=Case(CASE, "MRI denied", description="The plan denied an MRI."),
    )
    made.run("Case created", cases.create, record)
    for name, pages in (("alpha", 3), ("beta", 2), ("gamma", 1)):
        documents.attach_bytes(made, CASE, f"{name}.pdf", paper(name, pages))
    yield made
    made.close()


def ids(workspace: Workspace) -> dict[str, DocumentId]:
    record = cases.record(workspace, CASE)
    return {document.file.removesuffix(".pdf"): document.id for document in record.documents}


def kept(workspace, kind=PacketKind.PLAN, **changes):
    """Keep the suggested plan, with its exhibits in the order alpha, beta, gamma and changes."""
    made = packet_plans.suggested(cases.record(workspace, CASE), kind, workspace)
    order = list(ids(workspace).values())
    exhibits = sorted(made.exhibits, key=lambda exhibit: order.index(exhibit.document))
    exhibits = [
        replace(exhibit, **changes.get(name, {}))
        for name, exhibit in zip(("alpha", "beta", "gamma"), exhibits, strict=True)
    ]
    made = replace(made, exhibits=tuple(exhibits))
    workspace.run("Packet begun", packet_plans.begin, CASE, made)
    return packet_plans.find(workspace, made.id)


def built(workspace, planned):
    return packets.build(
        workspace, CASE, PacketKind(planned.kind), allow_incomplete=True, planned=planned
    )


def sheets(data):
    """Return of each page that is a sheet of a document which one it is, and its stamp."""
    ran = subprocess.run(["pdftotext", "-layout", "-", "-"], input=data, capture_output=True)
    pages = [page.split() for page in ran.stdout.decode().split("\f")[:-1]]
    return [(p[0], int(p[2]), " ".join(p[3:])) for p in pages if p[1:2] == ["sheet"]]


def test_a_plan_is_kept_as_it_was_arranged_and_undone(workspace):
    planned = kept(workspace, beta={"pages": "2", "title": "The second", "group": "Letters"})
    assert packet_plans.editions(workspace, CASE) == (planned,)
    changed = replace(planned, title="For Dr. Chen", counted=True, recipient="Dr. Chen\n1 Road")
    changed = replace(changed, exhibits=changed.exhibits[::-1])
    workspace.run("Packet changed", packet_plans.change, changed)
    assert packet_plans.find(workspace, planned.id) == changed
    workspace.undo()
    assert packet_plans.find(workspace, planned.id) == planned
    workspace.undo()
    assert packet_plans.editions(workspace, CASE) == ()


def test_a_packet_holds_the_chosen_pages_in_the_chosen_order(workspace):
    planned = kept(workspace, alpha={"pages": "3, 1"}, beta={"pages": "2"})
    planned = replace(planned, exhibits=(planned.exhibits[1], planned.exhibits[0]))
    made = built(workspace, planned)
    found = [(name, page) for name, page, _ in sheets(made.data)]
    assert found == [("beta", 2), ("alpha", 3), ("alpha", 1)]
    assert [(e.label, e.pages) for e in made.exhibits] == [("A", 1), ("B", 2)]
    assert [stamp.split(" · ")[0] for _, _, stamp in sheets(made.data)] == [
        "Exhibit A-1",
        "Exhibit B-1",
        "Exhibit B-2",
    ]


def test_what_was_not_chosen_is_said_by_name(workspace):
    planned = kept(workspace)
    planned = replace(planned, exhibits=planned.exhibits[:2])
    said = [f.message for f in built(workspace, planned).findings if f.code == "not_chosen"]
    assert len(said) == 1
    assert "gamma.pdf" in said[0]


def test_a_page_is_turned_as_its_maker_says(workspace):
    planned = kept(workspace, gamma={"turns": "1:90"})
    data = built(workspace, planned).data
    ran = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=data, capture_output=True)
    page = next(p for p in ran.stdout.decode().split("<page")[1:] if ">gamma<" in p)
    left, top, right, bottom = (
        float(page.split(">gamma<")[0].rsplit(f'{side}="', 1)[1].split('"')[0])
        for side in ("xMin", "yMin", "xMax", "yMax")
    )
    assert bottom - top > right - left  # the word runs down the page


def test_a_document_that_was_turned_is_turned_in_packets_too(workspace):
    workspace.run("Pages turned", document_pages.turn, ids(workspace)["gamma"], 270)
    for planned in (None, kept(workspace)):
        made = packets.build(
            workspace, CASE, PacketKind.PLAN, allow_incomplete=True, planned=planned
        )
        ran = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=made.data, capture_output=True)
        page = next(p for p in ran.stdout.decode().split("<page")[1:] if ">gamma<" in p)
        word = page.split(">gamma<")[0].rsplit("<word", 1)[1]
        left, top, right, bottom = (
            float(word.split(f'{side}="')[1].split('"')[0])
            for side in ("xMin", "yMin", "xMax", "yMax")
        )
        assert bottom - top > right - left


def test_another_edition_goes_without_a_paper_and_the_others_keep_their_letters(workspace):
    first = kept(workspace)
    doctor = packet_plans.another_edition(first, PacketKind.OWN, "For the doctor")
    without = replace(doctor.exhibits[1], left_out=True)
    doctor = replace(doctor, exhibits=(doctor.exhibits[0], without, doctor.exhibits[2]))
    workspace.run("Packet begun", packet_plans.begin, CASE, doctor)
    made = built(workspace, packet_plans.find(workspace, doctor.id))
    assert [e.label for e in made.exhibits] == ["A", "C"]
    assert {name for name, _, _ in sheets(made.data)} == {"alpha", "gamma"}
    ran = subprocess.run(["pdftotext", "-", "-"], input=made.data, capture_output=True)
    assert "Exhibit B is not part of this edition." in ran.stdout.decode()


def test_exhibits_can_be_numbered(workspace):
    made = built(workspace, replace(kept(workspace), counted=True))
    assert [e.label for e in made.exhibits] == ["1", "2", "3"]
    with Pdf.open(BytesIO(made.data)) as pdf:
        names = [str(name) for name in list(pdf.Root.Names.Dests.Names)[::2]]
    assert {"exhibit-1", "exhibit-2", "exhibit-3"} <= set(names)


def test_a_supplement_goes_on_with_the_numbers_of_what_was_sent(workspace):
    first = kept(workspace)
    sent = built(workspace, first)
    numbering = Numbering(exhibits=3, pages=sent.pages, supplement=1)
    documents.attach_bytes(workspace, CASE, "delta.pdf", paper("delta", 2))
    more = packet_plans.supplement(first, "sent", cases.record(workspace, CASE))
    made = built(workspace, replace(more, numbering=numbering))
    assert [e.label for e in made.exhibits] == ["D"]
    last = sent.pages + made.pages
    _, _, stamp = sheets(made.data)[-1]
    assert stamp == f"Exhibit D-2 · page {last} of {last}"
    assert made.exhibits[0].first_page == last - 1
    ran = subprocess.run(["pdftotext", "-layout", "-", "-"], input=made.data, capture_output=True)
    assert f"Packet page {sent.pages + 1} of {last}" in ran.stdout.decode().split("\f")[0]
    with Pdf.open(BytesIO(made.data)) as pdf:
        assert int(pdf.Root.PageLabels.Nums[1].St) == sent.pages + 1


def test_a_supplement_is_divided_at_the_right_pages(workspace):
    planned = replace(kept(workspace), numbering=Numbering(3, 40, 1))
    made = packets.build(
        workspace, CASE, PacketKind.PLAN, allow_incomplete=True, planned=planned, most_bytes=1
    )
    assert len(made.volumes) == 4
    together = [sheet for volume in made.volumes for sheet in sheets(volume)]
    assert together == sheets(made.data)


def test_a_supplement_says_so_on_its_cover_in_its_contents_and_its_title(workspace):
    planned = replace(kept(workspace), numbering=Numbering(3, 40, 1))
    made = built(workspace, planned)
    ran = subprocess.run(["pdftotext", "-layout", "-", "-"], input=made.data, capture_output=True)
    cover, rest = ran.stdout.decode().split("\f", 1)
    assert "Supplement 1: " in cover
    assert "beginning with packet page 41" in " ".join(cover.split())
    assert "Contents of Supplement 1" in rest
    assert "Packet pages 1 to 40 were sent before" in rest
    with Pdf.open(BytesIO(made.data)) as pdf:
        assert str(pdf.docinfo["/Title"]).startswith("Supplement 1 – ")
    whole = subprocess.run(
        ["pdftotext", "-", "-"], input=built(workspace, kept(workspace)).data, capture_output=True
    )
    assert b"Supplement" not in whole.stdout


def test_the_reply_stands_after_the_statement_with_pages_and_can_be_left_out(workspace):
    for name, words, kind in (
        ("denied.pdf", "The service is not medically necessary at this time.", "denial_letter"),
        ("support.pdf", "The treatment is medically necessary for her knee.", "provider_letter"),
    ):
        documents.attach_bytes(workspace, CASE, name, paper(words, 1), DocumentKind(kind))
    record = cases.record(workspace, CASE)
    planned = packet_plans.suggested(record, PacketKind.DMHC, workspace)
    made = built(workspace, planned)
    places = {e.title: (e.label, e.first_page) for e in made.exhibits}
    ran = subprocess.run(["pdftotext", "-raw", "-", "-"], input=made.data, capture_output=True)
    pages = [" ".join(page.split()) for page in ran.stdout.decode().split("\f")[:-1]]
    (reply,) = [page for page in pages if page.startswith("Point-by-point reply")]
    for title, words in (("denied.pdf", "not medically"), ("support.pdf", "is medically")):
        label, first = places[title]
        assert words in reply
        assert f"(Exhibit {label}, page 1, packet page {first})" in reply
    before = pages[pages.index(reply) - 1]
    assert "Statement of the issue" in before or "What is asked" in before
    without = replace(planned, parts_left_out=frozenset({"reply"}))
    ran = subprocess.run(
        ["pdftotext", "-", "-"], input=built(workspace, without).data, capture_output=True
    )
    assert b"Point-by-point" not in ran.stdout


@pytest.mark.parametrize("pages", ["0", "x", "2-1"])
def test_pages_that_cannot_be_read_are_not_kept(workspace, pages):
    with pytest.raises(Invalid):
        kept(workspace, alpha={"pages": pages})
    assert packet_plans.editions(workspace, CASE) == ()


def test_a_plan_in_the_trash_is_gone_until_undo(workspace):
    planned = kept(workspace)
    workspace.run("Packet removed", packet_plans.remove, planned.id)
    with pytest.raises(NotFound):
        packet_plans.find(workspace, planned.id)
    workspace.undo()
    assert packet_plans.find(workspace, planned.id) == planned


def test_letters_cite_the_exhibits_of_the_kept_plan(workspace):
    assert packet_plans.labels(workspace, CASE)[ids(workspace)["alpha"]] == "A"
    planned = kept(workspace)
    turned = replace(planned, exhibits=planned.exhibits[::-1])
    workspace.run("Packet changed", packet_plans.change, turned)
    assert packet_plans.labels(workspace, CASE)[ids(workspace)["alpha"]] == "C"
