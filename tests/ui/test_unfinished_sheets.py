"""Half-typed sheets: kept through a lock, a crash and a close, and offered again."""

from __future__ import annotations

import sqlite3

import pytest
from PySide6.QtTest import QTest

from advocate_desktop.services import cases, events, unfinished
from advocate_desktop.services.unfinished import Unfinished
from advocate_desktop.services.workspace import Workspace


@pytest.fixture
def encrypted(encrypted_workspace, enter, new_record, new_event):
    """An encrypted casebook with two cases, an event in each."""
    for day in ("2026-01-09", "2026-01-10"):
        happened = (new_event("denial_received", day),)
        enter(encrypted_workspace, new_record(events=happened))
    return encrypted_workspace


@pytest.fixture
def locked_window(new_window, encrypted):
    """A window over `encrypted`."""
    window = new_window()
    window.show_workspace(encrypted)
    return window


def unlock(window, passphrase):
    sheet = window.welcome.sheet
    sheet.passphrase.set_value(passphrase)
    sheet.attempt()


def fill_call(window):
    window.acts["record_call"].trigger()
    form = window.desk.pane.sheet.form
    QTest.keyClicks(form.field("person").box, "Marisol")
    form.field("summary").retype("She will call back.")
    form.field("at").retype("half a da")
    return form


def test_a_half_filled_sheet_is_back_after_unlocking(locked_window, passphrase):
    window = locked_window
    chosen = window.desk.cases.model.rows[1].id
    window.desk.choose(chosen)
    fill_call(window)
    window.acts["lock"].trigger()
    assert window.desk is None
    unlock(window, passphrase)
    assert window.desk.pane.case == chosen
    form = window.desk.pane.sheet.form
    assert form.field("person").value() == "Marisol"
    assert form.field("summary").value() == "She will call back."
    assert form.field("at").box.text() == "half a da"
    assert "Record a call" in window.notices.text


def test_a_killed_program_loses_no_more_than_a_second_of_typing(qtbot, window, rosa, new_window):
    workspace = window.desk.workspace
    fill_call(window)
    qtbot.waitUntil(lambda: unfinished.kept(workspace) != (), timeout=2000)
    (left,) = unfinished.kept(workspace)
    assert left.case == rosa
    assert left.typed["person"] == "Marisol"
    assert left.in_sight
    # What a killed program leaves is the file as it is now.
    copy = workspace.path.with_name("left.casebook")
    with sqlite3.connect(workspace.path) as live, sqlite3.connect(copy) as taken:
        live.backup(taken)
    again = new_window()
    again.start(copy)
    assert again.desk.pane.sheet.form.field("person").value() == "Marisol"


def test_saving_or_putting_away_leaves_nothing(window):
    workspace = window.desk.workspace
    fill_call(window)
    window.desk.unfinished.keep()
    assert len(unfinished.kept(workspace)) == 1
    window.desk.pane.sheet.cancel_button.click()
    assert unfinished.kept(workspace) == ()
    fill_call(window).field("at").retype("12 Jan 2026")
    window.desk.unfinished.keep()
    window.desk.pane.sheet.attempt()
    assert window.desk.pane.sheet is None
    assert unfinished.kept(workspace) == ()


def test_it_is_no_change_of_the_casebook(window):
    workspace = window.desk.workspace
    before = workspace.undo_label
    fill_call(window)
    window.desk.unfinished.keep()
    assert workspace.undo_label == before


def test_a_change_that_was_begun_is_back_as_a_change(locked_window, passphrase):
    window = locked_window
    event = window.desk.pane.record.events[0]
    window.desk.work.change_event(event)
    window.desk.pane.sheet.form.field("note").retype("It came by courier.")
    window.lock()
    unlock(window, passphrase)
    sheet = window.desk.pane.sheet
    assert sheet.title == "Change what happened"
    sheet.attempt()
    (changed,) = window.desk.pane.record.events
    assert (changed.id, changed.note) == (event.id, "It came by courier.")
    assert changed.at == event.at


def test_what_would_have_changed_something_gone_is_offered_as_new(window, rosa):
    workspace = window.desk.workspace
    path, event = workspace.path, window.desk.pane.record.events[0]
    window.desk.work.change_event(event)
    window.desk.pane.sheet.form.field("note").retype("It came by courier.")
    window.close_casebook()
    opened = Workspace.open(path, None, clock=workspace.now)
    opened.run("Event removed", events.remove, event.id)
    window.show_workspace(opened)
    sheet = window.desk.pane.sheet
    assert sheet.title == "Record what happened"
    assert sheet.form.field("note").value() == "It came by courier."
    assert sheet.form.field("kind").value() == event.kind


def test_a_sheet_of_another_case_waits_for_it(locked_window, passphrase):
    window = locked_window
    first, second = (row.id for row in window.desk.cases.model.rows)
    window.desk.choose(second)
    fill_call(window)
    window.desk.choose(first)
    window.lock()
    unlock(window, passphrase)
    assert window.desk.pane.case == first
    assert window.desk.pane.sheet is None
    window.notices._action.click()
    assert window.desk.pane.case == second
    assert window.desk.pane.sheet.form.field("person").value() == "Marisol"


def test_a_new_case_and_the_letterhead_are_kept_too(window, workspace):
    path = workspace.path
    window.acts["letterhead"].trigger()
    QTest.keyClicks(window.desk.pane.sheet.form.field("name").box, "Ada")
    window.acts["new_client"].trigger()
    QTest.keyClicks(window.desk.pane.sheet.form.field("given_name").box, "Nia")
    assert window.close_casebook()
    window.start(path)
    sheet = window.desk.pane.sheet
    assert sheet.form.field("given_name").value() == "Nia"
    window.acts["letterhead"].trigger()
    assert window.desk.pane.sheet.form.field("name").value() == "Ada"


def test_half_a_character_does_not_keep_the_rest_from_being_kept(workspace):
    unfinished.keep(workspace, (Unfinished(None, "letterhead", {"name": "A\ud800da"}),))
    (left,) = unfinished.kept(workspace)
    assert left.typed["name"] == "A?da"


def test_a_case_in_the_trash_keeps_its_sheet_to_itself(window, rosa):
    fill_call(window)
    workspace = window.desk.workspace
    path = workspace.path
    window.desk.unfinished.keep()
    workspace.run("Case trashed", cases.trash, rosa)
    window.close_casebook()
    window.start(path)
    assert window.desk.pane.sheet is None
    window.desk.undo()
    window.desk.choose(rosa)
    assert window.desk.pane.sheet.form.field("person").value() == "Marisol"
