"""What a letter says is found where it says so, in both languages, whatever its text."""

from __future__ import annotations

import time
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advocate_desktop.domain.cases import DenialReason
from advocate_desktop.domain.coverage import Program
from advocate_desktop.domain.denial_reading.letter import proposals
from advocate_desktop.domain.denial_reading.notice_check import missing
from advocate_desktop.domain.denial_reading.proposals import LetterField, Proposal
from advocate_desktop.domain.documents import DocumentKind
from advocate_desktop.domain.rules import Confidence
from tests.domain.made_letters import MadeLetter, made_letter

AGENCY_TEXTS = Path(__file__).parents[3] / "shared" / "material" / "agency_texts"
LETTERS = 300


def test_what_made_letters_say_is_read_in_nearly_all_of_them():
    right, wanted, told = Counter(), Counter(), Counter()
    for letter in map(made_letter, range(LETTERS)):
        found = proposals(letter.pages)
        for field in LetterField:
            values = [value_of(one) for one in found if one.field is field]
            said = letter.said.get(field.value, set())
            wanted[field] += len(said)
            told[field] += len(values)
            right[field] += sum(any(is_right(field, v, one) for v in values) for one in said)
    for field in LetterField:
        assert right[field] / wanted[field] >= 0.97, f"recall of {field}"
        assert right[field] / told[field] >= 0.97, f"precision of {field}"


def test_every_passage_lies_where_the_text_says_it():
    for letter in map(made_letter, range(60)):
        for one in proposals(letter.pages):
            place = one.passage
            there = " ".join(letter.pages[place.page][place.start : place.end].split())
            assert there
            assert there in one.said


def value_of(proposal: Proposal) -> str:
    if proposal.field is LetterField.DATE:
        return proposal.day.isoformat()
    return proposal.value


def is_right(field: LetterField, value: str, said: str) -> bool:
    if field is LetterField.DEADLINE:
        return value.split()[0] == said
    if field in (LetterField.ADDRESS, LetterField.SIGNER):
        return said in value
    return value == said


def one_of(text: str, field: LetterField) -> Proposal:
    (found,) = [one for one in proposals((text,)) if one.field is field]
    return found


def test_a_reason_comes_with_the_code_of_the_form():
    said = "We denied this request because it is considered experimental."
    assert one_of(said, LetterField.REASON).reason is DenialReason.EXPERIMENTAL


def test_the_agencys_paragraph_is_no_reason_and_its_number_no_grievance_telephone():
    text = (
        "You may also be eligible for an Independent Medical Review (IMR) of decisions related to "
        "medical necessity or experimental treatments. The department also has a telephone number "
        "for grievances (1-888-466-2219)."
    )
    assert proposals((text,)) == ()


def test_days_counted_from_the_letters_date_are_counted_out():
    text = "Date: March 3, 2026\n\nYou may appeal within 60 days of the date of this letter."
    assert one_of(text, LetterField.DEADLINE).day == date(2026, 5, 2)


def test_days_counted_from_receipt_are_not_counted_out():
    text = "Date: March 3, 2026\n\nYou may appeal within 60 days after you receive this letter."
    assert one_of(text, LetterField.DEADLINE).day is None


def test_the_plans_own_time_is_no_deadline_of_the_member():
    text = "We will resolve your grievance within 30 days. We will respond to your appeal."
    assert proposals((text,)) == ()


def test_a_date_of_birth_is_not_the_letters_date():
    assert proposals(("Date of birth: 01/31/1970\nSample Health Plan",)) == ()


def test_templates_of_agencies_with_nothing_filled_in_propose_no_date_and_no_number():
    if not AGENCY_TEXTS.exists():
        pytest.skip("the agencies' texts are not here")
    for text in sorted(AGENCY_TEXTS.glob("*.txt")):
        fields = {one.field for one in proposals((text.read_text("utf-8"),))}
        assert not fields & {LetterField.DATE, LetterField.REFERENCE, LetterField.MEMBER_ID}


BARE = "We denied your request for an MRI because it is not covered by your plan. " * 6


def test_a_denial_without_criteria_provision_and_paragraph_is_told_carefully():
    told = missing((BARE,), proposals((BARE,)), DocumentKind.DENIAL_LETTER, Program.DMHC_COMMERCIAL)
    assert {point.row for point in told} == {"PG-05", "PG-11"}
    assert all("does not seem to" in point.sentence and "Look" in point.sentence for point in told)
    (provision,) = [point for point in told if "1374.30(b)" in point.citation]
    assert provision.confidence is Confidence.PRIMARY


@pytest.mark.parametrize("program", [Program.MEDICARE_ADVANTAGE, Program.SELF_FUNDED])
def test_state_law_is_not_asked_of_other_programs(program):
    assert missing((BARE,), (), DocumentKind.DENIAL_LETTER, program) == ()


def test_a_scan_without_text_lacks_nothing_as_far_as_one_can_tell():
    assert missing(("",), (), DocumentKind.DENIAL_LETTER, Program.DMHC_COMMERCIAL) == ()


@given(st.lists(st.text(max_size=2000), max_size=4))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_without_an_error(pages):
    proposals(pages)


@pytest.mark.parametrize(
    "piece",
    [" ", "\n", "not medically ", "a", "1", "1-", "Claim number: ", "Date: ", "we cannot approve ",
     "within 30 days you may appeal ", "(555) 010-0100 ", "Sample Street, ", "CA 9", "no " * 9],
)  # fmt: skip
def test_a_hundred_pages_of_anything_are_read_in_time(piece):
    page = (piece * 5000)[:3000]
    began = time.perf_counter()
    proposals((page,) * 100)
    assert time.perf_counter() - began < 20


def test_letters_of_both_languages_are_made():
    made: list[MadeLetter] = [made_letter(seed) for seed in range(40)]
    assert {letter.language for letter in made} == {"en", "es"}
