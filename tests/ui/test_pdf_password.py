"""A locked PDF asks for its password when it is attached and where it would be read."""

from __future__ import annotations

import io

import pikepdf
import pytest
from PySide6.QtWidgets import QApplication
from reportlab.pdfgen.canvas import Canvas

from advocate_desktop.services import cases, locked_pdfs
from advocate_desktop.ui.pdf_password import PdfPassword


@pytest.fixture
def locked(tmp_path):
    paper, file = io.BytesIO(), tmp_path / "letter.pdf"
    canvas = Canvas(paper, invariant=1)
    canvas.drawString(72, 720, "Your request has been denied.")
    canvas.save()
    with pikepdf.Pdf.open(paper) as pdf:
        pdf.save(file, encryption=pikepdf.Encryption(user="rosa1960", owner="owner"))
    return file


@pytest.fixture
def pane(window, locked):
    window.desk.attach((locked,))
    return window.desk.pane.page.documents


def dialog(qtbot) -> PdfPassword:
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, PdfPassword)]
    (shown,) = [w for w in found if w.isVisible()]
    return shown


def type_and_open(asked: PdfPassword, password: str) -> None:
    asked.password.set_value(password)
    asked.open_button.click()


def test_attaching_a_locked_pdf_asks_for_its_password(pane, qtbot):
    asked = dialog(qtbot)
    type_and_open(asked, "wrong")
    assert "does not open" in asked.problem.text
    assert asked.isVisible()
    type_and_open(asked, "rosa1960")
    assert not asked.isVisible()
    assert pane.viewer.pages.page_count == 1
    assert pane.viewer.message == ""


def test_it_can_be_left_locked_and_opened_from_the_viewer(pane, qtbot, workspace, rosa):
    asked = dialog(qtbot)
    asked.later_button.click()
    assert not asked.isVisible()
    assert "password" in pane.viewer.message
    assert pane.viewer.give_password.isVisible()
    pane.viewer.give_password.click()
    type_and_open(dialog(qtbot), "rosa1960")
    assert not locked_pdfs.locked_ones(workspace, rosa)
    assert not pane.viewer.give_password.isVisible()


def test_nothing_typed_is_said(pane, qtbot):
    asked = dialog(qtbot)
    asked.open_button.click()
    assert asked.problem.text == "Type the password first."
    asked.show_letters.set_value(True)
    asked.reject()


def test_other_files_are_attached_without_being_asked(window, tmp_path, workspace, rosa):
    (tmp_path / "note.txt").write_text("A note")
    window.desk.attach((tmp_path / "note.txt",))
    assert len(cases.record(workspace, rosa).documents) == 1
    assert not [w for w in QApplication.topLevelWidgets() if isinstance(w, PdfPassword)]
