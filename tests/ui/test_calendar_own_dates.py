"""Own dates in the calendar pane: seen, ticked off, moved, taken out; derived ones stay."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.communications import (
    Channel,
    Communication,
    CommunicationId,
    Direction,
)
from advocate_desktop.domain.moments import PACIFIC, format_moment
from advocate_desktop.domain.own_dates import OwnDate, OwnDateId
from advocate_desktop.services import communications, own_dates
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import calendar_rows
from advocate_desktop.ui.bridge import Bridge, Notice
from advocate_desktop.ui.calendar_bar import View
from advocate_desktop.ui.calendar_pane import CalendarPane
from advocate_desktop.ui.calendar_rows import Heading
from advocate_desktop.ui.deadline_list_drawing import DeadlineRow
from advocate_desktop.ui.own_date_rows import OwnDateRow
from advocate_desktop.ui.tasks import Tasks

LEFT = Qt.MouseButton.LeftButton
ALT = Qt.KeyboardModifier.AltModifier
CLINIC = OwnDate(
    OwnDateId("clinic"), "Call the clinic", datetime(2026, 2, 12, 10, 15, tzinfo=PACIFIC)
)
Add = Callable[..., OwnDate]


@pytest.fixture
def said(bridge: Bridge) -> list[Notice]:
    """What the window was asked to say."""
    heard: list[Notice] = []
    bridge.said.connect(heard.append)
    return heard


@pytest.fixture
def pane(
    qtbot: Any, workspace: Workspace, bridge: Bridge, tasks: Tasks, answers: Any, rosa: CaseId
) -> Iterator[CalendarPane]:
    """The pane over a casebook with `rosa`, on Tue 10 Feb 2026."""
    made = CalendarPane(workspace, bridge, tasks, answers)
    qtbot.addWidget(made)
    made.resize(320, 900)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def add(workspace: Workspace, pane: CalendarPane) -> Add:
    """Add an own date while the pane is in sight."""

    def run(own: OwnDate = CLINIC, **more: Any) -> OwnDate:
        made = replace(own, **more)
        workspace.run("Date added", own_dates.add, made)
        return made

    return run


def kept(workspace: Workspace) -> list[str]:
    found = own_dates.occurrences(workspace, date(2026, 1, 1), date(2026, 12, 31))
    return [format_moment(o.at) for o in found if not o.from_call]


def shown(pane: CalendarPane) -> list[str]:
    """Headings in capitals, and the titles of own dates, in the agenda."""
    rows = pane.agenda.view.model().rows
    return [
        row.text.upper() if isinstance(row, Heading) else row.title
        for row in rows
        if not isinstance(row, DeadlineRow)
    ]


def choose(pane: CalendarPane, wanted: Callable[[Any], bool]) -> Any:
    """Put the cursor of the agenda on a row."""
    view = pane.agenda.view
    model = view.model()
    place = next(n for n, row in enumerate(model.rows) if wanted(row))
    view.setFocus()
    view.setCurrentIndex(model.index(place, 0))
    view.scrollTo(model.index(place, 0))
    return view


def is_own(row: Any) -> bool:
    return isinstance(row, OwnDateRow)


def is_counted(row: Any) -> bool:
    return isinstance(row, DeadlineRow)


def day_place(pane: CalendarPane, day: date) -> QPoint:
    """The place of a day's first mark in the month."""
    grid = pane.month.grid
    rect = grid.visualRect(grid.model().index_of(day))
    return QPoint(rect.left() + 8, rect.top() + grid.fontMetrics().height() + 8)


def drag(view: QWidget, start: QPoint, end: QPoint) -> None:
    """Press, pull in steps, and let go."""
    QTest.mousePress(view, LEFT, Qt.KeyboardModifier.NoModifier, start)
    for part in (0.3, 0.7, 1.0):
        QTest.mouseMove(view, start + (end - start) * part)
    QTest.mouseRelease(view, LEFT, Qt.KeyboardModifier.NoModifier, end)


def test_an_own_date_stands_in_month_and_agenda_with_time_case_and_client(
    pane: CalendarPane, add: Add, rosa: CaseId
) -> None:
    add(case=rosa)
    (row,) = (r for r in pane.month.grid.model().cell(date(2026, 2, 12)).rows if is_own(r))
    assert row.title == "10:15 Call the clinic"
    told = calendar_rows.spoken(row)
    assert told.startswith("Your own date: Thu 12 Feb 2026, in 2 days. 10:15 Call the clinic.")
    assert row.client
    assert row.client in told
    assert shown(pane).index("10:15 Call the clinic") > shown(pane).index("NEXT 7 DAYS")


