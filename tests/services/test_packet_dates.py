"""What a packet says of dates whose rules were not read in the law's own words."""

from __future__ import annotations

import subprocess

import pytest

from advocate_desktop.domain.packet_plans import PlannedPacket, PlannedPacketId
from advocate_desktop.domain.packets import PacketKind, Part
from advocate_desktop.services import packets, sample
from advocate_desktop.services.workspace import Workspace


@pytest.fixture
def chau(tmp_path):
    ids = sample.sample_casebook(tmp_path / "sample.casebook")
    workspace = Workspace.open(tmp_path / "sample.casebook", None, clock=lambda: sample.AS_OF)
    yield workspace, ids
    workspace.close()


def text_of(data: bytes) -> str:
    ran = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True)
    return " ".join(ran.stdout.decode().split())


def test_the_sender_is_told_to_check_and_the_reader_is_not(chau):
    workspace, ids = chau
    case_id = ids["minh-chau-proton"]
    built = packets.build(workspace, case_id, PacketKind.DMHC, allow_incomplete=True)
    (told,) = (f for f in built.findings if f.code == "dates_unconfirmed")
    assert "Health & Safety Code 1368(a)(4)(A)" in told.message
    printed = text_of(built.data)
    assert "1368(a)(4)(A). Not confirmed in the law's text." in printed
    assert "relying" not in printed


def test_without_the_dates_there_is_nothing_to_check(chau):
    workspace, ids = chau
    planned = PlannedPacket(
        PlannedPacketId("plan"), "dmhc", parts_left_out=frozenset({Part.DATES_COUNTED})
    )
    found = packets.preflight(workspace, ids["minh-chau-proton"], PacketKind.DMHC, planned=planned)
    assert "dates_unconfirmed" not in {finding.code for finding in found}
