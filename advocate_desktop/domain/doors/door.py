"""A door: its values, and what it sees of a case when it decides whether it stands open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from advocate_desktop.domain.cases import CaseRecord
from advocate_desktop.domain.coverage import Program
from advocate_desktop.domain.deadlines import Deadline, DeadlineState
from advocate_desktop.domain.events import Event, EventKind, Outcome
from advocate_desktop.domain.facts import Facts
from advocate_desktop.domain.moments import day_of, in_words
from advocate_desktop.domain.rules import Condition


class Route(StrEnum):
    """A door: somewhere a member can take the dispute."""

    PLAN_GRIEVANCE = "plan_grievance"
    EXPEDITED_GRIEVANCE = "expedited_grievance"
    DMHC_COMPLAINT = "dmhc_complaint"
    IMR = "imr"
    MEDI_CAL_APPEAL = "medi_cal_appeal"
    STATE_FAIR_HEARING = "state_fair_hearing"
    MEDICARE_RECONSIDERATION = "medicare_reconsideration"
    MEDICARE_GRIEVANCE = "medicare_grievance"
    ERISA_APPEAL = "erisa_appeal"
    FEDERAL_EXTERNAL_REVIEW = "federal_external_review"
    CDI_COMPLAINT = "cdi_complaint"
    CDI_IMR = "cdi_imr"
    FEHB_RECONSIDERATION = "fehb_reconsideration"


class RouteState(StrEnum):
    """How a door stands."""

    OPEN = "open"
    NOT_YET = "not_yet"
    CLOSED = "closed"
    DONE = "done"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True)
class Option:
    """One door with its reasons and the law they come from."""

    route: Route
    state: RouteState
    opens: date | None
    """First day it may be used; None when that does not depend on a date."""
    until: date | None
    """Nominal last day."""
    reasons: tuple[str, ...]
    citations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a door found: the answer without the route's name."""

    state: RouteState
    reasons: tuple[str, ...]
    citations: tuple[str, ...] = ()
    opens: date | None = None
    until: date | None = None


KNOX_KEENE = (Program.DMHC_COMMERCIAL, Program.MEDI_CAL)
"""Programs whose plan is licensed by the DMHC."""

SUPERVISOR: dict[Program, str] = {
    Program.DMHC_COMMERCIAL: "a plan licensed by the Department of Managed Health Care (DMHC)",
    Program.MEDI_CAL: "a Medi-Cal plan",
    Program.MEDICARE_ADVANTAGE: "a Medicare Advantage plan, which follows federal rules",
    Program.SELF_FUNDED: "an employer's self-funded plan, which follows federal rules",
    Program.CDI: "a policy supervised by the California Department of Insurance (CDI)",
    Program.FEHB: "a federal employees' (FEHB) plan",
    Program.OTHER: "of a kind not recorded yet",
}


class Approach:
    """A case as a door sees it on a day."""

    def __init__(
        self, record: CaseRecord, deadlines: tuple[Deadline, ...], as_of: datetime
    ) -> None:
        self.record = record
        self.case = record.case
        self.program = record.coverage.program
        self.facts = Facts(record, as_of)
        self.today = self.facts.today
        self._deadlines = deadlines

    def holds(self, condition: Condition) -> bool:
        """Whether a condition holds."""
        return condition in self.facts.conditions

    def latest(self, *kinds: EventKind) -> Event | None:
        """Return the newest event of any of these kinds that happened by the day."""
        found = [e for e in map(self.facts.latest, kinds) if e is not None]
        return max(found, key=lambda e: day_of(e.at), default=None)

    def deadline(self, rule: str) -> Deadline | None:
        """Return the newest deadline of a rule, or None when the rule has none here."""
        found = [d for d in self._deadlines if d.rule == rule]
        return max(found, key=lambda d: day_of(d.started_by.at), default=None)

    def is_late(self, *rules: str) -> bool:
        """Whether the newest deadline of any of these rules is overdue."""
        found = (self.deadline(rule) for rule in rules)
        return any(d is not None and d.state is DeadlineState.OVERDUE for d in found)


SUPERVISOR_CITATION: dict[Program, str] = {
    Program.DMHC_COMMERCIAL: "Health & Safety Code 1368",
    Program.MEDI_CAL: "42 CFR 438.402",
    Program.MEDICARE_ADVANTAGE: "42 CFR 422.592(a)",
    Program.SELF_FUNDED: "42 USC 300gg-19(b)(2)(B)",
    Program.CDI: "Insurance Code 10169",
    Program.FEHB: "48 CFR 1652.204-72",
}
"""Where it is written whose rules a program follows."""


def closed(*reasons: str, cite: tuple[str, ...] = ()) -> Finding:
    """A door that does not apply, or no longer."""
    return Finding(RouteState.CLOSED, reasons, cite)


def wrong_program(approach: Approach, needs: str) -> Finding:
    """A door of another program."""
    written = SUPERVISOR_CITATION.get(approach.program)
    return closed(
        f"The coverage is {SUPERVISOR[approach.program]}; {needs}.",
        cite=(written,) if written else (),
    )


def done(event: Event, what: str, *cite: str) -> Finding:
    """A door that was already used."""
    return Finding(RouteState.DONE, (f"{what} on {in_words(event.at)}.",), cite)


def until_deadline(deadline: Deadline, open_reason: str, late: Finding | None = None) -> Finding:
    """A door that stands open until a deadline of the member; `late` is the answer after it."""
    last = day_of(deadline.when)
    if deadline.state is DeadlineState.MISSED:
        return late or closed(f"The last day was {in_words(last)}.", cite=(deadline.citation,))
    state = RouteState.POSSIBLE if deadline.state is DeadlineState.POSSIBLE else RouteState.OPEN
    reasons: tuple[str, ...] = (f"{open_reason} Last day: {in_words(last)}.",)
    if deadline.question:
        reasons = (*reasons, deadline.question)
    return Finding(state, reasons, (deadline.citation,), until=last)


@dataclass(frozen=True, slots=True)
class NextLevel:
    """The review above a plan's own appeal, as one program has it."""

    used: tuple[EventKind, ...]
    """Events that show that it was asked for, the latest stage first."""
    used_words: str
    rule: str
    """The rule that gives the last day after the plan's decision."""
    late_rules: tuple[str, ...]
    """The plan's own clocks; when one is overdue its appeal counts as used up."""
    citation: str
    late_citation: str
    first: str
    """What to do while the plan has not decided."""


def above_the_appeal(approach: Approach, level: NextLevel) -> Finding:
    """Decide on the review above a plan's appeal: after its decision, or after its silence."""
    asked = approach.latest(*level.used)
    if asked is not None:
        return done(asked, level.used_words, level.citation)
    decided = approach.latest(EventKind.DECISION_RECEIVED)
    if decided is not None and decided.outcome is Outcome.FAVORABLE:
        said = f"The plan decided in your favor on {in_words(decided.at)}."
        return closed(said, cite=(level.citation,))
    deadline = approach.deadline(level.rule)
    if deadline is not None:
        return until_deadline(deadline, "The plan has decided against you.")
    if approach.is_late(*level.late_rules):
        reason = "The plan did not decide in time, so its appeal counts as used up."
        return Finding(RouteState.OPEN, (reason,), (level.late_citation,))
    return Finding(RouteState.NOT_YET, (level.first,), (level.citation,))
