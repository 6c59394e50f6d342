"""Printing what is in sight: a letter being written, something sent, a packet, or a document."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from advocate_desktop.services import paper_pages
from advocate_desktop.services.packets import BuiltPacket
from advocate_desktop.services.paper_pages import PaperPages
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.case_pane import CasePane
from advocate_desktop.ui.letter_editor import LetterEditor
from advocate_desktop.ui.packet_sheet import PacketSheet
from advocate_desktop.ui.print_sheet import PrintSheet
from advocate_desktop.ui.printing import Printers, SystemPrinters
from advocate_desktop.ui.sent_view import SentView

_NOTHING = (
    "There is nothing in sight to print. Open a letter, a packet, something that was sent, or "
    "choose a document, and press Ctrl+P again."
)


class PrintWork(QObject):
    """Finds what is in sight and opens the look before printing."""

    def __init__(
        self,
        workspace: Workspace,
        bridge: Bridge,
        pane: CasePane,
        printers: Printers | None = None,
    ) -> None:
        super().__init__(pane)
        self._workspace = workspace
        self._bridge = bridge
        self._pane = pane
        self.printers: Printers = printers or SystemPrinters()

    def print_in_sight(self) -> None:
        """Open the look before printing for what the user sees, or say that there is nothing."""
        sheet = self._pane.sheet
        if isinstance(sheet, LetterEditor):
            self._print_letter(sheet)
        elif isinstance(sheet, SentView):
            item, workspace = sheet.item, self._workspace
            self._open(item.title, lambda: paper_pages.sent_pages(workspace, item))
        elif isinstance(sheet, PacketSheet):
            sheet.print_packet()
        elif isinstance(sheet, PrintSheet):
            sheet.attempt()
        elif sheet is not None or not self._print_document():
            self._bridge.say_problem(_NOTHING)

    def print_packet(self, title: str, built: BuiltPacket) -> None:
        """Open the look before printing for a packet, as it would go out."""
        data = built.volumes[0] if len(built.volumes) == 1 else built.data
        self._open(title, lambda: PaperPages(data))

    def _print_letter(self, editor: LetterEditor) -> None:
        if not editor.flush():
            return
        workspace, draft = self._workspace, editor.writing.draft
        sheet = self._open(draft.title, lambda: paper_pages.letter_pages(workspace, draft.id), True)
        sheet.save_wanted.connect(editor.attempt)
        sheet.save_wanted.connect(sheet.closed)

    def _print_document(self) -> bool:
        """Print the document under the cursor, if there is one in sight; return whether."""
        documents = self._pane.page.documents
        shown = documents.table.current() if documents.isVisible() else None
        if shown is None or not shown.pages:
            return False
        workspace = self._workspace
        self._open(shown.name, lambda: paper_pages.document_paper(workspace, shown.id))
        return True

    def _open(
        self, title: str, read: Callable[[], PaperPages], can_save: bool = False
    ) -> PrintSheet:
        sheet = self._pane.open_sheet(
            self._pane.case,
            "print",
            lambda: PrintSheet(self._bridge, title, read, self.printers, can_save=can_save),
        )
        assert isinstance(sheet, PrintSheet), "no other sheet has this name"
        return sheet
