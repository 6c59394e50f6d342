"""Help: the keys, what the marks mean, and the words of the trade."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from advocate_desktop.ui import cards, icons, tokens
from advocate_desktop.ui.actions import plain
from advocate_desktop.ui.letter_editor_bar import KEYS as LETTER_KEYS
from advocate_desktop.ui.sheet import scrolled
from advocate_desktop.ui.words import Mark

_MARKS = (
    (Mark.LATE, "Late: the plan or an agency did not act in time, or a date of yours has passed."),
    (Mark.YOURS, "Yours: you must act by this date."),
    (Mark.THEIRS, "Theirs: the plan or an agency must act by this date."),
    (Mark.POSSIBLE, "Possible: a fact that decides the date is missing."),
    (Mark.OWN, "Your own: an appointment, a reminder, a call to come back to. You can drag it."),
    (Mark.DONE, "Done, or a wait that is over."),
)
_TERMS = (
    ("Grievance", "Your formal complaint to the plan. It starts the plan’s 30 days."),
    ("Expedited", "A fast review, when waiting could badly harm the client’s health."),
    ("DMHC", "The Department of Managed Health Care, which watches most plans in California."),
    ("IMR", "Independent Medical Review: doctors from outside the plan decide."),
    ("Exhibit", "A paper of yours in a packet, with a letter and page numbers."),
    ("Casebook", "The one file that holds all your cases and their papers."),
)
_MORE_KEYS = (
    ("Ctrl+Enter", "Save the sheet that is open"),
    ("Ctrl+Shift+H", "See the earlier values of the field in use"),
    ("Escape", "Put the sheet away"),
    ("Enter", "Change the row chosen"),
    ("Delete", "Take out the row chosen; undo brings it back"),
    ("Space", "Tick off the date of your own that is chosen in the calendar"),
    ("F4", "Show small pictures of a document’s pages"),
    ("Ctrl+V", "Attach what was copied, with the list of documents in use"),
    ("Shift+arrows, Ctrl+C", "Choose words on a page and copy them"),
    ("Alt+Left, Alt+Right", "Move it by a day; with Up and Down by a week"),
)


class HelpDialog(QDialog):
    """Keys, marks and words on one page."""

    def __init__(self, actions: Iterable[QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keys and marks")
        body = QVBoxLayout()
        body.setContentsMargins(*[tokens.SPACE_L] * 4)
        body.setSpacing(tokens.SPACE_S)
        body.addWidget(cards.heading("Marks"))
        for mark, meaning in _MARKS:
            body.addLayout(_mark_row(mark, meaning, self.fontMetrics().height()))
        keys = [(a.shortcut().toString(), plain(a)) for a in actions if not a.shortcut().isEmpty()]
        for heading, pairs in (("Keys", (*keys, *_MORE_KEYS, *LETTER_KEYS)), ("Words", _TERMS)):
            body.addSpacing(tokens.SPACE_M)
            body.addWidget(cards.heading(heading))
            body.addLayout(_pairs(pairs))
        body.addStretch(1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        buttons.setContentsMargins(*[tokens.SPACE_M] * 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolled(body), 1)
        column.addWidget(buttons)
        metrics = self.fontMetrics()
        self.resize(metrics.averageCharWidth() * 74, metrics.height() * 34)


def _mark_row(mark: Mark, meaning: str, side: int) -> QHBoxLayout:
    sign = QLabel()
    sign.setPixmap(icons.mark_icon(mark).pixmap(side, side))
    row = QHBoxLayout()
    row.setSpacing(tokens.SPACE_S)
    row.addWidget(sign)
    row.addWidget(cards.Words(meaning), 1)
    return row


def _pairs(pairs: Iterable[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(tokens.SPACE_L)
    grid.setVerticalSpacing(tokens.SPACE_XS)
    grid.setColumnStretch(1, 1)
    for number, (left, right) in enumerate(pairs):
        grid.addWidget(QLabel(left), number, 0)
        grid.addWidget(cards.Words(right), number, 1)
    return grid
