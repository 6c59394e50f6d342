"""A damaged casebook is rescued into a new one: what is lost is named, and nothing else is."""

from __future__ import annotations

import random

import pytest
from sqlalchemy import text

from advocate_desktop import paths
from advocate_desktop.domain.documents import Document
from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.services import automatic_backup, cases
from advocate_desktop.services.check import check
from advocate_desktop.services.progress import NO_PROGRESS
from advocate_desktop.services.rescue import newest_backup, rescue, rescue_open
from advocate_desktop.services.search import search
from advocate_desktop.services.workspace import (
    CasebookDamaged,
    CasebookExists,
    CasebookInUse,
    Workspace,
    WrongPassphrase,
)
from advocate_desktop.store import blobs, documents
from advocate_desktop.store.tables import JOURNALED

PAGE = 16_384
NUMBER = 40
MADE: dict[bool, bytes] = {}
"""Casebooks that were filled before, by whether they are encrypted."""


@pytest.fixture
def fill(enter, new_record, new_event):
    """Put many cases with events, and two with documents of several pages, into a workspace."""

    def fill_it(workspace):
        if workspace.encrypted in MADE:
            workspace.close()
            workspace.path.write_bytes(MADE[workspace.encrypted])
            return workspace.path
        for number in range(NUMBER):
            events = tuple(
                new_event("incident", "2026-01-05", note=f"{number}-{at} " + "said " * 20)
                for at in range(4)
            )
            case_id = enter(workspace, new_record(events=events))
            if number % 20 == 0:
                workspace.run("Attached", attach, case_id, f"letter-{number}")
        workspace.close()
        MADE[workspace.encrypted] = workspace.path.read_bytes()
        return workspace.path

    return fill_it


def attach(unit, case_id, name):
    content = blobs.put(unit, random.Random(name).randbytes(1_300_000))
    documents.set_page_texts(unit, content, (f"The words of {name}.",) * 5)
    documents.insert_document(unit, case_id, Document(name, f"{name}.bin", content_hash=content))


@pytest.fixture(params=["encrypted_workspace", "workspace"])
def sealed(request):
    return request.getfixturevalue(request.param)


@pytest.fixture(autouse=True)
def _own_backup_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "backup_dir", lambda: tmp_path / "kept")


def pages_of(path, passphrase, wanted):
    """Return the numbers of the pages that a table or index lies in, but for those of its tree."""
    opened = Workspace.open(path, passphrase)
    root = opened.read(
        lambda c: c.scalar(
            text("SELECT rootpage FROM sqlite_master WHERE name = :n"), {"n": wanted}
        )
    )
    opened.close()
    return root


def spoil(path, number, where=500):
    data = bytearray(path.read_bytes())
    start = (number - 1) * PAGE + where
    data[start : start + 64] = random.Random(number).randbytes(64)
    path.write_bytes(data)


def facts(workspace):
    def rows(connection):
        return {
            (name, row["id"]): dict(row)
            for name in JOURNALED
            for row in connection.execute(text(f"SELECT * FROM {name}")).mappings()
        }

    return workspace.read(rows)


def rescued(path, passphrase, tmp_path):
    target = tmp_path / "rescued.casebook"
    before = path.read_bytes()
    told = rescue(path, passphrase, target, NO_PROGRESS, who="Ada")
    assert path.read_bytes() == before, "the damaged file is left as it is"
    again = Workspace.open(target, passphrase)
    assert check(again, NO_PROGRESS) == ()
    return again, told


def test_a_sound_casebook_is_rescued_whole_with_its_history(sealed, fill, passphrase, tmp_path):
    path = fill(sealed)
    opened = Workspace.open(path, passphrase)
    before, undo = facts(opened), opened.undo_label
    opened.close()
    again, told = rescued(path, passphrase, tmp_path)
    assert told.lost_nothing
    assert facts(again) == before
    assert len(search(again, "words letter")) == 10
    assert undo is not None
    again.close()


TABLES = ["clients", "coverages", "cases", "events", "documents", "contents", "content_chunks"]
OTHERS = ["journal_entries", "journal_rows", "page_texts", "page_words_data", "settings"]


@pytest.mark.parametrize("table", TABLES + OTHERS)
def test_with_the_first_page_of_a_table_gone_the_rest_is_rescued(
    encrypted_workspace, fill, passphrase, tmp_path, table
):
    path = fill(encrypted_workspace)
    opened = Workspace.open(path, passphrase)
    before = facts(opened)
    opened.close()
    spoil(path, pages_of(path, passphrase, table))
    again, told = rescued(path, passphrase, tmp_path)
    after = facts(again)
    still = {place: row for place, row in after.items() if place[0] != "documents"}
    if table not in ("journal_rows", "journal_entries"):
        assert still == {place: row for place, row in before.items() if place[0] != "documents"}
    else:
        assert after == before
        assert any("history holds its first" in sentence for sentence in told.sentences)
    if table in TABLES[:5]:
        assert any("came back from the history" in sentence for sentence in told.sentences)
    if table == "content_chunks":
        assert any("“letter-0.bin” are damaged" in sentence for sentence in told.sentences)
    again.close()


