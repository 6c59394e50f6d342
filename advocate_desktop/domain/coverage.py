"""Who pays for care, and so whose rules apply."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

CoverageId = NewType("CoverageId", str)


class Program(StrEnum):
    """The kind of coverage; it decides which rule packs and which doors apply."""

    DMHC_COMMERCIAL = "dmhc_commercial"
    MEDI_CAL = "medi_cal"
    MEDICARE_ADVANTAGE = "medicare_advantage"
    SELF_FUNDED = "self_funded"
    CDI = "cdi"
    FEHB = "fehb"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Coverage:
    """A client's membership in a health plan."""

    id: CoverageId
    plan: str = ""
    program: Program = Program.DMHC_COMMERCIAL
    member_id: str = ""
    group_number: str = ""
    medical_group: str = ""
    employer: str = ""
    grievance_address: str = ""
    """Where this plan takes grievances, copied by the user from the denial letter or the Evidence
    of Coverage: name on the first line, then the postal lines. No plan address ships with the
    program (law.md section 5)."""
    grievance_fax: str = ""
