"""Routes: the doors a case can go through, and which stand open on a given day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from advocate_desktop.domain.cases import CaseRecord
from advocate_desktop.domain.rules import RuleBook


class Route(StrEnum):
    """A door: somewhere a member can take the dispute."""

    PLAN_GRIEVANCE = "plan_grievance"
    EXPEDITED_GRIEVANCE = "expedited_grievance"
    DMHC_COMPLAINT = "dmhc_complaint"
    IMR = "imr"
    MEDI_CAL_APPEAL = "medi_cal_appeal"
    STATE_FAIR_HEARING = "state_fair_hearing"
    MEDICARE_RECONSIDERATION = "medicare_reconsideration"
    MEDICARE_GRIEVANCE = "medicare_grievance"
    ERISA_APPEAL = "erisa_appeal"
    FEDERAL_EXTERNAL_REVIEW = "federal_external_review"
    CDI_COMPLAINT = "cdi_complaint"
    CDI_IMR = "cdi_imr"
    FEHB_RECONSIDERATION = "fehb_reconsideration"


class RouteState(StrEnum):
    """How a door stands."""

    OPEN = "open"
    NOT_YET = "not_yet"
    CLOSED = "closed"
    DONE = "done"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True)
class Option:
    """One door with its reasons and the law they come from."""

    route: Route
    state: RouteState
    opens: date | None
    """First day it may be used; None when that does not depend on a date."""
    until: date | None
    """Nominal last day."""
    reasons: tuple[str, ...]
    citations: tuple[str, ...]


def options(record: CaseRecord, rules: RuleBook, as_of: datetime) -> tuple[Option, ...]:
    """Return every route in the order of `Route`; those that do not apply are closed, with why."""
    raise NotImplementedError
