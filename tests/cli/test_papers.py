"""`letter`, `packet` and `demo`: papers written from a prompt."""

from __future__ import annotations

import hashlib
import subprocess
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from advocate_desktop import assets
from advocate_desktop.services import cases, packet_plans, sending
from advocate_desktop.services.packets import PacketKind
from advocate_desktop.services.sample import AS_OF
from advocate_desktop.services.sent import mark_as_sent
from advocate_desktop.services.workspace import Workspace

SAMPLE = assets.folder("sample")


def text_of(path: Path) -> str:
    said = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True)
    return " ".join(said.stdout.split())


@pytest.fixture
def mri(on) -> str:
    return on("import", SAMPLE / "rosa-mri" / "case.json").out.strip()


def test_letters_are_listed_with_whether_they_fit(on, mri) -> None:
    letters = on("letter", "--case", mri, "--list", "--json").json["letters"]
    assert all(list(row) == ["name", "title", "language", "fits", "why"] for row in letters)
    assert "initial-grievance" in {row["name"] for row in letters}
    assert all(row["why"] for row in letters)
    assert "overdue-decision-notice" in on("letter", "--case", mri, "--list").out


def test_a_letter_is_written(type_, on, casebook, mri, tmp_path: Path) -> None:
    out = tmp_path / "letter.pdf"
    on("letter", "--case", mri, "--template", "initial-grievance", "--out", out)
    assert "0000-SAMPLE-01" in text_of(out)
    line = ("letter", "--casebook", casebook, "--case", mri)
    unknown = type_(*line, "--template", "no-such", "--out", tmp_path / "no.pdf")
    assert (unknown.code, unknown.err.count("\n")) == (1, 1)
    assert type_(*line, "--template", "initial-grievance").code == 2
    nowhere = type_(*line, "--template", "initial-grievance", "--out", tmp_path / "no" / "x.pdf")
    assert (nowhere.code, nowhere.err.count("\n")) == (1, 1)


def test_a_packet_is_written_and_described(on, mri, tmp_path: Path) -> None:
    out = tmp_path / "packet.pdf"
    told = on("packet", "--case", mri, "--for", "dmhc", "--out", out, "--json").json
    assert list(told) == ["out", "pages", "exhibits", "findings"]
    assert told["out"] == str(out)
    assert [list(e) for e in told["exhibits"]] == [
        ["label", "document", "title", "first_page", "pages"]
    ] * len(told["exhibits"])
    assert told["exhibits"]
    assert all(list(f) == ["code", "severity", "message"] for f in told["findings"])
    pages = subprocess.run(["pdfinfo", str(out)], capture_output=True, text=True, check=True).stdout
    assert f"Pages: {told['pages']}" in " ".join(pages.split())


def test_a_packet_is_divided_when_it_is_larger_than_asked_for(on, mri, tmp_path: Path) -> None:
    out = tmp_path / "packet.pdf"
    line = ("packet", "--case", mri, "--for", "dmhc", "--out", out)
    told = on(*line, "--json", "--max-mb", "0.5").json
    files = [Path(name) for name in told["files"]]
    assert all(file.is_file() for file in files)
    assert files == [out] or not out.exists()
    assert str(files[-1]) in on(*line, "--max-mb", "0.5", "--manifest").out
    assert (tmp_path / "packet.manifest.json").is_file()
    assert on(*line, "--json", "--max-mb").json["files"] == [str(out)]


def test_a_packet_is_written_for_a_fax(type_, on, casebook, mri, tmp_path: Path) -> None:
    out = tmp_path / "packet.pdf"
    line = ("packet", "--case", mri, "--for", "plan", "--out", out, "--fax")
    told = on(*line, "--json").json
    pages = subprocess.run(["pdfinfo", str(out)], capture_output=True, text=True, check=True).stdout
    assert f"Pages: {told['pages'] + 1}" in " ".join(pages.split())
    both = type_(line[0], "--casebook", casebook, *line[1:], "--max-mb", "5")
    assert (both.code, "not divided" in both.err) == (2, True)


def test_a_packet_is_written_as_a_folder_for_a_portal(on, mri, tmp_path: Path) -> None:
    out = tmp_path / "portal"
    line = ("packet", "--case", mri, "--for", "dmhc", "--out", out, "--portal", "--json")
    told = on(*line).json
    assert {Path(file).name for file in told["files"]} == {path.name for path in out.iterdir()}
    assert "SHA256SUMS" in {path.name for path in out.iterdir()}


