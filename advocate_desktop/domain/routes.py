"""Routes: which doors stand open for a case on a given day (law.md section 4)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from advocate_desktop.domain.cases import CaseRecord
from advocate_desktop.domain.deadlines import Deadline, derive
from advocate_desktop.domain.doors import federal, insurance, knox_keene, medi_cal
from advocate_desktop.domain.doors.door import Approach, Finding, Option, Route, RouteState
from advocate_desktop.domain.rules import RuleBook

__all__ = ["Option", "Route", "RouteState", "options", "options_from"]

_DOORS: dict[Route, Callable[[Approach], Finding]] = {
    Route.PLAN_GRIEVANCE: knox_keene.plan_grievance,
    Route.EXPEDITED_GRIEVANCE: knox_keene.expedited_grievance,
    Route.DMHC_COMPLAINT: knox_keene.dmhc_complaint,
    Route.IMR: knox_keene.imr,
    Route.MEDI_CAL_APPEAL: medi_cal.medi_cal_appeal,
    Route.STATE_FAIR_HEARING: medi_cal.state_fair_hearing,
    Route.MEDICARE_RECONSIDERATION: federal.medicare_reconsideration,
    Route.MEDICARE_GRIEVANCE: federal.medicare_grievance,
    Route.ERISA_APPEAL: federal.erisa_appeal,
    Route.FEDERAL_EXTERNAL_REVIEW: federal.federal_external_review,
    Route.CDI_COMPLAINT: insurance.cdi_complaint,
    Route.CDI_IMR: insurance.cdi_imr,
    Route.FEHB_RECONSIDERATION: federal.fehb_reconsideration,
}


def options(record: CaseRecord, rules: RuleBook, as_of: datetime) -> tuple[Option, ...]:
    """Return every route in the order of `Route`; those that do not apply are closed, with why."""
    return options_from(record, derive(record, rules, as_of), as_of)


def options_from(
    record: CaseRecord, deadlines: tuple[Deadline, ...], as_of: datetime
) -> tuple[Option, ...]:
    """Do as `options`, from deadlines already derived for the same record and instant."""
    approach = Approach(record, deadlines, as_of)
    return tuple(_option(route, door(approach)) for route, door in _DOORS.items())


def _option(route: Route, found: Finding) -> Option:
    return Option(route, found.state, found.opens, found.until, found.reasons, found.citations)
