"""Letters: what a letter holds before it is set, what a template asks for, and whether it fits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from advocate_desktop.domain.cases import CaseRecord, DenialReason, Issue
from advocate_desktop.domain.coverage import Program
from advocate_desktop.domain.deadlines import Deadline, DeadlineState
from advocate_desktop.domain.events import OUTCOMES, Event, EventKind, Outcome
from advocate_desktop.domain.findings import Finding
from advocate_desktop.domain.moments import day_of, order_key
from advocate_desktop.domain.packets import Tab
from advocate_desktop.domain.routes import Option, Route, RouteState
from advocate_desktop.domain.rules import Confidence, RuleId

DMHC_PROGRAMS = frozenset({Program.DMHC_COMMERCIAL, Program.MEDI_CAL})
"""Coverage whose disputes go to the DMHC and to Independent Medical Review (law.md section 4)."""

MOST_ADDRESS_LINES = 5
"""Lines that fit behind the window of a #10 envelope."""


class Addressee(StrEnum):
    """To whom a letter is written."""

    PLAN = "plan"
    DMHC = "dmhc"
    PROVIDER = "provider"
    """The first doctor, group or facility of the record that has a name."""
    HEARINGS = "hearings"
    """The agency that hears Medi-Cal cases."""
    OTHER = "other"
    """Somebody whose address is given with the letter."""


@dataclass(frozen=True, slots=True)
class LetterContent:
    """A letter, complete and in words, in the order in which it is read."""

    title: str
    """What the PDF is called."""
    language: str
    """BCP 47 tag."""
    sender: tuple[str, ...]
    """The name first."""
    date: str
    delivery: str
    addressee: tuple[str, ...]
    banner: str
    """A line above the subject, such as the word that the matter is urgent; may be empty."""
    subject: tuple[tuple[str, str], ...]
    """The Re: block as label and value; the first row is the subject itself."""
    salutation: str
    body: str
    """Markdown."""
    closing: str
    signature: tuple[str, ...]
    """What stands under the space for the signature."""
    enclosures: tuple[str, ...]
    """The heading first; empty when nothing is enclosed."""
    copies: tuple[str, ...]
    continuation: tuple[str, ...]
    """Addressee, date, and member with masked number, for the head of later pages."""
    page_of: str = "Page {page} of {pages}"
    own_page: bool = False
    """Whether subject and text stand on a sheet of their own in large type, with nothing else."""


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """A provision a letter rests on."""

    citation: str
    confidence: Confidence
    about: str = ""
    programs: tuple[Program, ...] = ()
    """Coverage for which the letter names it; empty means all."""


@dataclass(frozen=True, slots=True)
class Fit:
    """When a letter is the one to send: every part that is given must hold."""

    programs: tuple[Program, ...] = ()
    issues: tuple[Issue, ...] = ()
    denial_reasons: tuple[DenialReason, ...] = ()
    languages: tuple[str, ...] = ()
    """The client's language."""
    urgent: bool | None = None
    happened: tuple[EventKind, ...] = ()
    """At least one of these."""
    not_happened: tuple[EventKind, ...] = ()
    """None of these."""
    overdue: tuple[RuleId, ...] = ()
    """At least one of these clocks has run out on the plan."""
    past: tuple[RuleId, ...] = ()
    """At least one of these dates has gone by, whoever had to act."""
    open: tuple[Route, ...] = ()
    """At least one of these doors stands open."""
    won: bool | None = None
    """Whether the newest decision is for the member, in whole or in part."""
    helped: bool | None = None
    """Whether somebody is recorded who acts for the member."""


@dataclass(frozen=True, slots=True)
class Template:
    """A letter before it is filled: its text with placeholders, and what is to be known of it."""

    name: str
    title: str
    language: str
    subject: str
    purpose: str
    addressee: Addressee
    salutation: str
    body: str
    fit: Fit = Fit()
    banner: str = ""
    from_member: bool = False
    """Whether the member signs it, even when somebody else acts for the member."""
    own_page: bool = False
    """Whether it is a sheet of its own in large type, without letterhead or address."""
    short_subject: bool = False
    """Whether the Re: block leaves out the decision, the dates of service and the providers."""
    needs: tuple[str, ...] = ()
    """Facts without which the letter is poor."""
    copies: tuple[Addressee, ...] = ()
    encloses: tuple[Tab, ...] | None = None
    """Groups of papers that go with it; None means all that can be printed."""
    legal_basis: tuple[LegalBasis, ...] = ()
    leads_to: tuple[str, ...] = ()
    """Names of the letters that may follow."""
    own: bool = False
    """Whether a user wrote it: then its text is filled by plain substitution."""


@dataclass(frozen=True, slots=True)
class LetterDraft:
    """A letter filled from a record."""

    name: str
    content: LetterContent
    missing: tuple[Finding, ...] = ()
    """What is missing or to be checked before it is sent, the gravest first."""

    @property
    def body(self) -> str:
        """The text between salutation and closing, as Markdown."""
        return self.content.body


