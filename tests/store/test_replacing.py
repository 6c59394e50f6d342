"""A file put in a casebook's place: whole, verified, and the old one never lost unasked."""

from __future__ import annotations

import pytest

from advocate_desktop.domain.errors import Invalid
from advocate_desktop.store import copies, journal, replacing
from advocate_desktop.store.checking import untold
from advocate_desktop.store.engine import Casebook
from advocate_desktop.store.errors import (
    CasebookDamaged,
    CasebookExists,
    CasebookInUse,
    ChangedSince,
    NotACasebook,
    PassphraseNeeded,
    WrongPassphrase,
)
from advocate_desktop.store.keys import derive_key, key_for, recovery_key
from advocate_desktop.store.tables import clients

AT = "2026-02-10T12:00-08:00"


def enter(casebook: Casebook, key: str) -> None:
    with casebook.write(f"Client {key}", "Ada", AT) as unit:
        unit.insert(clients, {"id": key})


def keys_in(casebook: Casebook) -> list[str]:
    with casebook.read() as connection:
        return [row.id for row in connection.execute(clients.select())]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "cases.casebook"


@pytest.fixture
def casebook(path):
    made = Casebook.create(path, "first words")
    enter(made, "a")
    yield made
    made.close()


@pytest.fixture
def kept(casebook, tmp_path):
    """A backup from before the last change."""
    target = tmp_path / "kept.casebook"
    casebook.copy(target, untold, untold)
    enter(casebook, "b")
    return target


def names(folder):
    return sorted(file.name for file in folder.iterdir())


def test_a_look_inside_tells_of_the_file_and_leaves_it_alone(casebook, kept):
    before, listed = kept.read_bytes(), names(kept.parent)
    found = replacing.look(casebook, kept, None)
    assert (found.cases, found.documents) == (0, 0)
    assert (found.changed_at, found.change) == (AT, "Client a")
    assert kept.read_bytes() == before
    assert names(kept.parent) == listed


def test_a_restored_backup_takes_the_place_and_the_present_file_stays(casebook, kept, path):
    aside = path.with_name("aside.casebook")
    before = kept.read_bytes()
    replacing.restore(casebook, kept, None, aside, untold, untold)
    assert kept.read_bytes() == before
    assert names(path.parent) == ["aside.casebook", "cases.casebook", "kept.casebook"]
    for file, held in ((path, ["a"]), (aside, ["a", "b"])):
        opened = Casebook.open(file, "first words")
        assert keys_in(opened) == held
        opened.close()


def test_a_backup_with_another_passphrase_asks_for_it(casebook, path, tmp_path):
    other = tmp_path / "other.casebook"
    Casebook.create(other, "second words").close()
    with pytest.raises(PassphraseNeeded):
        replacing.look(casebook, other, None)
    with pytest.raises(WrongPassphrase):
        replacing.look(casebook, other, "third words")
    replacing.restore(
        casebook, other, "second words", path.with_name("aside.casebook"), untold, untold
    )
    Casebook.open(path, "second words").close()


def test_nothing_is_replaced_by_a_file_that_is_not_whole(casebook, kept, path):
    listed = names(path.parent)
    data = bytearray(kept.read_bytes())
    data[len(data) // 2] ^= 1
    kept.write_bytes(data)
    with pytest.raises(CasebookDamaged):
        replacing.restore(casebook, kept, None, path.with_name("aside"), untold, untold)
    kept.write_bytes(b"%PDF-1.7 something else" * 2000)
    with pytest.raises(NotACasebook):
        replacing.restore(casebook, kept, None, path.with_name("aside"), untold, untold)
    assert keys_in(casebook) == ["a", "b"]
    assert [name for name in names(path.parent) if not name.endswith(("-wal", "-shm"))] == [
        name for name in listed if not name.endswith(("-wal", "-shm"))
    ]


def test_a_name_that_is_taken_or_a_second_window_stands_in_the_way(casebook, kept, path):
    with pytest.raises(CasebookExists):
        replacing.restore(casebook, kept, None, kept, untold, untold)
    second = Casebook.open(path, "first words")
    with pytest.raises(CasebookInUse):
        replacing.restore(second, kept, None, path.with_name("aside"), untold, untold)
    with second.read() as connection:
        journal.last_number(connection)
        with pytest.raises(CasebookInUse):
            replacing.restore(casebook, kept, None, path.with_name("aside"), untold, untold)
    second.close()
    again = Casebook.open(path, "first words")
    assert keys_in(again) == ["a", "b"]
    again.close()
    assert not path.with_name("aside").exists()


def test_after_a_change_only_the_new_passphrase_opens(casebook, path):
    replacing.change_passphrase(casebook, "second words", untold, untold)
    assert names(path.parent) == ["cases.casebook"]
    with pytest.raises(WrongPassphrase):
        Casebook.open(path, "first words")
    opened = Casebook.open(path, "second words")
    assert keys_in(opened) == ["a"]
    opened.close()


def test_a_recovery_key_opens_until_the_file_is_encrypted_anew(casebook, path, kept):
    code = casebook.recovery_key()
    casebook.close()
    typed = code.lower().replace("-", " ").replace("o", "0")
    opened = Casebook.open(path, typed)
    assert keys_in(opened) == ["a", "b"]
    replacing.change_passphrase(opened, "first words", untold, untold)
    with pytest.raises(WrongPassphrase):
        Casebook.open(path, code)
    Casebook.open(path, "first words").close()
    Casebook.open(kept, code).close()


def test_a_change_while_it_is_encrypted_anew_is_not_lost(casebook, path):
    def meanwhile(done, total):
        if len(keys_in(casebook)) == 1:
            enter(casebook, "late")

    with pytest.raises(ChangedSince):
        replacing.change_passphrase(casebook, "second words", meanwhile, untold)
    assert keys_in(casebook) == ["a", "late"]
    assert not [name for name in names(path.parent) if name.endswith(".new")]


def test_an_empty_passphrase_is_refused_and_without_one_there_is_no_key(casebook, tmp_path):
    with pytest.raises(Invalid):
        replacing.change_passphrase(casebook, "", untold, untold)
    plain = Casebook.create(tmp_path / "plain.casebook", None)
    with pytest.raises(Invalid):
        plain.recovery_key()
    plain.close()


def test_a_mistyped_recovery_key_is_taken_for_a_passphrase():
    key = derive_key("first words", b"0" * 16)
    code = recovery_key(key)
    assert key_for(code, key.salt) == key
    swapped = code[1] + code[0] + code[2:] if code[0] != code[1] else "A" + code[1:]
    assert key_for(swapped, key.salt) != key


def test_a_drive_without_hard_links_keeps_the_present_file_too(casebook, kept, path, monkeypatch):
    def refuse(*_args):
        raise PermissionError(1, "no links here")

    monkeypatch.setattr(copies.os, "link", refuse)
    aside = path.with_name("aside.casebook")
    replacing.restore(casebook, kept, None, aside, untold, untold)
    opened = Casebook.open(aside, "first words")
    assert keys_in(opened) == ["a", "b"]
    opened.close()
