"""The published JSON schema says the same as the reader of case files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advocate_desktop import assets
from advocate_desktop.domain.cases import Case, CaseRecord, DenialReason, Issue, Subject
from advocate_desktop.domain.communications import Channel, Communication, Direction
from advocate_desktop.domain.coverage import Coverage, Program
from advocate_desktop.domain.deadline_marks import DeadlineMark
from advocate_desktop.domain.documents import DocumentKind
from advocate_desktop.domain.errors import Invalid
from advocate_desktop.domain.events import Appointment, Event, EventKind, Method, Outcome
from advocate_desktop.domain.people import (
    Address,
    Authorization,
    AuthorizationKind,
    Client,
    Provider,
)
from advocate_desktop.services.case_json import parse_case

SCHEMA = json.loads(assets.read_text("schema", "case-1.json"))
ADDRESS = {"street": "100 Sample Street", "city": "", "state": "CA", "postal_code": ""}
FULL: dict[str, Any] = {
    "format": "advocate-desktop/case",
    "version": 1,
    "client": {
        "given_name": "Ana",
        "family_name": "Núñez",
        "date_of_birth": "1970-01-31",
        "address": ADDRESS,
        "phone": "",
        "email": "",
        "language": "es",
        "guardian": None,
    },
    "coverage": {
        "plan": "",
        "program": "medi_cal",
        "member_id": "",
        "group_number": "",
        "medical_group": "",
        "employer": "",
        "grievance_address": "",
        "grievance_fax": "",
    },
    "authorization": {
        "kind": "other",
        "name": "",
        "relationship": "",
        "signed_on": "2026-01-02",
        "expires_on": None,
        "address": ADDRESS,
        "phone": "",
        "email": "",
    },
    "case": {
        "title": "",
        "issue": "denial",
        "denial_reason": None,
        "serious_jeopardy": False,
        "description": "",
        "desired_resolution": "",
        "location": "",
        "diagnosis": "",
        "treatment": "",
        "plan_reference": "",
        "subject": "payment",
        "providers": [{"name": "", "role": "", "phone": "", "in_network": None}],
    },
    "events": [
        {
            "kind": "decision_received",
            "at": "2026-01-05",
            "note": "",
            "document": None,
            "method": "mail",
            "outcome": "adverse",
            "appointment": "specialist",
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
            "follow_up": "2026-01-08",
            "department": "Appeals",
            "promise": "a decision",
            "promised_by": "2026-01-09",
        }
    ],
    "documents": [
        {
            "file": "a.pdf",
            "kind": "other",
            "title": "",
            "date": None,
            "sender": "",
            "recipient": "",
            "tags": "",
            "remarks": "",
            "kind_confirmed": True,
            "links": [],
        }
    ],
    "deadline_marks": [
        {
            "rule": "ca.grievance.resolve",
            "started_on": "2026-01-12",
            "handled_on": None,
            "new_date": "2026-03-01",
            "reason": "The letter says so.",
        }
    ],
}
TYPES = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "null": type(None),
}


def faults(value: Any, schema: dict[str, Any]) -> Iterator[str]:
    """Yield what is wrong with a value by those words of JSON Schema that the schema uses."""
    if "$ref" in schema:
        yield from faults(value, SCHEMA["$defs"][schema["$ref"].removeprefix("#/$defs/")])
    if "anyOf" in schema and all(any(faults(value, s)) for s in schema["anyOf"]):
        yield "none of anyOf"
    if "const" in schema and (value != schema["const"] or isinstance(value, bool)):
        yield "const"
    if "enum" in schema and value not in schema["enum"]:
        yield "enum"
    if not _of_type(value, schema.get("type", [])):
        yield "type"
    else:
        yield from _inner_faults(value, schema)


def _of_type(value: Any, types: str | list[str]) -> bool:
    named = types if isinstance(types, list) else [types]
    return not named or any(isinstance(value, TYPES[t]) for t in named)


def _inner_faults(value: Any, schema: dict[str, Any]) -> Iterator[str]:
    if isinstance(value, str):
        yield from _text_faults(value, schema)
    elif isinstance(value, list):
        for entry in value:
            yield from faults(entry, schema.get("items", {}))
    elif isinstance(value, dict):
        yield from _object_faults(value, schema)


def _text_faults(value: str, schema: dict[str, Any]) -> Iterator[str]:
    if not re.search(schema.get("pattern", ""), value):
        yield "pattern"
    if not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value)):
        yield "length"


def _object_faults(value: dict[str, Any], schema: dict[str, Any]) -> Iterator[str]:
    properties = schema.get("properties", {})
    yield from (f"missing {k}" for k in schema.get("required", []) if k not in value)
    for key, entry in value.items():
        if key in properties:
            yield from faults(entry, properties[key])
        elif schema.get("additionalProperties") is False:
            yield f"unknown {key}"
    for rule in schema.get("allOf", []):
        if not any(faults(value, rule["if"])):
            yield from faults(value, rule["then"])


def refused(file: dict[str, Any]) -> bool:
    try:
        parse_case(json.dumps(file).encode())
    except Invalid:
        return True
    return False


def places(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield path
    items = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, entry in items:
        yield from places(entry, (*path, key))


VALUES = st.sampled_from(
    [None, True, 0, 1, 1.5, "", "x", "a.pdf", "a/b", "..", "\x01", [], {}, [{}], ["x"], "CA",
     "2026-01-05", "2026-1-5", "2026-01-06T10:15-08:00", "2026-01-06T10:15", "1066-10-14",
     "denial", "incident", "adverse", "upheld", "decision_received", "phone", "in", "bill"]
)  # fmt: skip


@given(st.sampled_from([p for p in places(FULL) if p]), VALUES)
@settings(max_examples=600, deadline=None)
def test_schema_and_reader_agree_on_a_file_with_one_value_changed(
    path: tuple[str | int, ...], value: Any
) -> None:
    file = json.loads(json.dumps(FULL))
    inner: Any = file
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    if path[-1] == "document" and value is not None:
        return  # that it names a listed file is more than a schema can say
    assert refused(file) == any(faults(file, SCHEMA)), list(faults(file, SCHEMA))


@given(st.sampled_from([p for p in places(FULL) if p]))
@settings(max_examples=200, deadline=None)
def test_schema_and_reader_agree_on_which_keys_may_be_left_out(path: tuple[str | int, ...]) -> None:
    file = json.loads(json.dumps(FULL))
    inner: Any = file
    for step in path[:-1]:
        inner = inner[step]
    del inner[path[-1]]
    assert refused(file) == any(faults(file, SCHEMA))


@pytest.mark.parametrize("place", [p for p in places(FULL) if not p or isinstance(p[-1], str)])
def test_schema_and_reader_refuse_a_key_too_many(place: tuple[str | int, ...]) -> None:
    file = json.loads(json.dumps(FULL))
    inner: Any = file
    for step in place:
        inner = inner[step]
    if not isinstance(inner, dict):
        return
    inner["more"] = ""
    assert refused(file)
    assert any(faults(file, SCHEMA))


def test_the_schema_lists_the_codes_of_the_program() -> None:
    definitions = SCHEMA["$defs"]

    def codes(of: str, key: str) -> list[str]:
        return [c for c in definitions[of]["properties"][key]["enum"] if c is not None]

    assert codes("coverage", "program") == list(Program)
    assert codes("authorization", "kind") == list(AuthorizationKind)
    assert codes("case", "issue") == list(Issue)
    assert codes("case", "denial_reason") == list(DenialReason)
    assert codes("case", "subject") == list(Subject)
    assert codes("event", "kind") == list(EventKind)
    assert codes("event", "method") == list(Method)
    assert codes("event", "appointment") == list(Appointment)
    assert codes("event", "outcome") == list(Outcome)
    assert codes("communication", "channel") == list(Channel)
    assert codes("communication", "direction") == list(Direction)
    assert codes("document", "kind") == list(DocumentKind)


@pytest.mark.parametrize(
    ("of", "value"),
    [
        ("address", Address),
        ("client", Client),
        ("coverage", Coverage),
        ("authorization", Authorization),
        ("provider", Provider),
        ("case", Case),
        ("event", Event),
        ("communication", Communication),
        ("deadline_mark", DeadlineMark),
    ],
)
def test_a_fact_that_is_kept_is_also_handed_over(of: str, value: type) -> None:
    kept = {field.name for field in fields(value)} - {"id"}
    assert set(SCHEMA["$defs"][of]["properties"]) - {"providers"} == kept


def test_every_part_of_a_record_is_handed_over() -> None:
    parts = {field.name for field in fields(CaseRecord)} - {"providers", "marks", "links"}
    named = set(SCHEMA["$defs"]["file"]["properties"]) - {"format", "version", "deadline_marks"}
    assert named == parts
