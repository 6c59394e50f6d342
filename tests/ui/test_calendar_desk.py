"""The calendar in the window: sheets in the case's place, calls opened, one day for all panes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from advocate_desktop.domain.cases import CaseId, CaseRecord
from advocate_desktop.domain.own_dates import OwnDate, OwnDateId
from advocate_desktop.services import own_dates
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui.call_sheet import CallSheet
from advocate_desktop.ui.own_date_rows import OwnDateRow
from advocate_desktop.ui.own_date_sheet import OwnDateSheet

LEFT = Qt.MouseButton.LeftButton


def own_rows(window: Any) -> list[OwnDateRow]:
    rows = window.desk.calendar.agenda.view.model().rows
    return [row for row in rows if isinstance(row, OwnDateRow)]


def sentence(page: Any) -> str:
    """Where the case stands, as its page says first."""
    return str(page.next.findChild(QLabel).text())


def test_a_date_is_added_from_the_calendar(qtbot: Any, window: Any) -> None:
    calendar = window.desk.calendar
    calendar.month.go_to(date(2026, 2, 26))
    calendar.month.grid.setFocus()
    qtbot.keyClick(calendar.month.grid, Qt.Key.Key_Return)
    sheet = window.desk.pane.sheet
    assert isinstance(sheet, OwnDateSheet)
    qtbot.keyClicks(sheet.form.field("title").box, "Call the clinic")
    qtbot.mouseClick(sheet.main_button, LEFT)
    assert window.desk.pane.sheet is None
    assert [(row.title, row.day) for row in own_rows(window)] == [
        ("Call the clinic", date(2026, 2, 26))
    ]


def test_a_date_is_opened_changed_and_the_change_undone(
    qtbot: Any, window: Any, workspace: Workspace
) -> None:
    own = OwnDate(OwnDateId("own"), "Call the clinic", date(2026, 2, 12))
    workspace.run("Date added", own_dates.add, own)
    window.desk.calendar._choose_row(own_rows(window)[0])
    sheet = window.desk.pane.sheet
    sheet.form.field("title").box.clear()
    qtbot.keyClicks(sheet.form.field("title").box, "Call the doctor")
    qtbot.mouseClick(sheet.main_button, LEFT)
    assert [row.title for row in own_rows(window)] == ["Call the doctor"]
    window.desk.undo()
    assert [row.title for row in own_rows(window)] == ["Call the clinic"]


def test_a_calls_follow_up_opens_the_call_of_its_case(
    window: Any, workspace: Workspace, sample_record: CaseRecord, enter: Any
) -> None:
    call = replace(sample_record.communications[0], follow_up=date(2026, 2, 13))
    case = enter(workspace, replace(sample_record, communications=(call,)))
    window.desk.calendar._choose_row(own_rows(window)[0])
    assert window.desk.pane.case == case
    assert isinstance(window.desk.pane.sheet, CallSheet)


def test_calendar_and_case_are_seen_as_of_the_same_day(
    qtbot: Any, window: Any, rosa: CaseId
) -> None:
    calendar, page = window.desk.calendar, window.desk.pane.page
    before = sentence(page)
    qtbot.mouseClick(calendar.bar.as_of, LEFT)
    qtbot.keyClicks(calendar.band.field.box, "1 mar 2026")
    qtbot.mouseClick(calendar.band.show_button, LEFT)
    assert page.band.text == calendar.band.text == "Seen as of Sun 1 Mar 2026"
    assert sentence(page) != before
    assert "days late" in sentence(page)
    qtbot.mouseClick(page.band.back_button, LEFT)
    assert page.band.text == calendar.band.text == ""
    assert sentence(page) == before


def test_the_window_closes_while_dates_are_counted(window: Any) -> None:
    window.desk.calendar.refresh()
    window.close_casebook()
    assert window.desk is None
