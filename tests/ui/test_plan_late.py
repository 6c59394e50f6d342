"""The day after the plan's answer was due, the case page says so and under which rule."""

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from advocate_desktop.domain.coverage import Coverage, CoverageId, Program
from advocate_desktop.domain.moments import PACIFIC
from advocate_desktop.services import events
from advocate_desktop.ui.cards import Tone


@pytest.fixture
def clock():
    """A clock that a test can set."""
    now = [datetime(2026, 2, 19, 12, tzinfo=PACIFIC)]

    def read():
        return now[0]

    read.set = lambda day: now.__setitem__(0, datetime(2026, 2, day, 12, tzinfo=PACIFIC))
    return read


@pytest.fixture
def quiet(window, workspace, rosa, new_event):
    """A case of which the plan has only said that it has the grievance."""
    got = new_event("acknowledgement_received", "2026-01-23")
    workspace.run("Recorded", events.add, rosa, got)
    return window.desk.pane.page


def test_silence_turns_the_page_on_the_day_after_the_answer_was_due(quiet, clock):
    assert quiet.next.tone is Tone.NEXT
    assert not quiet.next.law.isVisible()
    assert not quiet.next.why_button.isVisible()
    clock.set(20)
    quiet.refresh()
    assert quiet.next.tone is Tone.LATE
    assert quiet.next.sentence.text() == (
        "The plan is 1 day late: it had to answer your grievance by Thu 19 Feb 2026."
    )
    assert quiet.next.law.text() == "The rule: Health & Safety Code 1368.01(a)"
    QApplication.processEvents()
    steps = [b.text() for b in quiet.next.findChildren(QPushButton) if b.isVisible()]
    assert "Write the overdue notice" in steps


def test_the_date_missed_is_one_click_from_its_explanation(quiet, clock, window):
    clock.set(24)
    quiet.refresh()
    QTest.mouseClick(quiet.next.why_button, Qt.MouseButton.LeftButton)
    assert window.desk.why.isVisible()
    assert window.desk.why.deadline.rule == "ca.grievance.resolve"
    assert window.desk.why.deadline.due == date(2026, 2, 19)


def test_a_late_appeal_under_another_law_offers_its_own_notice(
    window, workspace, enter, new_record, new_event, clock
):
    coverage = Coverage(CoverageId("v9"), "Sample Plan", Program.FEHB)
    appeal = new_event("appeal_filed", "2026-01-12", method="fax")
    window.desk.choose(enter(workspace, new_record(coverage=coverage, events=(appeal,))))
    page = window.desk.pane.page
    assert page.next.law.text() == "The rule: 48 CFR 1652.204-72"
    button = next(
        b for b in page.next.findChildren(QPushButton) if b.text() == "Write the overdue notice"
    )
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.desk.pane.sheet.writing.draft.template == "overdue-appeal-notice"
    assert "Office of Personnel Management" in window.desk.pane.sheet.edit.toPlainText()
