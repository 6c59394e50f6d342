"""Why this date: how a deadline was counted, where the law says so, and how sure that is."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from advocate_desktop.domain.deadlines import Deadline
from advocate_desktop.domain.moments import day_of
from advocate_desktop.domain.rules import Confidence
from advocate_desktop.ui import cards, icons, tokens, words
from advocate_desktop.ui import deadline_list_drawing as drawing
from advocate_desktop.ui.deadline_work import DeadlineWork
from advocate_desktop.ui.law_words import CONFIDENCES
from advocate_desktop.ui.open_questions import answer_label
from advocate_desktop.ui.why_date_actions import DateActions
from advocate_desktop.ui.words import Mark

_COPY = "Copy as text"
_TOP = Qt.AlignmentFlag.AlignTop


def facts(deadline: Deadline) -> tuple[tuple[str, str], ...]:
    """Return label and value of each date that belongs to a deadline."""
    started = deadline.started_by
    found = [("Started by", f"{words.EVENTS[started.kind]}, {words.moment(started.at)}")]
    if deadline.derived_date is not None:
        found.append(("Counted", words.moment(deadline.derived_date)))
        why = f"to {words.moment(deadline.when)}, because: {deadline.moved_because}"
        found.append(("Set by hand", why))
    if deadline.handled_on is not None:
        found.append(("Handled", words.day(deadline.handled_on)))
    if deadline.due is not None and deadline.act_by != deadline.due:
        found.append(("Last day", words.moment(deadline.due)))
    if deadline.act_by is not None and deadline.act_by != drawing.as_of(deadline):
        found.append(("Act by", words.day(deadline.act_by)))
    after = deadline.overdue_after
    if after is not None and after != deadline.due:
        found.append(("Late only after", words.moment(after)))
    if deadline.other_due is not None:
        found.append(("It may also be", words.moment(deadline.other_due)))
    answer = deadline.satisfied_by
    if answer is not None:
        found.append(("Ended by", f"{words.EVENTS[answer.kind]}, {words.moment(answer.at)}"))
    return tuple(found)


def as_text(deadline: Deadline) -> str:
    """Return all that is shown, as plain text to paste into a letter or a note."""
    lines = [
        deadline.title,
        f"{words.day(words.shown_day(deadline))} ({drawing.how_long(deadline)})",
        *(f"{label}: {value}" for label, value in facts(deadline)),
        *([f"Open question: {deadline.question}"] if deadline.question else []),
        "",
        "How it was counted",
        *(f"{number}. {line}" for number, line in enumerate(deadline.explanation, 1)),
        "",
        f"The law: {deadline.citation}",
        CONFIDENCES[deadline.confidence],
        *([f"“{deadline.quote}”"] if deadline.quote else []),
        *([f"Source: {deadline.source}"] if deadline.source else []),
        *([f"Consumer guides say: {deadline.guide_says}"] if deadline.guide_says else []),
    ]
    return "\n".join(lines)


def law_says(deadline: Deadline) -> tuple[str, str]:
    """Return heading and words of the law's side, to stand beside what guides say."""
    sure = deadline.confidence is Confidence.PRIMARY
    heading = "The law says" if sure else "The law, as found so far, says"
    if deadline.quote:
        return heading, f"“{deadline.quote}”"
    return heading, f"{words.day(day_of(deadline.when))}, counted as shown above"


