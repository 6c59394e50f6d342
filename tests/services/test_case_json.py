"""The interchange form of a case: read, refused with the exact path, and written back the same."""

from __future__ import annotations

import json
import string
from dataclasses import fields, replace
from datetime import date, datetime, timedelta, timezone
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advocate_desktop.domain.cases import Case, CaseId, CaseRecord, DenialReason, Issue, Subject
from advocate_desktop.domain.communications import (
    Channel,
    Communication,
    CommunicationId,
    Direction,
)
from advocate_desktop.domain.coverage import Coverage, CoverageId, Program
from advocate_desktop.domain.deadline_marks import DeadlineMark, DeadlineMarkId
from advocate_desktop.domain.documents import Document, DocumentId, DocumentKind
from advocate_desktop.domain.errors import Invalid
from advocate_desktop.domain.events import OUTCOMES, Appointment, Event, EventId, EventKind, Method
from advocate_desktop.domain.moments import order_key
from advocate_desktop.domain.people import (
    Address,
    Authorization,
    AuthorizationId,
    AuthorizationKind,
    Client,
    ClientId,
    Provider,
    ProviderId,
)
from advocate_desktop.services.case_json import parse_case
from advocate_desktop.services.case_json_writing import case_json

CONTRACT = {
    "format": "advocate-desktop/case",
    "version": 1,
    "client": {
        "given_name": "",
        "family_name": "",
        "date_of_birth": "1970-01-31",
        "address": {"street": "", "city": "", "state": "CA", "postal_code": ""},
        "phone": "",
        "email": "",
        "language": "en",
        "guardian": None,
    },
    "coverage": {
        "plan": "Kaiser Foundation Health Plan, Inc.",
        "program": "dmhc_commercial",
        "member_id": "",
        "group_number": "",
        "medical_group": "",
        "employer": "",
    },
    "authorization": {
        "kind": "authorized_assistant",
        "name": "",
        "relationship": "",
        "signed_on": "2026-01-02",
        "expires_on": None,
    },
    "case": {
        "title": "",
        "issue": "denial",
        "denial_reason": "not_medically_necessary",
        "serious_jeopardy": False,
        "description": "",
        "desired_resolution": "",
        "location": "",
        "diagnosis": "",
        "treatment": "",
        "plan_reference": "",
        "providers": [{"name": "", "role": "", "phone": "", "in_network": True}],
    },
    "events": [
        {
            "kind": "incident",
            "at": "2026-01-05",
            "note": "",
            "document": "denial.pdf",
            "method": None,
            "outcome": None,
        }
    ],
    "communications": [
        {
            "at": "2026-01-06T10:15-08:00",
            "channel": "phone",
            "direction": "out",
            "person": "",
            "organization": "",
            "reference": "",
            "summary": "",
            "follow_up": None,
        }
    ],
    "documents": [
        {"file": "denial.pdf", "kind": "denial_letter", "title": "", "date": "2026-01-04"}
    ],
}
LEAST = {
    "format": "advocate-desktop/case",
    "version": 1,
    "client": {"given_name": "", "family_name": ""},
    "coverage": {"program": "other"},
    "case": {"title": ""},
}

ids = st.just("")
words = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
    | st.sampled_from("\n\t"),
    max_size=20,
)
days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
offsets = st.integers(-14 * 4, 14 * 4).map(lambda q: timezone(timedelta(minutes=15 * q)))
times = st.datetimes(datetime(1900, 1, 2), datetime(2199, 12, 30), timezones=offsets)
moments = st.one_of(days, times, times.map(lambda t: t.replace(second=0, microsecond=0)))
addresses = st.builds(Address, words, words, words, words)
file_names = st.text(string.ascii_letters + " ñ文-.", min_size=1, max_size=20).filter(
    lambda n: n.strip() not in {"", ".", ".."}
)


