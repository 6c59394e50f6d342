"""Starting a case: the few facts one has with a denial letter in hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import Signal

from advocate_desktop.domain.cases import Case, CaseId, CaseRecord, DenialReason, Issue
from advocate_desktop.domain.coverage import Coverage, CoverageId, Program
from advocate_desktop.domain.errors import Invalid
from advocate_desktop.domain.events import Event, EventId, EventKind
from advocate_desktop.domain.people import Client, ClientId
from advocate_desktop.services import cases, clients, views
from advocate_desktop.services.cases import new_id
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import words
from advocate_desktop.ui.case_fields import NOT_SAID
from advocate_desktop.ui.date_field import DateField
from advocate_desktop.ui.fields import ChoiceField, LineField, TextField
from advocate_desktop.ui.forms import Form, Row
from advocate_desktop.ui.program_field import ProgramField
from advocate_desktop.ui.sheet import Sheet

_WITH_DENIAL = (Issue.DENIAL, Issue.CANCELLATION)


@dataclass(frozen=True, slots=True)
class Beginning:
    """What the short form holds."""

    client: ClientId | None = None
    """A client who is in the casebook; None for a new one."""
    given_name: str = ""
    family_name: str = ""
    plan: str = ""
    program: Program = Program.DMHC_COMMERCIAL
    member_id: str = ""
    issue: Issue = Issue.DENIAL
    denial_reason: DenialReason | None = None
    title: str = ""
    description: str = ""
    happened_on: date | None = None


class NewCaseSheet(Sheet):
    """Asks for the client, the plan and what happened, and starts the case."""

    created = Signal(object)
    """The new `CaseId`."""

    def __init__(self, workspace: Workspace, client: ClientId | None = None) -> None:
        super().__init__(
            "New case",
            "Start the case",
            self._save,
            "Fill in what you know now. All of it can be changed and added to later.",
        )
        self._workspace = workspace
        self._known: CaseRecord | None = None
        self._cases = {row.client_id: row for row in reversed(views.case_rows(workspace))}
        self._clients = {row.id: row.name for row in views.client_rows(workspace) if row.name}
        self.form = Form(_rows(lambda: workspace.now().date(), self._clients), Beginning())
        self.body.addWidget(self.form)
        self.form.field("client").edited.connect(self._follow_client)
        self.form.field("issue").edited.connect(self._follow_issue)
        if client in self._clients:
            self.form.field("client").set_value(client)
        self._follow_client()
        self._follow_issue()
        first = "plan" if self._known else "given_name"
        self.setFocusProxy(self.form.field(first).box)

    def _follow_client(self) -> None:
        chosen = self.form.field("client").value()
        first = self._cases.get(chosen)
        self._known = cases.record(self._workspace, first.id) if first else None
        show = self.form.table.setRowVisible
        show(self.form.field("client"), bool(self._clients))
        for part in ("given_name", "family_name"):
            show(self.form.field(part), not chosen)
        if self._known:
            for part in ("plan", "program", "member_id"):
                self.form.field(part).set_value(getattr(self._known.coverage, part))

    def _follow_issue(self) -> None:
        issue = self.form.field("issue").value()
        self.form.table.setRowVisible(self.form.field("denial_reason"), issue is Issue.DENIAL)

    def _save(self) -> None:
        if wrong := self.form.complain():
            wrong.setFocus()
            return
        told = self.form.entered()
        if not (told.client or told.given_name or told.family_name):
            self.form.field("given_name").setFocus()
            raise Invalid("Write the client’s name, so that you find the case again.")
        person = None
        if told.client and self._known is None:
            person = clients.client(self._workspace, told.client)
        record = begin(told, self._known, person)
        case_id = self._workspace.run("Case started", cases.create, record)
        self.closed.emit()
        self.created.emit(case_id)


def begin(told: Beginning, known: CaseRecord | None, person: Client | None = None) -> CaseRecord:
    """Return the record of a new case; `known` is a case of the same client, if there is one.

    Without one, `person` is the client, or None for one who is not in the casebook yet.

    The client is used again, and the coverage too when plan, kind and member ID are the same.
    """
    case = Case(
        CaseId(new_id()),
        title=told.title or words.SHORT_ISSUES[told.issue],
        issue=told.issue,
        denial_reason=told.denial_reason if told.issue is Issue.DENIAL else None,
        description=told.description,
    )
    fresh = Client(ClientId(new_id()), given_name=told.given_name, family_name=told.family_name)
    client = known.client if known else person or fresh
    happened: tuple[Event, ...] = ()
    if told.happened_on is not None:
        denied = told.issue in _WITH_DENIAL
        kind = EventKind.DENIAL_RECEIVED if denied else EventKind.INCIDENT
        happened = (Event(EventId(new_id()), kind, told.happened_on),)
    return CaseRecord(client, _coverage(told, known), case, events=happened)


def _coverage(told: Beginning, known: CaseRecord | None) -> Coverage:
    fresh = Coverage(CoverageId(new_id()), told.plan, told.program, told.member_id)
    if known is None:
        return fresh
    same = replace(known.coverage, plan=told.plan, program=told.program, member_id=told.member_id)
    return known.coverage if same == known.coverage else fresh


def _rows(today: Callable[[], date], clients: dict[ClientId, str]) -> tuple[Row, ...]:
    return (
        Row("Client", ChoiceField(clients, "A new client"), "client"),
        Row("Given name", LineField(), "given_name"),
        Row("Family name", LineField(), "family_name"),
        Row("Plan", LineField("Name on the member card"), "plan"),
        Row(
            "Kind of coverage",
            ProgramField(),
            "program",
            "It decides which law holds.",
        ),
        Row("Member ID", LineField(), "member_id"),
        Row("What it is about", ChoiceField(words.ISSUES), "issue"),
        Row("The plan’s reason", ChoiceField(words.DENIAL_REASONS, NOT_SAID), "denial_reason"),
        Row("Title", LineField("MRI denied"), "title", "A few words to find the case by."),
        Row(
            "When it happened",
            DateField(today),
            "happened_on",
            "The day the denial came, or the day of the incident. It starts the first clock.",
        ),
        Row("What happened", TextField("In your own words, in order of time.", 6), "description"),
    )