class WhyDate(QWidget):
    """One deadline explained: the date, the counting, the law, and how sure it is."""

    answer_wanted = Signal()
    """The user wants to answer the question that keeps the date unsure."""

    def __init__(
        self,
        deadline: Deadline,
        place: str = "",
        parent: QWidget | None = None,
        *,
        can_answer: bool = False,
    ) -> None:
        """Explain a deadline; `place` names client and case where that is not plain."""
        super().__init__(parent)
        self._deadline = deadline
        self._place = place
        self._can_answer = can_answer
        self._page = QVBoxLayout(self)
        self._page.setSpacing(tokens.SPACE_S)
        self._page.setContentsMargins(*(tokens.SPACE_L,) * 4)
        self._build_head()
        self._build_counting()
        self._build_law()
        self._page.addStretch()
        self.setAccessibleName(f"Why this date: {deadline.title}")
        self.setAccessibleDescription(as_text(deadline))

    def _build_head(self) -> None:
        deadline = self._deadline
        if self._place:
            self._page.addWidget(_label(self._place, tokens.small_font(self.font())))
        self._page.addWidget(_label(deadline.title, tokens.heading_font(self.font())))
        row = QHBoxLayout()
        row.setSpacing(tokens.SPACE_S)
        row.addWidget(_MarkLabel(words.mark(deadline)))
        row.addWidget(_label(words.day(words.shown_day(deadline)), _big_font(self.font())), 1)
        self._page.addLayout(row)
        state = f"{drawing.how_long(deadline)} · {drawing.who(deadline)}"
        self._page.addWidget(_label(state[0].upper() + state[1:], self.font()))
        if deadline.question:
            self._page.addWidget(self._question_card())
        self._page.addLayout(_grid(facts(deadline), self.font()))

    def _question_card(self) -> QWidget:
        card = cards.Card(cards.Tone.NEXT)
        card.body.addWidget(cards.heading("This date is possible, not sure."))
        card.body.addWidget(cards.Words(self._deadline.question))
        if self._can_answer:
            button = QPushButton(answer_label(self._deadline))
            button.setAutoDefault(False)
            button.clicked.connect(lambda: self.answer_wanted.emit())
            card.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _build_counting(self) -> None:
        self._add_heading("How it was counted")
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens.SPACE_S)
        grid.setVerticalSpacing(tokens.SPACE_XS)
        grid.setColumnStretch(1, 1)
        for number, line in enumerate(self._deadline.explanation):
            grid.addWidget(_label(f"{number + 1}.", self.font()), number, 0, _TOP)
            grid.addWidget(_label(line, self.font()), number, 1)
        self._page.addLayout(grid)

    def _build_law(self) -> None:
        deadline = self._deadline
        self._add_heading("The law")
        self._page.addWidget(_label(deadline.citation, self.font()))
        self._page.addLayout(_confidence_row(deadline.confidence, self.font()))
        if deadline.guide_says:
            self._page.addLayout(_side_by_side(deadline, self.font()))
        elif deadline.quote:
            self._page.addWidget(_Quoted("", f"“{deadline.quote}”", self.font()))
        if deadline.source:
            source = f"Source: {deadline.source}"
            self._page.addWidget(_label(source, tokens.small_font(self.font())))

    def _add_heading(self, text: str) -> None:
        self._page.addSpacing(tokens.SPACE_S)
        self._page.addWidget(_label(text, tokens.heading_font(self.font())))


