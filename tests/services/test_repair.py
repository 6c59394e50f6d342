"""What can be made anew is found by the check and made anew by the repair, and nothing else is."""

from __future__ import annotations

import random

import pytest
from sqlalchemy import text

from advocate_desktop.domain.documents import Document
from advocate_desktop.services import cases
from advocate_desktop.services.check import check
from advocate_desktop.services.progress import NO_PROGRESS
from advocate_desktop.services.repair import repair
from advocate_desktop.services.search import search
from advocate_desktop.services.workspace import CasebookInUse, Workspace
from advocate_desktop.store import blobs, documents


@pytest.fixture
def filled(workspace, enter, sample_record):
    """A casebook with a document of some words and a prepared view."""
    case_id = enter(workspace, sample_record)

    def attach(unit):
        content = blobs.put(unit, random.Random(1).randbytes(100_000))
        documents.set_page_texts(unit, content, ("a zebra of text",) * 200)
        documents.insert_document(unit, case_id, Document("d", "zebra.bin", content_hash=content))
        unit.connection.execute(
            text("INSERT INTO renditions (content_hash, purpose, bytes) VALUES (:h, 'pdf', :b)"),
            {"h": content, "b": random.Random(2).randbytes(60_000)},
        )

    workspace.run("Attached", attach)
    return workspace


BROKEN = [
    ("DELETE FROM page_words_data WHERE id > 10", "index that finds words"),
    ("UPDATE page_texts SET text = 'other words'", "index that finds words"),
    ("DROP TABLE page_words", "page_words is missing"),
    ("DROP INDEX ix_events_case_id", "ix_events_case_id is missing"),
    ("DROP TRIGGER page_words_insert", "page_words_insert is missing"),
]


@pytest.mark.parametrize(("harm", "told"), BROKEN)
def test_what_is_derived_is_found_and_made_anew(filled, sample_record, harm, told):
    with filled.casebook.raw() as connection:
        connection.executescript(harm)
    assert any(told in problem for problem in check(filled, NO_PROGRESS))
    done = repair(filled, NO_PROGRESS)
    assert done
    assert check(filled, NO_PROGRESS) == ()
    word = "other" if "other words" in harm else "zebra"
    assert {hit.document for hit in search(filled, word)} == {"d"}
    assert cases.record(filled, sample_record.case.id)


def test_a_damaged_view_is_dropped_and_the_paper_stays(
    encrypted_workspace, enter, sample_record, passphrase
):
    enter(encrypted_workspace, sample_record)

    def put(unit):
        content = blobs.put(unit, b"bytes of a paper")
        unit.connection.execute(
            text("INSERT INTO renditions (content_hash, purpose, bytes) VALUES (:h, 'pdf', :b)"),
            {"h": content, "b": random.Random(2).randbytes(3_000_000)},
        )

    encrypted_workspace.run("Put", put)
    encrypted_workspace.close()
    path = encrypted_workspace.path
    data = bytearray(path.read_bytes())
    data[-60 * 16_384 + 5000] ^= 1  # amid the bytes of the view
    path.write_bytes(data)
    again = Workspace.open(path, passphrase)
    assert any("Prepared views" in problem for problem in check(again, NO_PROGRESS))
    again.close()


def test_a_table_or_column_that_is_not_ours_is_said(filled):
    with filled.casebook.raw() as connection:
        connection.executescript(
            "CREATE TABLE strange (a); ALTER TABLE cases ADD COLUMN odd TEXT; DROP TABLE settings"
        )
    told = " ".join(check(filled, NO_PROGRESS))
    assert "table of strange that this program does not make" in told
    assert "table of cases has other columns" in told
    assert "table of settings is missing" in told


def test_a_sound_casebook_needs_no_repair_and_a_second_window_makes_none(filled):
    before = filled.path.read_bytes()
    assert repair(filled, NO_PROGRESS) == ()
    second = Workspace.open(filled.path, None)
    with pytest.raises(CasebookInUse):
        repair(second, NO_PROGRESS)
    second.close()
    assert filled.path.read_bytes() == before