@st.composite
def records(draw: st.DrawFn) -> CaseRecord:
    """Any record that a case file can hold, numbered as reading numbers it."""
    number = count()

    def new_id() -> str:
        return str(next(number))

    def some(strategy: st.SearchStrategy, most: int = 3) -> list:
        return draw(st.lists(strategy, max_size=most))

    documents = tuple(
        Document(DocumentId(new_id()), name, draw(st.sampled_from(DocumentKind)), *rest)
        for name, rest in (
            (n, (draw(words), draw(st.none() | days)))
            for n in draw(st.lists(file_names, unique=True, max_size=3))
        )
    )
    client = draw(
        st.builds(
            Client, ids, words, words, st.none() | days, addresses, words, words, words,
            st.none() | words,
        )
    )  # fmt: skip
    coverage = draw(
        st.builds(
            Coverage, ids, words, st.sampled_from(Program), words, words, words, words, words, words
        )
    )
    case = draw(
        st.builds(
            Case, ids, words, st.sampled_from(Issue), st.none() | st.sampled_from(DenialReason),
            st.booleans(), words, words, words, words, words, words,
            st.none() | st.sampled_from(Subject),
        )
    )  # fmt: skip
    client = replace(client, id=ClientId(new_id()))
    coverage = replace(coverage, id=CoverageId(new_id()))
    case = replace(case, id=CaseId(new_id()))
    authorization = draw(
        st.none()
        | st.builds(
            Authorization, ids, st.sampled_from(AuthorizationKind), words, words,
            st.none() | days, st.none() | days, addresses, words, words,
        )
    )  # fmt: skip
    if authorization:
        authorization = replace(authorization, id=AuthorizationId(new_id()))
    providers = tuple(
        replace(p, id=ProviderId(new_id()))
        for p in some(st.builds(Provider, ids, words, words, words, st.none() | st.booleans()))
    )
    events = []
    for at in sorted(some(moments), key=order_key):
        kind = draw(st.sampled_from(EventKind))
        events.append(
            Event(
                EventId(new_id()), kind, at, draw(words),
                draw(st.sampled_from([None, *(d.id for d in documents)])),
                draw(st.none() | st.sampled_from(Method)),
                draw(st.sampled_from([None, *OUTCOMES.get(kind, ())])),
                draw(st.none() | st.sampled_from(Appointment)),
            )
        )  # fmt: skip
    communications = tuple(
        Communication(
            CommunicationId(new_id()), at, draw(st.sampled_from(Channel)),
            draw(st.sampled_from(Direction)), draw(words), draw(words), draw(words), draw(words),
            draw(st.none() | moments), draw(words), draw(words), draw(st.none() | moments),
        )
        for at in sorted(some(moments), key=order_key)
    )  # fmt: skip
    marked = draw(
        st.lists(st.tuples(words, days), unique=True, max_size=2).map(
            lambda pairs: [DeadlineMark(DeadlineMarkId(new_id()), *pair) for pair in pairs]
        )
    )
    marks = tuple(
        replace(
            mark,
            handled_on=draw(st.none() | days),
            new_date=draw(st.none() | days),
            reason=draw(words),
        )
        for mark in marked
    )
    return CaseRecord(
        client, coverage, case, authorization, providers, tuple(events), communications, documents,
        marks,
    )  # fmt: skip


def counted() -> object:
    number = count()
    return lambda: str(next(number))


def changed(*path_and_value: object) -> bytes:
    """The contract's file with one value in it replaced."""
    *path, last, value = path_and_value
    file = json.loads(json.dumps(CONTRACT))
    inner = file
    for step in path:
        inner = inner[step]
    inner[last] = value
    return json.dumps(file).encode()


@given(records())
@settings(max_examples=80, deadline=None)
def test_a_record_written_and_read_again_is_the_same(record: CaseRecord) -> None:
    written = case_json(record)
    read = parse_case(written, counted())
    for field in fields(CaseRecord):
        assert getattr(read, field.name) == getattr(record, field.name)
    assert case_json(read) == written


@given(records())
@settings(max_examples=30, deadline=None)
def test_times_keep_their_offset(record: CaseRecord) -> None:
    read = parse_case(case_json(record), counted())
    offsets = [e.at.utcoffset() for e in record.events if isinstance(e.at, datetime)]
    assert [e.at.utcoffset() for e in read.events if isinstance(e.at, datetime)] == offsets


def test_the_contracts_file_is_written_back_with_the_same_keys_in_order() -> None:
    written = json.loads(case_json(parse_case(json.dumps(CONTRACT).encode())))
    assert written == CONTRACT
    assert json.dumps(written) == json.dumps(CONTRACT)


def test_keys_that_may_be_left_out_have_plain_values() -> None:
    record = parse_case(json.dumps(LEAST).encode())
    assert record.client.address.state == "CA"
    assert record.client.language == "en"
    assert record.case.issue is Issue.DENIAL
    assert (record.authorization, record.events, record.documents) == (None, (), ())


