"""Drafts of letters: begun from a template, edited, kept in step with the record, set as a PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from advocate_desktop.domain.cases import CaseId, CaseRecord
from advocate_desktop.domain.documents import DocumentId
from advocate_desktop.domain.drafts import Delivery, Draft, DraftId
from advocate_desktop.domain.errors import NotFound
from advocate_desktop.domain.findings import Finding, Severity
from advocate_desktop.domain.letter_merge import Clash, merged
from advocate_desktop.domain.letters import LetterContent, Template
from advocate_desktop.domain.moments import day_of
from advocate_desktop.domain.packets import Exhibit, PacketKind, exhibit_label, plan_packet
from advocate_desktop.domain.references import (
    Reference,
    ReferenceKind,
    references_in,
    resolved,
)
from advocate_desktop.domain.unreferenced import unreferenced
from advocate_desktop.services import cases, letters, packet_plans
from advocate_desktop.services.cases import new_id
from advocate_desktop.services.letter_text import parted
from advocate_desktop.services.letter_words import Words, words
from advocate_desktop.services.own_templates import template_of
from advocate_desktop.services.settings import letterhead
from advocate_desktop.services.workspace import Unit, Workspace
from advocate_desktop.store import autosaves
from advocate_desktop.store import drafts as rows
from advocate_desktop.store.drafts import Version

__all__ = ["OpenDraft", "Version"]

_PREFIX: Final = "draft "
"""Sets drafts apart from other things kept while they are typed."""


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """A draft as it stands now: its text, the letter it makes, and what to know before sending."""

    draft: Draft
    text: str
    """The Markdown to edit, with live references in it."""
    given: str
    """What the record gives now, to be kept as the draft's base when the text is changed."""
    content: LetterContent
    """The letter, its references resolved."""
    labels: Mapping[DocumentId, str]
    """The exhibit letters it cites by."""
    clashes: tuple[Clash, ...]
    """Paragraphs that both the writer and the record changed."""
    findings: tuple[Finding, ...]
    unreferenced: tuple[str, ...]
    """Sentences that state a fact and lead to nothing that proves it."""
    said: Mapping[Reference, str]
    """What each reference of the text reads as; those that lead nowhere are left out."""


def begin(unit: Unit, case_id: CaseId, template: Template, title: str = "") -> DraftId:
    """Begin a letter from a template; raise `NotFound` when the case is gone."""
    name = title or template.title
    draft = Draft(DraftId(new_id()), template.name, template.language, name)
    rows.insert(unit, case_id, draft)
    return draft.id


def write(unit: Unit, draft: Draft, text: str, given: str) -> None:
    """Keep the writer's text as a version; `given` is what the record gave under it.

    A text that is what the record gives follows the record again.
    """
    written = "" if text.strip() == given.strip() else text
    rows.update(unit, replace(draft, body=written, base=given if written else ""))
    autosaves.drop(unit.connection, _PREFIX + draft.id)


def change(unit: Unit, draft: Draft) -> None:
    """Change how a draft is sent, what goes with it, or its title; its text stays."""
    rows.update(unit, draft)


def bring_back(unit: Unit, version: Draft) -> None:
    """Make a draft what it was in a version; what is being typed gives way to it."""
    rows.update(unit, version)
    autosaves.drop(unit.connection, _PREFIX + version.id)


def remove(unit: Unit, draft_id: DraftId) -> None:
    """Put a draft into the trash; undo takes it out."""
    rows.trash(unit, draft_id)


def keep_typing(unit: Unit, draft_id: DraftId, text: str) -> None:
    """Keep what is being typed, so that a crash loses none of it; it is no version yet."""
    autosaves.put(unit.connection, _PREFIX + draft_id, text, unit.at)


def typed(workspace: Workspace, draft_id: DraftId) -> str | None:
    """Return what was typed and not kept as a version, or None."""
    return workspace.read(autosaves.kept, _PREFIX).get(draft_id)


