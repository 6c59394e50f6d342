"""An encrypted casebook shows no word of what is in it, in any file beside it, at any moment."""

from __future__ import annotations

from dataclasses import replace

import pytest

from advocate_desktop.domain.documents import Document
from advocate_desktop.services import cases, events
from advocate_desktop.services.backup import backup
from advocate_desktop.services.check import check
from advocate_desktop.services.progress import NO_PROGRESS
from advocate_desktop.services.search import search
from advocate_desktop.store import blobs, documents

MARKERS = {
    "client": "Quetzalmarker",
    "member": "MEMBERMARK77",
    "note": "notemarkerword",
    "file": "filenamemarker.pdf",
    "text": "pagetextmarker",
    "bytes": "bytesofdocumentmarker",
    "label": "labelmarkerword",
}


def files_with_markers(folder, words):
    found = []
    for path in folder.rglob("*"):
        data = path.read_bytes().lower() if path.is_file() else b""
        for word in words:
            shapes = (word.lower().encode(), word.lower().encode("utf-16-le"))
            if any(shape in data for shape in shapes):
                found.append((path.name, word))
    return found


@pytest.fixture
def marked_record(new_record, new_event):
    record = new_record(events=(new_event("incident", "2026-01-05", note=MARKERS["note"]),))
    return replace(
        record,
        client=replace(record.client, family_name=MARKERS["client"]),
        coverage=replace(record.coverage, member_id=MARKERS["member"]),
    )


def use(workspace, record, look):
    """Work with the casebook for a while and look at its folder after each step."""

    def attach(unit):
        content = blobs.put(unit, MARKERS["bytes"].encode() * 100_000)
        documents.set_page_texts(unit, content, (MARKERS["text"],) * 50)
        document = Document("marked", MARKERS["file"], content_hash=content)
        documents.insert_document(unit, record.case.id, document)
        look()  # in the middle of a transaction

    workspace.run(MARKERS["label"], cases.create, record)
    look()
    workspace.run("Document attached", attach)
    look()
    workspace.run("Event removed", events.remove, record.events[0].id)
    workspace.undo()
    look()
    assert search(workspace, MARKERS["text"])
    assert check(workspace, NO_PROGRESS) == ()
    backup(workspace, workspace.path.parent, NO_PROGRESS)
    look()
    workspace.close()
    look()


def test_no_word_is_in_clear_in_any_file_during_or_after_use(encrypted_workspace, marked_record):
    folder = encrypted_workspace.path.parent
    found = []
    use(
        encrypted_workspace,
        marked_record,
        lambda: found.extend(files_with_markers(folder, MARKERS.values())),
    )
    assert found == []
    assert b"SQLite" not in encrypted_workspace.path.read_bytes()[:100]


def test_the_search_for_words_in_clear_would_find_them(workspace, marked_record):
    folder = workspace.path.parent
    found = []
    use(
        workspace, marked_record, lambda: found.extend(files_with_markers(folder, MARKERS.values()))
    )
    assert {word for _, word in found} == set(MARKERS.values())
