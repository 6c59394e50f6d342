"""Packets built from a casebook: refused, built, saved, cancelled."""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from pikepdf import Pdf
from reportlab.pdfgen.canvas import Canvas

from advocate_desktop.domain.cases import Case, CaseId, CaseRecord, DenialReason
from advocate_desktop.domain.coverage import Coverage, CoverageId
from advocate_desktop.domain.documents import DocumentKind
from advocate_desktop.domain.errors import AdvocateError, NotFound
from advocate_desktop.domain.events import Event, EventId, EventKind, Method, Outcome
from advocate_desktop.domain.moments import PACIFIC
from advocate_desktop.domain.packets import PacketKind
from advocate_desktop.domain.people import Address, Client, ClientId
from advocate_desktop.services import cases, documents, packets
from advocate_desktop.services.progress import Cancelled
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.store import tables

NOW = datetime(2026, 3, 2, 9, tzinfo=PACIFIC)
OUT = ("document_left_out", "exhibit_locked")
MATERIAL = Path(__file__).parents[2] / "../shared/material"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = Workspace.create(tmp_path / "test.casebook", None, clock=lambda: NOW)
    yield made
    made.close()


@pytest.fixture
def case_id(workspace: Workspace) -> CaseId:
    record = CaseRecord(
        client=Client(
            ClientId("client"),
            "Ana",
            "Example",
            date_of_birth=date(1980, 2, 3),
            address=Address("1 Sample Street", "Sample City", "CA", "90000"),
            phone="555-0100",
        ),
        coverage=Coverage(CoverageId("coverage"), "Sample Health Plan", member_id="000012345"),
        case=Case(
            CaseId("case"),
            "MRI denied",
            denial_reason=DenialReason.NOT_MEDICALLY_NECESSARY,
            description="The plan denied an MRI.",
            desired_resolution="Approve the MRI.",
            diagnosis="Knee pain",
            treatment="MRI of the knee",
        ),
        events=(
            Event(EventId("d"), EventKind.DENIAL_RECEIVED, date(2026, 1, 5)),
            Event(EventId("g"), EventKind.GRIEVANCE_FILED, date(2026, 1, 12), method=Method.FAX),
            Event(
                EventId("x"),
                EventKind.DECISION_RECEIVED,
                date(2026, 2, 9),
                outcome=Outcome.ADVERSE,
            ),
        ),
    )
    return workspace.run("Case created", cases.create, record)


