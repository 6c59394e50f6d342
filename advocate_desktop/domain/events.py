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
