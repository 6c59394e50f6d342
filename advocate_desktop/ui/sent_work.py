"""What a user does with things sent: mark as sent, open the frozen pages, export, add proof."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.drafts import DraftId
from advocate_desktop.domain.packet_plans import PlannedPacket
from advocate_desktop.domain.sent_items import SentItem
from advocate_desktop.services import cases, sending, sent
from advocate_desktop.services.packets import BuiltPacket
from advocate_desktop.services.sending import ToSend
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import file_dialogs, saved_files
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.case_pane import CasePane
from advocate_desktop.ui.file_dialogs import FileDialogs
from advocate_desktop.ui.proof_sheet import ProofSheet
from advocate_desktop.ui.sent_sheet import SentSheet
from advocate_desktop.ui.sent_view import SentView
from advocate_desktop.ui.undo_notice import say_done


class SentWork(QObject):
    """The verbs; what takes time is done in the background, then a sheet opens."""

    def __init__(
        self, workspace: Workspace, bridge: Bridge, dialogs: FileDialogs, pane: CasePane
    ) -> None:
        super().__init__(pane)
        self._workspace = workspace
        self._bridge = bridge
        self._dialogs = dialogs
        self._pane = pane
        sent_list = pane.page.papers.sent
        sent_list.file_wanted.connect(self.mark_file)
        sent_list.open_wanted.connect(self.open)
        sent_list.export_wanted.connect(self.export)
        sent_list.proof_wanted.connect(self.add_proof)

    def mark_draft(self, case_id: CaseId, draft_id: DraftId) -> None:
        """Ask how a letter went out, and freeze it as it stands."""
        workspace = self._workspace
        self._prepare(lambda: sending.of_draft(workspace, draft_id), f"sent {draft_id}")

    def mark_packet(
        self, case_id: CaseId, planned: PlannedPacket | None, built: BuiltPacket
    ) -> None:
        """Ask how a packet went out, and freeze it as it was built."""
        workspace = self._workspace
        name = f"sent {planned.id if planned else built.kind.value}"
        self._prepare(lambda: sending.of_packet(workspace, case_id, planned, built), name)

    def mark_file(self) -> None:
        """Ask which file was sent in the case at hand, and how."""
        case_id = self._pane.case
        if case_id is None or not self._pane.flush():
            return
        path = self._dialogs.open_file(self._pane, "This is what was sent", file_dialogs.PDFS)
        if path is not None:
            workspace = self._workspace
            self._prepare(lambda: sending.of_file(workspace, case_id, path), "sent file")

    def open(self, item: SentItem) -> None:
        """Show what was sent, as it was sent."""
        self._pane.open_sheet(self._pane.case, f"as sent {item.id}", lambda: self._view(item))

    def export(self, item: SentItem) -> None:
        """Write what was sent to a file."""
        ending = ".pdf" if item.media_type == "application/pdf" else ""
        suggested = saved_files.file_name(item.title, "as sent", ending=ending)
        kinds = file_dialogs.PDFS if ending else file_dialogs.ANYTHING
        out = self._dialogs.save_file(self._pane, "Save a copy of what was sent", suggested, kinds)
        if out is None:
            return
        self._bridge.tasks.start(
            "Saving what was sent",
            lambda _: sent.export(self._workspace, item.id, out),
            lambda _: saved_files.tell(self._bridge, out),
            self._bridge.say_problem,
        )

    def add_proof(self, item: SentItem) -> None:
        """Ask for the proof and the numbers of something sent."""
        record = self._pane.record
        if record is None:
            return
        make = lambda: ProofSheet(  # noqa: E731 - handed on, called at once
            self._workspace, self._bridge, self._dialogs, record, item
        )
        self._pane.open_sheet(record.case.id, f"proof {item.id}", make)

    def _prepare(self, make: Callable[[], ToSend], name: str) -> None:
        self._bridge.tasks.start(
            "Setting what was sent",
            lambda _: make(),
            lambda to_send: self._ask(to_send, name),
            self._bridge.say_problem,
        )

    def _ask(self, to_send: ToSend, name: str) -> None:
        record = cases.record(self._workspace, to_send.case)
        sheet = self._pane.open_sheet(
            to_send.case,
            name,
            lambda: SentSheet(self._workspace, self._bridge, self._dialogs, record, to_send),
        )
        if isinstance(sheet, SentSheet):
            sheet.kept.connect(self._tell)

    def _tell(self, item: SentItem) -> None:
        more = f"“{item.title}” is kept as it went out."
        say_done(self._workspace, self._bridge, "Marked as sent", more)

    def _view(self, item: SentItem) -> SentView:
        view = SentView(self._workspace, self._bridge, item)
        view.export_wanted.connect(self.export)
        return view
