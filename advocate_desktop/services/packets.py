"""Packets of a case: what one lacks, and the packet itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from advocate_desktop.domain import preflight as checking
from advocate_desktop.domain.cases import CaseId, CaseRecord
from advocate_desktop.domain.deadlines import Deadline, derive
from advocate_desktop.domain.documents import ContentHash, Document, DocumentId
from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.domain.findings import Finding, Severity
from advocate_desktop.domain.moments import PACIFIC, day_of
from advocate_desktop.domain.packet_plans import PlannedPacket
from advocate_desktop.domain.packets import PacketKind, PacketPlan, as_turned, plan_packet
from advocate_desktop.domain.papers_seen import PapersSeen
from advocate_desktop.domain.point_replies import PointReply
from advocate_desktop.domain.preflight import by_weight
from advocate_desktop.domain.preflight_consents import consent_findings
from advocate_desktop.domain.preflight_pages import MOST_BYTES, over_limit
from advocate_desktop.domain.routes import options_from
from advocate_desktop.services import cases, consents, documents
from advocate_desktop.services.cover_letters import cover_letter
from advocate_desktop.services.packet_exhibits import bound
from advocate_desktop.services.packet_manifest import manifest_json, manifest_path
from advocate_desktop.services.packet_pages import known_papers, looked_at
from advocate_desktop.services.packet_reply import replies, with_reply
from advocate_desktop.services.packet_variants import PLAIN, Made, Variant, made
from advocate_desktop.services.progress import NO_PROGRESS, Progress
from advocate_desktop.services.rules import rule_book
from advocate_desktop.services.saving import save_all, saved_folder
from advocate_desktop.services.settings import letterhead
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.store import documents as document_rows

if TYPE_CHECKING:
    from advocate_desktop.filings.packet_layout import Layout

__all__ = [
    "BuiltPacket",
    "ExhibitEntry",
    "Incomplete",
    "PacketKind",
    "build",
    "preflight",
    "save",
]


_STEPS = 3
"""Of a packet's making: its exhibits are looked at, read and bound."""


@dataclass(frozen=True, slots=True)
class ExhibitEntry:
    """An exhibit as it lies in a packet."""

    label: str
    document: DocumentId
    title: str
    first_page: int
    """The packet page of the document's first page; its slip-sheet is the page before."""
    pages: int
    """Pages of the document, without the slip-sheet."""
    content_hash: ContentHash
    """Of the document as it came in."""


@dataclass(frozen=True, slots=True)
class BuiltPacket:
    """A packet as it can be printed and sent."""

    data: bytes
    """The PDF."""
    pages: int
    exhibits: tuple[ExhibitEntry, ...]
    findings: tuple[Finding, ...]
    kind: PacketKind
    volumes: tuple[bytes, ...]
    """The PDFs to send: the packet itself, its parts when it is too large, or another edition."""
    files: tuple[Path, ...] = ()
    """Where they were written, if they were."""
    going_out: Made = field(default=Made({}), repr=False)
    """What is written, by name."""