def test_a_packet_is_locked_with_a_password_from_a_file(on, mri, tmp_path: Path) -> None:
    out, secret = tmp_path / "packet.pdf", tmp_path / "secret"
    secret.write_text("cobalt 77 sample\n")
    on("packet", "--case", mri, "--for", "dmhc", "--out", out, "--pdf-password-file", secret)
    assert subprocess.run(["qpdf", "--check", out], capture_output=True).returncode == 2
    opened = ["qpdf", "--check", "--password=cobalt 77 sample", out]
    assert subprocess.run(opened, capture_output=True).returncode == 0


def test_a_packet_is_divided_by_pages(on, mri, tmp_path: Path) -> None:
    line = ("packet", "--case", mri, "--for", "dmhc", "--out", tmp_path / "p.pdf", "--json")
    assert len(on(*line, "--max-pages", "12").json["files"]) > 1


def test_a_packet_arranged_in_the_window_is_listed_and_written(
    type_, on, casebook, mri, tmp_path: Path
) -> None:
    out = tmp_path / "packet.pdf"
    usual = on("packet", "--case", mri, "--for", "plan", "--out", out, "--json").json["exhibits"]
    assert "No packet was arranged" in on("packets", "--case", mri).out
    with closing(Workspace.open(casebook, None)) as workspace:
        plan = packet_plans.suggested(cases.record(workspace, mri), PacketKind.PLAN, workspace)
        turned = replace(plan, title="For Dr. Sample", exhibits=plan.exhibits[::-1][:2])
        workspace.run("Packet begun", packet_plans.begin, mri, turned)
    (listed,) = on("packets", "--case", mri, "--json").json["packets"]
    assert (listed["id"], listed["title"]) == (plan.id, "For Dr. Sample")
    assert "For Dr. Sample" in on("packets", "--case", mri).out
    for named in ("1", plan.id):
        told = on("packet", "--case", mri, "--plan", named, "--out", out, "--json").json
        documents = [exhibit["document"] for exhibit in told["exhibits"]]
        assert documents == [exhibit["document"] for exhibit in usual][::-1][:2]
    line = ("packet", "--casebook", casebook, "--case", mri, "--out", out)
    assert type_(*line, "--plan", "7").code == 1
    assert type_(*line).code == type_(*line, "--plan", "1", "--for", "plan").code == 2


def test_what_was_sent_is_listed_and_saved_to_the_byte(
    type_, on, casebook, mri, tmp_path: Path
) -> None:
    assert "Nothing is marked as sent" in on("sent", "--case", mri).out
    letter = tmp_path / "letter.pdf"
    on("letter", "--case", mri, "--template", "initial-grievance", "--out", letter)
    with closing(Workspace.open(casebook, None, clock=lambda: AS_OF)) as workspace:
        proposed = sending.of_file(workspace, mri, letter)
        wanted = replace(proposed.proposed, recipient="Sample Plan")
        mark_as_sent(workspace, mri, wanted, letter.read_bytes())
    (item,) = on("sent", "--case", mri, "--json").json["sent"]
    assert item["sha256"] == hashlib.sha256(letter.read_bytes()).hexdigest()
    assert "Sample Plan" in on("sent", "--case", mri).out
    out = tmp_path / "again.pdf"
    on("sent", "--case", mri, "--save", "1", "--out", out)
    assert out.read_bytes() == letter.read_bytes()
    line = ("sent", "--casebook", casebook, "--case", mri, "--out", out)
    assert (type_(*line, "--save", "2").code, type_(*line).code) == (1, 2)


def test_an_incomplete_packet_names_what_is_missing_and_writes_nothing(
    type_, on, casebook, case, tmp_path: Path
) -> None:
    case_id, out = case(), tmp_path / "packet.pdf"
    line = ("packet", "--casebook", casebook, "--case", case_id, "--for", "imr", "--out", out)
    said = type_(*line, "--json")
    assert said.code == 1
    assert said.err.count("\n") == 1
    assert (said.json["out"], said.json["pages"], said.json["exhibits"]) == (None, 0, [])
    assert any(finding["severity"] == "stop" for finding in said.json["findings"])
    assert not out.exists()
    lines = type_(*line)
    assert lines.code == 1
    assert "stop: " in lines.out
    assert not out.exists()
    on("packet", "--case", case_id, "--for", "imr", "--out", out, "--allow-incomplete")
    assert out.read_bytes().startswith(b"%PDF")


def test_the_demonstration_is_written_and_can_be_looked_at(type_, tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    said = type_("demo", folder)
    assert (said.code, said.err) == (0, "")
    assert all(path.name in said.out for path in folder.iterdir())
    cases = type_("cases", "--casebook", folder / "sample.casebook", "--json").json["cases"]
    assert len(cases) == 8
    again = type_("demo", folder)
    assert (again.code, again.out, again.err.count("\n")) == (1, "", 1)
