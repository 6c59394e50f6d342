"""The overview of a case: its dates, its doors, its facts."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from advocate_desktop.domain.deadlines import UNSETTLED, Deadline
from advocate_desktop.domain.moments import day_of
from advocate_desktop.services.views import CasePage
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import cards, tokens, words
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.case_facts import CaseFacts
from advocate_desktop.ui.deadline_list import DeadlineList
from advocate_desktop.ui.doors import Doors
from advocate_desktop.ui.findings_list import FindingsList
from advocate_desktop.ui.open_questions import OpenQuestions
from advocate_desktop.ui.sheet import scrolled
from advocate_desktop.ui.words import Mark


class Overview(QWidget):
    """Everything below the sentence that says where the case stands."""

    earlier_wanted = Signal(object)
    """The `Field` of the history whose values are asked for."""
    deadline_chosen = Signal(object)
    """A `Deadline` whose arithmetic is wanted."""

    def __init__(self, workspace: Workspace, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._bridge = bridge
        self.facts: CaseFacts | None = None
        self.dates = DeadlineList()
        self.past = DeadlineList()
        self.past.setAccessibleName("Dates that are done or past")
        self.questions = OpenQuestions()
        self.doors = Doors()
        self._none = cards.Words("No date runs yet. Record what happened to start one.", quiet=True)
        self._past_fold = cards.Fold("Done and past", self.past)
        self._findings = FindingsList("")
        self._build()

    def show_page(self, page: CasePage) -> None:
        """Show a case; a form that is being typed in keeps what is typed."""
        ahead = tuple(deadline for deadline in page.relevant if _matters(deadline))
        past = tuple(deadline for deadline in page.relevant if not _matters(deadline))
        self.dates.set_deadlines(tuple(sorted(ahead, key=_late_first)))
        self.past.set_deadlines(past)
        self.dates.setVisible(bool(ahead))
        self._none.setVisible(not ahead)
        self.questions.show_deadlines(ahead, read_only=self._workspace.read_only)
        self._past_fold.set_heading(f"Done and past: {words.count(len(past), 'date')}")
        self._past_fold.setVisible(bool(past))
        self.doors.set_options(page.options)
        if page.findings != self._findings.findings:
            self._findings.show_findings(page.findings)
        self._findings.setVisible(bool(page.findings))
        self._show_facts(page)

    def show_field(self, part: str, form: str = "story") -> None:
        """Unfold the fact of the case with that name and give it the keyboard."""
        if self.facts:
            field = self.facts.show_field(part, form)
            # What was just unfolded has its place only after the next layout.
            QTimer.singleShot(0, self, lambda: self._area.ensureWidgetVisible(field))

    def flush(self) -> bool:
        """Save what is being typed; return whether nothing failed."""
        return self.facts.flush() if self.facts else True

    def _show_facts(self, page: CasePage) -> None:
        if self.facts and self.facts.case_id == page.record.case.id:
            self.facts.show_record(page.record)
            return
        if self.facts:
            self._facts_place.removeWidget(self.facts)
            self.facts.deleteLater()
        self.facts = CaseFacts(self._workspace, self._bridge, page.record)
        self.facts.set_read_only(self._workspace.read_only)
        self.facts.earlier_wanted.connect(self.earlier_wanted)
        self._facts_place.addWidget(self.facts)
        self._area.verticalScrollBar().setValue(0)

    def _build(self) -> None:
        body = QVBoxLayout()
        body.setContentsMargins(*[tokens.SPACE_L] * 4)
        body.setSpacing(tokens.SPACE_S)
        self._facts_place = QVBoxLayout()
        body.addWidget(cards.heading("Dates"))
        for part in (self._none, self.dates, self.questions, self._past_fold, self._findings):
            body.addWidget(part)
        _begin_section(body, "Where you can go")
        body.addWidget(self.doors)
        _begin_section(body, "The facts")
        body.addLayout(self._facts_place)
        body.addStretch(1)
        self.setFocusProxy(self.dates)
        self._area = scrolled(body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._area)
        for listed in (self.dates, self.past):
            listed.chosen.connect(self.deadline_chosen)


def _begin_section(body: QVBoxLayout, text: str) -> None:
    body.addSpacing(tokens.SPACE_M)
    body.addWidget(cards.heading(text))


def _matters(deadline: Deadline) -> bool:
    return deadline.state in UNSETTLED and deadline.handled_on is None


def _late_first(deadline: Deadline) -> tuple[bool, object]:
    return words.mark(deadline) is not Mark.LATE, day_of(deadline.when)
