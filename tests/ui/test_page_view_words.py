"""Words on the pages of a real document: selected, copied, and marked where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from reportlab.pdfgen.canvas import Canvas

from advocate_desktop.services import cases, documents
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.document_viewer import DocumentViewer
from advocate_desktop.ui.tasks import Tasks

LEFT, CONTROL, SHIFT = (
    Qt.MouseButton.LeftButton,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def letter(path: Path) -> Path:
    canvas = Canvas(str(path), pagesize=(612, 792))
    for page in (1, 2):
        canvas.drawString(72, 700, f"Page {page} denies the knee brace.")
        canvas.drawString(72, 680, "The knee was seen twice.")
        canvas.showPage()
    canvas.save()
    return path


@pytest.fixture
def viewer(qtbot, workspace: Workspace, enter, new_record, tmp_path) -> Iterator[DocumentViewer]:
    case_id = enter(workspace, new_record())
    documents.attach(workspace, case_id, letter(tmp_path / "letter.pdf"))
    tasks = Tasks()
    bridge = Bridge(workspace, tasks)
    made = DocumentViewer(workspace, bridge, tasks)
    qtbot.addWidget(made)
    made.resize(640, 900)
    made.show()
    qtbot.waitExposed(made)
    made.show_document(cases.record(workspace, case_id).documents[-1])
    qtbot.waitUntil(lambda: bool(made._measured) and made.pages.wanted_words() is None)
    yield made
    bridge.close()
    tasks.stop()


def word(viewer: DocumentViewer, page: int, number: int) -> QPoint:
    text = viewer.pages.words._texts[page]
    return viewer.pages.rect_on_view(page, text.rects(number, number)[0]).center().toPoint()


def copied(qtbot, viewer: DocumentViewer, *keys: Qt.KeyboardModifier) -> str:
    QGuiApplication.clipboard().clear()
    viewer.pages.setFocus()
    modifiers = CONTROL
    for key in keys:
        modifiers |= key
    qtbot.keyClick(viewer.pages, Qt.Key.Key_C, modifiers)
    qtbot.waitUntil(lambda: bool(QGuiApplication.clipboard().text()))
    return QGuiApplication.clipboard().text()


def drag(qtbot, viewer: DocumentViewer, begin: QPoint, end: QPoint) -> None:
    target = viewer.pages.viewport()
    qtbot.mousePress(target, LEFT, pos=begin)
    qtbot.mouseMove(target, pos=end)
    qtbot.mouseRelease(target, LEFT, pos=end)


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_words_dragged_over_are_copied_however_the_page_is_turned(qtbot, viewer, turns):
    viewer.pages.turn(turns)
    viewer.pages.go_to(0)
    viewer.pages.bring_into_sight(0, viewer.pages.words._texts[0].rects(3, 7)[0])
    drag(qtbot, viewer, word(viewer, 0, 3), word(viewer, 0, 7))
    assert copied(qtbot, viewer) == "the knee brace.\nThe knee"


def test_a_double_click_takes_a_word_and_a_third_its_line(qtbot, viewer):
    target, point = viewer.pages.viewport(), word(viewer, 0, 4)
    qtbot.mouseDClick(target, LEFT, pos=point)
    assert copied(qtbot, viewer) == "knee"
    qtbot.mouseDClick(target, LEFT, pos=point)
    qtbot.mousePress(target, LEFT, pos=point)
    assert copied(qtbot, viewer) == "Page 1 denies the knee brace."


def test_shift_and_arrows_select_from_word_to_word_and_page_to_page(qtbot, viewer):
    viewer.pages.setFocus()
    for _ in range(3):
        qtbot.keyClick(viewer.pages, Qt.Key.Key_Right, SHIFT)
    assert copied(qtbot, viewer) == "Page 1 denies"
    qtbot.keyClick(viewer.pages, Qt.Key.Key_Down, SHIFT)
    assert copied(qtbot, viewer).startswith("Page 1 denies the knee brace.\nThe knee")
    for _ in range(6):
        qtbot.keyClick(viewer.pages, Qt.Key.Key_Right, SHIFT)
        qtbot.wait(20)
    assert "twice.\nPage 2" in copied(qtbot, viewer)
    qtbot.keyClick(viewer.pages, Qt.Key.Key_Escape)
    assert viewer.pages.words.span is None


def test_a_whole_page_is_selected_and_copied_with_where_it_is_from(qtbot, viewer):
    viewer.pages.setFocus()
    qtbot.keyClick(viewer.pages, Qt.Key.Key_A, CONTROL)
    said = copied(qtbot, viewer, Qt.KeyboardModifier.AltModifier)
    whole = "“Page 1 denies the knee brace. The knee was seen twice.” (letter.pdf, page 1)"
    assert said == whole


def test_every_place_found_is_marked_where_it_stands(qtbot, viewer):
    viewer.open_search()
    qtbot.keyClicks(viewer.search.line, "knee")
    qtbot.waitUntil(lambda: viewer.search.said == "1 of 4")
    qtbot.wait(50)
    places = viewer.pages.words._texts[0].places("knee")
    assert len(places) == 2
    shown = viewer.pages.viewport().grab().toImage()
    for place in places:
        rect = viewer.pages.rect_on_view(0, place[0])
        edge = shown.pixelColor(round(rect.center().x()), round(rect.top() - 1))
        assert edge.red() > edge.blue() + 40
    qtbot.keyClick(viewer.search.line, Qt.Key.Key_Return)
    assert viewer.pages.words._hit == (0, 1)
    qtbot.keyClick(viewer.search.line, Qt.Key.Key_Escape)
    assert viewer.pages.words._sought == ""
