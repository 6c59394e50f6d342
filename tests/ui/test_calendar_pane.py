"""The calendar pane over a real casebook."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from advocate_desktop.domain.cases import Case, CaseId, CaseRecord
from advocate_desktop.domain.coverage import Coverage, CoverageId
from advocate_desktop.domain.events import Event, EventId, EventKind, Method
from advocate_desktop.domain.moments import PACIFIC
from advocate_desktop.domain.people import Client, ClientId
from advocate_desktop.services import cases, events
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.calendar_pane import CalendarPane
from advocate_desktop.ui.calendar_rows import Heading
from advocate_desktop.ui.deadline_list_drawing import DeadlineRow
from advocate_desktop.ui.file_dialogs import QtFileDialogs
from advocate_desktop.ui.tasks import Tasks

TODAY = date(2026, 2, 20)


class AtOnce(Executor):
    """Runs a job where it is given."""

    def submit(self, job: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        done: Future[Any] = Future()
        try:
            done.set_result(job(*args, **kwargs))
        except BaseException as error:
            done.set_exception(error)
        return done


class Clock:
    """The present, until a test moves it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 2, 20, 12, tzinfo=PACIFIC)

    def __call__(self) -> datetime:
        return self.now


def record(name: str, title: str, *happened: tuple[EventKind, date]) -> CaseRecord:
    return CaseRecord(
        Client(ClientId(f"client {name}"), *name.split()),
        Coverage(CoverageId(f"coverage {name}")),
        Case(CaseId(f"case {name}"), title),
        events=tuple(
            Event(EventId(f"{name} {kind} {at}"), kind, at, method=Method.FAX)
            for kind, at in happened
        ),
    )


ROSA = record("Rosa Alvarez", "MRI denied", (EventKind.GRIEVANCE_FILED, date(2026, 1, 12)))
MINH = record("Minh Tran", "Knee brace bill", (EventKind.DENIAL_RECEIVED, date(2025, 8, 27)))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def workspace(tmp_path: Path, clock: Clock) -> Iterator[Workspace]:
    made = Workspace.create(tmp_path / "sample.casebook", None, clock=clock, who="Ana")
    for found in (ROSA, MINH):
        made.run("Case created", cases.create, found)
    yield made
    made.close()


@pytest.fixture
def pane(qtbot, workspace: Workspace) -> Iterator[CalendarPane]:
    tasks = Tasks(AtOnce())
    bridge = Bridge(workspace, tasks)
    made = CalendarPane(workspace, bridge, tasks, QtFileDialogs())
    made.bridge = bridge  # kept alive as the window keeps it
    qtbot.addWidget(made)
    made.resize(300, 760)
    made.show()
    qtbot.waitExposed(made)
    yield made
    bridge.close()


def listed(pane: CalendarPane) -> list[str]:
    """The agenda: headings in capitals, and client and title of each date."""
    model = pane.agenda.view.model()
    return [
        row.text.upper() if isinstance(row, Heading) else f"{row.client}: {row.deadline.rule}"
        for row in model.rows
    ]


