"""What each view shows: frozen rows, derived afresh from the records whenever asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from advocate_desktop.domain import consistency
from advocate_desktop.domain.cases import CaseId, CaseRecord, Issue
from advocate_desktop.domain.deadlines import Deadline, derive
from advocate_desktop.domain.findings import Finding
from advocate_desktop.domain.folding import folded, holds_all
from advocate_desktop.domain.moments import day_of, earliest
from advocate_desktop.domain.people import ClientId
from advocate_desktop.domain.routes import Option, options_from
from advocate_desktop.domain.standing import Standing, Status, relevant, standing
from advocate_desktop.services import cases
from advocate_desktop.services.history import HistoryRow, history
from advocate_desktop.services.rules import rule_book
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.store import cases as rows

__all__ = [
    "AgendaEntry",
    "CasePage",
    "CaseRow",
    "ClientRow",
    "HistoryRow",
    "agenda",
    "agenda_of",
    "case_page",
    "case_rows",
    "client_rows",
    "history",
]

_ENDED = frozenset({Status.WON, Status.WITHDRAWN, Status.CLOSED})


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case as a line of the list."""

    id: CaseId
    client: str
    title: str
    issue: Issue
    status: Status
    sentence: str
    next_deadline: Deadline | None
    late_days: int
    """Days the plan or an agency is late; 0 when nobody is."""
    closed: bool
    client_id: ClientId


@dataclass(frozen=True, slots=True)
class ClientRow:
    """A client as a line of the list, with how many cases."""

    id: ClientId
    name: str
    cases: int


@dataclass(frozen=True, slots=True)
class CasePage:
    """A case whole, with all that follows from its record."""

    record: CaseRecord
    deadlines: tuple[Deadline, ...]
    options: tuple[Option, ...]
    standing: Standing
    findings: tuple[Finding, ...]

    @property
    def relevant(self) -> tuple[Deadline, ...]:
        """The deadlines without the member's own for a door that is closed to this case."""
        return relevant(self.deadlines, self.options)


@dataclass(frozen=True, slots=True)
class AgendaEntry:
    """A deadline with the case it belongs to."""

    case: CaseId
    client: str
    title: str
    deadline: Deadline
    closed: bool
    """Whether nothing presses: the case has ended, or the date is for a door closed to it."""


def case_rows(
    workspace: Workspace, *, text: str = "", as_of: datetime | None = None
) -> tuple[CaseRow, ...]:
    """Return the cases that hold all words of a text; late ones first, then by next deadline.

    Words are looked for in the client's name, the title, the plan, the member's number and the
    plan's reference. Cases without a next deadline come after, ended ones last.
    """
    moment = as_of or workspace.now()
    words = folded(text).split()
    found = [r for r in workspace.read(rows.records) if not words or _holds(r, words)]
    return tuple(sorted((_case_row(record, moment) for record in found), key=_urgency))


def _holds(record: CaseRecord, words: list[str]) -> bool:
    coverage, case = record.coverage, record.case
    told = (record.client.name, case.title, coverage.plan, coverage.member_id, case.plan_reference)
    return holds_all(" ".join(told), words)


def _case_row(record: CaseRecord, as_of: datetime) -> CaseRow:
    _, _, stands = _derived(record, as_of)
    return CaseRow(
        id=record.case.id,
        client=record.client.name,
        title=record.case.title,
        issue=record.case.issue,
        status=stands.status,
        sentence=stands.sentence,
        next_deadline=stands.next_deadline,
        late_days=stands.late_days,
        closed=stands.status in _ENDED,
        client_id=record.client.id,
    )


def _urgency(row: CaseRow) -> tuple[object, ...]:
    deadline = row.next_deadline
    due = day_of(deadline.when) if deadline else date.max
    return (row.closed, -row.late_days, due, folded(row.client), folded(row.title), row.id)


def client_rows(workspace: Workspace) -> tuple[ClientRow, ...]:
    """Return the clients by family name."""
    listed = sorted(
        workspace.read(rows.client_rows),
        key=lambda pair: (folded(pair[0].family_name), folded(pair[0].given_name), pair[0].id),
    )
    return tuple(ClientRow(client.id, client.name, count) for client, count in listed)


def case_page(workspace: Workspace, case_id: CaseId, as_of: datetime | None = None) -> CasePage:
    """Return a case with its deadlines, doors, standing and findings; raise `NotFound`."""
    record, moment = cases.record(workspace, case_id), as_of or workspace.now()
    return CasePage(record, *_derived(record, moment), consistency.findings(record, moment))


def _derived(
    record: CaseRecord, as_of: datetime
) -> tuple[tuple[Deadline, ...], tuple[Option, ...], Standing]:
    deadlines = derive(record, rule_book(), as_of)
    doors = options_from(record, deadlines, as_of)
    return deadlines, doors, standing(record, deadlines, doors, as_of)


def agenda(
    workspace: Workspace,
    first: date | None,
    last: date | None,
    case_id: CaseId | None = None,
    as_of: datetime | None = None,
) -> tuple[AgendaEntry, ...]:
    """Return the deadlines of a case or of all between two days, both included, by date.

    None leaves that side open. Pacific days count.
    """
    moment = as_of or workspace.now()
    if case_id is None:
        records = workspace.read(rows.records)
    else:
        records = (cases.record(workspace, case_id),)
    found = [
        entry
        for record in records
        for entry in agenda_of(record, moment)
        if (first or date.min) <= day_of(entry.deadline.when) <= (last or date.max)
    ]
    return tuple(sorted(found, key=_by_date))


def agenda_of(record: CaseRecord, as_of: datetime) -> tuple[AgendaEntry, ...]:
    """Return the deadlines of one record as entries of an agenda, in the order they derive."""
    deadlines = derive(record, rule_book(), as_of)
    doors = options_from(record, deadlines, as_of)
    ended = standing(record, deadlines, doors, as_of).status in _ENDED
    kept = frozenset() if ended else frozenset(map(id, relevant(deadlines, doors)))
    client, case = record.client.name, record.case
    return tuple(AgendaEntry(case.id, client, case.title, d, id(d) not in kept) for d in deadlines)


def _by_date(entry: AgendaEntry) -> tuple[object, ...]:
    when = entry.deadline.when
    return (day_of(when), earliest(when), entry.deadline.rule, folded(entry.client), entry.case)
