"""Where a case stands: one status, one sentence, and the next step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from advocate_desktop.domain.cases import CaseRecord
from advocate_desktop.domain.deadlines import UNSETTLED, Deadline, DeadlineState
from advocate_desktop.domain.events import Event, EventKind, Outcome
from advocate_desktop.domain.facts import Facts
from advocate_desktop.domain.moments import day_of, in_words
from advocate_desktop.domain.routes import Option, Route, RouteState
from advocate_desktop.domain.rules import Actor


class Status(StrEnum):
    """The status of a case, derived from its record."""

    NEW = "new"
    GRIEVANCE_PENDING = "grievance_pending"
    PLAN_LATE = "plan_late"
    DECIDED = "decided"
    WITH_DMHC = "with_dmhc"
    WITH_IMR = "with_imr"
    WON = "won"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


class Step(StrEnum):
    """A next step the window can offer as a button."""

    RECORD_DENIAL = "record_denial"
    WRITE_GRIEVANCE = "write_grievance"
    WRITE_EXPEDITED = "write_expedited"
    RECORD_RECEIPT = "record_receipt"
    WRITE_FOLLOW_UP = "write_follow_up"
    WRITE_OVERDUE_NOTICE = "write_overdue_notice"
    WRITE_OVERDUE_APPEAL = "write_overdue_appeal"
    PREPARE_DMHC = "prepare_dmhc"
    PREPARE_IMR = "prepare_imr"
    RECORD_DECISION = "record_decision"
    WRITE_IMPLEMENTATION = "write_implementation"
    RECORD_EVENT = "record_event"


@dataclass(frozen=True, slots=True)
class Standing:
    """Status, the sentence that begins the case page, and what to do next."""

    status: Status
    sentence: str
    steps: tuple[Step, ...]
    """Most useful first; may be empty for a closed case."""
    next_deadline: Deadline | None
    """The deadline to show in a list: overdue first, then the nearest still open."""
    late_days: int = 0
    """Days the plan or an agency is late under the rule shown; 0 when nobody is."""


_LATE_ACTORS = {
    Actor.PLAN: "The plan",
    Actor.DMHC: "The DMHC",
    Actor.IMR_ORGANIZATION: "The review organization",
    Actor.AGENCY: "The agency",
}


_ROUTE_TRACKS = {"imr": Route.IMR, "dmhc_complaint": Route.DMHC_COMPLAINT}


def relevant(deadlines: tuple[Deadline, ...], options: tuple[Option, ...]) -> tuple[Deadline, ...]:
    """Return the deadlines without the member's own dates for a door that is closed to the case."""
    closed = {o.route for o in options if o.state is RouteState.CLOSED}
    return tuple(
        d
        for d in deadlines
        if d.actor is not Actor.MEMBER or _ROUTE_TRACKS.get(d.track) not in closed
    )


def standing(
    record: CaseRecord,
    deadlines: tuple[Deadline, ...],
    options: tuple[Option, ...],
    as_of: datetime,
) -> Standing:
    """Return where the case stands, from its record and what was derived from it."""
    facts = Facts(record, as_of)
    status = _status(facts, deadlines)
    shown = _next_deadline(status, facts, relevant(deadlines, options))
    late = -shown.days_left if shown and shown.state is DeadlineState.OVERDUE else 0
    sentence = _late_sentence(shown, late) if shown and late else _sentence(status, facts, shown)
    return Standing(status, sentence, _steps(status, facts, shown, options), shown, late)


def _status(facts: Facts, deadlines: tuple[Deadline, ...]) -> Status:
    ended = _ended(facts)
    if ended is not None:
        return ended
    if any(d.actor is Actor.PLAN for d in _overdue(facts, deadlines)):
        return Status.PLAN_LATE
    if _won(facts):
        return Status.WON
    if _pending(facts, (EventKind.IMR_FILED, EventKind.IMR_ACCEPTED), _IMR_ENDS):
        return Status.WITH_IMR
    if _pending(facts, (EventKind.DMHC_COMPLAINT_FILED, EventKind.IMR_REFUSED), _DMHC_ENDS):
        return Status.WITH_DMHC
    if _pending(facts, _FILINGS, (EventKind.DECISION_RECEIVED,)):
        return Status.GRIEVANCE_PENDING
    decided = facts.latest(EventKind.DECISION_RECEIVED)
    return Status.NEW if decided is None else Status.DECIDED


