"""The sheet that records what happened, and what it says before it saves."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from advocate_desktop.domain.coverage import Program
from advocate_desktop.domain.events import EventKind, Method, Outcome
from advocate_desktop.domain.moves import Move
from advocate_desktop.services import cases, events, views
from advocate_desktop.ui import event_kinds, moves_list, words


@pytest.fixture
def sheet(window):
    """The sheet for a new event, open over `rosa`."""
    window.acts["record_event"].trigger()
    return window.desk.pane.sheet


def choose(sheet, kind):
    """Choose a kind as a user does."""
    box = sheet.form.field("kind").box
    box.setCurrentIndex(box.findText(words.EVENTS[kind]))
    box.activated.emit(box.currentIndex())


def type_date(sheet, text):
    box = sheet.form.field("at").box
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, text)


def is_shown(sheet, part):
    return sheet.form.table.isRowVisible(sheet.form.field(part))


def test_what_moves_is_told_while_the_date_is_typed_and_nothing_is_saved(sheet, workspace, rosa):
    choose(sheet, EventKind.GRIEVANCE_RECEIVED)
    type_date(sheet, "23 Jan 2026")
    assert sheet.moves.heading.text() == "This moves:"
    moved = "The plan answers your grievance: from Thu 19 Feb 2026 to Sun 22 Feb 2026"
    assert moved in sheet.moves.text.splitlines()
    type_date(sheet, "24 Jan 2026")
    assert "to Mon 23 Feb 2026" in sheet.moves.text
    assert len(cases.record(workspace, rosa).events) == 2
    assert moved.replace("Sun 22", "Mon 23") in sheet.moves.accessibleDescription()


def test_a_half_typed_date_moves_what_the_last_whole_one_moved(sheet):
    choose(sheet, EventKind.GRIEVANCE_RECEIVED)
    type_date(sheet, "23 Jan 2026")
    before = sheet.moves.text
    type_date(sheet, "2x")
    assert sheet.moves.text  # still says what today's date would move
    type_date(sheet, "23 Jan 2026")
    assert sheet.moves.text == before


def test_a_change_of_an_event_tells_what_it_moves(window, workspace, rosa):
    filed = cases.record(workspace, rosa).events[1]
    window.desk.work.change_event(filed)
    sheet = window.desk.pane.sheet
    assert sheet.moves.heading.text() == "This moves no date."
    type_date(sheet, "22 Jan 2026")
    assert "from Thu 19 Feb 2026 to Sat 21 Feb 2026" in sheet.moves.text
    QTest.keyClick(
        sheet.form.field("at").box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    )
    resolve = next(
        d for d in views.case_page(workspace, rosa).deadlines if d.rule == "ca.grievance.resolve"
    )
    assert resolve.due == date(2026, 2, 21)


def test_a_note_moves_nothing(sheet):
    choose(sheet, EventKind.INCIDENT)
    QTest.keyClicks(sheet.form.field("note").box, "By phone")
    assert sheet.moves.heading.text() == "This moves no date."
    assert not sheet.moves._lines.isVisible()


def test_a_removal_tells_what_it_moved_beside_its_undo(window, workspace, rosa):
    page = window.desk.pane.page
    page.timeline.choose(page.timeline.model.rows[1].event.id)
    page.timeline._remove()
    assert "Taken out: You sent the grievance. This moved: " in window.notices.text
    assert "more." in window.notices.text
    window.notices._action.click()
    assert len(cases.record(workspace, rosa).events) == 2


def test_many_moves_are_counted_after_the_sixth(workspace, rosa):
    deadline = views.case_page(workspace, rosa).deadlines[0]
    move = Move(deadline.rule, deadline.title, None, deadline)
    assert len(moves_list.lines([move] * 6)) == 6
    told = moves_list.lines([move] * 9)
    assert (len(told), told[-1]) == (7, "and 3 more")
    assert told[0].startswith(f"New: {deadline.title}, ")


@pytest.mark.parametrize("program", Program)
def test_the_kinds_stand_in_groups_that_the_keyboard_passes_over(
    window, workspace, enter, new_record, program
):
    record = new_record()
    record = replace(record, coverage=replace(record.coverage, program=program))
    window.desk.choose(enter(workspace, record))
    window.acts["record_event"].trigger()
    field = window.desk.pane.sheet.form.field("kind")
    box = field.box
    labels = [box.itemText(n) for n in range(box.count())]
    groups = event_kinds.groups(program)
    assert set(groups) <= set(labels)
    assert [words.EVENTS[k] for kinds in groups.values() for k in kinds] == [
        label for label in labels if label not in groups
    ]
    headings = [n for n, label in enumerate(labels) if label in groups]
    assert all(not box.model().item(n).isEnabled() for n in headings)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    for _ in range(box.count()):
        assert field.value() is not None
        QTest.keyClick(box, Qt.Key.Key_Down)


def test_a_kind_recorded_under_another_law_can_still_be_changed(window, workspace, rosa, new_event):

    odd = new_event("qio_decision_received", "2026-02-01", outcome="adverse")
    workspace.run("Recorded", events.add, rosa, odd)
    window.desk.work.change_event(odd)
    sheet = window.desk.pane.sheet
    assert sheet.form.field("kind").value() is EventKind.QIO_DECISION_RECEIVED
    assert sheet.form.field("outcome").value() is Outcome.ADVERSE


def test_each_kind_asks_for_what_belongs_to_it_and_no_more(sheet):
    choose(sheet, EventKind.APPOINTMENT_REQUESTED)
    assert is_shown(sheet, "appointment")
    assert is_shown(sheet, "method")
    assert not is_shown(sheet, "outcome")
    choose(sheet, EventKind.DECISION_RECEIVED)
    assert is_shown(sheet, "outcome")
    assert not is_shown(sheet, "appointment")
    assert sheet.form.field("method").box.accessibleName() == "How it came"
    choose(sheet, EventKind.GRIEVANCE_FILED)
    assert sheet.form.field("method").box.accessibleName() == "How it was sent"
    choose(sheet, EventKind.INCIDENT)
    assert not is_shown(sheet, "method")


def test_what_does_not_belong_to_the_kind_is_not_saved(sheet, workspace, rosa):
    choose(sheet, EventKind.GRIEVANCE_FILED)
    method = sheet.form.field("method")
    method.set_value(Method.MAIL)
    method.edited.emit()
    choose(sheet, EventKind.INCIDENT)
    sheet.attempt()
    saved = [e for e in cases.record(workspace, rosa).events if e.kind is EventKind.INCIDENT]
    assert [e.method for e in saved] == [None]


def test_a_decision_without_its_outcome_is_asked_for_it(sheet, workspace, rosa):
    choose(sheet, EventKind.DECISION_RECEIVED)
    sheet.attempt()
    assert sheet.problem.text == "Say how it came out: the dates depend on it."
    assert len(cases.record(workspace, rosa).events) == 2


def test_the_story_says_why_it_asks_what_is_in_dispute(window):
    field = window.desk.pane.page.overview.facts.story.field("subject")
    assert field.box.accessibleName() == "What is in dispute"
    assert "become sure" in field.box.accessibleDescription()


def test_every_kind_is_sent_or_comes_or_happens():
    assert not event_kinds.SENT & event_kinds.CAME
    assert EventKind.DECISION_RECEIVED in event_kinds.CAME
    assert EventKind.INCIDENT not in event_kinds.SENT | event_kinds.CAME
