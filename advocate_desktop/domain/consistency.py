"""What is odd or missing in a record: findings for the case page, never a refusal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from advocate_desktop.domain.arithmetic import EVENT_WORDS
from advocate_desktop.domain.cases import CaseRecord
from advocate_desktop.domain.events import OUTCOMES, EventKind
from advocate_desktop.domain.facts import Facts
from advocate_desktop.domain.findings import Finding, Severity
from advocate_desktop.domain.moments import day_of, in_words

_FOLLOWS: dict[EventKind, tuple[EventKind, ...]] = {
    EventKind.GRIEVANCE_RECEIVED: (EventKind.GRIEVANCE_FILED,),
    EventKind.ACKNOWLEDGEMENT_RECEIVED: (EventKind.GRIEVANCE_FILED, EventKind.GRIEVANCE_RECEIVED),
    EventKind.EXPEDITED_REFUSED: (EventKind.EXPEDITED_REQUESTED,),
    EventKind.DECISION_RECEIVED: (
        EventKind.GRIEVANCE_FILED,
        EventKind.GRIEVANCE_RECEIVED,
        EventKind.EXPEDITED_REQUESTED,
        EventKind.APPEAL_FILED,
    ),
    EventKind.DMHC_DECISION_RECEIVED: (EventKind.DMHC_COMPLAINT_FILED, EventKind.IMR_FILED),
    EventKind.IMR_ACCEPTED: (EventKind.IMR_FILED,),
    EventKind.IMR_REFUSED: (EventKind.IMR_FILED,),
    EventKind.IMR_DECISION_RECEIVED: (EventKind.IMR_FILED, EventKind.IMR_ACCEPTED),
}
"""What each answer follows: one of these must come on or before its day."""


def findings(record: CaseRecord, as_of: datetime) -> tuple[Finding, ...]:
    """Return what a careful reader would ask about the record."""
    facts = Facts(record, as_of)
    return (
        *_future(record, facts),
        *_out_of_order(record, facts),
        *_repeated(facts),
        *_open_questions(record, facts),
        *_appointments(record),
        *_authorization(record, facts),
    )


def _future(record: CaseRecord, facts: Facts) -> Iterator[Finding]:
    for event in record.timeline:
        if day_of(event.at) > facts.today:
            yield Finding(
                "event_in_future",
                Severity.WARN,
                f"{_sentence(event.kind)} is dated {in_words(event.at)}, which has not come yet: "
                "check the date.",
            )


def _out_of_order(record: CaseRecord, facts: Facts) -> Iterator[Finding]:
    for event in record.timeline:
        before = _FOLLOWS.get(event.kind, ())
        earlier = [e for kind in before for e in facts.events(kind)]
        if not before or any(day_of(e.at) <= day_of(event.at) for e in earlier):
            continue
        if not earlier:
            if event.kind is not EventKind.GRIEVANCE_RECEIVED:
                yield Finding(
                    "answer_without_question",
                    Severity.WARN,
                    f"{_sentence(event.kind)} is recorded, but not {EVENT_WORDS[before[0]]}: add "
                    "it, so that its clocks run.",
                )
            continue
        yield Finding(
            "answer_before_question",
            Severity.WARN,
            f"{_sentence(event.kind)} of {in_words(event.at)} is dated before "
            f"{EVENT_WORDS[earlier[0].kind]} of {in_words(earlier[0].at)}: check both dates.",
        )


def _repeated(facts: Facts) -> Iterator[Finding]:
    decisions = facts.events(EventKind.DECISION_RECEIVED)
    filings = len(facts.receipts) + len(facts.events(EventKind.APPEAL_FILED))
    if len(decisions) > max(1, filings):
        yield Finding(
            "several_decisions",
            Severity.WARN,
            f"{len(decisions)} decisions of the plan are recorded. Each has its own six months; "
            "act by the earliest.",
        )


def _open_questions(record: CaseRecord, facts: Facts) -> Iterator[Finding]:
    for receipt in facts.receipts:
        if receipt.presumed:
            yield Finding("receipt_unknown", Severity.NOTE, receipt.question)
    for event in record.timeline:
        if event.kind in OUTCOMES and event.outcome is None:
            yield Finding(
                "outcome_unknown",
                Severity.WARN,
                f"How did {EVENT_WORDS[event.kind]} of {in_words(event.at)} come out? Some dates "
                "depend on it.",
            )


def _appointments(record: CaseRecord) -> Iterator[Finding]:
    for event in record.timeline:
        if event.kind is EventKind.APPOINTMENT_REQUESTED and event.appointment is None:
            yield Finding(
                "appointment_kind_unknown",
                Severity.WARN,
                f"What kind of appointment was asked for on {in_words(event.at)}? Each kind has "
                "its own longest wait.",
            )


def _authorization(record: CaseRecord, facts: Facts) -> Iterator[Finding]:
    paper = record.authorization
    if paper is None or not paper.name:
        return
    if paper.signed_on is None:
        yield Finding(
            "authorization_unsigned",
            Severity.WARN,
            f"The paper that lets {paper.name} act is not signed yet.",
        )
    elif paper.expires_on is not None and paper.expires_on < facts.today:
        yield Finding(
            "authorization_expired",
            Severity.WARN,
            f"The paper that lets {paper.name} act ended on {in_words(paper.expires_on)}.",
        )


def _sentence(kind: EventKind) -> str:
    words = EVENT_WORDS[kind]
    return words[0].upper() + words[1:]
