"""The list of what was sent in a case, the newest first."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHeaderView, QVBoxLayout, QWidget

from advocate_desktop.domain.cases import CaseRecord
from advocate_desktop.domain.documents import DocumentId
from advocate_desktop.domain.moments import day_of
from advocate_desktop.domain.sent_items import SentItem
from advocate_desktop.services import sent
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import cards, sent_words, tokens, words
from advocate_desktop.ui.flow import FlowLayout
from advocate_desktop.ui.rows import Column, RowsModel
from advocate_desktop.ui.two_lines import RowTable, row_height

_ROWS_IN_SIGHT = 3
_EMPTY = (
    "Nothing is marked as sent yet. When a letter or packet has gone out, mark it here: the exact "
    "file is kept, and its clocks start."
)


class SentList(QWidget):
    """What went out, with its proof; Enter opens the frozen pages."""

    file_wanted = Signal()
    """The user wants to mark a file as sent."""
    open_wanted = Signal(object)
    export_wanted = Signal(object)
    proof_wanted = Signal(object)
    supplement_wanted = Signal(object)
    """The `SentItem` chosen, for each of these."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._names: Mapping[DocumentId, str] = {}
        self.model: RowsModel[SentItem] = RowsModel(self._columns(), lambda item: item.id, self)
        self.table = RowTable("Sent", two_lines=True)
        self.table.setModel(self.model)
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.empty = cards.Words(_EMPTY, quiet=True)
        self.open_button = cards.button("Open as sent", "eye", self._open)
        self.export_button = cards.button(
            "Save a copy…", "download", lambda: self.export_wanted.emit(self.chosen)
        )
        self.proof_button = cards.button(
            "Add proof…", "paperclip", lambda: self.proof_wanted.emit(self.chosen)
        )
        self.supplement_button = cards.button(
            "Send more papers…", "package", lambda: self.supplement_wanted.emit(self.chosen)
        )
        self.supplement_button.setToolTip("A supplement, whose letters and pages go on from here")
        self.file_button = cards.button("Mark a file as sent…", "send", self.file_wanted.emit)
        self.file_button.setDisabled(workspace.read_only)
        self._build()
        self._follow_choice()

    @property
    def chosen(self) -> SentItem | None:
        """The item chosen."""
        rows = self.table.selectionModel().selectedRows()
        return self.model.row(rows[0].row()) if rows else None

    def show_record(self, record: CaseRecord) -> None:
        """Show what was sent in a case."""
        self._names = {document.id: document.name for document in record.documents}
        items = sent.sent_items(self._workspace, record.case.id)
        self.model.set_rows(items)
        self.table.setVisible(bool(items))
        self.empty.setVisible(not items)
        for button in (self.open_button, self.export_button, self.proof_button):
            button.setVisible(bool(items))
        if items and self.chosen is None:
            self.table.selectRow(0)
        self._follow_choice()
        shown = min(max(len(items), 1), _ROWS_IN_SIGHT)
        head = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(row_height(self.font()) * shown + head + tokens.SPACE_S)
        self._follow_choice()

    def _build(self) -> None:
        buttons = FlowLayout()
        for button in (
            self.file_button,
            self.open_button,
            self.export_button,
            self.proof_button,
            self.supplement_button,
        ):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_S)
        column.addWidget(cards.heading("Sent"))
        column.addWidget(self.empty)
        column.addWidget(self.table)
        column.addLayout(buttons)
        self.table.selectionModel().selectionChanged.connect(self._follow_choice)
        self.table.doubleClicked.connect(lambda: self._open())
        shortcut = QShortcut(QKeySequence("Return"), self.table)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(self._open)

    def _follow_choice(self) -> None:
        can = self.chosen is not None
        self.open_button.setEnabled(can)
        self.export_button.setEnabled(can)
        self.proof_button.setEnabled(can and not self._workspace.read_only)
        chosen = self.chosen
        goes_on = chosen is not None and chosen.plan is not None
        self.supplement_button.setVisible(goes_on and not self._workspace.read_only)

    def _open(self) -> None:
        if self.chosen is not None:
            self.open_wanted.emit(self.chosen)

    def _proof(self, item: SentItem) -> str:
        if item.proof is None:
            return "No proof yet"
        return self._names.get(item.proof, "Proof is in the trash")

    def _columns(self) -> tuple[Column[SentItem], ...]:
        return (
            Column("Sent", text=lambda item: words.day(day_of(item.sent_at))),
            Column(
                "What, and to whom",
                text=lambda item: item.title,
                second=lambda item: f"To {item.recipient}",
                spoken=lambda item: f"{item.title}, to {item.recipient}. {sent_words.way(item)}",
            ),
            Column(
                "How, and proof",
                text=sent_words.way,
                second=self._proof,
            ),
        )
