"""`cases`, `show`, `event`: cases as JSON and as lines."""

from __future__ import annotations

import json

import pytest


def test_cases_have_exactly_the_promised_keys(on, case) -> None:
    late = case(("grievance_received", "2026-01-12"))
    new = case()
    rows = on("cases", "--json").json["cases"]
    assert [set(row) for row in rows] == [{"id", "client", "title", "status", "next_deadline"}] * 2
    assert {row["id"] for row in rows} == {late, new}
    row = next(row for row in rows if row["id"] == late)
    assert (row["client"], row["title"], row["status"]) == ("Ana Sample", "MRI denied", "plan_late")
    assert row["next_deadline"] == {
        "rule": "ca.grievance.resolve",
        "due": "2026-02-11",
        "state": "overdue",
    }
    assert next(row for row in rows if row["id"] == new)["next_deadline"] is None
    assert late in on("cases").out


def test_columns_line_up_in_any_script(on, case) -> None:
    for given in ("陳莉", "Ba\u0301rbara", "Ann"):
        case(client={"given_name": given, "family_name": "X"}, case={"title": "MRI"})
    lines = on("cases").out.splitlines()

    def column(text: str) -> int:
        before = text[: text.index("MRI")]
        return len(before) + sum(c in "陳莉" for c in before) - before.count("\u0301")

    assert len({column(text) for text in lines}) == 1


def test_a_case_file_is_shown_as_it_was_brought_in(on, case_file) -> None:
    file = case_file(
        ("incident", "2026-01-05"),
        {"kind": "denial_received", "at": "2026-01-08T14:30-08:00", "method": "mail"},
        {"kind": "decision_received", "at": "2026-02-20", "outcome": "partial", "note": "Part."},
        client={"given_name": "Anahit", "family_name": "Սարգսյան", "guardian": "陳偉"},
        authorization={"kind": "power_of_attorney", "name": "T", "signed_on": "2026-01-02"},
        communications=[
            {"at": "2026-01-06T10:15+02:00", "channel": "phone", "direction": "out",
             "follow_up": "2026-01-09"}
        ],
    )  # fmt: skip
    case_id = on("import", file, "--json").json["case"]
    shown = on("show", "--case", case_id, "--json").json
    given = json.loads(file.read_text(encoding="utf-8"))

    def within(part, whole) -> bool:
        if isinstance(part, dict):
            return all(within(value, whole[key]) for key, value in part.items())
        if isinstance(part, list):
            return len(part) == len(whole) and all(map(within, part, whole))
        return part == whole

    assert within(given, shown)
    file.write_text(json.dumps(shown), encoding="utf-8")
    again = on("import", file).out.strip()
    assert again != case_id
    assert on("show", "--case", again, "--json").json == shown


def test_a_case_is_shown_as_lines_that_nothing_can_break(on, case) -> None:
    case_id = case({"kind": "incident", "at": "2026-01-05", "note": "first\nsecond\tthird"})
    said = on("show", "--case", case_id).out
    assert "first second third" in said
    assert "Ana Sample: MRI denied" in said


def test_a_case_is_named_by_the_beginning_of_its_id(type_, on, casebook, case) -> None:
    case_id = case()
    assert on("show", "--case", case_id[:8], "--json").json["case"]["title"] == "MRI denied"
    for wrong in ("zzz", "", "%", "'"):
        said = type_("show", "--casebook", casebook, "--case", wrong, "--json")
        assert (said.code, said.out) == (1, "")
        assert said.err.count("\n") == 1


def test_an_event_is_recorded_and_moves_the_deadlines(on, case) -> None:
    case_id = case()
    assert on("deadlines", "--case", case_id, "--json").json["deadlines"] == []
    on("event", "--case", case_id, "--kind", "grievance_received", "--at", "2026-01-12")
    on("event", "--case", case_id, "--kind", "decision_received", "--at", "2026-02-01T09:30",
       "--outcome", "adverse", "--method", "mail", "--note", "No.")  # fmt: skip
    events = on("show", "--case", case_id, "--json").json["events"]
    assert [event["kind"] for event in events] == ["grievance_received", "decision_received"]
    assert events[1] == {
        "kind": "decision_received",
        "at": "2026-02-01T09:30-08:00",
        "note": "No.",
        "document": None,
        "method": "mail",
        "outcome": "adverse",
    }
    rules = {d["rule"] for d in on("deadlines", "--case", case_id, "--json").json["deadlines"]}
    assert {"ca.grievance.resolve", "ca.imr.apply_by"} <= rules


def test_the_kind_of_an_appointment_can_be_said(on, case) -> None:
    case_id = case()
    on("event", "--case", case_id, "--kind", "appointment_requested", "--at", "2026-02-23",
       "--appointment", "mental_health")  # fmt: skip
    assert on("show", "--case", case_id, "--json").json["events"][0]["appointment"] == (
        "mental_health"
    )
    rules = {d["rule"] for d in on("deadlines", "--case", case_id, "--json").json["deadlines"]}
    assert "ca.access.mental_health" in rules


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (["--kind", "denied", "--at", "2026-01-01"], 2),
        (["--kind", "incident", "--at", "soon"], 2),
        (["--kind", "incident"], 2),
        (["--kind", "incident", "--at", "2026-02-30"], 1),
        (["--kind", "incident", "--at", "2026-02-03T25:00"], 1),
        (["--kind", "incident", "--at", "1066-10-14"], 1),
        (["--kind", "incident", "--at", "2026-01-01", "--outcome", "adverse"], 1),
        (["--kind", "imr_decision_received", "--at", "2026-01-01", "--outcome", "adverse"], 1),
        (["--kind", "incident", "--at", "2026-01-01", "--document", "no.pdf"], 1),
    ],
)
def test_a_wrong_event_is_refused_and_nothing_is_recorded(
    type_, on, casebook, case, more: list[str], code: int
) -> None:
    case_id = case()
    said = type_("event", "--casebook", casebook, "--case", case_id, *more)
    assert (said.code, said.out) == (code, "")
    assert said.err
    assert "Traceback" not in said.err
    assert on("show", "--case", case_id, "--json").json["events"] == []


def test_search_finds_notes_and_calls(on, case) -> None:
    case_id = case({"kind": "incident", "at": "2026-01-05", "note": "The áfternoon clinic"})
    hits = on("search", "clinic", "afternoon", "--json").json["hits"]
    promised = {"kind", "case", "document", "page", "snippet"}
    assert [set(hit) for hit in hits] == [promised | {"marks", "date"}]
    assert (hits[0]["kind"], hits[0]["case"]) == ("event", case_id)
    assert on("search", "hospital", "--json").json == {"hits": []}
    assert "áfternoon" in on("search", "clinic").out