def test_where_grievances_go_is_written_only_when_it_is_known() -> None:
    known = parse_case(changed("coverage", "grievance_fax", "916-555-0101"))
    assert json.loads(case_json(known))["coverage"]["grievance_fax"] == "916-555-0101"
    unknown = parse_case(changed("coverage", "grievance_fax", ""))
    assert "grievance_fax" not in json.loads(case_json(unknown))["coverage"]


def test_a_time_without_an_offset_is_pacific() -> None:
    summer = parse_case(changed("events", 0, "at", "2026-07-01T09:30"))
    assert json.loads(case_json(summer))["events"][0]["at"] == "2026-07-01T09:30-07:00"


def test_events_keep_the_order_of_the_file() -> None:
    events = [{"kind": "closed", "at": "2026-03-01"}, {"kind": "incident", "at": "2026-01-01"}]
    read = parse_case(changed("events", events))
    assert [e.kind for e in read.events] == [EventKind.CLOSED, EventKind.INCIDENT]


@pytest.mark.parametrize(
    ("path_and_value", "begins"),
    [
        (("events", 0, "at", "2026-02-30"), "$.events[0].at: “2026-02-30” is not a date"),
        (("events", 0, "at", "9" * 5000), "$.events[0].at: “999"),
        (("events", 0, "at", "2026-01-05T25:00"), "$.events[0].at: “2026-01-05T25:00” is not"),
        (("client", "date_of_birth", "0970-01-31"), "$.client.date_of_birth: “0970-01-31” is out"),
        (("documents", 0, "date", "soon"), "$.documents[0].date: “soon” is not a date"),
        (("authorization", "signed_on", 3), "$.authorization.signed_on: expected text in quotes"),
        (("communications", 0, "follow_up", ""), "$.communications[0].follow_up: “” is not"),
        (("client", "nickname", ""), "$.client.nickname: this key is not known"),
        (("client", "address", "planet", ""), "$.client.address.planet: this key is not known"),
        (("x y", 1), "$[“x y”]: this key is not known"),
        (("client", "phone", 5), "$.client.phone: expected text in quotes, not a whole number"),
        (("case", "title", None), "$.case.title: expected text in quotes, not null"),
        (("case", "providers", 0, "in_network", "yes"), "$.case.providers[0].in_network: expected"),
        (("case", "serious_jeopardy", 1), "$.case.serious_jeopardy: expected true or false"),
        (("events", {}), "$.events: expected a list […], not an object {…}"),
        (("events", 0, {"kind": "incident"}), "$.events[0].at: this key is missing"),
        (("client", {"given_name": ""}), "$.client.family_name: this key is missing"),
        (("coverage", "program", "hmo"), "$.coverage.program: “hmo” is not one of dmhc_comm"),
        (("case", "issue", "Denial"), "$.case.issue: “Denial” is not one of denial, billing"),
        (("case", "denial_reason", ""), "$.case.denial_reason: “” is not one of"),
        (("events", 0, "kind", "denied"), "$.events[0].kind: “denied” is not a known code, such"),
        (("events", 0, "method", "post"), "$.events[0].method: “post” is not one of phone"),
        (("events", 0, "outcome", "won"), "$.events[0].outcome: “won” is not one of favorable"),
        (("events", 0, "outcome", "adverse"), "$.events[0].outcome: “incident” has no outcome"),
        (("communications", 0, "channel", "sms"), "$.communications[0].channel: “sms” is not"),
        (("communications", 0, "direction", "up"), "$.communications[0].direction: “up” is not"),
        (("documents", 0, "kind", "pdf"), "$.documents[0].kind: “pdf” is not one of"),
        (("authorization", "kind", ""), "$.authorization.kind: “” is not one of"),
        (("events", 0, "document", "b.pdf"), "$.events[0].document: “b.pdf” is not the file of"),
        (("documents", 0, "file", "../a.pdf"), "$.documents[0].file: “../a.pdf” must be a file"),
        (("documents", 0, "file", "a\\b.pdf"), "$.documents[0].file: “a\\b.pdf” must be a file"),
        (("documents", 0, "file", ".."), "$.documents[0].file: “..” must be a file name"),
        (("documents", 0, "file", " "), "$.documents[0].file: “” is empty"),
        (("documents", 0, "file", "文" * 90), "$.documents[0].file: “文"),
        (("client", "phone", "\0"), "$.client.phone: this text holds a control character"),
        (("case", "title", "a\x1b[2J"), "$.case.title: this text holds a control character"),
        (("version", 2), "$.version: this file is of version 2, and this program reads version 1"),
        (("version", True), "$.version: expected the whole number 1"),
        (("version", 0), "$.version: there is no version 0"),
        (("format", "x"), "$.format: this is not a case file"),
    ],
)
def test_a_wrong_value_is_refused_with_its_path(
    path_and_value: tuple[object, ...], begins: str
) -> None:
    with pytest.raises(Invalid) as refused:
        parse_case(changed(*path_and_value))
    assert str(refused.value).startswith(begins)
    assert "\n" not in str(refused.value)
    assert len(str(refused.value)) < 500


