"""Which law applies: questions one by one, and what follows from the answers."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from advocate_desktop.domain.interview import Interview, Reply
from advocate_desktop.domain.router import Regulator, TrackChoice
from advocate_desktop.ui import cards, icons, tokens, words
from advocate_desktop.ui.law_words import CONFIDENCES, TRACKS
from advocate_desktop.ui.sheet import scrolled

_DO_NOT_KNOW = "&Don’t know"
_YES_OR_NO: dict[str, bool | Regulator | None] = {"&Yes": True, "&No": False, _DO_NOT_KNOW: None}
_AGENCIES: dict[str, bool | Regulator | None] = {
    "The D&MHC": Regulator.DMHC,
    "The Department of &Insurance": Regulator.CDI,
    _DO_NOT_KNOW: None,
}


class WhichLaw(QDialog):
    """Asks what decides, and offers the kind of coverage that follows."""

    chosen = Signal(object)
    """The `Program` the user accepted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Which law applies")
        self._interview = Interview()
        self.use_button = cards.MainButton()
        self.back_button = QPushButton("&Back")
        self.cancel_button = QPushButton("Cancel")
        self.answers: dict[str, QPushButton] = {}
        self._page = QVBoxLayout()
        self._build()
        self.use_button.clicked.connect(self._accept)
        self.back_button.clicked.connect(lambda: self._go(self._interview.back()))
        self.cancel_button.clicked.connect(self.reject)
        self._go(Interview())
        metrics = self.fontMetrics()
        self.resize(metrics.averageCharWidth() * 74, metrics.height() * 32)

    @property
    def interview(self) -> Interview:
        """The answers so far."""
        return self._interview

    def _build(self) -> None:
        self._page.setSpacing(tokens.SPACE_M)
        body = QVBoxLayout()
        body.setContentsMargins(*[tokens.SPACE_L] * 4)
        body.addLayout(self._page)
        body.addStretch()
        foot = QHBoxLayout()
        foot.setContentsMargins(*[tokens.SPACE_L, tokens.SPACE_M] * 2)
        foot.setSpacing(tokens.SPACE_S)
        for button in (self.use_button, self.back_button, self.cancel_button):
            button.setAutoDefault(False)
            foot.addWidget(button)
        foot.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolled(body), 1)
        column.addLayout(foot)

    def _go(self, interview: Interview) -> None:
        self._interview = interview
        cards.clear(self._page)
        self._page.addWidget(cards.title("Which law applies?"))
        intro = "Answer what you know. The member card and the plan’s booklet tell most of it."
        self._page.addWidget(cards.Words(intro, quiet=True))
        if interview.replies:
            self._page.addWidget(_given(interview.replies))
        self.answers = {}
        if interview.asks:
            self._page.addWidget(self._question(interview))
        self._show_result()
        self.back_button.setEnabled(bool(interview.replies))
        first = next(iter(self.answers.values()), self.use_button)
        (first if first.isEnabled() else self.back_button).setFocus()

    def _question(self, interview: Interview) -> QWidget:
        card = cards.Card(cards.Tone.NEXT)
        card.body.addWidget(cards.heading(interview.routing.question))
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_S)
        offered = _AGENCIES if interview.asks == "regulator" else _YES_OR_NO
        for label, value in offered.items():
            button = QPushButton(label)
            button.setAutoDefault(False)
            button.setAccessibleDescription(interview.routing.question)
            button.clicked.connect(lambda _, given=value: self._go(self._interview.answered(given)))
            self.answers[label.replace("&", "")] = button
            row.addWidget(button)
        row.addStretch()
        card.body.addLayout(row)
        return card

    def _show_result(self) -> None:
        interview = self._interview
        program = interview.routing.program
        self.use_button.setEnabled(program is not None)
        self.use_button.setText(
            "Use this" if program is None else f"Use “{words.SHORT_PROGRAMS[program]}”"
        )
        if program is not None:
            self._page.addWidget(cards.heading(f"It is: {words.PROGRAMS[program]}"))
        elif not interview.asks:
            self._page.addWidget(cards.heading("It is not settled yet."))
        if interview.still_open and not (program is None and interview.asks):
            told = "Find this out too. Another answer could lead to another law:"
            self._page.addWidget(cards.Words("\n".join((told, *interview.still_open))))
        for track in sorted(interview.routing.tracks, key=lambda track: not track.applies):
            self._page.addWidget(_track(track))

    def _accept(self) -> None:
        program = self._interview.routing.program
        if program is not None:
            self.chosen.emit(program)
            self.accept()


def _given(replies: tuple[Reply, ...]) -> QWidget:
    return cards.note("\n".join(f"{reply.question} {_said(reply)}." for reply in replies))


def _said(reply: Reply) -> str:
    if isinstance(reply.value, Regulator):
        return "The DMHC" if reply.value is Regulator.DMHC else "The Department of Insurance"
    return {True: "Yes", False: "No", None: "Not known"}[reply.value]


def _track(track: TrackChoice) -> QWidget:
    made = QWidget()
    sign = QLabel()
    side = sign.fontMetrics().height()
    sign.setPixmap(icons.icon("check" if track.applies else "x").pixmap(side, side))
    column = QVBoxLayout()
    column.setSpacing(2)
    says = "applies" if track.applies else "does not apply"
    column.addWidget(cards.heading(f"{TRACKS[track.track]}: {says}"))
    column.addWidget(cards.Words(track.reason))
    column.addWidget(cards.note(f"{track.citation}. {CONFIDENCES[track.confidence]}"))
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(tokens.SPACE_S)
    row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    row.addLayout(column, 1)
    return made
