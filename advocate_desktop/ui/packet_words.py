"""What the window calls the kinds of packets, and what each is for."""

from __future__ import annotations

from collections.abc import Mapping

from advocate_desktop.domain.packets import PacketKind, Part

PACKETS: dict[PacketKind, str] = {
    PacketKind.PLAN: "Packet for the plan",
    PacketKind.DMHC: "Packet for the DMHC complaint",
    PacketKind.IMR: "Packet for the medical review (IMR)",
    PacketKind.STATE_HEARING: "Packet for the State Fair Hearing",
    PacketKind.MEDICARE: "Packet for the Medicare reconsideration",
    PacketKind.ERISA: "Packet for the employer plan’s appeal",
    PacketKind.OWN: "Packet for somebody else",
}
PACKET_NOTES: dict[PacketKind, str] = {
    PacketKind.PLAN: "Your grievance with its evidence, for the health plan itself.",
    PacketKind.DMHC: "A complaint to the state’s Department of Managed Health Care.",
    PacketKind.IMR: "An application for review by doctors from outside the plan.",
    PacketKind.STATE_HEARING: "For the judge who hears a Medi-Cal case.",
    PacketKind.MEDICARE: "Asks a Medicare plan to look at its decision again.",
    PacketKind.ERISA: "Asks an employer’s own plan to look at its decision again.",
    PacketKind.OWN: "For a doctor, a lawyer, the client or another agency.",
}

USUAL_PACKETS = (PacketKind.PLAN, PacketKind.DMHC, PacketKind.IMR)
"""The kinds that have a command of their own."""

PARTS: Mapping[Part, str] = {
    Part.COVER_LETTER: "Cover letter",
    Part.WORKSHEET: "Worksheet for the DMHC’s form",
    Part.ASSISTANT_WORKSHEET: "Worksheet for the authorized assistant form",
    Part.CONTENTS: "Contents",
    Part.STATEMENT: "Statement of the issue",
    Part.REPLY: "Point-by-point reply",
    Part.CHRONOLOGY: "Chronology",
    Part.CALL_LOG: "Call log",
    Part.DATES_COUNTED: "How these dates were counted",
}
"""The parts set by the program, in their order."""
