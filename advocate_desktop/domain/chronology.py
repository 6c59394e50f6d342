"""The chronology of a case: what happened, and what did not come when it was due."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from advocate_desktop.domain.cases import CaseRecord
from advocate_desktop.domain.communications import Channel, Communication, Direction
from advocate_desktop.domain.deadlines import Deadline, DeadlineState
from advocate_desktop.domain.documents import DocumentId
from advocate_desktop.domain.events import Event, EventKind, Method, Outcome
from advocate_desktop.domain.moments import Moment, in_words, order_key
from advocate_desktop.domain.rules import Actor


@dataclass(frozen=True, slots=True)
class ChronologyRow:
    """One line of a chronology."""

    at: Moment
    what: str
    source: str
    """Whose act or word it is."""
    document: DocumentId | None = None
    """The document that proves it; a packet turns it into an exhibit and page."""
    derived: bool = False
    """Whether it says that something did not happen, which no paper of the record shows."""

    @property
    def when(self) -> str:
        """The date as people write it: “Thu 12 Mar 2026”."""
        return in_words(self.at)


def chronology(record: CaseRecord, deadlines: tuple[Deadline, ...]) -> tuple[ChronologyRow, ...]:
    """Return events, communications and missed answers of plan and agencies, oldest first."""
    rows = [
        *(_event_row(record, event, deadlines) for event in record.events),
        *(_communication_row(entry) for entry in record.communications),
        *_silences(deadlines),
    ]
    return tuple(sorted(rows, key=lambda row: (*order_key(row.at), row.derived)))


_MEMBER, _PLAN, _DMHC, _REVIEWERS = "Member", "Plan", "DMHC", "IMR reviewers"

_EVENTS: dict[EventKind, tuple[str, str]] = {
    EventKind.INCIDENT: ("The problem arose", _MEMBER),
    EventKind.DENIAL_RECEIVED: ("Received the plan's denial", _PLAN),
    EventKind.GRIEVANCE_FILED: ("Sent a grievance to the plan", _MEMBER),
    EventKind.GRIEVANCE_RECEIVED: ("The plan received the grievance", _PLAN),
    EventKind.ACKNOWLEDGEMENT_RECEIVED: ("Received the plan's acknowledgement", _PLAN),
    EventKind.EXPEDITED_REQUESTED: ("Asked the plan for an expedited review", _MEMBER),
    EventKind.EXPEDITED_REFUSED: ("The plan refused to expedite its review", _PLAN),
    EventKind.DECISION_RECEIVED: ("Received the plan's decision on the grievance", _PLAN),
    EventKind.APPEAL_FILED: ("Sent an appeal", _MEMBER),
    EventKind.APPEAL_RECEIVED: ("The plan received the appeal", _PLAN),
    EventKind.DMHC_COMPLAINT_FILED: ("Filed a complaint with the DMHC", _MEMBER),
    EventKind.DMHC_ACKNOWLEDGEMENT_RECEIVED: ("Received the DMHC's acknowledgement", _DMHC),
    EventKind.DMHC_DECISION_RECEIVED: ("Received the DMHC's decision", _DMHC),
    EventKind.IMR_FILED: ("Applied for Independent Medical Review (IMR)", _MEMBER),
    EventKind.IMR_ACCEPTED: ("The DMHC accepted the application for review", _DMHC),
    EventKind.IMR_REFUSED: ("The DMHC did not accept the application for review", _DMHC),
    EventKind.IMR_DOCUMENTS_SENT: ("The plan sent its documents to the reviewers", _PLAN),
    EventKind.IMR_DECISION_RECEIVED: (
        "Received the Independent Medical Review decision",
        _REVIEWERS,
    ),
    EventKind.PLAN_COMPLIED: ("The plan did what was decided", _PLAN),
    EventKind.STATE_HEARING_REQUESTED: ("Asked for a State Fair Hearing", _MEMBER),
    EventKind.STATE_HEARING_HELD: ("A State Fair Hearing was held", "State"),
    EventKind.EXTERNAL_REVIEW_REQUESTED: ("Asked for an external review", _MEMBER),
    EventKind.WITHDRAWN: ("Withdrew the grievance or complaint", _MEMBER),
    EventKind.CLOSED: ("The matter was closed", _MEMBER),
}

_METHODS: dict[Method, str] = {
    Method.PHONE: "by phone",
    Method.PORTAL: "on the plan's website",
    Method.FAX: "by fax",
    Method.EMAIL: "by e-mail",
    Method.IN_PERSON: "in person",
    Method.MAIL: "by mail",
}

_OUTCOMES: dict[Outcome, str] = {
    Outcome.FAVORABLE: "in the member's favor",
    Outcome.PARTIAL: "partly in the member's favor",
    Outcome.ADVERSE: "against the member",
    Outcome.OVERTURNED: "the denial was overturned",
    Outcome.UPHELD: "the denial was upheld",
}


def _event_row(record: CaseRecord, event: Event, deadlines: tuple[Deadline, ...]) -> ChronologyRow:
    words, source = _EVENTS.get(event.kind, _unnamed(event.kind))
    if event.method is not None:
        words = f"{words} {_METHODS[event.method]}"
    if event.outcome is not None:
        words = f"{words}: {_OUTCOMES[event.outcome]}"
    sentences = [f"{words}.", _sentence(event.note), *_lateness(event, deadlines)]
    document = record.document(event.document)
    return ChronologyRow(
        event.at,
        " ".join(s for s in sentences if s),
        source,
        document.id if document else None,
    )


def _unnamed(kind: EventKind) -> tuple[str, str]:
    words = kind.value.replace("_", " ")
    return words[0].upper() + words[1:], _MEMBER


def _sentence(note: str) -> str:
    words = " ".join(note.split())
    return words if not words or words[-1] in '.!?…”"' else f"{words}."


def _lateness(event: Event, deadlines: tuple[Deadline, ...]) -> Iterator[str]:
    """Say of an answer that it came after the day it was due."""
    for deadline in deadlines:
        answer = deadline.satisfied_by
        if (
            deadline.state is DeadlineState.MET_LATE
            and deadline.actor is not Actor.MEMBER
            and answer is not None
            and (answer.kind, answer.at) == (event.kind, event.at)
        ):
            yield f"It was due {in_words(deadline.when)} ({deadline.citation})."


_CHANNELS: dict[tuple[Channel, Direction], str] = {
    (Channel.PHONE, Direction.OUT): "Phone call to",
    (Channel.PHONE, Direction.IN): "Phone call from",
    (Channel.LETTER, Direction.OUT): "Letter to",
    (Channel.LETTER, Direction.IN): "Letter from",
    (Channel.FAX, Direction.OUT): "Fax to",
    (Channel.FAX, Direction.IN): "Fax from",
    (Channel.EMAIL, Direction.OUT): "E-mail to",
    (Channel.EMAIL, Direction.IN): "E-mail from",
    (Channel.PORTAL, Direction.OUT): "Website message to",
    (Channel.PORTAL, Direction.IN): "Website message from",
    (Channel.VISIT, Direction.OUT): "Visit to",
    (Channel.VISIT, Direction.IN): "Visit from",
}


def _communication_row(entry: Communication) -> ChronologyRow:
    other = entry.whom or "the other side"
    begun = f"{_CHANNELS[entry.channel, entry.direction]} {other}"
    if entry.reference:
        begun = f"{begun} (reference {entry.reference})"
    said = (f"{begun}.", _sentence(entry.summary), said_promise(entry))
    source = _MEMBER if entry.direction is Direction.OUT else other
    return ChronologyRow(entry.at, " ".join(filter(None, said)), source)


def said_promise(entry: Communication) -> str:
    """Return what the other side promised as a sentence; empty when it promised nothing."""
    what = _sentence(entry.promise)
    if entry.promised_by is None:
        return f"Promised: {what}" if what else ""
    day = in_words(entry.promised_by)
    return f"Promised by {day}: {what}" if what else f"Promised by {day}."


_AWAITED: dict[str, str] = {
    "ca.grievance.acknowledge": "No written acknowledgement received",
    "ca.grievance.resolve": "No decision received",
    "ca.expedited.resolve": "No decision on the expedited request received",
    "ca.dmhc.acknowledge": "No acknowledgement from the DMHC received",
    "ca.dmhc.decide": "No decision from the DMHC received",
    "ca.imr.accept": "No answer from the DMHC to the application received",
    "ca.imr.plan_documents": "No word that the plan sent its documents to the reviewers",
    "ca.imr.decide": "No Independent Medical Review decision received",
    "ca.imr.implement": "The plan has not done what the reviewers decided",
}

_ACTORS: dict[Actor, str] = {
    Actor.PLAN: _PLAN,
    Actor.DMHC: _DMHC,
    Actor.IMR_ORGANIZATION: _REVIEWERS,
    Actor.AGENCY: "Agency",
}


def _silences(deadlines: tuple[Deadline, ...]) -> Iterator[ChronologyRow]:
    """Say what plan and agencies owed and did not send; only what is surely overdue is said."""
    for deadline in deadlines:
        if deadline.state is not DeadlineState.OVERDUE or deadline.actor is Actor.MEMBER:
            continue
        missing = _AWAITED.get(deadline.rule, f"Not done: {deadline.title}")
        yield ChronologyRow(
            deadline.overdue_after or deadline.when,
            f"{missing}; it was due {in_words(deadline.when)} ({deadline.citation}).",
            _ACTORS[deadline.actor],
            derived=True,
        )
