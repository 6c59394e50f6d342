"""What was promised on a call stands in the letters, the packet and the exported case."""

import subprocess
from dataclasses import replace
from datetime import date

import pytest

from advocate_desktop.domain.communications import (
    Channel,
    Communication,
    CommunicationId,
    Direction,
)
from advocate_desktop.domain.packets import PacketKind
from advocate_desktop.services import cases, communications, history, letters, packets

CALL = Communication(
    CommunicationId("call-1"),
    date(2026, 2, 3),
    Channel.PHONE,
    Direction.OUT,
    person="Denise",
    organization="Sample Health Plan",
    reference="REF-88",
    summary="She found the fax",
    department="Appeals",
    promise="a decision in writing",
    promised_by=date(2026, 2, 13),
)


@pytest.fixture
def case(workspace, enter, new_record, new_event):
    happened = (
        new_event("denial_received", "2026-01-09"),
        new_event("grievance_filed", "2026-01-20", method="fax"),
    )
    return enter(workspace, new_record(events=happened, communications=(CALL,)))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("initial-grievance", "She found the fax – promised by February 13, 2026: a decision"),
        ("es/initial-grievance", "promesa para el 13 de febrero de 2026: a decision in writing"),
    ],
)
def test_a_letter_quotes_the_promise_with_its_day(workspace, case, name, said):
    body = letters.draft(workspace, case, name).body
    assert said in " ".join(body.split())
    assert "Denise (Appeals, Sample Health Plan)" in body


def test_the_packet_quotes_it_in_chronology_and_call_log(workspace, case, tmp_path):
    built = packets.build(workspace, case, PacketKind.PLAN, allow_incomplete=True)
    path = tmp_path / "packet.pdf"
    path.write_bytes(built.data)
    told = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True)
    text = " ".join(told.stdout.split())
    assert text.count("Promised by Fri 13 Feb 2026: a decision in writing.") == 2
    assert "Denise, Appeals, Sample Health Plan" in text


def test_the_history_names_what_was_changed_of_a_promise(workspace, case):
    stored = cases.record(workspace, case).communications[0]
    assert stored == CALL
    later = replace(stored, promised_by=date(2026, 2, 14), department="Claims")
    workspace.run("Call changed", communications.change, later)
    lines = history.history(workspace, case)[0].lines
    moved = "promised by when: “Fri 13 Feb 2026” → “Sat 14 Feb 2026”"
    assert any(moved in line for line in lines)
    assert any("department: “Appeals” → “Claims”" in line for line in lines)
