"""The statement of the issue: in brief, what happened, what the plan did, and what is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from reportlab.platypus import Flowable

from advocate_desktop.domain.arithmetic import EVENT_WORDS
from advocate_desktop.domain.cases import CaseRecord, DenialReason, Issue
from advocate_desktop.domain.deadlines import Deadline, DeadlineState
from advocate_desktop.domain.documents import DocumentId
from advocate_desktop.domain.events import Event, EventKind, Outcome
from advocate_desktop.domain.moments import day_of, in_words
from advocate_desktop.domain.rules import Actor
from advocate_desktop.domain.worksheets import MOST_WORDS, in_short
from advocate_desktop.filings import style

Pin = Callable[[DocumentId | None], str]
"""Returns where a document is proved, such as `Exhibit B, packet page 17`; empty when nowhere."""

_ISSUES: dict[Issue, str] = {
    Issue.DENIAL: "a denial, delay or change of care",
    Issue.BILLING: "a bill or payment",
    Issue.QUALITY_OF_CARE: "the quality of care",
    Issue.APPOINTMENT_DELAY: "care not offered in time",
    Issue.COMMUNICATION: "how the member was treated",
    Issue.CANCELLATION: "the ending of coverage",
    Issue.OTHER: "the conduct of the health plan",
}
_REASONS: dict[DenialReason, str] = {
    DenialReason.NOT_MEDICALLY_NECESSARY: "that the care is not medically necessary",
    DenialReason.EXPERIMENTAL: "that the care is experimental or investigational",
    DenialReason.NOT_EMERGENCY: "that there was no emergency or urgent need",
    DenialReason.NOT_COVERED: "that the care is not a covered benefit",
    DenialReason.OTHER: "another reason, quoted in the exhibits",
}
_OUTCOMES: dict[Outcome, str] = {
    Outcome.FAVORABLE: "in the member's favor",
    Outcome.PARTIAL: "in part against the member",
    Outcome.ADVERSE: "against the member",
    Outcome.OVERTURNED: "overturning the denial",
    Outcome.UPHELD: "upholding the denial",
}
_PLAN_STEPS = (
    EventKind.DENIAL_RECEIVED,
    EventKind.GRIEVANCE_FILED,
    EventKind.GRIEVANCE_RECEIVED,
    EventKind.EXPEDITED_REQUESTED,
    EventKind.EXPEDITED_REFUSED,
    EventKind.ACKNOWLEDGEMENT_RECEIVED,
    EventKind.APPEAL_FILED,
    EventKind.DECISION_RECEIVED,
)


def statement_story(
    record: CaseRecord, deadlines: Sequence[Deadline], pin: Pin, today: date
) -> list[Flowable]:
    """Return the statement; each dated fact ends with the exhibit that proves it."""
    story: list[Flowable] = [
        style.heading("Statement of the issue", 0),
        style.heading(f"In brief, for the form (at most {MOST_WORDS} words)", 2),
        style.paragraph(in_brief(record)),
    ]
    for title, lines in (
        ("What happened", list(_told(record, pin))),
        ("What the plan did", list(_plan_did(record, deadlines, pin, today))),
        ("What the plan says", list(_plan_says(record))),
        ("What is asked", list(_asked(record))),
    ):
        if lines:
            story.append(style.heading(title, 2))
            story.extend(style.paragraph(line) for line in lines)
    return story


def in_brief(record: CaseRecord) -> str:
    """Return the dispute in at most 100 words, for the small box of the form."""
    case = record.case
    about = _ISSUES[case.issue]
    care = f" ({case.treatment})" if case.treatment else ""
    lead = f"{record.client.name} disputes {about}{care} by {record.coverage.plan or 'the plan'}."
    return in_short(f"{lead} {case.description}".strip())


def _told(record: CaseRecord, pin: Pin) -> Iterator[str]:
    for paragraph in record.case.description.split("\n\n"):
        if paragraph.strip():
            yield " ".join(paragraph.split())
    for event in record.events_of(EventKind.INCIDENT):
        yield _with_pin(
            f"{in_words(event.at)}: {event.note or 'the incident took place'}", event, pin
        )
    if record.case.diagnosis:
        yield f"The condition: {record.case.diagnosis}."


def _plan_did(
    record: CaseRecord, deadlines: Sequence[Deadline], pin: Pin, today: date
) -> Iterator[str]:
    for event in record.events_of(*_PLAN_STEPS):
        if day_of(event.at) <= today:
            yield _with_pin(_step(event), event, pin)
    for deadline in deadlines:
        if deadline.state is DeadlineState.OVERDUE and deadline.actor is Actor.PLAN:
            days = -deadline.days_left
            owed = deadline.must.replace(" your ", " the ")
            yield (
                f"The plan had to {owed} by {in_words(deadline.when)} "
                f"({deadline.citation}). By {in_words(today)}, {days} "
                f"{'day' if days == 1 else 'days'} later, there was no record that it had."
            )


def _step(event: Event) -> str:
    words = EVENT_WORDS[event.kind]
    outcome = f", {_OUTCOMES[event.outcome]}" if event.outcome is not None else ""
    note = f": {event.note}" if event.note else ""
    return f"{in_words(event.at)}: {words}{outcome}{note}"


def _with_pin(text: str, event: Event, pin: Pin) -> str:
    where = pin(event.document)
    text = text.rstrip(" .")
    return f"{text} ({where})." if where else f"{text}."


def _plan_says(record: CaseRecord) -> Iterator[str]:
    reason = record.case.denial_reason
    if reason is not None:
        yield f"The reason the plan gives is {_REASONS[reason]}."


def _asked(record: CaseRecord) -> Iterator[str]:
    for paragraph in record.case.desired_resolution.split("\n\n"):
        if paragraph.strip():
            yield " ".join(paragraph.split())
    if record.case.treatment:
        yield f"The care in question: {record.case.treatment}."
