"""Which service a letter speaks of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from advocate_desktop.domain.denial_reading.page_lines import LetterPage
from advocate_desktop.domain.denial_reading.proposals import LetterField, Proposal

_STOP = (
    r"(?=[ ](?:because|as it|which|requested by|ordered by|from Dr|that (?:was|you|your)|on "
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|\d)|"
    r"(?:has|have) been (?:denied|rejected)|(?:is|was|were|are) (?:denied|not|being|rejected)"
    r"|has not|cannot|"
    r"for the (?:following|reason)|porque|debido a|solicitad[oa]s? por|(?:ha|han) sido|fue "
    r"|fueron |no (?:es|puede|cumple)|"
    r"el \d|por (?:el|los) siguientes?)|[.;](?:\s|$)|,[ ](?:because|which|as|porque|ya que|pues))"
)
_WHAT = r"(?P<value>[A-Za-z0-9\"(][^;\n]{2,110}?)"
_SENTENCES = (
    rf"(?:the following service(?:s|, which you already received)?|(?:el"
    rf"|los) siguientes? servicios?)[ ]{{0,2}}:[ ]{{0,3}}{_WHAT}{_STOP}",
    rf"\b(?:request|coverage|payment|authorization|claim) (?:for|of) (?:coverage of |payment of "
    rf"|the |an? )?{_WHAT}(?=[ ](?:has been|have been|was|is|were)[ ](?:being[ ])?(?:denied"
    rf"|not (?:approved|authorized|covered)|rejected))",
    rf"\b(?:we are denying|we have denied|we denied|has denied|is denying"
    rf"|we are unable to (?:approve|authorize|cover)|we cannot (?:approve|authorize|cover"
    rf"|pay for)|unable to (?:approve|authorize|cover)|cannot (?:approve|authorize|cover)"
    rf"|will not (?:cover|approve|authorize|pay for)|did not approve)"
    rf" (?:your |the |a |an |this )?(?:doctor's |provider's )?(?:(?:request|coverage|payment"
    rf"|authorization|claim) (?:for|of) )?(?:coverage of |payment of |the |an? )?{_WHAT}{_STOP}",
    rf"\b(?:hemos|ha) (?:negado|denegado|rechazado) (?:(?:la|su) (?:solicitud|cobertura"
    rf"|autorizacion|reclamacion|peticion) (?:de|para|del) )?(?:la cobertura de "
    rf"|el pago de )?(?:el |la |los |las |una? )?{_WHAT}{_STOP}",
    rf"\bno podemos (?:aprobar|autorizar|cubrir|pagar) (?:(?:la|su) (?:solicitud|cobertura"
    rf"|autorizacion) (?:de|para|del) )?(?:el |la |los |las |una? )?{_WHAT}{_STOP}",
    rf"\b(?:su|la) (?:solicitud|peticion|autorizacion|cobertura|reclamacion) (?:de|para"
    rf"|del) (?:el |la |los |las |una? )?{_WHAT}(?=[ ](?:ha sido|fue|no fue|esta)[ ](?:negad"
    rf"|denegad|rechazad|aprobad))",
)
_SAID = tuple(
    re.compile(pattern.replace("request for ", "request for "), re.I) for pattern in _SENTENCES
)
_LABEL = re.compile(
    r"(?:^|\n)[ ]{0,20}(?P<label>(?:type of |description of )?(?:services?|treatment|item"
    r"|procedure|medication|drug)(?:\(s\))?(?:[ ]or[ ]item)?"
    r"(?:[ ](?:requested|denied|description|in dispute|you asked for))?|(?:requested"
    r"|denied)[ ](?:service|treatment|procedure|item)s?"
    r"|servicios?(?:[ ](?:solicitados?|negados?|denegados?))?|tratamiento(?:[ ]solicitado)?"
    r"|procedimiento(?:[ ]solicitado)?"
    r"|medicamento(?:[ ]solicitado)?|RE|regarding|subject|asunto|ref)"
    r"[ ]{0,2}:[ ]{0,20}\n?[ ]{0,20}(?P<value>[A-Za-z0-9(][^\n]{2,120})",
    re.I,
)
_ABOUT = re.compile(
    r"^(?:denial of|denial:|request for|your request for|notice of denial of|denegacion de"
    r"|solicitud de|negacion de)[ ](?:coverage for |payment for )?",
    re.I,
)
_BECAUSE = re.compile(r" (?:because|porque|debido a) ", re.I)
_NO_SERVICE = re.compile(
    r"^(?:service requested|requested|notice|your (?:grievance|appeal|complaint)|claim|member"
    r"|case|reference|appeal|grievance|complaint|acknowledg|aviso|su queja|queja|"
    r"numero|authorization|date|the service|this service|it\b|request\b|coverage\b|services?$"
    r"|number|payment$|name of)",
    re.I,
)


def service(pages: Sequence[LetterPage]) -> Proposal | None:
    """Return the service that was asked for: under its own label, else as a sentence names it."""
    for weak in (False, True):
        for page in pages[:6]:
            found = _labelled(page, weak=weak) or (None if weak else _said(page))
            if found is not None:
                return found
    return None


def _labelled(page: LetterPage, *, weak: bool) -> Proposal | None:
    for match in _LABEL.finditer(page.plain):
        is_weak = match["label"].lower().strip() in {"re", "regarding", "subject", "asunto", "ref"}
        value = match["value"]
        about = _ABOUT.match(value)
        start = match.start("value") + (about.end() if about else 0)
        value = page.plain[start : match.end("value")]
        if is_weak is weak and not _NO_SERVICE.match(value):
            return _proposed(page, start, value)
    return None


def _said(page: LetterPage) -> Proposal | None:
    for pattern in _SAID:
        for match in pattern.finditer(page.flat):
            if not _NO_SERVICE.match(match["value"]):
                return _proposed(page, match.start("value"), match["value"])
    return None


def _proposed(page: LetterPage, start: int, value: str) -> Proposal:
    value = _BECAUSE.split(value, maxsplit=1)[0]
    end = start + len(value.rstrip(" .,"))
    return page.proposal(LetterField.SERVICE, (start, end))
