"""The integrity check finds what is not as it was put in, and changes nothing."""

from __future__ import annotations

import random

import pytest

from advocate_desktop.domain.documents import Document
from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.services import cases
from advocate_desktop.services.check import check
from advocate_desktop.services.passphrase_waits import PASSPHRASE_WAITS
from advocate_desktop.services.progress import NO_PROGRESS, Cancelled
from advocate_desktop.services.workspace import CasebookDamaged, Workspace
from advocate_desktop.store import blobs, documents

PAGE = 16_384


@pytest.fixture
def fill(enter, sample_record):
    """Put a case with two documents into a workspace."""

    def fill_it(workspace):
        case_id = enter(workspace, sample_record)

        def attach(unit):
            for number in range(2):
                content = blobs.put(unit, random.Random(number).randbytes(1_500_000))
                documents.set_page_texts(unit, content, ("a page of text",) * 20)
                name = f"letter-{number}"
                document = Document(name, f"{name}.bin", content_hash=content)
                documents.insert_document(unit, case_id, document)

        workspace.run("Attached", attach)

    return fill_it


@pytest.mark.parametrize("kind", ["workspace", "encrypted_workspace"])
def test_a_sound_casebook_has_no_problems_and_is_not_touched(request, fill, kind, passphrase):
    opened = request.getfixturevalue(kind)
    fill(opened)
    opened.close()
    before = opened.path.read_bytes()
    again = Workspace.open(opened.path, passphrase)
    assert check(again, NO_PROGRESS) == ()
    again.close()
    assert opened.path.read_bytes() == before


@pytest.mark.parametrize(
    ("tampering", "told"),
    [
        ("UPDATE cases SET title = 'Another'", "cases (case-ana)"),
        ("DELETE FROM events WHERE id = 'event-a'", "events (event-a) is gone"),
        ("INSERT INTO clients (id) VALUES ('stranger')", "clients (stranger)"),
        ("UPDATE content_chunks SET bytes = zeroblob(10) WHERE number = 1", "“letter-0.bin”"),
        ("DELETE FROM content_chunks WHERE position = 1", "is damaged inside the casebook"),
        ("UPDATE journal_rows SET after = 'no json' WHERE number = 1", "Entry 1"),
        ("UPDATE journal_entries SET kind = 'odd'", "Entry 1"),
        ("PRAGMA foreign_keys = OFF; UPDATE events SET case_id = 'gone'", "points at something"),
    ],
)
def test_what_other_hands_changed_is_said(workspace, fill, tampering, told):
    fill(workspace)
    with workspace.casebook.raw() as connection:
        connection.executescript(tampering)
    assert any(told in problem for problem in check(workspace, NO_PROGRESS))


def corrupted(path, place):
    data = bytearray(path.read_bytes())
    data[place] ^= 0x10
    path.write_bytes(data)


def is_noticed(path, passphrase):
    PASSPHRASE_WAITS.forget(path)  # a wait would pass for a damage that was noticed
    try:
        opened = Workspace.open(path, passphrase)
    except AdvocateError:
        return True
    try:
        return check(opened, NO_PROGRESS) != ()
    except AdvocateError:
        return True
    finally:
        opened.close()


def test_each_flipped_bit_of_an_encrypted_casebook_is_noticed(
    encrypted_workspace, fill, passphrase
):
    fill(encrypted_workspace)
    encrypted_workspace.close()
    path, chance = encrypted_workspace.path, random.Random(1)
    size = path.stat().st_size
    for place in [0, 5, 20, PAGE - 1, size - 1, *(chance.randrange(size) for _ in range(15))]:
        corrupted(path, place)
        assert is_noticed(path, passphrase), place
        corrupted(path, place)
    assert not is_noticed(path, passphrase)


def test_a_flipped_bit_of_a_plain_casebook_never_passes_for_a_fact(workspace, fill, sample_record):
    """A bit of a page that holds nothing may flip unseen; what is shown as right is right."""
    fill(workspace)
    workspace.close()
    path, chance = workspace.path, random.Random(2)
    size = path.stat().st_size
    for place in [chance.randrange(100, size) for _ in range(40)]:
        corrupted(path, place)
        if not is_noticed(path, None):
            opened = Workspace.open(path, None)
            record = cases.record(opened, sample_record.case.id)
            assert record.events == sample_record.events
            assert (record.client, record.coverage) == (
                sample_record.client,
                sample_record.coverage,
            )
            opened.close()
        corrupted(path, place)


def test_a_swapped_page_of_an_encrypted_casebook_is_noticed(encrypted_workspace, fill, passphrase):
    fill(encrypted_workspace)
    encrypted_workspace.close()
    path = encrypted_workspace.path
    whole = path.read_bytes()
    for number in (3, 40, 100):
        page = whole[(number + 1) * PAGE : (number + 2) * PAGE]
        path.write_bytes(whole[: number * PAGE] + page + whole[(number + 1) * PAGE :])
        assert is_noticed(path, passphrase)


def test_the_check_tells_how_far_it_is_and_can_be_stopped(workspace, fill):
    fill(workspace)

    told = []

    class Stopping:
        def step(self, done, total, text):
            told.append((done, total))

        def check(self):
            if len(told) > 1:
                raise Cancelled

    with pytest.raises(Cancelled):
        check(workspace, Stopping())
    assert told == [(0, 0), (0, 2)]


@pytest.mark.parametrize("kind", ["workspace", "encrypted_workspace"])
def test_a_damaged_document_is_named_and_never_shown(request, fill, kind, passphrase):
    opened = request.getfixturevalue(kind)
    fill(opened)
    content = opened.read(documents.document, "letter-1")[1].content_hash
    places = opened.read(lambda c: list(blobs.iter_chunks(c, content)))
    opened.close()
    path = opened.path
    whole = path.read_bytes()
    in_clear = whole.find(places[-1][-100:])
    place = in_clear if in_clear > 0 else len(whole) - 5 * PAGE
    corrupted(path, place)
    again = Workspace.open(path, passphrase)
    assert any("“letter-1.bin” is damaged" in problem for problem in check(again, NO_PROGRESS))
    with pytest.raises(CasebookDamaged):
        again.read(blobs.read, content)
    assert cases.record(again, "case-ana").documents[0].file == "denial.pdf"
    again.close()


def test_a_damaged_page_of_a_text_is_not_shown_as_text(encrypted_workspace, passphrase):
    """SQLCipher gives zeros for a page that fails its check at the end of a long value."""
    words = ("wort " * 13_000,)

    def keep(unit):
        content = blobs.put(unit, b"bytes")
        documents.set_page_texts(unit, content, words)
        return content

    content = encrypted_workspace.run("Text", keep)
    encrypted_workspace.close()
    path = encrypted_workspace.path
    whole = path.read_bytes()
    answers = []
    pages = len(whole) // PAGE
    for page in range(pages - 16, pages):
        path.write_bytes(whole)
        corrupted(path, page * PAGE + 500)
        try:
            opened = Workspace.open(path, passphrase)
        except CasebookDamaged:
            continue
        try:
            answers.append(opened.read(documents.page_texts, content) == words)
        except CasebookDamaged:
            answers.append(None)
        opened.close()
    assert set(answers) == {True, None}
    assert answers.count(None) >= 3