class Incomplete(AdvocateError):
    """A packet lacks something that it should not go out without; nothing was written."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        missing = [finding.message for finding in findings if finding.severity is Severity.STOP]
        more = {1: "", 2: " One more thing is missing."}
        others = more.get(len(missing), f" {len(missing) - 1} more things are missing.")
        super().__init__(f"The packet was not written. {missing[0]}{others}")
        self.findings = findings


def preflight(
    workspace: Workspace,
    case_id: CaseId,
    kind: PacketKind,
    *,
    made_on: date | None = None,
    planned: PlannedPacket | None = None,
    look: Progress | None = None,
) -> tuple[Finding, ...]:
    """Return what to know before a packet goes out, what matters most first.

    With `look`, which hears how far it is, the exhibits' pages are looked at as well, which takes
    a while the first time; `build` always does.
    """
    return _prepare(workspace, case_id, kind, made_on, planned, look).findings


def build(
    workspace: Workspace,
    case_id: CaseId,
    kind: PacketKind,
    *,
    allow_incomplete: bool = False,
    made_on: date | None = None,
    most_bytes: int | None = None,
    fax: bool = False,
    variant: Variant = PLAIN,
    planned: PlannedPacket | None = None,
    progress: Progress = NO_PROGRESS,
) -> BuiltPacket:
    """Return a packet; the same record, plan and day give the same bytes.

    It holds what its maker `planned`, else every document that can be printed. One larger than
    `most_bytes` is divided at its exhibits' borders. With `fax` it is sent as black and white
    pages after a fax cover, and never divided. `variant` names these and the other forms.

    Raises:
        Incomplete: something that should not be missing is, and `allow_incomplete` is not set.
        Invalid: the forms asked for do not go together, or the password cannot be one.
        NotFound: there is no such case.
        Cancelled: the user stopped it.
    """
    variant = replace(variant, most_bytes=most_bytes or variant.most_bytes, fax=fax or variant.fax)
    variant.check()
    prepared = _prepare(workspace, case_id, kind, made_on, planned, progress, _STEPS)
    _refuse(prepared, allow_incomplete)
    pdfs, refused = _renditions(workspace, prepared.plan, progress)
    if refused:
        # A paper that turns out not to be printable moves to those left out, and the letters of
        # the exhibits after it move up; the packet says so, and so do the findings.
        fewer = _without(prepared.record, refused)
        prepared = _judge(workspace, fewer, kind, prepared.as_of, planned, prepared.papers)
        _refuse(prepared, allow_incomplete)
    return _write(workspace, prepared, pdfs, variant, progress)


def save(
    workspace: Workspace,
    case_id: CaseId,
    kind: PacketKind,
    out: Path,
    *,
    allow_incomplete: bool = False,
    made_on: date | None = None,
    most_bytes: int | None = None,
    fax: bool = False,
    variant: Variant = PLAIN,
    manifest: bool = False,
    planned: PlannedPacket | None = None,
    progress: Progress = NO_PROGRESS,
) -> BuiltPacket:
    """Write a packet as a PDF, whole or not at all; raises as `build` and `saved_whole` do.

    One larger than `most_bytes` becomes files of its parts, as “packet-part-1.pdf”, and none under
    its own name; with `fax` the fax edition is written. A variant for a portal makes `out` a folder
    of its files, which must not be there before. With `manifest` the hashes of the packet and its
    exhibits are written beside it as JSON.
    """
    built = build(
        workspace,
        case_id,
        kind,
        allow_incomplete=allow_incomplete,
        made_on=made_on,
        most_bytes=most_bytes,
        fax=fax,
        variant=variant,
        planned=planned,
        progress=progress,
    )
    progress.check()
    files = dict(_named(out, built, portal=variant.portal))
    written = tuple(files)
    if manifest:
        day = made_on or day_of(workspace.now())
        named = {path.name: data for path, data in files.items()}
        path = out / "manifest.json" if variant.portal else manifest_path(out)
        files[path] = manifest_json(workspace, built, named, day)
    if variant.portal:
        with saved_folder(out) as draft:
            save_all({draft / path.name: data for path, data in files.items()})
    else:
        save_all(files)
    return replace(built, files=written)


def _named(out: Path, built: BuiltPacket, *, portal: bool) -> Iterator[tuple[Path, bytes]]:
    for name, data in built.going_out.files.items():
        yield (out / name if portal else out.with_stem(f"{out.stem}{name}")), data


@dataclass(frozen=True, slots=True)
class _Prepared:
    record: CaseRecord
    plan: PacketPlan
    deadlines: tuple[Deadline, ...]
    findings: tuple[Finding, ...]
    as_of: datetime
    papers: PapersSeen
    replies: tuple[PointReply, ...]


def _prepare(
    workspace: Workspace,
    case_id: CaseId,
    kind: PacketKind,
    made_on: date | None,
    planned: PlannedPacket | None,
    look: Progress | None,
    steps: int = 1,
) -> _Prepared:
    # Noon, so that a packet depends on its day and not on the hour.
    as_of = datetime.combine(made_on or day_of(workspace.now()), time(12), PACIFIC)
    record = cases.record(workspace, case_id)
    papers = known_papers(workspace, record, planned)
    if look is not None:
        plan = plan_packet(_until(record, as_of.date()), kind, as_of.date(), planned)
        papers = looked_at(workspace, record, plan, papers, look, steps)
    return _judge(workspace, record, kind, as_of, planned, papers)


def _judge(
    workspace: Workspace,
    record: CaseRecord,
    kind: PacketKind,
    as_of: datetime,
    planned: PlannedPacket | None,
    papers: PapersSeen,
) -> _Prepared:
    told = _until(record, as_of.date())
    turned = workspace.read(document_rows.rotations, record.case.id)
    plan = as_turned(plan_packet(told, kind, as_of.date(), planned), turned)
    deadlines = derive(told, rule_book(), as_of)
    options = options_from(told, deadlines, as_of)
    findings = checking.preflight(record, plan, options, as_of.date(), papers, deadlines)
    ledger = consents.of_case(workspace, record.case.id)
    findings = by_weight((*findings, *consent_findings(told, ledger, as_of.date())))
    answered = replies(workspace, told, plan)
    plan = with_reply(plan, answered, planned.parts_left_out if planned else frozenset())
    return _Prepared(told, plan, deadlines, findings, as_of, papers, answered)


def _until(record: CaseRecord, day: date) -> CaseRecord:
    """Return a record without what is dated after a day: a packet tells what has happened."""
    return replace(
        record,
        events=tuple(e for e in record.events if day_of(e.at) <= day),
        communications=tuple(c for c in record.communications if day_of(c.at) <= day),
    )


def _refuse(prepared: _Prepared, allow_incomplete: bool) -> None:
    stops = any(finding.severity is Severity.STOP for finding in prepared.findings)
    if stops and not allow_incomplete:
        raise Incomplete(prepared.findings)


def _renditions(
    workspace: Workspace, plan: PacketPlan, progress: Progress
) -> tuple[dict[DocumentId, bytes], dict[DocumentId, Document]]:
    """Return each exhibit's PDF, and the documents to change: without pages, or with others."""
    pdfs: dict[DocumentId, bytes] = {}
    changed: dict[DocumentId, Document] = {}
    for number, exhibit in enumerate(plan.exhibits):
        progress.check()
        total = len(plan.exhibits)
        progress.step(total + number, _STEPS * total, f"Reading {exhibit.title}")
        document = exhibit.document
        try:
            pdf = documents.rendition(workspace, document.id, progress)
            pages = len(documents.page_sizes(workspace, document.id))
        except AdvocateError as refusal:
            changed[document.id] = replace(document, pages=None, note=str(refusal))
            continue
        pdfs[document.id] = pdf
        if pages != document.pages:
            changed[document.id] = replace(document, pages=pages)
    return pdfs, changed


