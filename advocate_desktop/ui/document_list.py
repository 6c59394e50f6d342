"""The table of a case's documents, in the order the user keeps them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QByteArray,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from advocate_desktop.domain.documents import Document, DocumentId
from advocate_desktop.domain.folding import folded, holds_all
from advocate_desktop.ui import icons, words
from advocate_desktop.ui.documents_pane_order import dropped
from advocate_desktop.ui.rows import Column, RowRole, RowsModel

Index = QModelIndex | QPersistentModelIndex
TITLE, KIND, DATE, PAGES = range(4)
NO_PAGES = "It cannot be shown or put into a packet. It is kept as it is."
_WIDEST = {KIND: "Explanation of benefits", DATE: "Wed 30 Sep 2026", PAGES: "Pages"}
_SORTABLE = frozenset(map(str, (TITLE, KIND, DATE, PAGES)))
_TITLE_ROOM = 18
"""Average characters the title keeps before another column is left out."""


def _tip(document: Document) -> str:
    return "\n".join(part for part in (document.name, document.note) if part)


def _spoken(document: Document) -> str:
    kind = _kind(document)
    pages = words.count(document.pages, "page") if document.pages else NO_PAGES
    return ". ".join(part for part in (document.name, kind, pages, document.note) if part)


def _kind(document: Document) -> str:
    kind = words.DOCUMENT_KINDS[document.kind]
    return kind if document.kind_confirmed else f"{kind}?"


COLUMNS: tuple[Column[Document], ...] = (
    Column(
        "Title",
        lambda d: d.name,
        icon=lambda d: icons.icon("triangle-alert") if d.note else icons.icon("file-text"),
        tip=_tip,
        spoken=_spoken,
        sort=lambda d: folded(d.name),
    ),
    Column(
        "Kind",
        _kind,
        tip=lambda d: "" if d.kind_confirmed else "Guessed from the text. Not confirmed yet.",
        sort=lambda d: folded(words.DOCUMENT_KINDS[d.kind]),
    ),
    Column(
        "Date",
        lambda d: words.day(d.date) if d.date else "",
        sort=lambda d: d.date or date.max,
    ),
    Column(
        "Pages",
        lambda d: str(d.pages) if d.pages else "–",
        tip=lambda d: "" if d.pages else NO_PAGES,
        right=True,
        sort=lambda d: d.pages or 0,
    ),
)


class DocumentRows(RowsModel[Document]):
    """Documents whose title and kind can be changed where they stand."""

    edited = Signal(object)
    """The `Document` as the user wants it; the row changes when the casebook has."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin empty."""
        super().__init__(COLUMNS, lambda document: document.id, parent)
        self.read_only = False

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let title and kind be edited, and rows be dragged between rows."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        flags = super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled
        editable = index.column() in (TITLE, KIND) and not self.read_only
        return flags | Qt.ItemFlag.ItemIsEditable if editable else flags

    def supportedDropActions(self) -> Qt.DropAction:
        """Move rows, which `DocumentTable` does itself."""
        return Qt.DropAction.MoveAction

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Say what the user wants of a title or a kind."""
        document = self.row(index.row())
        if index.column() == TITLE:
            title = str(value).strip()
            # The file name shows where there is no title; keeping it is no change.
            wanted = replace(document, title="" if title == document.file else title)
        else:
            wanted = replace(document, kind=value)
        if wanted != document:
            self.edited.emit(wanted)
        return True


class DocumentDelegate(QStyledItemDelegate):
    """Edits a title in a line and a kind by choosing its plain words."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return the line or the choice."""
        if index.column() == TITLE:
            line = QLineEdit(parent)
            line.setAccessibleName("Title of the document")
            return line
        choice = QComboBox(parent)
        choice.setAccessibleName("Kind of the document")
        for kind, text in words.DOCUMENT_KINDS.items():
            choice.addItem(text, kind)
        choice.activated.connect(lambda: self._settle(choice))
        return choice

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Begin with what there is."""
        document: Document = index.data(RowRole)
        if isinstance(editor, QLineEdit):
            editor.setText(document.name)
            editor.selectAll()
        elif isinstance(editor, QComboBox):
            editor.setCurrentIndex(list(words.DOCUMENT_KINDS).index(document.kind))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand over what was typed or chosen."""
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text())
        elif isinstance(editor, QComboBox):
            model.setData(index, list(words.DOCUMENT_KINDS)[editor.currentIndex()])

    def _settle(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor)


