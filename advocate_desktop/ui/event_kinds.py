"""Which kinds of events the window offers for a case, by the law that holds for it."""

from __future__ import annotations

from advocate_desktop.domain.coverage import Program
from advocate_desktop.domain.events import EventKind as Kind

APPOINTMENTS = (Kind.APPOINTMENT_REQUESTED, Kind.APPOINTMENT_OFFERED, Kind.APPOINTMENT_HELD)

SENT = frozenset(
    {
        Kind.GRIEVANCE_FILED,
        Kind.EXPEDITED_REQUESTED,
        Kind.APPEAL_FILED,
        Kind.DMHC_COMPLAINT_FILED,
        Kind.IMR_FILED,
        Kind.IMR_DOCUMENTS_SENT,
        Kind.STATE_HEARING_REQUESTED,
        Kind.EXTERNAL_REVIEW_REQUESTED,
        Kind.EXTERNAL_REVIEW_MATERIAL_SENT,
        Kind.AUTHORIZATION_REQUESTED,
        Kind.REVIEW_AFTER_CARE_REQUESTED,
        Kind.DRUG_REQUESTED,
        Kind.DRUG_EXCEPTION_REQUESTED,
        Kind.APPOINTMENT_REQUESTED,
        Kind.CLAIM_SUBMITTED,
        Kind.QIO_APPEAL_FILED,
        Kind.ALJ_HEARING_REQUESTED,
        Kind.COUNCIL_REVIEW_REQUESTED,
        Kind.COURT_FILED,
        Kind.OPM_REVIEW_REQUESTED,
        Kind.WITHDRAWN,
    }
)
"""Kinds that somebody sends; how it was sent can decide when the other side had it."""

_HAPPENED = frozenset(
    {
        Kind.INCIDENT,
        Kind.APPOINTMENT_HELD,
        Kind.STATE_HEARING_HELD,
        Kind.SERVICE_CUT,
        Kind.DISCHARGE_PLANNED,
        Kind.SERVICES_END,
        Kind.PLAN_COMPLIED,
        Kind.CLOSED,
    }
)
CAME = frozenset(Kind) - SENT - _HAPPENED
"""Kinds that come to the member: a letter, a call, a decision."""

_ALL = tuple(Program)
_STATE_PLANS = (Program.DMHC_COMMERCIAL, Program.MEDI_CAL, Program.CDI, Program.OTHER)
_APPEALS = tuple(program for program in _ALL if program is not Program.DMHC_COMMERCIAL)

_GROUPS: tuple[tuple[str, tuple[Program, ...], tuple[Kind, ...]], ...] = (
    ("How it began", _ALL, (Kind.INCIDENT, Kind.DENIAL_RECEIVED)),
    (
        "Grievance to the plan",
        _ALL,
        (Kind.GRIEVANCE_FILED, Kind.GRIEVANCE_RECEIVED, Kind.ACKNOWLEDGEMENT_RECEIVED),
    ),
    (
        "Appeal to the plan",
        _APPEALS,
        (Kind.APPEAL_FILED, Kind.APPEAL_RECEIVED, Kind.APPEAL_ACKNOWLEDGED),
    ),
    (
        "Fast review and the plan’s answer",
        _ALL,
        (
            Kind.EXPEDITED_REQUESTED,
            Kind.EXPEDITED_REFUSED,
            Kind.DECISION_RECEIVED,
            Kind.PLAN_COMPLIED,
        ),
    ),
    (
        "Complaint to the state (DMHC)",
        _STATE_PLANS,
        (
            Kind.DMHC_COMPLAINT_FILED,
            Kind.DMHC_ACKNOWLEDGEMENT_RECEIVED,
            Kind.DMHC_DECISION_RECEIVED,
        ),
    ),
    (
        "Independent Medical Review (IMR)",
        _STATE_PLANS,
        (
            Kind.IMR_FILED,
            Kind.IMR_ACCEPTED,
            Kind.IMR_REFUSED,
            Kind.IMR_DOCUMENTS_SENT,
            Kind.IMR_DECISION_RECEIVED,
        ),
    ),
    (
        "State fair hearing (Medi-Cal)",
        (Program.MEDI_CAL, Program.OTHER),
        (
            Kind.SERVICE_CUT,
            Kind.STATE_HEARING_REQUESTED,
            Kind.STATE_HEARING_HELD,
            Kind.HEARING_DECISION_RECEIVED,
        ),
    ),
    (
        "When a hospital stay or care ends (Medicare)",
        (Program.MEDICARE_ADVANTAGE, Program.OTHER),
        (
            Kind.DISCHARGE_PLANNED,
            Kind.ENDING_NOTICE_RECEIVED,
            Kind.SERVICES_END,
            Kind.QIO_APPEAL_FILED,
            Kind.QIO_DECISION_RECEIVED,
        ),
    ),
    (
        "Further appeals (Medicare)",
        (Program.MEDICARE_ADVANTAGE, Program.OTHER),
        (
            Kind.IRE_DECISION_RECEIVED,
            Kind.ALJ_HEARING_REQUESTED,
            Kind.ALJ_DECISION_RECEIVED,
            Kind.COUNCIL_REVIEW_REQUESTED,
            Kind.COUNCIL_DECISION_RECEIVED,
        ),
    ),
    (
        "External review",
        (Program.SELF_FUNDED, Program.OTHER),
        (
            Kind.EXTERNAL_REVIEW_REQUESTED,
            Kind.EXTERNAL_REVIEW_ASSIGNED,
            Kind.EXTERNAL_REVIEW_MATERIAL_SENT,
            Kind.EXTERNAL_REVIEW_DECISION_RECEIVED,
        ),
    ),
    (
        "Review by the federal agency (OPM)",
        (Program.FEHB, Program.OTHER),
        (Kind.OPM_REVIEW_REQUESTED,),
    ),
    (
        "Court",
        (Program.MEDICARE_ADVANTAGE, Program.SELF_FUNDED, Program.FEHB, Program.OTHER),
        (Kind.COURT_FILED,),
    ),
    (
        "Approval of care and drugs",
        _ALL,
        (
            Kind.AUTHORIZATION_REQUESTED,
            Kind.AUTHORIZATION_GRANTED,
            Kind.REVIEW_AFTER_CARE_REQUESTED,
            Kind.DRUG_REQUESTED,
            Kind.DRUG_EXCEPTION_REQUESTED,
        ),
    ),
    ("Appointments", _ALL, APPOINTMENTS),
    ("Bills", _ALL, (Kind.CLAIM_SUBMITTED, Kind.CLAIM_PAID)),
    ("The end", _ALL, (Kind.WITHDRAWN, Kind.CLOSED)),
)


def groups(program: Program) -> dict[str, tuple[Kind, ...]]:
    """Return the kinds that fit a program under plain headings, in the order of a case."""
    return {name: kinds for name, programs, kinds in _GROUPS if program in programs}


def offered(program: Program) -> tuple[Kind, ...]:
    """Return the kinds in the order in which a case goes; all of them when the law is not known."""
    return tuple(kind for kinds in groups(program).values() for kind in kinds)
