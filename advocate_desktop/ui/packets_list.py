"""The packets of a case that were arranged: Enter goes on with one, Delete takes it out."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from advocate_desktop.domain.cases import CaseRecord
from advocate_desktop.domain.packet_plans import PlannedPacket
from advocate_desktop.domain.packets import PacketKind
from advocate_desktop.services import packet_plans
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import cards, packet_words, tokens, words

_MOST_ROWS = 4
_PLAN = Qt.ItemDataRole.UserRole


class PacketsList(QWidget):
    """Each packet with its exhibits and pages; away while there is none."""

    open_wanted = Signal(object)
    """A `PacketKind`."""
    remove_wanted = Signal(object)
    """A `PlannedPacket`."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.list = QListWidget()
        self.list.setAccessibleName("Packets begun")
        self.open_button = cards.button("Go on", "pencil", self._open)
        self.remove_button = cards.button("Take out", "trash-2", self._remove)
        top = QHBoxLayout()
        top.setSpacing(tokens.SPACE_S)
        top.addWidget(cards.heading("Packets begun"), 1)
        top.addWidget(self.open_button)
        top.addWidget(self.remove_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_S)
        column.addLayout(top)
        column.addWidget(self.list)
        self.list.itemActivated.connect(lambda _: self._open())
        self.list.currentRowChanged.connect(self._follow)
        keys = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.list)
        keys.setContext(Qt.ShortcutContext.WidgetShortcut)
        keys.activated.connect(self._remove)
        self.setFocusProxy(self.list)

    def show_record(self, record: CaseRecord) -> None:
        """Show the packets of a case."""
        # A supplement is one kind's second list, and is gone on with from what was sent.
        kept = packet_plans.editions(self._workspace, record.case.id)
        plans = [plan for plan in kept if not plan.continues]
        self.list.clear()
        for plan in plans:
            item = QListWidgetItem(self._told(record, plan))
            item.setData(_PLAN, plan)
            self.list.addItem(item)
        self.setVisible(bool(plans))
        rows = min(len(plans), _MOST_ROWS)
        self.list.setFixedHeight(max(self.list.sizeHintForRow(0), 0) * rows + 2 * tokens.SPACE_S)
        self._follow()

    @property
    def chosen(self) -> PlannedPacket | None:
        """The chosen packet."""
        item = self.list.currentItem()
        return item.data(_PLAN) if item else None

    def _told(self, record: CaseRecord, plan: PlannedPacket) -> str:
        laid_out = packet_plans.laid_out(self._workspace, record, plan)
        pages = sum(exhibit.pages for exhibit in laid_out.exhibits)
        name = plan.title or packet_words.PACKETS[laid_out.kind]
        exhibits = words.count(len(laid_out.exhibits), "exhibit")
        return f"{name} · {exhibits} · {words.count(pages, 'page')}"

    def _follow(self) -> None:
        self.open_button.setEnabled(self.chosen is not None)
        self.remove_button.setEnabled(self.chosen is not None and not self._workspace.read_only)

    def _open(self) -> None:
        if plan := self.chosen:
            self.open_wanted.emit(PacketKind(plan.kind))

    def _remove(self) -> None:
        if (plan := self.chosen) and not self._workspace.read_only:
            self.remove_wanted.emit(plan)
