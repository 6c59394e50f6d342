"""The list of cases keeps its order, its filter and the case at hand."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from advocate_desktop.services import cases, events
from advocate_desktop.ui.case_list import CaseList


@pytest.fixture
def three(workspace, enter, new_record, new_event):
    """A case that is late, one for the user to act on, and one that is closed."""
    late = (
        new_event("denial_received", "2025-12-01"),
        new_event("grievance_filed", "2026-01-02", method="fax"),
    )
    yours = (new_event("denial_received", "2026-01-20"),)
    closed = (new_event("incident", "2026-01-02"), new_event("closed", "2026-02-01"))
    return [enter(workspace, new_record(events=found)) for found in (yours, closed, late)]


@pytest.fixture
def case_list(qtbot, workspace, three, bridge):
    made = CaseList(workspace, bridge)
    qtbot.addWidget(made)
    made.resize(400, 500)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made._timer.stop()


def shown(case_list):
    return [row.id for row in case_list.model.rows]


def test_what_is_late_comes_first_and_ended_cases_wait_behind_a_filter(case_list, three):
    yours, closed, late = three
    assert shown(case_list) == [late, yours]
    case_list.status.setCurrentText("All cases")
    assert shown(case_list) == [late, yours, closed]
    case_list.status.setCurrentText("Late")
    assert shown(case_list) == [late]


def test_late_is_said_by_a_mark_and_a_word_too(case_list):
    cell = case_list.model.index(0, 1)
    assert cell.data().endswith("days late")
    assert not cell.data(Qt.ItemDataRole.DecorationRole).isNull()
    assert "late" in cell.data(Qt.ItemDataRole.AccessibleTextRole)


def test_a_header_sorts_and_a_third_click_brings_late_first_again(case_list, three):
    yours, _, late = three
    head = case_list.table.horizontalHeader()
    place = head.sectionPosition(0) + 10
    point = head.viewport().rect().center()
    point.setX(place)
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert shown(case_list) == [yours, late]
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert shown(case_list) == [late, yours]
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert case_list.table.horizontalHeader().sortIndicatorSection() == -1


def test_typing_filters_by_name_and_enter_takes_the_first(case_list, three, qtbot):
    yours, _, _ = three
    name = next(row.client for row in case_list.model.rows if row.id == yours)
    QTest.keyClicks(case_list.filter, name.upper())
    qtbot.waitUntil(lambda: shown(case_list) == [yours])
    with qtbot.waitSignal(case_list.entered):
        QTest.keyClick(case_list.filter, Qt.Key.Key_Return)
    assert case_list.chosen == yours


def test_a_change_elsewhere_keeps_the_case_at_hand(case_list, three, workspace, new_event):
    yours, _, late = three
    case_list.choose(yours)
    decided = new_event("decision_received", "2026-02-05", outcome="adverse")
    workspace.run("Recorded", events.add, late, decided)
    assert case_list.chosen == yours
    assert case_list.table.currentIndex().row() == shown(case_list).index(yours)


def test_choosing_a_case_that_the_filter_hides_lifts_the_filter(case_list, three):
    _, closed, _ = three
    case_list.choose(closed)
    assert closed in shown(case_list)
    assert case_list.chosen == closed


def test_a_case_in_the_trash_leaves_the_list(case_list, three, workspace):
    yours, _, late = three
    workspace.run("Trash", cases.trash, yours)
    assert shown(case_list) == [late]


def test_the_next_case_is_at_hand_when_one_goes_into_the_trash(case_list, three, workspace):
    yours, _, late = three
    case_list.choose(late)
    workspace.run("Trash", cases.trash, late)
    assert case_list.chosen == yours
    workspace.run("Trash", cases.trash, yours)
    assert case_list.chosen is None


def test_a_case_that_the_filter_hides_stays_at_hand(case_list, three, qtbot):
    yours, _, _ = three
    case_list.choose(yours)
    QTest.keyClicks(case_list.filter, "nobody of that name")
    qtbot.waitUntil(lambda: not shown(case_list))
    assert case_list.chosen == yours


def test_an_empty_list_offers_to_begin(qtbot, workspace, bridge):
    case_list = CaseList(workspace, bridge)
    qtbot.addWidget(case_list)
    with qtbot.waitExposed(case_list):
        case_list.show()
    begin = next(b for b in case_list.findChildren(QPushButton) if b.text() == "New case")
    assert begin.isVisible()
    with qtbot.waitSignal(case_list.new_wanted):
        QTest.mouseClick(begin, Qt.MouseButton.LeftButton)


def test_a_filter_that_fits_nothing_says_so_and_can_be_lifted(case_list, qtbot):
    QTest.keyClicks(case_list.filter, "nobody of that name")
    qtbot.waitUntil(lambda: not shown(case_list))
    lift = next(b for b in case_list.findChildren(QPushButton) if b.text() == "Show all cases")
    assert lift.isVisible()
    QTest.mouseClick(lift, Qt.MouseButton.LeftButton)
    assert len(shown(case_list)) == 3


def held_over(case_list, place, path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    view = case_list.table.viewport()
    enter = QDragEnterEvent(place, copy, data, left, none)
    QApplication.sendEvent(view, enter)
    move = QDragMoveEvent(place, copy, data, left, none)
    QApplication.sendEvent(view, move)
    return data, move


def test_a_file_dropped_on_a_case_is_for_that_case(case_list, three, tmp_path):
    letter = tmp_path / "letter.txt"
    letter.write_text("A letter.")
    yours = three[0]
    told = []
    case_list.files_dropped.connect(lambda case, files: told.append((case, files)))
    row = case_list.table.visualRect(case_list.model.index(1, 0))
    data, move = held_over(case_list, row.center(), letter)
    assert move.isAccepted()
    assert case_list.drop.frame.isVisible()
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    drop = QDropEvent(QPointF(row.center()), copy, data, left, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(case_list.table.viewport(), drop)
    assert told == [(yours, (letter,))]
    assert not case_list.drop.frame.isVisible()


def test_below_the_last_case_a_file_is_for_the_case_at_hand(case_list, tmp_path):
    letter = tmp_path / "letter.txt"
    letter.write_text("A letter.")
    told = []
    case_list.files_dropped.connect(lambda case, files: told.append((case, files)))
    below = case_list.table.viewport().rect().bottomLeft()
    data, move = held_over(case_list, below, letter)
    assert move.isAccepted()
    assert not case_list.drop.frame.isVisible()
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    drop = QDropEvent(QPointF(below), copy, data, left, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(case_list.table.viewport(), drop)
    assert told == [(None, (letter,))]
