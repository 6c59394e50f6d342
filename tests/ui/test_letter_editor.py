"""A letter is begun, written, kept, left and found again, with the record behind it."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from reportlab.pdfgen.canvas import Canvas

from advocate_desktop.domain.documents import DocumentKind
from advocate_desktop.domain.drafts import Delivery
from advocate_desktop.services import cases, documents, drafts
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui.letter_checks import CheckKind
from advocate_desktop.ui.letter_choice_sheet import LetterChoiceSheet
from advocate_desktop.ui.letter_editor import LetterEditor
from advocate_desktop.ui.letter_portal_dialog import PortalDialog
from advocate_desktop.ui.letter_reference_dialog import ReferenceDialog
from advocate_desktop.ui.letter_text_margin import Origin
from advocate_desktop.ui.letter_versions_sheet import LetterVersionsSheet

OVERDUE = "overdue-decision-notice"


def paper(pages):
    out = BytesIO()
    canvas = Canvas(out, invariant=1)
    for page in range(pages):
        canvas.drawString(72, 700, f"Words of sample page {page + 1}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.fixture
def desk(window, workspace, rosa):
    documents.attach_bytes(workspace, rosa, "denial.pdf", paper(3), DocumentKind.DENIAL_LETTER)
    return window.desk


@pytest.fixture
def editor(desk):
    desk.work.write_letter(OVERDUE)
    made = desk.pane.sheet
    assert isinstance(made, LetterEditor)
    return made


def kept(workspace, editor):
    return drafts.open_draft(workspace, editor.writing.draft_id)


def type_at_end(qtbot, editor, words):
    editor.edit.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(editor.edit, words)


def change_treatment(workspace, case_id, treatment):
    case = cases.record(workspace, case_id).case
    workspace.run("Case changed", cases.update_case, replace(case, treatment=treatment))


def test_a_letter_chosen_from_the_list_is_begun_and_opened(qtbot, desk, workspace, rosa):
    desk.work.write_letter()
    sheet = desk.pane.sheet
    assert isinstance(sheet, LetterChoiceSheet)
    qtbot.keyClicks(sheet.filter, "decision is overdue")
    qtbot.keyClick(sheet.filter, Qt.Key.Key_Return)
    assert isinstance(desk.pane.sheet, LetterEditor)
    assert [draft.template for draft in drafts.drafts(workspace, rosa)] == [OVERDUE]


def test_what_is_typed_is_kept_soon_and_becomes_a_version_on_leaving(
    qtbot, desk, workspace, editor
):
    type_at_end(qtbot, editor, " I add this.")
    qtbot.waitUntil(
        lambda: "I add this." in (drafts.typed(workspace, editor.writing.draft_id) or ""),
        timeout=3000,
    )
    assert len(drafts.versions(workspace, editor.writing.draft_id)) == 1
    draft_id = editor.writing.draft_id
    editor.leave()
    assert desk.pane.sheet is None
    assert drafts.typed(workspace, draft_id) is None
    assert drafts.open_draft(workspace, draft_id).text.rstrip().endswith("I add this.")


def test_a_letter_left_untouched_goes_on_following_the_record(workspace, editor):
    editor.leave()
    assert kept(workspace, editor).draft.follows_record


def test_typing_left_by_a_crash_is_in_the_letter_and_one_undo_from_the_version(
    qtbot, window, desk, workspace, editor
):
    draft_id = editor.writing.draft_id
    editor.leave()
    workspace.run("Typing kept", drafts.keep_typing, draft_id, "Half a sent")
    desk.work.letters.offer_left(desk.choose)
    assert window.notices.action == "Show it"
    window.notices._action.click()
    again = desk.pane.sheet
    assert again.edit.toPlainText() == "Half a sent"
    qtbot.keyClick(again.edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert "plan" in again.edit.toPlainText()
    again.leave()
    assert drafts.typed(workspace, draft_id) is None


def test_paragraphs_say_whether_they_are_the_records_or_the_writers(qtbot, editor):
    assert set(editor.edit.margin.origins) == {Origin.RECORD}
    type_at_end(qtbot, editor, " Mine.")
    qtbot.waitUntil(lambda: editor.edit.margin.origins[-1] is Origin.YOURS)
    assert editor.edit.margin.origins[0] is Origin.RECORD
    assert "yours" in editor.caret.text()


def test_what_is_left_alone_follows_the_record_while_the_letter_is_open(
    qtbot, workspace, rosa, editor
):
    type_at_end(qtbot, editor, " Mine.")
    change_treatment(workspace, rosa, "MRI of the hip")
    shown = editor.edit.toPlainText()
    assert "MRI of the hip" in shown
    assert "Mine." in shown


def test_what_both_changed_is_listed_and_the_records_words_can_be_taken(
    qtbot, workspace, rosa, editor
):
    change_treatment(workspace, rosa, "MRI of the knee")
    assert editor.edit.find_words("MRI of the knee")
    qtbot.keyClicks(editor.edit, "picture I need")
    assert editor.flush()
    change_treatment(workspace, rosa, "MRI of the hip")
    assert "picture I need" in editor.edit.toPlainText()
    checks = editor.checks
    clash = next(n for n, row in enumerate(checks.model.rows) if row.kind is CheckKind.CLASH)
    checks.table.selectRow(clash)
    assert "MRI of the hip" in checks.detail.text()
    checks.record_button.click()
    assert "MRI of the hip" in editor.edit.toPlainText()
    assert "picture I need" not in editor.edit.toPlainText()
    assert editor.writing.clashes == ()
    qtbot.keyClick(editor.edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert "picture I need" in editor.edit.toPlainText()


def test_a_clash_that_nobody_decided_on_is_still_there_another_day(
    qtbot, desk, workspace, rosa, editor
):
    change_treatment(workspace, rosa, "MRI of the knee")
    assert editor.edit.find_words("MRI of the knee")
    qtbot.keyClicks(editor.edit, "picture I need")
    editor.leave()
    change_treatment(workspace, rosa, "MRI of the hip")
    desk.work.letters.open(editor.writing.draft_id)
    again = desk.pane.sheet
    type_at_end(qtbot, again, " More.")
    again.leave()
    desk.work.letters.open(again.writing.draft_id)
    assert len(desk.pane.sheet.writing.clashes) == 1
    desk.pane.sheet.checks.mine_button.click()
    assert desk.pane.sheet.writing.clashes == ()


def test_a_reference_is_chosen_from_the_papers_and_shown_as_it_reads(
    qtbot, desk, workspace, editor
):
    editor.edit.moveCursor(QTextCursor.MoveOperation.End)
    editor.insert_reference()
    dialog = editor.findChild(ReferenceDialog)
    qtbot.keyClicks(dialog.filter, "denial")
    dialog.page.setValue(2)
    assert "sample page 2" in dialog.words.text()
    dialog.accept()
    assert "Reference: Exhibit A, page 2" in editor.caret.text()
    assert editor.flush()
    assert "Exhibit A, page 2" in kept(workspace, editor).content.body


def test_a_sentence_without_a_paper_leads_to_its_place_and_takes_a_reference(qtbot, editor):
    checks = editor.checks
    row = next(n for n, r in enumerate(checks.model.rows) if r.kind is CheckKind.UNREFERENCED)
    checks.table.selectRow(row)
    sentence = checks.chosen.sentence
    checks.lead_button.click()
    assert editor.edit.textCursor().selectedText()[:25] == sentence[:25]
    checks.reference_button.click()
    editor.findChild(ReferenceDialog).accept()
    assert sentence not in [r.sentence for r in editor.checks.model.rows]


def test_a_missing_fact_leads_to_its_field_and_back(window, desk, editor):
    checks = editor.checks
    row = next(n for n, r in enumerate(checks.model.rows) if r.place and r.place.part)
    checks.table.selectRow(row)
    checks.lead()
    assert desk.pane.sheet is None
    assert desk.pane.page.tabs.currentWidget() is desk.pane.page.overview
    assert desk.pane.page.overview.isAncestorOf(window.focusWidget())
    window.notices._action.click()
    assert isinstance(desk.pane.sheet, LetterEditor)


def test_versions_are_listed_looked_at_and_brought_back(qtbot, desk, workspace, editor):
    type_at_end(qtbot, editor, " One.")
    qtbot.keyClick(editor.edit, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    type_at_end(qtbot, editor, " Two.")
    editor.versions_button.click()
    sheet = desk.pane.sheet
    assert isinstance(sheet, LetterVersionsSheet)
    assert len(sheet.model.rows) == 3
    assert {row.version.who for row in sheet.model.rows} == {"Ada Advocate"}
    sheet.table.selectRow(1)
    assert sheet.shown.toPlainText().rstrip().endswith("One.")
    sheet.attempt()
    assert desk.pane.sheet is editor
    assert editor.edit.toPlainText().rstrip().endswith("One.")
    desk.undo()
    assert editor.edit.toPlainText().rstrip().endswith("Two.")


def test_the_casebooks_undo_takes_a_version_back_in_the_open_editor(qtbot, desk, editor):
    type_at_end(qtbot, editor, " One.")
    assert editor.flush()
    desk.undo()
    assert "One." not in editor.edit.toPlainText()


def test_undoing_the_beginning_closes_the_letter(desk, editor):
    desk.undo()
    assert desk.pane.sheet is None


def test_how_it_goes_out_is_saved_as_one_types_and_does_not_touch_the_text(
    qtbot, workspace, editor
):
    type_at_end(qtbot, editor, " Mine.")
    form = editor.sending.form
    form.field("delivery").set_value(Delivery.CERTIFIED_MAIL)
    form.field("delivery").edited.emit()
    number = form.field("delivery_number")
    assert not number.isHidden()
    number.box.setText("9407 1000")
    number.edited.emit()
    assert editor.flush()
    now = kept(workspace, editor)
    assert now.content.delivery == "VIA CERTIFIED MAIL 9407 1000"
    assert "Mine." in now.text


def test_enclosures_are_ticked(workspace, editor):
    boxes = editor.sending.enclosures.box
    ticked = boxes.item(0).checkState()
    other = Qt.CheckState.Unchecked if ticked is Qt.CheckState.Checked else Qt.CheckState.Checked
    boxes.item(0).setCheckState(other)
    assert editor.flush()
    enclosed = kept(workspace, editor).draft.enclosed
    assert bool(enclosed) is (other is Qt.CheckState.Checked)


@pytest.mark.parametrize("ending", ["pdf", "docx", "txt"])
def test_a_letter_is_saved_in_each_form_with_what_was_just_typed(
    qtbot, editor, answers, tmp_path, ending
):
    type_at_end(qtbot, editor, " Mine.")
    answers.save = tmp_path / f"letter.{ending}"
    if ending == "pdf":
        editor.attempt()
    else:
        labels = {"docx": "Save for &Word…", "txt": "Save as plain &text…"}
        menu = editor.other_button.menu()
        next(a for a in menu.actions() if a.text() == labels[ending]).trigger()
    assert answers.suggested.endswith(f".{ending}")
    data = answers.save.read_bytes()
    starts = {"pdf": b"%PDF", "docx": b"PK", "txt": b""}
    assert data.startswith(starts[ending])
    if ending == "txt":
        assert "Mine." in data.decode()


def test_a_portals_text_is_copied_in_pieces(qtbot, qapp, editor):
    editor.other_button.menu().actions()[-1].trigger()
    dialog = editor.findChild(PortalDialog)
    assert len(dialog.pieces) == 1
    dialog.limit.setValue(300)
    assert all(len(piece) <= 300 for piece in dialog.pieces)
    dialog.copy_piece(1)
    assert qapp.clipboard().text() == dialog.pieces[1]


def test_the_live_page_shows_the_letter(qtbot, editor):
    before = editor.page.letter.name
    assert editor.page.pages.page_count >= 1
    type_at_end(qtbot, editor, " Mine.")
    qtbot.waitUntil(lambda: editor.page.letter.name != before, timeout=3000)
    assert "Mine." in editor.page.letter.draft.content.body


def test_a_letter_begun_is_listed_among_the_papers_opened_and_taken_out(
    qtbot, desk, workspace, rosa, editor
):
    editor.leave()
    desk.show_tab(4)
    begun = desk.pane.page.papers.begun
    assert [row.title for row in begun.model.rows] == [editor.writing.draft.title]
    begun.table.selectRow(0)
    begun.table.activated.emit(begun.model.index(0, 0))
    assert isinstance(desk.pane.sheet, LetterEditor)
    desk.pane.sheet.leave()
    begun.table.selectRow(0)
    begun.table.setFocus()
    qtbot.keyClick(begun.table, Qt.Key.Key_Delete)
    assert drafts.drafts(workspace, rosa) == ()
    assert begun.isHidden()
    desk.undo()
    assert len(drafts.drafts(workspace, rosa)) == 1
    assert not begun.isHidden()


def test_the_lists_beside_the_case_give_the_editor_their_room_and_come_back(desk, editor):
    assert not desk.docks[0].isVisible()
    editor.leave()
    assert desk.docks[0].isVisible()
    assert desk.docks[2].isVisible()


def test_in_a_narrow_window_text_and_page_lie_behind_one_another(qtbot, editor):
    assert not editor.panes.is_narrow
    editor.resize(500, 600)
    qtbot.waitUntil(lambda: editor.panes.is_narrow)
    editor.resize(1400, 700)
    qtbot.waitUntil(lambda: not editor.panes.is_narrow)
    assert editor.edit.isVisible()


def test_a_pause_keeps_a_version_by_itself(qtbot, workspace, editor):
    editor._version.setInterval(100)
    type_at_end(qtbot, editor, " Mine.")
    qtbot.waitUntil(lambda: len(drafts.versions(workspace, editor.writing.draft_id)) == 2)
    assert not editor.writing.is_changed


def test_a_reference_that_leads_nowhere_is_found_in_the_text(qtbot, workspace, rosa, editor):
    editor.edit.moveCursor(QTextCursor.MoveOperation.End)
    editor.insert_reference()
    editor.findChild(ReferenceDialog).accept()
    assert editor.flush()
    (document,) = cases.record(workspace, rosa).documents
    workspace.run("Document removed", documents.remove, document.id)
    editor.edit.moveCursor(QTextCursor.MoveOperation.Start)
    checks = editor.checks
    lost = next(n for n, r in enumerate(checks.model.rows) if "leads to a paper" in r.sentence)
    checks.table.selectRow(lost)
    checks.lead()
    assert editor.edit.textCursor().selectedText() == "\ufffc"
    assert "not there any more" in editor.caret.text()


def test_a_blank_filled_in_the_text_is_no_longer_missing(qtbot, desk):
    desk.work.write_letter("billing-dispute")
    editor = desk.pane.sheet
    checks = editor.checks
    blank = next(n for n, r in enumerate(checks.model.rows) if "amount of the bill" in r.sentence)
    checks.table.selectRow(blank)
    checks.lead()
    assert editor.edit.textCursor().selectedText() == "[amount of the bill]"
    qtbot.keyClicks(editor.edit, "$900")
    qtbot.waitUntil(
        lambda: not any("amount of the bill" in r.sentence for r in checks.model.rows),
        timeout=3000,
    )


def test_an_address_that_is_missing_is_written_where_the_letter_goes_out(qtbot, desk):
    desk.work.write_letter("medical-records-request")
    editor = desk.pane.sheet
    checks = editor.checks
    row = next(n for n, r in enumerate(checks.model.rows) if "provider's address" in r.sentence)
    checks.table.selectRow(row)
    checks.lead()
    assert editor.tabs.currentWidget() is editor.sending
    assert editor.sending.form.field("recipient").box.hasFocus()


def test_closing_keeps_what_was_typed_as_a_version(qtbot, window, desk, workspace, editor):
    draft_id = editor.writing.draft_id
    path = workspace.path
    type_at_end(qtbot, editor, " Before closing.")
    assert window.close()
    again = Workspace.open(path, None)
    try:
        assert "Before closing." in drafts.open_draft(again, draft_id).text
        assert drafts.typed(again, draft_id) is None
    finally:
        again.close()


def test_a_casebook_that_can_only_be_read_lets_letters_be_saved_and_not_begun(
    new_window, workspace, rosa, clock, answers, tmp_path
):
    second = new_window()
    second.show_workspace(Workspace.open(workspace.path, None, clock=clock))
    second.desk.work.write_letter()
    sheet = second.desk.pane.sheet
    assert isinstance(sheet, LetterChoiceSheet)
    answers.save = tmp_path / "letter.pdf"
    sheet.attempt()
    assert answers.save.read_bytes().startswith(b"%PDF")
    assert drafts.drafts(workspace, rosa) == ()
    assert second.close()
