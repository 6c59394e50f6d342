"""Users write, copy, change and take out letters of their own."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from advocate_desktop.services import own_templates
from advocate_desktop.ui.letter_choice_sheet import LetterChoiceSheet
from advocate_desktop.ui.letter_editor import LetterEditor
from advocate_desktop.ui.own_letter_sheet import OwnLetterSheet


@pytest.fixture
def desk(window):
    return window.desk


@pytest.fixture
def sheet(desk):
    desk.work.letters.change_own()
    made = desk.pane.sheet
    assert isinstance(made, OwnLetterSheet)
    return made


def name_it(qtbot, sheet, name="Thanks"):
    qtbot.keyClicks(sheet.form.field("title").box, name)


def test_a_letter_of_ones_own_is_written_with_facts_and_a_condition(qtbot, desk, workspace, sheet):
    name_it(qtbot, sheet)
    qtbot.keyClicks(sheet.text.edit, "Dear ")
    sheet.fields.set_value("plan")
    sheet.insert_field()
    qtbot.keyClicks(sheet.text.edit, ", late")
    assert sheet.text.edit.find_words(", late")
    sheet.fields.set_value("birth_date")
    sheet.insert_condition("#")
    sheet.attempt()
    assert desk.pane.sheet is None
    (own,) = own_templates.own_templates(workspace)
    assert own.title == "Thanks"
    assert own.text == "Dear {{plan}}{{#birth_date}}, late{{/birth_date}}\n"
    desk.undo()
    assert own_templates.own_templates(workspace) == ()


def test_it_is_shown_as_it_reads_for_the_case_at_hand(qtbot, sheet):
    qtbot.keyClicks(sheet.text.edit, "To {{plan}} and {{nonsense}} {{#plan}}")
    qtbot.waitUntil(lambda: "not ended" in sheet.told.text())
    qtbot.keyClicks(sheet.text.edit, "!{{/plan}}")
    qtbot.waitUntil(lambda: "nonsense" in sheet.told.text())
    assert "To Sample Health Plan and {{nonsense}} !" in sheet.preview.toPlainText()


def test_a_text_that_cannot_be_read_is_not_kept_and_says_why(qtbot, workspace, sheet):
    name_it(qtbot, sheet)
    qtbot.keyClicks(sheet.text.edit, "{{#plan}}")
    sheet.attempt()
    assert "not ended" in sheet.problem.text
    assert own_templates.own_templates(workspace) == ()


def test_a_shipped_letter_is_copied_changed_written_and_taken_out(qtbot, desk, workspace):
    desk.work.write_letter()
    choice = desk.pane.sheet
    choice.copy_wanted.emit("overdue-decision-notice")
    sheet = desk.pane.sheet
    assert "{{" in sheet.text.value()
    sheet.text.edit.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(sheet.text.edit, " Mine.")
    sheet.attempt()
    choice = desk.pane.sheet
    assert isinstance(choice, LetterChoiceSheet)
    (own,) = own_templates.own_templates(workspace)
    assert own.text.rstrip().endswith("Mine.")
    choice.filter.setText(own.title)
    choice.table.selectRow(0)
    assert choice.change_button.isEnabled()
    choice.attempt()
    editor = desk.pane.sheet
    assert isinstance(editor, LetterEditor)
    assert editor.edit.toPlainText().rstrip().endswith("Mine.")
    editor.leave()
    desk.work.letters.remove_own(own.id)
    assert own_templates.own_templates(workspace) == ()


def test_shipped_letters_can_be_copied_and_not_changed_or_taken_out(qtbot, desk):
    desk.work.write_letter()
    choice = desk.pane.sheet
    choice.table.selectRow(0)
    assert not choice.change_button.isEnabled()
    assert not choice.remove_button.isEnabled()


def test_half_a_letter_of_ones_own_is_kept_with_the_other_sheets(qtbot, desk, sheet):
    name_it(qtbot, sheet)
    qtbot.keyClicks(sheet.text.edit, "Half a sent")
    assert sheet.is_touched()
    assert desk.unfinished.keep()
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert desk.pane.sheet is None
