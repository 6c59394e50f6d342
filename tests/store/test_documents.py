"""Documents and their bytes: kept once, in order, and never other than what was put in."""

from __future__ import annotations

import hashlib
import io
import os

import pytest
from sqlalchemy import text

from advocate_desktop.domain.documents import ContentHash, Document, DocumentKind
from advocate_desktop.domain.errors import Invalid, NotFound
from advocate_desktop.services import cases
from advocate_desktop.services.workspace import CasebookDamaged
from advocate_desktop.store import blobs, documents

SIZES = [0, 1, blobs.CHUNK - 1, blobs.CHUNK, blobs.CHUNK + 1, 3 * blobs.CHUNK + 7]


def count(workspace, table):
    return workspace.read(lambda c: c.scalar(text(f"SELECT count(*) FROM {table}")))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("as_stream", [False, True])
def test_bytes_come_back_as_they_went_in(encrypted_workspace, size, as_stream):
    data = os.urandom(size)
    given = io.BytesIO(data) if as_stream else data
    content = encrypted_workspace.run("Bytes", blobs.put, given)
    assert content == hashlib.sha256(data).hexdigest()
    assert encrypted_workspace.read(blobs.read, content) == data
    pieces = encrypted_workspace.read(lambda c: [len(p) for p in blobs.iter_chunks(c, content)])
    assert sum(pieces) == size
    assert max(pieces, default=0) <= blobs.CHUNK


def test_the_same_bytes_are_kept_once(workspace):
    data = os.urandom(blobs.CHUNK + 5)
    first = workspace.run("Bytes", blobs.put, data)
    second = workspace.run("Bytes", blobs.put, io.BytesIO(data))
    assert first == second
    assert count(workspace, "contents") == 1
    assert count(workspace, "content_chunks") == 2


def test_a_stream_is_read_from_where_it_stands(workspace):
    stream = io.BytesIO(b"header body")
    stream.seek(7)
    content = workspace.run("Bytes", blobs.put, stream)
    assert workspace.read(blobs.read, content) == b"body"


class Growing(io.BytesIO):
    """A file that somebody writes to while it is read."""

    def seek(self, *place: int) -> int:
        self.write(b"more")
        return super().seek(*place)


def test_a_file_that_changes_while_it_is_read_is_not_kept(workspace):
    with pytest.raises(Invalid):
        workspace.run("Bytes", blobs.put, Growing(b"first"))
    assert count(workspace, "contents") == 0


def test_bytes_that_are_gone_or_changed_are_not_shown(workspace):
    with pytest.raises(NotFound):
        workspace.read(blobs.read, ContentHash("0" * 64))
    content = workspace.run("Bytes", blobs.put, b"what the plan wrote")
    with workspace.casebook.write("", "", "") as unit:
        unit.connection.exec_driver_sql("UPDATE content_chunks SET bytes = x'00'")
    with pytest.raises(CasebookDamaged):
        workspace.read(blobs.read, content)


@pytest.fixture
def attached(workspace, enter, new_record):
    """Give the id of a case with three documents, a, b and c, each with bytes of its own."""
    case_id = enter(workspace, new_record())

    def attach(unit):
        for name in "abc":
            content = blobs.put(unit, name.encode())
            document = Document(name, f"{name}.pdf", DocumentKind.BILL, content_hash=content)
            documents.insert_document(unit, case_id, document)

    workspace.run("Attached", attach)
    return case_id


def order(workspace, case_id):
    return [document.id for document in cases.record(workspace, case_id).documents]


def test_documents_keep_the_order_the_user_gives_them(workspace, attached):
    assert order(workspace, attached) == ["a", "b", "c"]
    workspace.run("Ordered", documents.reorder, attached, ("c", "a", "b"))
    assert order(workspace, attached) == ["c", "a", "b"]


@pytest.mark.parametrize("ids", [("a", "b"), ("a", "b", "b"), ("a", "b", "c", "d")])
def test_an_order_must_name_each_document_once(workspace, attached, ids):
    with pytest.raises(Invalid):
        workspace.run("Ordered", documents.reorder, attached, ids)
    assert order(workspace, attached) == ["a", "b", "c"]


def test_a_removed_document_is_in_the_trash_with_its_bytes(workspace, attached):
    content = workspace.read(documents.document, "b")[1].content_hash
    workspace.run("Removed", documents.remove_document, "b")
    assert order(workspace, attached) == ["a", "c"]
    with pytest.raises(NotFound):
        workspace.read(documents.document, "b")
    assert workspace.read(documents.with_content, attached, content) is None
    assert workspace.read(blobs.read, content) == b"b"


def test_an_event_loses_its_proof_with_the_document_and_has_it_again(
    workspace, attached, new_event
):
    from advocate_desktop.services import events

    event = new_event("denial_received", "2026-01-05", document="a")
    workspace.run("Event recorded", events.add, attached, event)
    workspace.run("Removed", documents.remove_document, "a")
    assert cases.record(workspace, attached).events[0].document is None
    workspace.run("Taken out", documents.restore_document, "a")
    assert cases.record(workspace, attached).events == (event,)


def test_a_document_taken_out_of_the_trash_gives_way_to_one_of_its_name(workspace, attached):
    workspace.run("Removed", documents.remove_document, "a")
    other = Document("other", "A.pdf")
    workspace.run("Attached", documents.insert_document, attached, other)
    workspace.run("Taken out", documents.restore_document, "a")
    files = {d.id: d.file for d in cases.record(workspace, attached).documents}
    assert files["a"] == "a (2).pdf"
    assert files["other"] == "A.pdf"


@pytest.mark.parametrize(
    ("wanted", "free"),
    [("new.pdf", "new.pdf"), ("a.pdf", "a (2).pdf"), ("B.PDF", "B (2).PDF"), ("a", "a")],
)
def test_a_file_name_is_free_or_gets_a_number(workspace, attached, wanted, free):
    assert workspace.read(documents.free_file_name, attached, wanted) == free


def test_two_documents_of_a_case_cannot_have_one_file_name(workspace, attached):
    with pytest.raises(Invalid):
        workspace.run("Attached", documents.insert_document, attached, Document("again", "a.pdf"))
    assert order(workspace, attached) == ["a", "b", "c"]


def test_a_document_is_found_by_its_bytes_in_its_own_case(workspace, attached, enter, new_record):
    content = ContentHash(hashlib.sha256(b"c").hexdigest())
    assert workspace.read(documents.with_content, attached, content).id == "c"
    other = enter(workspace, new_record())
    assert workspace.read(documents.with_content, other, content) is None


def test_a_document_must_have_its_bytes_in_the_casebook(workspace, enter, new_record):
    case_id = enter(workspace, new_record())
    without = Document("none", "none.pdf", content_hash=ContentHash("f" * 64))
    with pytest.raises(Invalid):
        workspace.run("Attached", documents.insert_document, case_id, without)
    assert order(workspace, case_id) == []


def test_page_texts_are_replaced_as_a_whole(workspace, attached):
    content = workspace.read(documents.document, "a")[1].content_hash
    assert workspace.read(documents.page_texts, content) == ()
    workspace.run("Text", documents.set_page_texts, content, ("one", "half \udcff", ""))
    assert workspace.read(documents.page_texts, content) == ("one", "half ?", "")
    workspace.run("Text", documents.set_page_texts, content, ("two",))
    assert workspace.read(documents.page_texts, content) == ("two",)


def test_a_document_stays_turned(workspace, attached):
    workspace.run("Turned", documents.set_rotation, "a", 450)
    assert workspace.read(documents.rotation, "a") == 90
    assert workspace.read(documents.rotation, "b") == 0
