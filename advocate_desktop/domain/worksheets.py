"""The fields of the DMHC's forms in their order, answered from a record as far as it tells.

Form 20-224 (New 11/15, Rev 09/25) and form 20-160 (New 04/06, Rev 01/20); forms.md sections 1a and
2. The labels are told in few words; the official forms hold the full text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from advocate_desktop.domain.cases import CaseRecord, DenialReason, Issue, Subject
from advocate_desktop.domain.coverage import Program
from advocate_desktop.domain.events import EventKind
from advocate_desktop.domain.moments import day_of
from advocate_desktop.domain.packets import AssistantForm, assistant_form
from advocate_desktop.domain.people import Address, AuthorizationKind

MOST_WORDS = 100
"""Words of the problem that the form's own box is given; the statement has the rest."""

SEE_STATEMENT = "See attached statement."


@dataclass(frozen=True, slots=True)
class Box:
    """A box to tick."""

    label: str
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form, with what the record answers."""

    number: str
    label: str
    answer: str = ""
    boxes: tuple[Box, ...] = ()
    needed: bool = True
    """Whether the form should not go out without it."""

    @property
    def is_open(self) -> bool:
        """Whether the record does not answer it."""
        return not self.answer and not any(box.ticked for box in self.boxes)


@dataclass(frozen=True, slots=True)
class Section:
    """A headed group of fields."""

    title: str
    fields: tuple[Field, ...]
    note: str = ""


def complaint_form(record: CaseRecord, today: date) -> tuple[Section, ...]:
    """Return the sections of DMHC 20-224 in its order, answered as of a day."""
    return (
        Section("Patient", tuple(_patient(record, today))),
        Section("Coverage", tuple(_coverage(record, today))),
        Section("Your health problem", tuple(_problem(record))),
        Section("Medical release", (), _RELEASE),
        Section(
            "Signature",
            (
                Field("26", "Patient or parent name (print)", _signer(record, today)),
                Field("26", "Signature and date", "Sign and date the official form."),
            ),
        ),
        Section(
            "Statistical information only (voluntary)",
            (
                Field("27a", "Primary language spoken", _language(record), needed=False),
                Field(
                    "27a", "Correspond in the primary language?", boxes=_yes_no(None), needed=False
                ),
                Field("27a", "Race or ethnicity", needed=False),
            ),
        ),
    )


_RELEASE = (
    "Field 25. By signing the official form the patient asks the DMHC to decide, lets it choose "
    "between Independent Medical Review and complaint, and lets providers and the plan release "
    "medical, mental health, substance use, HIV and imaging records and other papers to it; the "
    "DMHC may review them and send them to the plan. The release ends one year after the signature "
    "and can be ended sooner. Read it on the official form and sign there: this worksheet does not "
    "take its place."
)


def _patient(record: CaseRecord, today: date) -> Iterator[Field]:
    client = record.client
    yield Field("1", "First name", client.given_name)
    yield Field("1", "Middle initial", needed=False)
    yield Field("1", "Last name", client.family_name)
    yield Field("2", "Date of birth (mm/dd/yyyy)", _us_date(client.date_of_birth))
    sexes = (Box("Male"), Box("Female"), Box("Something else"))
    yield Field("3", "Gender", boxes=sexes, needed=False)
    minor = client.is_minor(today)
    guardian = client.guardian or ""
    yield Field("4", "Parent or guardian, if filing for a minor child", guardian, needed=minor)
    yield Field("5", "Street address", client.address.street.replace("\n", ", "))
    yield Field("5", "City, state, ZIP", _place(client.address))
    yield Field("6", "Phone", client.phone)
    yield Field("7", "E-mail address", client.email, needed=False)
    yield Field("8", "Send correspondence to this e-mail?", boxes=_yes_no(None), needed=False)


def _coverage(record: CaseRecord, today: date) -> Iterator[Field]:
    coverage = record.coverage
    yield Field("9", "Health plan name", coverage.plan)
    yield Field("10", "Patient's membership number", coverage.member_id)
    yield Field("11", "Medical group, if any", coverage.medical_group, needed=False)
    yield Field("12", "Employer, for group coverage", coverage.employer, needed=False)
    helped = assistant_form(record, today) is not AssistantForm.NOT_NEEDED
    yield Field(
        "13",
        "Want someone to help with the complaint? (then also the Authorized Assistant Form)",
        boxes=_yes_no(helped),
    )
    medi_cal = coverage.program is Program.MEDI_CAL
    yield Field("14", "Do you have Medi-Cal?", boxes=_yes_no(True if medi_cal else None))
    asked = _happened(record, today, EventKind.STATE_HEARING_REQUESTED) or _happened(
        record, today, EventKind.STATE_HEARING_HELD
    )
    yield Field(
        "14",
        "If so: was a State Fair Hearing requested?",
        boxes=_yes_no(asked if medi_cal else None),
        needed=medi_cal,
    )
    medicare = coverage.program is Program.MEDICARE_ADVANTAGE
    yield Field(
        "15",
        "Do you have Medicare or Medicare Advantage?",
        boxes=_yes_no(True if medicare else None),
    )
    sent = (EventKind.GRIEVANCE_FILED, EventKind.GRIEVANCE_RECEIVED, EventKind.APPEAL_FILED)
    filed = any(_happened(record, today, kind) for kind in sent)
    yield Field("16", "Filed a grievance with the health plan?", boxes=_yes_no(filed))
    yield from _payment(record)


_PAYMENT_WANTED = {Subject.PAYMENT: True, Subject.CARE_TO_COME: False}


def _payment(record: CaseRecord) -> Iterator[Field]:
    case = record.case
    wanted = _PAYMENT_WANTED.get(case.subject) if case.subject is not None else None
    if case.subject is None and case.issue is Issue.BILLING:
        wanted = True
    yield Field("17", "Want payment for a service already received?", boxes=_yes_no(wanted))
    days = [_us_date(day_of(e.at)) for e in record.events_of(EventKind.INCIDENT)] if wanted else []
    names = [p.name for p in record.providers if p.name] if wanted else []
    told = "; ".join(part for part in (", ".join(days), ", ".join(names)) if part)
    yield Field("17", "If so: dates of service and provider", told, needed=bool(wanted))


def _problem(record: CaseRecord) -> Iterator[Field]:
    case = record.case
    paid = _PAYMENT_WANTED.get(case.subject) if case.subject is not None else None
    future = None if paid is None else not paid
    yield Field("18", "Want the plan to pay for future services?", boxes=_yes_no(future))
    yield Field("19", "Medical condition or doctor's diagnosis", case.diagnosis)
    yield Field("20", "Treatment, service or medication asked for", case.treatment)
    denied = case.issue is Issue.DENIAL or case.denial_reason is not None
    yield Field("21", "Did the plan deny, delay or modify the treatment?", boxes=_yes_no(denied))
    reasons = tuple(Box(label, case.denial_reason is r) for r, label in _REASONS.items())
    yield Field("21", "If so: the reason given (one)", boxes=reasons, needed=denied)
    told = "\n".join(_provider(p.name, p.role, p.phone) for p in record.providers)
    yield Field("22", "Doctors and others who saw, treated or advised (name, phone)", told)
    yield Field("23", "Seen any out-of-network providers?", boxes=_yes_no(_outside(record)))
    yield Field("24", "The problem with the plan, in short", in_short(case.description))


_REASONS: dict[DenialReason, str] = {
    DenialReason.NOT_MEDICALLY_NECESSARY: "Not medically necessary",
    DenialReason.EXPERIMENTAL: "Experimental or investigational",
    DenialReason.NOT_EMERGENCY: "Not an emergency or urgent",
    DenialReason.NOT_COVERED: "Not a covered benefit",
    DenialReason.OTHER: "Other (explain)",
}


def in_short(text: str, most: int = MOST_WORDS) -> str:
    """Return a text of at most so many words, ending with a pointer to the statement."""
    words = text.split()
    if not words:
        return ""
    kept = words[: most - len(SEE_STATEMENT.split())]
    cut = "" if len(kept) == len(words) else " …"
    return f"{' '.join(kept)}{cut} {SEE_STATEMENT}"


def assistant_sections(record: CaseRecord, today: date) -> tuple[Section, ...]:
    """Return the sections of DMHC 20-160 that a case needs; empty when it needs none."""
    needed = assistant_form(record, today)
    helper = record.authorization
    if needed is AssistantForm.NOT_NEEDED or helper is None:
        return ()
    part_b = Section(
        "Part B: the assistant",
        (
            Field("B", "Name (print)", helper.name),
            Field("B", "Address", helper.address.street.replace("\n", ", ")),
            Field("B", "City, state, ZIP", _place(helper.address)),
            Field("B", "Relationship to patient", helper.relationship),
            Field("B", "Primary phone", helper.phone),
            Field("B", "Secondary phone", needed=False),
            Field("B", "E-mail address", helper.email, needed=False),
            Field(
                "B",
                "Power of attorney for health care or another legal document is attached",
                boxes=(Box("Yes", helper.kind is AuthorizationKind.POWER_OF_ATTORNEY),),
                needed=needed is AssistantForm.PART_B_ONLY,
            ),
            Field("B", "Signature and date", "Sign and date where the official form asks for it."),
        ),
    )
    if needed is AssistantForm.PART_B_ONLY:
        return (part_b,)
    return (
        Section(
            "Part A: the patient",
            (
                Field("A", "Patient name (print)", record.client.name),
                Field("A", "Patient signature and date", "Sign and date the official form."),
            ),
            "The patient lets the person in Part B help, and lets the DMHC and the reviewers share "
            "what concerns this case with them, mental health, HIV and substance use included. It "
            "is voluntary and can be ended in writing.",
        ),
        part_b,
    )


def _yes_no(answer: bool | None) -> tuple[Box, ...]:
    return (Box("Yes", answer is True), Box("No", answer is False))


def _happened(record: CaseRecord, today: date, kind: EventKind) -> bool:
    return any(day_of(event.at) <= today for event in record.events_of(kind))


def _outside(record: CaseRecord) -> bool | None:
    known = [p.in_network for p in record.providers]
    if False in known:
        return True
    return False if known and all(known) else None


def _signer(record: CaseRecord, today: date) -> str:
    guardian = record.client.guardian
    return guardian if guardian and record.client.is_minor(today) else record.client.name


_LANGUAGES = {
    "ar": "Arabic",
    "en": "English",
    "es": "Spanish",
    "fa": "Farsi",
    "hi": "Hindi",
    "hy": "Armenian",
    "ja": "Japanese",
    "ko": "Korean",
    "ru": "Russian",
    "tl": "Tagalog",
    "vi": "Vietnamese",
    "zh": "Chinese",
}


def _language(record: CaseRecord) -> str:
    code = record.client.language
    return _LANGUAGES.get(code.partition("-")[0], code)


def _us_date(day: date | None) -> str:
    return "" if day is None else f"{day:%m/%d/%Y}"


def _place(address: Address) -> str:
    if not address.city:
        return ""
    return f"{address.city}, {address.state} {address.postal_code}".strip()


def _provider(name: str, role: str, phone: str) -> str:
    return ", ".join(part for part in (name, role, phone) if part)
