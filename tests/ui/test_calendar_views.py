"""Month, week and agenda; the calendar as of another day; printing; many cases."""

from __future__ import annotations

import gc
import subprocess
import threading
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.moments import PACIFIC
from advocate_desktop.domain.own_dates import OwnDate, OwnDateId
from advocate_desktop.services import cases, own_dates
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import agenda as agenda_module
from advocate_desktop.ui import calendar_counting
from advocate_desktop.ui.bridge import Bridge, Notice
from advocate_desktop.ui.calendar_bar import View
from advocate_desktop.ui.calendar_pane import CalendarPane
from advocate_desktop.ui.calendar_rows import Heading
from advocate_desktop.ui.deadline_list_drawing import DeadlineRow
from advocate_desktop.ui.tasks import Tasks

LEFT = Qt.MouseButton.LeftButton


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


def rules(pane: CalendarPane) -> dict[str, str]:
    """Mark of each deadline in the agenda, by rule."""
    rows = pane.agenda.view.model().rows
    return {r.deadline.rule: r.deadline.state for r in rows if isinstance(r, DeadlineRow)}


def test_the_switch_shows_one_view_at_a_time(qtbot: Any, pane: CalendarPane) -> None:
    parts = (pane.month, pane.week, pane.agenda)
    for view, shown in (
        (View.WEEK, (False, True, False)),
        (View.AGENDA, (False, False, True)),
        (View.MONTH, (True, False, True)),
    ):
        qtbot.mouseClick(pane.bar.views[view], LEFT)
        assert tuple(part.isVisible() for part in parts) == shown
        assert [v for v, button in pane.bar.views.items() if button.isChecked()] == [view]


def test_the_week_opens_on_the_day_of_the_month(qtbot: Any, pane: CalendarPane) -> None:
    pane.month.go_to(date(2026, 3, 18))
    qtbot.mouseClick(pane.bar.views[View.WEEK], LEFT)
    assert pane.week.first <= date(2026, 3, 18) <= pane.week.last
    qtbot.mouseClick(pane.today_button, LEFT)
    assert pane.week.first <= date(2026, 2, 10) <= pane.week.last


def test_the_days_of_a_week_stand_side_by_side_only_where_there_is_room(
    qtbot: Any, pane: CalendarPane
) -> None:
    pane.show_view(View.WEEK)
    first, second = pane.week.days[:2]
    assert first.geometry().bottom() < second.geometry().top()
    pane.resize(1500, 800)
    qtbot.waitUntil(lambda: pane.week.is_beside)
    qtbot.waitUntil(lambda: first.geometry().right() < second.geometry().left())
    pane.resize(320, 800)
    qtbot.waitUntil(lambda: first.geometry().bottom() < second.geometry().top())


def test_the_month_takes_most_of_the_height_once_it_is_wide(qtbot: Any, pane: CalendarPane) -> None:
    assert pane.month.height() < pane.agenda.height()
    pane.resize(1300, 900)
    qtbot.waitUntil(lambda: pane.month.height() > pane.agenda.height())
    pane.resize(320, 900)
    qtbot.waitUntil(lambda: pane.month.height() < pane.agenda.height())


def test_all_rows_of_a_day_stand_in_the_week_in_full(qtbot: Any, pane: CalendarPane) -> None:
    pane.show_view(View.WEEK)
    by_day = pane._shown.by_day
    busy = next(day for day in sorted(by_day) if any(is_counted(r) for r in by_day[day]))
    pane.week.go_to(busy)
    qtbot.wait(20)
    shown = next(d for d in pane.week.days if d.day == busy)
    assert shown.list.dates.rows == by_day[busy]
    last = shown.list.dates.index(len(by_day[busy]) - 1, 0)
    assert shown.list.visualRect(last).bottom() <= shown.list.viewport().rect().bottom()


def is_counted(row: object) -> bool:
    return isinstance(row, DeadlineRow)