_FILINGS = (
    EventKind.GRIEVANCE_FILED,
    EventKind.GRIEVANCE_RECEIVED,
    EventKind.EXPEDITED_REQUESTED,
    EventKind.APPEAL_FILED,
)
_IMR_ENDS = (EventKind.IMR_DECISION_RECEIVED, EventKind.IMR_REFUSED)
_DMHC_ENDS = (EventKind.DMHC_DECISION_RECEIVED,)


def _ended(facts: Facts) -> Status | None:
    if facts.latest(EventKind.CLOSED) is not None:
        return Status.CLOSED
    withdrawn = facts.latest(EventKind.WITHDRAWN)
    if withdrawn is None:
        return None
    later = [facts.latest(kind) for kind in (*_FILINGS, EventKind.IMR_FILED)]
    again = any(e is not None and day_of(e.at) > day_of(withdrawn.at) for e in later)
    return None if again else Status.WITHDRAWN


def _won(facts: Facts) -> bool:
    if facts.latest(EventKind.PLAN_COMPLIED) is not None:
        return True
    last = [
        facts.latest(kind)
        for kind in (
            EventKind.DECISION_RECEIVED,
            EventKind.DMHC_DECISION_RECEIVED,
            EventKind.IMR_DECISION_RECEIVED,
        )
    ]
    decisions = sorted((e for e in last if e is not None), key=lambda e: day_of(e.at))
    return bool(decisions) and decisions[-1].outcome in (Outcome.FAVORABLE, Outcome.OVERTURNED)


def _pending(
    facts: Facts, begun: tuple[EventKind, ...], ended: tuple[EventKind, ...]
) -> Event | None:
    """Return the newest of the beginnings that no ending has followed."""
    began = [e for e in map(facts.latest, begun) if e is not None]
    if not began:
        return None
    newest = max(began, key=lambda e: day_of(e.at))
    over = [e for e in map(facts.latest, ended) if e is not None]
    return None if any(day_of(e.at) >= day_of(newest.at) for e in over) else newest


def _overdue(facts: Facts, deadlines: tuple[Deadline, ...]) -> list[Deadline]:
    """Return what is overdue and still matters: not an acknowledgement after the decision."""
    decided = facts.latest(EventKind.DECISION_RECEIVED)
    return [
        d
        for d in deadlines
        if d.state is DeadlineState.OVERDUE
        and d.handled_on is None
        and not (
            d.track == "plan_grievance"
            and decided is not None
            and day_of(decided.at) >= day_of(d.started_by.at)
        )
    ]


def _next_deadline(
    status: Status, facts: Facts, deadlines: tuple[Deadline, ...]
) -> Deadline | None:
    if status in (Status.CLOSED, Status.WITHDRAWN):
        return None
    overdue = _overdue(facts, deadlines)
    if overdue:
        plan_first = [d for d in overdue if d.actor is Actor.PLAN] or overdue
        return max(plan_first, key=lambda d: day_of(d.when))
    ahead = [
        d
        for d in deadlines
        if d.state in UNSETTLED and d.handled_on is None and day_of(d.when) >= facts.today
    ]
    return min(ahead, key=lambda d: (d.act_by or day_of(d.when), d.rule), default=None)


def _late_sentence(deadline: Deadline, late: int) -> str:
    days = "1 day" if late == 1 else f"{late} days"
    who = _LATE_ACTORS[deadline.actor]
    assert deadline.due is not None, "only a due date can be overdue"
    return f"{who} is {days} late: it had to {deadline.must} by {in_words(deadline.due)}."


