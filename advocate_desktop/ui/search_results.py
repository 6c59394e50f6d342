"""What a search found, grouped by what it was found in, with the words marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
)

from advocate_desktop.services.search import Hit, HitKind
from advocate_desktop.ui import tokens, words
from advocate_desktop.ui.finding import icon_of, place_of_hit
from advocate_desktop.ui.rows import MarksRole, RowRole, SecondRole
from advocate_desktop.ui.two_lines import TwoLines

Index = QModelIndex | QPersistentModelIndex
GROUPS = {
    HitKind.CLIENT: "Clients",
    HitKind.CASE: "Cases and coverage",
    HitKind.EVENT: "What happened",
    HitKind.COMMUNICATION: "Calls and messages",
    HitKind.DOCUMENT: "Papers",
    HitKind.LETTER: "Letters",
}
"""What things are called together, in the order they are shown in."""
_ORDER = tuple(GROUPS)


class SearchResults(QTreeWidget):
    """Groups that fold, each with its number, and the places found in them."""

    open_wanted = Signal()
    """The place chosen shall be shown."""
    choice_changed = Signal()

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.setHeaderHidden(True)
        self.setAccessibleName("What was found")
        self.setUniformRowHeights(False)
        self.setIndentation(tokens.SPACE_L)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setItemDelegate(_GroupedLines(self))
        self.itemDoubleClicked.connect(lambda *_: self._want())
        self.currentItemChanged.connect(lambda *_: self.choice_changed.emit())

    @property
    def chosen(self) -> Hit | None:
        """The place under the cursor; None on a group or when there is none."""
        item = self.currentItem()
        hit = item.data(0, RowRole) if item is not None else None
        return hit if isinstance(hit, Hit) else None

    def show_hits(self, hits: Iterable[Hit]) -> None:
        """Show these places; the cursor stays on the one chosen, or goes to the first."""
        before = self.chosen
        self.clear()
        ordered = sorted(hits, key=lambda hit: _ORDER.index(hit.kind))
        for kind, found in groupby(ordered, lambda hit: hit.kind):
            self._add_group(GROUPS[kind], [*found])
        places = [*self._places()]
        same = [item for item in places if _is_same(item.data(0, RowRole), before)]
        if places:
            self.setCurrentItem((same or places)[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter what the cursor is on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.chosen is not None:
            self._want()
        else:
            super().keyPressEvent(event)

    def _places(self) -> Iterator[QTreeWidgetItem]:
        for number in range(self.topLevelItemCount()):
            group = self.topLevelItem(number)
            if group is not None:
                yield from filter(None, map(group.child, range(group.childCount())))

    def _want(self) -> None:
        if self.chosen is not None:
            self.open_wanted.emit()

    def _add_group(self, name: str, hits: list[Hit]) -> None:
        group = QTreeWidgetItem([f"{name} ({len(hits)})"])
        group.setFont(0, tokens.heading_font(self.font()))
        group.setData(0, Qt.ItemDataRole.AccessibleTextRole, _spoken_group(name, len(hits)))
        for hit in hits:
            item = QTreeWidgetItem(group, [hit.snippet])
            place = place_of_hit(hit)
            item.setIcon(0, icon_of(hit))
            item.setToolTip(0, f"{hit.snippet}\n{place}")
            item.setData(0, RowRole, hit)
            item.setData(0, SecondRole, place)
            item.setData(0, MarksRole, hit.marks)
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{hit.snippet}. {place}")
        self.addTopLevelItem(group)
        group.setExpanded(True)


class _GroupedLines(TwoLines):
    """One line for a group, two for a place in it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a group as any tree does."""
        if index.data(SecondRole) is None:
            QStyledItemDelegate.paint(self, painter, option, index)
        else:
            super().paint(painter, option, index)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return room for one line or two."""
        if index.data(SecondRole) is None:
            one = QStyledItemDelegate.sizeHint(self, option, index)
            return QSize(one.width(), one.height() + tokens.SPACE_XS)
        return super().sizeHint(option, index)


def _is_same(hit: Hit, before: Hit | None) -> bool:
    return before is not None and (hit.kind, hit.row, hit.page) == (
        before.kind,
        before.row,
        before.page,
    )


def _spoken_group(name: str, number: int) -> str:
    return f"{name}, {words.count(number, 'place')}"
