"""The panel that explains a date."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget

from advocate_desktop.domain.cases import Case, CaseId, CaseRecord
from advocate_desktop.domain.coverage import Coverage, CoverageId
from advocate_desktop.domain.deadlines import Deadline, derive
from advocate_desktop.domain.events import Event, EventId, EventKind, Method
from advocate_desktop.domain.moments import PACIFIC
from advocate_desktop.domain.people import Client, ClientId
from advocate_desktop.services.rules import rule_book
from advocate_desktop.ui.why_date import WhyDate, WhyDateDialog, as_text, facts

NOON = datetime(2026, 2, 20, 12, tzinfo=PACIFIC)


def deadline(rule: str, method: Method = Method.FAX) -> Deadline:
    """A date of a grievance of 12 January that nobody has answered by 20 February."""
    record = CaseRecord(
        Client(ClientId("c"), "Rosa", "Alvarez"),
        Coverage(CoverageId("v")),
        Case(CaseId("k"), "MRI denied"),
        events=(
            Event(EventId("1"), EventKind.DENIAL_RECEIVED, date(2026, 1, 5)),
            Event(EventId("2"), EventKind.GRIEVANCE_FILED, date(2026, 1, 12), method=method),
        ),
    )
    return next(d for d in derive(record, rule_book(), NOON) if d.rule == rule)


def texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def test_a_late_answer_shows_its_date_who_is_late_and_every_step(qtbot):
    answer = deadline("ca.grievance.resolve")
    panel = WhyDate(answer)
    qtbot.addWidget(panel)
    shown = texts(panel)
    assert "Wed 11 Feb 2026" in shown
    assert "9 days late · The plan must act" in shown
    assert "You sent the grievance, Mon 12 Jan 2026" in shown
    assert all(line in shown for line in answer.explanation)
    assert "Health & Safety Code 1368.01(a)" in shown
    assert "Read in the law itself." in shown


def test_a_rule_not_read_in_the_law_says_to_check_it(qtbot):
    panel = WhyDate(deadline("ca.grievance.acknowledge"))
    qtbot.addWidget(panel)
    assert "From memory: check before relying on this." in texts(panel)
    second = WhyDate(deadline("ca.imr.wait"))
    qtbot.addWidget(second)
    assert "From a secondary source: check before relying on this." in texts(second)


def test_what_guides_say_stands_beside_what_the_law_says(qtbot):
    panel = WhyDate(deadline("ca.grievance.acknowledge"))
    qtbot.addWidget(panel)
    shown = texts(panel)
    assert "Consumer guides say\nfive business days" in shown
    assert "The law, as found so far, says\n“Within five (5) calendar days" in shown
    without = WhyDate(deadline("ca.grievance.resolve"))
    qtbot.addWidget(without)
    assert "Consumer guides say" not in texts(without)


def test_a_possible_date_asks_the_question_and_shows_the_other_date(qtbot):
    answer = deadline("ca.grievance.resolve", Method.MAIL)
    panel = WhyDate(answer)
    qtbot.addWidget(panel)
    assert "On which day did the plan receive the grievance?" in texts(panel)
    assert ("It may also be", "Wed 11 Feb 2026") in facts(answer)
    assert ("Late only after", "Tue 17 Feb 2026") in facts(answer)


def test_the_members_safe_day_and_the_last_day_are_both_named():
    found = facts(deadline("ca.grievance.file_by"))
    assert ("Last day", "Sat 4 Jul 2026") in found
    assert ("Act by", "Thu 2 Jul 2026") in found
    assert ("Ended by", "You sent the grievance, Mon 12 Jan 2026") in found


def test_the_explanation_can_be_copied_as_text(qtbot):
    dialog = WhyDateDialog()
    qtbot.addWidget(dialog)
    dialog.explain(deadline("ca.grievance.resolve"), "Rosa Alvarez · MRI denied")
    qtbot.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert copied == as_text(deadline("ca.grievance.resolve"))
    assert "1. Starts with the grievance" in copied
    assert dialog.copy_button.text() == "Copied"


def test_escape_closes_the_dialog_and_another_date_opens_it_again(qtbot):
    dialog = WhyDateDialog()
    qtbot.addWidget(dialog)
    dialog.explain(deadline("ca.grievance.resolve"))
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    dialog.explain(deadline("ca.grievance.file_by"))
    assert dialog.isVisible()
    assert "Thu 2 Jul 2026" in texts(dialog)
    assert dialog.copy_button.text() == "Copy as text"


@pytest.mark.parametrize("rule", ["ca.dmhc.wait", "ca.imr.apply_by_silence"])
def test_a_screen_reader_hears_the_whole_explanation(qtbot, rule):
    panel = WhyDate(deadline(rule))
    qtbot.addWidget(panel)
    assert panel.accessibleName() == f"Why this date: {deadline(rule).title}"
    assert panel.accessibleDescription() == as_text(deadline(rule))
