"""The sheet for an own date, with what is typed into it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.moments import PACIFIC
from advocate_desktop.domain.own_dates import OwnDate, OwnDateId, OwnDateKind
from advocate_desktop.services import own_dates
from advocate_desktop.services.own_dates import Occurrence
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui.own_date_sheet import OwnDateSheet

Open = Callable[..., OwnDateSheet]
NEW = OwnDate(OwnDateId("own-1"), "", date(2026, 2, 10))
DAILY = {"title": "Call", "at": "3/2/26", "repeat": "FREQ=DAILY"}


def kept(workspace: Workspace) -> tuple[Occurrence, ...]:
    return own_dates.occurrences(workspace, date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def opened(qtbot: Any, workspace: Workspace) -> Open:
    """Open a sheet for a new date without a day, or for one that is given."""

    def build(own: OwnDate = NEW, **how: Any) -> OwnDateSheet:
        sheet = OwnDateSheet(workspace, own, **({"is_new": own is NEW, "dated": False} | how))
        qtbot.addWidget(sheet)
        sheet.show()
        qtbot.waitExposed(sheet)
        return sheet

    return build


def fill(qtbot: Any, sheet: OwnDateSheet, part: str, text: str) -> None:
    box = sheet.form.field(part).box
    assert isinstance(box, QLineEdit)
    box.clear()
    qtbot.keyClicks(box, text)


def test_a_typed_day_is_read_at_once(qtbot: Any, opened: Open) -> None:
    sheet = opened()
    when = sheet.form.field("at")
    for typed, meant in (
        ("next Friday", "Fri 20 Feb 2026"),
        ("in 2 weeks", "Tue 24 Feb 2026"),
        ("3/5/26", "Thu 5 Mar 2026"),
        ("3/5/26 10:15 am", "Thu 5 Mar 2026, 10:15"),
        ("no day at all", ""),
    ):
        fill(qtbot, sheet, "at", typed)
        assert when.meant == meant  # type: ignore[attr-defined]


def test_it_keeps_what_was_typed(
    qtbot: Any, opened: Open, workspace: Workspace, rosa: CaseId
) -> None:
    sheet = opened()
    fill(qtbot, sheet, "title", "Call the clinic")
    fill(qtbot, sheet, "at", "next Friday 2:30 pm")
    sheet.form.field("kind").set_value(OwnDateKind.APPOINTMENT)
    sheet.form.field("case").set_value(rosa)
    with qtbot.waitSignal(sheet.closed):
        qtbot.mouseClick(sheet.main_button, Qt.MouseButton.LeftButton)
    (found,) = kept(workspace)
    assert found.at == datetime(2026, 2, 20, 14, 30, tzinfo=PACIFIC)
    assert (found.own.title, found.own.kind) == ("Call the clinic", OwnDateKind.APPOINTMENT)
    assert found.own.case == rosa
    assert found.client
    assert workspace.undo() == "Date added"
    assert kept(workspace) == ()


def test_ctrl_enter_saves_a_date_that_repeats_and_ends(
    qtbot: Any, opened: Open, workspace: Workspace
) -> None:
    sheet = opened()
    fill(qtbot, sheet, "title", "Physical therapy")
    fill(qtbot, sheet, "at", "3/2/26")
    repeat = sheet.form.field("repeat")
    repeat.set_value("FREQ=WEEKLY;INTERVAL=2")
    repeat.edited.emit()
    assert sheet.form.field("times").isVisible()
    fill(qtbot, sheet, "times", "3")
    with qtbot.waitActive(sheet):
        sheet.activateWindow()
    with qtbot.waitSignal(sheet.closed):
        qtbot.keyClick(
            sheet.form.field("times").box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
        )
    assert [o.at for o in kept(workspace)] == [
        date(2026, 3, 2),
        date(2026, 3, 16),
        date(2026, 3, 30),
    ]
    assert kept(workspace)[0].own.recurrence == "FREQ=WEEKLY;INTERVAL=2;COUNT=3"


def test_the_number_of_times_is_asked_only_of_what_repeats(opened: Open) -> None:
    assert not opened().form.field("times").isVisible()


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"at": "3/2/26"}, "what the date is for"),
        ({**DAILY, "times": "many"}, "Write 1 to 999"),
        ({**DAILY, "times": "0"}, "Write 1 to 999"),
    ],
)
def test_what_is_missing_or_wrong_is_said_and_nothing_is_kept(
    qtbot: Any, opened: Open, workspace: Workspace, parts: dict[str, str], sentence: str
) -> None:
    sheet = opened()
    for part, text in parts.items():
        if part == "repeat":
            sheet.form.field(part).set_value(text)
        else:
            fill(qtbot, sheet, part, text)
    sheet.attempt()
    assert sentence in sheet.problem.text
    assert kept(workspace) == ()


@pytest.mark.parametrize("typed", ["", "the day of the hearing"])
def test_a_day_that_is_none_is_said_below_the_field(
    qtbot: Any, opened: Open, workspace: Workspace, typed: str
) -> None:
    sheet = opened()
    fill(qtbot, sheet, "title", "Call")
    fill(qtbot, sheet, "at", typed)
    sheet.attempt()
    assert "Write" in sheet.form.field("at").problem  # type: ignore[attr-defined]
    assert kept(workspace) == ()


def test_a_date_is_changed_and_its_repeats_are_shown_as_they_are(
    qtbot: Any, opened: Open, workspace: Workspace
) -> None:
    own = OwnDate(
        OwnDateId("own-2"),
        "Call",
        date(2026, 1, 31),
        recurrence="FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1;COUNT=3",
    )
    workspace.run("Date added", own_dates.add, own)
    sheet = opened(own, is_new=False, dated=True)
    assert sheet.form.field("repeat").value() == "FREQ=MONTHLY"
    assert sheet.form.field("times").value() == 3
    fill(qtbot, sheet, "title", "Call again")
    sheet.attempt()
    assert [o.at.day for o in kept(workspace)] == [31, 28, 31]
    assert kept(workspace)[0].own.title == "Call again"


def test_a_rule_of_another_making_is_kept_as_it_is(
    opened: Open, workspace: Workspace, qtbot: Any
) -> None:
    own = OwnDate(OwnDateId("own-2"), "Call", date(2026, 1, 5), recurrence="FREQ=YEARLY;COUNT=2")
    workspace.run("Date added", own_dates.add, own)
    sheet = opened(own, is_new=False, dated=True)
    fill(qtbot, sheet, "title", "Renew")
    sheet.attempt()
    assert kept(workspace)[0].own.recurrence == "FREQ=YEARLY;COUNT=2"


def test_all_that_takes_the_keyboard_has_a_name(opened: Open) -> None:
    sheet = opened()  # held, or it would go while its parts are looked at
    for widget in sheet.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            named = widget.accessibleName() or (widget.text() if hasattr(widget, "text") else "")
            assert named, widget


def test_a_date_is_taken_out_from_its_sheet(qtbot: Any, opened: Open, workspace: Workspace) -> None:
    own = OwnDate(OwnDateId("own-2"), "Call", date(2026, 1, 5))
    taken: list[OwnDate] = []
    sheet = opened(own, is_new=False, dated=True, remove=taken.append)
    button = next(b for b in sheet.findChildren(QPushButton) if b.text() == "Take out")
    with qtbot.waitSignal(sheet.closed):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert taken == [own]
