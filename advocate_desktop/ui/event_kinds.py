"""Which kinds of events the window offers for a case, by the law that holds for it."""

from __future__ import annotations

from advocate_desktop.domain.coverage import Program
from advocate_desktop.domain.events import EventKind as Kind

APPOINTMENTS = (Kind.APPOINTMENT_REQUESTED, Kind.APPOINTMENT_OFFERED, Kind.APPOINTMENT_HELD)

_BEGINNING = (Kind.INCIDENT, Kind.DENIAL_RECEIVED)
_CARE = (
    Kind.AUTHORIZATION_REQUESTED,
    Kind.AUTHORIZATION_GRANTED,
    Kind.REVIEW_AFTER_CARE_REQUESTED,
    Kind.DRUG_REQUESTED,
    Kind.DRUG_EXCEPTION_REQUESTED,
    *APPOINTMENTS,
    Kind.CLAIM_SUBMITTED,
    Kind.CLAIM_PAID,
)
_GRIEVANCE = (
    Kind.GRIEVANCE_FILED,
    Kind.GRIEVANCE_RECEIVED,
    Kind.ACKNOWLEDGEMENT_RECEIVED,
    Kind.EXPEDITED_REQUESTED,
    Kind.EXPEDITED_REFUSED,
    Kind.DECISION_RECEIVED,
)
_APPEAL = (Kind.APPEAL_FILED, Kind.APPEAL_ACKNOWLEDGED)
_STATE = (
    Kind.DMHC_COMPLAINT_FILED,
    Kind.DMHC_ACKNOWLEDGEMENT_RECEIVED,
    Kind.DMHC_DECISION_RECEIVED,
    Kind.IMR_FILED,
    Kind.IMR_ACCEPTED,
    Kind.IMR_REFUSED,
    Kind.IMR_DOCUMENTS_SENT,
    Kind.IMR_DECISION_RECEIVED,
)
_HEARING = (
    Kind.SERVICE_CUT,
    Kind.STATE_HEARING_REQUESTED,
    Kind.STATE_HEARING_HELD,
    Kind.HEARING_DECISION_RECEIVED,
)
_MEDICARE = (
    Kind.DISCHARGE_PLANNED,
    Kind.ENDING_NOTICE_RECEIVED,
    Kind.SERVICES_END,
    Kind.QIO_APPEAL_FILED,
    Kind.QIO_DECISION_RECEIVED,
    Kind.IRE_DECISION_RECEIVED,
    Kind.ALJ_HEARING_REQUESTED,
    Kind.ALJ_DECISION_RECEIVED,
    Kind.COUNCIL_REVIEW_REQUESTED,
    Kind.COUNCIL_DECISION_RECEIVED,
    Kind.COURT_FILED,
)
_EXTERNAL = (
    Kind.EXTERNAL_REVIEW_REQUESTED,
    Kind.EXTERNAL_REVIEW_ASSIGNED,
    Kind.EXTERNAL_REVIEW_MATERIAL_SENT,
    Kind.EXTERNAL_REVIEW_DECISION_RECEIVED,
    Kind.COURT_FILED,
)
_ENDING = (Kind.PLAN_COMPLIED, Kind.WITHDRAWN, Kind.CLOSED)

_OWN: dict[Program, tuple[Kind, ...]] = {
    Program.DMHC_COMMERCIAL: _STATE,
    Program.MEDI_CAL: (*_APPEAL, *_HEARING, *_STATE),
    Program.MEDICARE_ADVANTAGE: (*_APPEAL, *_MEDICARE),
    Program.SELF_FUNDED: (*_APPEAL, *_EXTERNAL),
    Program.CDI: (*_APPEAL, *_STATE),
    Program.FEHB: (*_APPEAL, Kind.OPM_REVIEW_REQUESTED, Kind.COURT_FILED),
}


def offered(program: Program) -> tuple[Kind, ...]:
    """Return the kinds in the order in which a case goes; all of them when the law is not known."""
    own = _OWN.get(program)
    if own is None:
        return tuple(Kind)
    return (*_BEGINNING, *_GRIEVANCE, *own, *_CARE, *_ENDING)