def test_arrows_walk_through_the_days_of_a_week_and_out_of_it(
    qtbot: Any, pane: CalendarPane
) -> None:
    pane.show_view(View.WEEK)
    pane.activateWindow()
    first = pane.week.first
    pane.week.go_to(first, focus=True)
    qtbot.keyClick(pane.week.days[0].list, Qt.Key.Key_Right)
    assert pane.focusWidget() is pane.week.days[1].list
    qtbot.keyClick(pane.week.days[1].list, Qt.Key.Key_Left)
    qtbot.keyClick(pane.week.days[0].list, Qt.Key.Key_Left)
    assert (pane.week.last - first).days == -1
    assert pane.focusWidget() is pane.week.days[6].list
    qtbot.keyClick(pane.week.days[6].list, Qt.Key.Key_PageDown)
    assert pane.week.first == first


def test_an_empty_day_of_the_week_takes_a_date_by_button_enter_and_double_click(
    qtbot: Any, pane: CalendarPane
) -> None:
    pane.show_view(View.WEEK)
    pane.week.go_to(date(2026, 6, 3))
    empty = next(d for d in pane.week.days if not d.list.dates.rows)
    asked: list[date] = []
    pane.week.add_wanted.connect(asked.append)
    qtbot.mouseClick(empty.add, LEFT)
    qtbot.keyClick(empty.list, Qt.Key.Key_Return)
    qtbot.mouseDClick(empty.list.viewport(), LEFT)
    assert asked == [empty.day] * 3
    assert empty.add.accessibleName().startswith("Add a date on ")


def test_as_of_another_day_the_dates_stand_as_on_that_day_and_a_band_says_so(
    qtbot: Any, pane: CalendarPane
) -> None:
    assert rules(pane)["ca.grievance.resolve"] == "open"
    qtbot.mouseClick(pane.bar.as_of, LEFT)
    qtbot.keyClicks(pane.band.field.box, "1 Mar 2026")
    with qtbot.waitSignal(pane.as_of_chosen) as heard:
        qtbot.keyClick(pane.band.field.box, Qt.Key.Key_Return)
    assert heard.args == [date(2026, 3, 1)]
    assert pane.band.text == "Seen as of Sun 1 Mar 2026"
    assert rules(pane)["ca.grievance.resolve"] == "overdue"
    assert pane.month.name == "March 2026"
    assert pane.month.grid.model().today == date(2026, 3, 1)
    assert not pane.bar.print.isEnabled()
    qtbot.mouseClick(pane.band.back_button, LEFT)
    assert rules(pane)["ca.grievance.resolve"] == "open"
    assert not pane.band.isVisible()
    assert pane.bar.print.isEnabled()


def test_a_day_that_is_none_is_said_in_the_band_and_escape_puts_it_away(
    qtbot: Any, pane: CalendarPane
) -> None:
    qtbot.mouseClick(pane.bar.as_of, LEFT)
    qtbot.keyClicks(pane.band.field.box, "some day")
    qtbot.mouseClick(pane.band.show_button, LEFT)
    assert "is not a date" in pane.band.field.problem
    assert pane.as_of is None
    qtbot.keyClick(pane.band.field.box, Qt.Key.Key_Escape)
    assert not pane.band.isVisible()


@pytest.mark.parametrize("which", ["month", "agenda"])
def test_the_calendar_is_printed_and_can_be_opened(
    pane: CalendarPane,
    workspace: Workspace,
    bridge: Bridge,
    answers: Any,
    tmp_path: Path,
    which: str,
) -> None:
    said: list[Notice] = []
    bridge.said.connect(said.append)
    own = OwnDate(OwnDateId("own"), "Call the clinic", date(2026, 2, 12))
    workspace.run("Date added", own_dates.add, own)
    answers.save = tmp_path / "printed.pdf"
    action = pane.bar.month_action if which == "month" else pane.bar.agenda_action
    action.trigger()
    read = ["pdftotext", "-layout", str(answers.save), "-"]
    text = subprocess.run(read, check=True, capture_output=True, text=True).stdout
    assert "Call the clinic" in " ".join(text.split())
    assert answers.suggested in (
        "Calendar February 2026.pdf",
        "Agenda 10 Feb to 11 May 2026.pdf",
    )
    assert (said[-1].text, said[-1].action) == ("Saved “printed.pdf”.", "Open")


