"""Building a packet: for whom, what it still lacks, save it as one PDF."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from advocate_desktop.domain.cases import CaseRecord
from advocate_desktop.domain.errors import AdvocateError, NotFound
from advocate_desktop.domain.findings import Severity
from advocate_desktop.domain.packet_plans import PlannedExhibit, PlannedPacket
from advocate_desktop.domain.packets import PacketKind
from advocate_desktop.services import cases, packet_plans, packets
from advocate_desktop.services.packet_variants import Variant
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import cards, file_dialogs, packet_words, saved_files, words
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.fields import ChoiceField, TickField
from advocate_desktop.ui.file_dialogs import FileDialogs
from advocate_desktop.ui.findings_list import FindingsList
from advocate_desktop.ui.forms import add_row, form_table
from advocate_desktop.ui.packet_exhibits import PacketExhibits
from advocate_desktop.ui.sheet import Sheet

_PARTS = {
    None: "One file, whatever its size",
    5_000_000: "Files of at most 5 MB",
    10_000_000: "Files of at most 10 MB",
    25_000_000: "Files of at most 25 MB",
    "fax": "Black and white for a fax, with a fax cover",
    "printed": "For printing, with tabs and blank backs",
    "portal": "A folder of separate files, for a portal",
}
"""The most bytes that a portal or a mail box takes at once, or another form, in plain words."""


class PacketSheet(Sheet):
    """Arranges and checks a packet; what is missing must be waved through by name."""

    send_wanted = Signal(object, object, object)
    """The case's id, the `PlannedPacket` or None for the usual list, and the `BuiltPacket`."""
    print_wanted = Signal(str, object)
    """What it is called, and the `BuiltPacket`."""

    def __init__(
        self,
        workspace: Workspace,
        bridge: Bridge,
        dialogs: FileDialogs,
        record: CaseRecord,
        kind: PacketKind,
    ) -> None:
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
        self._busy = False
        self.kind = ChoiceField(packet_words.PACKETS)
        self.kind.set_value(kind)
        self.parts = ChoiceField(_PARTS)
        self._note = cards.note()
        self.findings = FindingsList("Nothing is missing.")
        self.anyway = TickField("")
        self._kept: PlannedPacket | None = None
        self._shown: PlannedPacket | None = None
        self.exhibits = PacketExhibits()
        self.exhibits.arranged.connect(self._arrange)
        self.total = cards.note()
        self.add_button = cards.button("Add the other papers", "plus", self._add)
        self.same_button = cards.button("Take over another packet’s list", "list", self._take_over)
        self.usual_button = cards.button("Back to the usual list", "undo-2", self._usual)
        self.counted = TickField("Number the exhibits 1, 2, 3 in place of A, B, C")
        self.send_button = cards.button("Mark as sent…", "send", self._send)
        self.print_button = cards.button("Look at it and print…", "printer", self.print_packet)
        self._build()
        self.counted.edited.connect(self._count)
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
        self.findings.show_findings(found)
        stops = [finding for finding in found if finding.severity is Severity.STOP]
        self.anyway.set_value(False)
        self.anyway.set_sentence(f"Save it all the same, without {_named(len(stops))}")
        self.anyway.setVisible(bool(stops))
        self._follow_tick()

    def _show_list(self, kind: PacketKind) -> None:
        kept = packet_plans.editions(self._workspace, self._record.case.id)
        self._kept = next((one for one in kept if one.kind == kind and not one.continues), None)
        shown = self._kept or packet_plans.suggested(self._record, kind, self._workspace)
        laid_out = packet_plans.laid_out(self._workspace, self._record, shown)
        self._shown = shown
        self.counted.set_value(shown.counted)
        self.exhibits.show_plan(self._record, shown, laid_out)
        pages = sum(exhibit.pages for exhibit in laid_out.exhibits)
        exhibits = words.count(len(laid_out.exhibits), "exhibit")
        self.total.setText(f"{exhibits}, {words.count(pages, 'page')} of papers.")
        writable = not self._workspace.read_only
        self.exhibits.setEnabled(writable)
        self.counted.setEnabled(writable)
        self.send_button.setVisible(writable)
        self.add_button.setVisible(bool(laid_out.not_chosen) and writable)
        self.same_button.setVisible(self._kept is None and bool(kept) and writable)
        self.usual_button.setVisible(self._kept is not None and writable)

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

    def _add(self) -> None:
        if self._shown is not None:
            rest = tuple(document.id for document in self._record.documents if document.pages)
            self._keep("Papers added to the packet", packet_plans.added(self._shown, rest))

    def _count(self) -> None:
        if self._shown is not None:
            label = "Exhibits numbered" if self.counted.value() else "Exhibits lettered"
            self._keep(label, replace(self._shown, counted=self.counted.value()))

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
        add_row(table, "Saved as", self.parts)
        self.body.addLayout(table)
        self.body.addWidget(self._note)
        self.body.addWidget(cards.heading("Exhibits"))
        self.body.addWidget(self.exhibits)
        self.body.addWidget(self.total)
        self.body.addWidget(self.counted)
        self.buttons.insertWidget(1, self.print_button)
        self.buttons.insertWidget(2, self.send_button)
        row = QHBoxLayout()
        for button in (self.add_button, self.same_button, self.usual_button):
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(cards.heading("Before you save"))
        self.body.addWidget(self.findings)
        self.body.addWidget(self.anyway)

    def _follow_tick(self) -> None:
        waved = self.anyway.isHidden() or self.anyway.value()
        self.main_button.setEnabled(waved and not self._busy)
        self.send_button.setEnabled(waved and not self._busy)
        self.print_button.setEnabled(waved and not self._busy)

    def _save(self) -> None:
        kind, client = self.kind.value(), self._record.client.name
        portal = self._variant().portal
        ending, kinds = ("", file_dialogs.ANYTHING) if portal else (".pdf", file_dialogs.PDFS)
        suggested = saved_files.file_name(client, packet_words.PACKETS[kind], ending=ending)
        out = self._dialogs.save_file(self, "Save the packet", suggested, kinds)
        if out is None:
            return
        variant = self._variant()
        planned = self._kept
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
                planned=planned,
                progress=progress,
            ),
            self._saved,
            self._failed,
            self._ended,
        )

    def _variant(self) -> Variant:
        form = self.parts.value()
        if isinstance(form, str):
            return Variant(fax=form == "fax", printed=form == "printed", portal=form == "portal")
        return Variant(most_bytes=form)

    def print_packet(self) -> None:
        """Build it and hand it on, to be looked at and printed; say so when things are missing."""
        if not self.print_button.isEnabled():
            self.say("Things are missing. Tick below to go on without them.")
            return
        named = packet_words.PACKETS[self.kind.value()]
        self._build_it(lambda built: self.print_wanted.emit(named, built))

    def _send(self) -> None:
        """Build what goes out and hand it on, to be frozen as it was sent."""
        case_id, planned = self._record.case.id, self._kept
        self._build_it(lambda built: self.send_wanted.emit(case_id, planned, built))

    def _build_it(self, done: Callable[[packets.BuiltPacket], None]) -> None:
        self.say("")
        kind, planned, variant = self.kind.value(), self._kept, self._variant()
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
