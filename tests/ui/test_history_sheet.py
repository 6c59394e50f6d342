"""The history in the window: of a case, of the casebook, of a field, and putting a value back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from advocate_desktop.services import cases
from advocate_desktop.ui.field_history_sheet import FieldHistorySheet
from advocate_desktop.ui.history_sheet import HistorySheet


@pytest.fixture
def renamed(workspace, rosa):
    """Give the case two more titles."""
    case = cases.record(workspace, rosa).case
    for title in ("Second title", "Third title"):
        workspace.run("Story changed", cases.update_case, replace(case, title=title))
    return case


@pytest.fixture
def sheet(window, renamed):
    window.acts["case_history"].trigger()
    return window.desk.pane.sheet


def labels(sheet):
    return [row.label for row in sheet.steps.rows]


def test_the_history_of_a_case_shows_what_each_step_changed(sheet):
    assert isinstance(sheet, HistorySheet)
    assert labels(sheet)[:2] == ["Story changed", "Story changed"]
    (row,) = sheet.changes.rows
    assert (row[1].field.name, row[1].before_shown, row[1].after_shown) == (
        "title",
        "Second title",
        "Third title",
    )
    sheet.table.selectRow(1)
    assert sheet.changes.rows[0][1].after_shown == "Second title"


def test_an_earlier_value_is_put_back_and_undo_takes_it_away(window, sheet, workspace, rosa):
    sheet.main_button.click()
    assert cases.record(workspace, rosa).case.title == "Second title"
    assert labels(sheet)[0] == "Earlier value put back"
    assert window.notices.action == "Undo"
    window.notices._act()
    assert cases.record(workspace, rosa).case.title == "Third title"


def test_what_it_has_now_is_not_put_back_and_a_sentence_says_so(window, sheet, workspace):
    sheet.main_button.click()
    sheet.table.selectRow(1)
    assert sheet.chosen.before_shown == "Second title"
    before = len(sheet.steps.rows)
    sheet.main_button.click()
    assert "value it has now" in window.notices.text
    assert len(sheet.steps.rows) == before


def test_words_and_kinds_choose_the_steps(sheet):
    QTest.keyClicks(sheet.filter, "third")
    assert labels(sheet) == ["Story changed"]
    sheet.filter.setText("no such words")
    assert labels(sheet) == []
    assert sheet.nothing.isVisible()
    sheet.filter.clear()
    sheet.kinds.setCurrentText("Calls")
    assert "Story changed" not in labels(sheet)
    sheet.kinds.setCurrentText("Facts")
    assert "Story changed" in labels(sheet)


def test_the_sheet_says_whether_the_history_is_whole(sheet, workspace):
    assert sheet.chain.text().startswith("✓ All ")


def test_the_history_of_the_casebook_has_every_case(window, workspace, renamed):
    window.acts["casebook_history"].trigger()
    listed = window.desk.pane.sheet
    assert labels(listed).count("Story changed") == 2
    assert listed.steps.rows[-1].number == 1


def test_all_values_of_a_field_are_listed_and_the_first_comes_back(
    window, sheet, workspace, rosa, renamed
):
    sheet.values_button.click()
    listed = window.desk.pane.sheet
    assert isinstance(listed, FieldHistorySheet)
    assert [row.shown for row in listed.model.rows] == [
        "Third title",
        "Second title",
        renamed.title,
    ]
    assert not listed.main_button.isEnabled()
    listed.table.selectRow(2)
    listed.main_button.click()
    assert cases.record(workspace, rosa).case.title == renamed.title


def test_a_fields_menu_and_its_key_lead_to_its_values(window, workspace, rosa, renamed, qtbot):
    facts = window.desk.pane.page.overview.facts
    box = facts.show_field("title").box
    place = QPoint(2, 2)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, box.mapToGlobal(place))
    QApplication.sendEvent(box, event)
    menu = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible())
    earlier = next(a for a in menu.actions() if a.text() == "Earlier values…")
    earlier.trigger()
    menu.close()
    assert "Earlier values: title" in window.desk.pane.sheet.title
    window.desk.pane.sheet.closed.emit()
    facts.show_field("title")
    QTest.keyClick(
        box, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert "Earlier values: title" in window.desk.pane.sheet.title


def test_a_clock_that_was_set_back_is_said(window, workspace, monkeypatch):
    window.desk.history.say_clock()
    assert window.notices.text == ""
    earlier = workspace.now() - timedelta(days=1)
    monkeypatch.setattr(workspace, "now", lambda: earlier)
    window.desk.history.say_clock()
    assert "Mon 9 Feb 2026" in window.notices.text
    assert "Tue 10 Feb 2026" in window.notices.text
