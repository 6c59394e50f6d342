"""Letters of a case: which fit, what they say, and how they are set and saved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path

from advocate_desktop.domain.cases import CaseId, CaseRecord
from advocate_desktop.domain.deadlines import derive
from advocate_desktop.domain.letters import (
    DMHC_PROGRAMS,
    Addressee,
    LetterContent,
    LetterDraft,
    Situation,
    Template,
    fits,
    masked,
)
from advocate_desktop.domain.moments import PACIFIC, day_of
from advocate_desktop.domain.packets import Exhibit, PacketKind, exhibit_label, plan_packet
from advocate_desktop.domain.routes import options_from
from advocate_desktop.services import cases, own_templates
from advocate_desktop.services.letter_events import event_facts, first_provider
from advocate_desktop.services.letter_facts import (
    Matter,
    Writer,
    exhibit_lines,
    letter_facts,
    writer,
)
from advocate_desktop.services.letter_findings import findings
from advocate_desktop.services.letter_templates import fill, template_named
from advocate_desktop.services.letter_templates import templates as shipped_templates
from advocate_desktop.services.letter_words import Words, addresses, words
from advocate_desktop.services.rules import rule_book
from advocate_desktop.services.saving import save_bytes
from advocate_desktop.services.settings import Letterhead, letterhead
from advocate_desktop.services.workspace import Workspace

_REGIONS = {"en": "en-US", "es": "es-US"}
_NO_LETTERHEAD = Letterhead()


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter in a list of those that could be written."""

    name: str
    title: str
    language: str
    fits: bool
    why: str
    """Why it fits or does not, as a sentence."""


def templates(
    workspace: Workspace, case_id: CaseId, made_on: date | None = None
) -> tuple[LetterRow, ...]:
    """Return every letter for a case: those that fit first, each with the reason."""
    record = cases.record(workspace, case_id)
    situation = _situation(record, _day(workspace, made_on))
    own = map(own_templates.as_template, own_templates.own_templates(workspace))
    rows = [
        LetterRow(template.name, template.title, template.language, *fits(template, situation))
        for template in (*shipped_templates(), *own)
    ]
    return tuple(sorted(rows, key=lambda row: not row.fits))


def draft(
    workspace: Workspace, case_id: CaseId, name: str, *, made_on: date | None = None
) -> LetterDraft:
    """Return a letter filled from a case; raise `NotFound` when there is no such letter or case."""
    record = cases.record(workspace, case_id)
    day = _day(workspace, made_on)
    template = own_templates.template_of(workspace, name)
    return compose(record, template, made_on=day, letterhead=letterhead(workspace))


def render(
    workspace: Workspace,
    case_id: CaseId,
    name: str,
    *,
    body: str | None = None,
    made_on: date | None = None,
) -> bytes:
    """Return a letter as a PDF; `body` is Markdown that takes the place of the filled text."""
    from advocate_desktop.filings.letter import render_letter  # ReportLab is slow to import

    day = _day(workspace, made_on)
    content = draft(workspace, case_id, name, made_on=day).content
    return render_letter(content if body is None else replace(content, body=body), day)


def save(
    workspace: Workspace,
    case_id: CaseId,
    name: str,
    out: Path,
    *,
    body: str | None = None,
    made_on: date | None = None,
) -> None:
    """Write a letter as a PDF, whole or not at all; raises as `draft` and `saved_whole` do."""
    save_bytes(out, render(workspace, case_id, name, body=body, made_on=made_on))


def sent_to(letter: LetterContent, recipient: str) -> LetterContent:
    """Return a letter that goes to these lines of an address in place of where its kind goes."""
    lines = tuple(line.strip() for line in recipient.splitlines() if line.strip())
    return replace(
        letter, addressee=lines, delivery="", continuation=(lines[0], *letter.continuation[1:])
    )


def compose(
    record: CaseRecord,
    letter: Template | str,
    *,
    made_on: date,
    letterhead: Letterhead = _NO_LETTERHEAD,
    exhibits: tuple[Exhibit, ...] | None = None,
) -> LetterDraft:
    """Return a letter filled from a record, with the exhibits or what its template encloses.

    A shipped one may be given by its name; raises `NotFound` when there is none of that name.
    """
    template = template_named(letter) if isinstance(letter, str) else letter
    language = words(template.language)
    signer = _signer(record, template, language, letterhead)
    matter, facts = facts_for(record, template, signer, made_on, exhibits)
    filling = own_templates.fill if template.own else fill
    filled = filling(template, facts, language.blanks)
    content = replace(_content(template, matter, signer, letterhead, facts), body=filled.markdown)
    return LetterDraft(
        template.name, content, findings(template, matter, facts, content, filled.blanks)
    )


