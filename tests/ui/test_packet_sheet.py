"""The packet sheet: a packet too large for a portal is saved in parts when the user asks for it."""

from datetime import date

import pytest
from pikepdf import PasswordError, Pdf
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from advocate_desktop.domain.documents import DocumentKind
from advocate_desktop.domain.packets import PacketKind
from advocate_desktop.services import documents, packet_plans
from advocate_desktop.services.history import history


@pytest.fixture
def photos(workspace, rosa, tmp_path):
    """Two photos of about 3 MB attached to Rosa's case."""
    for number in range(2):
        path = tmp_path / f"photo-{number}.jpg"
        Image.effect_noise((2100, 2100), 90 + number).save(path, quality=90)
        assert 2_500_000 < path.stat().st_size < 4_500_000
        documents.attach(workspace, rosa, path, DocumentKind.PHOTO)


def saved(window, answers, out, choice):
    answers.save = out
    window.desk.work.build_packet(PacketKind.PLAN)
    sheet = window.desk.pane.sheet
    sheet.output.parts.set_value(choice)
    if not sheet.anyway.isHidden():
        sheet.anyway.box.click()
    sheet.attempt()
    return sorted(path.name for path in out.parent.glob("packet*.pdf"))


def test_a_packet_is_one_file_unless_parts_are_asked_for(window, answers, photos, tmp_path):
    assert saved(window, answers, tmp_path / "packet.pdf", None) == ["packet.pdf"]
    assert "was saved as “packet.pdf”" in window.notices.text


def test_a_packet_is_saved_in_parts_of_the_size_chosen(window, answers, photos, tmp_path):
    names = saved(window, answers, tmp_path / "packet.pdf", 5_000_000)
    assert names == ["packet-part-1.pdf", "packet-part-2.pdf"]
    assert all((tmp_path / name).stat().st_size <= 5_000_000 for name in names)
    assert "in 2 files, from “packet-part-1.pdf” to “packet-part-2.pdf”" in window.notices.text


def test_a_packet_is_saved_for_a_fax(window, answers, photos, tmp_path):
    out = tmp_path / "packet.pdf"
    assert saved(window, answers, out, "fax") == ["packet.pdf"]
    assert b"/CCITTFaxDecode" in out.read_bytes()
    assert out.stat().st_size < 3_000_000


@pytest.fixture
def sheet(window, photos):
    window.desk.work.build_packet(PacketKind.PLAN)
    return window.desk.pane.sheet


def plan(workspace, rosa):
    return packet_plans.editions(workspace, rosa)[0]


def typed(field, text):
    field.box.setFocus()
    field.box.selectAll()
    QTest.keyClicks(field.box, text)


def test_a_packets_parts_title_and_address_are_chosen_and_undone(sheet, workspace, rosa, qtbot):
    names = [sheet.options.parts.item(n).text() for n in range(sheet.options.parts.count())]
    sheet.options.parts.item(names.index("Chronology")).setCheckState(Qt.CheckState.Unchecked)
    assert plan(workspace, rosa).parts_left_out == {"chronology"}
    typed(sheet.options.title, "For Dr. Sample")
    QTest.keyClick(sheet.options.title.box, Qt.Key.Key_Return)
    typed(sheet.options.recipient, "Dr. Sample")
    sheet.options.recipient.left.emit()
    kept = plan(workspace, rosa)
    assert (kept.title, kept.recipient) == ("For Dr. Sample", "Dr. Sample")
    assert workspace.undo() == "Packet’s address changed"
    assert workspace.undo() == "Packet renamed"
    assert workspace.undo() == "Part of a packet left out"


def test_an_exhibit_is_dated_and_its_page_turned(sheet, workspace, rosa, qtbot):
    sheet.exhibits.list.setCurrentRow(0)
    qtbot.waitUntil(lambda: sheet.preview.view.page_count == 1)
    sheet.preview.turn_button.click()
    assert plan(workspace, rosa).exhibits[0].turns == "1:90"
    assert "1 page turned" in sheet.exhibits.list.item(0).text()
    typed(sheet.exhibits.date, "5 Jan 2026")
    sheet.exhibits.date.left.emit()
    assert plan(workspace, rosa).exhibits[0].date == date(2026, 1, 5)
    assert "Mon 5 Jan 2026" in sheet.exhibits.list.item(0).text()


def test_a_finding_leads_to_where_it_is_mended(window, sheet, workspace, rosa):
    buttons = {b.accessibleName(): b for b in sheet.findings.findChildren(QPushButton)}
    name = next(name for name in buttons if name.startswith("Write it: "))
    buttons[name].click()
    assert window.desk.pane.sheet is None
    assert window.desk.pane.page.tabs.currentIndex() == 0


def test_going_on_without_something_is_kept_in_the_history(
    sheet, workspace, rosa, answers, tmp_path
):
    assert not sheet.anyway.isHidden()
    sheet.anyway.box.click()
    answers.save = tmp_path / "packet.pdf"
    sheet.attempt()
    kept = plan(workspace, rosa)
    assert kept.went_without
    labels = [row.label for row in history(workspace, rosa)]
    assert any(label.startswith("Packet goes without: ") for label in labels)


def test_a_packet_is_locked_and_its_fingerprints_written(sheet, answers, tmp_path):
    if not sheet.anyway.isHidden():
        sheet.anyway.box.click()
    answers.save = tmp_path / "packet.pdf"
    sheet.output.manifest.set_value(True)
    sheet.output.lock.box.click()
    sheet.attempt()
    assert "Type a password" in sheet.problem.text
    sheet.output.password.set_value("copper lantern")
    sheet.attempt()
    with pytest.raises(PasswordError):
        Pdf.open(answers.save)
    with Pdf.open(answers.save, password="copper lantern") as pdf:
        assert len(pdf.pages) > 3
    assert (tmp_path / "packet.manifest.json").is_file()


def test_every_page_is_looked_at_when_asked_for(sheet):
    before = sheet.findings.findings
    sheet.look_button.click()
    assert set(before) <= set(sheet.findings.findings)


def test_a_paper_that_is_not_in_the_list_is_added_by_name(sheet, workspace, rosa, tmp_path):
    sheet.exhibits.list.setCurrentRow(0)
    sheet.preview.turned.emit(1)  # the list is kept now
    for name in ("late.txt", "later.txt"):
        (tmp_path / name).write_text(f"A {name} paper.")
        documents.attach(workspace, rosa, tmp_path / name)
    offered = {action.text(): action for action in sheet.add_button.menu().actions()}
    assert {"late.txt", "later.txt", "All of them"} <= set(offered)
    before = len(plan(workspace, rosa).exhibits)
    offered["late.txt"].trigger()
    assert len(plan(workspace, rosa).exhibits) == before + 1
    assert "late.txt" in sheet.exhibits.list.item(before).text()
    assert workspace.undo() == "Papers added to the packet"