class DocumentTable(QTableView):
    """The table; columns that have no room are left out, the title stays."""

    current_changed = Signal(object)
    """The `Document` under the cursor, or None."""
    selection_changed = Signal()
    order_wanted = Signal(object)
    """The ids of all documents in the order that the user dragged them into."""
    sorted_anew = Signal()
    """Another column, or none, sorts now."""
    read_wanted = Signal()
    """Enter was pressed on a document."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self.rows = DocumentRows(self)
        self.setModel(self.rows)
        self.setItemDelegate(DocumentDelegate(self))
        self.setAccessibleName("Documents of this case")
        self.filter = QLineEdit(clearButtonEnabled=True)
        self.filter.setPlaceholderText("Show only: title, kind, tag …")
        self.filter.setAccessibleName("Show only documents with these words")
        self.filter.textChanged.connect(lambda _: self._filter())
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self._kept: tuple[Document, ...] = ()
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDragDropOverwriteMode(False)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSortIndicatorClearable(True)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self.rows.order_wanted.connect(lambda *_: self._sort_anew())
        self.horizontalHeader().setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        self.selectionModel().currentRowChanged.connect(self._tell_current)
        self.selectionModel().selectionChanged.connect(lambda *_: self.selection_changed.emit())

    def current(self) -> Document | None:
        """Return the document under the cursor."""
        index = self.currentIndex()
        return self.rows.row(index.row()) if index.isValid() else None

    def chosen(self) -> tuple[Document, ...]:
        """Return the selected documents in their order."""
        numbers = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(self.rows.row(number) for number in numbers)

    def set_documents(self, documents: Sequence[Document]) -> None:
        """Show these documents, given in the user's own order, keeping cursor and selection."""
        self._kept = tuple(documents)
        self.rows.set_rows(self._sorted())
        self._filter()
        if documents and not self.currentIndex().isValid():
            self.choose([documents[0].id])

    @property
    def in_own_order(self) -> bool:
        """Whether the documents show in the order the user keeps, sorted by no column."""
        return self.horizontalHeader().sortIndicatorSection() < 0

    def sort_as_kept(self) -> None:
        """Show the documents in the user's own order again."""
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)

    def sorting(self) -> QByteArray:
        """Return which column sorts and which way, to be given to `restore_sorting`."""
        head = self.horizontalHeader()
        down = head.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
        return QByteArray(f"{head.sortIndicatorSection()} {down:d}".encode())

    def restore_sorting(self, state: QByteArray) -> None:
        """Sort as it was; what names no column is passed over."""
        match bytes(state.data()).decode("ascii", "replace").split():
            case [column, down] if column in _SORTABLE:
                order = Qt.SortOrder.DescendingOrder if down == "1" else Qt.SortOrder.AscendingOrder
                self.sortByColumn(int(column), order)

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Let documents be dragged where their order is the user's own."""
        if self.in_own_order and not self.rows.read_only:
            super().startDrag(actions)

    def dropEvent(self, event: QDropEvent) -> None:
        """Say which order a drag within the list makes."""
        if event.source() is not self:
            event.ignore()
            return
        ids = [document.id for document in self.rows.rows]
        after = dropped(ids, {one.id for one in self.chosen()}, self._place_at(event))
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.stopAutoScroll()
        self.setState(QAbstractItemView.State.NoState)
        if list(after) != ids:
            self.order_wanted.emit(after)

    def choose(self, ids: Sequence[DocumentId]) -> None:
        """Select these documents and put the cursor on the first of them."""
        places = [place for one in ids if (place := self.rows.place(one)) is not None]
        selection = self.selectionModel()
        selection.clearSelection()
        flags = QItemSelectionModel.SelectionFlag
        for place in places:
            selection.select(self.rows.index(place, 0), flags.Select | flags.Rows)
        if places:
            selection.setCurrentIndex(self.rows.index(places[0], 0), flags.NoUpdate)
            self.scrollTo(self.currentIndex())

    def rename(self) -> None:
        """Edit the title of the document under the cursor where it stands."""
        index = self.currentIndex()
        if index.isValid():
            self.edit(index.siblingAtColumn(TITLE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the document itself, unless it ends the editing of a cell."""
        editing = self.state() == QAbstractItemView.State.EditingState
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not editing:
            self.read_wanted.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the columns that have no room."""
        super().resizeEvent(event)
        self._fit_columns()

    def changeEvent(self, event: QEvent) -> None:
        """Fit the columns to a new font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_columns()

    def sizeHint(self) -> QSize:
        """Suggest room for a few documents."""
        return QSize(self.fontMetrics().averageCharWidth() * 44, self.fontMetrics().height() * 10)

    def minimumSizeHint(self) -> QSize:
        """Ask for little more than a title and two rows."""
        return QSize(self.fontMetrics().averageCharWidth() * 22, self.fontMetrics().height() * 4)

    def _place_at(self, event: QDropEvent) -> int:
        at = round(event.position().y())
        row = self.rowAt(at)
        if row < 0:
            return len(self.rows.rows)
        middle = self.rowViewportPosition(row) + self.rowHeight(row) // 2
        return row + 1 if at > middle else row

    def _sort_anew(self) -> None:
        self.rows.set_rows(self._sorted())
        self._filter()
        self.sorted_anew.emit()

    def _sorted(self) -> Sequence[Document]:
        head = self.horizontalHeader()
        key = COLUMNS[head.sortIndicatorSection()].sort if not self.in_own_order else None
        if key is None:
            return self._kept
        down = head.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
        return sorted(self._kept, key=key, reverse=down)

    def _filter(self) -> None:
        """Hide what does not have all the words typed."""
        wanted = folded(self.filter.text()).split()
        for number, document in enumerate(self.rows.rows):
            said = (document.title, document.file, _kind(document), document.tags)
            told = " ".join((*said, document.sender, document.recipient, document.remarks))
            self.setRowHidden(number, not holds_all(told, wanted))

    def _fit_columns(self) -> None:
        metrics = self.fontMetrics()
        room = self.viewport().width() - metrics.averageCharWidth() * _TITLE_ROOM
        for column, widest in _WIDEST.items():
            width = metrics.horizontalAdvance(widest) + 2 * metrics.averageCharWidth()
            self.setColumnHidden(column, width > room)
            self.setColumnWidth(column, width)
            room -= width

    def _tell_current(self, current: Index, before: Index) -> None:
        self.current_changed.emit(self.rows.row(current.row()) if current.isValid() else None)