def choose(qtbot, pane: CalendarPane, rule: str) -> None:
    model = pane.agenda.view.model()
    for number, row in enumerate(model.rows):
        if isinstance(row, DeadlineRow) and row.deadline.rule == rule:
            index = model.index(number, 0)
            pane.agenda.view.scrollTo(index)
            place = pane.agenda.view.visualRect(index).center()
            qtbot.mouseClick(pane.agenda.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
            return
    raise AssertionError(f"{rule} is not in the agenda")


def choose_day(qtbot, pane: CalendarPane, day: date) -> None:
    grid = pane.month.grid
    place = grid.visualRect(grid.model().index_of(day)).center()
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_late_dates_come_first_then_the_next_days_then_later_ones(pane):
    found = listed(pane)
    assert found[:3] == [
        "LATE",
        "Rosa Alvarez: ca.grievance.acknowledge",
        "Rosa Alvarez: ca.grievance.resolve",
    ]
    assert found.index("NEXT 7 DAYS") < found.index("Minh Tran: ca.grievance.file_by")
    assert found.index("Minh Tran: ca.grievance.file_by") < found.index("LATER")


def test_what_is_done_is_left_out(pane, workspace):
    assert "Rosa Alvarez: ca.grievance.resolve" in listed(pane)
    decided = Event(EventId("decided"), EventKind.PLAN_COMPLIED, date(2026, 2, 18))
    answered = Event(EventId("answered"), EventKind.DECISION_RECEIVED, date(2026, 2, 17))
    workspace.run("Decision recorded", events.add, ROSA.case.id, answered)
    workspace.run("Compliance recorded", events.add, ROSA.case.id, decided)
    assert "Rosa Alvarez: ca.grievance.resolve" not in listed(pane)


def test_the_dates_of_a_closed_case_are_left_out(pane, workspace):
    closed = Event(EventId("closed"), EventKind.CLOSED, date(2026, 2, 18))
    workspace.run("Case closed", events.add, ROSA.case.id, closed)
    assert [row for row in listed(pane) if row.startswith("Rosa")] == []


def test_a_case_in_the_trash_has_no_dates(pane, workspace):
    workspace.run("Case put into the trash", cases.trash, ROSA.case.id)
    assert [row for row in listed(pane) if row.startswith("Rosa")] == []


def test_a_date_leads_to_its_case_and_explains_itself(qtbot, pane):
    with qtbot.waitSignal(pane.case_chosen) as heard:
        choose(qtbot, pane, "ca.grievance.resolve")
    assert heard.args == [ROSA.case.id]
    assert pane.why.isVisible()
    shown = "\n".join(label.text() for label in pane.why.findChildren(QLabel))
    assert "Rosa Alvarez · MRI denied" in shown
    assert "The plan answers your grievance" in shown


def test_enter_chooses_the_date_under_the_cursor(qtbot, pane):
    view = pane.agenda.view
    view.setFocus()
    view.setCurrentIndex(view.model().index(1, 0))
    with qtbot.waitSignal(pane.case_chosen):
        qtbot.keyClick(view, Qt.Key.Key_Return)


def test_the_cursor_passes_over_headings(qtbot, pane):
    view = pane.agenda.view
    view.setFocus()
    view.setCurrentIndex(view.model().index(2, 0))
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert isinstance(view.model().row(view.currentIndex().row()), DeadlineRow)


def test_a_day_narrows_the_agenda_and_a_second_click_widens_it(qtbot, pane):
    choose_day(qtbot, pane, date(2026, 2, 11))
    assert pane.agenda.heading == "Wed 11 Feb 2026"
    assert listed(pane) == ["Rosa Alvarez: ca.grievance.resolve"]
    choose_day(qtbot, pane, date(2026, 2, 11))
    assert pane.agenda.heading == "Agenda"
    assert "LATE" in listed(pane)


def test_the_day_is_left_by_its_button_or_by_escape(qtbot, pane):
    choose_day(qtbot, pane, date(2026, 2, 12))
    assert listed(pane) == []
    qtbot.mouseClick(pane.agenda.all_days, Qt.MouseButton.LeftButton)
    assert "LATE" in listed(pane)
    choose_day(qtbot, pane, date(2026, 2, 12))
    qtbot.keyClick(pane.month.grid, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: "LATE" in listed(pane))


def test_this_case_only_narrows_to_the_case_at_hand(qtbot, pane):
    assert not pane.one_case.isEnabled()
    pane.show_case(MINH.case.id)
    qtbot.mouseClick(pane.one_case, Qt.MouseButton.LeftButton)
    assert ": ca.grievance.file_by" in listed(pane)
    assert ": ca.grievance.resolve" not in listed(pane)
    pane.show_case(ROSA.case.id)
    assert ": ca.grievance.resolve" in listed(pane)
    pane.show_case(None)
    assert not pane.one_case.isChecked()
    assert "Minh Tran: ca.grievance.file_by" in listed(pane)


def test_today_leads_back(qtbot, pane):
    pane.month.go_to(date(2027, 5, 1))
    choose_day(qtbot, pane, date(2027, 5, 2))
    qtbot.mouseClick(pane.today_button, Qt.MouseButton.LeftButton)
    assert pane.month.name == "February 2026"
    assert pane.month.grid.day == TODAY
    assert pane.agenda.heading == "Agenda"


def test_a_new_day_moves_what_is_late(pane, clock):
    assert "LATE" in listed(pane)
    before = listed(pane).index("Minh Tran: ca.grievance.file_by")
    clock.now = datetime(2026, 3, 2, 9, tzinfo=PACIFIC)
    pane._look_at_the_day()
    assert listed(pane).index("Minh Tran: ca.grievance.file_by") < listed(pane).index("LATER")
    assert pane.month.grid.model().today == date(2026, 3, 2)
    assert before > 0


def test_an_open_explanation_follows_its_date(qtbot, pane, workspace):
    choose(qtbot, pane, "ca.grievance.resolve")
    received = Event(EventId("received"), EventKind.GRIEVANCE_RECEIVED, date(2026, 1, 20))
    workspace.run("Receipt recorded", events.add, ROSA.case.id, received)
    assert pane.why.deadline.due == date(2026, 2, 19)
    workspace.run("Case put into the trash", cases.trash, ROSA.case.id)
    assert not pane.why.isVisible()


def test_a_hidden_pane_reads_nothing_until_it_shows(qtbot, pane, workspace):
    pane.hide()
    workspace.run("Case put into the trash", cases.trash, ROSA.case.id)
    assert any(row.startswith("Rosa") for row in listed(pane))
    pane.show()
    assert not any(row.startswith("Rosa") for row in listed(pane))


def test_an_empty_casebook_says_what_will_stand_here(qtbot, tmp_path, clock):
    empty = Workspace.create(tmp_path / "empty.casebook", None, clock=clock)
    tasks = Tasks(AtOnce())
    bridge = Bridge(empty, tasks)
    made = CalendarPane(empty, bridge, tasks, QtFileDialogs())
    qtbot.addWidget(made)
    made.show()
    said = [label.text() for label in made.findChildren(QLabel) if label.isVisible()]
    assert "Dates to keep show up here once you record what happened." in said
    bridge.close()
    empty.close()


def test_all_that_takes_the_keyboard_has_a_name(pane):
    for widget in pane.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            named = widget.accessibleName() or (widget.text() if hasattr(widget, "text") else "")
            assert named, widget
    assert pane.findChildren(QPushButton)