@dataclass(frozen=True, slots=True)
class Situation:
    """A case as of an instant, with what is derived from it."""

    record: CaseRecord
    deadlines: tuple[Deadline, ...]
    options: tuple[Option, ...]
    as_of: datetime

    def happened(self, kind: EventKind) -> bool:
        """Whether such an event is recorded for the day of `as_of` or before."""
        return self.record.happened(kind, self.as_of) is not None

    def latest(self, *rules: str) -> Deadline | None:
        """Return the clock of these rules that was started last, or None."""
        clocks = [d for d in self.deadlines if d.rule in rules]
        return max(clocks, key=lambda d: order_key(d.started_by.at), default=None)

    @property
    def ruling(self) -> Event | None:
        """The newest decision of the plan, an agency or a reviewer, up to the day of `as_of`."""
        found = [self.record.happened(kind, self.as_of) for kind in OUTCOMES]
        decided = [event for event in found if event and event.outcome]
        return max(decided, key=lambda event: order_key(event.at), default=None)

    @property
    def won(self) -> bool:
        """Whether the newest decision is for the member, in whole or in part."""
        return self.ruling is not None and self.ruling.outcome in _FOR_THE_MEMBER

    def passed(self, *rules: str) -> bool:
        """Whether a date of these rules lies before the day of `as_of`."""
        clocks = [d for d in self.deadlines if d.rule in rules]
        return any(day_of(clock.when) < day_of(self.as_of) for clock in clocks)

    def days_late(self, deadline: Deadline | None) -> int:
        """Return how many days a clock has run out, from its nominal day; 0 while it has not."""
        overdue = deadline is not None and deadline.state is DeadlineState.OVERDUE
        return -deadline.days_left if deadline and overdue else 0


_FOR_THE_MEMBER = (Outcome.FAVORABLE, Outcome.OVERTURNED, Outcome.PARTIAL)


def fits(template: Template, situation: Situation) -> tuple[bool, str]:
    """Return whether a letter is the one to send now, and why or why not, as a sentence."""
    against = next(_against(template.fit, situation), None)
    if against is not None:
        return False, against
    return True, _reason_for(template, situation)


def _against(fit: Fit, situation: Situation) -> Iterator[str]:
    record = situation.record
    if fit.programs and record.coverage.program not in fit.programs:
        yield "This letter is for another kind of coverage."
    if fit.languages and record.client.language not in fit.languages:
        yield "The client's language is another one."
    if fit.issues and record.case.issue not in fit.issues:
        yield "The dispute is about something else."
    if fit.denial_reasons and record.case.denial_reason not in fit.denial_reasons:
        yield "The plan gave another reason, or none is recorded."
    if fit.urgent is not None and record.case.serious_jeopardy is not fit.urgent:
        yield _URGENCY[record.case.serious_jeopardy]
    yield from _against_people(fit, situation)
    yield from _against_events(fit, situation)
    if fit.overdue and not any(map(situation.days_late, _clocks(fit, situation))):
        yield "By this record the plan is not late."
    if fit.open and not any(_is_open(option, fit) for option in situation.options):
        yield _closed_door(fit, situation.options)


def _against_people(fit: Fit, situation: Situation) -> Iterator[str]:
    paper = situation.record.authorization
    if fit.helped is not None and bool(paper and paper.name) is not fit.helped:
        yield _HELP[fit.helped]


_HELP = {
    True: "Nobody is recorded who acts for the member.",
    False: "Somebody already acts for the member.",
}
_RULINGS = {
    True: "No decision for the member is recorded.",
    False: "The newest decision is for the member.",
}
_URGENCY = {
    True: "There is a serious threat to health: ask for expedited review instead.",
    False: "No imminent and serious threat to health is recorded.",
}


def _against_events(fit: Fit, situation: Situation) -> Iterator[str]:
    if fit.happened and not any(map(situation.happened, fit.happened)):
        yield f"Nothing is recorded yet of this: {_listed(fit.happened)}."
    done = [kind for kind in fit.not_happened if situation.happened(kind)]
    if done:
        yield f"The record already has this: {_listed(done)}."
    if fit.won is not None and situation.won is not fit.won:
        yield _RULINGS[fit.won]
    if fit.past and not situation.passed(*fit.past):
        yield "No time limit of this kind has passed."


def _listed(kinds: Sequence[EventKind]) -> str:
    return ", ".join(kind.value.replace("_", " ") for kind in kinds)


def _clocks(fit: Fit, situation: Situation) -> list[Deadline]:
    return [clock for rule in fit.overdue if (clock := situation.latest(rule))]


def _is_open(option: Option, fit: Fit) -> bool:
    return option.route in fit.open and option.state is RouteState.OPEN


def _closed_door(fit: Fit, options: Sequence[Option]) -> str:
    reasons = [o.reasons[0] for o in options if o.route in fit.open and o.reasons]
    return reasons[0] if reasons else "This way does not stand open."


def _reason_for(template: Template, situation: Situation) -> str:
    """Return the most telling of the conditions that hold, as a sentence."""
    late = max(map(situation.days_late, _clocks(template.fit, situation)), default=0)
    if late:
        return f"The plan is {late} {'day' if late == 1 else 'days'} late. {template.purpose}"
    opened = [o.reasons[0] for o in situation.options if _is_open(o, template.fit) and o.reasons]
    return f"{opened[0]} {template.purpose}" if opened else template.purpose


def masked(number: str) -> str:
    """Return a member number with all but its last four characters hidden."""
    return f"…{number[-4:]}" if len(number) > 4 else number
