"""What a user does about a counted date, from its explanation and from the case page."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from advocate_desktop.domain.coverage import Program
from advocate_desktop.domain.events import EventKind, Method
from advocate_desktop.domain.questions import DisputeSubject, NewEvent, answer_to
from advocate_desktop.services import cases, deadlines, events, views
from advocate_desktop.ui import deadline_list_drawing as drawing
from advocate_desktop.ui.deadline_list_drawing import DeadlineRow
from advocate_desktop.ui.deadline_work import DeadlineWork
from advocate_desktop.ui.why_date import WhyDateDialog

RESOLVE = "ca.grievance.resolve"


def click(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def texts(widget):
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


@pytest.fixture
def derived(workspace, rosa):
    """Return the date of a rule as it stands."""

    def find(rule=RESOLVE, case=None):
        page = views.case_page(workspace, case or rosa)
        return next(d for d in page.deadlines if d.rule == rule)

    return find


@pytest.fixture
def why(window, derived):
    """The explanation of the plan's answer, open."""
    window.desk.why.explain(derived())
    return window.desk.why


@pytest.fixture
def mailed(enter, new_record, new_event, workspace, window):
    """A case whose grievance went by mail, at hand."""
    sent = new_event("grievance_filed", "2026-01-12", method="mail")
    case = enter(workspace, new_record(events=(sent,)))
    window.desk.choose(case)
    return case


def test_a_handled_date_goes_to_done_and_past_and_says_so(window, why, workspace, derived):
    overview = window.desk.pane.page.overview
    click(why._actions.handled_button)
    assert derived().handled_on == date(2026, 2, 10)
    past = next(r.deadline for r in overview.past.model().rows if r.deadline.rule == RESOLVE)
    assert "Done: Thu 19 Feb 2026, handled" in drawing.spoken(DeadlineRow(past))
    assert RESOLVE not in [r.deadline.rule for r in overview.dates.model().rows]
    assert why._actions.handled_button.text() == "Not handled after all"
    assert "Tue 10 Feb 2026" in texts(why)


def test_not_handled_after_all_brings_the_date_back(why, derived):
    click(why._actions.handled_button)
    click(why._actions.handled_button)
    assert derived().handled_on is None
    assert why._actions.handled_button.text() == "Mark as handled"


def test_the_undo_of_the_notice_takes_handled_back(window, why, derived):
    click(why._actions.handled_button)
    assert "Handled: The plan answers your grievance." in window.notices.text
    window.notices._action.click()
    assert derived().handled_on is None
    assert why._actions.handled_button.text() == "Mark as handled"


def test_a_letters_date_takes_the_counted_ones_place_and_both_stay_in_sight(why, window, derived):
    click(why._actions.other_button)
    form = why._actions.form
    QTest.keyClicks(form.date.box, "2 Mar 2026")
    QTest.keyClicks(form.reason.box, "the plan's letter of 3 Feb, page 2")
    QTest.keyClick(form.reason.box, Qt.Key.Key_Return)
    moved = derived()
    assert (moved.due, moved.derived_date) == (date(2026, 3, 2), date(2026, 2, 19))
    assert not form.isVisible()
    shown = texts(why)
    assert "Counted\nThu 19 Feb 2026" in shown
    assert "to Mon 2 Mar 2026, because: the plan's letter of 3 Feb, page 2" in shown
    rows = window.desk.pane.page.overview.dates.model().rows
    listed = next(r for r in rows if r.deadline.rule == RESOLVE)
    assert "Set by hand. Counted: Thu 19 Feb 2026" in drawing.spoken(listed)


def test_the_date_and_the_reason_are_both_needed(why, derived):
    click(why._actions.other_button)
    form = why._actions.form
    click(form.save_button)
    assert form.date.problem == "Write the date, like 12 Mar 2026."
    QTest.keyClicks(form.date.box, "2 Mar 2026")
    click(form.save_button)
    assert form.problem.text == "Say which letter or page gives this date. Nothing was changed."
    assert form.isVisible()
    assert derived().derived_date is None


def test_the_counted_date_comes_back_when_asked_for(why, workspace, derived):
    deadline = derived()
    workspace.run("Set", deadlines.set_date, deadline, date(2026, 3, 2), "letter")
    assert why._actions.counted_button.isVisible()
    click(why._actions.counted_button)
    assert derived().derived_date is None
    assert not why._actions.counted_button.isVisible()
    assert workspace.undo_label == "Back to the counted date: The plan answers your grievance"