def left(workspace: Workspace) -> tuple[tuple[CaseId, Draft], ...]:
    """Return the drafts with typing that is no version yet, each with its case."""
    found = []
    for draft_id in workspace.read(autosaves.kept, _PREFIX):
        with suppress(NotFound):  # the draft is in the trash, and what was typed waits with it
            found.append(find(workspace, DraftId(draft_id)))
    return tuple(found)


def forget_typing(unit: Unit, draft_id: DraftId) -> None:
    """Drop what was typed and not kept as a version."""
    autosaves.drop(unit.connection, _PREFIX + draft_id)


def drafts(workspace: Workspace, case_id: CaseId) -> tuple[Draft, ...]:
    """Return the drafts of a case, the one changed last first."""
    return workspace.read(rows.of_case, case_id)


def find(workspace: Workspace, draft_id: DraftId) -> tuple[CaseId, Draft]:
    """Return a draft with its case; raise `NotFound` when it is gone."""
    return workspace.read(rows.find, draft_id)


def versions(workspace: Workspace, draft_id: DraftId) -> tuple[Version, ...]:
    """Return what a draft was after each change, the newest first."""
    return workspace.read(rows.versions, draft_id)


def open_draft(
    workspace: Workspace, draft_id: DraftId, *, text: str | None = None, made_on: date | None = None
) -> OpenDraft:
    """Return a draft as it stands; `text` is what is being typed, in place of what is kept.

    Raises `NotFound` when the draft or its template is gone.
    """
    case_id, draft = find(workspace, draft_id)
    record = cases.record(workspace, case_id)
    day = made_on or day_of(workspace.now())
    template = template_of(workspace, draft.template, also_trashed=True)
    exhibits = _exhibits(workspace, record, draft, template, day, text or draft.body)
    made = letters.compose(
        record,
        template,
        made_on=day,
        letterhead=letterhead(workspace),
        exhibits=tuple(replace(e, label=_live_label(e)) for e in exhibits),
    )
    given = parted(_live(made.content.body))
    put = merged(draft.base, draft.body, given) if draft.body else merged(given, given, given)
    labels = {e.document.id: e.label for e in exhibits}
    shown = put.text if text is None else text
    setting = _Setting(record, labels, words(template.language))
    body, lost = resolved(shown, setting.said, setting.words.lost_reference)
    content = _as_sent(replace(setting.settled(made.content), body=body), draft, setting.words)
    return OpenDraft(
        draft=draft,
        text=shown,
        given=given,
        content=content,
        labels=labels,
        clashes=put.clashes if text is None else (),
        findings=(
            *_lost(lost),
            *_clashing(put.clashes),
            *_still_missing(made.missing, given, shown, setting.words.blanks),
        ),
        unreferenced=unreferenced(shown),
        said={r: said for r in references_in(shown) if (said := setting.said(r)) is not None},
    )


def render(workspace: Workspace, draft_id: DraftId, *, made_on: date | None = None) -> bytes:
    """Return a draft as a PDF, as it stands; the same record, text and day give the same bytes."""
    from advocate_desktop.filings.letter import render_letter  # ReportLab is slow to import

    day = made_on or day_of(workspace.now())
    return render_letter(open_draft(workspace, draft_id, made_on=day).content, day)


def _exhibits(
    workspace: Workspace,
    record: CaseRecord,
    draft: Draft,
    template: Template,
    day: date,
    text: str,
) -> tuple[Exhibit, ...]:
    """Return what goes with a draft, under the letters of its packet or under its own."""
    planned = plan_packet(record, PacketKind.PLAN, day).exhibits
    cited = {r.target for r in references_in(text) if r.kind is not ReferenceKind.CALL}
    if draft.enclosed is None:
        there = {e.document.id for e in letters.enclosed(record, template, day)}
    else:
        there = set(draft.enclosed)
    chosen = [e for e in planned if e.document.id in there or e.document.id in cited]
    if draft.plan is None:
        return tuple(replace(e, label=exhibit_label(n)) for n, e in enumerate(chosen, 1))
    labels = packet_plans.labels(workspace, record.case.id, draft.plan)
    known = [e for e in chosen if e.document.id in labels]
    return tuple(replace(e, label=labels[e.document.id]) for e in known)