def test_a_missed_date_has_a_group_of_its_own_and_is_never_called_late(
    pane: CalendarPane, add: Add
) -> None:
    add(at=date(2026, 2, 3))
    found = shown(pane)
    assert found[found.index("YOURS, NOT TICKED OFF") + 1] == "Call the clinic"
    (row,) = (r for r in pane.agenda.view.model().rows if is_own(r))
    assert "late" not in calendar_rows.spoken(row).lower()


def test_of_a_date_that_repeats_the_agenda_shows_what_is_near_and_the_next_after(
    pane: CalendarPane, add: Add
) -> None:
    add(at=date(2026, 1, 6), recurrence="FREQ=WEEKLY")
    days = [r.day for r in pane.agenda.view.model().rows if is_own(r)]
    assert days == [date(2026, 2, 3), date(2026, 2, 10), date(2026, 2, 17), date(2026, 2, 24)]
    pane.month.go_to(date(2027, 6, 1))
    assert [r.day for r in pane.month.grid.model().cell(date(2027, 6, 1)).rows] == [
        date(2027, 6, 1)
    ]


def test_space_ticks_a_date_off_and_the_notice_takes_it_back(
    qtbot: Any, pane: CalendarPane, add: Add, said: list[Notice], workspace: Workspace
) -> None:
    add()
    qtbot.keyClick(choose(pane, is_own), Qt.Key.Key_Space)
    assert "10:15 Call the clinic" not in shown(pane)
    assert said[-1].text == "Ticked off: Call the clinic."
    assert said[-1].act is not None
    said[-1].act()
    assert "10:15 Call the clinic" in shown(pane)


def test_the_box_ticks_off_and_unticks_without_opening(
    qtbot: Any, pane: CalendarPane, add: Add
) -> None:
    add()
    pane.agenda.set_day(date(2026, 2, 12))
    opened: list[object] = []
    pane.sheet_wanted.connect(lambda name, make: opened.append(name))
    view = choose(pane, is_own)
    for done in (True, False):
        rect = view.visualRect(view.currentIndex())
        place = QPoint(rect.right() - 14, rect.top() + 16)
        qtbot.mouseClick(view.viewport(), LEFT, pos=place)
        assert view.row.occurrence.done is done
    assert opened == []


def test_ticking_off_a_repeated_date_leaves_the_ones_to_come(
    qtbot: Any, pane: CalendarPane, add: Add
) -> None:
    add(at=date(2026, 2, 11), recurrence="FREQ=WEEKLY;COUNT=3")
    qtbot.keyClick(choose(pane, is_own), Qt.Key.Key_Space)
    days = [r.day for r in pane.agenda.view.model().rows if is_own(r)]
    assert days == [date(2026, 2, 18)]
    pane.agenda.set_day(date(2026, 2, 11))
    qtbot.keyClick(choose(pane, is_own), Qt.Key.Key_Space)
    pane.agenda.set_day(None)
    assert next(r.day for r in pane.agenda.view.model().rows if is_own(r)) == date(2026, 2, 11)


def test_delete_takes_an_own_date_out_and_the_notice_brings_it_back(
    qtbot: Any, pane: CalendarPane, add: Add, said: list[Notice], workspace: Workspace
) -> None:
    add()
    qtbot.keyClick(choose(pane, is_own), Qt.Key.Key_Delete)
    assert kept(workspace) == []
    assert said[-1].act is not None
    said[-1].act()
    assert len(kept(workspace)) == 1


def test_delete_on_a_counted_date_says_why_not(
    qtbot: Any, pane: CalendarPane, said: list[Notice], workspace: Workspace
) -> None:
    qtbot.keyClick(choose(pane, is_counted), Qt.Key.Key_Delete)
    assert "counted from what happened" in said[-1].text
    assert workspace.undo_label != "Taken out"


def test_alt_and_an_arrow_move_a_date_and_keep_its_time(
    qtbot: Any, pane: CalendarPane, add: Add, workspace: Workspace
) -> None:
    add()
    qtbot.keyClick(choose(pane, is_own), Qt.Key.Key_Right, ALT)
    assert kept(workspace) == ["2026-02-13T10:15-08:00"]
    qtbot.keyClick(choose(pane, is_own), Qt.Key.Key_Up, ALT)
    assert kept(workspace) == ["2026-02-06T10:15-08:00"]


