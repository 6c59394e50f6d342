"""Choosing what a sentence refers to: a paper with its page, or a call."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from advocate_desktop.domain.cases import CaseRecord
from advocate_desktop.domain.documents import DocumentId
from advocate_desktop.domain.references import Reference, ReferenceKind
from advocate_desktop.services.document_pages import page_texts
from advocate_desktop.services.search import folded, holds_all
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import cards, icons, tokens, words
from advocate_desktop.ui.rows import Column, RowsModel
from advocate_desktop.ui.two_lines import RowTable

_MOST_WORDS = 320
"""Characters of a page that are shown to tell it by."""


@dataclass(frozen=True, slots=True)
class Target:
    """A paper or a call that can be referred to."""

    kind: ReferenceKind
    id: str
    name: str
    second: str
    pages: int = 0


class ReferenceDialog(QDialog):
    """A list to filter by typing; Enter takes the chosen row."""

    chosen = Signal(object)
    """The `Reference` to insert."""

    def __init__(self, workspace: Workspace, record: CaseRecord, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Insert a reference")
        self._workspace = workspace
        self._targets = targets(record)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("Type words of its name")
        self.filter.setAccessibleName("Words of its name")
        self.filter.setClearButtonEnabled(True)
        self.model: RowsModel[Target] = RowsModel(_COLUMNS, lambda t: t.id, self)
        self.table = RowTable("Papers and calls", two_lines=True)
        self.table.setModel(self.model)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().hide()
        self.page = QSpinBox()
        self.page.setSpecialValueText("No page")
        self._page_label = QLabel("Page")
        self._page_label.setBuddy(self.page)
        self.page.setAccessibleName("Page")
        self.words = cards.note()
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setText("Insert")
        self._build()
        self._connect()
        self._list()

    def accept(self) -> None:
        """Give the reference out, if one is chosen."""
        target = self.target
        if target is None:
            return
        page = self.page.value() if target.pages and self.page.value() else None
        self.chosen.emit(Reference(target.kind, target.id, page))
        super().accept()

    @property
    def target(self) -> Target | None:
        """The chosen row."""
        rows = self.table.selectionModel().selectedRows()
        return self.model.row(rows[0].row()) if rows else None

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_S)
        row.addWidget(self._page_label)
        row.addWidget(self.page)
        row.addStretch(1)
        self.empty = cards.Words(
            "This case has no papers and no calls yet. Attach a paper, or record a call."
        )
        self.words.setMinimumHeight(self.words.fontMetrics().lineSpacing() * 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[tokens.SPACE_L] * 4)
        column.setSpacing(tokens.SPACE_S)
        column.addWidget(self.filter)
        column.addWidget(self.empty)
        column.addWidget(self.table, 1)
        column.addLayout(row)
        column.addWidget(self.words)
        column.addWidget(self.buttons)
        metrics = self.fontMetrics()
        self.resize(metrics.averageCharWidth() * 80, metrics.height() * 28)

    def _connect(self) -> None:
        self.filter.textChanged.connect(self._list)
        self.filter.returnPressed.connect(self.accept)
        self.table.activated.connect(lambda _: self.accept())
        self.table.selectionModel().selectionChanged.connect(self._follow)
        self.page.valueChanged.connect(self._show_words)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def _list(self) -> None:
        wanted = folded(self.filter.text()).split()
        rows = [t for t in self._targets if holds_all(f"{t.name} {t.second}", wanted)]
        self.model.set_rows(rows)
        self.empty.setVisible(not self._targets)
        self.table.setVisible(bool(self._targets))
        if rows and self.target is None:
            self.table.selectRow(0)
        self._follow()

    def _follow(self) -> None:
        target = self.target
        pages = target.pages if target else 0
        self.page.setRange(0, pages)
        self.page.setValue(0)
        for widget in (self.page, self._page_label):
            widget.setVisible(pages > 0)
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(target is not None)
        self._show_words()

    def _show_words(self) -> None:
        target, page = self.target, max(self.page.value(), 1)
        if target is None:
            self.words.setText("")
        elif target.kind is ReferenceKind.CALL:
            self.words.setText(target.second)
        else:
            texts = page_texts(self._workspace, DocumentId(target.id))
            text = " ".join(texts[page - 1].split()) if page <= len(texts) else ""
            shown = text if len(text) <= _MOST_WORDS else f"{text[:_MOST_WORDS]}…"
            self.words.setText(f"Page {page}: {shown}" if shown else f"Page {page} has no words.")


def targets(record: CaseRecord) -> tuple[Target, ...]:
    """Return what can be referred to: papers that can be printed, then calls and messages."""
    papers = (
        Target(
            ReferenceKind.EXHIBIT,
            document.id,
            document.name,
            " · ".join(
                (words.DOCUMENT_KINDS[document.kind], words.count(document.pages or 0, "page"))
            ),
            document.pages or 0,
        )
        for document in record.documents
        if document.pages
    )
    calls = (
        Target(
            ReferenceKind.CALL,
            call.id,
            " · ".join(
                filter(None, (words.CHANNELS[call.channel], words.moment(call.at), call.person))
            ),
            " ".join(call.summary.split()) or call.reference,
        )
        for call in record.conversations
    )
    return (*papers, *calls)


_COLUMNS: tuple[Column[Target], ...] = (
    Column(
        "Paper or call",
        text=lambda t: t.name,
        second=lambda t: t.second,
        icon=lambda t: icons.icon("phone" if t.kind is ReferenceKind.CALL else "file-text"),
        tip=lambda t: t.name,
        spoken=lambda t: f"{t.name}. {t.second}",
    ),
)
