"""The exhibits of a packet in the window: order, pages, what is left out, editions, undo."""

from io import BytesIO

import pytest
from pikepdf import Pdf
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest

from advocate_desktop.domain.packets import PacketKind
from advocate_desktop.services import documents, packet_plans


@pytest.fixture
def papers(workspace, rosa):
    """Three papers of three, two and one pages."""
    return [
        documents.attach_bytes(workspace, rosa, f"{name}.pdf", _blank(pages))
        for name, pages in (("alpha", 3), ("beta", 2), ("gamma", 1))
    ]


def _blank(pages):
    out = BytesIO()
    with Pdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page(page_size=(612, 792 + pages))
        pdf.save(out)
    return out.getvalue()


@pytest.fixture
def sheet(window, papers):
    window.desk.work.build_packet(PacketKind.PLAN)
    return window.desk.pane.sheet


def order(sheet):
    return [sheet.exhibits.list.item(row).text() for row in range(sheet.exhibits.list.count())]


def typed(field, text):
    field.box.setFocus()
    field.box.setText(text)
    QTest.keyClick(field.box, Qt.Key.Key_Return)


def untick(sheet, qtbot, row):
    sheet.exhibits.list.item(row).setCheckState(Qt.CheckState.Unchecked)
    qtbot.waitUntil(lambda: sheet.exhibits.entries[row].left_out)


def test_the_list_shows_letters_titles_and_pages(sheet):
    texts = order(sheet)
    assert texts[0].startswith("A · ")
    assert any(text.endswith("3 pages") for text in texts)


def test_an_exhibit_moves_by_key_and_undo_moves_it_back(sheet, workspace, rosa):
    before = [entry.document for entry in sheet.exhibits.entries]
    sheet.exhibits.list.setCurrentRow(0)
    sheet.exhibits.down.click()
    moved = [entry.document for entry in sheet.exhibits.entries]
    assert moved[:2] == before[1::-1]
    assert sheet.exhibits.list.currentRow() == 1
    assert len(packet_plans.editions(workspace, rosa)) == 1
    workspace.undo()
    assert [entry.document for entry in sheet.exhibits.entries] == before
    assert packet_plans.editions(workspace, rosa) == ()


def test_a_dragged_exhibit_stays_where_it_was_dropped(sheet, workspace, rosa, qtbot):
    before = [entry.document for entry in sheet.exhibits.entries]
    model = sheet.exhibits.list.model()
    assert model.moveRow(QModelIndex(), 0, QModelIndex(), len(before))
    qtbot.waitUntil(lambda: bool(packet_plans.editions(workspace, rosa)))
    (kept,) = packet_plans.editions(workspace, rosa)
    assert [entry.document for entry in kept.exhibits] == [*before[1:], before[0]]


def test_pages_are_chosen_and_a_wrong_range_is_told(sheet, workspace, rosa):
    row = next(row for row, text in enumerate(order(sheet)) if text.endswith("3 pages"))
    sheet.exhibits.list.setCurrentRow(row)
    typed(sheet.exhibits.pages, "2-9")
    assert "has 3 pages" in sheet.exhibits.problem.text
    assert packet_plans.editions(workspace, rosa) == ()
    typed(sheet.exhibits.pages, "1, 3")
    assert order(sheet)[row].endswith("2 pages (1, 3)")


def test_an_exhibit_left_out_leaves_the_others_their_letters(sheet, qtbot):
    letters = [text.split(" · ")[0] for text in order(sheet)]
    untick(sheet, qtbot, 0)
    texts = order(sheet)
    assert texts[0].endswith("left out")
    assert [text.split(" · ")[0] for text in texts[1:]] == letters[1:]


def test_another_edition_takes_the_list_over_and_goes_its_own_way(sheet, workspace, rosa, qtbot):
    sheet.exhibits.list.setCurrentRow(0)
    sheet.exhibits.down.click()
    arranged = [entry.document for entry in sheet.exhibits.entries]
    sheet.kind.set_value(PacketKind.OWN)
    sheet.refresh()
    sheet.same_button.click()
    assert [entry.document for entry in sheet.exhibits.entries] == arranged
    untick(sheet, qtbot, 0)
    left_out = {
        one.kind: one.exhibits[0].left_out for one in packet_plans.editions(workspace, rosa)
    }
    assert left_out == {PacketKind.PLAN: False, PacketKind.OWN: True}


def test_the_saved_packet_follows_the_list(sheet, answers, tmp_path, qtbot):
    answers.save = tmp_path / "packet.pdf"
    for row in range(sheet.exhibits.list.count()):
        untick(sheet, qtbot, row)
    if not sheet.anyway.isHidden():
        sheet.anyway.box.click()
    sheet.attempt()
    with Pdf.open(answers.save) as pdf:
        sizes = {int(page.mediabox[3]) for page in pdf.pages}
    assert sizes == {792}


def test_exhibits_are_numbered_in_place_of_letters(sheet):
    sheet.options.counted.box.click()
    assert [text.split(" · ")[0] for text in order(sheet)][:3] == ["1", "2", "3"]


def test_a_built_packet_is_handed_on_to_be_marked_as_sent(window, sheet, workspace, rosa, qtbot):
    if not sheet.anyway.isHidden():
        sheet.anyway.box.click()
    with qtbot.waitSignal(sheet.send_wanted) as handed:
        sheet.send_button.click()
    _, planned, built = handed.args
    kept = packet_plans.editions(workspace, rosa)
    assert [plan.id for plan in kept] == [planned.id], "so that more can be sent after it"
    assert built.data.startswith(b"%PDF")
    qtbot.waitUntil(lambda: window.desk.pane.sheet.title == "Mark as sent")


def test_a_packet_is_saved_as_a_folder_for_a_portal(sheet, answers, tmp_path):
    answers.save = tmp_path / "packet"
    sheet.output.parts.set_value("portal")
    if not sheet.anyway.isHidden():
        sheet.anyway.box.click()
    sheet.attempt()
    assert len(list(answers.save.glob("*.pdf"))) > 3


def test_a_packet_begun_is_listed_and_taken_out_and_undo_brings_it_back(
    window, sheet, workspace, rosa
):
    sheet.exhibits.list.setCurrentRow(0)
    sheet.exhibits.down.click()
    sheet.closed.emit()
    page = window.desk.pane.page
    page.tabs.setCurrentWidget(page.papers)
    listed = page.papers.packets
    assert listed.list.count() == 1
    assert "exhibits · " in listed.list.item(0).text()
    listed.list.setCurrentRow(0)
    listed.remove_button.click()
    assert packet_plans.editions(workspace, rosa) == ()
    assert listed.isHidden()
    workspace.undo()
    assert listed.list.count() == 1
    listed.list.setCurrentRow(0)
    listed.open_button.click()
    assert window.desk.pane.sheet.title == "Build a packet"
