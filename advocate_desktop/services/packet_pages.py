"""What is to be known of a packet's papers before they go out.

What is told by drawing pages and opening files is kept in the casebook, so that it is done once.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

import msgspec

from advocate_desktop.domain.cases import CaseRecord
from advocate_desktop.domain.documents import ContentHash, Document, DocumentId
from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.domain.other_clients import Known, OtherClients
from advocate_desktop.domain.packet_plans import PlannedPacket
from advocate_desktop.domain.packets import PacketPlan
from advocate_desktop.domain.papers_seen import (
    OtherClientNamed,
    PageSeen,
    PaperSeen,
    PapersSeen,
)
from advocate_desktop.domain.references import ReferenceKind, references_in
from advocate_desktop.intake import isolated
from advocate_desktop.intake.outcomes import RECIPE, REPAIRED
from advocate_desktop.intake.recognise import PDF
from advocate_desktop.services import document_pages
from advocate_desktop.services.locked_pdfs import is_locked
from advocate_desktop.services.progress import Progress
from advocate_desktop.services.workspace import Unit, Workspace
from advocate_desktop.store import blobs, recognised, renditions
from advocate_desktop.store import cases as case_rows
from advocate_desktop.store import documents as rows
from advocate_desktop.store import drafts as draft_rows

_PURPOSE = "traits"
_VERSION = f"{RECIPE}.1"
_PAGES_AT_ONCE = 40
"""Pages looked at before a cancel is heard."""
_FEW_LETTERS = 3
"""Letters and digits; a page with fewer has no words."""


class _Traits(msgspec.Struct):
    """What is kept of a document."""

    pages: list[tuple[bool, bool, int]]
    """Of each page whether it is blank, whether a picture is on it, and how it lies."""
    signed: bool
    xfa: bool


def known_papers(
    workspace: Workspace, record: CaseRecord, planned: PlannedPacket | None
) -> PapersSeen:
    """Return what is known without opening any file."""
    drafts = workspace.read(draft_rows.of_case, record.case.id) if planned else ()
    cited = [
        (draft.title, DocumentId(reference.target))
        for draft in drafts
        if planned and draft.plan == planned.id
        for reference in references_in(draft.body)
        if reference.kind is not ReferenceKind.CALL
    ]
    return PapersSeen(
        locked=frozenset(d.id for d in record.documents if is_locked(d)),
        repaired=frozenset(d.id for d in record.documents if REPAIRED in d.note),
        cited=tuple(dict.fromkeys(cited)),
    )


def looked_at(
    workspace: Workspace,
    record: CaseRecord,
    plan: PacketPlan,
    known: PapersSeen,
    progress: Progress,
    steps: int = 1,
) -> PapersSeen:
    """Return what the pages of a packet's exhibits show beside what is known; may take long.

    It is the first of so many `steps` of the work that `progress` hears of. A paper that cannot be
    looked at is passed over: binding it says why. Raises `Cancelled`.
    """
    others = _others(workspace, record)
    papers: dict[DocumentId, PaperSeen] = {}
    named: list[OtherClientNamed] = []
    for number, exhibit in enumerate(plan.exhibits):
        progress.check()
        progress.step(number, steps * len(plan.exhibits), f"Looking at {exhibit.title}")
        document = exhibit.document
        if document.id in papers:
            continue
        texts = workspace.read(rows.page_texts, document.content_hash)
        with suppress(AdvocateError):
            papers[document.id] = _paper(workspace, document, texts, progress)
        for page, text in enumerate(texts, 1):
            found = others.found_in(text)
            named += [OtherClientNamed(document.id, page, who.name, by) for who, by in found]
    return replace(known, papers=papers, others=tuple(named))


def _others(workspace: Workspace, record: CaseRecord) -> OtherClients:
    client, helper = record.client, record.authorization
    found = workspace.read(case_rows.numbers_of_others, client.id)
    own = [client.name, client.guardian or "", helper.name if helper else ""]
    own += [provider.name for provider in record.providers]
    known = (Known(given, family, (number,)) for given, family, number in found)
    return OtherClients(known, own, [record.coverage.member_id])


def _paper(
    workspace: Workspace, document: Document, texts: Sequence[str], progress: Progress
) -> PaperSeen:
    traits = _traits(workspace, document, progress)
    read = workspace.read(recognised.of_document, document.content_hash)
    pages = []
    for number, (blank, picture, turned) in enumerate(traits.pages, 1):
        text = texts[number - 1] if number <= len(texts) else ""
        letters = sum(map(str.isalnum, text))
        sure = _sureness(read[number].confidences) if number in read else None
        pages.append(PageSeen(letters >= _FEW_LETTERS, blank, picture, turned, sure))
    return PaperSeen(tuple(pages), traits.signed, traits.xfa)


def _sureness(confidences: Sequence[int]) -> int:
    return sum(confidences) // len(confidences) if confidences else 0


def _traits(workspace: Workspace, document: Document, progress: Progress) -> _Traits:
    kept = workspace.read(renditions.kept, document.content_hash, _PURPOSE, _VERSION)
    if kept is not None:
        return msgspec.json.decode(kept, type=_Traits)
    found = _look(workspace, document, progress)
    if not workspace.read_only:
        with suppress(AdvocateError):  # a full drive: it is looked at again next time
            workspace.run("Traits kept", _keep, document.content_hash, found)
    return found


def _look(workspace: Workspace, document: Document, progress: Progress) -> _Traits:
    pdf = document_pages.rendition(workspace, document.id, progress)
    pages: list[tuple[bool, bool, int]] = []
    name = document.content_hash
    while some := isolated.showing.page_traits(
        name, pdf, len(pages), len(pages) + _PAGES_AT_ONCE, progress.check
    ):
        pages += [(page.blank, page.picture, page.turned) for page in some]
    signed = xfa = False
    if document.media_type == PDF and not is_locked(document):
        original = workspace.read(blobs.read, document.content_hash)
        signed, xfa = isolated.showing.form_traits(original, progress.check)
    return _Traits(pages, signed, xfa)


def _keep(unit: Unit, content_hash: ContentHash, found: _Traits) -> None:
    if blobs.holds(unit.connection, content_hash):  # not erased meanwhile
        renditions.keep(unit, content_hash, _PURPOSE, _VERSION, msgspec.json.encode(found))
