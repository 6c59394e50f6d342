"""The panel shows what a letter says, opens its page, and accepts one thing at a time."""

from __future__ import annotations

from io import BytesIO

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from reportlab.pdfgen.canvas import Canvas

from advocate_desktop.domain.documents import DocumentKind
from advocate_desktop.services import cases, documents
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.letter_reading_panel import LetterReadingPanel
from advocate_desktop.ui.tasks import Tasks

KIND = DocumentKind.DENIAL_LETTER


@pytest.fixture
def panel(qtbot, workspace):
    tasks = Tasks()
    made = LetterReadingPanel(workspace, Bridge(workspace, tasks))
    qtbot.addWidget(made)
    yield made
    tasks.stop()


def attach(workspace, case_id, *lines):
    out = BytesIO()
    canvas = Canvas(out)
    for number, line in enumerate(lines):
        canvas.drawString(72, 700 - 20 * number, line)
    canvas.save()
    told = documents.attach_bytes(workspace, case_id, "denial.pdf", out.getvalue(), KIND)
    return cases.record(workspace, case_id).document(told.document)


def button(qtbot, panel, beginning):
    def seen():
        found = [b for b in panel.findChildren(QPushButton) if b.isVisibleTo(panel)]
        return [b for b in found if b.accessibleName().startswith(beginning)]

    qtbot.waitUntil(lambda: bool(seen()))
    return seen()[0]


def test_a_reference_is_accepted_by_key_and_then_shows_as_accepted(
    qtbot, panel, workspace, new_record, enter
):
    case_id = enter(workspace, new_record())
    panel.show_document(attach(workspace, case_id, "Claim number: CLM-4471-22"))
    panel.fold.set_open(True)
    qtbot.keyClick(button(qtbot, panel, "Accept Reference"), Qt.Key.Key_Space)
    assert cases.record(workspace, case_id).case.plan_reference == "CLM-4471-22"
    qtbot.waitUntil(lambda: button(qtbot, panel, "Accept Reference").text() == "Accepted")


def test_the_page_where_it_was_read_is_asked_for(qtbot, panel, workspace, new_record, enter):
    case_id = enter(workspace, new_record())
    panel.show_document(attach(workspace, case_id, "Claim number: CLM-4471-22"))
    panel.fold.set_open(True)
    with qtbot.waitSignal(panel.page_wanted) as asked:
        button(qtbot, panel, "Show page 1").click()
    assert asked.args == [0]


def test_a_scan_says_why_nothing_was_read(panel, workspace, new_record, enter):
    panel.show_document(attach(workspace, enter(workspace, new_record())))
    panel.fold.set_open(True)
    assert "OCR" in panel.reading.empty
