"""The questions that keep dates unsure, each with the button that leads to its answer."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from advocate_desktop.domain.deadlines import Deadline
from advocate_desktop.domain.questions import FullerEvent, NewEvent, answer_to
from advocate_desktop.ui import cards, tokens, words


def answer_label(deadline: Deadline) -> str:
    """Return the words of the button that leads to the answer; empty when nothing is open."""
    answer = answer_to(deadline)
    if answer is None:
        return ""
    if isinstance(answer, NewEvent):
        return f"Record: {words.EVENTS[answer.kind]}"
    if isinstance(answer, FullerEvent):
        return f"Complete: {words.EVENTS[answer.event.kind]}"
    return "Say what is in dispute"


class OpenQuestions(QWidget):
    """One card a question; it takes no room when every date is sure."""

    answer_wanted = Signal(object)
    """A `Deadline` whose question the user wants to answer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Deadline, ...] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.SPACE_S)
        self.setAccessibleName("Questions that decide a date")

    def show_deadlines(self, deadlines: tuple[Deadline, ...], *, read_only: bool) -> None:
        """Ask what keeps any of these deadlines unsure, each question once."""
        if deadlines == self._shown:
            return
        self._shown = deadlines
        cards.clear(self._column)
        asked: dict[tuple[str, str], list[Deadline]] = {}
        for deadline in deadlines:
            if deadline.question:
                key = (deadline.question, answer_label(deadline))
                asked.setdefault(key, []).append(deadline)
        for members in asked.values():
            self._column.addWidget(self._card(members, read_only))
        self.setVisible(bool(asked))

    def _card(self, members: list[Deadline], read_only: bool) -> QWidget:
        first = members[0]
        card = cards.Card(cards.Tone.NEXT)
        card.body.addWidget(cards.heading(first.question))
        card.body.addWidget(cards.note(_decides(members)))
        button = QPushButton(answer_label(first))
        button.setAccessibleDescription(first.question)
        button.setDisabled(read_only)
        button.clicked.connect(lambda: self.answer_wanted.emit(first))
        card.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return card


def _decides(members: list[Deadline]) -> str:
    titles = list(dict.fromkeys(deadline.title for deadline in members))
    if len(titles) == 1:
        return f"It decides this date: {titles[0]}."
    return f"It decides {words.count(len(members), 'date')}: {'; '.join(titles)}."
