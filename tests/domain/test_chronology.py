"""The chronology says what happened, and what did not."""

from dataclasses import replace

from advocate_desktop.domain.chronology import chronology
from advocate_desktop.domain.communications import (
    Channel,
    Communication,
    CommunicationId,
    Direction,
)
from advocate_desktop.domain.deadlines import derive
from advocate_desktop.domain.moments import parse_moment


def call(at, direction=Direction.OUT, **more):
    return Communication(
        CommunicationId(at), parse_moment(at), Channel.PHONE, Direction(direction), **more
    )


def test_dates_are_written_as_people_say_them(record):
    (row,) = chronology(record(("incident", "2026-03-12")), ())
    assert row.when == "Thu 12 Mar 2026"


def test_a_promise_is_told_with_its_day(record):
    case = replace(
        record(),
        communications=(
            call(
                "2026-01-06",
                person="Denise",
                department="Appeals",
                promise="a decision in writing",
                promised_by=parse_moment("2026-01-09"),
            ),
        ),
    )
    (row,) = chronology(case, ())
    assert row.what == (
        "Phone call to Denise, Appeals. Promised by Fri 9 Jan 2026: a decision in writing."
    )


def test_events_and_calls_are_told_in_order_of_time(record):
    case = record(("denial_received", "2026-01-05"), ("grievance_filed", "2026-01-12", "fax"))
    case = replace(
        case,
        communications=(
            call(
                "2026-01-06T10:15-08:00",
                person="Ms. Sample",
                organization="Sample Health Plan",
                reference="55-1",
                summary="She said to write",
            ),
        ),
    )
    told = [row.what for row in chronology(case, ())]
    assert told == [
        "Received the plan's denial.",
        "Phone call to Ms. Sample, Sample Health Plan (reference 55-1). She said to write.",
        "Sent a grievance to the plan by fax.",
    ]


def test_a_row_names_the_document_that_proves_it_only_when_the_case_has_it(record):
    case = record(
        ("denial_received", "2026-01-05", "denial"),
        ("acknowledgement_received", "2026-01-20", "lost"),
        documents=[("denial", "2026-01-04")],
    )
    assert [row.document for row in chronology(case, ())] == ["denial", None]


def test_a_decision_says_how_it_came_out(record):
    (row,) = chronology(record(("decision_received", "2026-02-20", "adverse")), ())
    assert row.what == "Received the plan's decision on the grievance: against the member."
    assert row.source == "Plan"


def test_silence_after_the_due_day_becomes_a_row_of_its_own(record, rules, noon):
    case = record(("grievance_filed", "2026-01-12", "fax"))
    rows = chronology(case, derive(case, rules, noon("2026-02-20")))
    silent = {row.what.split(";")[0]: row for row in rows if row.derived}
    assert set(silent) == {"No written acknowledgement received", "No decision received"}
    decision = silent["No decision received"]
    assert "it was due Wed 11 Feb 2026" in decision.what
    assert decision.source == "Plan"
    # 12 February is a judicial holiday, but 11 February is a Wednesday and no roll is needed.
    assert decision.when == "Wed 11 Feb 2026"


def test_nothing_is_called_missing_before_the_rolled_day_is_over(record, rules, noon):
    case = record(("grievance_filed", "2026-01-12", "fax"))
    rows = chronology(case, derive(case, rules, noon("2026-02-11")))
    assert "No decision received" not in " ".join(row.what for row in rows)


def test_nothing_is_called_missing_when_the_day_of_receipt_is_only_presumed(record, rules, noon):
    case = record(("grievance_filed", "2026-01-12", "mail"))
    rows = chronology(case, derive(case, rules, noon("2026-06-01")))
    assert not [row for row in rows if row.derived]


def test_an_answer_that_came_late_says_when_it_was_due(record, rules, noon):
    case = record(
        ("grievance_filed", "2026-01-12", "fax"), ("decision_received", "2026-02-20", "adverse")
    )
    rows = chronology(case, derive(case, rules, noon("2026-03-01")))
    (decision,) = [row for row in rows if row.what.startswith("Received the plan's decision")]
    assert "It was due Wed 11 Feb 2026" in decision.what
    assert not [row for row in rows if row.what.startswith("No decision")]


def test_a_missed_deadline_of_the_member_is_not_told_to_the_agency(record, rules, noon):
    case = record(("denial_received", "2025-01-05"))
    assert len(chronology(case, derive(case, rules, noon("2026-03-01")))) == 1