@pytest.mark.parametrize("chance", range(3))
def test_any_page_may_go_bad_and_no_wrong_record_is_shown(
    encrypted_workspace, fill, passphrase, tmp_path, chance
):
    path = fill(encrypted_workspace)
    opened = Workspace.open(path, passphrase)
    before = facts(opened)
    opened.close()
    pages = path.stat().st_size // PAGE
    for number in random.Random(chance).sample(range(2, pages + 1), 6):
        spoil(path, number)
    try:
        again, _ = rescued(path, passphrase, tmp_path)
    except CasebookDamaged:
        assert chance < 0, "only the first pages hold the list of tables"
    after = facts(again)
    assert before.keys() - after.keys() == set()
    for place, row in after.items():
        if place[0] != "documents":
            assert row == before[place]
    again.close()


def test_a_row_whose_table_and_history_are_both_lost_is_counted_and_stood_for(
    workspace, fill, tmp_path
):
    path = fill(workspace)
    opened = Workspace.open(path, None)
    with opened.casebook.raw() as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        (lost,) = connection.execute("SELECT id FROM clients LIMIT 1").fetchone()
        connection.execute("UPDATE journal_rows SET after = 'x' WHERE row_id = ?", (lost,))
        connection.execute("DELETE FROM clients WHERE id = ?", (lost,))
    opened.close()
    again, told = rescued(path, None, tmp_path)
    assert any(sentence.startswith("Lost: 1 client") for sentence in told.sentences)
    assert facts(again)["clients", lost]["family_name"].startswith("(could not be read)")
    assert not told.lost_nothing
    again.close()


def test_a_changed_row_of_a_plain_casebook_comes_back_as_the_history_has_it(
    workspace, fill, tmp_path
):
    path = fill(workspace)
    opened = Workspace.open(path, None)
    before = facts(opened)
    with opened.casebook.raw() as connection:
        connection.execute("UPDATE cases SET title = 'Forged'")
    opened.close()
    again, told = rescued(path, None, tmp_path)
    assert facts(again) == before
    assert told.lost_nothing
    again.close()


@pytest.mark.parametrize("keep", [0.4, 0.95])
def test_a_casebook_that_was_cut_off_gives_what_lies_before_the_cut(
    sealed, fill, passphrase, tmp_path, keep
):
    path = fill(sealed)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * keep)])
    with pytest.raises(AdvocateError):
        Workspace.open(path, passphrase)
    again, told = rescued(path, passphrase, tmp_path)
    assert len(facts(again)) > 0
    assert not told.lost_nothing
    again.close()


def test_damaged_bytes_are_taken_from_a_backup_that_holds_them(
    encrypted_workspace, fill, passphrase, tmp_path
):
    path = fill(encrypted_workspace)
    opened = Workspace.open(path, passphrase)
    automatic_backup.keep(opened, NO_PROGRESS)
    opened.close()
    assert newest_backup(path) is not None
    spoil(path, pages_of(path, passphrase, "content_chunks"))
    again, told = rescued(path, passphrase, tmp_path)
    assert told.lost_nothing
    assert any("came back from backups" in sentence for sentence in told.sentences)
    again.close()


def test_without_its_first_page_nothing_is_found_and_that_is_said(
    sealed, fill, passphrase, tmp_path
):
    path = fill(sealed)
    spoil(path, 1, 40)
    spoil(path, 1, 2000)
    before = path.read_bytes()
    with pytest.raises((CasebookDamaged, WrongPassphrase)):
        rescue(path, passphrase, tmp_path / "rescued.casebook", NO_PROGRESS)
    assert path.read_bytes() == before
    assert not (tmp_path / "rescued.casebook").exists()


def test_a_rescue_replaces_nothing_and_waits_for_nobody(workspace, fill, tmp_path):
    taken = tmp_path / "taken.casebook"
    taken.write_text("of the user")
    with pytest.raises(CasebookInUse):
        rescue(workspace.path, None, tmp_path / "rescued.casebook", NO_PROGRESS)
    path = fill(workspace)
    with pytest.raises(CasebookExists):
        rescue(path, None, taken, NO_PROGRESS)
    assert taken.read_text() == "of the user"


def test_the_casebook_at_hand_is_rescued_while_it_is_open(
    workspace, enter, sample_record, tmp_path
):
    enter(workspace, sample_record)
    told = rescue_open(workspace, tmp_path / "rescued.casebook", NO_PROGRESS)
    assert cases.record(workspace, sample_record.case.id) == sample_record
    again = Workspace.open(told.path, None)
    assert cases.record(again, sample_record.case.id) == sample_record
    again.close()
