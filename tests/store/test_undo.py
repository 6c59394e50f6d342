"""Undo and redo: any of what was done, in order, also after closing and opening again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from advocate_desktop.domain.documents import Document
from advocate_desktop.domain.people import Address
from advocate_desktop.services import cases, communications, events
from advocate_desktop.services.settings import Letterhead, letterhead, set_letterhead
from advocate_desktop.services.workspace import CasebookInUse, ChangedSince, Workspace
from advocate_desktop.store import blobs, documents, tables


def snapshot(workspace):
    """Return every row a user's facts lie in."""

    def rows(connection):
        return {
            name: sorted(map(tuple, connection.execute(select(table))), key=str)
            for name, table in tables.JOURNALED.items()
        }

    return workspace.read(rows)


def attach(unit, case_id, document_id, data):
    content = blobs.put(unit, data)
    name = documents.free_file_name(unit.connection, case_id, "letter.pdf")
    document = Document(document_id, name, content_hash=content, size=len(data))
    documents.insert_document(unit, case_id, document)


def reverse_documents(unit, case_id):
    record = unit.connection.scalars(
        select(tables.documents.c.id)
        .where(tables.documents.c.case_id == case_id, tables.documents.c.trashed_at.is_(None))
        .order_by(tables.documents.c.position.desc())
    )
    documents.reorder(unit, case_id, tuple(record))


class Script:
    """Draws commands that make sense on what is there, and runs them."""

    def __init__(self, workspace, draw, new_record, new_event):
        self.workspace, self.draw = workspace, draw
        self.new_record, self.new_event = new_record, new_event
        self.case_ids = []

    def step(self):
        kinds = [self.create]
        if self.case_ids:
            kinds += [self.edit, self.event, self.change, self.attach, self.remove, self.trash]
            kinds += [self.letterhead, self.authorize, self.reorder]
        self.draw(st.sampled_from(kinds))()

    def case(self):
        return cases.record(self.workspace, self.draw(st.sampled_from(self.case_ids)))

    def create(self):
        self.case_ids.append(self.workspace.run("create", cases.create, self.new_record()))

    def edit(self):
        record, text = self.case(), self.draw(st.text("ab", max_size=2))
        self.workspace.run("edit", cases.update_case, replace(record.case, description=text))
        self.workspace.run("edit", cases.update_client, replace(record.client, phone=text))

    def event(self):
        event = self.new_event("incident", "2026-01-05")
        self.workspace.run("event", events.add, self.case().case.id, event)

    def change(self):
        for event in self.case().events[:1]:
            self.workspace.run("change", events.change, replace(event, note=event.note + "!"))
        for event in self.case().events[1:2]:
            self.workspace.run("remove", events.remove, event.id)

    def attach(self):
        data = self.draw(st.binary(max_size=3))
        self.workspace.run("attach", attach, self.case().case.id, cases.new_id(), data)

    def reorder(self):
        self.workspace.run("reorder", reverse_documents, self.case().case.id)

    def remove(self):
        for document in self.case().documents[:1]:
            self.workspace.run("remove", documents.remove_document, document.id)

    def trash(self):
        self.workspace.run("trash", cases.trash, self.case().case.id)

    def authorize(self):
        wanted = self.draw(st.sampled_from([None, self.authorization()]))
        self.workspace.run("authorize", cases.set_authorization, self.case().case.id, wanted)

    def authorization(self):
        from advocate_desktop.domain.people import Authorization

        return Authorization(cases.new_id(), name="Ada")

    def letterhead(self):
        name = self.draw(st.sampled_from(["Ada", "Bea", ""]))
        self.workspace.run("letterhead", set_letterhead, Letterhead(name))


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_undoing_all_leads_back_and_doing_again_leads_forth(
    tmp_path_factory, new_record, new_event, data
):
    path = tmp_path_factory.mktemp("undo") / "script.casebook"
    workspace = Workspace.create(path, None)
    script = Script(workspace, data.draw, new_record, new_event)
    seen = [snapshot(workspace)]
    workspace.listen(lambda changes: seen.append(snapshot(workspace)))
    for _ in range(data.draw(st.integers(1, 12))):
        script.step()
    workspace.close()
    workspace = Workspace.open(path, None)
    for before in reversed(seen[:-1]):
        assert workspace.undo() is not None
        assert snapshot(workspace) == before
    assert workspace.undo() is None
    workspace.close()
    workspace = Workspace.open(path, None)
    for after in seen[1:]:
        assert workspace.redo() is not None
        assert snapshot(workspace) == after
    assert workspace.redo() is None
    workspace.close()


