"""A guess at what a document is in a case, from the phrases in its text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from advocate_desktop.domain.documents import DocumentKind
from advocate_desktop.intake.recognise import EMAIL, PICTURES

_READ = 20_000
"""Characters: what a document is stands on its first pages."""


def _phrases(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


_SIGNS: Sequence[tuple[DocumentKind, re.Pattern[str]]] = (
    (
        DocumentKind.EOB,
        _phrases(
            r"explanation of benefits", r"explicaci[oó]n de beneficios", r"medicare summary notice"
        ),
    ),
    (
        DocumentKind.AUTHORIZATION,
        _phrases(
            r"authorized assistant form",
            r"appointment of (?:authorized )?representative",
            r"authorization (?:for|to) (?:the )?(?:use|release|disclos)",
            r"i (?:hereby )?(?:authorize|appoint) .{1,80}? (?:to (?:act|assist|represent)|as my)",
            r"yo autorizo",
        ),
    ),
    (
        DocumentKind.DECISION_LETTER,
        _phrases(
            r"(?:notice of appeal|grievance|appeal) (?:resolution|decision|determination)",
            r"(?:completed|concluded|finished) (?:our|the|its) (?:review|investigation) of your "
            r"(?:grievance|appeal|complaint)",
            r"decision (?:on|about|regarding) your (?:grievance|appeal|complaint)",
            r"(?:we have |plan has |is |are )?(?:upheld|overturned|upholding|overturning) "
            r"(?:our|the|its) (?:original |initial |previous )?(?:denial|decision)",
            r"resoluci[oó]n de su (?:queja|apelaci[oó]n)",
        ),
    ),
    (
        DocumentKind.ACKNOWLEDGEMENT,
        _phrases(
            r"(?:received|receipt of) your (?:\w+ ){0,3}(?:grievance|appeal|complaint)",
            r"acknowledg\w* (?:\w+ ){0,4}(?:grievance|appeal|complaint)",
            r"(?:hemos recibido|recibimos) su (?:queja|apelaci[oó]n)",
        ),
    ),
    (
        DocumentKind.DENIAL_LETTER,
        _phrases(
            r"notice of (?:an )?adverse benefit determination",
            r"notice of (?:denial|action|medicare non-?coverage)",
            r"denial of (?:medical )?(?:coverage|payment|services?|benefits?)",
            r"(?:has|have|been|is|was|were|must|we|plan) (?:\w+ )?(?:denied|denying|deny)\b",
            r"(?:request|claim|coverage|service|treatment|referral)s? (?:\w+ ){0,6}"
            r"(?:denied|not approved|not authorized)",
            r"(?:unable to|cannot|can not|will not|did not|does not) (?:approve|authorize|cover)",
            r"not medically necessary",
            r"(?:hemos|ha sido|fue) (?:negado|denegado|negada|denegada)",
            r"aviso de (?:denegaci[oó]n|determinaci[oó]n adversa)",
        ),
    ),
    (
        DocumentKind.BILL,
        _phrases(
            r"(?:amount|balance|total|payment) due",
            r"please (?:pay|remit)",
            r"(?:billing|patient|account|itemized) (?:statement|bill)\b",
            r"pay (?:this amount|by|your bill)",
            r"\binvoice\b",
            r"(?:saldo|monto) (?:pendiente|a pagar|adeudado)",
        ),
    ),
)
"""In the order in which they decide: a decision speaks of the denial, an EOB of amounts due."""

_NO_BILL = re.compile(r"this is not a bill|esto no es una factura", re.IGNORECASE)


def guess_kind(text: str) -> DocumentKind:
    """Return the kind whose phrases the text has, or `OTHER`; the user confirms or mends it."""
    start = re.sub(r"\s+", " ", text[:_READ])
    for kind, signs in _SIGNS:
        if signs.search(start) and not (kind is DocumentKind.BILL and _NO_BILL.search(start)):
            return kind
    return DocumentKind.OTHER


def guess_kind_of_file(text: str, media_type: str) -> DocumentKind:
    """Guess from the text, else from the file: a message is correspondence, a picture a photo."""
    guess = guess_kind(text)
    if guess is not DocumentKind.OTHER:
        return guess
    if media_type == EMAIL:
        return DocumentKind.CORRESPONDENCE
    return DocumentKind.PHOTO if media_type in PICTURES else DocumentKind.OTHER
