"""Marking as sent in the window: what it starts is told first, and one undo takes it back."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from advocate_desktop.domain.documents import DocumentKind
from advocate_desktop.domain.events import EventKind, Method
from advocate_desktop.domain.packets import PacketKind
from advocate_desktop.services import cases, drafts, letters, packets, sent
from advocate_desktop.services.letter_templates import template_named
from advocate_desktop.ui import words

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def case(window, workspace, enter, new_record, new_event):
    """A case with a denial and nothing sent yet, at hand."""
    found = enter(workspace, new_record(events=(new_event("denial_received", "2026-01-09"),)))
    window.desk.choose(found)
    return found


@pytest.fixture
def draft(workspace, case):
    return workspace.run("Letter begun", drafts.begin, case, template_named("initial-grievance"))


@pytest.fixture
def sheet(window, case, draft):
    """The sheet for a grievance, open over its case."""
    window.desk.work.sent.mark_draft(case, draft)
    return window.desk.pane.sheet


def choose(field, text):
    field.box.setCurrentIndex(field.box.findText(text))
    field.box.activated.emit(field.box.currentIndex())


def type_date(sheet, text):
    box = sheet.form.field("sent_at").box
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, text)


def test_the_clocks_are_told_before_anything_is_kept(sheet, workspace, case):
    choose(sheet.form.field("method"), "Fax")
    told = sheet.following.text()
    assert told.startswith("This records: You sent the grievance.")
    assert "These clocks start:" in told
    assert "The plan answers your grievance: by Thu 12 Mar 2026" in told
    assert "You may go to the DMHC: from Thu 12 Mar 2026" in told
    type_date(sheet, "8 Feb 2026")
    assert "The plan answers your grievance: by Tue 10 Mar 2026" in sheet.following.text()
    assert sent.sent_items(workspace, case) == ()


def test_correspondence_starts_no_clock(sheet, workspace, case):
    choose(sheet.form.field("event"), "Nothing: it starts no clock")
    assert sheet.following.text().endswith("It starts no clock.")
    sheet.attempt()
    assert [e.kind for e in cases.record(workspace, case).events] == [EventKind.DENIAL_RECEIVED]
    assert len(cases.record(workspace, case).communications) == 1


def test_marking_keeps_the_very_pages_and_one_undo_takes_it_back(
    sheet, window, workspace, case, draft
):
    data = drafts.render(workspace, draft)
    before = cases.record(workspace, case)
    choose(sheet.form.field("method"), "Fax")
    QTest.keyClicks(sheet.form.field("confirmation").box, "OK 3 pages")
    QTest.keyClick(sheet.form.field("confirmation").box, Qt.Key.Key_Return, CTRL)
    (item,) = sent.sent_items(workspace, case)
    assert sent.data_of(workspace, item.id) == data
    assert (item.method, item.confirmation) == (Method.FAX, "OK 3 pages")
    assert "Marked as sent." in window.notices.text
    assert window.desk.pane.sheet is None
    assert "late" not in window.desk.pane.page.next.sentence.text()
    window.notices._action.click()
    assert sent.sent_items(workspace, case) == ()
    assert cases.record(workspace, case) == before


def test_a_mail_number_is_asked_for_mail_alone(sheet, workspace, case):
    tracking = sheet.form.field("tracking")
    assert not sheet.form.table.isRowVisible(tracking)
    choose(sheet.form.field("method"), "Mail, certified or not")
    assert sheet.form.table.isRowVisible(tracking)
    QTest.keyClicks(tracking.box, "9407 1000")
    choose(sheet.form.field("method"), "Fax")
    sheet.attempt()
    assert sent.sent_items(workspace, case)[0].tracking == ""


def test_a_proof_from_a_file_comes_along(sheet, workspace, case, answers, tmp_path):
    slip = tmp_path / "fax slip.txt"
    slip.write_text("Fax report: OK", encoding="utf-8")
    answers.open = (slip,)
    sheet.proof.file_button.click()
    assert sheet.proof.box.currentText() == "fax slip.txt"
    sheet.attempt()
    (item,) = sent.sent_items(workspace, case)
    proof = cases.record(workspace, case).document(item.proof)
    assert proof.kind is DocumentKind.PROOF_OF_SENDING


def test_a_day_to_come_is_said_in_the_sheet_and_nothing_is_kept(sheet, workspace, case):
    type_date(sheet, "11 Feb 2026")
    sheet.attempt()
    assert "still to come" in sheet.problem.text
    assert sheet.main_button.isEnabled()
    assert sent.sent_items(workspace, case) == ()


def test_another_event_can_be_chosen(sheet, workspace, case):
    choose(sheet.form.field("event"), words.EVENTS[EventKind.EXPEDITED_REQUESTED])
    assert "You asked for a fast (expedited) review" in sheet.following.text()
    sheet.attempt()
    kinds = [event.kind for event in cases.record(workspace, case).events]
    assert kinds[-1] is EventKind.EXPEDITED_REQUESTED


def test_a_packet_is_marked_with_where_its_numbers_end(window, workspace, case):
    built = packets.build(workspace, case, PacketKind.DMHC, allow_incomplete=True)
    window.desk.work.sent.mark_packet(case, None, built)
    window.desk.pane.sheet.attempt()
    (item,) = sent.sent_items(workspace, case)
    assert item.numbering.pages == built.pages
    assert cases.record(workspace, case).events[-1].kind is EventKind.DMHC_COMPLAINT_FILED


def test_a_file_is_marked_and_listed_and_opened_as_it_was(
    window, workspace, case, answers, tmp_path: Path
):
    window.desk.show_tab(4)
    listed = window.desk.pane.page.papers.sent
    assert listed.empty.isVisible()
    path = tmp_path / "My letter.pdf"
    path.write_bytes(letters.render(workspace, case, "initial-grievance"))
    answers.open = (path,)
    listed.file_button.click()
    window.desk.pane.sheet.attempt()
    assert [item.title for item in listed.model.rows] == ["My letter"]
    assert listed.model.index(0, 0).data() == words.day(date(2026, 2, 10))
    listed.table.setFocus()
    QTest.keyClick(listed.table, Qt.Key.Key_Return)
    view = window.desk.pane.sheet
    item = listed.model.rows[0]
    assert item.content_hash in view.mark.text()
    assert view.pages.page_count == item.pages
    answers.save = tmp_path / "copy.pdf"
    view.attempt()
    assert answers.save.read_bytes() == path.read_bytes()


def test_proof_is_added_later(window, workspace, case, sheet, answers, tmp_path):
    sheet.attempt()
    window.desk.show_tab(4)
    listed = window.desk.pane.page.papers.sent
    assert listed._proof(listed.model.rows[0]) == "No proof yet"
    receipt = tmp_path / "receipt.txt"
    receipt.write_text("Received", encoding="utf-8")
    answers.open = (receipt,)
    listed.proof_button.click()
    proof = window.desk.pane.sheet
    proof.proof.file_button.click()
    QTest.keyClicks(proof.form.field("confirmation").box, "Case 77")
    proof.attempt()
    (item,) = listed.model.rows
    assert listed._proof(item) == "receipt.txt"
    assert item.confirmation == "Case 77"
    workspace.undo()
    assert listed._proof(listed.model.rows[0]) == "No proof yet"


def test_damaged_bytes_are_not_shown_as_sent(window, workspace, case, sheet):
    from sqlalchemy import select, update

    from advocate_desktop.store import tables

    sheet.attempt()
    (item,) = sent.sent_items(workspace, case)
    chunks = tables.content_chunks

    def tamper(unit):
        row = unit.connection.execute(select(chunks)).mappings().first()
        there = chunks.c.number == row["number"]
        changed = row["bytes"].replace(b"PDF", b"XXX", 1)
        unit.connection.execute(update(chunks).where(there).values(bytes=changed))

    workspace.run("Tampered", tamper)
    window.desk.work.sent.open(item)
    view = window.desk.pane.sheet
    assert view.problem.text
    assert item.content_hash not in view.mark.text()
    assert view.pages.isHidden()


def test_a_letter_is_marked_from_its_editor_as_it_stands(qtbot, window, workspace, case, draft):
    window.desk.work.letters.open(draft)
    editor = window.desk.pane.sheet
    qtbot.keyClicks(editor.edit, "Dear reader. ")
    editor.send_button.click()
    window.desk.pane.sheet.attempt()
    (item,) = sent.sent_items(workspace, case)
    assert "Dear reader." in drafts.open_draft(workspace, draft).text
    assert sent.data_of(workspace, item.id) == drafts.render(workspace, draft)
    window.notices._action.click()
    assert sent.sent_items(workspace, case) == ()
