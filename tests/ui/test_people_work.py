"""Clients, erasing, disclosures and old records through the window, over a real casebook."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from advocate_desktop.domain.people import Client, ClientId
from advocate_desktop.services import automatic_backup, cases, clients, disclosures
from advocate_desktop.services.progress import NO_PROGRESS
from advocate_desktop.services.trash import Kind, trash
from advocate_desktop.services.views import case_rows, client_rows
from advocate_desktop.services.workspace import Workspace


def sheet_of(window, action):
    window.acts[action].trigger()
    return window.desk.pane.sheet


@pytest.fixture
def workspace_at(window):
    return window.desk.workspace


def test_a_client_without_a_case_is_entered_and_found_again(window, workspace_at):
    sheet = sheet_of(window, "new_client")
    QTest.keyClick(sheet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "name" in sheet.problem.text
    QTest.keyClicks(sheet.form.field("given_name").box, "Lena")
    QTest.keyClicks(sheet.form.field("family_name").box, "Example")
    sheet.attempt()
    assert ("Lena Example", 0) in {(row.name, row.cases) for row in client_rows(workspace_at)}
    listed = sheet_of(window, "clients")
    names = [row.name for row in listed.model.rows]
    assert "Lena Example" in names
    listed.table.selectRow(names.index("Lena Example"))
    listed.attempt()
    changed = window.desk.pane.sheet
    changed.form.field("phone").box.setText("555 0100")
    changed.form.field("phone").edited.emit()
    changed.attempt()
    assert workspace_at.undo() == "Client changed"


def test_a_client_goes_to_the_trash_and_undo_brings_everything_back(window, workspace_at, rosa):
    listed = sheet_of(window, "clients")
    listed.trash_button.click()
    assert case_rows(workspace_at) == ()
    assert listed.model.rows == ()
    assert [row.kind for row in trash(workspace_at)] == [Kind.CLIENT]
    assert window.notices.action == "Undo"
    window.notices._act()
    assert [row.id for row in case_rows(workspace_at)] == [rosa]


def test_erasing_asks_for_the_name_and_shows_the_proof(
    window, workspace_at, rosa, tmp_path, answers
):
    workspace_at.run("Backup folder", automatic_backup.set_root, tmp_path)
    automatic_backup.keep(workspace_at, NO_PROGRESS)
    name = cases.record(workspace_at, rosa).client.name
    listed = sheet_of(window, "clients")
    listed.erase_button.click()
    sheet = window.desk.pane.sheet
    QTest.keyClicks(sheet.name.box, "Somebody Else")
    sheet.attempt()
    assert "Nothing was erased" in sheet.problem.text
    assert case_rows(workspace_at)
    sheet.name.box.setText(name.lower())
    sheet.attempt()
    assert client_rows(workspace_at) == ()
    proof = window.desk.pane.sheet
    told = " ".join(label.text() for label in proof.findChildren(type(proof._told)))
    assert f"Nothing of {name} was found" in told
    assert window.desk.isEnabled()
    answers.save = tmp_path / "record.pdf"
    proof.attempt()
    assert answers.save.read_bytes().startswith(b"%PDF")
    old = [kept.path for kept in automatic_backup.backups(workspace_at)]
    assert proof.backups.isVisible()
    proof.backups.click()
    assert "a new one was made" in proof._told.text()
    assert len(automatic_backup.backups(workspace_at)) == len(old) == 1


def test_a_case_is_erased_from_the_trash(window, workspace_at, rosa):
    record = cases.record(workspace_at, rosa)
    workspace_at.run("Case trashed", cases.trash, rosa)
    sheet = sheet_of(window, "trash")
    sheet.erase_button.click()
    asked = window.desk.pane.sheet
    asked.name.box.setText(record.client.name)
    asked.attempt()
    assert trash(workspace_at) == ()
    assert [(row.name, row.cases) for row in client_rows(workspace_at)] == [(record.client.name, 0)]


def test_a_disclosure_is_entered_by_hand(window, workspace_at, rosa):
    client = cases.record(workspace_at, rosa).client.id
    listed = sheet_of(window, "disclosures")
    listed.attempt()
    sheet = window.desk.pane.sheet
    QTest.keyClicks(sheet.form.field("recipient").box, "Example Plan")
    sheet.attempt()
    assert "who got it" in sheet.problem.text
    QTest.keyClicks(sheet.form.field("what").box, "Denial letter")
    sheet.attempt()
    listed = window.desk.pane.sheet
    (kept,) = disclosures.disclosures(workspace_at, client)
    assert (kept.recipient, kept.what) == ("Example Plan", "Denial letter")
    assert [row.what for row in listed.model.rows] == ["Denial letter"]
    listed.remove_button.click()
    assert listed.model.rows == ()


def test_old_records_are_told_of_and_nothing_goes_by_itself(
    new_window, workspace, enter, new_record, new_event
):
    old = new_record(events=(new_event("closed", "2015-01-01"),))
    enter(workspace, replace(old, case=replace(old.case, title="Old bill")))
    window = new_window()
    window.show_workspace(workspace)
    assert "1 case was closed 7 years ago" in window.notices.text
    sheet = sheet_of(window, "old_records")
    assert [(row.title, row.closed_on) for row in sheet.model.rows] == [
        ("Old bill", date(2015, 1, 1))
    ]
    sheet.years.set_value(15)
    sheet.years.edited.emit()
    assert sheet.model.rows == ()
    assert "nothing to look through" in sheet.empty.text()


def test_a_casebook_in_clear_is_given_a_passphrase(qtbot, window, rosa, passphrase):
    path = window.desk.workspace.path
    sheet = sheet_of(window, "passphrase")
    assert sheet.main_button.text() == "Encrypt this casebook"
    for field in (sheet.passphrase, sheet.again):
        QTest.keyClicks(field.box, passphrase)
    sheet.main_button.click()
    qtbot.waitUntil(lambda: window.desk is None)
    assert "encrypted now" in window.notices.text
    assert Workspace.open(path, passphrase).encrypted


def test_the_unlock_sheet_counts_the_wait_down(qtbot, new_window, tmp_path, passphrase):
    path = tmp_path / "waited.casebook"
    Workspace.create(path, passphrase).close()
    window = new_window()
    window.welcome.open(path)
    sheet = window.welcome.sheet
    for _ in range(3):
        sheet.passphrase.set_value("wrong")
        sheet.attempt()
    assert not sheet.main_button.isEnabled()
    assert "wait" in sheet.main_button.text()
    qtbot.waitUntil(sheet.main_button.isEnabled, timeout=4000)
    sheet.passphrase.set_value(passphrase)
    sheet.attempt()
    assert window.desk is not None


def test_a_first_case_can_be_begun_for_a_client_who_has_none(window, workspace_at):
    made = workspace_at.run(
        "Client entered", clients.create, Client(ClientId(""), "Lena", "Example")
    )
    window.acts["new_case"].trigger()
    sheet = window.desk.pane.sheet
    field = sheet.form.field("client")
    field.set_value(made)
    field.edited.emit()
    sheet.attempt()
    assert window.desk.pane.record.client.id == made
    assert len(client_rows(workspace_at)) == 2


def test_who_gets_an_exported_case_is_noted_from_the_notice(
    window, workspace_at, rosa, tmp_path, answers
):
    answers.save = tmp_path / "case.zip"
    window.acts["export_case"].trigger()
    window.desk.pane.sheet.attempt()
    assert window.notices.action == "Note who gets it"
    window.notices._act()
    sheet = window.desk.pane.sheet
    QTest.keyClicks(sheet.form.field("recipient").box, "A lawyer")
    sheet.attempt()
    client = cases.record(workspace_at, rosa).client.id
    (kept,) = disclosures.disclosures(workspace_at, client)
    assert kept.recipient == "A lawyer"
    assert "case.zip" in kept.what