def test_alt_and_an_arrow_in_the_month_take_the_date_of_the_day_along(
    qtbot: Any, pane: CalendarPane, add: Add, workspace: Workspace
) -> None:
    add()
    pane.month.go_to(date(2026, 2, 12))
    qtbot.keyClick(pane.month.grid, Qt.Key.Key_Down, ALT)
    assert kept(workspace) == ["2026-02-19T10:15-08:00"]
    assert pane.month.grid.day == date(2026, 2, 19)


def test_a_date_is_dragged_to_another_day_of_the_month_and_undo_takes_it_back(
    pane: CalendarPane, add: Add, workspace: Workspace, said: list[Notice]
) -> None:
    add()
    start, end = day_place(pane, date(2026, 2, 12)), day_place(pane, date(2026, 2, 24))
    drag(pane.month.grid.viewport(), start, end)
    assert kept(workspace) == ["2026-02-24T10:15-08:00"]
    assert said[-1].text == "Moved to Tue 24 Feb 2026: Call the clinic."
    workspace.undo()
    assert kept(workspace) == ["2026-02-12T10:15-08:00"]


def test_a_date_is_dragged_from_the_agenda_into_the_month(
    pane: CalendarPane, add: Add, workspace: Workspace
) -> None:
    add()
    view = choose(pane, is_own)
    start = view.visualRect(view.currentIndex()).center()
    grid = pane.month.grid.viewport()
    end = view.viewport().mapFromGlobal(grid.mapToGlobal(day_place(pane, date(2026, 2, 26))))
    drag(view.viewport(), start, end)
    assert kept(workspace) == ["2026-02-26T10:15-08:00"]


def test_a_repeated_date_is_dragged_with_its_repeats(
    pane: CalendarPane, add: Add, workspace: Workspace, said: list[Notice]
) -> None:
    add(at=date(2026, 2, 5), recurrence="FREQ=WEEKLY;COUNT=3")
    start, end = day_place(pane, date(2026, 2, 12)), day_place(pane, date(2026, 2, 14))
    drag(pane.month.grid.viewport(), start, end)
    assert kept(workspace) == ["2026-02-07", "2026-02-14", "2026-02-21"]
    assert "repeats moved along" in said[-1].text


