"""The forms in which a packet goes out, read back by other programs."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.documents import DocumentKind
from advocate_desktop.domain.errors import Invalid
from advocate_desktop.domain.moments import PACIFIC
from advocate_desktop.domain.packets import PacketKind
from advocate_desktop.services import cases, documents, packets
from advocate_desktop.services.packet_variants import Variant
from advocate_desktop.services.progress import Cancelled
from advocate_desktop.services.workspace import Workspace

sys.path.insert(0, str(Path(__file__).parents[1] / "filings"))
import packet_papers as papers

NOW = datetime(2026, 3, 2, 9, tzinfo=PACIFIC)
DAY = date(2026, 3, 2)
PASSWORD = "señor cobalt 77"


def pdf(*words: str) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, invariant=1)
    for text in words:
        canvas.drawString(72, 700, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = Workspace.create(tmp_path / "test.casebook", None, clock=lambda: NOW)
    yield made
    made.close()


@pytest.fixture
def case_id(workspace: Workspace, tmp_path: Path) -> CaseId:
    """A case with three papers of two, one and three pages."""
    record = papers.record([])
    record = replace(record, events=(), communications=())
    made = workspace.run("Case created", cases.create, record)
    for name, words in (
        ("denial letter.pdf", ("denied", "because")),
        ("note: knee/left.pdf", ("note",)),
        ("photo.pdf", ("one", "two", "three")),
    ):
        kind = DocumentKind.DENIAL_LETTER if name.startswith("denial") else DocumentKind.PHOTO
        documents.attach_bytes(workspace, made, name, pdf(*words), kind)
    return made


def build(workspace: Workspace, case_id: CaseId, variant: Variant) -> packets.BuiltPacket:
    return packets.build(
        workspace, case_id, PacketKind.PLAN, allow_incomplete=True, made_on=DAY, variant=variant
    )


def save(workspace: Workspace, case_id: CaseId, out: Path, variant: Variant, **more):
    return packets.save(
        workspace,
        case_id,
        PacketKind.PLAN,
        out,
        allow_incomplete=True,
        made_on=DAY,
        variant=variant,
        **more,
    )


def checked(path: Path, *options: str) -> str:
    ran = subprocess.run(["qpdf", "--check", *options, path], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def test_a_locked_packet_opens_with_its_password_only_and_is_aes_256(workspace, case_id, tmp_path):
    out = tmp_path / "locked.pdf"
    built = save(workspace, case_id, out, Variant(password=PASSWORD))
    refused = subprocess.run(["pdftotext", out, "-"], capture_output=True, text=True)
    assert "Incorrect password" in refused.stderr
    opened = subprocess.run(
        ["pdftotext", "-layout", "-upw", PASSWORD, out, "-"], capture_output=True, text=True
    )
    assert opened.stdout.split("\f")[:-1] == papers.texts(built.data)
    told = subprocess.run(
        ["qpdf", "--show-encryption", f"--password={PASSWORD}", out],
        capture_output=True,
        text=True,
    ).stdout
    assert "R = 6" in told
    assert "AESv3" in told
    assert b"denied" not in out.read_bytes()


def test_the_password_is_nowhere_in_the_casebook_nor_in_what_is_said_of_it(
    workspace, case_id, tmp_path
):
    variant = Variant(password="cobalt-seventy-seven")
    save(workspace, case_id, tmp_path / "locked.pdf", variant, manifest=True)
    assert "cobalt" not in repr(variant)
    for path in tmp_path.iterdir():
        assert b"cobalt-seventy" not in path.read_bytes(), path.name


@pytest.mark.parametrize("password", ["   ", "two\nlines", "x" * 128])
def test_a_password_that_cannot_be_one_is_refused_before_anything_is_written(
    workspace, case_id, tmp_path, password
):
    with pytest.raises(Invalid, match="Nothing was written"):
        save(workspace, case_id, tmp_path / "p.pdf", Variant(password=password))
    assert not (tmp_path / "p.pdf").exists()


@pytest.mark.parametrize(
    "variant",
    [
        Variant(fax=True, printed=True),
        Variant(portal=True, most_pages=10),
        Variant(fax=True, password=PASSWORD),
    ],
)
def test_forms_that_do_not_go_together_are_refused(workspace, case_id, variant):
    with pytest.raises(Invalid, match="Nothing was written"):
        build(workspace, case_id, variant)


def test_a_portal_folder_has_each_paper_under_a_name_that_every_drive_takes(
    workspace, case_id, tmp_path
):
    out = tmp_path / "portal"
    built = save(workspace, case_id, out, Variant(portal=True))
    names = sorted(path.name for path in out.iterdir())
    assert names == sorted(path.name for path in built.files)
    assert names[:3] == ["00 Index.pdf", "00 Index.txt", "01 Cover letter.pdf"]
    assert any(re.fullmatch(r"\d\d Exhibit A - denial letter\.pdf", name) for name in names)
    assert not [name for name in names if re.search(r'[<>:"/\\|?*]', name)]
    assert not list(tmp_path.glob(".writing*"))


def test_the_portal_files_hold_the_pages_of_the_packet_in_order_with_their_numbers(
    workspace, case_id, tmp_path
):
    out = tmp_path / "portal"
    built = save(workspace, case_id, out, Variant(portal=True))
    found = []
    for path in sorted(out.glob("*.pdf"))[1:]:
        checked(path)
        found += papers.texts(path.read_bytes())
    assert found == papers.texts(built.data)
    index = "".join(papers.texts((out / "00 Index.pdf").read_bytes()))
    for path in out.glob("*.pdf"):
        assert path.name == "00 Index.pdf" or path.name in " ".join(index.split())


def test_the_hashes_of_a_portal_folder_are_as_sha256sum_checks_them(workspace, case_id, tmp_path):
    out = tmp_path / "portal"
    save(workspace, case_id, out, Variant(portal=True), manifest=True)
    ran = subprocess.run(["sha256sum", "--check", "SHA256SUMS"], cwd=out, capture_output=True)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.count(b": OK") == len(list(out.iterdir())) - 2
    assert hashlib.sha256((out / "01 Cover letter.pdf").read_bytes()).hexdigest() in (
        out / "manifest.json"
    ).read_text("utf-8")


def test_a_portal_folder_never_mixes_with_what_is_there(workspace, case_id, tmp_path):
    out = tmp_path / "portal"
    out.mkdir()
    (out / "mine.txt").write_text("mine")
    with pytest.raises(Invalid, match="not empty"):
        save(workspace, case_id, out, Variant(portal=True))
    assert [path.name for path in out.iterdir()] == ["mine.txt"]


def test_a_locked_portal_folder_locks_every_pdf(workspace, case_id, tmp_path):
    out = tmp_path / "portal"
    save(workspace, case_id, out, Variant(portal=True, password=PASSWORD))
    for path in out.glob("*.pdf"):
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(path)


def test_in_the_print_edition_every_exhibit_begins_on_the_right(workspace, case_id, tmp_path):
    out = tmp_path / "print.pdf"
    built = save(workspace, case_id, out, Variant(printed=True))
    assert "No syntax" in checked(out)
    pages = papers.texts(out.read_bytes())
    shown = [page for page in pages if "Not counted" not in page]
    assert [page.split() for page in strip_tabs(shown)] == [
        page.split() for page in strip_tabs(papers.texts(built.data))
    ]
    for number, page in enumerate(pages, 1):
        begins = re.search(r"EXHIBIT [A-Z]+|Exhibit [A-Z]+-1 ·", page)
        assert not begins or number % 2 == 1, page


def strip_tabs(pages: list[str]) -> list[str]:
    """Return the pages without the single letters that a tab has."""
    return [re.sub(r"(?m)^\s*[A-Z]\s*$|\s[A-Z]$", "", page) for page in pages]


def test_the_print_edition_keeps_the_numbers_and_asks_for_both_sides(workspace, case_id):
    built = build(workspace, case_id, Variant(printed=True))
    (data,) = built.volumes
    with pikepdf.open(BytesIO(data)) as opened:
        assert opened.Root.ViewerPreferences.Duplex == "/DuplexFlipLongEdge"
        labels = [page.label for page in opened.pages]
    assert [label for label in labels if label != "blank"] == [
        str(number) for number in range(1, built.pages + 1)
    ]
    assert labels.count("blank") == len(papers.texts(data)) - built.pages
    assert build(workspace, case_id, Variant(printed=True)).volumes == built.volumes


@pytest.mark.parametrize("most", [8, 12])
def test_parts_keep_to_a_number_of_pages(workspace, case_id, most):
    built = build(workspace, case_id, Variant(most_pages=most))
    counts = [len(papers.texts(part)) for part in built.volumes]
    assert len(counts) > 1
    codes = {finding.code for finding in built.findings}
    assert all(count <= most for count in counts) or "part_too_large" in codes
    pages = [page for part in built.volumes for page in papers.texts(part)[1:]]
    assert pages == papers.texts(built.data)


class StoppingAt:
    """Progress that is cancelled at its last step."""

    def step(self, done: int, total: int, text: str) -> None:
        self.over = done == total

    def check(self) -> None:
        if getattr(self, "over", False):
            raise Cancelled


def test_cancelling_a_portal_folder_leaves_nothing(workspace, case_id, tmp_path):
    out = tmp_path / "portal"
    with pytest.raises(Cancelled):
        save(workspace, case_id, out, Variant(portal=True), progress=StoppingAt())
    assert not out.exists()
    assert not list(tmp_path.glob(".writing*"))
