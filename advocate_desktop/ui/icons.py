"""Icons in the palette's colours: the outline set of resources/icons, and the deadline marks."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from PySide6.QtCore import QByteArray, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QIcon,
    QIconEngine,
    QPainter,
    QPalette,
    QPen,
    QPixmap,
    QPixmapCache,
    QPolygonF,
)
from PySide6.QtSvg import QSvgRenderer

from advocate_desktop import assets
from advocate_desktop.ui import tokens
from advocate_desktop.ui.words import Mark

Paint = Callable[[QPainter, QRectF, QColor], None]


class _Tinted(QIconEngine):
    """Paints in the palette's colour of the moment, so that a change of theme needs no reload."""

    def __init__(
        self, name: str, paint: Paint, colour: Callable[[QPalette], QColor] | None
    ) -> None:
        super().__init__()
        self._name = name
        self._paint = paint
        self._colour = colour

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint(painter, QRectF(rect), self._tint(mode))
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        if size.isEmpty():
            return pixmap
        key = f"{self._name} {size.width()} {size.height()} {self._tint(mode).name()}"
        if QPixmapCache.find(key, pixmap):
            return pixmap
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        QPixmapCache.insert(key, pixmap)
        return pixmap

    def clone(self) -> QIconEngine:
        return _Tinted(self._name, self._paint, self._colour)

    def _tint(self, mode: QIcon.Mode) -> QColor:
        palette = QGuiApplication.palette()
        if mode == QIcon.Mode.Selected:
            return palette.color(QPalette.ColorRole.HighlightedText)
        if mode == QIcon.Mode.Disabled:
            return palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
        if self._colour:
            return self._colour(palette)
        return palette.color(QPalette.ColorRole.ButtonText)


def icon(name: str, colour: Callable[[QPalette], QColor] | None = None) -> QIcon:
    """Return an icon of the shipped set by file name without `.svg`.

    It takes the colour of button text, or the one that `colour` picks from the palette.
    """

    def paint(painter: QPainter, rect: QRectF, tint: QColor) -> None:
        _renderer(name, tint.name()).render(painter, rect)

    return QIcon(_Tinted(name, paint, colour))


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    drawing = assets.read_text("icons", f"{name}.svg").replace("currentColor", colour)
    return QSvgRenderer(QByteArray(drawing.encode()))


def mark_icon(mark: Mark) -> QIcon:
    """Return a deadline's mark; drawn, so that it never hangs on a font."""

    def paint(painter: QPainter, rect: QRectF, tint: QColor) -> None:
        paint_mark(painter, rect, mark, tint)

    return QIcon(_Tinted(f"mark {mark.name}", paint, _mark_colour(mark)))


def mark_colour(mark: Mark, palette: QPalette) -> QColor:
    """Return the colour that goes with a mark; the shape alone says the same."""
    return _mark_colour(mark)(palette)


def paint_mark(painter: QPainter, rect: QRectF, mark: Mark, colour: QColor) -> None:
    """Draw a mark into the middle of a rectangle."""
    side = min(rect.width(), rect.height()) * 0.62
    box = QRectF(0, 0, side, side)
    box.moveCenter(rect.center())
    pen = QPen(colour, max(1.4, side / 7))
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    filled = mark in (Mark.LATE, Mark.YOURS, Mark.OWN)
    painter.setBrush(colour if filled else Qt.BrushStyle.NoBrush)
    _SHAPES[mark](painter, box)


def _triangle(painter: QPainter, box: QRectF) -> None:
    top = QPointF(box.center().x(), box.top())
    painter.drawPolygon(QPolygonF([top, box.bottomRight(), box.bottomLeft()]))


def _circle(painter: QPainter, box: QRectF) -> None:
    painter.drawEllipse(box)


def _square(painter: QPainter, box: QRectF) -> None:
    inset = box.width() * 0.08
    painter.drawRect(box.adjusted(inset, inset, -inset, -inset))


def _diamond(painter: QPainter, box: QRectF) -> None:
    middle = box.center()
    left, right = QPointF(box.left(), middle.y()), QPointF(box.right(), middle.y())
    top, bottom = QPointF(middle.x(), box.top()), QPointF(middle.x(), box.bottom())
    painter.drawPolygon(QPolygonF([top, right, bottom, left]))


def _tick(painter: QPainter, box: QRectF) -> None:
    knee = QPointF(box.left() + box.width() * 0.38, box.bottom() - box.height() * 0.1)
    start = QPointF(box.left(), box.center().y())
    end = QPointF(box.right(), box.top() + box.height() * 0.1)
    painter.drawPolyline(QPolygonF([start, knee, end]))


_SHAPES: dict[Mark, Callable[[QPainter, QRectF], None]] = {
    Mark.LATE: _triangle,
    Mark.YOURS: _circle,
    Mark.THEIRS: _circle,
    Mark.POSSIBLE: _diamond,
    Mark.OWN: _square,
    Mark.DONE: _tick,
}


def _mark_colour(mark: Mark) -> Callable[[QPalette], QColor]:
    if mark is Mark.LATE:
        return lambda palette: tokens.tones(palette).late
    if mark is Mark.YOURS:
        return lambda palette: tokens.tones(palette).yours
    return lambda palette: tokens.tones(palette).quiet
