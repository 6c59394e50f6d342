"""What is erased is in no row, no history, no index and no page of the file any more."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta

import pypdfium2
import pytest

from advocate_desktop.domain.documents import Document, DocumentId
from advocate_desktop.domain.errors import Invalid
from advocate_desktop.domain.moments import PACIFIC
from advocate_desktop.services import (
    automatic_backup,
    cases,
    clients,
    drafts,
    erasing,
    events,
    unfinished,
)
from advocate_desktop.services import trash as trash_service
from advocate_desktop.services.check import check
from advocate_desktop.services.erasing import What
from advocate_desktop.services.history import history
from advocate_desktop.services.letter_templates import template_named
from advocate_desktop.services.progress import NO_PROGRESS, Cancelled
from advocate_desktop.services.search import search
from advocate_desktop.services.unfinished import Unfinished
from advocate_desktop.services.views import case_rows
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.store import blobs, compacting
from advocate_desktop.store import documents as document_rows

WORDS = ("Quetzalmarker", "MEMBERMARK77", "notemarkerword", "firstnotemarker", "pagetextmarker")
BYTES = hashlib.sha256(b"seed").hexdigest().encode()


@pytest.fixture(params=["plain", "encrypted"])
def opened(request, tmp_path):
    passphrase = None if request.param == "plain" else "a long enough passphrase"
    now = [datetime(2026, 2, 10, 12, tzinfo=PACIFIC)]
    made = Workspace.create(
        tmp_path / "cases.casebook", passphrase, clock=lambda: now[0], who="Ada"
    )
    made.test_now = now
    yield made
    made.close()


@pytest.fixture
def marked(opened, enter, new_record, new_event):
    """A client full of marker words, beside another client who stays."""
    record = new_record(events=(new_event("incident", "2026-01-05", note="firstnotemarker"),))
    record = replace(
        record,
        client=replace(record.client, family_name="Quetzalmarker"),
        coverage=replace(record.coverage, member_id="MEMBERMARK77", plan="Shared Example Plan"),
    )
    enter(opened, record)
    changed = replace(record.events[0], note="notemarkerword in a second version")
    opened.run("Event changed", events.change, changed)
    other = new_record()
    enter(opened, replace(other, coverage=replace(other.coverage, plan="Shared Example Plan")))
    opened.run("Attached", attach, record.case.id, "marked.pdf", BYTES * 3000, "pagetextmarker one")
    return record


def attach(unit, case_id, name, data, text):
    content = blobs.put(unit, data)
    document_rows.set_page_texts(unit, content, (text,) * 20)
    key = DocumentId(hashlib.sha256(f"{name} {case_id}".encode()).hexdigest()[:32])
    document_rows.insert_document(unit, case_id, Document(key, name, content_hash=content))
    return key


def pages_with(opened, words):
    found = compacting.search(opened.casebook, [w.encode() for w in words], lambda *_: None)
    return {word.decode() for word in found.found}


def test_the_search_finds_what_is_there(opened, marked):
    assert pages_with(opened, WORDS) == set(WORDS)
    assert pages_with(opened, [BYTES.decode()])


def test_a_client_is_gone_from_every_page_and_the_rest_is_sound(opened, marked):
    plan = erasing.plan(opened, What.CLIENT, marked.client.id)
    assert (plan.client, plan.cases, plan.documents) == (marked.client.name, 1, 1)
    proof = erasing.erase(opened, What.CLIENT, marked.client.id, NO_PROGRESS)
    assert proof.is_proven
    assert proof.searched > 5
    assert proof.pages > 10
    assert proof.shared > 0, "the plan's name is another client's too"
    assert pages_with(opened, (*WORDS, BYTES.decode())) == set()
    raw = b"".join(p.read_bytes() for p in opened.path.parent.iterdir() if p.is_file())
    assert not any(word.encode() in raw for word in WORDS)
    assert len(case_rows(opened)) == 1
    assert search(opened, "pagetextmarker") == ()
    assert check(opened, NO_PROGRESS) == ()
    assert "erased for good" in " ".join(line for row in history(opened) for line in row.lines)


def test_what_another_case_has_as_well_stays(opened, marked, enter, new_record):
    other = new_record()
    enter(opened, other)
    key = opened.run("Attached", attach, other.case.id, "same.pdf", BYTES * 3000, "kept words")
    erasing.erase(opened, What.CLIENT, marked.client.id, NO_PROGRESS)
    (kept,) = cases.record(opened, other.case.id).documents
    assert kept.id == key
    assert opened.read(blobs.read, kept.content_hash) == BYTES * 3000
    assert check(opened, NO_PROGRESS) == ()


def test_a_case_goes_and_its_client_stays(opened, marked):
    erasing.erase(opened, What.CASE, marked.case.id, NO_PROGRESS)
    assert clients.client(opened, marked.client.id) == marked.client
    assert pages_with(opened, ("notemarkerword", "pagetextmarker", "firstnotemarker")) == set()
    with pytest.raises(Invalid):
        erasing.plan(opened, What.CASE, marked.case.id)


def test_half_typed_text_goes_with_its_case(opened, marked):
    template = template_named("initial-grievance")
    draft_id = opened.run("Letter begun", drafts.begin, marked.case.id, template)
    opened.run("Typing kept", drafts.keep_typing, draft_id, "Half a sentence")
    unfinished.keep(opened, (Unfinished(marked.case.id, "call", {"summary": "Half a call"}),))
    assert drafts.typed(opened, draft_id)
    assert unfinished.kept(opened)
    erasing.erase(opened, What.CASE, marked.case.id, NO_PROGRESS)
    assert drafts.typed(opened, draft_id) is None
    assert unfinished.kept(opened) == ()


def test_a_document_goes_and_what_it_proved_stays(opened, marked):
    (document,) = cases.record(opened, marked.case.id).documents
    proved = replace(cases.record(opened, marked.case.id).events[0], document=document.id)
    opened.run("Event changed", events.change, proved)
    proof = erasing.erase(opened, What.DOCUMENT, document.id, NO_PROGRESS)
    assert proof.is_proven
    record = cases.record(opened, marked.case.id)
    assert record.documents == ()
    assert [event.document for event in record.events] == [None]
    assert pages_with(opened, ("pagetextmarker", BYTES.decode(), "marked.pdf")) == set()
    assert check(opened, NO_PROGRESS) == ()


def test_undo_passes_over_what_was_erased(opened, marked):
    (other,) = (row for row in case_rows(opened) if row.client_id != marked.client.id)
    opened.run("Case trashed", cases.trash, other.id)
    erasing.erase(opened, What.CLIENT, marked.client.id, NO_PROGRESS)
    while opened.undo_label not in (None, "Case trashed"):
        opened.undo()
    assert opened.undo() == "Case trashed"
    assert [row.id for row in case_rows(opened)] == [other.id]
    assert check(opened, NO_PROGRESS) == ()


def test_the_trash_is_erased_for_good_after_thirty_days(opened, marked):
    opened.run("Client trashed", clients.trash, marked.client.id)
    opened.test_now[0] += timedelta(days=30)
    assert trash_service.empty_due(opened) == 1
    assert erasing.finish(opened)
    assert not erasing.finish(opened)
    assert pages_with(opened, (*WORDS, BYTES.decode())) == set()
    assert check(opened, NO_PROGRESS) == ()


def test_what_was_erased_is_taken_out_at_the_next_opening_after_a_crash(opened, marked):
    erasing.erase_all(opened, ((What.CLIENT, marked.client.id),))
    assert erasing.finish(opened)
    assert pages_with(opened, WORDS) == set()


def test_backups_that_hold_a_client_are_listed_and_replaced(opened, marked, tmp_path):
    opened.run("Backup folder", automatic_backup.set_root, tmp_path)
    old = automatic_backup.keep(opened, NO_PROGRESS)
    erasing.erase(opened, What.CLIENT, marked.client.id, NO_PROGRESS)
    (held,) = erasing.holding(opened, What.CLIENT, marked.client.id, NO_PROGRESS)
    assert held.path == old
    opened.test_now[0] += timedelta(minutes=1)
    erasing.erase_backups(opened, (held.path,), NO_PROGRESS)
    (new,) = automatic_backup.backups(opened)
    assert new.path != old
    assert erasing.holding(opened, What.CLIENT, marked.client.id, NO_PROGRESS) == ()


def test_the_record_of_an_erasure_holds_the_name_and_nothing_else(opened, marked, tmp_path):
    proof = erasing.erase(opened, What.CLIENT, marked.client.id, NO_PROGRESS)
    erasing.save_record(proof, "Ada Advocate", tmp_path / "record.pdf")
    page = pypdfium2.PdfDocument(tmp_path / "record.pdf")[0]
    text = page.get_textpage().get_text_range()
    assert "Nothing of" in text
    assert marked.client.name in text.replace("\r\n", " ")
    assert "MEMBERMARK77" not in text


def test_a_client_in_the_trash_comes_back_with_the_cases_that_went_along(
    opened, marked, enter, new_record
):
    second = replace(new_record(), client=marked.client)
    enter(opened, second)
    opened.run("Case trashed", cases.trash, second.case.id)
    opened.test_now[0] += timedelta(minutes=1)
    opened.run("Client trashed", clients.trash, marked.client.id)
    (row,) = trash_service.trash(opened)
    assert (row.kind, row.name) == (trash_service.Kind.CLIENT, marked.client.name)
    assert len(case_rows(opened)) == 1
    opened.run("Client put back", trash_service.put_back, row)
    assert marked.case.id in {one.id for one in case_rows(opened)}
    (left,) = trash_service.trash(opened)
    assert left.id == second.case.id
    opened.undo()
    assert {one.kind for one in trash_service.trash(opened)} == {trash_service.Kind.CLIENT}


def test_a_client_without_a_case_is_entered_and_needs_a_name(opened):
    from advocate_desktop.domain.people import Client, ClientId

    made = opened.run("Client entered", clients.create, Client(ClientId(""), "Ana", "Example"))
    assert clients.client(opened, made).name == "Ana Example"
    with pytest.raises(Invalid):
        opened.run("Client entered", clients.create, Client(ClientId("")))


class Stopped:
    """Work that the user stops as soon as the rows are gone."""

    def step(self, done, total, text):
        if text.startswith(("Searching", "Looking")):
            raise Cancelled

    def check(self):
        pass


def test_stopping_the_search_leaves_it_erased_and_says_that_it_is_not_shown(opened, marked):
    proof = erasing.erase(opened, What.CLIENT, marked.client.id, Stopped())
    assert not proof.is_proven
    assert "You stopped" in " ".join(erasing.sentences(proof))
    assert len(case_rows(opened)) == 1
    assert not erasing.is_unfinished(opened)
    assert opened.undo_label not in ("Erasing finished", "Client erased for good")