def _live_label(exhibit: Exhibit) -> str:
    return str(Reference(ReferenceKind.LETTER, exhibit.document.id))


_ESCAPED = re.compile(r"\\\[\\\[(letter:[0-9A-Za-z_\\-]+)\\\]\\\]")


def _live(body: str) -> str:
    """Return a filled text with its references live; like all facts they come escaped."""
    return _ESCAPED.sub(lambda found: "[[" + found[1].replace("\\", "") + "]]", body)


@dataclass(frozen=True, slots=True)
class _Setting:
    """What references read as."""

    record: CaseRecord
    labels: Mapping[DocumentId, str]
    words: Words

    def said(self, reference: Reference) -> str | None:
        """Return the words of a reference, or None when what it leads to is not there."""
        if reference.kind is ReferenceKind.CALL:
            return self._call(reference.target)
        label = self.labels.get(DocumentId(reference.target))
        if label is None or reference.kind is ReferenceKind.LETTER:
            return label
        named = self.words.exhibits_named([label])
        if reference.page is None:
            return named
        document = self.record.document(DocumentId(reference.target))
        if document is None or reference.page > (document.pages or 0):
            return None
        return self.words.exhibit_page.format(exhibit=named, page=reference.page)

    def _call(self, call_id: str) -> str | None:
        call = next((c for c in self.record.communications if c.id == call_id), None)
        if call is None:
            return None
        said = self.words.call.format(
            channel=self.words.channels[call.channel], date=self.words.day(call.at)
        )
        number = call.reference.strip()
        return said + (self.words.contact_reference.format(number=number) if number else "")

    def settled(self, content: LetterContent) -> LetterContent:
        """Return a letter whose list of enclosures has the letters of its exhibits."""
        unknown = self.words.lost_reference
        lines = tuple(resolved(line, self.said, unknown)[0] for line in content.enclosures)
        return replace(content, enclosures=lines)


def _as_sent(content: LetterContent, draft: Draft, language: Words) -> LetterContent:
    if draft.recipient.strip():
        content = letters.sent_to(content, draft.recipient)
    if draft.delivery is not Delivery.AUTOMATIC:
        line = language.deliveries.get(draft.delivery.value, "")
        content = replace(content, delivery=line.format(number=draft.delivery_number).strip())
    if draft.copies is not None:
        lines = (language.copies, *draft.copies) if draft.copies else ()
        content = replace(content, copies=lines)
    return content


def _lost(references: tuple[Reference, ...]) -> Iterator[Finding]:
    """Tell of references that lead nowhere; the letter shows where they stood."""
    if not references:
        return
    many = len(references)
    what = "A reference leads" if many == 1 else f"{many} references lead"
    yield Finding(
        "lost_reference",
        Severity.STOP,
        f"{what} to a paper, a page or a call that is not there any more. Choose another, or take "
        "the reference out.",
    )


def _still_missing(
    findings: tuple[Finding, ...], given: str, shown: str, blanks: Mapping[str, str]
) -> Iterator[Finding]:
    """Return what is missing, without the blanks that the writer filled in the text."""
    for finding in findings:
        blank = f"\\[{blanks.get(finding.code.removeprefix('missing_'), finding.code)}\\]"
        if blank not in given or blank in shown:
            yield finding


def _clashing(clashes: tuple[Clash, ...]) -> Iterator[Finding]:
    for clash in clashes:
        says = " ".join(clash.record_says.split()) or "nothing there any more"
        yield Finding(
            "record_changed",
            Severity.WARN,
            f"You changed a paragraph that the record would write differently by now: “{says}”",
        )
