"""`deadlines` and `options`: the promised JSON, and the calendar file."""

from __future__ import annotations

from datetime import date

import icalendar
import pytest

KEYS = [
    "case", "rule", "track", "actor", "title", "started_by", "due", "act_by", "overdue_after",
    "state", "satisfied_by", "days_left", "citation", "confidence", "guide_says", "explanation",
]  # fmt: skip
ROUTES = [
    "plan_grievance", "expedited_grievance", "dmhc_complaint", "imr", "medi_cal_appeal",
    "state_fair_hearing", "medicare_reconsideration", "medicare_grievance", "erisa_appeal",
    "federal_external_review", "cdi_complaint", "cdi_imr", "fehb_reconsideration",
]  # fmt: skip


def test_the_contracts_deadline_comes_out_as_the_contract_has_it(on, case) -> None:
    case_id = case(("grievance_received", "2026-01-12"))
    told = on("deadlines", "--case", case_id, "--as-of", "2026-02-10", "--json").json
    assert list(told) == ["as_of", "deadlines"]
    assert told["as_of"] == "2026-02-10T12:00-08:00"
    deadline = next(d for d in told["deadlines"] if d["rule"] == "ca.grievance.acknowledge")
    explanation = deadline.pop("explanation")
    assert deadline.pop("title")
    assert deadline == {
        "case": case_id,
        "rule": "ca.grievance.acknowledge",
        "track": "plan_grievance",
        "actor": "plan",
        "started_by": {"kind": "grievance_received", "at": "2026-01-12"},
        "due": "2026-01-17",
        "act_by": None,
        "overdue_after": "2026-01-20",
        "state": "overdue",
        "satisfied_by": None,
        "days_left": -24,
        "citation": "Health & Safety Code 1368(a)(4)(A)",
        "confidence": "memory",
        "guide_says": "five business days",
    }
    assert len(explanation) > 1


def test_every_deadline_has_the_promised_keys_in_order(on, case) -> None:
    case(("grievance_filed", "2026-01-12"), ("expedited_requested", "2026-01-13T09:00-08:00"))
    case(("denial_received", "2026-01-12"), ("grievance_filed", "2026-01-20"))
    for deadline in on("deadlines", "--as-of", "2026-02-10", "--json").json["deadlines"]:
        waits = deadline["state"] in ("waiting", "reached")
        assert [key for key in deadline if key != "not_before"] == KEYS
        assert ("not_before" in deadline) == waits == (deadline["due"] is None)


def test_deadlines_of_all_cases_are_told_together(on, case) -> None:
    cases = {case(("denial_received", "2026-01-12")), case(("denial_received", "2026-01-13"))}
    told = on("deadlines", "--json").json["deadlines"]
    assert {deadline["case"] for deadline in told} == cases
    lines = on("deadlines").out
    assert all(case_id in lines for case_id in cases)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("2026-05-01", "2026-05-01T12:00-07:00"),
        ("2026-05-01T14:00-07:00", "2026-05-01T14:00-07:00"),
        ("2026-05-01T14:00", "2026-05-01T14:00-07:00"),
        ("2026-05-01T21:00Z", "2026-05-01T21:00+00:00"),
    ],
)
def test_as_of_may_be_a_date_or_a_time(on, case, typed: str, told: str) -> None:
    case()
    assert on("deadlines", "--as-of", typed, "--json").json["as_of"] == told


def test_as_of_is_now_unless_said(on) -> None:
    assert on("deadlines", "--json").json["as_of"].startswith("20")


@pytest.mark.parametrize(("typed", "code"), [("soon", 2), ("2026-13-01", 1), ("", 2)])
def test_a_wrong_as_of_is_told(type_, casebook, typed: str, code: int) -> None:
    said = type_("deadlines", "--casebook", casebook, "--as-of", typed, "--json")
    assert (said.code, said.out) == (code, "")
    assert said.err


def test_json_and_calendar_exclude_each_other(type_, casebook) -> None:
    assert type_("deadlines", "--casebook", casebook, "--json", "--ics").code == 2


def test_the_calendar_has_a_day_for_each_deadline_and_the_same_uids_each_time(on, case) -> None:
    case(
        ("denial_received", "2026-01-12"),
        {"kind": "grievance_filed", "at": "2026-01-20", "method": "fax", "note": "no, really"},
        client={"given_name": "Nguyễn", "family_name": "Châu; 陳, \\n"},
    )
    line = ("deadlines", "--as-of", "2026-02-10")
    told = on(*line, "--ics").out
    assert told == on(*line, "--ics").out
    assert all(len(part.encode()) <= 75 for part in told.split("\r\n"))
    calendar = icalendar.Calendar.from_ical(told)
    events = calendar.walk("VEVENT")
    deadlines = on(*line, "--json").json["deadlines"]
    wanted = [d.get("not_before") or d["due"] for d in deadlines]
    acts = [d["act_by"] for d in deadlines if d["act_by"] and d["act_by"] != d["due"]]
    days = [event.decoded("dtstart") for event in events]
    assert all(type(day) is date for day in days)
    assert sorted(day.isoformat() for day in days) == sorted(wanted + acts)
    assert len({str(event["uid"]) for event in events}) == len(events)
    assert all("Châu; 陳, \\n" in str(event["summary"]) for event in events)
    tomorrow = on("deadlines", "--as-of", "2026-02-11", "--ics").out
    later = {str(e["uid"]) for e in icalendar.Calendar.from_ical(tomorrow).walk("VEVENT")}
    assert later == {str(event["uid"]) for event in events}


def test_every_door_is_told_with_its_reasons(on, case) -> None:
    case_id = case(("denial_received", "2026-01-12"))
    line = ("options", "--case", case_id, "--as-of", "2026-02-10")
    told = on(*line, "--json").json
    assert told["as_of"] == "2026-02-10T12:00-08:00"
    doors = told["options"]
    assert [door["route"] for door in doors] == ROUTES
    assert all(
        list(door) == ["route", "state", "from", "until", "reasons", "citations"] for door in doors
    )
    assert all(door["reasons"] for door in doors if door["state"] == "closed")
    assert doors[0]["state"] == "open"
    assert "plan_grievance: open" in on(*line).out
