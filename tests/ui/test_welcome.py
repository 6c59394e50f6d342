"""First run: a casebook is made, opened, or the sample looked at."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from advocate_desktop import paths
from advocate_desktop.services.workspace import Workspace, is_encrypted


@pytest.fixture(autouse=True)
def _own_data_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "data_dir", lambda: tmp_path / "data")


@pytest.fixture
def window(new_window):
    return new_window()


def press(widget, text):
    button = next(b for b in widget.findChildren(QPushButton) if b.text() == text and b.isVisible())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def sheet(window):
    press(window, "New casebook…")
    return window.welcome.sheet


def test_a_casebook_is_made_with_a_passphrase_typed_twice(window, sheet, tmp_path):
    QTest.keyClicks(sheet.passphrase.box, "four odd words here")
    QTest.keyClicks(sheet.again.box, "four odd words here")
    press(window, "Create the casebook")
    path = tmp_path / "data" / "My cases.casebook"
    assert window.desk.workspace.path == path
    assert is_encrypted(path)
    assert window.memory.recent == (path,)


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("", "", "Type a passphrase"),
        ("short", "short", "longer"),
        ("four odd words here", "four odd words", "differ"),
    ],
)
def test_a_passphrase_that_will_not_do_is_said_in_place(
    window, sheet, first, second, told, tmp_path
):
    QTest.keyClicks(sheet.passphrase.box, first)
    QTest.keyClicks(sheet.again.box, second)
    press(window, "Create the casebook")
    assert told in sheet.problem.text
    assert window.desk is None
    assert not list(tmp_path.rglob("*.casebook"))


def test_going_without_a_passphrase_takes_a_tick(window, sheet, tmp_path):
    sheet.without.box.click()
    press(window, "Create the casebook")
    assert not window.desk.workspace.encrypted
    assert "not encrypted" in window.status.saved.text()


def test_a_new_casebook_never_overwrites_a_file(window, sheet, tmp_path):
    taken = tmp_path / "taken.casebook"
    taken.write_bytes(b"something of mine")
    sheet.place.set_value(str(taken))
    sheet.without.box.click()
    press(window, "Create the casebook")
    assert sheet.problem.text
    assert taken.read_bytes() == b"something of mine"


def test_what_is_no_casebook_says_so_on_the_welcome_page(window, answers, tmp_path):
    other = tmp_path / "letter.casebook"
    other.write_text("Dear plan")
    answers.open = (other,)
    press(window, "Open a casebook…")
    assert window.welcome.problem.text
    assert window.desk is None


def test_a_casebook_opened_last_is_one_click_away(window, tmp_path, clock, qtbot):
    path = tmp_path / "Mine.casebook"
    Workspace.create(path, None, clock=clock).close()
    window.memory.opened(path)
    window.welcome.refresh()
    qtbot.waitUntil(
        lambda: "Mine" in [b.text() for b in window.findChildren(QPushButton) if b.isVisible()]
    )
    press(window, "Mine")
    assert window.desk.workspace.path == path


def test_a_casebook_named_at_the_start_is_opened(window, tmp_path, clock):
    path = tmp_path / "Named.casebook"
    Workspace.create(path, None, clock=clock).close()
    window.start(path)
    assert window.desk.workspace.path == path


def test_a_casebook_that_is_gone_is_said_in_a_sentence(window, tmp_path):
    window.start(tmp_path / "gone.casebook")
    assert window.desk is None
    assert window.welcome.problem.text


def test_the_sample_opens_as_of_the_day_it_tells_of(window):
    press(window, "Look at the sample")
    assert window.desk.cases.model.rowCount() >= 6
    assert "sample" in window.banner.text
    late = [row for row in window.desk.cases.model.rows if row.late_days]
    assert max(row.late_days for row in late) < 60
    window.close_casebook()
    press(window, "Look at the sample")
    assert window.desk is not None


def test_nothing_but_paths_and_shapes_is_remembered(window, tmp_path):
    press(window, "Look at the sample")
    client = window.desk.cases.model.rows[0].client
    window.close()
    kept = Path(tmp_path / "window.ini").read_text()
    assert "sample.casebook" in kept
    assert client.split()[0] not in kept


def test_the_strength_of_a_new_passphrase_is_told_while_it_is_typed(window, sheet):
    assert not sheet.meter.isVisible()
    QTest.keyClicks(sheet.passphrase.box, "password")
    assert sheet.meter.sentence.text().startswith("Weak")
    QTest.keyClicks(sheet.passphrase.box, " lantern seven rivers")
    assert sheet.meter.sentence.text().startswith("Strong")


def test_a_place_in_a_sync_folder_is_warned_of_before_and_after(window, sheet, tmp_path):
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    sheet.place.set_value("")
    QTest.keyClicks(sheet.place.box, str(folder / "a"))
    assert "Dropbox" in sheet.place_warning.text
    sheet.without.box.click()
    press(window, "Create the casebook")
    assert "a folder of Dropbox" in window.banner.text


@pytest.mark.parametrize("typed", ["/", "~nobody-of-this-name/a.casebook"])
def test_a_place_that_is_none_is_said_in_the_sheet(window, sheet, typed):
    sheet.place.set_value(typed)
    sheet.without.box.click()
    press(window, "Create the casebook")
    assert "Choose another place" in sheet.problem.text
    assert window.desk is None