def test_printing_that_is_called_off_writes_nothing(
    pane: CalendarPane, answers: Any, tmp_path: Path
) -> None:
    pane.bar.month_action.trigger()
    assert answers.suggested
    assert list(tmp_path.glob("*.pdf")) == []


def test_a_long_agenda_is_shown_in_steps(
    qtbot: Any, pane: CalendarPane, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agenda_module, "STEP", 4)
    pane.agenda._most = 4

    def add_ten(unit: Any) -> None:
        for n in range(10):
            own_dates.add(unit, OwnDate(OwnDateId(f"n{n}"), f"Call {n}", date(2026, 4, 1)))

    workspace.run("Dates added", add_ten)
    model = pane.agenda.view.model()
    whole = len(pane._shown.agenda)
    assert len(model.rows) == 4
    assert pane.agenda.more.text() == f"Show 4 more of {whole - 4}"
    while pane.agenda.more.isVisible():
        qtbot.mouseClick(pane.agenda.more, LEFT)
    assert len(model.rows) == whole


def test_the_newest_request_wins_and_the_window_stays_free(
    qtbot: Any,
    workspace: Workspace,
    answers: Any,
    new_record: Callable[..., Any],
    new_event: Callable[..., Any],
) -> None:
    def add_many(unit: Any) -> None:
        for n in range(300):
            events = (new_event("grievance_received", f"2026-01-{n % 28 + 1:02}"),)
            cases.create(unit, new_record(events=events))

    workspace.run("Cases created", add_many)
    tasks = Tasks()
    bridge = Bridge(workspace, tasks)
    made = CalendarPane(workspace, bridge, tasks, answers)
    qtbot.addWidget(made)
    made.show()
    lines: list[str] = []
    taken: list[date] = []
    threads: set[int] = set()
    made.counting._take = lambda shown: (
        taken.append(shown.today),
        threads.add(threading.get_ident()),
        lines.append(made.counting.line.text()),
        made._take(shown),
    )
    made.see_as_of(date(2026, 3, 1))
    made.see_as_of(date(2026, 3, 2))
    assert taken == []
    qtbot.waitUntil(lambda: taken != [], timeout=20_000)
    qtbot.wait(50)
    assert taken == [date(2026, 3, 2)]
    assert threads == {threading.get_ident()}
    assert lines[0].startswith("Still counting dates: ")
    assert not made.counting.line.isVisible()
    assert sum(not isinstance(r, Heading) for r in made._shown.agenda) >= 300
    made.stop()
    tasks.stop()
    bridge.close()


def test_what_is_set_aside_of_many_cases_is_given_back_when_the_casebook_closes(
    pane: CalendarPane, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calendar_counting, "_MANY", 1)
    pane.refresh()
    assert gc.get_freeze_count() > 0
    pane.stop()
    assert gc.get_freeze_count() == 0


def test_a_casebook_closed_while_counting_says_nothing(
    qtbot: Any, pane: CalendarPane, workspace: Workspace
) -> None:
    pane.stop()
    workspace.close()
    assert not pane.counting.line.isVisible()


def test_all_that_takes_the_keyboard_has_a_name_in_every_view(pane: CalendarPane) -> None:
    pane.band.ask()
    for view in View:
        pane.show_view(view)
        for widget in pane.findChildren(QWidget):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
                text = widget.text() if hasattr(widget, "text") else ""
                assert widget.accessibleName() or text, (view, widget)


def test_a_new_clock_day_is_taken_over(
    pane: CalendarPane, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workspace, "_clock", lambda: datetime(2026, 3, 1, 9, tzinfo=PACIFIC))
    pane._look_at_the_day()
    assert rules(pane)["ca.grievance.resolve"] == "overdue"