def pdf(*words: str) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, invariant=1)
    for text in words:
        canvas.drawString(72, 700, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def attach(workspace: Workspace, case_id: CaseId, folder: Path, name: str, data: bytes, kind: str):
    path = folder / name
    path.write_bytes(data)
    return documents.attach(workspace, case_id, path, DocumentKind(kind))


@pytest.fixture
def denied(workspace: Workspace, case_id: CaseId, tmp_path: Path) -> CaseId:
    """A case whose denial letter of two pages is attached."""
    attach(workspace, case_id, tmp_path, "denial.pdf", pdf("denied", "because"), "denial_letter")
    return case_id


def codes(findings) -> set[str]:
    return {finding.code for finding in findings}


def texts(data: bytes, *options: str) -> list[str]:
    ran = subprocess.run(["pdftotext", *options, "-", "-"], input=data, capture_output=True)
    return ran.stdout.decode(errors="replace").split("\f")[:-1]


def test_preflight_names_what_is_missing(workspace, case_id, denied):
    found = packets.preflight(workspace, denied, PacketKind.IMR)
    assert "no_denial_letter" not in codes(found)
    assert {"no_grievance_copy", "no_proof_of_sending", "decision_missing"} <= codes(found)


def test_a_packet_that_lacks_its_main_paper_is_refused_and_nothing_written(
    workspace, case_id, tmp_path
):
    out = tmp_path / "packet.pdf"
    with pytest.raises(packets.Incomplete, match="no denial letter") as refused:
        packets.save(workspace, case_id, PacketKind.IMR, out)
    assert "no_denial_letter" in codes(refused.value.findings)
    assert not out.exists()


def test_it_is_written_when_told_to_go_on(workspace, case_id, tmp_path):
    out = tmp_path / "packet.pdf"
    built = packets.save(workspace, case_id, PacketKind.IMR, out, allow_incomplete=True)
    assert out.read_bytes() == built.data
    assert "no_denial_letter" in codes(built.findings)


def test_a_packet_says_where_each_exhibit_lies(workspace, denied):
    built = packets.build(workspace, denied, PacketKind.IMR)
    pages = texts(built.data)
    assert len(pages) == built.pages
    (exhibit,) = built.exhibits
    assert (exhibit.label, exhibit.title, exhibit.pages) == ("A", "denial.pdf", 2)
    assert "denied" in pages[exhibit.first_page - 1]
    assert f"Exhibit A-2 · page {built.pages} of {built.pages}" in pages[-1]


def test_the_member_number_and_the_letter_are_in_it(workspace, denied):
    text = "\n".join(texts(packets.build(workspace, denied, PacketKind.DMHC).data))
    assert "000012345" in text
    assert "Department of Managed Health Care" in text
    assert "Exhibit A – denial.pdf (2 pages)" in text


def test_what_is_dated_after_the_packets_day_is_not_told_in_it(workspace, denied):
    events_of_day = texts(packets.build(workspace, denied, PacketKind.IMR).data)
    earlier = packets.build(
        workspace, denied, PacketKind.IMR, made_on=date(2026, 2, 1), allow_incomplete=True
    )
    assert "Mon 9 Feb 2026" in "".join(events_of_day)
    assert "Mon 9 Feb 2026" not in "".join(texts(earlier.data))
    assert "entry_in_future" in codes(earlier.findings)


@pytest.mark.parametrize("kind", list(PacketKind))
def test_the_same_record_and_day_give_the_same_bytes(workspace, denied, kind):
    first = packets.build(workspace, denied, kind, made_on=date(2026, 3, 2))
    again = packets.build(workspace, denied, kind, made_on=date(2026, 3, 2))
    assert first.data == again.data


def test_a_file_without_pages_is_left_out_by_name(workspace, denied, tmp_path):
    attach(workspace, denied, tmp_path, "scan.zip", b"PK\x03\x04" + bytes(200), "medical_record")
    built = packets.build(workspace, denied, PacketKind.IMR)
    (left,) = [f for f in built.findings if f.code == "document_left_out"]
    assert "scan.zip" in left.message
    assert "scan.zip" in "\n".join(texts(built.data))


def test_a_paper_that_turns_out_unprintable_moves_to_those_left_out(workspace, denied, tmp_path):
    attached = attach(workspace, denied, tmp_path, "notes.pdf", pdf("notes"), "provider_letter")
    change = {"media_type": "application/zip"}
    workspace.run("Harmed", lambda unit: unit.update(tables.documents, attached.document, change))
    attach(workspace, denied, tmp_path, "last.pdf", pdf("last"), "photo")
    built = packets.build(workspace, denied, PacketKind.IMR)
    assert [e.title for e in built.exhibits] == ["denial.pdf", "last.pdf"]
    assert [e.label for e in built.exhibits] == ["A", "B"]
    assert "document_left_out" in codes(built.findings)


def test_a_paper_with_more_pages_than_recorded_is_put_in_whole(workspace, denied):
    (document,) = cases.record(workspace, denied).documents
    workspace.run("Harmed", lambda unit: unit.update(tables.documents, document.id, {"pages": 1}))
    built = packets.build(workspace, denied, PacketKind.IMR)
    assert [e.pages for e in built.exhibits] == [2]
    assert f"Exhibit A-2 · page {built.pages} of {built.pages}" in texts(built.data)[-1]


class Stopping:
    """Progress that stops the work at its nth question."""

    def __init__(self, most: int) -> None:
        self.left = most
        self.told: list[tuple[int, int, str]] = []

    def step(self, done: int, total: int, text: str) -> None:
        self.told.append((done, total, text))

    def check(self) -> None:
        if self.left == 0:
            raise Cancelled
        self.left -= 1


@pytest.mark.parametrize("after", [0, 1, 2, 3])
def test_stopping_it_leaves_nothing(workspace, denied, tmp_path, after):
    out = tmp_path / "packet.pdf"
    with pytest.raises(Cancelled):
        packets.save(workspace, denied, PacketKind.IMR, out, progress=Stopping(after))
    assert not out.exists()
    assert not list(tmp_path.glob("*.part"))


def test_progress_goes_forward_and_ends_at_its_total(workspace, denied):
    watched = Stopping(100)
    packets.build(workspace, denied, PacketKind.IMR, progress=watched)
    done = [step[0] for step in watched.told]
    assert done == sorted(done)
    assert watched.told[-1][0] == watched.told[-1][1]


def test_a_folder_that_is_not_there_is_one_sentence(workspace, denied, tmp_path):
    with pytest.raises(NotFound, match="There is no folder"):
        packets.save(workspace, denied, PacketKind.IMR, tmp_path / "gone" / "packet.pdf")


def test_a_case_that_is_not_there_is_one_sentence(workspace):
    with pytest.raises(AdvocateError):
        packets.build(workspace, CaseId("none"), PacketKind.IMR)


def test_a_manifest_lets_anybody_prove_what_was_sent(workspace, denied, tmp_path):
    out = tmp_path / "packet.pdf"
    packets.save(workspace, denied, PacketKind.IMR, out, manifest=True)
    told = json.loads((tmp_path / "packet.manifest.json").read_text("utf-8"))
    assert told["files"] == [
        {
            "file": "packet.pdf",
            "bytes": out.stat().st_size,
            "sha256": hashlib.sha256(out.read_bytes()).hexdigest(),
        }
    ]
    came_in = hashlib.sha256((tmp_path / "denial.pdf").read_bytes()).hexdigest()
    assert [(e["label"], e["sha256"]) for e in told["exhibits"]] == [("A", came_in)]


def test_the_manifest_names_the_end_of_the_history_and_changes_with_it(workspace, denied, tmp_path):
    ends = set()
    for kind in ("photo", "bill"):
        packets.save(workspace, denied, PacketKind.PLAN, tmp_path / "p.pdf", manifest=True)
        ends.add(json.loads((tmp_path / "p.manifest.json").read_text("utf-8"))["history_sha256"])
        attach(workspace, denied, tmp_path, f"{kind}.pdf", pdf(kind), kind)
    assert len(ends) == 2
    assert {len(end) for end in ends} == {64}


def test_a_packet_too_large_for_one_file_becomes_parts(workspace, denied, tmp_path):
    for kind in ("photo", "bill"):
        attach(workspace, denied, tmp_path, f"{kind}.pdf", pdf(kind), kind)
    out = tmp_path / "packet.pdf"
    built = packets.save(workspace, denied, PacketKind.IMR, out, most_bytes=200_000, manifest=True)
    assert len(built.files) > 1
    assert not out.exists()
    assert [file.name for file in built.files] == [
        f"packet-part-{number}.pdf" for number in range(1, len(built.files) + 1)
    ]
    pages = [page for file in built.files for page in texts(file.read_bytes())[1:]]
    assert pages == texts(built.data)
    told = json.loads((tmp_path / "packet.manifest.json").read_text("utf-8"))
    assert [each["sha256"] for each in told["files"]] == [
        hashlib.sha256(file.read_bytes()).hexdigest() for file in built.files
    ]
    assert "part_too_large" in codes(built.findings)


def test_a_packet_that_fits_is_one_file(workspace, denied, tmp_path):
    out = tmp_path / "packet.pdf"
    built = packets.save(workspace, denied, PacketKind.IMR, out, most_bytes=10_000_000)
    assert built.files == (out,)
    assert out.read_bytes() == built.data
    assert "part_too_large" not in codes(built.findings)


def test_a_fax_is_black_and_white_after_a_cover(workspace, denied, tmp_path):
    built = packets.build(workspace, denied, PacketKind.IMR, fax=True)
    (fax,) = built.volumes
    file = tmp_path / "fax.pdf"
    file.write_bytes(fax)
    assert subprocess.run(["qpdf", "--check", file], capture_output=True).returncode == 0
    told = subprocess.run(["pdfimages", "-list", file], capture_output=True, text=True).stdout
    rows = [line.split() for line in told.splitlines()[2:]]
    assert len(rows) == built.pages + 1
    for row in rows:
        # width, height, colour, components, bits, coding
        assert row[3:9] == ["1728", "2156", "gray", "1", "1", "ccitt"]
        assert (abs(int(row[12]) - 204) <= 1, int(row[13])) == (True, 196)
    again = packets.build(workspace, denied, PacketKind.IMR, fax=True)
    assert again.volumes == built.volumes


@pytest.mark.parametrize("after", [3, 5, 9])
def test_stopping_a_fax_leaves_nothing(workspace, denied, tmp_path, after):
    out = tmp_path / "fax.pdf"
    with pytest.raises(Cancelled):
        packets.save(workspace, denied, PacketKind.IMR, out, fax=True, progress=Stopping(after))
    assert not out.exists()


def test_no_manifest_is_written_unasked(workspace, denied, tmp_path):
    packets.save(workspace, denied, PacketKind.IMR, tmp_path / "packet.pdf")
    assert not list(tmp_path.glob("*.json"))


@pytest.mark.skipif(not MATERIAL.is_dir(), reason="the collection of real files is not here")
def test_real_files_keep_every_page_and_every_word(workspace, denied):
    names = sorted(path for path in MATERIAL.glob("*.pdf") if path.stat().st_size < 400_000)
    documents.attach_all(workspace, denied, names)
    built = packets.build(workspace, denied, PacketKind.IMR)
    record = cases.record(workspace, denied)
    assert len(built.exhibits) > 50
    with Pdf.open(BytesIO(built.data)) as opened:
        assert len(opened.pages) == built.pages
    slips = len(built.exhibits)
    front = built.exhibits[0].first_page - 2
    assert built.pages == front + slips + sum(e.pages for e in built.exhibits)
    left_out = {f.message.split("”")[0].strip("“") for f in built.findings if f.code in OUT}
    there = {record.document(e.document).name for e in built.exhibits}
    assert there | left_out == {d.name for d in record.documents}
    pages = texts(built.data, "-raw")
    for exhibit in built.exhibits:
        path = MATERIAL / record.document(exhibit.document).file
        source = texts(path.read_bytes(), "-raw") if path.is_file() else []
        for number, words in enumerate(source):
            printed = Counter(pages[exhibit.first_page - 1 + number].split())
            lost = Counter(words.split()) - printed
            assert not lost, f"{path.name}, page {number + 1}: {list(lost)[:5]}"
