"""Reference, claim and authorization numbers, and the member's own number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from advocate_desktop.domain.denial_reading.page_lines import LetterPage
from advocate_desktop.domain.denial_reading.proposals import LetterField, Proposal

MOST_REFERENCES = 4
_NUMBER_WORD = r"(?:numbers?|no\b\.?|nos\b\.?|num\b\.?|nbr|n\.? ?[°ºo]\b\.?|#|id\b|i\.d\.)"
_ES_NUMBER = r"(?:numero|num\.?|no\.|n\.? ?[°º]\.?|#|id)"
_VALUE = (
    r"[ ]{0,2}(?:[:#.=-]|\bis\b|\bes\b)?[ ]{0,30}#?\n?[ ]{0,30}"
    r"(?P<value>[A-Z]{0,6}[-/]?\d{2,7}(?: \d{2,6}){1,4}\b(?!/)|[A-Z0-9][A-Z0-9/-]{3,30})(?![a-z])"
)
_OF_CLAIM = (
    r"(?:(?:your|our|plan)[ ])?(?:reference|ref\.?|claim|authorization|auth\.?|case|grievance|"
    r"appeal|complaint|(?:service )?request|tracking|referral|pre-?certification|document|file|"
    r"notice|determination)"
)
_ES_OF_CLAIM = (
    r"(?:referencia|reclamo|reclamacion|autorizacion|caso|queja|apelacion|solicitud|"
    r"expediente|seguimiento|remision)"
)
_REFERENCE = re.compile(
    rf"\b(?P<label>{_OF_CLAIM}[ ]{{0,2}}{_NUMBER_WORD}(?:[ ]{{0,2}}\(?(?:number|no\.|#)\)?)?"
    rf"|(?:reference|ref|claim|case)(?=[ ]{{0,2}}[:#])"
    rf"|{_ES_NUMBER}[ ]{{0,2}}(?:de[ ](?:la[ ]|su[ ])?|del[ ])?{_ES_OF_CLAIM}"
    rf"|{_ES_OF_CLAIM}[ ]{{0,2}}{_ES_NUMBER}|(?:referencia|reclamo)(?=[ ]{{0,2}}:)){_VALUE}",
    re.I,
)
_OF_MEMBER = (
    r"(?:member|enrollee|subscriber|beneficiary|patient|health record|medical record|"
    r"identification|medi-cal|health plan)"
)
_ES_OF_MEMBER = (
    r"(?:miembro|afiliad[oa]|asegurad[oa]|beneficiari[oa]|suscriptor|identificacion|"
    r"registro medico|expediente medico|paciente)"
)
_MEMBER = re.compile(
    rf"\b(?P<label>{_OF_MEMBER}(?:'s)?[ ]{{0,2}}(?:identification[ ]{{0,2}})?{_NUMBER_WORD}"
    rf"(?:[ ]{{0,2}}{_NUMBER_WORD})?|MRN|HRN"
    rf"|{_ES_NUMBER}[ ]{{0,2}}(?:de[ ](?:la[ ])?|del[ ])?{_ES_OF_MEMBER}"
    rf"(?:[ ]del?[ ]miembro)?|{_ES_OF_MEMBER}[ ]{{0,2}}{_ES_NUMBER}){_VALUE}",
    re.I,
)
_PHONE = re.compile(
    r"(?:1-)?\d{3}-\d{3}-\d{4}|\d{3}-\d{4}|\d{1,2}/\d{1,2}/\d{2,4}|20\d\d-\d\d-\d\d"
)


def member_id(pages: Sequence[LetterPage]) -> Proposal | None:
    """Return the member's number as the letter first gives it."""
    return next(iter(_found(pages, _MEMBER, LetterField.MEMBER_ID)), None)


def references(pages: Sequence[LetterPage]) -> tuple[Proposal, ...]:
    """Return the numbers the plan gives to the claim, request or grievance; each once."""
    found: dict[str, Proposal] = {}
    for proposal in _found(pages, _REFERENCE, LetterField.REFERENCE):
        found.setdefault(proposal.value, proposal)
    return tuple(found.values())[:MOST_REFERENCES]


def _found(
    pages: Sequence[LetterPage], pattern: re.Pattern[str], field: LetterField
) -> list[Proposal]:
    found = []
    for page in pages:
        for match in pattern.finditer(page.plain):
            value = match["value"].rstrip("-/")
            digits = sum(letter.isdigit() for letter in value)
            if digits < 3 or _PHONE.fullmatch(value):
                continue
            start = match.start("value")
            label = " ".join(page.text[match.start("label") : match.end("label")].split())
            proposal = page.proposal(field, (start, start + len(value)))
            whole = " ".join(page.text[match.start() : start + len(value)].split())
            found.append(replace(proposal, label=label, said=whole))
    return found
