"""Where the case can go now: each door with how it stands, why, and the law."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from advocate_desktop.domain.routes import Option, RouteState
from advocate_desktop.ui import cards, icons, tokens, words

_ICONS = {
    RouteState.OPEN: "circle-dot",
    RouteState.POSSIBLE: "diamond",
    RouteState.NOT_YET: "clock",
    RouteState.DONE: "check",
    RouteState.CLOSED: "x",
}
_ORDER = tuple(_ICONS)


class Doors(QWidget):
    """The doors that are open or may open; the closed ones folded below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Option, ...] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.SPACE_M)

    def set_options(self, options: tuple[Option, ...]) -> None:
        """Show these doors, the open ones first."""
        if options == self._shown:
            return
        self._shown = options
        cards.clear(self._column)
        closed = [option for option in options if option.state is RouteState.CLOSED]
        useful = [option for option in options if option.state is not RouteState.CLOSED]
        for option in sorted(useful, key=lambda option: _ORDER.index(option.state)):
            self._column.addWidget(_door(option))
        if not useful:
            self._column.addWidget(cards.Words("No door is open for this case now.", quiet=True))
        if closed:
            self._column.addWidget(_folded(closed))


def _folded(closed: list[Option]) -> QWidget:
    inner = QWidget()
    column = QVBoxLayout(inner)
    column.setContentsMargins(tokens.SPACE_XL, 0, 0, 0)
    column.setSpacing(tokens.SPACE_M)
    for option in closed:
        column.addWidget(_door(option))
    return cards.Fold(f"Closed here: {words.count(len(closed), 'door')}", inner)


def _door(option: Option) -> QWidget:
    door = QWidget()
    row = QHBoxLayout(door)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(tokens.SPACE_S)
    row.addWidget(_sign(option), 0, Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout()
    column.setSpacing(2)
    column.addWidget(cards.heading(words.ROUTES[option.route]))
    column.addWidget(cards.Words(_state(option)))
    for reason in option.reasons:
        column.addWidget(cards.Words(reason))
    if option.citations:
        column.addWidget(cards.note("; ".join(option.citations)))
    row.addLayout(column, 1)
    return door


def _sign(option: Option) -> QLabel:
    sign = QLabel()
    side = sign.fontMetrics().height()
    open_now = option.state is RouteState.OPEN
    colour = (lambda p: tokens.tones(p).yours) if open_now else (lambda p: tokens.tones(p).quiet)
    sign.setPixmap(icons.icon(_ICONS[option.state], colour).pixmap(side, side))
    return sign


def _state(option: Option) -> str:
    parts = [words.ROUTE_STATES[option.state]]
    if option.opens is not None and option.state in (RouteState.NOT_YET, RouteState.POSSIBLE):
        parts.append(f"from {words.day(option.opens)}")
    if option.until is not None and option.state is not RouteState.DONE:
        parts.append(f"until {words.day(option.until)}")
    return ", ".join(parts)
