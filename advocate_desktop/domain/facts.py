"""The facts of a record as rules ask for them: conditions, and when the plan had a grievance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from advocate_desktop.domain.cases import CaseRecord, DenialReason, Issue, Subject
from advocate_desktop.domain.events import Event, EventKind, Method
from advocate_desktop.domain.moments import Moment, day_of, earliest, has_time, order_key
from advocate_desktop.domain.rules import Condition, Trigger

SAME_DAY_METHODS = frozenset(
    {Method.PHONE, Method.PORTAL, Method.FAX, Method.EMAIL, Method.IN_PERSON}
)
"""A grievance sent one of these ways counts as received that day."""

SUBJECTS = {
    Subject.CARE_TO_COME: Condition.CARE_TO_COME,
    Subject.PAYMENT: Condition.PAYMENT,
    Subject.PART_B_DRUG: Condition.PART_B_DRUG,
    Subject.PART_D_DRUG: Condition.PART_D_DRUG,
}
"""The condition each subject of a dispute stands for."""

MAILING_DAYS = 5
"""Calendar days after mailing from which an unconfirmed receipt is counted, as possible."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """When the plan had a grievance, and how that is known."""

    event: Event
    """The event it is read from: the recorded receipt, or the filing."""
    at: Moment
    not_earlier_than: date | None = None
    """For a presumed receipt: the earliest day it can have been."""
    question: str = ""
    """For a presumed receipt: what to find out."""

    @property
    def presumed(self) -> bool:
        """Whether the day is only presumed."""
        return bool(self.question)


class Facts:
    """A record seen from a day: what had happened by then, and which conditions hold."""

    def __init__(self, record: CaseRecord, as_of: datetime) -> None:
        self.record = record
        self.as_of = as_of
        self.today = day_of(as_of)
        self._by_kind: dict[EventKind, list[Event]] = {}
        for event in sorted(record.events, key=lambda e: order_key(e.at)):
            self._by_kind.setdefault(event.kind, []).append(event)

    def events(self, kind: EventKind) -> list[Event]:
        """Return all events of a kind, oldest first, future ones included."""
        return self._by_kind.get(kind, [])

    def has_any(self, triggers: Iterable[Trigger]) -> bool:
        """Whether the record holds an event of any of these kinds."""
        return any(trigger.event in self._by_kind for trigger in triggers)

    def past(self, triggers: Iterable[Trigger]) -> list[Event]:
        """Return the events that match any trigger and happened by `as_of`, oldest first."""
        found = [
            event
            for trigger in triggers
            for event in self.events(trigger.event)
            if (not trigger.outcomes or event.outcome in trigger.outcomes)
            and (not trigger.appointments or event.appointment in (None, *trigger.appointments))
            and day_of(event.at) <= self.today
        ]
        return sorted(found, key=lambda e: order_key(e.at)) if len(found) > 1 else found

    def latest(self, kind: EventKind) -> Event | None:
        """Return the newest event of a kind that happened by `as_of`."""
        past = [e for e in self.events(kind) if day_of(e.at) <= self.today]
        return past[-1] if past else None

    def latest_any_day(self, kind: EventKind) -> Event | None:
        """Return the newest event of a kind, announced ones in the future included."""
        found = self.events(kind)
        return found[-1] if found else None

    @cached_property
    def conditions(self) -> frozenset[Condition]:
        """Which conditions hold."""
        case = self.record.case
        subject = SUBJECTS.get(case.subject) if case.subject is not None else None
        holds = {
            Condition.EXPEDITED: self._is_expedited(),
            Condition.EXPERIMENTAL: case.denial_reason is DenialReason.EXPERIMENTAL,
            Condition.URGENT: case.serious_jeopardy,
            Condition.CANCELLATION: case.issue is Issue.CANCELLATION,
            Condition.EXPEDITING_REFUSED: self._is_refused(),
        }
        true = frozenset(condition for condition, holds_now in holds.items() if holds_now)
        return true if subject is None else true | {subject}

    @cached_property
    def unknown(self) -> frozenset[Condition]:
        """Which conditions could hold: nobody has said what is in dispute."""
        return frozenset() if self.record.case.subject is not None else frozenset(SUBJECTS.values())

    def _is_refused(self) -> bool:
        asked = self.latest(EventKind.EXPEDITED_REQUESTED)
        refused = self.latest(EventKind.EXPEDITED_REFUSED)
        return refused is not None and (asked is None or not self._is_expedited())

    def _is_expedited(self) -> bool:
        requested = self.latest(EventKind.EXPEDITED_REQUESTED)
        refused = self.latest(EventKind.EXPEDITED_REFUSED)
        if requested is None or refused is None:
            return requested is not None
        if has_time(requested.at) and has_time(refused.at):
            return earliest(refused.at) < earliest(requested.at)
        return day_of(refused.at) < day_of(requested.at)

    @cached_property
    def receipts(self) -> tuple[Receipt, ...]:
        """When the plan received each grievance, oldest first."""
        return self._receipts(EventKind.GRIEVANCE_FILED, EventKind.GRIEVANCE_RECEIVED)

    @cached_property
    def appeal_receipts(self) -> tuple[Receipt, ...]:
        """When the plan received each appeal, oldest first; counted as grievances are."""
        return self._receipts(EventKind.APPEAL_FILED, EventKind.APPEAL_RECEIVED)

    def _receipts(self, filing_kind: EventKind, receipt_kind: EventKind) -> tuple[Receipt, ...]:
        filed, received = self.events(filing_kind), self.events(receipt_kind)
        found = []
        for number, filing in enumerate(filed):
            later = filed[number + 1] if number + 1 < len(filed) else None
            match = _receipt_of(filing, later, received, alone=len(filed) == 1)
            found.append(Receipt(match, match.at) if match else presume_receipt(filing))
        if not filed:
            found = [Receipt(event, event.at) for event in received]
        return tuple(sorted(found, key=lambda r: order_key(r.at)))


def _receipt_of(
    filing: Event, later: Event | None, received: list[Event], *, alone: bool
) -> Event | None:
    """Find the recorded receipt of a filing: the first between it and the next filing."""
    for event in received:
        before_next = later is None or day_of(event.at) < day_of(later.at)
        if day_of(event.at) >= day_of(filing.at) and before_next:
            return event
    return received[0] if alone and received else None


def presume_receipt(filing: Event) -> Receipt:
    """Return the receipt of a filing with no recorded receipt.

    Sent by phone, portal, fax, e-mail or in person: that day. By mail, or not known how: five
    calendar days later, as possible.
    """
    sent = day_of(filing.at)
    if filing.method in SAME_DAY_METHODS:
        return Receipt(filing, filing.at)
    paper = "appeal" if filing.kind is EventKind.APPEAL_FILED else "grievance"
    if filing.method is Method.MAIL:
        question = f"On which day did the plan receive the {paper}?"
    else:
        question = f"How was the {paper} sent, and on which day did the plan receive it?"
    return Receipt(filing, sent + timedelta(days=MAILING_DAYS), sent, question)