class WhyDateDialog(QDialog):
    """A window with one deadline explained; it stays open beside the work until closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin hidden; `explain` shows it."""
        super().__init__(parent)
        self.setWindowTitle("Why this date")
        self._deadline: Deadline | None = None
        self._place = ""
        self._work: DeadlineWork | None = None
        self._actions: DateActions | None = None
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName("Why this date")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setIcon(QIcon())
        buttons.rejected.connect(self.reject)
        self.copy_button = QPushButton(_COPY)
        self.copy_button.clicked.connect(self.copy)
        buttons.addButton(self.copy_button, QDialogButtonBox.ButtonRole.ActionRole)
        for button in buttons.findChildren(QPushButton):
            button.setAutoDefault(False)
        page = self._column = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, tokens.SPACE_M)
        page.addWidget(self._scroll, 1)
        page.addWidget(buttons)
        buttons.setContentsMargins(tokens.SPACE_L, 0, tokens.SPACE_L, 0)
        metrics = self.fontMetrics()
        self.resize(metrics.averageCharWidth() * 76, metrics.height() * 36)

    def serve(self, work: DeadlineWork) -> None:
        """Offer what can be done about a date, and keep the one shown true to the record."""
        self._work = work
        self._actions = DateActions(work)
        self._column.insertWidget(1, self._actions)
        work.changed.connect(self._follow)

    @property
    def deadline(self) -> Deadline | None:
        """The deadline explained."""
        return self._deadline

    def explain(self, deadline: Deadline, place: str = "") -> None:
        """Explain a deadline, in place of the one before, and come to the front."""
        self._show(deadline, place)
        self.show()
        self.raise_()
        self.activateWindow()

    def _show(self, deadline: Deadline, place: str) -> None:
        self._deadline, self._place = deadline, place
        self.copy_button.setText(_COPY)
        can_answer = self._work is not None and not self._work.read_only
        page = WhyDate(deadline, place, can_answer=can_answer)
        page.answer_wanted.connect(self._answer)
        self._scroll.setWidget(page)
        if self._actions is not None:
            self._actions.show_deadline(deadline)

    def _follow(self) -> None:
        if self._work is None or self._deadline is None or not self.isVisible():
            return
        now = self._work.as_it_stands(self._deadline)
        if now is None:
            self.close()
        elif now != self._deadline:
            height = self._scroll.verticalScrollBar().value()
            self._show(now, self._place)
            self._scroll.verticalScrollBar().setValue(height)

    def _answer(self) -> None:
        self.close()
        if self._work is not None and self._deadline is not None:
            self._work.answer_wanted.emit(self._deadline)

    def copy(self) -> None:
        """Put the whole explanation on the clipboard as text."""
        if self._deadline is not None:
            QGuiApplication.clipboard().setText(as_text(self._deadline))
            self.copy_button.setText("Copied")


class _MarkLabel(QWidget):
    """A deadline's mark, as tall as the big date beside it."""

    def __init__(self, mark: Mark) -> None:
        super().__init__()
        self._mark = mark
        side = round(QFontMetrics(_big_font(self.font())).height() * 0.9)
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = icons.mark_colour(self._mark, self.palette())
        icons.paint_mark(painter, QRectF(self.rect()), self._mark, colour)


class _Quoted(QWidget):
    """Words of others with a line at their left, under a heading."""

    def __init__(self, heading: str, text: str, font: QFont) -> None:
        super().__init__()
        page = QVBoxLayout(self)
        page.setContentsMargins(tokens.SPACE_M, 0, 0, 0)
        page.setSpacing(tokens.SPACE_XS)
        if heading:
            page.addWidget(_label(heading, tokens.small_font(font)))
        page.addWidget(_label(text, font))
        page.addStretch()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        line = QRect(0, 0, tokens.SPACE_XS - 1, self.height())
        painter.fillRect(line, tokens.tones(self.palette()).line)


def _confidence_row(confidence: Confidence, font: QFont) -> QHBoxLayout:
    sure = confidence is Confidence.PRIMARY
    sign = QLabel()
    side = QFontMetrics(font).height()
    sign.setPixmap(icons.icon("check" if sure else "triangle-alert").pixmap(side, side))
    row = QHBoxLayout()
    row.setSpacing(tokens.SPACE_S)
    row.addWidget(sign, 0, _TOP)
    row.addWidget(_label(CONFIDENCES[confidence], font if sure else tokens.heading_font(font)), 1)
    return row


def _side_by_side(deadline: Deadline, font: QFont) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(tokens.SPACE_L)
    heading, text = law_says(deadline)
    row.addWidget(_Quoted("Consumer guides say", deadline.guide_says or "", font), 1)
    row.addWidget(_Quoted(heading, text, font), 1)
    return row


def _grid(rows: tuple[tuple[str, str], ...], font: QFont) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(tokens.SPACE_M)
    grid.setVerticalSpacing(tokens.SPACE_XS)
    grid.setColumnStretch(1, 1)
    for number, (label, value) in enumerate(rows):
        grid.addWidget(_label(label, tokens.small_font(font)), number, 0, _TOP)
        grid.addWidget(_label(value, font), number, 1)
    return grid


def _label(text: str, font: QFont) -> QLabel:
    label = QLabel(text, wordWrap=True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setFont(font)
    return label


def _big_font(font: QFont) -> QFont:
    return tokens.title_font(tokens.title_font(font))