def _without(record: CaseRecord, changed: dict[DocumentId, Document]) -> CaseRecord:
    return replace(record, documents=tuple(changed.get(d.id, d) for d in record.documents))


def _write(
    workspace: Workspace,
    prepared: _Prepared,
    pdfs: dict[DocumentId, bytes],
    variant: Variant,
    progress: Progress,
) -> BuiltPacket:
    from advocate_desktop.filings.letter import render_letter  # ReportLab is slow to import
    from advocate_desktop.filings.packet import PacketContent, write_packet

    plan, made_on = prepared.plan, prepared.as_of.date()
    letter = cover_letter(
        prepared.record,
        plan.kind,
        plan.exhibits,
        made_on,
        letterhead=letterhead(workspace),
        recipient=plan.recipient,
        numbering=plan.numbering,
    )
    content = PacketContent(
        prepared.record,
        plan,
        prepared.deadlines,
        render_letter(letter, made_on, numbered=False),
        made_on,
        prepared.replies,
    )

    def tell(done: int, total: int, text: str) -> None:
        progress.check()
        progress.step(2 * total + done, _STEPS * total, text)

    exhibits = []
    for exhibit in plan.exhibits:
        progress.check()
        exhibits.append(bound(workspace, exhibit, pdfs[exhibit.document.id]))
    data, layout = write_packet(content, exhibits, tell)
    going_out = made(content, letter, data, layout, variant, progress)
    findings = (*prepared.findings, *going_out.findings)
    if len(data) > MOST_BYTES and all(found.code != "over_10_mb" for found in findings):
        findings = (*findings, over_limit(len(data)))
    return BuiltPacket(
        data,
        layout.pages,
        _entries(layout),
        findings,
        plan.kind,
        tuple(going_out.files.values()),
        going_out=going_out,
    )


def _entries(layout: Layout) -> tuple[ExhibitEntry, ...]:
    first = layout.exhibit_pages()
    return tuple(
        ExhibitEntry(
            e.label, e.document.id, e.title, first[e.label] + 1, e.pages, e.document.content_hash
        )
        for e in layout.plan.exhibits
    )
