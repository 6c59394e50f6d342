"""The packet sheet: a packet too large for a portal is saved in parts when the user asks for it."""

import pytest
from PIL import Image

from advocate_desktop.domain.documents import DocumentKind
from advocate_desktop.domain.packets import PacketKind
from advocate_desktop.services import documents


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
    sheet.parts.set_value(choice)
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