def fields(
    workspace: Workspace, case_id: CaseId, template: Template, made_on: date | None = None
) -> dict[str, object]:
    """Return what a letter may say of a case, by the names of its fields."""
    record = cases.record(workspace, case_id)
    signer = _signer(record, template, words(template.language), letterhead(workspace))
    return facts_for(record, template, signer, _day(workspace, made_on), None)[1]


def facts_for(
    record: CaseRecord,
    template: Template,
    signer: Writer,
    made_on: date,
    exhibits: tuple[Exhibit, ...] | None,
) -> tuple[Matter, dict[str, object]]:
    """Return what a letter is about, and what its template may say of it."""
    papers = enclosed(record, template, made_on) if exhibits is None else exhibits
    matter = Matter(_situation(record, made_on), papers, made_on, words(template.language))
    return matter, {**letter_facts(matter, signer), **event_facts(matter)}


def _day(workspace: Workspace, made_on: date | None) -> date:
    return made_on or day_of(workspace.now())


def _situation(record: CaseRecord, day: date) -> Situation:
    """Return the case as of noon, so that a letter depends on its day and not on the hour."""
    as_of = datetime.combine(day, time(12), PACIFIC)
    deadlines = derive(record, rule_book(), as_of)
    return Situation(record, deadlines, options_from(record, deadlines, as_of), as_of)


def enclosed(record: CaseRecord, template: Template, made_on: date) -> tuple[Exhibit, ...]:
    """Return the papers that go with a letter and were there that day, lettered from A."""
    kind = PacketKind.DMHC if template.addressee is Addressee.DMHC else PacketKind.PLAN
    planned = plan_packet(record, kind, made_on).exhibits
    there = [e for e in planned if e.date is None or e.date <= made_on]
    chosen = [e for e in there if template.encloses is None or e.tab in template.encloses]
    return tuple(replace(e, label=exhibit_label(n)) for n, e in enumerate(chosen, 1))


def _signer(
    record: CaseRecord, template: Template, language: Words, letterhead: Letterhead
) -> Writer:
    """Return who signs, reached as the letterhead says when a helper writes under it."""
    signer = writer(
        replace(record, authorization=None) if template.from_member else record, language
    )
    if signer.role != "representative":
        return signer
    return signer._replace(
        address=letterhead.address.lines() or signer.address,
        phone=letterhead.phone or signer.phone,
        email=letterhead.email or signer.email,
    )


def _content(
    template: Template,
    matter: Matter,
    signer: Writer,
    letterhead: Letterhead,
    facts: dict[str, object],
) -> LetterContent:
    language, record = matter.words, matter.record
    addressee, short = _addressee(template, record, language)
    today = language.day(matter.made_on)
    number = record.coverage.member_id.strip()
    shows_id = bool(number) and template.addressee is not Addressee.PROVIDER
    masked_id = language.id_masked.format(number=masked(number)) if shows_id else ""
    member = ", ".join(part for part in (record.client.name, masked_id) if part)
    return LetterContent(
        title=f"{template.title} – {record.client.name}".removesuffix(" – "),
        language=_REGIONS[template.language],
        sender=_sender(signer, letterhead, language),
        date=today,
        delivery=_delivery(template, record, language),
        addressee=addressee,
        banner=template.banner,
        subject=_subject(template, facts, language),
        salutation=template.salutation,
        body="",
        closing=language.closing,
        signature=_signature(record, signer, language),
        enclosures=exhibit_lines(matter.exhibits, language),
        copies=_copies(template, record, language),
        continuation=(short, today, member),
        page_of=language.page_of,
        own_page=template.own_page,
    )


