"""The forms' fields in their order, answered from a record and from nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from advocate_desktop.domain.cases import CaseRecord
from advocate_desktop.domain.people import Authorization, AuthorizationId, AuthorizationKind
from advocate_desktop.domain.worksheets import (
    MOST_WORDS,
    Field,
    assistant_sections,
    complaint_form,
    in_short,
)

TODAY = date(2026, 3, 17)
Build = Callable[..., CaseRecord]


def fields(record: CaseRecord) -> list[Field]:
    return [field for section in complaint_form(record, TODAY) for field in section.fields]


def ticked(record: CaseRecord, number: str, word: str = "") -> list[str]:
    found = [f for f in fields(record) if f.number == number and word in f.label and f.boxes]
    return [box.label for field in found for box in field.boxes if box.ticked]


def test_every_field_of_the_form_is_there_in_its_order(record: Build) -> None:
    numbers = [int(field.number.rstrip("a")) for field in fields(record())]
    assert numbers == sorted(numbers)
    # Field 25, the medical release, is a text that only the official form holds.
    assert set(numbers) | {25} == set(range(1, 28))
    notes = " ".join(section.note for section in complaint_form(record(), TODAY))
    assert "Field 25" in notes
    assert "sign there" in notes


def test_the_stated_reason_is_ticked_and_only_that(record: Build) -> None:
    assert ticked(record(denial_reason="experimental"), "21", "reason") == [
        "Experimental or investigational"
    ]
    assert ticked(record(issue="billing"), "21", "reason") == []


@pytest.mark.parametrize(
    ("subject", "payment", "future"),
    [("payment", ["Yes"], ["No"]), ("care_to_come", ["No"], ["Yes"]), (None, [], [])],
)
def test_what_is_not_known_stays_open(
    subject: str | None, payment: list[str], future: list[str], record: Build
) -> None:
    facts = {} if subject is None else {"subject": subject}
    case = record(**facts)
    assert ticked(case, "17") == payment
    assert ticked(case, "18") == future


def test_only_a_grievance_sent_by_then_counts_as_filed(record: Build) -> None:
    assert ticked(record(("grievance_filed", "2026-03-01")), "16") == ["Yes"]
    assert ticked(record(("grievance_filed", "2026-04-01")), "16") == ["No"]


def helper(kind: AuthorizationKind) -> Authorization:
    return Authorization(AuthorizationId("a"), kind, "Lucía Sample", "daughter")


@pytest.mark.parametrize(
    ("kind", "titles"),
    [
        (AuthorizationKind.AUTHORIZED_ASSISTANT, ["Part A: the patient", "Part B: the assistant"]),
        (AuthorizationKind.POWER_OF_ATTORNEY, ["Part B: the assistant"]),
    ],
)
def test_step_12_the_assistants_form_follows_its_instructions(
    kind: AuthorizationKind, titles: list[str], record: Build
) -> None:
    case = replace(record(), authorization=helper(kind))
    assert [section.title for section in assistant_sections(case, TODAY)] == titles
    assert ticked(case, "13") == ["Yes"]


def test_a_parent_of_a_minor_needs_no_assistants_form(record: Build) -> None:
    case = record()
    child = replace(case.client, date_of_birth=date(2016, 5, 1), guardian="Lucía Sample")
    guarded = replace(
        case, client=child, authorization=helper(AuthorizationKind.PARENT_OR_GUARDIAN)
    )
    assert assistant_sections(guarded, TODAY) == ()
    assert next(f for f in fields(guarded) if f.number == "26").answer == "Lucía Sample"


def test_the_short_version_has_a_hundred_words_at_most() -> None:
    long = in_short("word " * 500)
    assert len(long.replace("…", "").split()) == MOST_WORDS
    assert long.endswith("See attached statement.")
    assert in_short("Short.") == "Short. See attached statement."
    assert in_short("  ") == ""
