"""`new`, `check`, `backup`, and how a casebook is unlocked."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

SECRET = "correct horse battery"


def one_sentence(err: str) -> bool:
    return err.count("\n") == 1 and "Traceback" not in err and len(err) < 400


def test_a_new_casebook_is_empty_and_sound(on) -> None:
    assert on("cases", "--json").json == {"cases": []}
    assert on("check", "--json").json == {"ok": True, "problems": []}
    assert on("check").out == "All is well.\n"
    assert "no cases" in on("cases").out


def test_a_file_that_is_there_is_never_overwritten(type_, casebook: Path, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("precious")
    for path in (casebook, letter):
        before = path.read_bytes()
        for more in (["--no-passphrase"], []):
            said = type_("new", path, *more)
            assert said.code == 1
            assert one_sentence(said.err)
            assert path.read_bytes() == before


def test_a_new_casebook_in_a_folder_that_is_not_there_is_refused(type_, tmp_path: Path) -> None:
    said = type_("new", tmp_path / "no" / "c.casebook", "--no-passphrase")
    assert said.code == 1
    assert one_sentence(said.err)
    assert not (tmp_path / "no").exists()


@pytest.mark.skipif(not Path("/sys/kernel").exists(), reason="needs a folder nobody can write to")
def test_a_folder_that_cannot_be_written_to_is_told(type_) -> None:
    said = type_("new", "/sys/kernel/c.casebook", "--no-passphrase")
    assert said.code == 1
    assert one_sentence(said.err)


def test_the_passphrase_comes_from_a_file_or_the_environment(
    type_, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book, file = tmp_path / "c.casebook", tmp_path / "p.txt"
    file.write_text(f"{SECRET}\r\nsecond line\n")
    assert type_("new", book, "--passphrase-file", file).code == 0
    assert SECRET.encode() not in book.read_bytes()
    assert not book.read_bytes().startswith(b"SQLite format 3")
    assert type_("cases", "--casebook", book, "--passphrase-file", file).code == 0
    assert type_("--passphrase-file", file, "--casebook", book, "cases").code == 0
    monkeypatch.setenv("ADVOCATE_PASSPHRASE", SECRET)
    assert type_("cases", "--casebook", book, "--json").json == {"cases": []}


def test_a_wrong_or_missing_passphrase_is_told(
    type_, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = tmp_path / "c.casebook"
    monkeypatch.setenv("ADVOCATE_PASSPHRASE", SECRET)
    assert type_("new", book).code == 0
    monkeypatch.setenv("ADVOCATE_PASSPHRASE", "wrong")
    wrong = type_("cases", "--casebook", book)
    monkeypatch.delenv("ADVOCATE_PASSPHRASE")
    monkeypatch.setattr("sys.stdin", open(os.devnull))  # noqa: PTH123, SIM115
    missing = type_("cases", "--casebook", book)
    for said in (wrong, missing):
        assert (said.code, said.out) == (1, "")
        assert one_sentence(said.err)
    assert "ADVOCATE_PASSPHRASE" in missing.err


def test_a_passphrase_may_be_typed_through_a_pipe(tmp_path: Path) -> None:
    book = tmp_path / "c.casebook"

    def piped(*arguments: object, typed: str) -> subprocess.CompletedProcess[str]:
        line = [sys.executable, "-m", "advocate_desktop", *map(str, arguments)]
        return subprocess.run(line, input=typed, capture_output=True, text=True, check=False)

    assert piped("new", book, typed=f"{SECRET}\n").returncode == 0
    opened = piped("cases", "--json", "--casebook", book, typed=f"{SECRET}\n")
    assert (opened.returncode, opened.stderr) == (0, "")
    assert piped("cases", "--casebook", book, typed="other\n").returncode == 1


def test_no_passphrase_must_be_said_in_so_many_words(type_, tmp_path: Path) -> None:
    blank = tmp_path / "p.txt"
    for text in ("", "\n", "   \n"):
        blank.write_text(text)
        said = type_("new", tmp_path / "c.casebook", "--passphrase-file", blank)
        assert said.code == 1
        assert one_sentence(said.err)
    blank.write_bytes(b"\xff\xfe\n")
    assert type_("new", tmp_path / "c.casebook", "--passphrase-file", blank).code == 1
    assert type_("new", tmp_path / "c.casebook", "--passphrase-file", tmp_path / "no").code == 1
    both = type_("new", tmp_path / "c.casebook", "--no-passphrase", "--passphrase-file", blank)
    assert both.code == 2
    assert not (tmp_path / "c.casebook").exists()


@pytest.mark.parametrize("content", [b"", b"not a casebook", b"%PDF-1.7\n" * 1000])
def test_what_is_no_casebook_is_refused_and_left_alone(
    type_, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "x.casebook"
    path.write_bytes(content)
    said = type_("cases", "--casebook", path)
    assert (said.code, said.out) == (1, "")
    assert one_sentence(said.err)
    checked = type_("check", "--casebook", path, "--json")
    assert checked.code == 1
    assert checked.json == {"ok": False, "problems": [said.err.strip()]}
    assert one_sentence(checked.err)
    assert path.read_bytes() == content
    assert [p.name for p in tmp_path.glob("x.*")] == ["x.casebook"]


def test_another_programs_database_is_refused(type_, tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE notes (text)")
    database.close()
    said = type_("cases", "--casebook", path)
    assert said.code == 1
    assert one_sentence(said.err)


def test_a_casebook_that_is_not_there_is_refused_and_not_made(type_, tmp_path: Path) -> None:
    said = type_("cases", "--casebook", tmp_path / "no.casebook")
    assert (said.code, said.out) == (1, "")
    assert one_sentence(said.err)
    assert not (tmp_path / "no.casebook").exists()


def test_a_casebook_of_a_newer_version_is_refused_and_left_alone(type_, casebook: Path) -> None:
    with sqlite3.connect(casebook) as database:
        database.execute("PRAGMA user_version = 9999")
    database.close()
    before = casebook.read_bytes()
    said = type_("event", "--casebook", casebook, "--case", "x", "--kind", "closed", "--at",
                 "2026-01-01")  # fmt: skip
    assert (said.code, said.out) == (1, "")
    assert one_sentence(said.err)
    assert casebook.read_bytes() == before


def test_check_finds_a_damaged_document(type_, on, casebook: Path, tmp_path: Path, case) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("The plan denied the MRI of the lower back, and this is its letter.")
    on("attach", "--case", case(), letter)
    with sqlite3.connect(casebook) as database:
        database.execute("UPDATE content_chunks SET bytes = x'00'")
    database.close()
    said = type_("check", "--casebook", casebook, "--json")
    assert said.code == 1
    assert said.json["ok"] is False
    assert all(p.endswith(".") for p in said.json["problems"])
    assert type_("check", "--casebook", casebook).code == 1


def test_a_backup_holds_all_and_overwrites_nothing(
    type_, on, casebook: Path, tmp_path: Path, case
) -> None:
    case_id = case(("incident", "2026-01-05"))
    copy = tmp_path / "copy.casebook"
    assert str(copy) in on("backup", copy).out
    shown = type_("show", "--casebook", copy, "--case", case_id, "--json")
    assert shown.out == on("show", "--case", case_id, "--json").out
    again = type_("backup", "--casebook", casebook, copy)
    assert again.code == 1
    assert one_sentence(again.err)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_casebook_that_cannot_be_written_to_can_still_be_read(type_, casebook: Path) -> None:
    casebook.chmod(stat.S_IRUSR)
    assert type_("cases", "--casebook", casebook).code == 0


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits on the size of files")
def test_a_full_disk_loses_nothing(tmp_path: Path, casebook: Path, on, case) -> None:
    import resource

    case_id = case(("incident", "2026-01-05"))
    big = tmp_path / "big.txt"
    big.write_bytes(os.urandom(4_000_000).hex().encode())
    room = casebook.stat().st_size + 300_000
    copied = tmp_path / "copied.casebook"
    shutil.copy(casebook, copied)
    said = subprocess.run(
        [sys.executable, "-m", "advocate_desktop", "attach", "--casebook", copied, "--case",
         case_id, big],
        capture_output=True, text=True, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
    )  # fmt: skip
    assert said.returncode == 1
    assert "Traceback" not in said.stdout + said.stderr
    line = [sys.executable, "-m", "advocate_desktop", "check", "--casebook", str(copied)]
    assert subprocess.run(line, capture_output=True, text=True, check=False).returncode == 0


def test_a_damaged_casebook_is_rescued_into_a_new_file_and_what_was_lost_is_said(
    type_, on, casebook: Path, case, tmp_path: Path
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("A letter. " * 9000)
    assert on("attach", "--case", case(), letter).code == 0
    whole = type_("rescue", tmp_path / "whole.casebook", "--casebook", casebook)
    assert whole.code == 0
    assert "1 case" in whole.out
    connection = sqlite3.connect(casebook)
    connection.execute("UPDATE content_chunks SET bytes = zeroblob(10)")
    connection.commit()
    connection.close()
    before = casebook.read_bytes()
    said = type_("rescue", tmp_path / "new.casebook", "--casebook", casebook)
    assert said.code == 1
    assert "letter.txt" in said.out
    assert one_sentence(said.err)
    assert casebook.read_bytes() == before
    assert type_("check", "--casebook", tmp_path / "new.casebook").code == 0
    again = type_("rescue", tmp_path / "new.casebook", "--casebook", casebook)
    assert again.code == 1
    assert one_sentence(again.err)


def test_a_backup_becomes_a_new_casebook(type_, casebook: Path, tmp_path: Path) -> None:
    kept, new = tmp_path / "kept.casebook", tmp_path / "new.casebook"
    assert type_("backup", kept, "--casebook", casebook).code == 0
    assert type_("restore", kept, new).code == 0
    assert type_("check", "--casebook", new).code == 0
    refused = type_("restore", kept, new)
    assert refused.code == 1
    assert one_sentence(refused.err)
