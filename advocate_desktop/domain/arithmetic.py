"""How a date was counted, said in lines a person can check with a wall calendar."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from advocate_desktop.domain.clocks import Count, Length, Start
from advocate_desktop.domain.counting import days_off_between, holiday_on, roll_forward
from advocate_desktop.domain.events import Event, EventKind
from advocate_desktop.domain.holidays import KNOWN_FROM, KNOWN_UNTIL, is_known
from advocate_desktop.domain.moments import Moment, day_of, in_words, latest
from advocate_desktop.domain.rules import Anchor, Confidence, Direction, Rule, Unit

EVENT_WORDS: dict[EventKind, str] = {
    EventKind.INCIDENT: "the incident",
    EventKind.DENIAL_RECEIVED: "the denial",
    EventKind.GRIEVANCE_FILED: "the grievance sent to the plan",
    EventKind.GRIEVANCE_RECEIVED: "the grievance received by the plan",
    EventKind.ACKNOWLEDGEMENT_RECEIVED: "the plan's acknowledgement",
    EventKind.EXPEDITED_REQUESTED: "the request for an expedited review",
    EventKind.EXPEDITED_REFUSED: "the plan's refusal to expedite",
    EventKind.DECISION_RECEIVED: "the plan's decision",
    EventKind.APPEAL_FILED: "the appeal",
    EventKind.DMHC_COMPLAINT_FILED: "the complaint to the DMHC",
    EventKind.DMHC_ACKNOWLEDGEMENT_RECEIVED: "the DMHC's acknowledgement",
    EventKind.DMHC_DECISION_RECEIVED: "the DMHC's decision",
    EventKind.IMR_FILED: "the application for Independent Medical Review",
    EventKind.IMR_ACCEPTED: "the DMHC's acceptance for Independent Medical Review",
    EventKind.IMR_REFUSED: "the DMHC's refusal of Independent Medical Review",
    EventKind.IMR_DOCUMENTS_SENT: "the plan's documents for the review",
    EventKind.IMR_DECISION_RECEIVED: "the Independent Medical Review decision",
    EventKind.PLAN_COMPLIED: "the plan doing what was decided",
    EventKind.STATE_HEARING_REQUESTED: "the request for a State Fair Hearing",
    EventKind.STATE_HEARING_HELD: "the State Fair Hearing",
    EventKind.EXTERNAL_REVIEW_REQUESTED: "the request for external review",
    EventKind.AUTHORIZATION_REQUESTED: "the request for the care",
    EventKind.AUTHORIZATION_GRANTED: "the plan's approval",
    EventKind.REVIEW_AFTER_CARE_REQUESTED: "the request for review of care already given",
    EventKind.DRUG_REQUESTED: "the request for the drug",
    EventKind.DRUG_EXCEPTION_REQUESTED: "the request for a drug not on the list",
    EventKind.APPOINTMENT_REQUESTED: "the request for an appointment",
    EventKind.APPOINTMENT_OFFERED: "the appointment offered",
    EventKind.APPOINTMENT_HELD: "the appointment",
    EventKind.CLAIM_SUBMITTED: "the claim",
    EventKind.CLAIM_PAID: "the payment of the claim",
    EventKind.APPEAL_RECEIVED: "the appeal received by the plan",
    EventKind.APPEAL_ACKNOWLEDGED: "the plan's acknowledgement of the appeal",
    EventKind.SERVICE_CUT: "the day the plan's cut takes effect",
    EventKind.HEARING_DECISION_RECEIVED: "the hearing decision",
    EventKind.DISCHARGE_PLANNED: "the planned discharge from hospital",
    EventKind.ENDING_NOTICE_RECEIVED: "the notice that services end",
    EventKind.SERVICES_END: "the last covered day",
    EventKind.QIO_APPEAL_FILED: "the fast appeal to the quality organization (QIO)",
    EventKind.QIO_DECISION_RECEIVED: "the quality organization's decision",
    EventKind.IRE_DECISION_RECEIVED: "the independent entity's decision",
    EventKind.ALJ_HEARING_REQUESTED: "the request for a judge's hearing",
    EventKind.ALJ_DECISION_RECEIVED: "the judge's decision",
    EventKind.COUNCIL_REVIEW_REQUESTED: "the request to the Appeals Council",
    EventKind.COUNCIL_DECISION_RECEIVED: "the Appeals Council's decision",
    EventKind.COURT_FILED: "the court complaint",
    EventKind.EXTERNAL_REVIEW_ASSIGNED: "the assignment of the reviewers",
    EventKind.EXTERNAL_REVIEW_MATERIAL_SENT: "the added material",
    EventKind.EXTERNAL_REVIEW_DECISION_RECEIVED: "the external review decision",
    EventKind.OPM_REVIEW_REQUESTED: "the request to the federal agency (OPM)",
    EventKind.WITHDRAWN: "the withdrawal",
    EventKind.CLOSED: "the closing of the case",
}

_UNIT_WORDS = {
    Unit.CALENDAR_DAYS: "calendar day",
    Unit.BUSINESS_DAYS: "working day",
    Unit.MONTHS: "calendar month",
    Unit.HOURS: "hour",
}

CONFIDENCE_WORDS = {
    Confidence.PRIMARY: "The words were read in the law or on the agency's own page.",
    Confidence.SECONDARY: "Known from a secondary source: check before relying on this.",
    Confidence.MEMORY: "Not confirmed in the law's text: check before relying on this.",
}

FILED_CONFIDENCE_WORDS = {
    **CONFIDENCE_WORDS,
    Confidence.SECONDARY: "Known from a secondary source.",
    Confidence.MEMORY: "Not confirmed in the law's text.",
}
"""As a plan or an agency reads them."""


@dataclass(frozen=True, slots=True)
class Working:
    """All that a date was counted from, kept so that it can be explained when somebody asks."""

    rule: Rule
    length: Length
    start: Start
    counted: Count
    answer: Event | None


def explain(
    working: Working, confidence: Mapping[Confidence, str] = CONFIDENCE_WORDS
) -> tuple[str, ...]:
    """Return the arithmetic of a deadline, a line a step, ending with its authority.

    `confidence` is what is said of how its rule is known.
    """
    length = working.length
    return (
        *_beginning(working.rule, working.start),
        *_counting(working),
        *_reading(working.rule, working.counted),
        *_doubts(working.counted),
        f"{length.citation}. {confidence[length.confidence]}",
    )


def _beginning(rule: Rule, start: Start) -> Iterator[str]:
    event = start.event
    yield f"Starts with {EVENT_WORDS[event.kind]}, {in_words(event.at)}."
    if start.not_earlier_than is not None and start.silence is None:
        yield (
            f"No receipt is recorded, so the plan is taken to have had it five days later, "
            f"{in_words(start.at)}, as a possible date."
        )
    if rule.anchor is Anchor.NOTICE and start.at != event.at:
        yield f"Counted from the date written on the notice, {in_words(start.at)}, to be safe."
    if start.silence is not None:
        yield (
            f"No decision had come by {in_words(start.at)}; counting from that day of silence is "
            "the cautious reading."
        )


def _counting(working: Working) -> Iterator[str]:
    rule, length, counted = working.rule, working.length, working.counted
    answer = working.answer
    amount = f"{length.length} {_UNIT_WORDS[length.unit]}{'' if length.length == 1 else 's'}"
    if rule.direction is Direction.WAIT:
        yield f"At most {amount} of waiting can be asked."
        if answer is not None and day_of(answer.at) == counted.nominal:
            yield f"Ended early by {EVENT_WORDS[answer.kind]}, {in_words(answer.at)}."
        else:
            yield f"The wait is over on {in_words(counted.nominal)}."
    elif length.unit is Unit.HOURS:
        yield f"{amount} run without a pause, through nights and weekends."
        yield f"Last minute: {in_words(counted.nominal)}."
    else:
        yield (
            f"{amount}, the first day left out and the last one counted: "
            f"{in_words(counted.nominal)}."
        )
        if length.unit is Unit.BUSINESS_DAYS:
            yield from _skipped(day_of(working.start.at), day_of(counted.nominal))


def _skipped(first: date, last: date) -> Iterator[str]:
    names = [f"{in_words(day)} ({why})" for day, why in days_off_between(first, last)]
    if names:
        yield f"Not counted: {', '.join(names)}."


def _reading(rule: Rule, counted: Count) -> Iterator[str]:
    last = counted.overdue_after
    if isinstance(counted.nominal, datetime):
        return
    if last is not None and last != counted.nominal:
        off = ", ".join(why for _, why in days_off_between(counted.nominal, day_of(last)))
        yield (
            f"That day is no working day ({off}). The plan or agency may claim the next one, "
            f"{in_words(last)}; it is called late only after that (Code of Civil Procedure 12a)."
        )
    if counted.act_by is not None and counted.act_by != counted.nominal:
        yield (
            f"Act by the working day before, {in_words(counted.act_by)}. The roll forward to "
            f"{in_words(roll_forward(counted.nominal))} is an outer limit not to rely on."
        )
    if rule.note:
        yield rule.note


def _doubts(counted: Count) -> Iterator[str]:
    if counted.other is not None:
        nearer = latest(counted.other) < latest(counted.nominal)
        yield (
            f"It could be as {'early' if nearer else 'late'} as {in_words(counted.other)}. "
            f"{counted.question}"
        )
    elif counted.question:
        yield f"This date counts only if the answer fits: {counted.question}"
    end = day_of(counted.overdue_after or counted.nominal)
    holiday = holiday_on(end)
    if holiday is not None and holiday.doubtful and counted.act_by is None:
        after = _next_after(end)
        yield (
            f"{in_words(end)} may be a judicial holiday ({holiday.name}); the sources do not "
            f"settle it. If it is, the day is {in_words(after)}."
        )
    if not is_known(end.year):
        yield (
            f"The judicial holidays are checked for {KNOWN_FROM} to {KNOWN_UNTIL} only; "
            f"check those of {end.year}."
        )


def _next_after(day: date) -> Moment:
    return roll_forward(date.fromordinal(day.toordinal() + 1))
