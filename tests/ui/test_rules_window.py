"""The reference of all rules."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from advocate_desktop.domain.rules import RuleBook
from advocate_desktop.services.rules import rule_book
from advocate_desktop.ui.law_rows import law_rows
from advocate_desktop.ui.rules_window import RulesWindow


@pytest.fixture
def rules(qtbot):
    opened = RulesWindow(rule_book())
    qtbot.addWidget(opened)
    opened.show()
    qtbot.waitExposed(opened)
    return opened


def shown(window):
    QApplication.processEvents()
    return "\n".join(label.text() for label in window._area.findChildren(QLabel))


def titles(window):
    return [row.title for row in window.model.rows]


def find(window, text):
    window.search.setFocus()
    window.search.selectAll()
    QTest.keyClicks(window.search, text)


def test_every_rule_and_duty_of_the_rule_book_has_a_row(rules):
    book = rule_book()
    assert len(rules.model.rows) == len(book.rules) + len(book.duties)
    assert {rule.title for rule in book.rules} <= set(titles(rules))
    assert {duty.text for duty in book.duties} <= set(titles(rules))
    assert rules.found.text() == f"{len(rules.model.rows)} rows"


def test_all_words_typed_must_be_in_a_row(rules):
    find(rules, "1368(a)(4) FIVE")
    assert titles(rules)
    assert all("1368(a)(4)" in row.text for row in rules.model.rows)
    assert len(rules.model.rows) < 5
    find(rules, "zzzz")
    assert titles(rules) == []
    assert "No rule holds these words." in shown(rules)
    assert not rules.copy_button.isEnabled()


def test_a_part_of_the_law_can_be_shown_alone(rules):
    rules.tracks.setCurrentIndex(rules.tracks.findData("fehb"))
    assert {row.track for row in rules.model.rows} == {"fehb"}


def test_the_chosen_rule_is_told_whole(rules):
    find(rules, "plan answers your grievance")
    told = shown(rules)
    assert "The plan answers your grievance" in told
    assert "Who must act\nThe plan" in told
    assert "Health & Safety Code 1368.01(a)" in told
    assert "Read in the law itself." in told
    assert "Verified by a person\nnot yet" in told


def test_what_guides_say_stands_right_below_the_law(rules):
    find(rules, "five business days")
    labels = [label for label, _ in rules.chosen.details]
    assert labels.index("Consumer guides say") == labels.index("The law says") + 1


def test_a_rule_switched_off_says_so_and_why_first(rules):
    find(rules, "times of AB 512")
    row = rules.chosen
    assert row.details[0] == (
        "Switched off",
        "It is not known whether AB 512 was signed or vetoed, so its shorter times are not shown "
        "as law.",
    )
    index = rules.model.index(0, 1)
    assert index.data() == "Switched off"


def test_the_keyboard_goes_from_the_search_to_a_row_and_copies_it(rules):
    find(rules, "grievance")
    QTest.keyClick(rules.search, Qt.Key.Key_Return)
    assert rules.table.hasFocus()
    QTest.keyClick(rules.table, Qt.Key.Key_Down)
    second = rules.model.row(1)
    assert rules.chosen == second
    QTest.keyClick(rules.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == second.text
    assert rules.copy_button.text() == "Copied"
    QTest.keyClick(rules.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert rules.search.hasFocus()
    QTest.keyClick(rules.search, Qt.Key.Key_Escape)
    assert not rules.isVisible()


def test_a_verified_row_says_when_and_a_dated_one_from_when_to_when():
    rule = next(r for r in rule_book().rules if r.id == "ca.grievance.resolve")
    dated = replace(
        rule,
        verified_on=date(2026, 2, 3),
        valid_from=date(2026, 1, 1),
        valid_until=date(2026, 12, 31),
    )
    details = dict(law_rows(RuleBook((dated,)))[0].details)
    assert details["Verified by a person"] == "Tue 3 Feb 2026"
    assert details["In force"] == "from Thu 1 Jan 2026 until Thu 31 Dec 2026"


def test_a_time_names_each_case_in_which_it_differs():
    rows = law_rows(rule_book())
    resolve = next(row for row in rows if row.title == "The plan answers your grievance")
    assert resolve.time.startswith("30 days")
    assert any("when a fast review was asked for" in row.time for row in rows)
    assert any(row.time.startswith("at most 30 days") for row in rows)


def test_the_rules_open_from_the_help_menu_without_a_casebook(new_window):
    window = new_window()
    QTest.keyClick(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    opened = window.findChildren(RulesWindow)
    assert len(opened) == 1
    assert opened[0].isVisible()
    assert opened[0].search.accessibleName() == "Find in the rules"
    assert opened[0].tracks.accessibleName() == "Part of the law"
    assert opened[0].table.accessibleName() == "The rules"
