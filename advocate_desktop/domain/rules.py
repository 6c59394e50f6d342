"""Rules as data: what starts a clock, how long it runs, who must act, and where that is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NewType

from advocate_desktop.domain.cases import DenialReason, Issue
from advocate_desktop.domain.coverage import Program
from advocate_desktop.domain.events import Appointment, EventKind, Outcome

RuleId = NewType("RuleId", str)
"""Dotted name such as `ca.grievance.acknowledge`."""


class Actor(StrEnum):
    """Who must act."""

    MEMBER = "member"
    PLAN = "plan"
    DMHC = "dmhc"
    IMR_ORGANIZATION = "imr_organization"
    AGENCY = "agency"


class Confidence(StrEnum):
    """How well a rule is known; only `primary` was read in the law or agency page itself."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    MEMORY = "memory"


class Unit(StrEnum):
    """What a length is counted in."""

    CALENDAR_DAYS = "calendar_days"
    BUSINESS_DAYS = "business_days"
    MONTHS = "months"
    HOURS = "hours"


class Direction(StrEnum):
    """Whether a rule ends something or holds something back."""

    DUE = "due"
    """Something must be done by the date."""
    WAIT = "wait"
    """Something may not be required to be waited for beyond the date."""


class MonthEnd(StrEnum):
    """What becomes of a month count that lands on a day the month does not have."""

    LAST_DAY = "last_day"
    """The last day of that month (Civil Code 14, Government Code 6804; law.md CT-06)."""
    NEXT_FIRST = "next_first"
    """The first day of the next month (45 CFR 147.136(d)(2)(i); law.md CT-11)."""


class Condition(StrEnum):
    """A fact of the case that switches a rule or a variant on or off."""

    EXPEDITED = "expedited"
    """`expedited_requested` and no later `expedited_refused`."""
    EXPERIMENTAL = "experimental"
    """The stated denial reason is experimental or investigational."""
    URGENT = "urgent"
    """The record says there is a serious and imminent threat to health."""
    CANCELLATION = "cancellation"
    """The dispute is a cancellation, rescission or non-renewal."""
    EXPEDITING_REFUSED = "expediting_refused"
    """The plan refused the newest request to expedite."""
    CARE_TO_COME = "care_to_come"
    """The dispute is about care not given yet (pre-service)."""
    PAYMENT = "payment"
    """The dispute is about payment for care already given (post-service)."""
    PART_B_DRUG = "part_b_drug"
    """The dispute is about a drug under Medicare Part B."""
    PART_D_DRUG = "part_d_drug"
    """The dispute is about a drug under Medicare Part D."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """What starts or satisfies a clock: an event kind, narrowed by what is named."""

    event: EventKind
    outcomes: tuple[Outcome, ...] = ()
    appointments: tuple[Appointment, ...] = ()


@dataclass(frozen=True, slots=True)
class Bound:
    """Another event that moves the end: the earlier or the later of the two counts."""

    event: EventKind
    days: int = 0
    """Calendar days from that event; negative for “the day before”."""
    later: bool = False
    ask: str = ""
    """What to find out while the record does not hold the event; the date is only possible then."""


class Anchor(StrEnum):
    """From which date of the starting event the count runs."""

    EVENT = "event"
    """The event's own date."""
    NOTICE = "notice"
    """The date written on the document that proves the event; its own date when there is none."""
    RECEIPT = "receipt"
    """The day the plan received the grievance: recorded, same day, or presumed after mailing."""
    SILENCE = "silence"
    """So many days (`delay`) after the receipt, when nothing that satisfies has come by then."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A length with its own authority, used when all its conditions hold; the first match wins."""

    length: int
    unit: Unit
    when: tuple[Condition, ...] = ()
    citation: str = ""
    confidence: Confidence | None = None
    """Empty and None mean: as the rule has it."""
    law_row: str = ""
    delay: int = 0
    """For `Anchor.SILENCE`: calendar days of silence after which the count begins."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the law as the program applies it."""

    id: RuleId
    track: str
    law_row: str
    """Row of the research page, such as `PG-02`."""
    title: str
    must: str
    """What must be done, as it follows “must”: `answer your grievance`."""
    actor: Actor
    starts: tuple[Trigger, ...]
    """In order of preference: the first kind the record holds starts the clock."""
    length: int
    unit: Unit
    citation: str
    confidence: Confidence
    programs: tuple[Program, ...]
    satisfied_by: tuple[Trigger, ...] = ()
    ended_by: tuple[Trigger, ...] = ()
    """Events after which nothing is owed any more, such as a withdrawal."""
    broken_by: tuple[Trigger, ...] = ()
    """For `Anchor.SILENCE`: events that break the silence."""
    delay: int = 0
    anchor: Anchor = Anchor.EVENT
    direction: Direction = Direction.DUE
    variants: tuple[Variant, ...] = ()
    unless: tuple[Condition, ...] = ()
    """The rule does not exist when any of these holds."""
    only_if: tuple[Condition, ...] = ()
    issues: tuple[Issue, ...] = ()
    """Only for these issues; empty means all."""
    denial_reasons: tuple[DenialReason, ...] = ()
    month_end: MonthEnd = MonthEnd.LAST_DAY
    bound: Bound | None = None
    at_hour: int | None = None
    """The hour of the last day, Pacific time, when the law names one."""
    any_day: bool = False
    """The member can act on any day of the week, so the last day is not moved back."""
    valid_from: date | None = None
    valid_until: date | None = None
    """The rule in force on the starting event's date applies; both days included."""
    quote: str = ""
    source: str = ""
    version: str = ""
    """Date or edition of the text that was read."""
    verified_on: date | None = None
    """When a person last read the law itself."""
    guide_says: str | None = None
    """What consumer guides tell members when it differs."""
    note: str = ""
    off_because: str = ""
    """Why the rule is switched off; empty when it applies."""


@dataclass(frozen=True, slots=True)
class Duty:
    """A row of the law that has no clock of its own: a right, a duty or an exception."""

    row: str
    track: str
    text: str
    citation: str
    confidence: Confidence
    quote: str = ""
    source: str = ""
    version: str = ""
    verified_on: date | None = None


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules by id, in the order of the packs."""

    rules: tuple[Rule, ...]
    duties: tuple[Duty, ...] = ()
    by_id: Mapping[RuleId, tuple[Rule, ...]] = field(init=False, repr=False, compare=False)
    """Rules that share an id differ in the dates they are in force."""

    by_program: Mapping[Program, tuple[Rule, ...]] = field(init=False, repr=False, compare=False)
    """The rules that are switched on for each program."""

    def __post_init__(self) -> None:
        """Index the rules by id and by program."""
        index: dict[RuleId, tuple[Rule, ...]] = {}
        for rule in self.rules:
            index[rule.id] = (*index.get(rule.id, ()), rule)
        programs = {
            program: tuple(r for r in self.rules if program in r.programs and not r.off_because)
            for program in Program
        }
        object.__setattr__(self, "by_id", index)
        object.__setattr__(self, "by_program", programs)

    def in_force(self, rule_id: RuleId) -> Rule:
        """Return the newest version of a rule; raise `KeyError` for an unknown id."""
        return self.by_id[rule_id][-1]

    def for_program(self, program: Program) -> tuple[Rule, ...]:
        """Return the rules that are switched on for a program."""
        return self.by_program[program]
