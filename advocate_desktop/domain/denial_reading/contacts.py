"""Where a letter says grievances go, and who signed it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from advocate_desktop.domain.denial_reading.page_lines import LetterPage, Line, lines
from advocate_desktop.domain.denial_reading.proposals import LetterField, Proposal

_PHONE = re.compile(r"(?<![\d-])(?:1[ .-])?\(?\d{3}\)?[ .-]{1,2}\d{3}[.-]\d{4}(?!\d)")
_AGENCIES = re.compile(r"888-466-2219|877-688-9891|888-452-8609|800-743-8525|800-952-5253|927-4357")
_FAX = re.compile(r"\bfax(?:ed)?\b[^\d]{0,40}$|\bfacsimile\b[^\d]{0,30}$", re.I)
_TTY = re.compile(r"\b(?:TTY|TDD|TTD)\b[^\d]{0,30}$", re.I)
_OBJECTING = re.compile(
    r"grievance|appeal|complaint|member services|customer service|queja|apelaci|reclamo"
    r"|servicios (?:para|a) (?:los )?miembros|"
    r"servicio al cliente|atencion al (?:cliente|miembro)",
    re.I,
)
_ZIP = re.compile(
    r"\b[A-Z][A-Za-z .]{2,30},? {1,2}(?:CA|California|[A-Z]{2}) {1,2}\d{5}(?:-\d{4})?\b"
)
_SENT_TO = re.compile(
    r"(?:mail|send|write|address|submit|deliver|envie|enviar|escriba|correo|direccion"
    r"|por escrito)[^.\n]{0,80}(?:to|at|in|a|en|is|es|:)\s{0,3}:?\s{0,3}$",
    re.I,
)
_AGENCY_ADDRESS = re.compile(
    r"980 (?:9th|ninth)|department of managed|state hearings|civil rights", re.I
)
_CLOSING = re.compile(
    r"^\s{0,60}(?:sincerely|respectfully|regards|best regards|kind regards|very truly yours"
    r"|yours truly|cordially|"
    r"atentamente|cordialmente|respetuosamente|saludos(?: cordiales)?)(?: yours)?\s{0,3},?\s{0,9}$",
    re.I,
)
_NAME = re.compile(
    r"^\s{0,60}(?:(?:Dr|Dra|Mr|Ms|Mrs|Sr|Sra)\. )?[A-Z][A-Za-z'-]{1,24}(?: [A-Z]\.)?(?: (?:de "
    r"|la |del )?[A-Z][A-Za-z'-]{1,24}){1,4}"
    r"(?:,? (?:MD|M\.D\.|DO|RN|PharmD|NP|PhD|LCSW)\.?){0,3}\s{0,9}$"
)


def phone_and_fax(pages: Sequence[LetterPage]) -> tuple[Proposal, ...]:
    """Return the telephone and the fax for grievances; an agency's number is none of them."""
    best: dict[LetterField, tuple[int, Proposal]] = {}
    for page in pages:
        for match in _PHONE.finditer(page.flat):
            before = page.flat[max(0, match.start() - 220) : match.start()]
            near = before[-60:]
            if _AGENCIES.search(match[0].replace(" ", "-").replace(")", "")) or _TTY.search(near):
                continue
            field = LetterField.FAX if _FAX.search(near) else LetterField.PHONE
            after = page.flat[match.end() : match.end() + 80]
            score = 2 * bool(_OBJECTING.search(before[-110:])) + bool(_OBJECTING.search(before))
            score += bool(_OBJECTING.search(after))
            if score and score > best.get(field, (0, None))[0]:
                best[field] = score, page.proposal(field, match.span())
    return tuple(proposal for _, proposal in best.values())


def address(pages: Sequence[LetterPage]) -> Proposal | None:
    """Return the postal address the letter gives for grievances, its lines apart."""
    for page in pages:
        of_page = lines(page)
        for line in of_page:
            match = _ZIP.search(line.text[:300])
            found = match and _block(page, of_page, line, line.start + match.end())
            if found:
                return found
    return None


def signer(pages: Sequence[LetterPage]) -> Proposal | None:
    """Return who signed: the name below the closing words, with the title below it."""
    for page in pages:
        of_page = lines(page)
        for line in of_page:
            if not _CLOSING.match(line.text[:120]):
                continue
            after = [one for one in of_page[line.number + 1 : line.number + 9] if one.text.strip()]
            for place, one in enumerate(after[:4]):
                if _NAME.match(one.text[:120]):
                    return _signed(page, one, after[place + 1 : place + 2])
    return None


def _signed(page: LetterPage, name: Line, below: Sequence[Line]) -> Proposal:
    title = below[0].text.strip() if below and below[0].number == name.number + 1 else ""
    lead = len(name.text) - len(name.text.lstrip())
    span = name.start + lead, name.start + len(name.text.rstrip())
    value = page.text[slice(*span)].strip()
    if title and len(title) < 80 and not any(letter.isdigit() for letter in title):
        value = f"{value}, {page.text[below[0].start :].splitlines()[0].strip()}"
    return page.proposal(LetterField.SIGNER, span, value)


def _block(page: LetterPage, of_page: Sequence[Line], line: Line, end: int) -> Proposal | None:
    """Return the lines up to a postal code, when the words before say that grievances go there."""
    first = line.number
    while first and line.number - first < 5 and of_page[first - 1].text.strip():
        above = of_page[first - 1].text.rstrip()
        if above.endswith(":") or len(above) > 70:
            break
        first -= 1
    start = of_page[first].start
    text = page.text[start:end]
    lead = page.flat[max(0, start - 300) : start]
    inline = list(
        re.finditer(r"\b(?:to|at|a|en)(?: la direccion)?:? (?=[A-Z])|: ", page.flat[start:end])
    )
    if first == line.number and inline:
        cut = inline[0].end()
        lead, start = lead + page.flat[start : start + cut], start + cut
        text = page.text[start:end]
    sent = _SENT_TO.search(lead.rstrip() + " ") or _OBJECTING.search(text)
    if not sent or not _OBJECTING.search(lead + text) or _AGENCY_ADDRESS.search(lead[-80:] + text):
        return None
    parts = text.splitlines() if "\n" in text else text.split(", ")
    value = "\n".join(part.strip() for part in parts if part.strip())
    if "\n" not in text:
        value = re.sub(r"\n(?=[A-Z]{2} \d{5})|\n(?=California \d)", ", ", value)
    return page.proposal(LetterField.ADDRESS, (start, end), value)
