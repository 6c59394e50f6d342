"""More papers after a packet was sent: letters and pages go on from what went out."""

from __future__ import annotations

import pytest
from reportlab.pdfgen.canvas import Canvas

from advocate_desktop.domain.documents import DocumentKind
from advocate_desktop.domain.packets import PacketKind
from advocate_desktop.services import documents, packet_plans, sent
from advocate_desktop.ui.packet_sheet import PacketSheet


def paper(workspace, rosa, tmp_path, name):
    canvas = Canvas(str(tmp_path / name), invariant=1)
    canvas.drawString(72, 700, f"This is {name}.")
    canvas.save()
    documents.attach(workspace, rosa, tmp_path / name, DocumentKind.OTHER)


@pytest.fixture
def item(window, workspace, rosa, tmp_path):
    """A packet for the plan that was sent."""
    paper(workspace, rosa, tmp_path, "first.pdf")
    window.desk.work.build_packet(PacketKind.PLAN)
    sheet = window.desk.pane.sheet
    if not sheet.anyway.isHidden():
        sheet.anyway.box.click()
    sheet.send_button.click()
    window.desk.pane.sheet.attempt()
    (item,) = sent.sent_items(workspace, rosa)
    return item


def test_a_sent_packet_knows_its_list_and_a_supplement_goes_on_from_it(
    window, workspace, rosa, item, tmp_path
):
    assert packet_plans.find(workspace, item.plan).documents
    paper(workspace, rosa, tmp_path, "second.pdf")
    window.desk.show_tab(4)
    shown = window.desk.pane.page.papers.sent
    assert shown.supplement_button.isVisibleTo(shown)
    shown.supplement_button.click()
    sheet = window.desk.pane.sheet
    assert isinstance(sheet, PacketSheet)
    texts = [sheet.exhibits.list.item(n).text() for n in range(sheet.exhibits.list.count())]
    assert len(texts) == 1
    assert texts[0].startswith("B · ")
    assert not sheet.kind.box.isEnabled()
    sheet.closed.emit()
    shown.supplement_button.click()
    plans = packet_plans.editions(workspace, rosa)
    continues = {plan.continues for plan in plans}
    assert (len(plans), continues) == (2, {None, item.id}), "it is begun once"


def test_without_its_list_there_is_no_supplement(window, workspace, rosa, item):
    workspace.run("Packet taken out", packet_plans.remove, item.plan)
    window.desk.work.build_supplement(item)
    assert "no longer in the casebook" in window.notices.text
