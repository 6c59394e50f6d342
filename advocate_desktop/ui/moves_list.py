"""What a change moves, told before it is saved."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from advocate_desktop.domain.moves import Move
from advocate_desktop.ui import cards, tokens, words

_LINES = 6


def line(move: Move) -> str:
    """Write one move: “The plan answers your grievance: from Wed 11 Feb 2026 to …”."""
    before, after = move.before, move.after
    if before is None or after is None:
        there = after or before
        assert there is not None, "a move has a side"
        word = "New" if before is None else "Gone"
        return f"{word}: {move.title}, {words.moment(there.when)}"
    if before.when != after.when:
        return f"{move.title}: from {words.moment(before.when)} to {words.moment(after.when)}"
    if before.state is after.state:
        return f"{move.title}, {words.moment(after.when)}: surer than before"
    was, now = words.STATES[before.state].lower(), words.STATES[after.state].lower()
    return f"{move.title}, {words.moment(after.when)}: was “{was}”, now “{now}”"


def lines(moves: Sequence[Move], most: int = _LINES) -> tuple[str, ...]:
    """Write the moves, the last line saying how many more there are."""
    told = tuple(map(line, moves[:most]))
    more = len(moves) - most
    return (*told, f"and {more} more") if more > 0 else told


class MovesList(QWidget):
    """The dates that a change would move, as short lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = cards.heading()
        self._lines = cards.Words()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.SPACE_XS)
        column.addWidget(self.heading)
        column.addWidget(self._lines)
        self.setAccessibleName("What this moves")

    @property
    def text(self) -> str:
        """The lines in sight."""
        return self._lines.text()

    def show_moves(self, moves: Sequence[Move]) -> None:
        """Show what a change moves; with nothing to move, say so."""
        self.heading.setText("This moves:" if moves else "This moves no date.")
        self._lines.setText("\n".join(lines(moves)))
        self._lines.setVisible(bool(moves))
        self.setAccessibleDescription(f"{self.heading.text()} {self.text}".strip())