def _sender(signer: Writer, letterhead: Letterhead, language: Words) -> tuple[str, ...]:
    """Return the letterhead when a helper writes under one, else who signs and where they live."""
    headed = signer.role == "representative" and bool(letterhead.name or letterhead.organization)
    names = (
        (letterhead.name, letterhead.organization)
        if headed
        else (signer.name or f"[{language.blanks['member_name']}]",)
    )
    reach = " · ".join(part for part in (signer.phone, signer.email) if part)
    address = signer.address or (f"[{language.blanks['member_address']}]",)
    return tuple(line for line in (*names, *address, reach) if line)


def _addressee(
    template: Template, record: CaseRecord, language: Words
) -> tuple[tuple[str, ...], str]:
    """Return the lines of the address, and the name for the head of later pages."""
    if template.addressee is Addressee.DMHC:
        agency = addresses()["dmhc"]
        return agency.lines, agency.short
    if template.addressee is Addressee.HEARINGS:
        agency = addresses()["hearings"]
        return (*agency.lines, f"[{language.blanks['hearing_address']}]"), agency.short
    if template.addressee is Addressee.PROVIDER:
        named = first_provider(record)
        name = named.name if named else f"[{language.blanks['provider_name']}]"
        return (name, f"[{language.blanks['provider_address']}]"), name
    if template.addressee is Addressee.OTHER:
        blank = f"[{language.blanks['recipient']}]"
        return (blank,), blank
    plan = record.coverage.plan or f"[{language.blanks['plan']}]"
    lines = tuple(x.strip() for x in record.coverage.grievance_address.splitlines() if x.strip())
    return lines or (plan,), plan


def _delivery(template: Template, record: CaseRecord, language: Words) -> str:
    if template.addressee is not Addressee.PLAN:
        return ""
    fax, address = record.coverage.grievance_fax.strip(), record.coverage.grievance_address.strip()
    if fax:
        return (language.by_both if address else language.by_fax).format(number=fax)
    return language.by_mail if address else ""


_TO_PLAN = ("member", "birth_date", "member_id", "group_number", "reference")
_ABOUT_DECISION = ("denial_date", "service_dates", "provider")
_TO_AGENCY = ("member", "birth_date", "plan", "member_id", "reference")
_TO_OTHER = ("member", "plan", "reference")
_TO_PROVIDER = ("patient", "birth_date", "plan", "service_dates")
_SHOWN = {
    Addressee.PLAN: _TO_PLAN,
    Addressee.DMHC: _TO_AGENCY,
    Addressee.HEARINGS: _TO_AGENCY,
    Addressee.PROVIDER: _TO_PROVIDER,
    Addressee.OTHER: _TO_OTHER,
}
_ROW_FACTS = {"member": "member_name", "patient": "member_name", "provider": "providers"}
_ALWAYS_SHOWN = ("member_name", "member_id")
_OF_PATIENT = ("member_name", "birth_date")
_PROVIDER = Addressee.PROVIDER


def _subject(
    template: Template, facts: dict[str, object], language: Words
) -> tuple[tuple[str, str], ...]:
    rows = [(language.re, template.subject)]
    shown = _SHOWN[template.addressee]
    about = () if template.short_subject or shown is not _TO_PLAN else _ABOUT_DECISION
    for row in (*shown, *about, "service"):
        name = _ROW_FACTS.get(row, row)
        shows_blank = name in (
            _ALWAYS_SHOWN if template.addressee is not _PROVIDER else _OF_PATIENT
        )
        blank = f"[{language.blanks[name]}]" if shows_blank else ""
        value = str(facts[name]) or blank
        if value:
            rows.append((language.subject[row], value))
    return tuple(rows)


def _signature(record: CaseRecord, signer: Writer, language: Words) -> tuple[str, ...]:
    member = record.client.name or f"[{language.blanks['member_name']}]"
    if signer.role == "member":
        return (member,)
    if signer.role == "guardian":
        return (language.guardian.format(name=signer.name, member=member),)
    by = language.by.format(name=signer.name, capacity=signer.capacity, member=member)
    paper = record.authorization
    signed = paper.signed_on if paper else None
    return (by, language.authorization.format(date=language.day(signed))) if signed else (by,)


def _copies(template: Template, record: CaseRecord, language: Words) -> tuple[str, ...]:
    named = [
        f"{addresses()[addressee].copy} {language.without_enclosures}"
        for addressee in template.copies
        if record.coverage.program in DMHC_PROGRAMS
    ]
    return (language.copies, *named) if named else ()
