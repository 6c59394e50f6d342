"""The list of a case's deadlines."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QVBoxLayout, QWidget

from advocate_desktop.domain.cases import Case, CaseId, CaseRecord
from advocate_desktop.domain.coverage import Coverage, CoverageId
from advocate_desktop.domain.deadlines import Deadline, derive
from advocate_desktop.domain.events import Event, EventId, EventKind, Method
from advocate_desktop.domain.moments import PACIFIC
from advocate_desktop.domain.people import Client, ClientId
from advocate_desktop.services.rules import rule_book
from advocate_desktop.ui import deadline_list_drawing as drawing
from advocate_desktop.ui.deadline_list import DeadlineList
from advocate_desktop.ui.deadline_list_drawing import DeadlineRow

NOON = datetime(2026, 2, 20, 12, tzinfo=PACIFIC)


def deadlines(method: Method = Method.FAX) -> tuple[Deadline, ...]:
    record = CaseRecord(
        Client(ClientId("c"), "Rosa", "Alvarez"),
        Coverage(CoverageId("v")),
        Case(CaseId("k"), "MRI denied"),
        events=(
            Event(EventId("1"), EventKind.DENIAL_RECEIVED, date(2026, 1, 5)),
            Event(EventId("2"), EventKind.GRIEVANCE_FILED, date(2026, 1, 12), method=method),
        ),
    )
    return derive(record, rule_book(), NOON)


def named(found: tuple[Deadline, ...], rule: str) -> Deadline:
    return next(d for d in found if d.rule == rule)


def shown(qtbot, found: tuple[Deadline, ...], width: int = 300) -> DeadlineList:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    made = DeadlineList()
    made.set_deadlines(found)
    column.addWidget(made)
    column.addStretch()
    page.resize(width, 900)
    page.show()
    qtbot.waitExposed(page)
    made.page = page  # keeps the parent alive for the test
    return made


def test_each_row_says_mark_date_how_long_what_and_who():
    late = named(deadlines(), "ca.grievance.resolve")
    assert drawing.spoken(DeadlineRow(late, "Rosa Alvarez", "MRI denied")) == (
        "Late: Wed 11 Feb 2026, 9 days late. The plan answers your grievance. "
        "The plan must act. Rosa Alvarez · MRI denied"
    )
    possible = named(deadlines(Method.MAIL), "ca.grievance.resolve")
    assert drawing.spoken(DeadlineRow(possible)).startswith("Possible: Mon 16 Feb 2026")


def test_a_click_chooses_the_deadline(qtbot):
    found = deadlines()
    made = shown(qtbot, found)
    place = made.visualRect(made.model().index(2, 0)).center()
    with qtbot.waitSignal(made.chosen) as heard:
        qtbot.mouseClick(made.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert heard.args == [found[2]]


def test_the_keyboard_walks_the_rows_and_enter_chooses(qtbot):
    found = deadlines()
    made = shown(qtbot, found)
    made.setFocus()
    made.setCurrentIndex(made.model().index(0, 0))
    qtbot.keyClick(made, Qt.Key.Key_Down)
    with qtbot.waitSignal(made.chosen) as heard:
        qtbot.keyClick(made, Qt.Key.Key_Return)
    assert heard.args == [found[1]]


def test_the_list_is_as_tall_as_its_rows_at_any_width(qtbot):
    made = shown(qtbot, deadlines(), 300)
    last = made.model().index(made.model().rowCount() - 1, 0)
    qtbot.waitUntil(lambda: 0 < made.visualRect(last).bottom() <= made.viewport().height())
    narrow = made.height()
    made.page.resize(900, 900)
    qtbot.waitUntil(lambda: made.height() < narrow)


def test_a_larger_font_makes_taller_rows(qtbot):
    made = shown(qtbot, deadlines(), 300)
    before = made.height()
    large = QFont(made.font())
    large.setPointSizeF(large.pointSizeF() * 1.5)
    made.setFont(large)
    qtbot.waitUntil(lambda: made.height() > before * 1.3)


def test_two_clocks_of_the_same_rule_stand_beside_each_other(qtbot):
    late = named(deadlines(), "ca.grievance.resolve")
    made = shown(qtbot, (late, late))
    assert made.model().rowCount() == 2


def test_a_changed_list_keeps_the_row_under_the_cursor(qtbot):
    found = deadlines()
    made = shown(qtbot, found)
    made.setCurrentIndex(made.model().index(3, 0))
    made.set_deadlines(found[2:])
    assert made.currentIndex().row() == 1
