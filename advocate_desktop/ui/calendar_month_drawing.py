"""How a day of the month is drawn: its number, and marks or lines for what falls on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from advocate_desktop.ui import calendar_rows, icons, own_date_drawing, tokens, words
from advocate_desktop.ui.calendar_rows import CalendarRow
from advocate_desktop.ui.own_date_rows import OwnDateRow

_WIDE = 11
"""Average characters from which a day has lines of words and not marks alone."""
_NUMBER = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_PAD = 3


@dataclass(frozen=True, slots=True)
class DayCell:
    """One day of the grid."""

    day: date
    rows: tuple[CalendarRow, ...]
    """The most pressing first."""
    in_month: bool
    is_today: bool
    is_target: bool = False
    """A date is being dragged over it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a day."""

    rect: QRect
    row: CalendarRow | None
    """The row that is meant by a click there; None for a count."""
    mark_box: QRect | None
    text: str


def spoken(cell: DayCell) -> str:
    """Write a day with what falls on it, as a screen reader says it."""
    head = words.day(cell.day) + (", today" if cell.is_today else "")
    if not cell.rows:
        return f"{head}: no dates"
    told = [calendar_rows.spoken(row) for row in cell.rows[: calendar_rows.MOST_SPOKEN]]
    left = len(cell.rows) - len(told)
    return "\n".join((f"{head}:", *told, *([f"and {left} more"] if left else [])))


def least_size(font: QFont) -> QSize:
    """Return the least room for a day: its number above one row of marks."""
    metrics = QFontMetrics(font)
    line = QFontMetrics(tokens.small_font(font)).height()
    return QSize(metrics.horizontalAdvance("00") + 3 * _PAD, metrics.height() + line + _PAD)


def paint(painter: QPainter, cell: DayCell, option: QStyleOptionViewItem) -> None:
    """Draw a day."""
    _paint_ground(painter, cell, option)
    _paint_number(painter, cell, option)
    for place in places(cell, option.rect, option.font):
        _paint_place(painter, place, option)


def places(cell: DayCell, rect: QRect, font: QFont) -> tuple[Place, ...]:
    """Return where each row of a day stands: marks alone, or lines where there is room."""
    room = QRect(rect)
    room.adjust(_PAD, QFontMetrics(font).height() + 1, -_PAD, -1)
    wide = rect.width() >= QFontMetrics(font).averageCharWidth() * _WIDE
    lines = room.height() // QFontMetrics(tokens.small_font(font)).height()
    if wide and lines >= min(2, len(cell.rows)):
        return tuple(_places_of_lines(cell.rows, room, font))
    return tuple(_places_of_marks(cell.rows, room, font))


def row_at(cell: DayCell, rect: QRect, font: QFont, point: QPoint) -> CalendarRow | None:
    """Return the row meant by a point of a day: the one there, else the day's only one."""
    for place in places(cell, rect, font):
        if place.row is not None and place.rect.contains(point):
            return place.row
    return cell.rows[0] if len(cell.rows) == 1 else None


def _paint_ground(painter: QPainter, cell: DayCell, option: QStyleOptionViewItem) -> None:
    palette = option.palette
    role = QPalette.ColorRole.Base if cell.in_month else QPalette.ColorRole.AlternateBase
    painter.fillRect(option.rect, palette.color(role))
    painter.setPen(tokens.tones(palette).line)
    painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
    painter.drawLine(option.rect.topRight(), option.rect.bottomRight())
    if option.state & QStyle.StateFlag.State_Selected or cell.is_target:
        # A ring and not a full ground, so that the marks keep their colours.
        painter.fillRect(option.rect, tokens.tones(palette).yours_ground)
        dashed = Qt.PenStyle.DashLine if cell.is_target else Qt.PenStyle.SolidLine
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight), 2, dashed))
        painter.drawRect(option.rect.adjusted(1, 1, -1, -1))


def _paint_number(painter: QPainter, cell: DayCell, option: QStyleOptionViewItem) -> None:
    font = tokens.heading_font(option.font) if cell.is_today else option.font
    metrics = QFontMetrics(font)
    text = str(cell.day.day)
    box = QRect(option.rect.left() + _PAD, option.rect.top(), option.rect.width(), metrics.height())
    painter.setFont(font)
    ink = option.palette.color(QPalette.ColorRole.Text)
    painter.setPen(ink if cell.in_month else tokens.tones(option.palette).quiet)
    painter.drawText(box, _NUMBER, text)
    if cell.is_today:
        painter.setPen(QPen(ink, 2))
        below = box.bottom()
        painter.drawLine(box.left(), below, box.left() + metrics.horizontalAdvance(text), below)


def _places_of_marks(rows: tuple[CalendarRow, ...], room: QRect, font: QFont) -> Iterator[Place]:
    """Place a mark for each row, or the most pressing one with their number."""
    side = round(QFontMetrics(tokens.small_font(font)).height() * 0.85)
    fit = len(rows) * side <= room.width()
    for number, row in enumerate(rows if fit else rows[:1]):
        box = QRect(room.left() + number * side, room.top() + _PAD, side, side)
        yield Place(box, row, box, "")
    if not fit:
        box = QRect(room.left() + side + 1, room.top() + _PAD, room.width(), side)
        yield Place(box, None, None, str(len(rows)))


def _places_of_lines(rows: tuple[CalendarRow, ...], room: QRect, font: QFont) -> Iterator[Place]:
    """Place a line for each row, and “2 more” when there is no room for all."""
    line = QFontMetrics(tokens.small_font(font)).height()
    fits = max(1, room.height() // line)
    shown = rows if len(rows) <= fits else rows[: fits - 1]
    for number, row in enumerate(shown):
        box = QRect(room.left(), room.top() + number * line, room.width(), line)
        yield Place(box, row, QRect(box.left(), box.top(), line, line), calendar_rows.short(row))
    if len(shown) < len(rows):
        box = QRect(room.left(), room.top() + len(shown) * line, room.width(), line)
        yield Place(box, None, None, f"{len(rows) - len(shown)} more")


def _paint_place(painter: QPainter, place: Place, option: QStyleOptionViewItem) -> None:
    palette = option.palette
    text_box = QRect(place.rect)
    if place.mark_box is not None and place.row is not None:
        _paint_mark(painter, place.row, place.mark_box, palette)
        text_box.setLeft(place.mark_box.right() + 2)
    if place.text:
        small = tokens.small_font(option.font)
        painter.setFont(small)
        quiet = place.row is None and not place.text.isdecimal()
        ink = tokens.tones(palette).quiet if quiet else palette.color(QPalette.ColorRole.Text)
        painter.setPen(ink)
        elide = Qt.TextElideMode.ElideRight
        painter.drawText(
            text_box, _NUMBER, QFontMetrics(small).elidedText(place.text, elide, text_box.width())
        )


def _paint_mark(painter: QPainter, row: CalendarRow, box: QRect, palette: QPalette) -> None:
    if isinstance(row, OwnDateRow):
        own_date_drawing.paint_mark(painter, QRectF(box), row, palette)
        return
    mark = words.mark(row.deadline)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    icons.paint_mark(painter, QRectF(box), mark, icons.mark_colour(mark, palette))
    painter.restore()
