"""How an own date is drawn in a list: square, day, how far off, what, whose; a box to tick."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyleOptionButton, QStyleOptionViewItem

from advocate_desktop.ui import icons, tokens, words
from advocate_desktop.ui.deadline_list_drawing import WIDE, Piece, Tone
from advocate_desktop.ui.own_date_rows import OwnDateRow
from advocate_desktop.ui.words import Mark

_WRAP = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft)
_LINE = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.AlignmentFlag.AlignLeft)


def paint_mark(painter: QPainter, rect: QRectF, row: OwnDateRow, palette: QPalette) -> None:
    """Draw the mark of an own date into the middle of a rectangle: a square, or a tick."""
    _mark(painter, rect, row, tokens.tones(palette).quiet)


def height(row: OwnDateRow, width: int, font: QFont) -> int:
    """Return the height a row takes at a width, in pixels."""
    bottom = max(piece.rect.bottom() for piece in _pieces(row, QRect(0, 0, width, 0), font))
    return bottom + 1 + tokens.SPACE_S


def tick_box(row: OwnDateRow, rect: QRect, font: QFont) -> QRect:
    """Return where the box to tick stands in a row; empty when it cannot be ticked off."""
    if not row.movable:
        return QRect()
    side = QFontMetrics(font).height()
    return QRect(rect.right() - side - tokens.SPACE_S, rect.top() + tokens.SPACE_S, side, side)


def paint(painter: QPainter, row: OwnDateRow, option: QStyleOptionViewItem) -> None:
    """Draw a row over its ground."""
    palette = option.palette
    selected = bool(option.state & QStyle.StateFlag.State_Selected)
    ink = palette.color(QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text)
    quiet = ink if selected else tokens.tones(palette).quiet
    for piece in _pieces(row, option.rect, option.font):
        painter.setFont(piece.font)
        painter.setPen(quiet if piece.tone is Tone.QUIET else ink)
        text = piece.text
        if not piece.flags & int(Qt.TextFlag.TextWordWrap):
            metrics = QFontMetrics(piece.font)
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, piece.rect.width())
        painter.drawText(piece.rect, piece.flags, text)
    _mark(painter, QRectF(_mark_box(option.rect, option.font)), row, quiet)
    _paint_box(painter, row, option)


def _mark(painter: QPainter, rect: QRectF, row: OwnDateRow, colour: QColor) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    icons.paint_mark(painter, rect, Mark.DONE if row.occurrence.done else Mark.OWN, colour)
    painter.restore()


def _paint_box(painter: QPainter, row: OwnDateRow, option: QStyleOptionViewItem) -> None:
    box = tick_box(row, option.rect, option.font)
    if box.isEmpty():
        return
    tick = QStyleOptionButton()
    tick.rect = box
    tick.palette = option.palette
    on = QStyle.StateFlag.State_On if row.occurrence.done else QStyle.StateFlag.State_Off
    tick.state = QStyle.StateFlag.State_Enabled | on
    widget = option.widget
    widget.style().drawPrimitive(
        QStyle.PrimitiveElement.PE_IndicatorCheckBox, tick, painter, widget
    )


def _mark_box(rect: QRect, font: QFont) -> QRect:
    side = QFontMetrics(font).height()
    return QRect(rect.left() + tokens.SPACE_XS, rect.top() + tokens.SPACE_S, side, side)


def _pieces(row: OwnDateRow, rect: QRect, font: QFont) -> Iterator[Piece]:
    left = _mark_box(rect, font).right() + tokens.SPACE_S
    right = rect.right() - tokens.SPACE_S
    if row.movable:
        right -= QFontMetrics(font).height() + tokens.SPACE_S
    room = QRect(left, rect.top() + tokens.SPACE_S, right - left, 0)
    wide = rect.width() >= QFontMetrics(font).averageCharWidth() * WIDE
    return _columns(row, room, font) if wide else _stacked(row, room, font)


def _stacked(row: OwnDateRow, room: QRect, font: QFont) -> Iterator[Piece]:
    """Place day and how far off in one line if they fit, then what it is, then whose."""
    bold, small = tokens.heading_font(font), tokens.small_font(font)
    line, day = QFontMetrics(bold).height(), words.day(row.day)
    top = room.top()
    yield Piece(QRect(room.left(), top, room.width(), line), day, bold, Tone.PLAIN, _LINE)
    after = room.left() + _advance(bold, day) + tokens.SPACE_S
    if after + _advance(font, row.how_long) > room.right():
        top, after = top + line, room.left()
    beside = QRect(after, top, room.right() - after, line)
    yield Piece(beside, row.how_long, font, Tone.QUIET, _LINE)
    title = _wrapped(room, top + line, font, row.title)
    yield Piece(title, row.title, font, Tone.PLAIN, _WRAP)
    below = " · ".join(part for part in (row.kind, row.place) if part)
    yield Piece(_wrapped(room, title.bottom() + 1, small, below), below, small, Tone.QUIET, _WRAP)


def _columns(row: OwnDateRow, room: QRect, font: QFont) -> Iterator[Piece]:
    """Place all in one line, under the columns of the deadlines."""
    bold, small = tokens.heading_font(font), tokens.small_font(font)
    line = QFontMetrics(bold).height()
    day_width = _advance(bold, "Wed 30 Sep 2026") + tokens.SPACE_M
    long_width = _advance(font, "passed 100 days ago") + tokens.SPACE_M
    kind_width = _advance(small, "The reviewers (IMR) must act")
    day_box = QRect(room.left(), room.top(), day_width, line)
    yield Piece(day_box, words.day(row.day), bold, Tone.PLAIN, _LINE)
    long_box = QRect(room.left() + day_width, room.top(), long_width, line)
    yield Piece(long_box, row.how_long, font, Tone.QUIET, _LINE)
    # The box to tick takes its room from the kind, so that the columns stay where they are.
    right = room.right() + (line + tokens.SPACE_S if row.movable else 0)
    kinds = QRect(room)
    kinds.setLeft(right - kind_width)
    titles = QRect(room)
    titles.setLeft(long_box.right() + 1)
    titles.setRight(kinds.left() - tokens.SPACE_M)
    title = _wrapped(titles, room.top(), font, row.title)
    yield Piece(title, row.title, font, Tone.PLAIN, _WRAP)
    yield Piece(_wrapped(kinds, room.top(), small, row.kind), row.kind, small, Tone.QUIET, _WRAP)
    if row.place:
        below = _wrapped(titles, title.bottom() + 1, small, row.place)
        yield Piece(below, row.place, small, Tone.QUIET, _WRAP)


def _wrapped(room: QRect, top: int, font: QFont, text: str) -> QRect:
    bounds = QRect(room.left(), top, room.width(), 10_000)
    return QFontMetrics(font).boundingRect(bounds, _WRAP, text)


def _advance(font: QFont, text: str) -> int:
    return QFontMetrics(font).horizontalAdvance(text) + 2
