"""Handing over and bringing in through the window, with real bundles."""

from __future__ import annotations

import zipfile
from dataclasses import replace

import pytest

from advocate_desktop.services import cases
from advocate_desktop.services.bundle_contents import export_cases, of_casebook
from advocate_desktop.services.merging import Way
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui.export_sheet import ExportSheet
from advocate_desktop.ui.import_sheet import BundlePasswordSheet, ImportSheet

PASSWORD = "copper lantern seven"


@pytest.fixture
def theirs(workspace, rosa, tmp_path, clock):
    """The same case from another casebook, where its client got a telephone."""
    out = tmp_path / "theirs.zip"
    record = cases.record(workspace, rosa)
    other = Workspace.create(tmp_path / "other.casebook", None, clock=clock, who="Ada")
    made = other.run("Case created", cases.create, record)
    other.run("Client", cases.update_client, replace(record.client, phone="916-555-0123"))
    export_cases(other, of_casebook(other), "Theirs", out, password=PASSWORD)
    assert made == rosa
    other.close()
    return out


def test_what_is_handed_over_is_chosen_and_locked(window, answers, tmp_path, workspace):
    answers.save = tmp_path / "all.zip"
    window.acts["export_case"].trigger()
    sheet = window.desk.pane.sheet
    assert isinstance(sheet, ExportSheet)
    sheet.scope.set_value(2)
    assert not sheet.password.isVisible()
    sheet.lock.set_value(True)
    sheet.lock.edited.emit()
    sheet.attempt()
    assert "password twice" in sheet.problem.text
    sheet.password.set_value(PASSWORD)
    sheet.again.set_value("something else")
    sheet.attempt()
    assert "differ" in sheet.problem.text
    sheet.again.set_value(PASSWORD)
    sheet.attempt()
    assert "Exported" in window.notices.text
    with zipfile.ZipFile(answers.save) as made:
        assert made.namelist() == ["bundle.zip"]


def test_a_locked_bundle_asks_for_its_password_and_merges(window, answers, theirs, workspace, rosa):
    answers.open = (theirs,)
    window.acts["import_case"].trigger()
    asked = window.desk.pane.sheet
    assert isinstance(asked, BundlePasswordSheet)
    asked.password.set_value("wrong")
    asked.attempt()
    again = window.desk.pane.sheet
    assert "does not open" in again.problem.text
    again.password.set_value(PASSWORD)
    again.attempt()
    sheet = window.desk.pane.sheet
    assert isinstance(sheet, ImportSheet)
    assert sheet.choices[0].way is Way.MERGE
    (fact,) = (row for row in sheet.facts.rows if row[0].key == "client.phone")
    sheet.differing.selectRow(sheet.facts.rows.index(fact))
    sheet.take_button.click()
    assert sheet.take_button.text() == "Keep mine"
    sheet.attempt()
    assert cases.record(workspace, rosa).client.phone == "916-555-0123"
    assert window.notices.action == "Undo"
    window.notices._act()
    assert cases.record(workspace, rosa).client.phone != "916-555-0123"


def test_a_dropped_bundle_is_imported_and_not_attached(window, theirs, workspace, rosa):
    before = len(cases.record(workspace, rosa).documents)
    window.desk.attach((theirs,))
    assert isinstance(window.desk.pane.sheet, BundlePasswordSheet)
    assert len(cases.record(workspace, rosa).documents) == before


def test_a_case_that_is_new_here_comes_in_at_once(new_window, tmp_path, theirs, clock, answers):
    empty = Workspace.create(tmp_path / "empty.casebook", None, clock=clock, who="Ada")
    window = new_window()
    window.show_workspace(empty)
    window.desk.bundles.look_into(theirs, PASSWORD)
    assert len(of_casebook(empty)) == 1
    assert window.desk.pane.case is not None
    empty.close()
