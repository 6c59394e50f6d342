"""The notice that a plan's decision on an appeal is overdue, under each law that has one."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from advocate_desktop.domain.cases import Case, CaseId, CaseRecord, Subject
from advocate_desktop.domain.coverage import Coverage, CoverageId, Program
from advocate_desktop.domain.deadlines import derive
from advocate_desktop.domain.events import Event, EventId, EventKind, Method
from advocate_desktop.domain.moments import PACIFIC
from advocate_desktop.domain.people import Client, ClientId
from advocate_desktop.domain.routes import options
from advocate_desktop.domain.standing import Standing, Step, standing
from advocate_desktop.services import cases, letters
from advocate_desktop.services.rules import rule_book
from advocate_desktop.services.workspace import Workspace

PROGRAMS = [Program.MEDI_CAL, Program.MEDICARE_ADVANTAGE, Program.SELF_FUNDED, Program.FEHB]
NAME = "overdue-appeal-notice"
LATE = date(2026, 4, 20)
FOLLOWS = {
    Program.MEDI_CAL: "a State Fair Hearing may be asked for (42 CFR 438.408(c)(3))",
    Program.MEDICARE_ADVANTAGE: "to the independent review entity (42 CFR 422.590(d))",
    Program.SELF_FUNDED: "that its appeal be used first (29 CFR 2560.503-1(l)(1))",
    Program.FEHB: "Office of Personnel Management (OPM) to review it (48 CFR 1652.204-72)",
}


def record(program: Program, method: Method | None = Method.FAX) -> CaseRecord:
    """An appeal of 2 February 2026 about care still to come that nobody has answered."""
    return CaseRecord(
        Client(ClientId("c"), "Ana", "Example"),
        Coverage(CoverageId("v"), "Sample Health Plan", program),
        Case(
            CaseId("k"),
            "MRI denied",
            treatment="an MRI",
            desired_resolution="Approve the MRI.",
            subject=Subject.CARE_TO_COME,
        ),
        events=(
            Event(EventId("1"), EventKind.DENIAL_RECEIVED, date(2026, 1, 9)),
            Event(EventId("2"), EventKind.APPEAL_FILED, date(2026, 2, 2), method=method),
        ),
    )


def stands(case: CaseRecord, day: date = LATE) -> Standing:
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=PACIFIC)
    dates = derive(case, rule_book(), noon)
    return standing(case, dates, options(case, rule_book(), noon), noon)


def said(case: CaseRecord, day: date = LATE) -> str:
    body = letters.compose(case, NAME, made_on=day).body
    return " ".join(body.replace("\\", "").split())


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_late_decision_on_an_appeal_offers_the_notice(program: Program) -> None:
    found = stands(record(program))
    assert found.sentence.startswith("The plan is 4")
    assert found.steps[0] is Step.WRITE_OVERDUE_APPEAL


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_notice_says_how_late_it_is_under_which_law_and_what_follows(program: Program) -> None:
    text = said(record(program))
    assert "sent on February 2, 2026 by fax" in text
    assert "The decision was due by March 4, 2026" in text
    assert "As of today it is 47 days late" in text
    assert FOLLOWS[program] in text
    assert not [other for key, other in FOLLOWS.items() if key is not program and other in text]


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_notice_names_no_law_of_the_dmhc(program: Program) -> None:
    made = letters.compose(record(program), NAME, made_on=LATE)
    whole = f"{made.body} {made.content.copies} {made.content.subject}"
    for word in ("DMHC", "Managed Health Care", "1368", "Independent Medical Review"):
        assert word not in whole


def test_a_drug_appeal_under_part_d_is_told_without_the_rule_of_part_c() -> None:
    case = record(Program.MEDICARE_ADVANTAGE)
    drug = replace(case, case=replace(case.case, subject=Subject.PART_D_DRUG))
    text = said(drug)
    assert "422.590" not in text
    assert "days late" in text


def test_an_appeal_by_mail_is_not_called_late_before_its_receipt_is_known() -> None:
    text = said(record(Program.SELF_FUNDED, Method.MAIL))
    assert "days late" not in text
    assert "speaks for the plan, the decision was due by" in text


def test_the_letters_list_offers_it_only_while_the_plan_is_late(workspace: Workspace) -> None:
    case = workspace.run("Case created", cases.create, record(Program.SELF_FUNDED))

    def offered(day: date) -> bool:
        return next(r.fits for r in letters.templates(workspace, case, day) if r.name == NAME)

    assert not offered(date(2026, 3, 4))
    assert offered(date(2026, 3, 5))


def test_a_decision_ends_it(workspace: Workspace) -> None:
    case = record(Program.FEHB)
    decided = Event(EventId("3"), EventKind.DECISION_RECEIVED, date(2026, 4, 1))
    answered = replace(case, events=(*case.events, decided))
    assert Step.WRITE_OVERDUE_APPEAL not in stands(answered).steps
