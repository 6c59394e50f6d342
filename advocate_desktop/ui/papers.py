"""The papers of a case: letters begun, the letters that fit it, and the packets to file."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from advocate_desktop.domain.cases import CaseId, CaseRecord
from advocate_desktop.services import drafts, letters
from advocate_desktop.services.letters import LetterRow
from advocate_desktop.services.views import CasePage
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import cards, packet_words, tokens
from advocate_desktop.ui.drafts_list import DraftsList
from advocate_desktop.ui.letter_choice_sheet import COLUMNS
from advocate_desktop.ui.packets_list import PacketsList
from advocate_desktop.ui.rows import RowRole, RowsModel
from advocate_desktop.ui.sent_list import SentList
from advocate_desktop.ui.sheet import scrolled
from advocate_desktop.ui.two_lines import RowTable, row_height

_ROWS_IN_SIGHT = 5


class Papers(QWidget):
    """Letters in a table, those that fit first; below them a button for each packet."""

    letter_wanted = Signal(object)
    """The name of a letter."""
    packet_wanted = Signal(object)
    """A `PacketKind`."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._case: CaseId | None = None
        self._record: CaseRecord | None = None
        self._stale = True
        self.model: RowsModel[LetterRow] = RowsModel(COLUMNS, lambda row: row.name, self)
        self.begun = DraftsList()
        self.table = RowTable("Letters", two_lines=True)
        self.table.setModel(self.model)
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.activated.connect(lambda index: self._write(index.data(RowRole)))
        self.packets = PacketsList(workspace)
        self.packets.open_wanted.connect(self.packet_wanted)
        self.sent = SentList(workspace)
        self.write_button = cards.button("Write this letter", "pencil", self._write_chosen)
        self.table.selectionModel().selectionChanged.connect(self._follow_choice)
        self._build()

    def show_page(self, page: CasePage) -> None:
        """Show the papers of a case, now or when the tab is next in sight."""
        self._case = page.record.case.id
        self._record = page.record
        self._stale = True
        if self.isVisible():
            self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Look which letters fit, if the case changed meanwhile."""
        super().showEvent(event)
        self._refresh()

    def _refresh(self) -> None:
        if self._case is None or not self._stale:
            return
        self._stale = False
        begun = drafts.drafts(self._workspace, self._case)
        self.begun.show_drafts(begun, writable=not self._workspace.read_only)
        if self._record is not None:
            self.packets.show_record(self._record)
            self.sent.show_record(self._record)
        rows = letters.templates(self._workspace, self._case)
        self.model.set_rows(sorted(rows, key=lambda row: not row.fits))
        self._follow_choice()

    def _build(self) -> None:
        top = QHBoxLayout()
        top.addWidget(cards.heading("Letters to write"), 1)
        top.addWidget(self.write_button)
        self.setFocusProxy(self.table)
        column = QVBoxLayout()
        column.setContentsMargins(*[tokens.SPACE_M] * 4)
        column.setSpacing(tokens.SPACE_S)
        column.addWidget(self.begun)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        column.addSpacing(tokens.SPACE_S)
        column.addWidget(self.packets)
        column.addWidget(cards.heading("Packets to file"))
        self.packet_buttons = {}
        for kind in packet_words.USUAL_PACKETS:
            pack = partial(self.packet_wanted.emit, kind)
            made = cards.button(f"{packet_words.PACKETS[kind]}…", "package", pack)
            self.packet_buttons[kind] = made
            row = QHBoxLayout()
            row.setSpacing(tokens.SPACE_M)
            row.addWidget(made)
            row.addWidget(cards.note(packet_words.PACKET_NOTES[kind]), 1)
            column.addLayout(row)
        column.addSpacing(tokens.SPACE_S)
        column.addWidget(self.sent)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(scrolled(column, fill=True))
        self.table.setMinimumHeight(row_height(self.font()) * _ROWS_IN_SIGHT)
        widest = max(made.sizeHint().width() for made in self.packet_buttons.values())
        for made in self.packet_buttons.values():
            made.setMinimumWidth(widest)

    def _follow_choice(self) -> None:
        self.write_button.setEnabled(self.table.selectionModel().hasSelection())

    def _write_chosen(self) -> None:
        self._write(self.table.currentIndex().data(RowRole))

    def _write(self, row: LetterRow) -> None:
        self.letter_wanted.emit(row.name)
