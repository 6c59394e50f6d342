"""The window reads scans by itself, shows that it does, and never holds anybody up with it."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont
from PySide6.QtWidgets import QPushButton

from advocate_desktop.services import documents, ocr
from advocate_desktop.services.search import search
from advocate_desktop.ui.tasks import Tasks
from advocate_desktop.ui.window import MainWindow

FONT = Path(__file__).parents[2] / "resources" / "fonts" / "NotoSans-Regular.ttf"


def scan(text: str, lines: int = 1) -> bytes:
    page, out = Image.new("L", (850, 1100), 250), io.BytesIO()
    font = ImageFont.truetype(str(FONT), 36)
    ImageDraw.Draw(page).multiline_text((60, 60), "\n".join([text] * lines), font=font, fill=10)
    page.save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def attach(workspace, rosa):
    def attach(*texts, lines=1):
        for text in texts:
            documents.attach_bytes(workspace, rosa, "scan.png", scan(text, lines))

    return attach


@pytest.fixture
def busy_window(qtbot, memory, answers, clock, workspace, rosa):
    """A window whose long work is done by threads, as at the user's."""
    window = MainWindow(memory, answers, clock, Tasks())
    qtbot.addWidget(window)
    window.show()
    yield window
    window.tasks.stop()


def found(workspace, word):
    return [hit.page for hit in search(workspace, word) if hit.page]


def test_scans_that_wait_are_read_and_told(window, workspace, attach):
    attach("Zebraquartz denied")
    window.desk.ocr.look()
    assert found(workspace, "zebraquartz") == [1]
    assert window.notices.text == "1 scanned page read. Searching finds them."
    assert window.desk.ocr.task is None


def test_a_change_of_the_documents_has_it_look_again(busy_window, qtbot, workspace, attach):
    busy_window.show_workspace(workspace)
    attach("Quillfeather denied")
    with qtbot.waitSignal(busy_window.desk.ocr.recognised, timeout=20_000):
        pass
    assert found(workspace, "quillfeather") == [1]


def test_what_comes_in_while_it_reads_is_read_after_it(busy_window, qtbot, workspace, attach):
    attach("The first letter", lines=15)
    busy_window.show_workspace(workspace)
    work = busy_window.desk.ocr
    work.look()
    qtbot.waitUntil(lambda: work.task is not None, timeout=10_000)
    attach("Quillfeather denied")
    qtbot.waitUntil(lambda: found(workspace, "quillfeather") == [1], timeout=30_000)


def test_it_can_be_stopped_and_goes_on_when_next_opened(busy_window, qtbot, workspace, attach):
    attach("The first letter", "The second letter", "The third letter", lines=15)
    busy_window.show_workspace(workspace)
    work = busy_window.desk.ocr
    work.look()
    qtbot.waitUntil(lambda: work.task is not None, timeout=10_000)
    buttons = busy_window.status.findChildren(QPushButton)
    (cancel,) = [b for b in buttons if b.accessibleName() == "Cancel: Reading scans"]
    with qtbot.waitSignal(work.recognised, timeout=10_000):
        cancel.click()
    assert ocr.waiting(workspace)
    work.look()
    qtbot.wait(300)
    assert work.task is None


def test_closing_does_not_wait_for_it(busy_window, qtbot, workspace, attach):
    attach("The first letter", "The second letter", "The third letter", lines=15)
    busy_window.show_workspace(workspace)
    work = busy_window.desk.ocr
    work.look()
    qtbot.waitUntil(lambda: work.task is not None, timeout=10_000)
    before = time.monotonic()
    assert busy_window.close_casebook()
    assert time.monotonic() - before < 3


def test_what_to_install_is_said_once(window, new_window, workspace, attach, monkeypatch, tmp_path):
    attach("Zebraquartz denied")
    monkeypatch.setenv("PATH", str(tmp_path))
    ocr._tesseract.cache_clear()
    try:
        window.desk.ocr.look()
        assert "Tesseract is not installed" in window.notices.text
        window.notices.dismiss()
        window.desk.ocr.look()
        assert window.notices.text == ""
        assert not window.memory.is_first("hint at OCR")
    finally:
        ocr._tesseract.cache_clear()
