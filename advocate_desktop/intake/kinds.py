"""A guess at what a document is in a case, from the phrases in its text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from advocate_desktop.domain.documents import DocumentKind
from advocate_desktop.intake.recognise import MESSAGES, PICTURES

_READ = 20_000
"""Characters: what a document is stands on its first pages."""
_HEAD = 800
"""Characters within which a title stands, after letterhead and address."""


def _phrases(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


_COMPLAINT = r"(?:\w+ ){0,3}(?:grievance|appeal|complaint)"

_TITLES: Sequence[tuple[DocumentKind, re.Pattern[str]]] = (
    (
        DocumentKind.EOB,
        _phrases(r"explanation of benefits", r"explicaci[oó]n de beneficios", r"summary notice"),
    ),
    (
        DocumentKind.AUTHORIZATION,
        _phrases(
            r"authorized assistant form",
            r"(?:appointment|designation) of (?:an? )?(?:authorized |personal )?representative",
            r"authorization (?:for|to) (?:the )?(?:use|release|disclos)",
        ),
    ),
    (
        DocumentKind.DECISION_LETTER,
        _phrases(
            r"notice of (?:appeal|grievance) resolution",
            r"resolution of (?:your|the) (?:\w+ ){0,2}(?:grievance|appeal|complaint)",
            r"(?:grievance|appeal) (?:resolution|decision|determination)",
            r"independent medical review:? (?:decision|determination)",
            r"resoluci[oó]n de su (?:queja|apelaci[oó]n)",
        ),
    ),
    (
        DocumentKind.DENIAL_LETTER,
        _phrases(
            r"notice of (?:an )?adverse benefit determination",
            r"notice of (?:denial|action|(?:\w+ )?non-?coverage)",
            r"denial (?:letter|notice|of (?:medical )?(?:coverage|payment|services?|benefits?))",
            r"aviso de (?:acci[oó]n|denegaci[oó]n|determinaci[oó]n adversa)",
        ),
    ),
    (DocumentKind.ACKNOWLEDGEMENT, _phrases(rf"acknowledge?ment of (?:your )?{_COMPLAINT}")),
    (
        DocumentKind.BILL,
        _phrases(
            r"statement of (?:your )?account",
            r"(?:billing|patient|account|itemized|hospital) (?:statement|bill)\b",
            r"\binvoice\b",
            r"estado de cuenta",
        ),
    ),
)
"""What stands over a document, in the order in which it decides."""

_STATEMENTS: Sequence[tuple[DocumentKind, re.Pattern[str]]] = (
    (
        DocumentKind.AUTHORIZATION,
        _phrases(
            r"\bi (?:hereby )?(?:authorize|appoint) .{1,80}? (?:to (?:act|assist|represent)|as my)",
            r"yo autorizo",
        ),
    ),
    (
        DocumentKind.DECISION_LETTER,
        _phrases(
            rf"(?:have|has|we) (?:now )?(?:reviewed|completed \w+ (?:review|investigation) of) "
            rf"your {_COMPLAINT}",
            r"\b(?:uphold|upheld|overturn|overturned|upholding|overturning) "
            r"(?:our|the|its|your) (?:\w+ ){0,2}(?:denial|decision|determination)",
            r"(?:denial|decision|determination) (?:is|was|has been) (?:upheld|overturned)",
        ),
    ),
    (
        DocumentKind.ACKNOWLEDGEMENT,
        _phrases(
            rf"(?:received|receipt of) your {_COMPLAINT}",
            rf"acknowledg\w* (?:receipt of )?(?:your )?{_COMPLAINT}",
            r"(?:hemos recibido|recibimos) su (?:queja|apelaci[oó]n)",
        ),
    ),
    (
        DocumentKind.BILL,
        _phrases(
            r"(?:amount|balance|total|payment) (?:is )?(?:now )?due\b",
            r"(?:amount )?you owe\b",
            r"please (?:pay|remit)",
            r"(?:saldo|monto) (?:pendiente|a pagar|adeudado)",
        ),
    ),
    (
        DocumentKind.DENIAL_LETTER,
        _phrases(
            r"(?:has|have|been|is|was|were|must|we|plan) (?:\w+ )?(?:denied|denying|deny)\b",
            r"(?:unable to|cannot|can not|will not|did not|does not) (?:approve|authorize|cover)",
            r"(?:is|are|was|were|been) not (?:approved|authorized|covered|medically necessary)",
            r"(?:hemos|ha sido|fue) (?:negado|denegado|negada|denegada)",
        ),
    ),
)
"""What a document says, in the order in which it decides: a decision on an appeal speaks of the
appeal that came in and of the denial it upholds."""

_SUPPOSED = re.compile(
    r"\b(?:if|when|whenever|unless|until|may|might|si|cuando)\b[^.;:]{0,120}$", re.I
)
"""What ends a text before a phrase that tells of what may come, not of what is."""
_NOT_A_BILL = _phrases(r"this is not a bill", r"esto no es una factura")


def guess_kind(text: str) -> DocumentKind:
    """Return the kind whose phrases the text has, or `OTHER`; the user confirms or mends it."""
    said = re.sub(r"\s+", " ", text[:_READ])
    for kind, titles in _TITLES:
        if _says(said[:_HEAD], titles):
            return kind
    for kind, statements in _STATEMENTS:
        refuted = kind is DocumentKind.BILL and _NOT_A_BILL.search(said)
        if not refuted and _says(said, statements):
            return kind
    return DocumentKind.OTHER


def _says(said: str, statements: re.Pattern[str]) -> bool:
    """Whether a text states one of the phrases as a fact."""
    found = statements.finditer(said)
    return any(not _SUPPOSED.search(said[max(0, m.start() - 150) : m.start()]) for m in found)


def guess_kind_of_file(text: str, media_type: str) -> DocumentKind:
    """Guess from the text, else from the file: a message is correspondence, a picture a photo."""
    guess = guess_kind(text)
    if guess is not DocumentKind.OTHER:
        return guess
    if media_type in MESSAGES:
        return DocumentKind.CORRESPONDENCE
    return DocumentKind.PHOTO if media_type in PICTURES else DocumentKind.OTHER
