"""The case page shows what follows from the record, and saves what is typed into it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from advocate_desktop.domain.events import EventKind
from advocate_desktop.services import cases, events, views
from advocate_desktop.ui import words
from advocate_desktop.ui.cards import Tone


@pytest.fixture
def page(window):
    return window.desk.pane.page


def buttons(widget):
    return [b.text() for b in widget.findChildren(QPushButton) if b.isVisible()]


def type_into(field, text):
    field.box.setFocus()
    field.box.selectAll()
    QTest.keyClicks(field.box, text)


def test_the_page_begins_with_where_the_case_stands_and_the_next_step(page, workspace, rosa):
    standing = views.case_page(workspace, rosa).standing
    assert page.next.sentence.text() == standing.sentence
    assert page.next.tone is (Tone.LATE if standing.late_days else Tone.NEXT)
    steps = [text for text in buttons(page.next) if text != page.next.why_button.text()]
    assert steps == [words.STEPS[step] for step in standing.steps]


def test_above_the_other_parts_the_next_step_takes_a_line_and_loses_nothing(
    page, workspace, rosa, qtbot
):
    standing = views.case_page(workspace, rosa).standing
    first, *rest = (words.STEPS[step] for step in standing.steps)
    high = page.next.sizeHint().height()
    page.tabs.setCurrentIndex(2)
    assert page.next.sizeHint().height() < 0.7 * high
    qtbot.waitUntil(lambda: sorted(buttons(page.next)) == sorted([first, "Other steps"]))
    offered = {action.text(): action for action in page.next.others.menu().actions()}
    assert list(offered)[: len(rest)] == rest
    taken = []
    page.next.step_wanted.disconnect()
    page.next.step_wanted.connect(taken.append)
    offered[rest[-1]].trigger()
    assert taken == [standing.steps[-1]]
    page.tabs.setCurrentIndex(0)
    qtbot.waitUntil(lambda: {first, *rest} <= set(buttons(page.next)))
    assert page.next.sizeHint().height() == high


def test_every_deadline_is_on_the_page_the_late_ones_first(page, workspace, rosa):
    derived = views.case_page(workspace, rosa).deadlines
    ahead = [row.deadline for row in page.overview.dates.model().rows]
    past = [row.deadline for row in page.overview.past.model().rows]
    assert sorted(d.rule for d in (*ahead, *past)) == sorted(d.rule for d in derived)


def test_a_deadline_explains_itself_when_it_is_clicked(window, page, qtbot):
    listed = page.overview.dates
    rect = listed.visualRect(listed.model().index(0, 0))
    QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert window.desk.why.isVisible()
    assert window.desk.why.deadline == listed.model().rows[0].deadline


def test_an_event_recorded_elsewhere_moves_the_page(page, workspace, rosa, new_event):
    before = page.next.sentence.text()
    decided = new_event("decision_received", "2026-02-05", outcome="adverse")
    workspace.run("Recorded", events.add, rosa, decided)
    assert page.next.sentence.text() != before
    assert len(page.timeline.model.rows) == 3


def test_what_is_typed_is_saved_after_a_pause_as_one_change(page, workspace, rosa, qtbot):
    phone = page.overview.facts.client.field("phone")
    type_into(phone, "(559) 555-0100")
    qtbot.waitUntil(lambda: cases.record(workspace, rosa).client.phone == "(559) 555-0100")
    assert workspace.undo_label == "Client changed"
    workspace.undo()
    assert phone.box.text() == ""


def test_leaving_for_another_case_saves_what_was_typed(
    window, page, workspace, rosa, enter, new_record
):
    other = enter(workspace, new_record())
    type_into(page.overview.facts.plan.field("plan"), "Golden Poppy Health Plan")
    window.desk.choose(other)
    assert cases.record(workspace, rosa).coverage.plan == "Golden Poppy Health Plan"
    assert page.overview.facts.plan.field("plan").box.text() == "Sample Health Plan"


def test_a_helper_is_named_by_a_tick_and_unnamed_by_another(page, workspace, rosa):
    helper = page.overview.facts.helper
    helper.tick.box.click()
    type_into(helper.form.field("name"), "Ada Advocate")
    assert page.flush()
    assert cases.record(workspace, rosa).authorization.name == "Ada Advocate"
    helper.tick.box.click()
    assert cases.record(workspace, rosa).authorization is None


def test_doctors_are_added_and_removed(page, workspace, rosa):
    providers = page.overview.facts.providers
    providers.add_button.click()
    added = cases.record(workspace, rosa).providers[0]
    form = providers._parts[added.id][1]
    type_into(form.field("name"), "Dr. Example")
    assert page.flush()
    assert [p.name for p in cases.record(workspace, rosa).providers] == ["Dr. Example"]
    remove = next(b for b in providers.findChildren(QPushButton) if b.text() == "Remove")
    remove.click()
    assert cases.record(workspace, rosa).providers == ()


def test_delete_takes_an_event_out_and_undo_brings_it_back(window, page, workspace, rosa):
    window.desk.show_tab(1)
    page.timeline.choose(page.timeline.model.rows[0].event.id)
    QTest.keyClick(page.timeline.table, Qt.Key.Key_Delete)
    kinds = [event.kind for event in cases.record(workspace, rosa).events]
    assert kinds == [EventKind.GRIEVANCE_FILED]
    assert "Taken out" in window.notices.text
    window.notices._action.click()
    assert len(cases.record(workspace, rosa).events) == 2


def test_the_undo_of_a_notice_takes_back_nothing_else(window, page, workspace, rosa):
    page.timeline.choose(page.timeline.model.rows[0].event.id)
    page.timeline._remove()
    workspace.run("Trash", cases.trash, rosa)
    window.notices._action.click()
    assert "Something was changed since" in window.notices.text
    assert workspace.undo_label == "Trash"


@pytest.mark.parametrize("number", range(5))
def test_alt_and_a_number_show_a_tab(window, page, number):
    QTest.keyClick(window, str(number + 1), Qt.KeyboardModifier.AltModifier)
    assert page.tabs.currentIndex() == number
