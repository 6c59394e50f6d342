"""Where a case stands: one status, one sentence, and the next step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from advocate_desktop.domain.cases import CaseRecord
from advocate_desktop.domain.deadlines import Deadline
from advocate_desktop.domain.routes import Option


class Status(StrEnum):
    """The status of a case, derived from its record."""

    NEW = "new"
    GRIEVANCE_PENDING = "grievance_pending"
    PLAN_LATE = "plan_late"
    DECIDED = "decided"
    WITH_DMHC = "with_dmhc"
    WITH_IMR = "with_imr"
    WON = "won"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


class Step(StrEnum):
    """A next step the window can offer as a button."""

    RECORD_DENIAL = "record_denial"
    WRITE_GRIEVANCE = "write_grievance"
    WRITE_EXPEDITED = "write_expedited"
    RECORD_RECEIPT = "record_receipt"
    WRITE_FOLLOW_UP = "write_follow_up"
    WRITE_OVERDUE_NOTICE = "write_overdue_notice"
    PREPARE_DMHC = "prepare_dmhc"
    PREPARE_IMR = "prepare_imr"
    RECORD_DECISION = "record_decision"
    WRITE_IMPLEMENTATION = "write_implementation"
    RECORD_EVENT = "record_event"


@dataclass(frozen=True, slots=True)
class Standing:
    """Status, the sentence that begins the case page, and what to do next."""

    status: Status
    sentence: str
    steps: tuple[Step, ...]
    """Most useful first; may be empty for a closed case."""
    next_deadline: Deadline | None
    """The deadline to show in a list: overdue first, then the nearest still open."""
    late_days: int = 0
    """Days the plan or an agency is late under the rule shown; 0 when nobody is."""


def standing(
    record: CaseRecord,
    deadlines: tuple[Deadline, ...],
    options: tuple[Option, ...],
    as_of: datetime,
) -> Standing:
    """Return where the case stands, from its record and what was derived from it."""
    raise NotImplementedError
