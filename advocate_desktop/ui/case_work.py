"""What a user does with the cases: begin, record, change, take out, write, pack."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from advocate_desktop.domain.cases import CaseId, CaseRecord
from advocate_desktop.domain.communications import Communication
from advocate_desktop.domain.deadlines import Deadline
from advocate_desktop.domain.documents import DocumentId
from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.domain.events import Event, EventKind
from advocate_desktop.domain.packet_plans import PlannedPacket, PlannedPacketId
from advocate_desktop.domain.packets import PacketKind
from advocate_desktop.domain.questions import FullerEvent, NewEvent, answer_to
from advocate_desktop.domain.sent_items import SentItem
from advocate_desktop.domain.standing import Step
from advocate_desktop.services import cases, communications, events, packet_plans
from advocate_desktop.services.deadlines import what_moves
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import moves_list, words
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.call_sheet import CallSheet
from advocate_desktop.ui.case_pane import CasePane
from advocate_desktop.ui.event_sheet import EventSheet
from advocate_desktop.ui.file_dialogs import FileDialogs
from advocate_desktop.ui.letter_work import LetterWork
from advocate_desktop.ui.new_case_sheet import NewCaseSheet
from advocate_desktop.ui.packet_sheet import PacketSheet
from advocate_desktop.ui.sent_work import SentWork
from advocate_desktop.ui.timeline import TimelineRow
from advocate_desktop.ui.undo_notice import say_done

_RECORDS = {
    Step.RECORD_DENIAL: EventKind.DENIAL_RECEIVED,
    Step.RECORD_RECEIPT: EventKind.GRIEVANCE_RECEIVED,
    Step.RECORD_DECISION: EventKind.DECISION_RECEIVED,
}
_LETTERS = {
    Step.WRITE_GRIEVANCE: "initial-grievance",
    Step.WRITE_EXPEDITED: "expedited-request",
    Step.WRITE_FOLLOW_UP: "acknowledgement-follow-up",
    Step.WRITE_OVERDUE_NOTICE: "overdue-decision-notice",
    Step.WRITE_IMPLEMENTATION: "implementation-demand",
    Step.WRITE_OVERDUE_APPEAL: "overdue-appeal-notice",
}
_NOTICE_LINES = 2
"""How many moved dates a notice names before it counts the rest."""
_PACKETS = {Step.PREPARE_DMHC: PacketKind.DMHC, Step.PREPARE_IMR: PacketKind.IMR}


class CaseWork(QObject):
    """The verbs; each opens a sheet over the case at hand or does its work at once."""

    print_wanted = Signal(str, object)
    """What a packet is called, and the `BuiltPacket`."""
    case_created = Signal(object)
    """The new `CaseId`."""

    def __init__(
        self, workspace: Workspace, bridge: Bridge, dialogs: FileDialogs, pane: CasePane
    ) -> None:
        super().__init__(pane)
        self._workspace = workspace
        self._bridge = bridge
        self._dialogs = dialogs
        self._pane = pane
        self.letters = LetterWork(workspace, bridge, dialogs, pane)
        self.sent = SentWork(workspace, bridge, dialogs, pane)
        self.letters.send_wanted.connect(self.sent.mark_draft)

    def new_case(self) -> None:
        """Begin a case, of the client at hand when there is one."""
        record = self._pane.record
        client = record.client.id if record else None
        self._open(None, "new case", partial(NewCaseSheet, self._workspace, client))

    def take(self, step: Step) -> None:
        """Take a step for the case at hand."""
        if step in _LETTERS:
            self.write_letter(_LETTERS[step])
        elif step in _PACKETS:
            self.build_packet(_PACKETS[step])
        else:
            self.record_event(_RECORDS.get(step))

    def record_event(self, kind: EventKind | None = None) -> None:
        """Record what happened."""
        if record := self._saved_record():
            make = partial(EventSheet, self._workspace, record, kind)
            self._open(record.case.id, "event", make)

    def change_event(self, event: Event) -> None:
        """Change an event."""
        if record := self._saved_record():
            make = partial(EventSheet, self._workspace, record, event=event)
            self._open(record.case.id, f"event {event.id}", make)

    def answer(self, deadline: Deadline) -> None:
        """Lead to where the question that keeps a date of the case at hand unsure is answered."""
        answer = answer_to(deadline)
        if isinstance(answer, NewEvent):
            self.record_event(answer.kind)
        elif isinstance(answer, FullerEvent):
            self.change_event(answer.event)
        else:
            self._pane.page.tabs.setCurrentWidget(self._pane.page.overview)
            self._pane.page.overview.show_field("subject")

    def remove_event(self, row: TimelineRow) -> None:
        """Take an event out; undo brings it back."""
        label = f"Taken out: {words.EVENTS[row.event.kind]}"
        self._remove(label, events.remove, row.event.id, moved=self._moved_without(row.event))

    def record_call(self) -> None:
        """Record a call or message."""
        if record := self._saved_record():
            self._open(record.case.id, "call", partial(CallSheet, self._workspace, record.case.id))

    def change_call(self, entry: Communication) -> None:
        """Change a call or message."""
        if record := self._saved_record():
            make = partial(CallSheet, self._workspace, record.case.id, entry)
            self._open(record.case.id, f"call {entry.id}", make)

    def remove_call(self, entry: Communication) -> None:
        """Take a call or message out; undo brings it back."""
        label = f"Taken out: {words.CHANNELS[entry.channel]}"
        self._remove(label, communications.remove, entry.id)

    def trash_case(self, case_id: CaseId) -> None:
        """Put a case into the trash; undo brings it back."""
        self._remove("Case put into the trash", cases.trash, case_id)

    def write_letter(self, name: str | None = None) -> None:
        """Write a letter for the case at hand."""
        self.letters.write(name)

    def build_packet(self, kind: PacketKind = PacketKind.DMHC) -> None:
        """Build a packet for the case at hand."""
        if record := self._saved_record():
            case_id = record.case.id
            make = partial(self._packet_sheet, record, kind)
            sheet = self._pane.open_sheet(case_id, "packet", make)
            if isinstance(sheet, PacketSheet) and sheet.kind.value() is not kind:
                sheet.kind.set_value(kind)
                sheet.refresh()

    def build_supplement(self, item: SentItem) -> None:
        """Arrange the papers that came after a sent packet, under numbers that go on from it."""
        record = self._saved_record()
        if record is None or item.plan is None:
            return
        try:
            sent = packet_plans.find(self._workspace, item.plan)
            more = packet_plans.supplement(sent, item.id, record)
            plan_id = self._workspace.run(
                "Supplement begun", packet_plans.begin_supplement, record.case.id, more
            )
        except AdvocateError as error:
            self._bridge.say_problem(error)
            return
        make = partial(self._packet_sheet, record, PacketKind(sent.kind), plan_id)
        self._pane.open_sheet(record.case.id, f"packet {plan_id}", make)

    def remove_packet(self, planned: PlannedPacket) -> None:
        """Take a packet's list out; undo brings it back."""
        self._remove("Packet taken out", packet_plans.remove, planned.id)

    def _packet_sheet(
        self, record: CaseRecord, kind: PacketKind, plan_id: PlannedPacketId | None = None
    ) -> PacketSheet:
        sheet = PacketSheet(self._workspace, self._bridge, self._dialogs, record, kind, plan_id)
        sheet.send_wanted.connect(self.sent.mark_packet)
        sheet.print_wanted.connect(self.print_wanted)
        sheet.document_wanted.connect(partial(self._leave_for_document, sheet))
        sheet.fact_wanted.connect(partial(self._leave_for_fact, sheet))
        sheet.event_wanted.connect(partial(self._leave_for_event, sheet))
        sheet.papers_wanted.connect(partial(self._leave_for_papers, sheet))
        return sheet

    def _leave_for_document(self, sheet: PacketSheet, document: DocumentId, page: int) -> None:
        sheet.closed.emit()
        self._pane.page.tabs.setCurrentIndex(2)
        self._pane.page.documents.open_document(document, page - 1)

    def _leave_for_fact(self, sheet: PacketSheet, form: str, part: str) -> None:
        sheet.closed.emit()
        self._pane.page.tabs.setCurrentIndex(0)
        self._pane.page.overview.show_field(part, form)

    def _leave_for_event(self, sheet: PacketSheet, kind: EventKind | None) -> None:
        sheet.closed.emit()
        if kind is None:
            self._pane.page.tabs.setCurrentIndex(1)
        else:
            self.record_event(kind)

    def _leave_for_papers(self, sheet: PacketSheet) -> None:
        sheet.closed.emit()
        self._pane.page.tabs.setCurrentIndex(2)

    def _saved_record(self) -> CaseRecord | None:
        """Return the record of the case at hand with what is being typed saved into it."""
        return self._pane.record if self._pane.flush() else None

    def _open(self, case_id: CaseId | None, name: str, make: Callable[[], Any]) -> None:
        sheet = self._pane.open_sheet(case_id, name, make)
        if isinstance(sheet, NewCaseSheet):
            sheet.created.connect(self.case_created)

    def _moved_without(self, event: Event) -> str:
        """Tell what goes or moves when an event is taken out."""
        record = self._pane.record
        if record is None:
            return ""
        left = replace(record, events=tuple(one for one in record.events if one.id != event.id))
        moved = moves_list.lines(what_moves(record, left, self._workspace.now()), _NOTICE_LINES)
        return f"This moved: {'; '.join(moved)}." if moved else ""

    def _remove(
        self, label: str, command: Callable[..., None], *values: object, moved: str = ""
    ) -> None:
        try:
            self._workspace.run(label, command, *values)
        except AdvocateError as error:
            self._bridge.say_problem(error)
        else:
            say_done(self._workspace, self._bridge, label, moved)
