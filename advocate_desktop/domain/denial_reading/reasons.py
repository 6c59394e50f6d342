"""Why a letter says no, and by which criterion."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from advocate_desktop.domain.cases import DenialReason
from advocate_desktop.domain.denial_reading.page_lines import LetterPage, sentences
from advocate_desktop.domain.denial_reading.proposals import LetterField, Proposal

MOST_CRITERIA = 4


@dataclass(frozen=True, slots=True)
class _Reason:
    code: DenialReason
    words: str
    pattern: re.Pattern[str]


def _any(*patterns: str) -> re.Pattern[str]:
    joined = "|".join(f"(?:{pattern})" for pattern in patterns)
    return re.compile(joined.replace(" ", r"\s{1,3}"), re.I)


_REASONS = (
    _Reason(
        DenialReason.NOT_MEDICALLY_NECESSARY,
        "Not medically necessary",
        _any(
            r"\bnot (?:\w{2,12} ){0,3}medically (?:necessary|appropriate|required|indicated)",
            r"medical necessity (?:\w{2,12} ){0,4}not (?:been )?(?:met|established|shown"
            r"|demonstrated|supported)",
            r"not (?:\w{2,12} ){0,4}(?:medical necessity|medically necessary)",
            r"lack of medical necessity",
            r"(?:do|does|did) not (?:meet|satisfy) (?:\w{2,12} ){0,4}(?:medical"
            r"|clinical) (?:\w{2,12} ){0,2}criteria",
            r"\bno (?:\w{2,12} ){0,3}(?:es|era|son|sea|considera\w{0,3}) (?:\w{2,12}"
            r" ){0,2}medicamente necesari[oa]s?",
            r"\bno (?:\w{2,12} ){0,2}medicamente necesari[oa]s?",
            r"\bno (?:cumple|demuestra|demostro|establece|establecio"
            r"|acredita) (?:\w{2,12} ){0,4}necesidad medica",
            r"falta de necesidad medica",
            r"\bno cumple (?:\w{2,12} ){0,3}criterios (?:medicos|clinicos)",
        ),
    ),
    _Reason(
        DenialReason.EXPERIMENTAL,
        "Experimental or investigational",
        _any(
            r"\b(?:experimental|investigational)\b",
            r"\bunproven\b",
            r"\ben (?:fase de )?investigacion\b",
            r"\bde investigacion\b",
            r"\bno (?:ha sido )?comprobad[oa]",
        ),
    ),
    _Reason(
        DenialReason.NOT_EMERGENCY,
        "Not an emergency",
        _any(
            r"\bnot (?:\w{1,14} ){0,4}emergency",
            r"\bnon-?emergen(?:cy|t)\b",
            r"\bno (?:\w{2,14} ){0,4}emergencia",
            r"\bno (?:\w{2,14} ){0,3}urgencia",
        ),
    ),
    _Reason(
        DenialReason.NOT_COVERED,
        "Not a covered benefit",
        _any(
            r"\bnot (?:\w{2,12} ){0,2}covered\b",
            r"\bnot a (?:plan )?(?:covered )?benefit\b",
            r"\bnon-?covered\b",
            r"\b(?:is|are) (?:\w{2,12} ){0,2}exclu(?:ded|sion)",
            r"\bno (?:\w{2,12} ){0,3}cubiert[oa]s?\b",
            r"\bno (?:es|son) (?:un )?beneficios?\b",
            r"\b(?:esta|estan) (?:\w{2,12} )?excluid[oa]s?",
            r"\bplan no cubre\b",
            r"\bplan does not cover\b",
        ),
    ),
    _Reason(
        DenialReason.OTHER,
        "Outside the network",
        _any(
            r"\bout[- ]of[- ]network\b",
            r"\bnon-?(?:contracted|participating|network|plan) (?:provider|doctor|facility"
            r"|hospital)",
            r"\bnot (?:\w{2,12} ){0,2}(?:in|part of) (?:the |our |your )?(?:plan's )?network",
            r"\bfuera de (?:la|nuestra|su) red\b",
            r"\bno (?:\w{2,12} ){0,2}(?:parte|pertenece|participa) (?:\w{1,8} ){0,2}(?:la"
            r"|nuestra) red\b",
        ),
    ),
    _Reason(
        DenialReason.OTHER,
        "No prior authorization",
        _any(
            r"\b(?:without|no|not (?:\w{2,12} ){0,2}) ?(?:a )?prior (?:authorization|approval)",
            r"prior (?:authorization|approval) (?:was|were|is) not (?:obtained|requested|received)",
            r"\b(?:sin|no (?:\w{2,12} ){0,3}) ?(?:la |una )?autorizacion previa",
        ),
    ),
    _Reason(
        DenialReason.OTHER,
        "Information missing",
        _any(
            r"\b(?:insufficient|not enough|not sufficient) (?:\w{2,12} ){0,2}(?:information"
            r"|documentation|records)",
            r"\bnot received? (?:\w{2,12} ){0,4}(?:information|records|documentation)",
            r"\binformacion insuficiente\b",
            r"\bno (?:\w{2,12} ){0,3}(?:suficiente|recibimos"
            r"|recibido) (?:\w{1,12} ){0,3}(?:informacion|documentacion)",
        ),
    ),
    _Reason(
        DenialReason.OTHER,
        "Not covered on that day",
        _any(
            r"\bnot (?:eligible|in effect|active|enrolled) (?:\w{1,12} ){0,4}(?:on|at|when)\b",
            r"\bcobertura no estaba (?:vigente|activa)",
        ),
    ),
    _Reason(
        DenialReason.OTHER,
        "Asked or billed too late",
        _any(
            r"\btimely filing\b",
            r"\b(?:received|submitted|filed) (?:\w{2,12} ){0,2}(?:too )?late\b",
            r"\bfuera del plazo\b",
        ),
    ),
    _Reason(
        DenialReason.OTHER,
        "Another treatment first",
        _any(
            r"\bstep therapy\b",
            r"\bterapia escalonada\b",
            r"\b(?:must|did not|have not) (?:first )?(?:try|tried) (?:\w{2,12} ){0,4}first\b",
        ),
    ),
)
_SUPPOSED = _any(
    r"\bindependent medical review\b",
    r"\bIMR\b",
    r"revision medica independiente",
    r"\bif (?:we|the plan|your|you|it|a|an|any|the)\b",
    r"\byou may\b",
    r"\bplease note\b",
    r"department of managed",
    r"departamento de atencion",
    r"\bresponsible for regulating\b",
    r"\bsi (?:el|la|su|usted|cree|considera|un)\b",
    r"\busted puede\b",
    r"\bpuede (?:pedir|solicitar|presentar)",
    r"\bmay be denied\b",
    r"\bdefinition of\b",
    r"\bwhy your\b",
    r"\blanguage, insert\b",
)
"""What marks a sentence that tells of rights or of what may come, not of this decision."""
_DECIDED = _any(
    r"\bden(?:y|ied|ial|ying)\b",
    r"\bnot (?:be )?(?:approved?|authorized?|paid|pay)\b",
    r"\breason\b",
    r"\bbecause\b",
    r"\bbecause\b",
    r"\bunable\b",
    r"\bcannot\b",
    r"\bdetermined\b",
    r"\bdecision\b",
    r"\bneg(?:ado|ada|ar|amos|acion|o)\b",
    r"\bdeneg\w{1,8}\b",
    r"\bporque\b",
    r"\bmotivo\b",
    r"\brazon\b",
    r"\bno podemos\b",
    r"\bdetermin\w{1,8}\b",
    r"\brechaz\w{1,8}\b",
    r"\bdebido\b",
)
_CRITERION = re.compile(
    (
        r"(?:\bMCG(?: (?:Health|Care Guidelines?|Guidelines?|Ambulatory Care))?~{0,80}"
        r"|\bMilliman Care Guidelines?~{0,60}|\bInterQual~{0,80}"
        r"|\bNCCN (?:Clinical Practice )?Guidelines?~{0,60}"
        r"|\bASAM [Cc]riteri[ao]~{0,40}|\beviCore~{0,60}"
        r"|\b(?:National|Local) Coverage Determination[^;\n]{0,60}?(?=[.;\n]\s|[.;]?$|\n)"
        r"|\b[NL]CD \(?[A-Z]?\d{2,6}(?:\.\d{1,3})?"
        r"|\b(?:Medical|Clinical|Coverage|Payment|Pharmacy|Utilization)(?: Coverage"
        r"| Review)? (?:Policy|Policies|Guidelines?|Criteri[ao])"
        r"(?: (?:No\.?|Number|#|[A-Z]{1,5}[-.]?[\w.]{0,9}\d{1,6}|\d{1,5})~{0,70}|:~{3,80})"
        r"|\b[Pp]olitica (?:[Mm]edica|[Cc]linica|de [Cc]obertura)~{2,80}"
        r"|\b[Gg]uias? [Cc]linicas? ~{2,80}"
        r"|\bEvidence of Coverage,?~{0,12}(?:section|page|chapter)~{0,60}"
        r"|\bEvidencia de Cobertura,?~{0,12}(?:seccion|pagina|capitulo)~{0,60}"
        r"|(?<=: )?\bTitle 22~{0,80}\d{4,5}(?:\.\d{1,3})?)"
    ).replace("~", r"(?:[^.;\n]|\.(?=\w))")
)
"""A wave stands for what goes on to the end of the sentence."""
_NAMED_CRITERION = re.compile(
    r"\b(?:criteria|criterion|guidelines?|criterios?|guia)(?:[ ](?:used|applied|cited"
    r"|utilizados?|aplicados?|usados?|clinica))?"
    r"[ ]{0,2}:[ ]{0,9}\n?[ ]{0,9}(?P<value>[A-Za-z][^\n;]{4,100})",
    re.I,
)
_TAIL = re.compile(
    r",? (?:and|which|that|as|for|because|to (?:determine|make|decide|review)|were|was|is|are|y"
    r"|que|para|porque|fueron"
    r"|fue|the request|la solicitud|your|su)\b.{0,100}$",
    re.I | re.S,
)


def reasons(pages: Sequence[LetterPage]) -> tuple[Proposal, ...]:
    """Return the reasons the letter gives, in its order, each once; those it decides by first."""
    sure: dict[str, Proposal] = {}
    maybe: dict[str, Proposal] = {}
    for page in pages:
        before = ""
        for start, end in sentences(page):
            said = page.flat[start:end]
            if not _SUPPOSED.search(said):
                decided = _DECIDED.search(said) or _DECIDED.search(before)
                into = sure if decided else maybe
                for reason in _REASONS:
                    if reason.pattern.search(said):
                        into.setdefault(reason.words, _proposed(page, (start, end), reason))
            before = said
    found = sure or maybe
    return tuple(found.values())[:3]


def criteria(pages: Sequence[LetterPage]) -> tuple[Proposal, ...]:
    """Return the guidelines, policies and provisions that the letter names, as it names them."""
    found: dict[str, Proposal] = {}
    for page in pages:
        for start, end in _criteria(page):
            end = start + len(_TAIL.sub("", page.plain[start:end]).rstrip(" ,:(-"))
            proposal = page.proposal(LetterField.CRITERION, (start, end))
            if not any(proposal.value in kept or kept in proposal.value for kept in found):
                found[proposal.value] = proposal
    return tuple(found.values())[:MOST_CRITERIA]


def _criteria(page: LetterPage) -> Iterator[tuple[int, int]]:
    for match in _CRITERION.finditer(page.plain):
        yield match.span()
    for match in _NAMED_CRITERION.finditer(page.plain):
        value = match["value"]
        stop = re.search(r"[.](?:\s|$)", value)
        yield match.start("value"), match.start("value") + (stop.start() if stop else len(value))


def _proposed(page: LetterPage, span: tuple[int, int], reason: _Reason) -> Proposal:
    start, end = span
    lead = len(page.text[start:end]) - len(page.text[start:end].lstrip())
    end = min(end, start + lead + 400)
    proposal = page.proposal(LetterField.REASON, (start + lead, end), reason.words)
    return replace(proposal, reason=reason.code)
