"""How a day of the month is drawn: its number, and marks or lines for its deadlines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from advocate_desktop.ui import deadline_list_drawing, icons, tokens, words
from advocate_desktop.ui.deadline_list_drawing import DeadlineRow
from advocate_desktop.ui.words import Mark

_WIDE = 11
"""Average characters from which a day has lines of words and not marks alone."""
_PRESSING = (Mark.LATE, Mark.YOURS, Mark.THEIRS, Mark.POSSIBLE, Mark.DONE)
_NUMBER = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_PAD = 3


@dataclass(frozen=True, slots=True)
class DayCell:
    """One day of the grid."""

    day: date
    rows: tuple[DeadlineRow, ...]
    """The most pressing first."""
    in_month: bool
    is_today: bool


def urgency(row: DeadlineRow) -> int:
    """Return how early a deadline stands in its day, 0 for what is late."""
    return _PRESSING.index(words.mark(row.deadline))


def spoken(cell: DayCell) -> str:
    """Write a day with all that falls on it, as a screen reader says it."""
    head = words.day(cell.day) + (", today" if cell.is_today else "")
    if not cell.rows:
        return f"{head}: no dates"
    return "\n".join((f"{head}:", *(deadline_list_drawing.spoken(row) for row in cell.rows)))


def least_size(font: QFont) -> QSize:
    """Return the least room for a day: its number above one row of marks."""
    metrics = QFontMetrics(font)
    line = QFontMetrics(tokens.small_font(font)).height()
    return QSize(metrics.horizontalAdvance("00") + 3 * _PAD, metrics.height() + line + _PAD)


def paint(painter: QPainter, cell: DayCell, option: QStyleOptionViewItem) -> None:
    """Draw a day."""
    _paint_ground(painter, cell, option)
    _paint_number(painter, cell, option)
    room = QRect(option.rect)
    room.adjust(_PAD, QFontMetrics(option.font).height() + 1, -_PAD, -1)
    wide = option.rect.width() >= QFontMetrics(option.font).averageCharWidth() * _WIDE
    lines = room.height() // QFontMetrics(tokens.small_font(option.font)).height()
    if wide and lines >= min(2, len(cell.rows)):
        _paint_lines(painter, cell.rows, room, option)
    else:
        _paint_marks(painter, cell.rows, room, option)


def _paint_ground(painter: QPainter, cell: DayCell, option: QStyleOptionViewItem) -> None:
    palette = option.palette
    role = QPalette.ColorRole.Base if cell.in_month else QPalette.ColorRole.AlternateBase
    painter.fillRect(option.rect, palette.color(role))
    painter.setPen(tokens.tones(palette).line)
    painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
    painter.drawLine(option.rect.topRight(), option.rect.bottomRight())
    if option.state & QStyle.StateFlag.State_Selected:
        # A ring and not a full ground, so that the marks keep their colours.
        painter.fillRect(option.rect, tokens.tones(palette).yours_ground)
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight), 2))
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


def _paint_marks(
    painter: QPainter, rows: tuple[DeadlineRow, ...], room: QRect, option: QStyleOptionViewItem
) -> None:
    """Draw a mark for each deadline, or the most pressing one with their number."""
    small = tokens.small_font(option.font)
    side = round(QFontMetrics(small).height() * 0.85)
    fit = len(rows) * side <= room.width()
    for number, row in enumerate(rows if fit else rows[:1]):
        box = QRect(room.left() + number * side, room.top() + _PAD, side, side)
        _paint_mark(painter, row, box, option.palette)
    if not fit:
        painter.setFont(small)
        painter.setPen(option.palette.color(QPalette.ColorRole.Text))
        box = QRect(room.left() + side + 1, room.top() + _PAD, room.width(), side)
        painter.drawText(box, _NUMBER, str(len(rows)))


def _paint_lines(
    painter: QPainter, rows: tuple[DeadlineRow, ...], room: QRect, option: QStyleOptionViewItem
) -> None:
    """Draw a line for each deadline, and “2 more” when there is no room for all."""
    small = tokens.small_font(option.font)
    metrics = QFontMetrics(small)
    line = metrics.height()
    fits = max(1, room.height() // line)
    shown = rows if len(rows) <= fits else rows[: fits - 1]
    painter.setFont(small)
    for number, row in enumerate(shown):
        box = QRect(room.left(), room.top() + number * line, line, line)
        _paint_mark(painter, row, box, option.palette)
        text_box = QRect(box.right() + 2, box.top(), room.right() - box.right() - 2, line)
        painter.setPen(option.palette.color(QPalette.ColorRole.Text))
        text = metrics.elidedText(_short(row), Qt.TextElideMode.ElideRight, text_box.width())
        painter.drawText(text_box, _NUMBER, text)
    if len(shown) < len(rows):
        painter.setPen(tokens.tones(option.palette).quiet)
        box = QRect(room.left(), room.top() + len(shown) * line, room.width(), line)
        painter.drawText(box, _NUMBER, f"{len(rows) - len(shown)} more")


def _short(row: DeadlineRow) -> str:
    return row.client or row.deadline.title


def _paint_mark(painter: QPainter, row: DeadlineRow, box: QRect, palette: QPalette) -> None:
    mark = words.mark(row.deadline)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    icons.paint_mark(painter, QRectF(box), mark, icons.mark_colour(mark, palette))
    painter.restore()
