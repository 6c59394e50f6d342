"""The helper that finds out which law applies."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from advocate_desktop.domain.coverage import Program
from advocate_desktop.services import cases
from advocate_desktop.services.rules import rule_book
from advocate_desktop.ui.law_words import TRACKS
from advocate_desktop.ui.which_law import WhichLaw


def settle():
    """Let the page take its new shape."""
    QApplication.processEvents()


def press(dialog, *answers):
    for answer in answers:
        QTest.mouseClick(dialog.answers[answer], Qt.MouseButton.LeftButton)
        settle()


def texts(widget):
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


@pytest.fixture
def asking(qtbot):
    dialog = WhichLaw()
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def test_one_question_stands_there_at_a_time(asking):
    assert "Is it a Medicare Advantage plan" in texts(asking)
    assert "Is it Medi-Cal?" not in texts(asking)
    press(asking, "No")
    assert "Is it a Medicare Advantage plan (such as Senior Advantage)? No." in texts(asking)
    assert "Is it Medi-Cal?" in texts(asking)
    assert not asking.use_button.isEnabled()


def test_the_tracks_are_told_with_reason_citation_and_confidence(asking):
    press(asking, "No", "No", "No", "Yes")
    told = texts(asking)
    assert "It is: Employer pays the bills itself (self-funded, ERISA)" in told
    assert "Appeal to an employer’s plan (ERISA): applies" in told
    assert "Independent Medical Review (IMR): does not apply" in told
    assert "A self-funded employer plan follows federal rules, whoever runs it." in told
    assert "29 CFR 2560.503-1. Read in the law itself." in told
    assert asking.use_button.text() == "Use “Self-funded”"


def test_do_not_know_goes_on_and_says_what_to_find_out(asking):
    press(asking, "Don’t know", "No", "No", "No", "The DMHC")
    told = texts(asking)
    assert "It is: Health plan from work or Covered California" in told
    assert "Find this out too. Another answer could lead to another law:" in told
    QTest.mouseClick(asking.back_button, Qt.MouseButton.LeftButton)
    settle()
    press(asking, "Don’t know")
    assert "It is not settled yet." in texts(asking)
    assert not asking.use_button.isEnabled()


def test_the_keyboard_answers_alone(asking, qtbot):
    chosen = []
    asking.chosen.connect(chosen.append)
    QTest.keyClick(asking.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClick(asking.focusWidget(), Qt.Key.Key_Space)
    QTest.keyClick(asking.focusWidget(), Qt.Key.Key_Space)
    assert [reply.value for reply in asking.interview.replies] == [False, True]
    assert "licensed by the DMHC" in asking.focusWidget().accessibleDescription()
    QTest.keyClick(asking.focusWidget(), Qt.Key.Key_Space)
    assert asking.focusWidget() is asking.use_button
    QTest.keyClick(asking.use_button, Qt.Key.Key_Space)
    assert chosen == [Program.MEDI_CAL]
    assert not asking.isVisible()


def test_what_is_found_is_the_coverage_of_the_case(window, workspace, rosa):
    field = window.desk.pane.page.overview.facts.plan.field("program")
    field.find_button.click()
    asking = next(d for d in window.findChildren(WhichLaw))
    press(asking, "No", "Yes", "Yes")
    QTest.mouseClick(asking.use_button, Qt.MouseButton.LeftButton)
    assert cases.record(workspace, rosa).coverage.program is Program.MEDI_CAL
    assert workspace.undo_label == "Plan changed"


def test_a_new_case_takes_what_is_found(window):
    window.acts["new_case"].trigger()
    field = window.desk.pane.sheet.form.field("program")
    field.find_button.click()
    asking = next(d for d in window.findChildren(WhichLaw))
    press(asking, "Yes")
    QTest.mouseClick(asking.use_button, Qt.MouseButton.LeftButton)
    assert field.value() is Program.MEDICARE_ADVANTAGE
    assert window.desk.pane.sheet.is_touched()


def test_every_track_of_the_rules_has_words():
    book = rule_book()
    assert {row.track for row in (*book.rules, *book.duties)} <= set(TRACKS)
