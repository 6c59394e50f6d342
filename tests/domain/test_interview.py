"""Finding out which law applies, with answers that nobody knows."""

import pytest

from advocate_desktop.domain.coverage import Program
from advocate_desktop.domain.interview import Interview
from advocate_desktop.domain.router import QUESTIONS, CoverageFacts, Regulator, route


def after(*values: bool | Regulator | None) -> Interview:
    made = Interview()
    for value in values:
        made = made.answered(value)
    return made


def test_the_questions_come_in_the_order_in_which_they_decide():
    asked = []
    made = Interview()
    while made.asks:
        asked.append(made.asks)
        made = made.answered(False) if made.asks != "regulator" else made.answered(Regulator.DMHC)
    assert asked == ["medicare_advantage", "medi_cal", "fehb", "self_funded", "regulator"]
    assert made.routing.program is Program.DMHC_COMMERCIAL


@pytest.mark.parametrize(
    ("answers", "program"),
    [
        ((True,), Program.MEDICARE_ADVANTAGE),
        ((False, True, True), Program.MEDI_CAL),
        ((False, False, True), Program.FEHB),
        ((False, False, False, True), Program.SELF_FUNDED),
        ((False, False, False, False, Regulator.CDI), Program.CDI),
    ],
)
def test_the_first_yes_decides_and_ends_the_questions(answers, program):
    made = after(*answers)
    assert made.routing.program is program
    assert made.asks == ""
    assert made.still_open == ()


def test_a_medi_cal_plan_is_known_before_its_licence_is():
    made = after(False, True)
    assert made.routing.program is Program.MEDI_CAL
    assert made.asks == "knox_keene"
    unknown = made.answered(None)
    assert (unknown.routing.program, unknown.asks) == (Program.MEDI_CAL, "")
    assert unknown.still_open == (QUESTIONS["knox_keene"],)


def test_what_nobody_knows_is_passed_over_and_kept_as_open():
    made = after(None, False, None, True)
    assert made.routing.program is Program.SELF_FUNDED
    assert made.still_open == (QUESTIONS["medicare_advantage"], QUESTIONS["fehb"])


def test_without_the_agency_nothing_is_settled_and_nothing_is_asked_twice():
    made = after(False, False, False, False, None)
    assert made.routing.program is None
    assert made.asks == ""
    assert made.still_open == (QUESTIONS["regulator"],)


def test_an_answer_can_be_taken_back():
    made = after(False, True).back()
    assert made == after(False)
    assert made.asks == "medi_cal"
    assert Interview().back() == Interview()


def test_every_question_names_the_fact_that_answers_it():
    assert set(QUESTIONS) <= set(CoverageFacts.__dataclass_fields__)
    found = route(CoverageFacts())
    assert (found.question, found.fact) == (QUESTIONS["medicare_advantage"], "medicare_advantage")