def test_an_outcome_must_fit_its_event() -> None:
    decided = {"kind": "imr_decision_received", "at": "2026-03-01", "outcome": "adverse"}
    with pytest.raises(
        Invalid, match=r"events\[0\].outcome: “adverse” does not fit .*overturned or uph"
    ):
        parse_case(changed("events", [decided]))
    kept = parse_case(changed("events", [{**decided, "outcome": "upheld"}]))
    assert kept.events[0].outcome == "upheld"


def test_a_deadline_marked_twice_is_refused() -> None:
    mark = {"rule": "ca.grievance.resolve", "started_on": "2026-01-12"}
    with pytest.raises(Invalid, match=r"\$.deadline_marks\[1\]: this deadline is marked twice"):
        parse_case(changed("deadline_marks", [mark, mark]))


def test_a_document_listed_twice_is_refused() -> None:
    twice = [*CONTRACT["documents"], *CONTRACT["documents"]]
    with pytest.raises(Invalid, match=r"documents\[1\].file: “denial.pdf” is listed twice"):
        parse_case(changed("documents", twice))


WHOLE = json.dumps(CONTRACT).encode()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "ends too soon"),
        (WHOLE[:200], "ends too soon"),
        (WHOLE + b"x", "not valid JSON at line 1"),
        (b"%PDF-1.7 ...", "not valid JSON at line 1, column 1"),
        (b"[]", "expected an object"),
        (b"null", "expected an object"),
        (WHOLE.replace(b'"1970-01-31"', b"NaN"), "not valid JSON"),
        (WHOLE.replace(b'"1970-01-31"', b"-Infinity"), "not valid JSON"),
        (WHOLE.replace(b'"version": 1', b'"version": 1e999'), "$.version"),
        (WHOLE.replace(b'"en"', b'"\xff"'), "not UTF-8 text at byte"),
        (WHOLE.replace(b'"en"', b'"\\ud800 x"'), "not valid JSON"),
        (b"\xef\xbb\xbf" + WHOLE, "byte order mark"),
        (json.dumps(CONTRACT).encode("utf-16"), "byte order mark"),
        (b"[" * 200_000, "expected an object"),
        (b'{"format":' * 200_000, "nested too deeply"),
        (WHOLE.replace(b'"en"', b'"en", "language": "es"'), "$.client.language: this key is given"),
        (b" " * (20 * 1024 * 1024) + WHOLE, "too large"),
    ],
    ids=range(17),
)
def test_hostile_json_is_refused_in_one_sentence(data: bytes, says: str) -> None:
    with pytest.raises(Invalid) as refused:
        parse_case(data)
    assert says in str(refused.value)
    assert "\n" not in str(refused.value)


@given(st.binary(max_size=200) | st.integers(0, len(WHOLE) - 1).map(lambda n: WHOLE[:n]))
@settings(max_examples=150, deadline=None)
def test_no_bytes_raise_anything_but_a_sentence(data: bytes) -> None:
    with pytest.raises(Invalid):
        parse_case(data)


@given(st.integers(0, len(WHOLE) - 1), st.integers(0, 255))
@settings(max_examples=300, deadline=None)
def test_one_wrong_byte_is_read_or_refused(position: int, byte: int) -> None:
    data = WHOLE[:position] + bytes([byte]) + WHOLE[position + 1 :]
    try:
        read = parse_case(data)
    except Invalid:
        return
    assert case_json(parse_case(case_json(read))) == case_json(read)
