"""A case: one dispute of one client, and the whole dated record of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from advocate_desktop.domain.communications import Communication
from advocate_desktop.domain.coverage import Coverage
from advocate_desktop.domain.deadline_marks import DeadlineMark
from advocate_desktop.domain.documents import Document, DocumentId, DocumentLink
from advocate_desktop.domain.events import Event, EventKind
from advocate_desktop.domain.moments import Moment, day_of, order_key
from advocate_desktop.domain.people import Authorization, Client, Provider

CaseId = NewType("CaseId", str)


class Issue(StrEnum):
    """What the dispute is about."""

    DENIAL = "denial"
    BILLING = "billing"
    QUALITY_OF_CARE = "quality_of_care"
    APPOINTMENT_DELAY = "appointment_delay"
    COMMUNICATION = "communication"
    CANCELLATION = "cancellation"
    OTHER = "other"


class DenialReason(StrEnum):
    """The reason the plan gives, as form 20-224 lists them."""

    NOT_MEDICALLY_NECESSARY = "not_medically_necessary"
    EXPERIMENTAL = "experimental"
    NOT_EMERGENCY = "not_emergency"
    NOT_COVERED = "not_covered"
    OTHER = "other"


class Subject(StrEnum):
    """What is in dispute, where the law's time depends on it."""

    CARE_TO_COME = "care_to_come"
    PAYMENT = "payment"
    PART_B_DRUG = "part_b_drug"
    PART_D_DRUG = "part_d_drug"


@dataclass(frozen=True, slots=True)
class Case:
    """What the dispute is and what is wanted."""

    id: CaseId
    title: str = ""
    issue: Issue = Issue.DENIAL
    denial_reason: DenialReason | None = None
    serious_jeopardy: bool = False
    """An imminent and serious threat to health (Health & Safety Code 1368.01(b))."""
    description: str = ""
    desired_resolution: str = ""
    location: str = ""
    diagnosis: str = ""
    treatment: str = ""
    plan_reference: str = ""
    subject: Subject | None = None


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """Everything known of one case; all deadlines, doors and papers follow from it."""

    client: Client
    coverage: Coverage
    case: Case
    authorization: Authorization | None = None
    providers: tuple[Provider, ...] = ()
    events: tuple[Event, ...] = ()
    """In the order in which they were entered; `timeline` has them by time."""
    communications: tuple[Communication, ...] = ()
    """In the order in which they were entered; `conversations` has them by time."""
    documents: tuple[Document, ...] = ()
    """In the order the user keeps them."""
    marks: tuple[DeadlineMark, ...] = ()
    """What the user said about derived deadlines."""
    links: tuple[DocumentLink, ...] = ()
    """What documents are to each other."""

    def document(self, document_id: DocumentId | None) -> Document | None:
        """Return that document, or None."""
        return next((d for d in self.documents if d.id == document_id), None)

    @property
    def timeline(self) -> tuple[Event, ...]:
        """The events, oldest first."""
        return tuple(sorted(self.events, key=_by_time))

    @property
    def conversations(self) -> tuple[Communication, ...]:
        """The calls, letters and messages, oldest first."""
        return tuple(sorted(self.communications, key=_by_time))

    def events_of(self, *kinds: EventKind) -> tuple[Event, ...]:
        """Return the events of these kinds, oldest first."""
        return tuple(sorted((e for e in self.events if e.kind in kinds), key=_by_time))

    def happened(self, kind: EventKind, as_of: Moment) -> Event | None:
        """Return the latest event of that kind on or before the day of `as_of`."""
        past = [e for e in self.events_of(kind) if day_of(e.at) <= day_of(as_of)]
        return past[-1] if past else None


def _by_time(dated: Event | Communication) -> tuple[object, ...]:
    return order_key(dated.at)