def _sentence(status: Status, facts: Facts, shown: Deadline | None) -> str:
    said = {
        Status.NEW: "Nothing has been sent to the plan yet.",
        Status.GRIEVANCE_PENDING: "The plan has your grievance and must answer.",
        Status.DECIDED: "The plan has decided. You can take it further.",
        Status.WITH_DMHC: "The DMHC has your complaint.",
        Status.WITH_IMR: "Independent Medical Review is under way.",
        Status.WON: "Decided in your favor.",
        Status.WITHDRAWN: "This was withdrawn.",
        Status.CLOSED: "This case is closed.",
        Status.PLAN_LATE: "The plan is late.",
    }[status]
    if status is Status.GRIEVANCE_PENDING and any(r.presumed for r in facts.receipts):
        said = "Your grievance was sent; the day the plan received it is not recorded."
    return f"{said} {_what_next(shown)}".strip()


def _what_next(shown: Deadline | None) -> str:
    if shown is None:
        return ""
    if shown.state is DeadlineState.WAITING:
        return f"You may {shown.must} from {in_words(shown.when)}."
    if shown.actor is Actor.MEMBER:
        return f"You must {shown.must} by {in_words(shown.act_by or shown.when)}."
    possible = "may have to" if shown.state is DeadlineState.POSSIBLE else "must"
    return f"{_LATE_ACTORS[shown.actor]} {possible} {shown.must} by {in_words(shown.when)}."


def _steps(
    status: Status, facts: Facts, shown: Deadline | None, options: tuple[Option, ...]
) -> tuple[Step, ...]:
    if status in (Status.CLOSED, Status.WITHDRAWN):
        return ()
    if status is Status.NEW:
        return _first_steps(facts, options)
    steps: list[Step] = []
    if shown is not None and shown.state is DeadlineState.OVERDUE:
        steps.append(_LATE_LETTERS.get(shown.rule, Step.RECORD_EVENT))
    if status is Status.GRIEVANCE_PENDING and any(r.presumed for r in facts.receipts):
        steps.append(Step.RECORD_RECEIPT)
    steps.extend(_doors_to_use(options))
    if status in (Status.GRIEVANCE_PENDING, Status.PLAN_LATE):
        steps.append(Step.RECORD_DECISION)
    elif status in (Status.WITH_DMHC, Status.WITH_IMR, Status.WON):
        steps.append(Step.RECORD_EVENT)
    return tuple(dict.fromkeys(steps))


_LATE_LETTERS: dict[str, Step] = {
    "ca.grievance.acknowledge": Step.WRITE_FOLLOW_UP,
    "ca.grievance.resolve": Step.WRITE_OVERDUE_NOTICE,
    "ca.expedited.resolve": Step.WRITE_OVERDUE_NOTICE,
    "medi_cal.appeal.resolve": Step.WRITE_OVERDUE_APPEAL,
    "medicare.reconsideration.decide": Step.WRITE_OVERDUE_APPEAL,
    "medicare.drug.redetermination.decide": Step.WRITE_OVERDUE_APPEAL,
    "erisa.appeal.decide": Step.WRITE_OVERDUE_APPEAL,
    "fehb.reconsideration.decide": Step.WRITE_OVERDUE_APPEAL,
    "ca.imr.implement": Step.WRITE_IMPLEMENTATION,
}


def _first_steps(facts: Facts, options: tuple[Option, ...]) -> tuple[Step, ...]:
    steps: list[Step] = []
    begun = facts.latest(EventKind.DENIAL_RECEIVED) or facts.latest(EventKind.INCIDENT)
    if begun is None:
        steps.append(Step.RECORD_DENIAL)
    if _state(options, Route.EXPEDITED_GRIEVANCE) is RouteState.OPEN:
        steps.append(Step.WRITE_EXPEDITED)
    steps.append(Step.WRITE_GRIEVANCE)
    return (*steps, *_doors_to_use(options))


def _doors_to_use(options: tuple[Option, ...]) -> tuple[Step, ...]:
    """Return the agency's doors that stand open: the review before the complaint."""
    doors = ((Route.IMR, Step.PREPARE_IMR), (Route.DMHC_COMPLAINT, Step.PREPARE_DMHC))
    return tuple(step for route, step in doors if _state(options, route) is RouteState.OPEN)


def _state(options: tuple[Option, ...], route: Route) -> RouteState | None:
    return next((o.state for o in options if o.route is route), None)