def test_labels_say_what_would_be_undone_and_done_again(workspace, enter, sample_record):
    assert (workspace.undo_label, workspace.redo_label) == (None, None)
    case_id = enter(workspace, sample_record)
    workspace.run("Case put into the trash", cases.trash, case_id)
    assert (workspace.undo_label, workspace.redo_label) == ("Case put into the trash", None)
    assert workspace.undo() == "Case put into the trash"
    assert (workspace.undo_label, workspace.redo_label) == (
        "Case created",
        "Case put into the trash",
    )


def test_a_new_change_leaves_nothing_to_do_again(workspace, enter, new_record):
    enter(workspace, new_record())
    workspace.undo()
    enter(workspace, new_record())
    assert workspace.redo_label is None
    assert workspace.redo() is None


def test_a_command_that_changes_nothing_is_not_in_the_way(workspace, enter, sample_record):
    enter(workspace, sample_record)
    workspace.run("Client saved", cases.update_client, sample_record.client)
    assert workspace.undo_label == "Case created"


def test_a_later_change_from_elsewhere_stands_in_the_way(workspace, enter, sample_record):
    enter(workspace, sample_record)
    call = sample_record.communications[0]
    workspace.run("Call changed", communications.change, replace(call, summary="one"))
    with workspace.casebook.write("", "", "") as unit:  # as a later version's update might
        unit.connection.execute(
            tables.communications.update()
            .where(tables.communications.c.id == call.id)
            .values(summary="two")
        )
    with pytest.raises(ChangedSince, match="Call changed"):
        workspace.undo()
    (kept,) = [
        c for c in cases.record(workspace, sample_record.case.id).communications if c.id == call.id
    ]
    assert kept.summary == "two"


def test_undo_takes_a_removed_document_back_with_its_bytes(workspace, enter, new_record):
    case_id = enter(workspace, new_record())
    workspace.run("Attached", attach, case_id, "document-x", b"bytes of a letter")
    workspace.run("Removed", documents.remove_document, "document-x")
    workspace.undo()
    (document,) = cases.record(workspace, case_id).documents
    assert workspace.read(blobs.read, document.content_hash) == b"bytes of a letter"


def test_an_image_from_before_an_update_still_undoes(workspace, enter, sample_record):
    """A column that came later is left as it is; one that went away is passed over."""
    case_id = enter(workspace, sample_record)
    workspace.run("Case put into the trash", cases.trash, case_id)
    with workspace.casebook.write("", "", "") as unit:
        unit.connection.exec_driver_sql(
            "UPDATE journal_rows SET "
            "before = json_set(json_remove(before, '$.subject'), '$.gone', 'x'), "
            "after = json_set(json_remove(after, '$.subject'), '$.gone', 'x') "
            "WHERE table_name = 'cases' AND before IS NOT NULL"
        )
    workspace.undo()
    assert cases.resolve_id(workspace, case_id) == case_id


def test_nothing_is_undone_where_nothing_can_be_written(workspace, enter, sample_record):
    enter(workspace, sample_record)
    second = Workspace.open(workspace.path, None)
    assert second.undo_label is None
    with pytest.raises(CasebookInUse):
        second.undo()
    second.close()


def test_the_letterhead_comes_back_by_undo(workspace):
    first = Letterhead("Ada", "Help Desk", Address("9 Helper Lane", "Exampleville"), "1", "a@b.c")
    workspace.run("Letterhead", set_letterhead, first)
    workspace.run("Letterhead", set_letterhead, Letterhead("Bea"))
    workspace.undo()
    assert letterhead(workspace) == first
    workspace.undo()
    assert letterhead(workspace) == Letterhead()
