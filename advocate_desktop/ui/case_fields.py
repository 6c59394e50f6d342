"""The rows of the case page's forms, and the line that sums up each form while it is folded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from advocate_desktop.domain.cases import CaseRecord
from advocate_desktop.ui import words
from advocate_desktop.ui.date_field import DateField
from advocate_desktop.ui.fields import ChoiceField, LineField, TextField, TickField
from advocate_desktop.ui.forms import Row
from advocate_desktop.ui.program_field import ProgramField

Today = Callable[[], date]

NOT_SAID = "Not said"


def client(today: Today) -> tuple[Row, ...]:
    """Return the rows for a client."""
    return (
        Row("Given name", LineField(), "given_name"),
        Row("Family name", LineField(), "family_name"),
        Row("Date of birth", DateField(today, "4 Mar 1961"), "date_of_birth"),
        Row("Street", TextField(lines=2), "address.street"),
        Row("City", LineField(), "address.city"),
        Row("State", LineField(), "address.state"),
        Row("ZIP code", LineField(), "address.postal_code"),
        Row("Phone", LineField(), "phone"),
        Row("E-mail", LineField(), "email"),
        Row("Language", ChoiceField(words.LANGUAGES), "language"),
        Row(
            "Parent or guardian",
            LineField(none_when_empty=True),
            "guardian",
            "For a child, or for someone who cannot act alone.",
        ),
    )


def plan() -> tuple[Row, ...]:
    """Return the rows for a coverage."""
    return (
        Row("Plan", LineField("Name on the member card"), "plan"),
        Row(
            "Kind of coverage",
            ProgramField(),
            "program",
            "It decides which law holds.",
        ),
        Row("Member ID", LineField(), "member_id"),
        Row("Group number", LineField(), "group_number"),
        Row("Medical group", LineField(), "medical_group"),
        Row("Employer", LineField(), "employer"),
        Row(
            "Address for grievances",
            TextField(lines=4),
            "grievance_address",
            "From the denial letter or the Evidence of Coverage, with the name on the first line.",
        ),
        Row("Fax for grievances", LineField(), "grievance_fax"),
    )


def story() -> tuple[Row, ...]:
    """Return the rows for what happened."""
    return (
        Row("Title", LineField("MRI denied"), "title", "A few words to find the case by."),
        Row("What it is about", ChoiceField(words.ISSUES), "issue"),
        Row("The plan’s reason", ChoiceField(words.DENIAL_REASONS, NOT_SAID), "denial_reason"),
        Row(
            "What is in dispute",
            ChoiceField(words.SUBJECTS, NOT_SAID),
            "subject",
            "Some laws give more or less time for care to come, a bill or a drug. Say which it is, "
            "and dates that are only possible become sure.",
        ),
        Row("Care or drug", LineField("MRI of the knee"), "treatment"),
        Row("Diagnosis", LineField(), "diagnosis"),
        Row("What happened", TextField("In your own words, in order of time.", 7), "description"),
        Row("Where it happened", LineField(), "location"),
        Row("Plan’s reference number", LineField(), "plan_reference"),
        Row(
            "",
            TickField("Waiting could badly harm the client’s health"),
            "serious_jeopardy",
            "Severe pain, or danger to life, limb or a main function. The plan must then act fast.",
        ),
    )


def wishes() -> tuple[Row, ...]:
    """Return the row for what is wanted."""
    return (
        Row(
            "What you want",
            TextField("The plan should approve the MRI.", 4),
            "desired_resolution",
            "It goes into every letter, word for word.",
        ),
    )


def summaries(record: CaseRecord) -> tuple[str, ...]:
    """Return a line for each form, in the order of the case page."""
    person, coverage, case = record.client, record.coverage, record.case
    born = person.date_of_birth
    helper = record.authorization
    return (
        _joined(person.name, f"born {words.day(born)}" if born else "", person.phone),
        _joined(coverage.plan, words.SHORT_PROGRAMS[coverage.program], coverage.member_id),
        _joined(words.SHORT_ISSUES[case.issue], case.treatment, _first_line(case.description)),
        _first_line(case.desired_resolution) or "not said yet",
        _joined(*(provider.name for provider in record.providers)) or "none named",
        _joined(helper.name, helper.relationship) if helper else "nobody named",
    )


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _first_line(text: str) -> str:
    line = text.partition("\n")[0]
    return line if len(line) <= 60 else f"{line[:59].rstrip()}…"
