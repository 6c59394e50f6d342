"""The viewer over real documents in a real casebook."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QWidget
from reportlab.pdfgen.canvas import Canvas
from shiboken6 import delete

from advocate_desktop.domain.documents import Document
from advocate_desktop.services import cases, documents
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.document_viewer import DocumentViewer
from advocate_desktop.ui.page_view import Fit
from advocate_desktop.ui.tasks import Tasks

Attach = Callable[[Path], Document]


def letter(path: Path, pages: int, size: tuple[float, float] = (612, 792)) -> Path:
    """Write a PDF whose pages are blue at the top and say which they are."""
    canvas = Canvas(str(path), pagesize=size)
    for number in range(1, pages + 1):
        canvas.setFillColorRGB(0, 0, 0.8)
        canvas.rect(0, size[1] / 2, size[0], size[1] / 2, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
        canvas.drawString(72, 200, f"Page {number} of a sample letter about the knee brace.")
        canvas.showPage()
    canvas.save()
    return path


@pytest.fixture
def bridge(workspace: Workspace) -> Iterator[Bridge]:
    tasks = Tasks()
    made = Bridge(workspace, tasks)
    yield made
    made.close()
    tasks.stop()


@pytest.fixture
def attach(workspace: Workspace, enter, new_record) -> Attach:
    """Attach a file to a new case and return the document."""
    case_id = enter(workspace, new_record())

    def build(path: Path) -> Document:
        documents.attach(workspace, case_id, path)
        return cases.record(workspace, case_id).documents[-1]

    return build


@pytest.fixture
def viewer(qtbot, workspace: Workspace, bridge: Bridge) -> DocumentViewer:
    made = DocumentViewer(workspace, bridge, bridge.tasks)
    qtbot.addWidget(made)
    made.resize(420, 560)
    made.show()
    qtbot.waitExposed(made)
    return made


def colour(viewer: DocumentViewer, x: float, y: float) -> QColor:
    """What colour the view of pages has at a share of its width and height."""
    image: QImage = viewer.pages.viewport().grab().toImage()
    return image.pixelColor(int(image.width() * x), int(image.height() * y))


def rendered(viewer: DocumentViewer) -> bool:
    return viewer.pages.wanted() is None


def test_no_document_says_what_to_do(viewer):
    assert viewer.message == "Choose a document to read it here."
    assert not viewer.save_copy.isVisible()
    assert not viewer.bar.isVisible()


def test_the_pages_of_a_letter_are_drawn(qtbot, viewer, attach, tmp_path):
    viewer.show_document(attach(letter(tmp_path / "letter.pdf", 3)))
    qtbot.waitUntil(lambda: rendered(viewer))
    assert viewer.message == ""
    shown = colour(viewer, 0.5, 0.1)
    assert (shown.red(), shown.blue()) < (30, 255)
    assert shown.blue() > 180
    assert viewer.bar.page_field.of.text() == "of 3"


def test_pages_of_another_shape_take_their_shape(qtbot, viewer, attach, tmp_path):
    viewer.show_document(attach(letter(tmp_path / "wide.pdf", 2, (792, 612))))
    qtbot.waitUntil(lambda: rendered(viewer))
    rect = viewer.pages._rect_of(0)
    assert rect.width() / rect.height() == pytest.approx(792 / 612, rel=0.02)


def test_buttons_keys_and_field_lead_from_page_to_page(qtbot, viewer, attach, tmp_path):
    viewer.show_document(attach(letter(tmp_path / "letter.pdf", 12)))
    bar = viewer.bar
    assert not bar.previous.isEnabled()
    qtbot.mouseClick(bar.widgetForAction(bar.next), Qt.MouseButton.LeftButton)
    assert viewer.pages.page == 1
    viewer.pages.setFocus()
    qtbot.keyClick(viewer.pages, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: viewer.pages.page == 2)
    qtbot.keyClick(viewer.pages, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: viewer.pages.page == 1)
    number = bar.page_field.number
    number.selectAll()
    qtbot.keyClicks(number, "9")
    qtbot.keyClick(number, Qt.Key.Key_Return)
    assert viewer.pages.page == 8
    qtbot.keyClick(viewer.pages, Qt.Key.Key_End)
    assert number.value() == 12
    assert not bar.next.isEnabled()


def test_zoom_keys_and_menu_change_the_size(qtbot, viewer, attach, tmp_path):
    viewer.show_document(attach(letter(tmp_path / "letter.pdf", 2)))
    viewer.pages.setFocus()
    before = viewer.pages.zoom
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(viewer.pages, Qt.Key.Key_Plus, control)
    qtbot.waitUntil(lambda: viewer.pages.zoom > before)
    qtbot.keyClick(viewer.pages, Qt.Key.Key_Minus, control)
    qtbot.keyClick(viewer.pages, Qt.Key.Key_0, control)
    qtbot.waitUntil(lambda: viewer.pages.fit is Fit.WIDTH)
    hundred = next(a for a in viewer.bar.zoom_menu.actions() if a.text() == "100 %")
    hundred.trigger()
    assert viewer.bar.zoom_button.text() == "100 %"
    assert viewer.bar.zoom_button.accessibleName() == "Size of the pages: 100 %"


def test_a_turn_is_kept_with_the_document_and_undone(viewer, attach, tmp_path, workspace):
    document = attach(letter(tmp_path / "letter.pdf", 1))
    stored = documents.original(workspace, document.id)
    viewer.show_document(document)
    viewer.bar.turn.trigger()
    assert viewer.pages.quarter_turns == 1
    assert documents.original(workspace, document.id) == stored
    viewer.show_document(None)
    viewer.show_document(document)
    assert viewer.pages.quarter_turns == 1
    assert workspace.undo() == "Pages turned"
    viewer.show_document(document)
    assert viewer.pages.quarter_turns == 0


def test_words_are_found_page_by_page_and_lead_there(qtbot, viewer, attach, tmp_path):
    viewer.show_document(attach(letter(tmp_path / "letter.pdf", 12)))
    viewer.pages.setFocus()
    qtbot.keyClick(viewer.pages, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(viewer.search.isVisible)
    qtbot.keyClicks(viewer.search.line, "page 1 of a sample")
    qtbot.waitUntil(lambda: viewer.search.said == "1 of 1")
    viewer.search.line.clear()
    qtbot.keyClicks(viewer.search.line, "KNEE")
    qtbot.waitUntil(lambda: viewer.search.said == "1 of 12")
    assert viewer.search.list.item(4).text().startswith("Page 5   …Page 5 of a sample")
    qtbot.keyClick(viewer.search.line, Qt.Key.Key_Return)
    assert (viewer.pages.page, viewer.search.said) == (1, "2 of 12")
    shift = Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(viewer.search.line, Qt.Key.Key_Return, shift)
    qtbot.keyClick(viewer.search.line, Qt.Key.Key_Return, shift)
    assert (viewer.pages.page, viewer.search.said) == (11, "12 of 12")
    qtbot.keyClicks(viewer.search.line, "xyz")
    qtbot.waitUntil(lambda: viewer.search.said == "Not found")
    qtbot.keyClick(viewer.search.line, Qt.Key.Key_Escape)
    assert not viewer.search.isVisible()


def test_a_click_on_a_place_turns_to_its_page(qtbot, viewer, attach, tmp_path):
    viewer.show_document(attach(letter(tmp_path / "letter.pdf", 6)))
    viewer.open_search()
    qtbot.keyClicks(viewer.search.line, "knee")
    qtbot.waitUntil(lambda: viewer.search.said == "1 of 6")
    places = viewer.search.list
    place = places.visualItemRect(places.item(3)).center()
    qtbot.mouseClick(places.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert viewer.pages.page == 3


def test_a_picture_has_no_text_to_search_and_says_so(qtbot, viewer, attach, tmp_path):
    path = tmp_path / "photo.png"
    photo = QImage(300, 400, QImage.Format.Format_RGB888)
    photo.fill(QColor("#884422"))
    photo.save(str(path))
    viewer.show_document(attach(path))
    qtbot.waitUntil(lambda: rendered(viewer))
    viewer.open_search()
    qtbot.keyClicks(viewer.search.line, "knee")
    qtbot.waitUntil(lambda: viewer.search.said == "These pages hold no text, only pictures.")


def test_the_text_of_a_page_can_be_copied(qtbot, viewer, bridge, attach, tmp_path):
    viewer.show_document(attach(letter(tmp_path / "letter.pdf", 3)))
    viewer.pages.go_to(1)
    with qtbot.waitSignal(bridge.said) as heard:
        viewer.bar.copy.trigger()
    assert heard.args[0].text == "The text of page 2 is on the clipboard."
    copied = QGuiApplication.clipboard().text()
    assert copied == "Page 2 of a sample letter about the knee brace."


def test_the_document_can_be_read_as_text(qtbot, viewer, attach, tmp_path):
    viewer.show_document(attach(letter(tmp_path / "letter.pdf", 2)))
    viewer.bar.as_text.trigger()
    qtbot.waitUntil(viewer.text.isVisible)
    assert "Page 2 of a sample letter about the knee brace." in viewer.text.toPlainText()
    viewer.bar.as_text.trigger()
    assert viewer.pages.isVisible()


def test_a_file_that_cannot_be_shown_says_so_and_offers_a_copy(qtbot, viewer, attach, tmp_path):
    path = tmp_path / "records.bin"
    path.write_bytes(bytes(range(256)) * 8)
    document = attach(path)
    viewer.show_document(document)
    assert viewer.message == document.note
    assert "cannot be shown" in viewer.message
    with qtbot.waitSignal(viewer.copy_wanted):
        qtbot.mouseClick(viewer.save_copy, Qt.MouseButton.LeftButton)


def test_three_hundred_pages_open_at_once_and_only_those_in_sight_are_drawn(
    qtbot, viewer, attach, tmp_path
):
    document = attach(letter(tmp_path / "long.pdf", 300))
    began = time.perf_counter()
    viewer.show_document(document)
    assert time.perf_counter() - began < 0.5
    qtbot.waitUntil(lambda: rendered(viewer))
    viewer.pages.go_to(299)
    qtbot.waitUntil(lambda: rendered(viewer))
    assert viewer.bar.page_field.number.value() == 300
    assert len(viewer.pages._images) < 10


def test_another_document_begins_on_its_first_page(qtbot, viewer, attach, tmp_path):
    first = attach(letter(tmp_path / "first.pdf", 9))
    second = attach(letter(tmp_path / "second.pdf", 4))
    viewer.show_document(first, page=6)
    qtbot.waitUntil(lambda: rendered(viewer))
    assert viewer.pages.page == 6
    viewer.show_document(second)
    qtbot.waitUntil(lambda: rendered(viewer))
    assert (viewer.pages.page, viewer.pages.page_count) == (0, 4)


def test_the_same_document_again_stays_on_its_page(qtbot, viewer, attach, tmp_path):
    document = attach(letter(tmp_path / "letter.pdf", 9))
    viewer.show_document(document, page=6)
    viewer.show_document(document)
    assert viewer.pages.page == 6


def test_a_page_asked_for_a_document_left_behind_is_dropped(qtbot, viewer, attach, tmp_path):
    document = attach(letter(tmp_path / "letter.pdf", 2))
    viewer.show_document(document)
    viewer.show_document(None)
    qtbot.waitUntil(lambda: not viewer._tasks.running)
    assert viewer.message == "Choose a document to read it here."
    viewer.show_document(document)
    qtbot.waitUntil(lambda: rendered(viewer))


def test_a_window_closed_while_a_document_opens_is_left_in_peace(
    qtbot, workspace, bridge, attach, tmp_path
):
    viewer = DocumentViewer(workspace, bridge, bridge.tasks)
    viewer.show()
    viewer.show_document(attach(letter(tmp_path / "letter.pdf", 3)))
    assert bridge.tasks.running
    delete(viewer)
    qtbot.waitUntil(lambda: not bridge.tasks.running)


def test_reading_leaves_nothing_on_the_disk(qtbot, viewer, attach, tmp_path, workspace):
    document = attach(letter(tmp_path / "letter.pdf", 3))
    before = {path.name for path in tmp_path.iterdir()}
    viewer.show_document(document)
    qtbot.waitUntil(lambda: rendered(viewer))
    assert {path.name for path in tmp_path.iterdir()} == before


def test_all_that_takes_the_keyboard_has_a_name(qtbot, viewer, attach, tmp_path):
    viewer.show_document(attach(letter(tmp_path / "letter.pdf", 3)))
    viewer.open_search()
    for widget in viewer.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            text = widget.text() if hasattr(widget, "text") else ""
            assert widget.accessibleName() or text, widget


def test_a_window_closed_while_a_page_is_drawn_is_left_in_peace(
    qtbot, workspace, bridge, attach, tmp_path
):
    viewer = DocumentViewer(workspace, bridge, bridge.tasks)
    viewer.show()
    viewer.show_document(attach(letter(tmp_path / "letter.pdf", 1)))
    qtbot.waitUntil(lambda: rendered(viewer))
    viewer.pages.set_zoom(1.1)
    assert bridge.tasks.running
    delete(viewer)
    qtbot.waitUntil(lambda: not bridge.tasks.running)


def test_small_pictures_lead_to_their_pages_and_follow(qtbot, viewer, attach, tmp_path):
    viewer.show_document(attach(letter(tmp_path / "letter.pdf", 12)))
    qtbot.waitUntil(lambda: rendered(viewer))
    assert not viewer.thumbnails.isVisible()
    viewer.pages.setFocus()
    qtbot.keyClick(viewer.pages, Qt.Key.Key_F4)
    assert viewer.thumbnails.isVisible()
    assert viewer.thumbnails.model().rowCount() == 12
    qtbot.waitUntil(lambda: viewer.thumbnails.wanted() is None)
    first = viewer.thumbnails.model().index(0, 0)
    assert not first.data(Qt.ItemDataRole.DecorationRole).isNull()
    assert first.data(Qt.ItemDataRole.AccessibleTextRole) == "Page 1"
    viewer.thumbnails.setFocus()
    qtbot.keyClick(viewer.thumbnails, Qt.Key.Key_Down)
    assert viewer.pages.page == 1
    viewer.pages.go_to(7)
    assert viewer.thumbnails.currentIndex().row() == 7


def test_pictures_that_are_out_of_sight_are_not_drawn(qtbot, viewer, attach, tmp_path):
    viewer.show_document(attach(letter(tmp_path / "letter.pdf", 60)))
    viewer.bar.thumbnails.trigger()
    qtbot.waitUntil(lambda: viewer.thumbnails.wanted() is None and rendered(viewer))
    last = viewer.thumbnails.model().index(59, 0)
    assert last.data(Qt.ItemDataRole.DecorationRole) is None
