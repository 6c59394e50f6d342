"""How a deadline is drawn in every list: mark, date, how long, what, who must act, whose case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from advocate_desktop.domain.deadlines import Deadline, DeadlineState
from advocate_desktop.domain.moments import day_of, earliest
from advocate_desktop.ui import icons, tokens, words
from advocate_desktop.ui.words import Mark

WIDE = 112
"""Average characters from which a row is drawn in one line of columns."""
_MARK_WORDS = {
    Mark.LATE: "Late",
    Mark.YOURS: "Yours",
    Mark.THEIRS: "Theirs",
    Mark.POSSIBLE: "Possible",
    Mark.DONE: "Done",
}
_WRAP = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft)
_LINE = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.AlignmentFlag.AlignLeft)


@dataclass(frozen=True, slots=True)
class DeadlineRow:
    """A deadline as a list shows it, with its case when the list holds several."""

    deadline: Deadline
    client: str = ""
    case_title: str = ""
    number: int = 0
    """Tells apart deadlines of the same rule and case."""

    @property
    def key(self) -> tuple[str, str, int]:
        """What identifies the row from one showing to the next."""
        return self.deadline.case, self.deadline.rule, self.number

    @property
    def place(self) -> str:
        """Client and case, or nothing in a list of one case."""
        return " · ".join(part for part in (self.client, self.case_title) if part)


class Tone(Enum):
    """In which colour a piece of a row is written."""

    PLAIN = auto()
    MARKED = auto()
    QUIET = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """A text at its place in a row."""

    rect: QRect
    text: str
    font: QFont
    tone: Tone
    flags: int


def numbered(rows: tuple[DeadlineRow, ...]) -> tuple[DeadlineRow, ...]:
    """Return the rows with keys that differ."""
    seen: dict[tuple[str, str], int] = {}
    made = []
    for row in rows:
        key = (row.deadline.case, row.deadline.rule)
        seen[key] = seen.get(key, -1) + 1
        made.append(DeadlineRow(row.deadline, row.client, row.case_title, seen[key]))
    return tuple(made)


def as_of(deadline: Deadline) -> date:
    """Return the day from which the deadline was derived."""
    return day_of(deadline.when) - timedelta(days=deadline.days_left)


def how_long(deadline: Deadline) -> str:
    """Write how a deadline stands on the day it was derived: “in 6 days”, “4 days late”."""
    return words.how_long(deadline, as_of(deadline))


def who(deadline: Deadline) -> str:
    """Write who must act, and what is unsure about it."""
    if deadline.state is DeadlineState.WAITING:
        return "You may go on from this day"
    actor = words.ACTORS[deadline.actor]
    must = f"{actor} must act"
    if deadline.state is DeadlineState.POSSIBLE:
        return f"Possible · {actor}"
    return actor if words.mark(deadline) is Mark.DONE else must


def notes(deadline: Deadline) -> tuple[str, ...]:
    """Write what the date alone does not say: what decides it, or who set it and to what."""
    found = []
    if deadline.question and deadline.handled_on is None:
        found.append(_open_question(deadline))
    if deadline.derived_date is not None:
        found.append(f"Set by hand. Counted: {words.moment(deadline.derived_date)}")
    return tuple(found)


def _open_question(deadline: Deadline) -> str:
    question = deadline.question
    if deadline.other_due is None:
        return question
    both = sorted((deadline.when, deadline.other_due), key=earliest)
    dates = " or ".join(map(words.near_moment, both))
    return f"{dates}: {question[0].lower()}{question[1:]}"


def spoken(row: DeadlineRow) -> str:
    """Write the whole row as a screen reader says it."""
    deadline = row.deadline
    mark, shown = words.mark(deadline), words.day(words.shown_day(deadline))
    parts = (
        f"{_MARK_WORDS[mark]}: {shown}, {how_long(deadline)}",
        deadline.title,
        who(deadline),
        row.place,
        *notes(deadline),
    )
    return ". ".join(part for part in parts if part)


def height(row: DeadlineRow, width: int, font: QFont) -> int:
    """Return the height a row takes at a width, in pixels."""
    bottom = max(piece.rect.bottom() for piece in _pieces(row, QRect(0, 0, width, 0), font))
    return bottom + 1 + tokens.SPACE_S


def paint(painter: QPainter, row: DeadlineRow, option: QStyleOptionViewItem) -> None:
    """Draw a row over its ground; the shape of the mark says what its colour says."""
    mark = words.mark(row.deadline)
    selected = bool(option.state & QStyle.StateFlag.State_Selected)
    for piece in _pieces(row, option.rect, option.font):
        painter.setFont(piece.font)
        painter.setPen(_colour(piece.tone, mark, option.palette, selected))
        text = piece.text
        if not piece.flags & int(Qt.TextFlag.TextWordWrap):
            metrics = QFontMetrics(piece.font)
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, piece.rect.width())
        painter.drawText(piece.rect, piece.flags, text)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = _mark_box(option.rect, option.font)
    icons.paint_mark(
        painter, QRectF(box), mark, _colour(Tone.MARKED, mark, option.palette, selected)
    )


def _colour(tone: Tone, mark: Mark, palette: QPalette, selected: bool) -> QColor:
    if selected:
        return palette.color(QPalette.ColorRole.HighlightedText)
    if tone is Tone.QUIET:
        return tokens.tones(palette).quiet
    if tone is Tone.MARKED:
        return icons.mark_colour(mark, palette)
    return palette.color(QPalette.ColorRole.Text)


def _mark_box(rect: QRect, font: QFont) -> QRect:
    side = QFontMetrics(font).height()
    return QRect(rect.left() + tokens.SPACE_XS, rect.top() + tokens.SPACE_S, side, side)


def _pieces(row: DeadlineRow, rect: QRect, font: QFont) -> Iterator[Piece]:
    left = _mark_box(rect, font).right() + tokens.SPACE_S
    room = QRect(left, rect.top() + tokens.SPACE_S, rect.right() - left - tokens.SPACE_S, 0)
    wide = rect.width() >= QFontMetrics(font).averageCharWidth() * WIDE
    return _columns(row, room, font) if wide else _stacked(row, room, font)


def _stacked(row: DeadlineRow, room: QRect, font: QFont) -> Iterator[Piece]:
    """Place date and how long in one line if they fit, then the title, then who and whose."""
    bold, small = tokens.heading_font(font), tokens.small_font(font)
    date_text, long_text = words.day(words.shown_day(row.deadline)), how_long(row.deadline)
    line = QFontMetrics(bold).height()
    date_width = _advance(bold, date_text)
    yield Piece(_box(room, room.top(), line), date_text, bold, Tone.PLAIN, _LINE)
    after = room.left() + date_width + tokens.SPACE_S
    top = room.top()
    beside = after + _advance(font, long_text) <= room.right()
    if not beside:
        top += line
        after = room.left()
    beside_box = QRect(after, top, room.right() - after, line)
    yield Piece(beside_box, long_text, font, Tone.MARKED, _LINE)
    top += line
    title = _wrapped(room, top, font, row.deadline.title)
    yield Piece(title, row.deadline.title, font, Tone.PLAIN, _WRAP)
    top = title.bottom() + 1
    below = " · ".join((words.ACTORS[row.deadline.actor], row.place)) if row.place else ""
    yield from _lines(room, top, small, (below or who(row.deadline), *notes(row.deadline)))


def _columns(row: DeadlineRow, room: QRect, font: QFont) -> Iterator[Piece]:
    """Place all in one line: date, how long, title with whose case below, who at the right."""
    bold, small = tokens.heading_font(font), tokens.small_font(font)
    line = QFontMetrics(bold).height()
    date_width = _advance(bold, "Wed 30 Sep 2026") + tokens.SPACE_M
    long_width = _advance(font, "passed 100 days ago") + tokens.SPACE_M
    who_width = _advance(small, "The reviewers (IMR) must act")
    titles = QRect(room)
    titles.setLeft(room.left() + date_width + long_width)
    titles.setRight(room.right() - who_width - tokens.SPACE_M)
    date_text = words.day(words.shown_day(row.deadline))
    yield Piece(_box(room, room.top(), line), date_text, bold, Tone.PLAIN, _LINE)
    long_box = QRect(room.left() + date_width, room.top(), long_width, line)
    yield Piece(long_box, how_long(row.deadline), font, Tone.MARKED, _LINE)
    title = _wrapped(titles, room.top(), font, row.deadline.title)
    yield Piece(title, row.deadline.title, font, Tone.PLAIN, _WRAP)
    who_box = QRect(room.right() - who_width, room.top(), who_width + 1, line)
    yield Piece(who_box, who(row.deadline), small, Tone.QUIET, _LINE)
    below = (*filter(None, [row.place]), *notes(row.deadline))
    yield from _lines(titles, title.bottom() + 1, small, below)


def _lines(room: QRect, top: int, font: QFont, texts: tuple[str, ...]) -> Iterator[Piece]:
    """Place texts below one another, each in as many lines as it needs."""
    for text in texts:
        rect = _wrapped(room, top, font, text)
        yield Piece(rect, text, font, Tone.QUIET, _WRAP)
        top = rect.bottom() + 1


def _box(room: QRect, top: int, line: int) -> QRect:
    return QRect(room.left(), top, room.width(), line)


def _wrapped(room: QRect, top: int, font: QFont, text: str) -> QRect:
    bounds = QRect(room.left(), top, room.width(), 10_000)
    return QFontMetrics(font).boundingRect(bounds, _WRAP, text)


def _advance(font: QFont, text: str) -> int:
    return QFontMetrics(font).horizontalAdvance(text) + 2
