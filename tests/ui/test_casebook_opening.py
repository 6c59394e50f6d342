"""A casebook that is old or damaged is updated, rescued or restored in a few clicks."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from advocate_desktop.services import automatic_backup
from advocate_desktop.services.check import check
from advocate_desktop.services.progress import NO_PROGRESS
from advocate_desktop.services.views import case_rows
from advocate_desktop.services.workspace import Workspace

VERSIONS = Path(__file__).parents[1] / "data" / "versions"


@pytest.fixture
def window(new_window):
    return new_window()


def press(widget, text):
    QApplication.processEvents()
    button = next(
        b for b in widget.findChildren(QPushButton) if b.text().startswith(text) and b.isVisible()
    )
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def cut_off(path, pages=0):
    data = path.read_bytes()
    path.write_bytes(data[: -16_384 * pages - 7])


def test_a_casebook_of_an_earlier_version_is_updated_in_the_background(window, tmp_path):
    path = tmp_path / "old.casebook"
    path.write_bytes(gzip.decompress((VERSIONS / "version-1.casebook.gz").read_bytes()))
    labels = []
    window.tasks.began.connect(lambda task: labels.append(task.label))
    window.welcome.open(path)
    assert "Bringing the casebook up to date" in labels
    assert window.status.isVisible(), "progress and cancel are at the foot"
    assert window.desk.workspace.path == path
    assert (tmp_path / "old before update from version 1.casebook").exists()


def test_a_cut_off_casebook_is_rescued_in_three_clicks(
    window, workspace, enter, sample_record, answers, tmp_path
):
    enter(workspace, sample_record)
    workspace.close()
    cut_off(workspace.path)
    window.welcome.open(workspace.path)
    assert "part" in window.welcome.problem.text or "damaged" in window.welcome.problem.text
    answers.save = tmp_path / "new.casebook"
    press(window, "Rescue what can be read")
    press(window, "Rescue into")
    press(window, "Open it")
    assert window.desk.workspace.path == answers.save
    assert len(case_rows(window.desk.workspace)) == 1


def test_with_a_backup_at_hand_it_is_offered_beside_the_rescue(
    window, encrypted_workspace, enter, sample_record, answers, tmp_path, passphrase
):
    opened = encrypted_workspace
    enter(opened, sample_record)
    automatic_backup.keep(opened, NO_PROGRESS)
    opened.close()
    cut_off(opened.path)
    window.welcome.open(opened.path)
    answers.save = tmp_path / "new.casebook"
    press(window, "Restore the backup of")
    QTest.keyClicks(window.welcome.sheet.passphrase.box, passphrase)
    press(window, "Restore into")
    assert window.welcome.sheet.path == answers.save, "the new casebook asks for its passphrase"
    again = Workspace.open(answers.save, passphrase)
    assert check(again, NO_PROGRESS) == ()
    assert answers.suggested == "sealed restored.casebook"
    again.close()


def test_opening_a_backup_offers_to_restore_it(
    window, workspace, enter, sample_record, answers, tmp_path
):
    enter(workspace, sample_record)
    kept = automatic_backup.keep(workspace, NO_PROGRESS)
    answers.save = tmp_path / "new.casebook"
    window.welcome.open(kept)
    press(window, "Restore into")
    assert window.desk.workspace.path == answers.save


def test_what_the_check_finds_is_repaired_or_rescued_from_the_sheet(
    window, workspace, enter, sample_record, answers, tmp_path
):
    enter(workspace, sample_record)
    with workspace.casebook.raw() as connection:
        connection.execute("DROP INDEX ix_events_case_id")
    window.show_workspace(workspace)
    window.acts["check"].trigger()
    sheet = window.desk.pane.sheet
    assert sheet.title == "Something is wrong"
    answers.save = tmp_path / "new.casebook"
    press(sheet, "Rescue into a new casebook")
    assert window.desk.pane.sheet.title == "Rescued"
    again = Workspace.open(answers.save, None)
    assert check(again, NO_PROGRESS) == ()
    again.close()
    window.acts["check"].trigger()
    press(window.desk.pane.sheet, "Repair")
    assert window.desk.pane.sheet.title == "Repaired"
    assert check(workspace, NO_PROGRESS) == ()


def test_damage_found_on_unlocking_is_offered_a_rescue_with_the_passphrase_typed(
    window, encrypted_workspace, enter, sample_record, answers, tmp_path, passphrase
):
    opened = encrypted_workspace
    enter(opened, sample_record)
    opened.close()
    data = opened.path.read_bytes()
    opened.path.write_bytes(data[: -16_384 * 3])
    window.welcome.open(opened.path)
    QTest.keyClicks(window.welcome.sheet.passphrase.box, passphrase)
    press(window, "Open")
    answers.save = tmp_path / "new.casebook"
    press(window, "Rescue what can be read")
    assert window.welcome.sheet.passphrase.value() == passphrase
    press(window, "Rescue into")
    again = Workspace.open(answers.save, passphrase)
    assert check(again, NO_PROGRESS) == ()
    again.close()