def test_the_pointer_says_where_a_date_may_be_let_go(pane: CalendarPane, add: Add) -> None:
    add()
    grid, start = pane.month.grid.viewport(), day_place(pane, date(2026, 2, 12))
    QTest.mousePress(grid, LEFT, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(grid, day_place(pane, date(2026, 2, 17)))
    assert grid.cursor().shape() == Qt.CursorShape.ClosedHandCursor
    assert pane.month.grid.model().cell(date(2026, 2, 17)).is_target
    QTest.mouseMove(grid, QPoint(20, -40))
    assert grid.cursor().shape() == Qt.CursorShape.ForbiddenCursor
    QTest.mouseRelease(grid, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(20, -40))
    assert grid.cursor().shape() == QCursor().shape()
    assert not pane.month.grid.model().cell(date(2026, 2, 17)).is_target


def test_escape_leaves_a_dragged_date_where_it_was(
    qtbot: Any, pane: CalendarPane, add: Add, workspace: Workspace
) -> None:
    add()
    grid, end = pane.month.grid.viewport(), day_place(pane, date(2026, 2, 17))
    start = day_place(pane, date(2026, 2, 12))
    QTest.mousePress(grid, LEFT, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(grid, end)
    pane._escape()
    QTest.mouseRelease(grid, LEFT, Qt.KeyboardModifier.NoModifier, end)
    assert kept(workspace) == ["2026-02-12T10:15-08:00"]


def test_a_counted_date_cannot_be_dragged_and_the_window_says_why(
    pane: CalendarPane, said: list[Notice], workspace: Workspace
) -> None:
    before = workspace.undo_label
    view = choose(pane, is_counted)
    start = view.visualRect(view.currentIndex()).center()
    QTest.mousePress(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(view.viewport(), start + QPoint(0, -60))
    assert view.viewport().cursor().shape() == Qt.CursorShape.ForbiddenCursor
    QTest.mouseRelease(
        view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, start + QPoint(0, -60)
    )
    assert [notice.text for notice in said] == [calendar_rows.why_fixed(view.row)]
    assert workspace.undo_label == before


def call(workspace: Workspace, case: CaseId) -> Communication:
    at = datetime(2026, 2, 2, 9, tzinfo=PACIFIC)
    made = Communication(
        CommunicationId("call-1"),
        at,
        Channel.PHONE,
        Direction.OUT,
        person="Robin",
        follow_up=date(2026, 2, 13),
    )
    workspace.run("Call recorded", communications.add, case, made)
    return made


def test_a_calls_follow_up_leads_to_the_call_and_stays_where_it_is(
    qtbot: Any, pane: CalendarPane, workspace: Workspace, rosa: CaseId, said: list[Notice]
) -> None:
    call(workspace, rosa)
    assert "Follow up with Robin" in shown(pane)
    view = choose(pane, is_own)
    with qtbot.waitSignal(pane.call_chosen) as heard:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert heard.args == [rosa, "call-1"]
    for key, modifier in (
        (Qt.Key.Key_Right, ALT),
        (Qt.Key.Key_Delete, None),
        (Qt.Key.Key_Space, None),
    ):
        qtbot.keyClick(view, key, modifier or Qt.KeyboardModifier.NoModifier)
        assert "comes from a call" in said[-1].text


def test_opening_an_own_date_asks_for_its_sheet(qtbot: Any, pane: CalendarPane, add: Add) -> None:
    add()
    with qtbot.waitSignal(pane.sheet_wanted) as heard:
        qtbot.keyClick(choose(pane, is_own), Qt.Key.Key_Return)
    sheet = heard.args[1]()
    qtbot.addWidget(sheet)
    assert sheet.title == "Change a date"
    assert sheet.form.field("title").value() == "Call the clinic"


def test_a_new_date_begins_with_the_day_and_the_case_in_sight(
    qtbot: Any, pane: CalendarPane, rosa: CaseId
) -> None:
    pane.show_case(rosa)
    pane.one_case.setChecked(True)
    pane.month.go_to(date(2026, 2, 25))
    with qtbot.waitSignal(pane.sheet_wanted) as heard:
        qtbot.keyClick(pane.month.grid, Qt.Key.Key_Return)
    sheet = heard.args[1]()
    qtbot.addWidget(sheet)
    assert sheet.form.entered().at == date(2026, 2, 25)
    assert sheet.form.entered().case == rosa


def test_the_button_asks_for_a_date_without_a_day(qtbot: Any, pane: CalendarPane) -> None:
    with qtbot.waitSignal(pane.sheet_wanted) as heard:
        qtbot.mouseClick(pane.bar.add, LEFT)
    sheet = heard.args[1]()
    qtbot.addWidget(sheet)
    assert sheet.form.field("at").box.text() == ""


def test_one_case_shows_its_own_dates_without_naming_it(
    pane: CalendarPane, add: Add, rosa: CaseId
) -> None:
    add(case=rosa)
    add(id=OwnDateId("other"), title="Renew the stamp")
    pane.show_case(rosa)
    pane.one_case.setChecked(True)
    rows = [r for r in pane.agenda.view.model().rows if is_own(r)]
    assert [(r.title, r.place) for r in rows] == [("10:15 Call the clinic", "")]


def test_the_week_shows_what_the_month_shows_and_a_date_is_dragged_in_it(
    qtbot: Any, pane: CalendarPane, add: Add, workspace: Workspace
) -> None:
    add()
    qtbot.mouseClick(pane.bar.views[View.WEEK], LEFT)
    assert (pane.month.isVisible(), pane.agenda.isVisible()) == (False, False)
    days = {d.day: d for d in pane.week.days}
    thursday, saturday = days[date(2026, 2, 12)], days[date(2026, 2, 14)]
    pane.resize(320, 1400)
    qtbot.wait(20)
    rect = thursday.list.visualRect(thursday.list.dates.index(0, 0))
    end = thursday.list.viewport().mapFromGlobal(saturday.mapToGlobal(QPoint(40, 20)))
    drag(thursday.list.viewport(), rect.center(), end)
    assert kept(workspace) == ["2026-02-14T10:15-08:00"]
    assert [r.title for r in saturday.list.dates.rows if is_own(r)] == ["10:15 Call the clinic"]
