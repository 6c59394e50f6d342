"""Building a packet: for whom, what it still lacks, save it as one PDF."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QVBoxLayout
from shiboken6 import isValid

from advocate_desktop.domain.cases import CaseRecord
from advocate_desktop.domain.documents import Document, DocumentId
from advocate_desktop.domain.errors import AdvocateError, Invalid, NotFound
from advocate_desktop.domain.findings import Finding, Severity
from advocate_desktop.domain.moments import day_of
from advocate_desktop.domain.packet_plans import (
    PlannedExhibit,
    PlannedPacket,
    PlannedPacketId,
    chosen_pages,
)
from advocate_desktop.domain.packets import PacketKind
from advocate_desktop.services import cases, packet_plans, packets
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import cards, file_dialogs, icons, packet_words, saved_files, tokens, words
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.fields import ChoiceField, TickField
from advocate_desktop.ui.file_dialogs import FileDialogs
from advocate_desktop.ui.findings_list import FindingsList
from advocate_desktop.ui.flow import FlowLayout
from advocate_desktop.ui.forms import add_row, form_table
from advocate_desktop.ui.packet_exhibits import PacketExhibits
from advocate_desktop.ui.packet_options import PacketOptions
from advocate_desktop.ui.packet_output import PacketOutput
from advocate_desktop.ui.packet_preview import PacketPreview
from advocate_desktop.ui.packet_ways import Place, way_of
from advocate_desktop.ui.sheet import Sheet, own_scroll


class PacketSheet(Sheet):
    """Arranges and checks a packet; what is missing must be waved through by name."""

    wants_room = True

    send_wanted = Signal(object, object, object)
    """The case's id, the `PlannedPacket` or None for the usual list, and the `BuiltPacket`."""
    document_wanted = Signal(object, int)
    """A `DocumentId` to look at, and its page from 1."""
    fact_wanted = Signal(str, str)
    """The form of the case page and the part of it that is to be mended."""
    event_wanted = Signal(object)
    """An `EventKind` to record, or None to look at the timeline."""
    papers_wanted = Signal()
    """Papers are to be attached, or looked at."""
    print_wanted = Signal(str, object)
    """What it is called, and the `BuiltPacket`."""

    def __init__(
        self,
        workspace: Workspace,
        bridge: Bridge,
        dialogs: FileDialogs,
        record: CaseRecord,
        kind: PacketKind,
        plan_id: PlannedPacketId | None = None,
    ) -> None:
        """Show the packet of a kind, or the one with `plan_id`, such as a supplement."""
        super().__init__(
            "Build a packet",
            "Save the packet…",
            self._save,
            "One PDF: cover letter, worksheet, contents, statement, chronology, call log, and your "
            "papers as exhibits with page numbers.",
        )
        self._workspace = workspace
        self._bridge = bridge
        self._dialogs = dialogs
        self._record = record
        self._plan_id = plan_id
        self._busy = False
        self.kind = ChoiceField(packet_words.PACKETS)
        self.kind.set_value(kind)
        self.kind.set_read_only(plan_id is not None)
        self._note = cards.note()
        self.findings = FindingsList("Nothing is missing.", self._way)
        self.anyway = TickField("")
        self._kept: PlannedPacket | None = None
        self._shown: PlannedPacket | None = None
        self.exhibits = PacketExhibits(lambda: day_of(workspace.now()))
        self.exhibits.arranged.connect(self._arrange)
        self.options = PacketOptions()
        self.options.changed.connect(self._keep)
        self.preview = PacketPreview(workspace, bridge.tasks)
        self.preview.turned.connect(self.exhibits.turn)
        self.exhibits.chosen.connect(self._show_chosen)
        self.look_button = cards.button("Look at every page", "eye", self._look)
        self.output = PacketOutput()
        self.total = cards.note()
        self.add_button = QPushButton(icons.icon("plus"), "Add papers")
        self.add_button.setMenu(QMenu(self.add_button))
        self.same_button = cards.button("Take over another packet’s list", "list", self._take_over)
        self.usual_button = cards.button("Back to the usual list", "undo-2", self._usual)
        self.send_button = cards.button("Mark as sent…", "send", self._send)
        self.print_button = cards.button("Look at it and print…", "printer", self.print_packet)
        self._build()
        self.kind.edited.connect(self.refresh)
        self.anyway.edited.connect(self._follow_tick)
        bridge.changed.connect(self.refresh)
        self.refresh()
        self.setFocusProxy(self.kind.box)

    def refresh(self) -> None:
        """Check anew what the packet lacks."""
        kind = self.kind.value()
        self._note.setText(packet_words.PACKET_NOTES[kind])
        try:
            self._record = cases.record(self._workspace, self._record.case.id)
            self._show_list(kind)
            found = packets.preflight(
                self._workspace, self._record.case.id, kind, planned=self._kept
            )
        except NotFound:
            return  # the case is gone, and this sheet goes with it
        self._show_findings(found)

    def _show_findings(self, found: tuple[Finding, ...]) -> None:
        self.findings.show_findings(found)
        stops = [finding for finding in found if finding.severity is Severity.STOP]
        keep = bool(stops) and self._went(stops)
        self.anyway.set_value(keep)
        self.anyway.set_sentence(f"Save it all the same, without {_named(len(stops))}")
        self.anyway.setVisible(bool(stops))
        self._follow_tick()

    def _went(self, stops: list[Finding]) -> bool:
        """Whether its maker went on without all of these before."""
        went = self._kept.went_without if self._kept else ()
        return {finding.code for finding in stops} <= set(went)

    def _show_list(self, kind: PacketKind) -> None:
        kept = packet_plans.editions(self._workspace, self._record.case.id)
        self._kept = next((one for one in kept if self._is_it(one, kind)), None)
        shown = self._kept or packet_plans.suggested(self._record, kind, self._workspace)
        laid_out = packet_plans.laid_out(self._workspace, self._record, shown)
        self._shown = shown
        whole = replace(shown, parts_left_out=frozenset())
        usual = packet_plans.laid_out(self._workspace, self._record, whole)
        self.options.show_plan(shown, usual.parts)
        self.exhibits.show_plan(self._record, shown, laid_out)
        pages = sum(exhibit.pages for exhibit in laid_out.exhibits)
        exhibits = words.count(len(laid_out.exhibits), "exhibit")
        self.total.setText(f"{exhibits}, {words.count(pages, 'page')} of papers.")
        writable = not self._workspace.read_only
        self.exhibits.setEnabled(writable)
        self.options.setEnabled(writable)
        self.send_button.setVisible(writable)
        self.add_button.setVisible(bool(laid_out.not_chosen) and writable)
        self._offer(laid_out.not_chosen)
        self.same_button.setVisible(self._kept is None and bool(kept) and writable)
        self.usual_button.setVisible(self._kept is not None and writable)

    def _is_it(self, plan: PlannedPacket, kind: PacketKind) -> bool:
        if self._plan_id is not None:
            return plan.id == self._plan_id
        return plan.kind == kind and not plan.continues

    def _keep(self, label: str, planned: PlannedPacket) -> None:
        self.say("")
        try:
            if self._kept is None:
                self._workspace.run(label, packet_plans.begin, self._record.case.id, planned)
            else:
                self._workspace.run(label, packet_plans.change, planned)
        except AdvocateError as error:
            self.say(str(error))
            self.refresh()

    def _arrange(self, label: str, exhibits: tuple[PlannedExhibit, ...]) -> None:
        if self._shown is not None:
            self._keep(label, replace(self._shown, exhibits=exhibits))

    def _offer(self, papers: tuple[Document, ...]) -> None:
        """Offer each paper that is not in the list, and all of them."""
        menu = self.add_button.menu()
        menu.clear()
        for paper in papers:
            menu.addAction(paper.name.replace("&", "&&"), partial(self._add, (paper.id,)))
        if len(papers) > 1:
            menu.addSeparator()
            menu.addAction("All of them", partial(self._add, tuple(one.id for one in papers)))

    def _add(self, papers: tuple[DocumentId, ...]) -> None:
        if self._shown is not None:
            self._keep("Papers added to the packet", packet_plans.added(self._shown, papers))

    def _take_over(self) -> None:
        kept = packet_plans.editions(self._workspace, self._record.case.id)
        first = next((one for one in kept if not one.continues), None)
        if first is not None:
            another = packet_plans.another_edition(first, self.kind.value(), "")
            self._keep("Another edition of a packet made", another)

    def _usual(self) -> None:
        if self._kept is not None:
            self._workspace.run("Packet taken out", packet_plans.remove, self._kept.id)

    def _build(self) -> None:
        table = form_table()
        add_row(table, "For", self.kind)
        side = QVBoxLayout()
        side.setContentsMargins(0, 0, tokens.SPACE_S, 0)
        side.setSpacing(tokens.SPACE_M)
        side.addLayout(table)
        side.addWidget(self._note)
        side.addWidget(cards.heading("Exhibits"))
        side.addWidget(self.exhibits)
        side.addWidget(self.total)
        row = FlowLayout()
        for button in (self.add_button, self.same_button, self.usual_button):
            row.addWidget(button)
        side.addLayout(row)
        side.addWidget(cards.heading("Before you save"))
        side.addWidget(self.findings)
        side.addWidget(self.look_button, 0, Qt.AlignmentFlag.AlignLeft)
        side.addWidget(self.anyway)
        side.addWidget(cards.heading("Parts, name and address"))
        side.addWidget(self.options)
        side.addWidget(cards.heading("What is written"))
        side.addWidget(self.output)
        side.addStretch(1)
        both = QHBoxLayout()
        both.setSpacing(tokens.SPACE_L)
        both.addWidget(own_scroll(side), 3)
        both.addWidget(self.preview, 2)
        policy = QSizePolicy.Policy
        self.preview.setSizePolicy(policy.Expanding, policy.Ignored)
        self.body.addLayout(both, 1)
        self.buttons.insertWidget(1, self.print_button)
        self.buttons.insertWidget(2, self.send_button)
        self.fill()

    def _show_chosen(self) -> None:
        entry = self.exhibits.entry
        document = self._record.document(entry.document) if entry else None
        if entry is None or document is None or not document.pages:
            self.preview.show_document(None, "Choose an exhibit to see its pages.")
            return
        try:
            first = chosen_pages(entry.pages, document.pages)[0]
        except Invalid:
            first = 1
        turned = f" · turned in this packet: {entry.turns}" if entry.turns else ""
        told = f"{document.name}, {words.count(document.pages, 'page')}{turned}"
        self.preview.show_document(document, told, first)

    def _way(self, finding: Finding) -> tuple[str, Callable[[], object]] | None:
        """Return the words of the button that leads to where a finding is mended, and its act."""
        found = way_of(finding)
        if found is None:
            return None
        leads = {
            Place.DOCUMENT: self.document_wanted,
            Place.FACT: self.fact_wanted,
            Place.EVENT: self.event_wanted,
            Place.PAPERS: self.papers_wanted,
        }
        return found.text, lambda: leads[found.place].emit(*found.values)

    def _look(self) -> None:
        """Look at the exhibits' pages in the background, which takes a while the first time."""
        workspace, case_id, kind = self._workspace, self._record.case.id, self.kind.value()
        planned = self._kept
        self._bridge.tasks.start(
            "Looking at every page",
            lambda progress: packets.preflight(
                workspace, case_id, kind, planned=planned, look=progress
            ),
            self._looked,
            self._failed,
        )

    def _looked(self, found: tuple[Finding, ...]) -> None:
        if isValid(self):
            self._show_findings(found)

    def _follow_tick(self) -> None:
        waved = self.anyway.isHidden() or self.anyway.value()
        self.main_button.setEnabled(waved and not self._busy)
        self.send_button.setEnabled(waved and not self._busy)
        self.print_button.setEnabled(waved and not self._busy)

    def _save(self) -> None:
        kind, client = self.kind.value(), self._record.client.name
        portal = self.output.variant().portal
        ending, kinds = ("", file_dialogs.ANYTHING) if portal else (".pdf", file_dialogs.PDFS)
        suggested = saved_files.file_name(client, packet_words.PACKETS[kind], ending=ending)
        out = self._dialogs.save_file(self, "Save the packet", suggested, kinds)
        if out is None:
            return
        variant, manifest = self.output.variant(), self.output.manifest.value()
        planned = self._noted()
        workspace, case_id, incomplete = self._workspace, self._record.case.id, self.anyway.value()
        self._busy = True
        self._follow_tick()
        self._bridge.tasks.start(
            "Building the packet",
            lambda progress: packets.save(
                workspace,
                case_id,
                kind,
                out,
                allow_incomplete=incomplete,
                variant=variant,
                manifest=manifest,
                planned=planned,
                progress=progress,
            ),
            self._saved,
            self._failed,
            self._ended,
        )

    def _noted(self) -> PlannedPacket | None:
        """Keep in the history what the maker chose to go on without; return the plan as it is."""
        stops = (f.code for f in self.findings.findings if f.severity is Severity.STOP)
        without = tuple(sorted(stops))
        shown = self._kept or self._shown
        if not without or shown is None or self._workspace.read_only:
            return self._kept
        if shown.went_without != without:
            named = ", ".join(code.replace("_", " ") for code in without)
            self._keep(f"Packet goes without: {named}", replace(shown, went_without=without))
        return self._kept

    def print_packet(self) -> None:
        """Build it and hand it on, to be looked at and printed; say so when things are missing."""
        if not self.print_button.isEnabled():
            self.say("Things are missing. Tick below to go on without them.")
            return
        named = packet_words.PACKETS[self.kind.value()]
        self._build_it(lambda built: self.print_wanted.emit(named, built))

    def _send(self) -> None:
        """Build what goes out and hand it on, to be frozen as it was sent."""
        if self._kept is None and self._shown is not None and not self._workspace.read_only:
            self._keep("Packet arranged", self._shown)  # so that a supplement knows what was sent
        case_id, planned = self._record.case.id, self._kept
        self._build_it(lambda built: self.send_wanted.emit(case_id, planned, built))

    def _build_it(self, done: Callable[[packets.BuiltPacket], None]) -> None:
        self.say("")
        try:
            variant = self.output.variant()
        except Invalid as error:
            self.say(str(error))
            return
        kind, planned = self.kind.value(), self._noted()
        workspace, case_id, incomplete = self._workspace, self._record.case.id, self.anyway.value()
        self._busy = True
        self._follow_tick()
        self._bridge.tasks.start(
            "Building the packet",
            lambda progress: packets.build(
                workspace,
                case_id,
                kind,
                allow_incomplete=incomplete,
                variant=variant,
                planned=planned,
                progress=progress,
            ),
            done,
            self._failed,
            self._ended,
        )

    def _saved(self, built: packets.BuiltPacket) -> None:
        first, parts = built.files[0], len(built.files)
        what = f"The packet of {words.count(built.pages, 'page')} was saved"
        told = f"{what} as “{first.name}”."
        if parts > 1:
            told = f"{what} in {parts} files, from “{first.name}” to “{built.files[-1].name}”."
        large = [each.message for each in built.findings if each.code == "part_too_large"]
        saved_files.tell(self._bridge, first, " ".join([told, *large]))
        self.closed.emit()

    def _failed(self, error: AdvocateError) -> None:
        self.say(str(error))

    def _ended(self) -> None:
        self._busy = False
        self._follow_tick()


def _named(number: int) -> str:
    return "what is marked “Missing”" if number == 1 else f"the {number} things marked “Missing”"
