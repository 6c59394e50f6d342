"""Pages of a document below one another; only what is in sight is drawn, from pixels in memory."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from advocate_desktop.domain.page_words import PageWord
from advocate_desktop.ui.page_view_stack import GAP, PageSize, PageStack, Rect
from advocate_desktop.ui.page_view_words import PageViewWords

ZOOM_STEPS = (0.1, 0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0)
CACHE_BYTES = 96 * 1024 * 1024
LARGEST_IMAGE = 16_000_000
"""Pixels; a larger page is rendered smaller and stretched."""
LETTER = (612.0, 792.0)


class Fit(StrEnum):
    """What decides the zoom."""

    WIDTH = "width"
    PAGE = "page"
    FREE = "free"


class PageView(QAbstractScrollArea):
    """Shows pages; asks for pixels by `wanted` and takes them by `put_page`."""

    page_changed = Signal(int)
    """The page in the middle of the view, counted from 0."""
    zoom_changed = Signal(float)
    looked_elsewhere = Signal()
    """Other pages, or the same in another size, are in sight: `wanted` may have a new answer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin with no pages, fitted to the width."""
        super().__init__(parent)
        self._stack = PageStack((), 1.0)
        self._fit = Fit.WIDTH
        self._zoom = 1.0
        self._page = 0
        self._images: OrderedDict[int, tuple[float, QImage]] = OrderedDict()
        self._failed: set[int] = set()
        self.words = PageViewWords(self)
        self.viewport().setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Pages of the document")
        self.viewport().setBackgroundRole(QPalette.ColorRole.Mid)
        # Fitting to the width would swing for ever if this bar came and went with the height.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().valueChanged.connect(self._moved)
        self.horizontalScrollBar().valueChanged.connect(self.viewport().update)

    def show_pages(self, sizes: tuple[PageSize, ...], quarter_turns: int = 0) -> None:
        """Show a document of these page sizes from its first page, keeping the way of zooming."""
        self._images.clear()
        self._failed.clear()
        self.words.forget()
        self._page = 0
        self._restack(PageStack(sizes, self._pixels_per_point(), quarter_turns))
        self._zoom_by_fit()
        self.verticalScrollBar().setValue(0)
        self.page_changed.emit(0)

    def put_page(self, page: int, scale: float, image: QImage) -> None:
        """Take the pixels of a page that were asked for at a scale (pixels per point)."""
        self._images[page] = (scale, image)
        self._images.move_to_end(page)
        while len(self._images) > 1 and self._held_bytes() > CACHE_BYTES:
            self._images.popitem(last=False)
        self.viewport().update()

    def set_sizes(self, sizes: tuple[PageSize, ...]) -> None:
        """Correct the sizes of the pages, in points, once they are known; stay on the page."""
        page = self._page
        self._restack(PageStack(sizes, self._stack.pixels_per_point, self._stack.quarter_turns))
        self._zoom_by_fit()
        self.go_to(page)

    def put_failure(self, page: int) -> None:
        """Mark a page that cannot be drawn; it is not asked for again."""
        self._failed.add(page)
        self.viewport().update()

    def put_words(self, page: int, words: Sequence[PageWord]) -> None:
        """Take the words of a page that were asked for."""
        self.words.put(page, words)
        self.words.show_hit()

    def wanted_words(self) -> int | None:
        """Return a page in sight whose words are not here yet, or None."""
        return self.words.wanted(self.in_sight) if self.isVisible() else None

    def wanted(self) -> tuple[int, float] | None:
        """Return the page to render next and its scale in pixels per point, or None."""
        if not self._stack.count or not self.isVisible():
            return None
        in_sight = self.in_sight
        around = (in_sight.stop, in_sight.start - 1)
        near = [p for p in around if 0 <= p < self._stack.count]
        for page in (*in_sight, *near):
            scale = self._scale_of(page)
            held = self._images.get(page)
            if page not in self._failed and (held is None or abs(held[0] - scale) > 1e-6):
                return page, scale
        return None

    @property
    def page(self) -> int:
        """The page in the middle of the view, counted from 0."""
        return self._page

    @property
    def page_count(self) -> int:
        """Number of pages."""
        return self._stack.count

    @property
    def zoom(self) -> float:
        """The zoom; 1.0 shows the document in its natural size."""
        return self._zoom

    @property
    def fit(self) -> Fit:
        """What decides the zoom now."""
        return self._fit

    @property
    def quarter_turns(self) -> int:
        """How often the pages are turned clockwise by 90 degrees, 0 to 3."""
        return self._stack.quarter_turns

    def rect_on_view(self, page: int, rect: Rect) -> QRectF:
        """Return where a place on a page, as it is when not turned, lies on the view."""
        around, (width, height) = self._rect_of(page), self._stack.points(page)
        left, top, right, bottom = self._stack.turned(page, rect)
        across, down = around.width() / max(width, 1e-6), around.height() / max(height, 1e-6)
        corner = QPointF(around.left() + left * across, around.top() + top * down)
        return QRectF(corner, QSizeF((right - left) * across, (bottom - top) * down))

    def point_on_page(self, point: QPointF) -> tuple[int, float, float]:
        """Return the page at or above a point of the view, and the point on it when not turned."""
        page = self._stack.page_at(point.y() + self._offset())
        around, (width, height) = self._rect_of(page), self._stack.points(page)
        x = (point.x() - around.left()) / max(around.width(), 1e-6) * width
        y = (point.y() - around.top()) / max(around.height(), 1e-6) * height
        return page, *self._stack.upright(page, x, y)

    def bring_into_sight(self, page: int, rect: Rect) -> None:
        """Scroll as little as is needed to see a place on a page."""
        place, room = self.rect_on_view(page, rect), self.viewport().rect()
        for bar, begin, end, most in (
            (self.verticalScrollBar(), place.top(), place.bottom(), room.height()),
            (self.horizontalScrollBar(), place.left(), place.right(), room.width()),
        ):
            if begin < GAP:
                bar.setValue(bar.value() + round(begin) - GAP)
            elif end > most - GAP:
                bar.setValue(bar.value() + round(end) - most + GAP)

    def go_to(self, page: int) -> None:
        """Bring the top of a page (from 0) to the top of the view."""
        if self._stack.count:
            page = max(0, min(page, self._stack.count - 1))
            self.verticalScrollBar().setValue(self._stack.top_of(page) - GAP)
            self._set_page(page)

    def set_fit(self, fit: Fit) -> None:
        """Fit the zoom to the width or to the whole page, now and whenever the view changes."""
        self._fit = fit
        self._zoom_by_fit()

    def set_zoom(self, zoom: float) -> None:
        """Zoom freely, within 10 % and 400 %; the middle of the view stays where it is."""
        self._fit = Fit.FREE
        self._set_zoom(max(ZOOM_STEPS[0], min(zoom, ZOOM_STEPS[-1])))

    def zoom_in(self) -> None:
        """Zoom to the next larger step."""
        self.set_zoom(next((z for z in ZOOM_STEPS if z > self._zoom * 1.01), ZOOM_STEPS[-1]))

    def zoom_out(self) -> None:
        """Zoom to the next smaller step."""
        smaller = [z for z in ZOOM_STEPS if z < self._zoom * 0.99]
        self.set_zoom(smaller[-1] if smaller else ZOOM_STEPS[0])

    def turn(self, quarter_turns: int) -> None:
        """Turn all pages clockwise by quarters."""
        page = self._page
        turns = (self.quarter_turns + quarter_turns) % 4
        self._restack(PageStack(self._stack.sizes, self._stack.pixels_per_point, turns))
        self._zoom_by_fit()
        self.go_to(page)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again."""
        super().resizeEvent(event)
        self._zoom_by_fit()
        self._set_bars()
        self.looked_elsewhere.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, or zoom while Ctrl is held."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
        elif event.angleDelta().y() > 0:
            self.zoom_in()
        elif event.angleDelta().y() < 0:
            self.zoom_out()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to select words."""
        if not (self.page_count and self.words.press(event)):
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select a word."""
        if self.page_count:
            self.words.double(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Select as far as the mouse is dragged."""
        if self.page_count:
            self.words.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End selecting."""
        self.words.release()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the first and last page, Space a screen on, Shift selects words."""
        if self.words.key(event):
            return
        bar = self.verticalScrollBar()
        backwards = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        places = {
            Qt.Key.Key_Home: bar.minimum(),
            Qt.Key.Key_End: bar.maximum(),
            Qt.Key.Key_Space: bar.value() + bar.pageStep() * (-1 if backwards else 1),
        }
        place = places.get(Qt.Key(event.key()))
        if place is None:
            super().keyPressEvent(event)
        else:
            bar.setValue(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pages in sight."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for page in self.in_sight:
            rect = self._rect_of(page)
            if rect.intersects(QRectF(event.rect())):
                self._paint_page(painter, page, rect)

    def sizeHint(self) -> QSize:
        """Suggest room for a page that can be read."""
        return QSize(self.fontMetrics().averageCharWidth() * 60, self.fontMetrics().height() * 30)

    def _paint_page(self, painter: QPainter, page: int, rect: QRectF) -> None:
        painter.fillRect(rect, QColor(Qt.GlobalColor.white))
        held = self._images.get(page)
        if held is not None:
            self._images.move_to_end(page)
            self._paint_image(painter, rect, held[1])
        else:
            failed = page in self._failed
            text = "Page {0} cannot be shown." if failed else "Page {0}"
            painter.setPen(QColor(Qt.GlobalColor.darkGray))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text.format(page + 1))
        self.words.paint(painter, page)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(self.palette().color(QPalette.ColorRole.Dark))
        painter.drawRect(rect.adjusted(-0.5, -0.5, 0.5, 0.5))

    def _paint_image(self, painter: QPainter, rect: QRectF, image: QImage) -> None:
        turns = self._stack.quarter_turns
        width, height = rect.width(), rect.height()
        if turns % 2:
            width, height = height, width
        painter.save()
        painter.translate(rect.center())
        painter.rotate(90 * turns)
        painter.drawImage(
            QRectF(QPointF(-width / 2, -height / 2), QPointF(width / 2, height / 2)), image
        )
        painter.restore()

    def _rect_of(self, page: int) -> QRectF:
        width, height = self._stack.size_of(page)
        room = max(self.viewport().width(), self._stack.width)
        left = (room - width) // 2 - self.horizontalScrollBar().value()
        return QRectF(left, self._stack.top_of(page) - self._offset(), width, height)

    def _offset(self) -> int:
        """Return the row of the stack at the top of the view; a short stack hangs in the middle."""
        spare = self.viewport().height() - self._stack.height
        return -spare // 2 if spare > 0 else self.verticalScrollBar().value()

    @property
    def in_sight(self) -> range:
        """The pages of which any part is in sight."""
        top = self._offset()
        return self._stack.between(top, top + self.viewport().height())

    def _pixels_per_point(self) -> float:
        return self._zoom * self.logicalDpiX() / 72

    def _scale_of(self, page: int) -> float:
        """Return the scale to render a page at: sharp on this screen, but of bounded size."""
        width, height = self._stack.sizes[page]
        sharp = self._stack.pixels_per_point * self.devicePixelRatioF()
        bound: float = math.sqrt(LARGEST_IMAGE / max(width * height, 1.0))
        return min(sharp, bound)

    def _held_bytes(self) -> int:
        return sum(image.sizeInBytes() for _, image in self._images.values())

    def _zoom_by_fit(self) -> None:
        if self._fit is Fit.FREE or not self._stack.count:
            return
        width = max(self._stack.points(p)[0] for p in range(self._stack.count))
        room = self.viewport().width() - 2 * GAP - 1
        zoom = room / max(width, 1.0) * 72 / self.logicalDpiX()
        if self._fit is Fit.PAGE:
            height = self._stack.points(self._page)[1]
            tall = (self.viewport().height() - 2 * GAP) / max(height, 1.0) * 72 / self.logicalDpiY()
            zoom = min(zoom, tall)
        self._set_zoom(max(0.05, min(zoom, ZOOM_STEPS[-1])))

    def _set_zoom(self, zoom: float) -> None:
        if abs(zoom - self._zoom) < 1e-9:
            return
        self._zoom = zoom
        sizes, turns = self._stack.sizes, self._stack.quarter_turns
        self._restack(PageStack(sizes, self._pixels_per_point(), turns))
        self.zoom_changed.emit(zoom)

    def _restack(self, stack: PageStack) -> None:
        """Take another stack and keep the place that is read where it is.

        A free zoom keeps the middle of the view, a fitted one its top, where reading goes on.
        """
        before, down = self._stack, 0.5 if self._fit is Fit.FREE else 0.0
        room = self.viewport().size()
        kept = self._offset() + down * room.height()
        sideways = self.horizontalScrollBar()
        across = (sideways.value() + room.width() / 2) / max(before.width, 1)
        self._stack = stack
        self._set_bars()
        if before.count == stack.count and stack.count:
            page = before.page_at(kept)
            share = (kept - before.top_of(page)) / max(before.size_of(page)[1], 1)
            row = stack.top_of(page) + share * stack.size_of(page)[1]
            self.verticalScrollBar().setValue(round(row - down * room.height()))
            sideways.setValue(round(across * stack.width - room.width() / 2))
        self.viewport().update()
        self.looked_elsewhere.emit()

    def _set_bars(self) -> None:
        bars = (
            (self.verticalScrollBar(), self._stack.height, self.viewport().height()),
            (self.horizontalScrollBar(), self._stack.width, self.viewport().width()),
        )
        for bar, whole, room in bars:
            bar.setRange(0, max(0, whole - room))
            bar.setPageStep(max(1, room - self.fontMetrics().height()))
            bar.setSingleStep(self.fontMetrics().height() * 2)

    def _moved(self) -> None:
        if self._stack.count:
            self._set_page(self._stack.page_at(self._offset() + self.viewport().height() / 2))
        self.viewport().update()
        self.looked_elsewhere.emit()

    def _set_page(self, page: int) -> None:
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)
