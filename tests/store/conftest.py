"""Records of every shape, for the store's property tests."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import strategies as st

from advocate_desktop.domain.cases import Case, CaseRecord
from advocate_desktop.domain.communications import Communication
from advocate_desktop.domain.coverage import Coverage
from advocate_desktop.domain.deadline_marks import DeadlineMark
from advocate_desktop.domain.documents import Document
from advocate_desktop.domain.events import Event
from advocate_desktop.domain.moments import Moment, order_key
from advocate_desktop.domain.people import Authorization, Client, Provider

# Fresh even while an example is being shrunk: all examples of a test share one casebook.
IDS = st.builds(lambda: uuid4().hex)
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
TIMES = st.datetimes(datetime(1900, 1, 2), datetime(2199, 12, 30), timezones=OFFSETS | st.just(UTC))
MOMENTS: st.SearchStrategy[Moment] = DAYS | TIMES
COUNTS = st.integers(0, 2**62)


def anything(kind: Any, **fixed: Any) -> st.SearchStrategy[Any]:
    """Build any value of a dataclass: the fields not fixed are inferred from their types."""
    inferred = {field.name: ... for field in dataclasses.fields(kind)}
    return st.builds(kind, **(inferred | {"id": IDS} | fixed))


def _in_order(facts: list[Any]) -> tuple[Any, ...]:
    return tuple(sorted(facts, key=lambda fact: order_key(fact.at)))


def _files_unique(documents: list[Document]) -> tuple[Document, ...]:
    return tuple(
        dataclasses.replace(document, file=f"{number} {document.file}")
        for number, document in enumerate(documents)
    )


DOCUMENTS = anything(
    Document,
    date=st.none() | DAYS,
    content_hash=st.just(""),
    size=COUNTS,
    pages=st.none() | COUNTS,
    text_characters=COUNTS,
)


def _place(mark: DeadlineMark) -> tuple[str, str]:
    return (mark.started_on.isoformat(), mark.rule)


def _marks_in_order(marks: list[DeadlineMark]) -> tuple[DeadlineMark, ...]:
    return tuple(sorted(marks, key=_place))


MARKS = anything(
    DeadlineMark, started_on=DAYS, handled_on=st.none() | DAYS, new_date=st.none() | DAYS
)


@st.composite
def _records(draw: st.DrawFn) -> CaseRecord:
    documents = draw(st.lists(DOCUMENTS, max_size=3).map(_files_unique))
    proof = st.sampled_from([None, *(document.id for document in documents)])
    events = anything(Event, at=MOMENTS, document=proof)
    spoken = anything(Communication, at=MOMENTS, follow_up=st.none() | MOMENTS)
    papers = anything(Authorization, signed_on=st.none() | DAYS, expires_on=st.none() | DAYS)
    return CaseRecord(
        client=draw(anything(Client, date_of_birth=st.none() | DAYS)),
        coverage=draw(anything(Coverage)),
        case=draw(anything(Case)),
        authorization=draw(st.none() | papers),
        providers=tuple(draw(st.lists(anything(Provider), max_size=3))),
        events=draw(st.lists(events, max_size=5).map(_in_order)),
        communications=draw(st.lists(spoken, max_size=5).map(_in_order)),
        documents=documents,
        marks=draw(st.lists(MARKS, max_size=3, unique_by=_place).map(_marks_in_order)),
    )


RECORDS = _records()


@pytest.fixture(scope="session")
def any_record() -> st.SearchStrategy[CaseRecord]:
    """Return a strategy for whole records; ids are fresh, documents have no bytes."""
    return RECORDS
