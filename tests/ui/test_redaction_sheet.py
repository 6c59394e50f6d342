"""The sheet marks by words, mouse and keys, shows the copy, and keeps it when one says so."""

from __future__ import annotations

from io import BytesIO

import pytest
from PySide6.QtCore import QPoint, Qt
from reportlab.pdfgen.canvas import Canvas

from advocate_desktop.services import cases, documents
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.redaction_sheet import RedactionSheet
from advocate_desktop.ui.tasks import Tasks


@pytest.fixture
def sheet(qtbot, workspace, new_record, enter):
    case_id = enter(workspace, new_record())
    out = BytesIO()
    canvas = Canvas(out, pagesize=(612, 792))
    canvas.drawString(72, 700, "Patient SSN 123-45-6789 owes nothing")
    canvas.save()
    told = documents.attach_bytes(workspace, case_id, "bill.pdf", out.getvalue())
    document = cases.record(workspace, case_id).document(told.document)
    tasks = Tasks()
    made = RedactionSheet(workspace, Bridge(workspace, tasks), document)
    made.case = case_id
    qtbot.addWidget(made)
    made.resize(800, 900)
    made.show()
    qtbot.waitUntil(lambda: made.found.count() == 1 and made.page._words != ())
    yield made
    tasks.stop()


def test_a_found_number_is_ticked_looked_at_and_kept(qtbot, sheet, workspace):
    assert not sheet.main_button.isEnabled()
    sheet.found.item(0).setCheckState(Qt.CheckState.Checked)
    sheet.attempt()
    qtbot.waitUntil(lambda: sheet.copy is not None, timeout=20_000)
    qtbot.waitUntil(lambda: sheet.page._image is not None)
    shown = sheet.page._image
    middle = (int(150 * shown.width() / 612), int(88 * shown.height() / 792))
    assert shown.pixelColor(*middle).lightness() < 10
    sheet.attempt()
    kept = cases.record(workspace, sheet.case).documents[-1]
    assert kept.name == "bill.pdf (redacted copy)"
    assert b"123-45-6789" not in documents.original(workspace, kept.id)
    workspace.undo()
    assert len(cases.record(workspace, sheet.case).documents) == 1


def test_a_word_is_marked_by_keys_and_unmarked_again(qtbot, sheet):
    qtbot.keyClick(sheet.page, Qt.Key.Key_Right)
    qtbot.keyClick(sheet.page, Qt.Key.Key_Space)
    assert len(sheet.marks) == 1
    qtbot.keyClick(sheet.page, Qt.Key.Key_Space)
    assert sheet.marks == []


def test_an_area_drawn_with_the_mouse_is_marked_and_can_be_taken_back(qtbot, sheet):
    begin = sheet.page.rect().center()
    qtbot.mousePress(sheet.page, Qt.MouseButton.LeftButton, pos=begin)
    qtbot.mouseMove(sheet.page, begin + QPoint(40, 30))
    qtbot.mouseRelease(sheet.page, Qt.MouseButton.LeftButton, pos=begin + QPoint(60, 40))
    assert len(sheet.marks) == 1
    sheet.undo.click()
    assert sheet.marks == []


def test_the_marks_can_be_changed_after_looking(qtbot, sheet):
    sheet.found.item(0).setCheckState(Qt.CheckState.Checked)
    sheet.attempt()
    qtbot.waitUntil(lambda: sheet.copy is not None, timeout=20_000)
    sheet.again.click()
    assert sheet.copy is None
    assert sheet.main_button.text() == "Make the copy"