def test_escape_puts_the_form_away_before_it_closes_the_explanation(why):
    click(why._actions.other_button)
    QTest.keyClick(why._actions.form.date.box, Qt.Key.Key_Escape)
    assert not why._actions.form.isVisible()
    assert why.isVisible()
    QTest.keyClick(why._actions.other_button, Qt.Key.Key_Escape)
    assert not why.isVisible()


def test_every_field_of_the_form_has_a_spoken_name(why):
    click(why._actions.other_button)
    form = why._actions.form
    assert form.date.box.accessibleName() == "The date"
    assert form.reason.box.accessibleName() == "Where it says so"
    assert "counted date stays" in form.reason.box.accessibleDescription()


def test_an_open_explanation_follows_what_is_recorded_elsewhere(why, workspace, rosa, new_event):
    got = new_event("grievance_received", "2026-01-22")
    workspace.run("Recorded", events.add, rosa, got)
    assert "Sat 21 Feb 2026" in texts(why)
    for event in cases.record(workspace, rosa).events:
        workspace.run("Taken out", events.remove, event.id)
    assert not why.isVisible()


def test_a_possible_date_shows_both_days_and_the_question_in_the_list(mailed, derived):
    row = DeadlineRow(derived(case=mailed))
    asked = "Wed 11 Feb or Mon 16 Feb: on which day did the plan receive the grievance?"
    assert asked in drawing.spoken(row)
    assert drawing.notes(row.deadline) == (asked,)


def test_the_question_leads_to_recording_its_answer(window, mailed):
    asked = window.desk.pane.page.overview.questions
    button = next(
        b
        for b in asked.findChildren(QPushButton)
        if b.text() == "Record: The plan got the grievance"
    )
    assert "On which day did the plan receive" in button.accessibleDescription()
    click(button)
    sheet = window.desk.pane.sheet
    assert sheet.form.field("kind").value() is EventKind.GRIEVANCE_RECEIVED


def test_the_explanation_leads_to_recording_the_answer_too(window, mailed, derived):
    window.desk.why.explain(derived(case=mailed))
    button = next(
        b for b in window.desk.why.findChildren(QPushButton) if b.text().startswith("Record: ")
    )
    click(button)
    assert not window.desk.why.isVisible()
    assert window.desk.pane.sheet.form.field("kind").value() is EventKind.GRIEVANCE_RECEIVED


def test_each_question_knows_where_its_answer_goes(
    mailed, derived, workspace, enter, new_record, new_event
):
    assert answer_to(derived(case=mailed)) == NewEvent(EventKind.GRIEVANCE_RECEIVED)
    assert answer_to(derived("ca.grievance.resolve")) is None
    plain = new_record()
    coverage = replace(plain.coverage, program=Program.SELF_FUNDED)
    appeal = new_event("appeal_filed", "2026-02-02", method="fax")
    erisa = enter(workspace, replace(plain, coverage=coverage, events=(appeal,)))
    assert answer_to(derived("erisa.appeal.decide", erisa)) == DisputeSubject()
    by_mail = replace(appeal, id="mailed-appeal", method=Method.MAIL)
    medi_cal = enter(
        workspace,
        new_record(
            coverage=replace(plain.coverage, id="v2", program=Program.MEDI_CAL), events=(by_mail,)
        ),
    )
    received = NewEvent(EventKind.APPEAL_RECEIVED)
    assert answer_to(derived("medi_cal.appeal.resolve", medi_cal)) == received


def test_what_is_in_dispute_is_asked_where_it_is_entered(
    qtbot, window, workspace, enter, new_record, new_event
):
    plain = new_record()
    appeal = new_event("appeal_filed", "2026-02-02", method="fax")
    coverage = replace(plain.coverage, program=Program.SELF_FUNDED)
    window.desk.choose(enter(workspace, replace(plain, coverage=coverage, events=(appeal,))))
    overview = window.desk.pane.page.overview
    button = next(
        b
        for b in overview.questions.findChildren(QPushButton)
        if b.text() == "Say what is in dispute"
    )
    qtbot.waitUntil(overview.facts.isVisible)
    click(button)
    assert overview.facts.story.isVisible()
    assert overview.facts.story.field("subject").box.hasFocus()


def test_a_casebook_open_for_reading_offers_no_change(workspace, derived, window):
    class Reading(DeadlineWork):
        read_only = True

    dialog = WhyDateDialog(window)
    dialog.serve(Reading(workspace, window.desk.bridge, window))
    dialog.explain(derived())
    assert not dialog._actions.isVisible()
