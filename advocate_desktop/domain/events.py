"""What happened and when: the dated facts from which every clock is derived."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from advocate_desktop.domain.documents import DocumentId
from advocate_desktop.domain.moments import Moment

EventId = NewType("EventId", str)


class EventKind(StrEnum):
    """The kinds of dated facts a record can hold."""

    INCIDENT = "incident"
    DENIAL_RECEIVED = "denial_received"
    GRIEVANCE_FILED = "grievance_filed"
    GRIEVANCE_RECEIVED = "grievance_received"
    ACKNOWLEDGEMENT_RECEIVED = "acknowledgement_received"
    EXPEDITED_REQUESTED = "expedited_requested"
    EXPEDITED_REFUSED = "expedited_refused"
    DECISION_RECEIVED = "decision_received"
    APPEAL_FILED = "appeal_filed"
    DMHC_COMPLAINT_FILED = "dmhc_complaint_filed"
    DMHC_ACKNOWLEDGEMENT_RECEIVED = "dmhc_acknowledgement_received"
    DMHC_DECISION_RECEIVED = "dmhc_decision_received"
    IMR_FILED = "imr_filed"
    IMR_ACCEPTED = "imr_accepted"
    IMR_REFUSED = "imr_refused"
    IMR_DOCUMENTS_SENT = "imr_documents_sent"
    IMR_DECISION_RECEIVED = "imr_decision_received"
    PLAN_COMPLIED = "plan_complied"
    STATE_HEARING_REQUESTED = "state_hearing_requested"
    STATE_HEARING_HELD = "state_hearing_held"
    EXTERNAL_REVIEW_REQUESTED = "external_review_requested"
    AUTHORIZATION_REQUESTED = "authorization_requested"
    AUTHORIZATION_GRANTED = "authorization_granted"
    REVIEW_AFTER_CARE_REQUESTED = "review_after_care_requested"
    DRUG_REQUESTED = "drug_requested"
    DRUG_EXCEPTION_REQUESTED = "drug_exception_requested"
    APPOINTMENT_REQUESTED = "appointment_requested"
    APPOINTMENT_OFFERED = "appointment_offered"
    APPOINTMENT_HELD = "appointment_held"
    CLAIM_SUBMITTED = "claim_submitted"
    CLAIM_PAID = "claim_paid"
    APPEAL_RECEIVED = "appeal_received"
    APPEAL_ACKNOWLEDGED = "appeal_acknowledged"
    SERVICE_CUT = "service_cut"
    HEARING_DECISION_RECEIVED = "hearing_decision_received"
    DISCHARGE_PLANNED = "discharge_planned"
    ENDING_NOTICE_RECEIVED = "ending_notice_received"
    SERVICES_END = "services_end"
    QIO_APPEAL_FILED = "qio_appeal_filed"
    QIO_DECISION_RECEIVED = "qio_decision_received"
    IRE_DECISION_RECEIVED = "ire_decision_received"
    ALJ_HEARING_REQUESTED = "alj_hearing_requested"
    ALJ_DECISION_RECEIVED = "alj_decision_received"
    COUNCIL_REVIEW_REQUESTED = "council_review_requested"
    COUNCIL_DECISION_RECEIVED = "council_decision_received"
    COURT_FILED = "court_filed"
    EXTERNAL_REVIEW_ASSIGNED = "external_review_assigned"
    EXTERNAL_REVIEW_MATERIAL_SENT = "external_review_material_sent"
    EXTERNAL_REVIEW_DECISION_RECEIVED = "external_review_decision_received"
    OPM_REVIEW_REQUESTED = "opm_review_requested"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


class Outcome(StrEnum):
    """How a decision came out."""

    FAVORABLE = "favorable"
    PARTIAL = "partial"
    ADVERSE = "adverse"
    OVERTURNED = "overturned"
    UPHELD = "upheld"


OUTCOMES: dict[EventKind, tuple[Outcome, ...]] = {
    EventKind.DECISION_RECEIVED: (Outcome.FAVORABLE, Outcome.PARTIAL, Outcome.ADVERSE),
    EventKind.DMHC_DECISION_RECEIVED: (Outcome.FAVORABLE, Outcome.PARTIAL, Outcome.ADVERSE),
    EventKind.IMR_DECISION_RECEIVED: (Outcome.OVERTURNED, Outcome.UPHELD),
    EventKind.HEARING_DECISION_RECEIVED: (Outcome.FAVORABLE, Outcome.PARTIAL, Outcome.ADVERSE),
    EventKind.QIO_DECISION_RECEIVED: (Outcome.FAVORABLE, Outcome.ADVERSE),
    EventKind.IRE_DECISION_RECEIVED: (Outcome.FAVORABLE, Outcome.PARTIAL, Outcome.ADVERSE),
    EventKind.ALJ_DECISION_RECEIVED: (Outcome.FAVORABLE, Outcome.PARTIAL, Outcome.ADVERSE),
    EventKind.COUNCIL_DECISION_RECEIVED: (Outcome.FAVORABLE, Outcome.PARTIAL, Outcome.ADVERSE),
    EventKind.EXTERNAL_REVIEW_DECISION_RECEIVED: (Outcome.OVERTURNED, Outcome.UPHELD),
}
"""The kinds of event that carry an outcome, and which outcomes each may have."""


class Method(StrEnum):
    """How a paper was sent or came."""

    PHONE = "phone"
    PORTAL = "portal"
    FAX = "fax"
    EMAIL = "email"
    IN_PERSON = "in_person"
    MAIL = "mail"


class Appointment(StrEnum):
    """What kind of appointment was asked for; each has its own standard of timely access."""

    URGENT = "urgent"
    URGENT_WITH_AUTHORIZATION = "urgent_with_authorization"
    PRIMARY_CARE = "primary_care"
    SPECIALIST = "specialist"
    MENTAL_HEALTH = "mental_health"
    MENTAL_HEALTH_FOLLOW_UP = "mental_health_follow_up"
    ANCILLARY = "ancillary"


@dataclass(frozen=True, slots=True)
class Event:
    """One dated fact of a case."""

    id: EventId
    kind: EventKind
    at: Moment
    note: str = ""
    document: DocumentId | None = None
    """The document that proves it."""
    method: Method | None = None
    outcome: Outcome | None = None
    appointment: Appointment | None = None
    """For appointments: of what kind."""
