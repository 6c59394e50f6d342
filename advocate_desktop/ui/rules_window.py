"""The rules: every row of the law the program knows, to read, search and copy."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from advocate_desktop.domain.rules import Confidence, RuleBook
from advocate_desktop.services.search import folded
from advocate_desktop.ui import cards, tokens, words
from advocate_desktop.ui.law_rows import LawRow, law_rows
from advocate_desktop.ui.law_words import TRACKS
from advocate_desktop.ui.rows import Column, RowsModel
from advocate_desktop.ui.sheet import scrolled
from advocate_desktop.ui.two_lines import RowTable

_TOP = Qt.AlignmentFlag.AlignTop
_COPY = "&Copy this row"
_SURE = {
    Confidence.PRIMARY: "read in the law",
    Confidence.SECONDARY: "check first: second hand",
    Confidence.MEMORY: "check first: from memory",
}


class RulesWindow(QDialog):
    """A table of rules above the whole of the one chosen."""

    def __init__(self, book: RuleBook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("The rules")
        self._rows = {row: folded(row.text) for row in law_rows(book)}
        self.model: RowsModel[LawRow] = RowsModel(_COLUMNS, lambda row: row.number, self)
        self.search = QLineEdit(clearButtonEnabled=True)
        self.tracks = QComboBox()
        self.table = RowTable("The rules", two_lines=True)
        self.found = cards.note()
        self.copy_button = QPushButton(_COPY)
        self.close_button = QPushButton("Close")
        self._detail = QVBoxLayout()
        self._build()
        self._connect()
        self._filter()
        metrics = self.fontMetrics()
        self.resize(metrics.averageCharWidth() * 120, metrics.height() * 40)

    @property
    def chosen(self) -> LawRow | None:
        """The row chosen."""
        found = self.table.selectionModel().selectedRows()
        return self.model.row(found[0].row()) if found else None

    def copy(self) -> None:
        """Put the row chosen on the clipboard as text."""
        if self.chosen is not None:
            QGuiApplication.clipboard().setText(self.chosen.text)
            self.copy_button.setText("Copied")

    def _build(self) -> None:
        self.search.setPlaceholderText("Find in the rules")
        self.search.setAccessibleName("Find in the rules")
        self.tracks.addItem("All the law", "")
        for code, name in TRACKS.items():
            self.tracks.addItem(name, code)
        self.tracks.setAccessibleName("Part of the law")
        self.table.setModel(self.model)
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for button in (self.copy_button, self.close_button):
            button.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[tokens.SPACE_M] * 4)
        column.setSpacing(tokens.SPACE_S)
        column.addLayout(_beside((self.search, 2), (self.tracks, 1)))
        column.addWidget(cards.Words(_INTRO, quiet=True))
        column.addWidget(self._parts(), 1)
        column.addLayout(_beside((self.found, 1), (self.copy_button, 0), (self.close_button, 0)))

    def _parts(self) -> QSplitter:
        self._detail.setContentsMargins(*[tokens.SPACE_M] * 4)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.table)
        self._area = scrolled(self._detail)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._area.setAccessibleName("The rule chosen")
        parts.addWidget(self._area)
        parts.setStretchFactor(0, 1)
        parts.setStretchFactor(1, 1)
        return parts

    def _connect(self) -> None:
        self.search.textChanged.connect(self._filter)
        self.search.returnPressed.connect(self.table.setFocus)
        self.tracks.currentIndexChanged.connect(self._filter)
        self.table.selectionModel().selectionChanged.connect(self._show_chosen)
        self.copy_button.clicked.connect(self.copy)
        self.close_button.clicked.connect(self.reject)
        for keys, place, act in (
            (QKeySequence.StandardKey.Copy, self.table, self.copy),
            (QKeySequence.StandardKey.Find, self, self.search.setFocus),
        ):
            shortcut = QShortcut(QKeySequence(keys), place)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _filter(self) -> None:
        wanted, track = folded(self.search.text()).split(), self.tracks.currentData()
        rows = [
            row
            for row, text in self._rows.items()
            if (not track or row.track == track) and all(word in text for word in wanted)
        ]
        self.model.set_rows(rows)
        self.found.setText(words.count(len(rows), "row"))
        if rows and self.chosen is None:
            flags = QItemSelectionModel.SelectionFlag
            index = self.model.index(0, 0)
            self.table.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self._show_chosen()

    def _show_chosen(self) -> None:
        cards.clear(self._detail)
        row = self.chosen
        self.copy_button.setText(_COPY)
        self.copy_button.setEnabled(row is not None)
        if row is None:
            self._detail.addWidget(cards.Words("No rule holds these words.", quiet=True))
            return
        self._detail.addWidget(_whole(row))
        self._area.setAccessibleDescription(row.text)
        self._area.verticalScrollBar().setValue(0)


_INTRO = (
    "Every date the program counts comes from one of these rows. No person has checked them "
    "against the law yet unless the row says so."
)
_COLUMNS: tuple[Column[LawRow], ...] = (
    Column(
        "Rule",
        text=lambda row: row.title,
        second=lambda row: TRACKS[row.track],
        tip=lambda row: row.title,
        spoken=lambda row: f"{row.title}. {TRACKS[row.track]}",
    ),
    Column(
        "Time",
        text=lambda row: "Switched off" if row.off_because else row.time,
        second=lambda row: row.off_because or row.who,
        tip=lambda row: row.off_because or row.time,
    ),
    Column(
        "The law",
        text=lambda row: row.citation,
        second=lambda row: _SURE[row.confidence],
        tip=lambda row: row.citation,
    ),
)


def _whole(row: LawRow) -> QWidget:
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(tokens.SPACE_M)
    grid.setVerticalSpacing(tokens.SPACE_XS)
    grid.setColumnStretch(1, 1)
    grid.addWidget(_selectable(cards.heading(row.title)), 0, 0, 1, 2)
    for number, (label, text) in enumerate(row.details, 1):
        grid.addWidget(cards.note(label), number, 0, _TOP)
        grid.addWidget(_selectable(cards.Words(text)), number, 1, _TOP)
    return made


def _selectable(label: QLabel) -> QLabel:
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _beside(*parts: tuple[QWidget, int]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(tokens.SPACE_S)
    for widget, stretch in parts:
        row.addWidget(widget, stretch)
    return row
