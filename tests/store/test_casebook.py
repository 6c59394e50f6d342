"""A casebook file: made whole or not at all, opened or refused with one sentence."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from advocate_desktop.domain.errors import AdvocateError, Invalid, NotFound
from advocate_desktop.services import cases
from advocate_desktop.services.workspace import (
    CasebookClosed,
    CasebookExists,
    LibraryTooOld,
    NewerCasebook,
    NotACasebook,
    PassphraseNeeded,
    Workspace,
    WrongPassphrase,
    is_encrypted,
)
from advocate_desktop.store.connections import check_library
from advocate_desktop.store.engine import Casebook


def beside(path: Path) -> set[str]:
    return {p.name for p in path.parent.iterdir()} - {path.name}


@pytest.mark.parametrize("passphrase", [None, "open sesame"])
def test_a_new_casebook_is_one_file_that_only_its_owner_may_read(tmp_path, passphrase):
    path = tmp_path / "new.casebook"
    Workspace.create(path, passphrase).close()
    assert beside(path) == set()
    assert path.stat().st_mode & 0o777 == 0o600
    assert is_encrypted(path) == (passphrase is not None)


def test_what_is_entered_is_there_after_closing_and_opening(
    encrypted_workspace, passphrase, sample_record, enter
):
    enter(encrypted_workspace, sample_record)
    encrypted_workspace.close()
    again = Workspace.open(encrypted_workspace.path, passphrase)
    assert cases.record(again, sample_record.case.id) == sample_record
    again.close()


def test_a_plain_casebook_is_a_file_any_sqlite_program_reads(workspace, sample_record, enter):
    enter(workspace, sample_record)
    workspace.close()
    other = sqlite3.connect(workspace.path)
    assert other.execute("SELECT title FROM cases").fetchone() == (sample_record.case.title,)
    assert other.execute("PRAGMA page_size").fetchone() == (16384,)
    assert other.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    ours = "SELECT name FROM pragma_table_list WHERE type = 'table' AND NOT strict"
    loose = {name for (name,) in other.execute(ours) if not name.startswith("sqlite_")}
    assert loose == set()
    other.close()


def test_an_encrypted_casebook_opens_in_any_sqlcipher_program_by_its_passphrase(
    encrypted_workspace, passphrase, sample_record, enter
):
    enter(encrypted_workspace, sample_record)
    encrypted_workspace.close()
    other = sqlcipher.connect(str(encrypted_workspace.path))
    other.execute(f"PRAGMA key = '{passphrase}'")
    other.execute("PRAGMA cipher_page_size = 16384")
    assert other.execute("SELECT title FROM cases").fetchone() == (sample_record.case.title,)
    other.close()


def test_a_passphrase_opens_however_its_accents_were_typed(tmp_path):
    path = tmp_path / "accents.casebook"
    Workspace.create(path, "caf\u00e9 con leche").close()
    Workspace.open(path, "cafe\u0301 con leche").close()


@pytest.mark.parametrize(
    ("given", "error"),
    [("wrong", WrongPassphrase), ("", WrongPassphrase), (None, PassphraseNeeded)],
)
def test_without_its_passphrase_a_casebook_stays_shut_and_unchanged(
    encrypted_workspace, capfd, given, error
):
    encrypted_workspace.close()
    before = encrypted_workspace.path.read_bytes()
    with pytest.raises(error):
        Workspace.open(encrypted_workspace.path, given)
    assert encrypted_workspace.path.read_bytes() == before
    assert beside(encrypted_workspace.path) == set()
    assert capfd.readouterr() == ("", "")


def test_an_empty_passphrase_is_refused_for_a_new_casebook(tmp_path):
    with pytest.raises(Invalid):
        Workspace.create(tmp_path / "empty.casebook", "")
    assert list(tmp_path.iterdir()) == []


def test_a_new_casebook_never_replaces_what_is_there(tmp_path):
    path = tmp_path / "taken.casebook"
    path.write_text("a shopping list")
    with pytest.raises(CasebookExists):
        Workspace.create(path, None)
    assert path.read_text() == "a shopping list"
    assert beside(path) == set()


def test_a_new_casebook_is_not_laid_beside_the_leftovers_of_another(tmp_path):
    (tmp_path / "new.casebook-wal").write_bytes(b"frames of another file")
    with pytest.raises(CasebookExists):
        Workspace.create(tmp_path / "new.casebook", None)


def test_a_missing_folder_or_file_is_named(tmp_path):
    with pytest.raises(NotFound, match="nowhere"):
        Workspace.create(tmp_path / "nowhere" / "new.casebook", None)
    with pytest.raises(NotFound, match=r"none\.casebook"):
        Workspace.open(tmp_path / "none.casebook", None)


OTHER_FILES = {
    "empty": b"",
    "text": b"Dear plan,\n" * 3000,
    "short text": b"Dear plan",
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + os.urandom(20000),
    "zip": b"PK\x03\x04" + os.urandom(20000),
    "photo": b"\xff\xd8\xff\xe0" + os.urandom(40000),
    "noise": b"\x01" + os.urandom(20000),
}


@pytest.mark.parametrize("name", OTHER_FILES)
@pytest.mark.parametrize("passphrase", [None, "open sesame"])
def test_a_file_of_another_program_is_no_casebook_and_is_left_alone(tmp_path, name, passphrase):
    path = tmp_path / "other.casebook"
    path.write_bytes(OTHER_FILES[name])
    with pytest.raises(NotACasebook):
        Workspace.open(path, passphrase)
    assert path.read_bytes() == OTHER_FILES[name]
    assert beside(path) == set()


def test_a_folder_and_another_programs_database_are_no_casebooks(tmp_path):
    with pytest.raises(NotACasebook):
        Workspace.open(tmp_path, None)
    path = tmp_path / "music.db"
    other = sqlite3.connect(path)
    other.execute("PRAGMA page_size = 16384")
    other.execute("CREATE TABLE songs (name TEXT)")
    other.close()
    with pytest.raises(NotACasebook):
        Workspace.open(path, None)


@pytest.mark.parametrize("kind", ["workspace", "encrypted_workspace"])
def test_half_a_casebook_is_refused(request, passphrase, kind):
    opened = request.getfixturevalue(kind)
    opened.close()
    whole = opened.path.read_bytes()
    for length in (100, len(whole) // 2 + 7, len(whole) - 1):
        opened.path.write_bytes(whole[:length])
        with pytest.raises(AdvocateError):
            Workspace.open(opened.path, passphrase)


def test_a_casebook_of_a_newer_version_is_refused_and_stays_byte_for_byte(workspace):
    workspace.close()
    other = sqlite3.connect(workspace.path)
    other.execute("PRAGMA user_version = 99")
    other.close()
    before = workspace.path.read_bytes()
    with pytest.raises(NewerCasebook, match="99"):
        Workspace.open(workspace.path, None)
    assert workspace.path.read_bytes() == before


def test_a_closed_casebook_says_so(workspace):
    workspace.close()
    workspace.close()
    with pytest.raises(CasebookClosed):
        workspace.read(lambda connection: None)
    with pytest.raises(CasebookClosed):
        workspace.run("Nothing", lambda unit: None)


def test_a_database_library_that_can_damage_files_is_refused():
    with pytest.raises(LibraryTooOld, match=r"3\.51\.2"):
        check_library((3, 51, 2))
    check_library((3, 51, 3))


def test_the_key_never_shows(encrypted_workspace):
    key = encrypted_workspace.casebook._key
    assert repr(key.key) not in repr(key)
    assert key.key.hex() not in repr(vars(encrypted_workspace.casebook))


def test_a_file_name_with_odd_letters_is_no_trouble(tmp_path):
    path = tmp_path / "a?b#c%20 “Ñ”.casebook"
    Casebook.create(path, None).close()
    Casebook.open(path, None).close()
    assert beside(path) == set()
