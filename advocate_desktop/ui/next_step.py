"""The sentence on where a case stands, with the next steps: in full, or in a line above a pane."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton

from advocate_desktop.domain.deadlines import Deadline
from advocate_desktop.domain.standing import Standing, Step
from advocate_desktop.ui import cards, tokens, words
from advocate_desktop.ui.flow import FlowLayout


class NextStep(cards.Card):
    """One sentence on where the case stands, and the next steps as buttons."""

    step_wanted = Signal(object)
    why_wanted = Signal(object)
    """The `Deadline` that somebody missed, to be explained."""

    def __init__(self) -> None:
        super().__init__(cards.Tone.NEXT)
        self.sentence = cards.heading()
        self.law = cards.note()
        self.why_button = QPushButton("Why this date")
        self.why_button.clicked.connect(self._explain)
        self.others = QPushButton("Other steps")
        self.others.setMenu(QMenu(self.others))
        self._late: Deadline | None = None
        self._steps: tuple[Step, ...] = ()
        self._brief = False
        self._head = QHBoxLayout()
        self._law = QHBoxLayout()
        self._buttons = FlowLayout()
        self._main: QPushButton | None = None
        self._build()

    def show_standing(self, standing: Standing) -> None:
        """Show where a case stands."""
        self.sentence.setText(standing.sentence)
        self.set_tone(cards.Tone.LATE if standing.late_days else cards.Tone.NEXT)
        self._late = standing.next_deadline if standing.late_days else None
        self.law.setText(f"The rule: {self._late.citation}" if self._late else "")
        if standing.steps != self._steps:
            self._steps = standing.steps
            self._show_steps()
        self._show_law()

    def set_brief(self, brief: bool) -> None:
        """Take one line, with the steps after the first in a menu, or as much as it all needs."""
        if brief != self._brief:
            self._brief = brief
            upright = tokens.SPACE_S if brief else tokens.SPACE_M
            self.body.setContentsMargins(*[tokens.SPACE_L, upright] * 2)
            self._show_steps()
            self._show_law()

    def _build(self) -> None:
        self._head.setSpacing(tokens.SPACE_M)
        self._head.addWidget(self.sentence, 1)
        self._head.addWidget(self.others)
        self._law.setSpacing(tokens.SPACE_M)
        self._law.addWidget(self.law, 1)
        self._law.addWidget(self.why_button)
        self.body.addLayout(self._head)
        self.body.addLayout(self._law)
        self.body.addLayout(self._buttons)

    def _show_steps(self) -> None:
        if self._main is not None:
            self._head.removeWidget(self._main)
            self._main.deleteLater()
            self._main = None
        cards.clear(self._buttons)
        for number, step in enumerate(self._steps):
            if number and self._brief:
                break
            self._place(step, cards.MainButton() if number == 0 else QPushButton())

    def _place(self, step: Step, button: QPushButton) -> None:
        button.setText(words.STEPS[step])
        button.clicked.connect(lambda _, wanted=step: self.step_wanted.emit(wanted))
        if self._brief:
            self._main = button
            self._head.insertWidget(1, button)
        else:
            self._buttons.addWidget(button)

    def _show_law(self) -> None:
        in_full = self._late is not None and not self._brief
        self.law.setVisible(in_full)
        self.why_button.setVisible(in_full)
        menu = self.others.menu()
        menu.clear()
        for step in self._steps[1:]:
            wanted = menu.addAction(words.STEPS[step])
            wanted.triggered.connect(lambda _, step=step: self.step_wanted.emit(step))
        if self._late is not None:
            menu.addAction(self.why_button.text()).triggered.connect(self._explain)
        self.others.setVisible(self._brief and not menu.isEmpty())

    def _explain(self) -> None:
        self.why_wanted.emit(self._late)
