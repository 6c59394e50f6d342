"""The month and its days."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QToolButton

from advocate_desktop.domain.cases import Case, CaseId, CaseRecord
from advocate_desktop.domain.coverage import Coverage, CoverageId
from advocate_desktop.domain.deadlines import derive
from advocate_desktop.domain.events import Event, EventId, EventKind, Method
from advocate_desktop.domain.moments import PACIFIC
from advocate_desktop.domain.people import Client, ClientId
from advocate_desktop.services.rules import rule_book
from advocate_desktop.ui import calendar_month_drawing as drawing
from advocate_desktop.ui.calendar_month import CalendarMonth, MonthModel, first_shown, month_after
from advocate_desktop.ui.calendar_rows import CalendarRow, by_day
from advocate_desktop.ui.deadline_list_drawing import DeadlineRow, numbered

TODAY = date(2026, 2, 20)


def days(*filed: date) -> dict[date, tuple[CalendarRow, ...]]:
    """By day, the dates of one grievance for each day on which one was faxed."""
    found = []
    for number, day in enumerate(filed):
        record = CaseRecord(
            Client(ClientId("c"), "Rosa", "Alvarez"),
            Coverage(CoverageId("v")),
            Case(CaseId(f"k{number}"), "MRI denied"),
            events=(Event(EventId("1"), EventKind.GRIEVANCE_FILED, day, method=Method.FAX),),
        )
        noon = datetime(2026, 2, 20, 12, tzinfo=PACIFIC)
        found += [DeadlineRow(d, "Rosa Alvarez") for d in derive(record, rule_book(), noon)]
    return by_day(numbered(tuple(found)))


@pytest.fixture
def month(qtbot) -> CalendarMonth:
    made = CalendarMonth(TODAY)
    qtbot.addWidget(made)
    made.resize(300, 280)
    made.show()
    qtbot.waitExposed(made)
    return made


def day_under_cursor(month: CalendarMonth) -> date:
    return month.grid.day


def click(qtbot, month: CalendarMonth, day: date) -> None:
    index = month.grid.model().index_of(day)
    place = month.grid.visualRect(index).center()
    qtbot.mouseClick(month.grid.viewport(), Qt.MouseButton.LeftButton, pos=place)


def double_click(qtbot, month: CalendarMonth, day: date) -> None:
    click(qtbot, month, day)
    place = month.grid.visualRect(month.grid.model().index_of(day)).center()
    qtbot.mouseDClick(month.grid.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_a_month_begins_on_the_weekday_of_the_users_country():
    assert first_shown(date(2026, 2, 20), 0) == date(2026, 1, 26)
    assert first_shown(date(2026, 2, 20), 6) == date(2026, 2, 1)
    assert first_shown(date(2026, 3, 1), 0) == date(2026, 2, 23)


def test_the_weekdays_follow_the_locale():
    before = QLocale()
    try:
        QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
        american = MonthModel(TODAY)
        assert american.headerData(0, Qt.Orientation.Horizontal) == "Su"
        QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
        assert MonthModel(TODAY).headerData(0, Qt.Orientation.Horizontal) == "Mo"
    finally:
        QLocale.setDefault(before)


def test_months_are_counted_over_the_turn_of_the_year():
    assert month_after(date(2026, 1, 31), -1) == date(2025, 12, 1)
    assert month_after(date(2026, 12, 5), 1) == date(2027, 1, 1)


def test_arrows_walk_from_one_month_into_the_next(qtbot, month):
    month.grid.setFocus()
    month.go_to(date(2026, 2, 28))
    qtbot.keyClick(month.grid, Qt.Key.Key_Right)
    assert (day_under_cursor(month), month.name) == (date(2026, 3, 1), "March 2026")
    qtbot.keyClick(month.grid, Qt.Key.Key_Up)
    assert (day_under_cursor(month), month.name) == (date(2026, 2, 22), "February 2026")


def test_page_keys_turn_months_and_keep_the_day_where_there_is_one(qtbot, month):
    month.go_to(date(2026, 1, 31))
    qtbot.keyClick(month.grid, Qt.Key.Key_PageDown)
    assert day_under_cursor(month) == date(2026, 2, 28)
    qtbot.keyClick(month.grid, Qt.Key.Key_Home)
    assert day_under_cursor(month) == date(2026, 2, 1)
    qtbot.keyClick(month.grid, Qt.Key.Key_End)
    assert day_under_cursor(month) == date(2026, 2, 28)


def test_the_buttons_turn_to_the_months_beside(qtbot, month):
    previous, following = month.findChildren(QToolButton)
    with qtbot.waitSignal(month.month_shown):
        qtbot.mouseClick(previous, Qt.MouseButton.LeftButton)
    assert month.name == "January 2026"
    qtbot.mouseClick(following, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(following, Qt.MouseButton.LeftButton)
    assert month.name == "March 2026"
    assert [previous.accessibleName(), following.accessibleName()] == [
        "Previous month",
        "Next month",
    ]


def test_a_click_enter_and_space_choose_a_day(qtbot, month):
    with qtbot.waitSignal(month.day_chosen) as heard:
        click(qtbot, month, date(2026, 2, 11))
    assert heard.args == [date(2026, 2, 11)]
    month.set_days(days(date(2026, 1, 13)), TODAY)
    qtbot.keyClick(month.grid, Qt.Key.Key_Right)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        with qtbot.waitSignal(month.day_chosen) as heard:
            qtbot.keyClick(month.grid, key)
        assert heard.args == [date(2026, 2, 12)]


def test_enter_and_a_double_click_on_an_empty_day_ask_for_a_date(qtbot, month):
    month.go_to(date(2026, 2, 17))
    with qtbot.waitSignal(month.add_wanted) as heard:
        qtbot.keyClick(month.grid, Qt.Key.Key_Return)
    assert heard.args == [date(2026, 2, 17)]
    with qtbot.waitSignal(month.add_wanted) as heard:
        double_click(qtbot, month, date(2026, 2, 18))
    assert heard.args == [date(2026, 2, 18)]


def test_a_double_click_on_a_day_with_dates_asks_for_none(qtbot, month):
    month.set_days(days(date(2026, 1, 12)), TODAY)
    with qtbot.assertNotEmitted(month.add_wanted):
        double_click(qtbot, month, date(2026, 2, 11))


def test_the_calendar_stops_where_dates_stop(month):
    month.go_to(date(2199, 12, 31))
    month.go_to(date(2199, 12, 31) + timedelta(days=1))
    assert month.name == "December 2199"


def test_a_day_tells_all_that_falls_on_it_late_first(month):
    month.set_days(days(date(2026, 1, 12), date(2026, 1, 6)), TODAY)
    cell = month.grid.model().cell(date(2026, 2, 11))
    told = drawing.spoken(cell)
    assert told.startswith("Wed 11 Feb 2026:\nLate: Wed 11 Feb 2026, 9 days late.")
    assert drawing.spoken(month.grid.model().cell(TODAY)) == "Fri 20 Feb 2026, today: no dates"


def test_a_screen_reader_hears_a_day(month):
    month.set_days(days(date(2026, 1, 12)), TODAY)
    table = QAccessible.queryAccessibleInterface(month.grid)
    names = [table.child(n).text(QAccessible.Text.Name) for n in range(table.childCount())]
    assert any(name.startswith("Wed 11 Feb 2026:\nLate") for name in names)


def ink(month: CalendarMonth, day: date, colour: str) -> int:
    """How many pixels of a day are nearly of a colour."""
    month.grid.clearSelection()
    rect = month.grid.visualRect(month.grid.model().index_of(day))
    image = month.grid.viewport().grab(rect).toImage()
    wanted = tuple(int(colour[n : n + 2], 16) for n in (1, 3, 5))
    found = 0
    for x in range(image.width()):
        for y in range(image.height()):
            pixel = image.pixelColor(x, y).getRgb()[:3]
            found += all(abs(a - b) < 20 for a, b in zip(pixel, wanted, strict=True))
    return found


def test_a_late_day_wears_a_red_triangle_and_an_empty_day_none(month):
    month.set_days(days(date(2026, 1, 12)), TODAY)
    assert ink(month, date(2026, 2, 11), "#b3261e") > 10
    assert ink(month, date(2026, 2, 12), "#b3261e") == 0


def test_words_stand_in_the_days_only_where_there_is_room(month, qtbot):
    month.set_days(days(date(2026, 1, 12)), TODAY)
    black = ink(month, date(2026, 2, 11), "#000000")
    month.resize(1000, 700)
    qtbot.wait(10)
    assert ink(month, date(2026, 2, 11), "#000000") > black * 2
