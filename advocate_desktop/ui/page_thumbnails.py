"""Small pictures of a document's pages beside them, drawn as they come into sight."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPalette, QPixmap, QTransform
from PySide6.QtWidgets import QFrame, QListView, QWidget

_WIDE = 96.0
"""Device-independent pixels of the longer side of a picture, at a usual font."""
_MOST_HELD = 200
"""Pictures kept; those seen longest ago go first."""
_LETTER_LONG = 792.0
"""Points of the longer side of a page."""

Index = QModelIndex | QPersistentModelIndex


class _Pages(QAbstractListModel):
    """The pages by number, each with its picture once it is drawn."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0
        self.quarter_turns = 0
        self.cell = QSize()
        self.pictures: OrderedDict[int, QImage | None] = OrderedDict()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return how many pages there are."""
        return 0 if parent.isValid() else self.count

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a page's number and picture."""
        page = index.row()
        if role == Qt.ItemDataRole.DisplayRole:
            return str(page + 1)
        if role == Qt.ItemDataRole.SizeHintRole:
            return self.cell  # before its picture is there, too
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"Page {page + 1}"
        image = self.pictures.get(page)
        if role == Qt.ItemDataRole.DecorationRole and image is not None:
            turned = image.transformed(QTransform().rotate(90 * self.quarter_turns))
            return QIcon(QPixmap.fromImage(turned))
        return None


class Thumbnails(QListView):
    """A strip of pages; choosing one turns to it."""

    page_wanted = Signal(int)
    """A page was chosen, from 0."""
    looked_elsewhere = Signal()
    """Other pages are in sight, whose pictures may be wanted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin hidden and empty."""
        super().__init__(parent)
        self._pages = _Pages()
        self.setModel(self._pages)
        self.setAccessibleName("Small pictures of the pages")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)  # pages are white
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setFlow(QListView.Flow.TopToBottom)
        self.setWrapping(False)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side = round(_WIDE * self.fontMetrics().height() / 16)
        self.setIconSize(QSize(side, side))
        self._pages.cell = QSize(side + 16, side + self.fontMetrics().height() + 12)
        self.setGridSize(self._pages.cell)
        self.setFixedWidth(side + 16 + self.verticalScrollBar().sizeHint().width())
        self.verticalScrollBar().valueChanged.connect(lambda _: self.looked_elsewhere.emit())
        self.selectionModel().currentChanged.connect(self._choose)
        self._following = False
        self.hide()

    @property
    def scale(self) -> float:
        """Pixels a point at which pictures are wanted."""
        return self.iconSize().width() * self.devicePixelRatioF() / _LETTER_LONG

    def show_pages(self, count: int) -> None:
        """Show a document of so many pages, none of them drawn yet."""
        self._pages.beginResetModel()
        self._pages.count = count
        self._pages.pictures.clear()
        self._pages.endResetModel()

    def set_turns(self, quarter_turns: int) -> None:
        """Turn the pictures as the pages are turned."""
        self._pages.quarter_turns = quarter_turns
        self.viewport().update()

    def follow(self, page: int) -> None:
        """Mark a page as the one at hand, and bring it into sight."""
        self._following = True
        self.setCurrentIndex(self._pages.index(page))
        self._following = False

    def wanted(self) -> int | None:
        """Return the next page in sight without a picture, from 0; None while hidden."""
        if not self.isVisible() or not self._pages.count:
            return None
        first, last = self._in_sight()
        waiting = (page for page in range(first, last + 1) if page not in self._pages.pictures)
        return next(waiting, None)

    def put_page(self, page: int, image: QImage | None) -> None:
        """Take a page's picture, or None when it cannot be drawn."""
        self._pages.pictures[page] = image
        while len(self._pages.pictures) > _MOST_HELD:
            self._pages.pictures.popitem(last=False)
        index = self._pages.index(page)
        self._pages.dataChanged.emit(index, index)

    def _in_sight(self) -> tuple[int, int]:
        step = self.gridSize().height()
        top = self.verticalScrollBar().value()
        last = (top + self.viewport().height()) // step
        return min(top // step, self._pages.count - 1), min(last, self._pages.count - 1)

    def _choose(self, now: QModelIndex) -> None:
        if now.isValid() and not self._following:
            self.page_wanted.emit(now.row())
