"""Printing with a look before, on a real printer of Qt's that writes a PDF."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from reportlab.pdfgen.canvas import Canvas

from advocate_desktop.domain.packets import PacketKind
from advocate_desktop.services import drafts
from advocate_desktop.services.paper_pages import PaperPages
from advocate_desktop.ui import printing
from advocate_desktop.ui.print_sheet import PrintSheet


class PdfPrinters:
    """One printer, which prints into a file."""

    def __init__(self, out: Path, names=("To a file",)) -> None:
        self.out = out
        self._names = names

    def names(self):
        return self._names

    def printer(self, name):
        made = QPrinter(QPrinter.PrinterMode.HighResolution)
        made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        made.setOutputFileName(str(self.out))
        return made


@pytest.fixture
def printers(window, tmp_path):
    made = window.desk.printing.printers = PdfPrinters(tmp_path / "printed.pdf")
    return made


def pdf(path: Path, *words: str, size=(612, 792)) -> bytes:
    canvas = Canvas(str(path), pagesize=size, invariant=1)
    for text in words:
        canvas.setFont("Helvetica", 60)
        canvas.drawString(72, size[1] / 2, text)
        canvas.showPage()
    canvas.save()
    return path.read_bytes()


def info(path: Path) -> dict[str, str]:
    ran = subprocess.run(["pdfinfo", str(path)], capture_output=True, text=True, check=True)
    pairs = (line.partition(":") for line in ran.stdout.splitlines())
    return {name: value.strip() for name, _, value in pairs}


def inked(path: Path, page: int) -> float:
    """Return how much of a page is dark, from 0 to 1."""
    ran = subprocess.run(
        ["pdftoppm", "-r", "50", "-f", str(page), "-l", str(page), "-gray", str(path)],
        capture_output=True,
        check=True,
    )
    pixels = ran.stdout.split(b"\n", 3)[3]
    return sum(p < 128 for p in pixels) / len(pixels)


def test_a_letter_is_looked_at_and_printed(window, printers, rosa, qtbot, workspace, tmp_path):
    window.desk.work.write_letter("acknowledgement-follow-up")
    editor = window.desk.pane.sheet
    qtbot.waitUntil(lambda: hasattr(editor, "writing"))
    actions = {action.text(): action for action in editor.other_button.menu().actions()}
    actions["&Print…"].trigger()
    sheet = window.desk.pane.sheet
    assert isinstance(sheet, PrintSheet)
    assert "page" in sheet.count.text()
    sheet.main_button.click()
    assert "went to the printer" in window.notices.text
    assert window.desk.pane.sheet is editor
    assert int(info(printers.out)["Pages"]) >= 1
    made = tmp_path / "letter.pdf"
    made.write_bytes(drafts.render(workspace, editor.writing.draft_id))
    assert inked(printers.out, 1) == pytest.approx(inked(made, 1), rel=0.3)


def test_pages_copies_and_sides_are_told_to_the_printer(qtbot, bridge, tmp_path):
    data = pdf(tmp_path / "three.pdf", "One", "Two", "Three")
    printers = PdfPrinters(tmp_path / "printed.pdf")
    sheet = PrintSheet(bridge, "Three pages", lambda: PaperPages(data), printers)
    qtbot.addWidget(sheet)
    sheet.show()
    QTest.keyClicks(sheet.pages.box, "3-2")
    sheet.attempt()
    assert "does not" in sheet.problem.text or "cannot" in sheet.problem.text
    assert not printers.out.exists()
    sheet.pages.box.selectAll()
    QTest.keyClicks(sheet.pages.box, "2-3")
    sheet.attempt()
    assert info(printers.out)["Pages"] == "2"
    assert info(printers.out)["Page size"].startswith(("612 x 792", "595"))


def test_a_wide_page_is_printed_on_a_wide_sheet(qtbot, bridge, tmp_path):
    data = pdf(tmp_path / "wide.pdf", "Wide", size=(792, 612))
    printers = PdfPrinters(tmp_path / "printed.pdf")
    sheet = PrintSheet(bridge, "Wide", lambda: PaperPages(data), printers)
    qtbot.addWidget(sheet)
    sheet.attempt()
    width, _, height = info(printers.out)["Page size"].split()[:3]
    assert float(width) > float(height)
    assert inked(printers.out, 1) == pytest.approx(inked(tmp_path / "wide.pdf", 1), rel=0.3)


def test_without_a_printer_a_sentence_says_what_to_do(qtbot, bridge, tmp_path):
    data = pdf(tmp_path / "one.pdf", "One")
    none = PdfPrinters(tmp_path / "x.pdf", names=())
    sheet = PrintSheet(bridge, "One", lambda: PaperPages(data), none, can_save=True)
    qtbot.addWidget(sheet)
    sheet.show()
    assert sheet.none.isVisible()
    assert sheet.save_button.isVisible()
    assert not sheet.main_button.isEnabled()
    assert not sheet.printer.isVisible()


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_does_not_answer_is_said(tmp_path, qapp):
    data = pdf(tmp_path / "one.pdf", "One")
    printer = PdfPrinters(tmp_path / "no" / "folder" / "x.pdf").printer("")
    order = printing.Order("One", (1,))
    printing.set_up(printer, order)
    with pytest.raises(printing.NotPrinted, match="Nothing was printed"):
        printing.put(printer, PaperPages(data), order, None)


def test_a_packet_is_printed_as_it_would_go_out(window, printers, rosa):
    window.desk.work.build_packet(PacketKind.PLAN)
    sheet = window.desk.pane.sheet
    sheet.print_packet()
    if sheet.anyway.isVisible():
        assert "missing" in sheet.problem.text.lower()
        sheet.anyway.set_value(True)
        sheet.anyway.edited.emit()
        sheet.print_packet()
    shown = window.desk.pane.sheet
    assert isinstance(shown, PrintSheet)
    shown.main_button.click()
    assert int(info(printers.out)["Pages"]) > 3


def test_with_nothing_in_sight_it_says_so(window, rosa):
    window.acts["print"].trigger()
    assert "nothing in sight" in window.notices.text
