"""Builders of small fictional records for the domain's tests."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

import pytest

from advocate_desktop.domain.cases import Case, CaseId, CaseRecord, DenialReason, Issue, Subject
from advocate_desktop.domain.coverage import Coverage, CoverageId, Program
from advocate_desktop.domain.deadlines import Deadline, derive
from advocate_desktop.domain.documents import Document, DocumentId
from advocate_desktop.domain.events import (
    Appointment,
    Event,
    EventId,
    EventKind,
    Method,
    Outcome,
)
from advocate_desktop.domain.moments import parse_moment
from advocate_desktop.domain.people import Client, ClientId
from advocate_desktop.domain.rules import RuleBook
from advocate_desktop.services.rules import rule_book

Happened = tuple[Any, ...]
"""(kind, when) with an outcome, a method or a document id after them, in any order."""


def _event(number: int, happened: Happened) -> Event:
    kind, at, *more = happened
    extras: dict[str, Any] = {}
    for extra in more:
        if extra in set(Outcome):
            extras["outcome"] = Outcome(extra)
        elif extra in set(Method):
            extras["method"] = Method(extra)
        elif extra in set(Appointment):
            extras["appointment"] = Appointment(extra)
        else:
            extras["document"] = DocumentId(extra)
    return Event(EventId(f"event-{number}"), EventKind(kind), parse_moment(at), **extras)


def _record(
    *happened: Happened,
    program: str = "dmhc_commercial",
    documents: Iterable[tuple[str, str]] = (),
    **case: Any,
) -> CaseRecord:
    codes = {"denial_reason": DenialReason, "issue": Issue, "subject": Subject}
    facts = {name: codes[name](value) if name in codes else value for name, value in case.items()}
    return CaseRecord(
        client=Client(ClientId("client"), "Ana", "Example"),
        coverage=Coverage(CoverageId("coverage"), "Sample Health Plan", Program(program)),
        case=Case(CaseId("case"), "A sample dispute", **facts),
        events=tuple(_event(number, entry) for number, entry in enumerate(happened)),
        documents=tuple(
            Document(DocumentId(name), f"{name}.pdf", date=date.fromisoformat(day))
            for name, day in documents
        ),
    )


@pytest.fixture(scope="session")
def record() -> Callable[..., CaseRecord]:
    """Build a record from `(kind, when, …)` entries."""
    return _record


@pytest.fixture(scope="session")
def rules() -> RuleBook:
    """Return the shipped rules."""
    return rule_book()


@pytest.fixture(scope="session")
def noon() -> Callable[[str], datetime]:
    """Turn an ISO date into noon Pacific time of that day."""

    def at(day: str) -> datetime:
        moment = parse_moment(f"{day}T12:00" if len(day) == 10 else day)
        assert isinstance(moment, datetime)
        return moment

    return at


@pytest.fixture(scope="session")
def clock(
    rules: RuleBook, noon: Callable[[str], datetime]
) -> Callable[[CaseRecord, str, str], Deadline | None]:
    """Find the deadline of a rule in a record as of a day; None when it has none."""

    def find(case: CaseRecord, rule: str, as_of: str) -> Deadline | None:
        found = [d for d in derive(case, rules, noon(as_of)) if d.rule == rule]
        assert len(found) <= 1, "use derive() for records that start a rule twice"
        return found[0] if found else None

    return find
