"""`attach`: a row for every file named, and the documents found again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pikepdf
import pytest

from advocate_desktop import assets

KEYS = ["file", "outcome", "document", "why", "kind", "media_type", "pages", "text_characters"]
LETTER = assets.folder("sample", "rosa-mri") / "denial-letter.pdf"
MATERIAL = Path(__file__).parents[2] / ".." / "shared" / "material"


def test_documents_are_attached_and_known_again(on, case) -> None:
    case_id = case()
    rows = on("attach", "--case", case_id, "--json", LETTER).json["files"]
    assert [list(row) for row in rows] == [KEYS]
    row = rows[0]
    assert (row["file"], row["outcome"], row["why"]) == (str(LETTER), "attached", None)
    assert (row["kind"], row["media_type"], row["pages"]) == ("denial_letter", "application/pdf", 1)
    assert row["text_characters"] > 500
    again = on("attach", "--case", case_id, "--json", LETTER).json["files"][0]
    assert (again["outcome"], again["document"]) == ("duplicate", row["document"])
    hits = on("search", "lumbar", "conservative", "--json").json["hits"]
    assert {(hit["document"], hit["page"]) for hit in hits} == {(row["document"], 1)}


def test_a_row_for_every_file_in_order_and_one_if_any_was_refused(
    type_, on, casebook, case, tmp_path: Path
) -> None:
    case_id = case()
    empty, gone = tmp_path / "empty.pdf", tmp_path / "gone.pdf"
    empty.touch()
    files = [empty, LETTER, gone, tmp_path]
    line = ("attach", "--casebook", casebook, "--case", case_id)
    said = type_(*line, "--json", *files)
    assert said.code == 1
    assert said.err.count("\n") == 1
    rows = said.json["files"]
    assert [row["file"] for row in rows] == [str(file) for file in files]
    assert [row["outcome"] for row in rows] == ["refused", "attached", "refused", "refused"]
    assert all(row["why"] for row in rows if row["outcome"] == "refused")
    assert all(row["document"] is None for row in rows if row["outcome"] == "refused")
    lines = type_(*line, *files).out.splitlines()
    assert [part in text for part, text in zip(
        ("refused: ", "duplicate", "refused: ", "refused: "), lines, strict=True
    )] == [True] * 4  # fmt: skip


def locked_letter(folder: Path, password: str) -> Path:
    file = folder / "locked.pdf"
    with pikepdf.Pdf.open(LETTER) as pdf:
        pdf.save(file, encryption=pikepdf.Encryption(user=password, owner="owner"))
    return file


def test_a_locked_pdf_opens_with_the_password_in_a_file(
    type_, on, casebook, case, tmp_path: Path
) -> None:
    case_id, locked = case(), locked_letter(tmp_path, "rosa1960")
    password = tmp_path / "password.txt"
    line = ("--case", case_id, "--json", "--pdf-password-file", password, locked)
    password.write_text("wrong\n")
    row = on("attach", *line).json["files"][0]
    assert (row["outcome"], row["pages"]) == ("attached", None)
    assert "does not open" in row["why"]
    password.write_text("rosa1960\nnot read")
    row = on("attach", *line, LETTER).json["files"][0]
    assert (row["outcome"], row["pages"], row["why"]) == ("duplicate", 1, None)
    assert row["kind"] == "denial_letter"
    password.unlink()
    said = type_("attach", "--casebook", casebook, *line)
    assert said.code == 1
    assert "no password file" in said.err


def test_a_kind_may_be_said(type_, on, casebook, case, tmp_path: Path) -> None:
    case_id = case()
    note = tmp_path / "note.txt"
    note.write_text("Blood pressure 120 over 80.")
    on("attach", "--case", case_id, "--kind", "medical_record", note)
    assert on("show", "--case", case_id, "--json").json["documents"] == [
        {"file": "note.txt", "kind": "medical_record", "title": "", "date": None}
    ]
    assert type_("attach", "--casebook", casebook, "--case", case_id, "--kind", "x", note).code == 2


def test_an_attached_document_can_prove_an_event(on, case) -> None:
    case_id = case()
    on("attach", "--case", case_id, LETTER)
    on("event", "--case", case_id, "--kind", "denial_received", "--at", "2026-02-04",
       "--document", "denial-letter.pdf")  # fmt: skip
    assert on("show", "--case", case_id, "--json").json["events"][0]["document"] == LETTER.name


def test_what_was_attached_goes_out_and_comes_in_again(on, case, tmp_path: Path) -> None:
    case_id = case(("denial_received", "2026-02-04"))
    odd = tmp_path / "Carta núm. 1 – 陳.pdf"
    shutil.copy(LETTER, odd)
    on("attach", "--case", case_id, odd, LETTER.with_name("acknowledgement-scan.png"))
    bundle = tmp_path / "out.zip"
    told = on("export", "--case", case_id, "--out", bundle, "--json").json
    assert told == {"out": str(bundle), "documents": 2}
    again = on("import", bundle).out.strip()
    shown = [on("show", "--case", one, "--json").json for one in (case_id, again)]
    assert shown[0] == shown[1]
    assert [document["file"] for document in shown[1]["documents"]] == [
        odd.name, "acknowledgement-scan.png",
    ]  # fmt: skip


def test_the_casebook_itself_is_never_written_over(type_, on, casebook, case) -> None:
    case_id = case()
    before = casebook.read_bytes()
    for line in (
        ("export", "--out", casebook),
        ("letter", "--template", "initial-grievance", "--out", casebook),
        ("packet", "--for", "plan", "--allow-incomplete", "--out", casebook),
    ):
        said = type_(line[0], "--casebook", casebook, "--case", case_id, *line[1:])
        assert (said.code, said.out) == (1, "")
        assert "the casebook itself" in said.err
    assert casebook.read_bytes() == before


@pytest.mark.slow
@pytest.mark.skipif(not MATERIAL.exists(), reason="the test material is not here")
def test_real_files_are_attached_or_refused_with_a_reason(type_, casebook, case) -> None:
    case_id = case()
    files = sorted(path for path in MATERIAL.iterdir() if path.is_file())
    said = type_("attach", "--casebook", casebook, "--case", case_id, "--json", *files)
    rows = said.json["files"]
    assert [row["file"] for row in rows] == [str(file) for file in files]
    assert all(row["why"] for row in rows if row["outcome"] == "refused")
    assert type_("check", "--casebook", casebook).code == 0
