"""What is missing from a letter, or is to be checked, before it is sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from advocate_desktop import fonts
from advocate_desktop.domain.coverage import Program
from advocate_desktop.domain.deadlines import DeadlineState
from advocate_desktop.domain.findings import Finding, Severity
from advocate_desktop.domain.letters import DMHC_PROGRAMS, Addressee, LetterContent, Template
from advocate_desktop.domain.rules import Confidence
from advocate_desktop.services.letter_facts import Matter
from advocate_desktop.services.letter_words import addresses, words

_SPECIAL = {
    "plan_address": (
        "address_missing",
        "Address missing: copy it from the denial letter or the Evidence of Coverage.",
    ),
    "support_exhibits": (
        "doctor_letter_missing",
        "No letter from the doctor is among the documents: attach one, it carries the most weight.",
    ),
    "diagnosis": (
        "missing_diagnosis",
        "The diagnosis is missing: the letter is stronger when it names it.",
    ),
    "provider_address": (
        "missing_provider_address",
        "The provider's address is missing: copy it from a bill, a letter or the website.",
    ),
    "hearing_address": (
        "missing_hearing_address",
        "The hearing office's address is missing: copy it from the notice that the plan sent.",
    ),
    "phone": (
        "missing_phone",
        "A telephone number is missing: the plan needs one to answer in time.",
    ),
}
_MUST_HAVE = {
    "helper_expires": (
        "The authorization needs the day on which it ends: record it with the helper, "
        "or write it in by hand before it is signed."
    ),
}
_HOW_SURE = {
    Confidence.SECONDARY: "was read in a secondary source only",
    Confidence.MEMORY: "was not found in the law itself",
}


def findings(
    template: Template,
    matter: Matter,
    facts: Mapping[str, object],
    content: LetterContent,
    blanks: Sequence[str],
) -> tuple[Finding, ...]:
    """Return what to know of a letter before it goes out, the gravest first."""
    return (
        *_forum(template, matter),
        *_missing(template, facts, blanks),
        *_address(template, content),
        *_timing(template, matter),
        *(() if template.from_member else _authorization(matter)),
        *_letters_of_other_scripts(content),
        *_law(template, matter.record.coverage.program),
    )


def _forum(template: Template, matter: Matter) -> Iterator[Finding]:
    to_dmhc = template.addressee is Addressee.DMHC
    if to_dmhc and matter.record.coverage.program not in DMHC_PROGRAMS:
        yield Finding(
            "wrong_agency",
            Severity.STOP,
            "The DMHC does not handle this kind of coverage: write to the agency that does.",
        )
    elif template.fit.programs and matter.record.coverage.program not in template.fit.programs:
        yield Finding(
            "wrong_coverage",
            Severity.STOP,
            "This letter rests on rules that do not apply to this kind of coverage.",
        )


def _missing(
    template: Template, facts: Mapping[str, object], blanks: Sequence[str]
) -> Iterator[Finding]:
    named = words("en").blanks
    lacking = [name for name in template.needs if not str(facts[name]).strip()]
    for name in dict.fromkeys((*lacking, *blanks)):
        if name in _SPECIAL:
            code, message = _SPECIAL[name]
            yield Finding(code, Severity.WARN, message)
        elif name in _MUST_HAVE:
            yield Finding(f"missing_{name}", Severity.STOP, _MUST_HAVE[name])
        else:
            yield Finding(
                f"missing_{name}",
                Severity.WARN,
                f"Missing: {named[name]}. The letter shows it as a blank in square brackets.",
            )


def _address(template: Template, content: LetterContent) -> Iterator[Finding]:
    from advocate_desktop.filings.letter import address_fits  # ReportLab is slow to import

    if template.addressee is Addressee.DMHC:
        agency = addresses()["dmhc"]
        yield Finding(
            "check_address",
            Severity.NOTE,
            f"The DMHC's address {_HOW_SURE[agency.confidence]}: check it at {agency.check} "
            "before you mail anything.",
        )
    if not address_fits(content.addressee):
        yield Finding(
            "address_too_long",
            Severity.WARN,
            "The address has more than five lines: only five show in the envelope's window.",
        )


def _timing(template: Template, matter: Matter) -> Iterator[Finding]:
    if not template.fit.overdue:
        return
    clocks = [c for rule in template.fit.overdue if (c := matter.situation.latest(rule))]
    if any(clock.state is DeadlineState.OVERDUE for clock in clocks):
        return
    questions = [clock.question for clock in clocks if clock.question]
    if questions:
        yield Finding("receipt_not_known", Severity.WARN, f"One fact decides it: {questions[0]}")
    else:
        yield Finding(
            "plan_not_late", Severity.WARN, "By this record the plan is not late: wait with this."
        )


def _authorization(matter: Matter) -> Iterator[Finding]:
    paper = matter.record.authorization
    if paper is not None and paper.name and not paper.in_force(matter.made_on):
        yield Finding(
            "authorization_not_in_force",
            Severity.WARN,
            f"The authorization of {paper.name} is not signed or not in force on the letter's "
            "date: the reader need not answer without it.",
        )


def _letters_of_other_scripts(content: LetterContent) -> Iterator[Finding]:
    text = " ".join(
        (
            *content.sender,
            *content.addressee,
            *(value for _, value in content.subject),
            content.body,
            *content.signature,
            *content.enclosures,
        )
    )
    lost = fonts.unprintable(text)
    if lost:
        yield Finding(
            "unprintable_characters",
            Severity.WARN,
            f"These characters cannot be printed and show as empty boxes: {lost[:40]}",
        )


def _law(template: Template, program: Program) -> Iterator[Finding]:
    for basis in template.legal_basis:
        named = not basis.programs or program in basis.programs
        if named and basis.confidence is not Confidence.PRIMARY:
            yield Finding(
                "check_law",
                Severity.NOTE,
                f"{basis.citation} ({basis.about}) {_HOW_SURE[basis.confidence]}: "
                "check it before you rely on it.",
            )
