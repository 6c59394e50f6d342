"""The page of one case: where it stands, what to do next, and below it the evidence."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.services import views
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import cards, tokens, words
from advocate_desktop.ui.as_of_band import AsOfBand, moment_of
from advocate_desktop.ui.bridge import Bridge
from advocate_desktop.ui.calls import Calls
from advocate_desktop.ui.documents_pane import DocumentsPane
from advocate_desktop.ui.file_dialogs import FileDialogs
from advocate_desktop.ui.next_step import NextStep
from advocate_desktop.ui.overview import Overview
from advocate_desktop.ui.papers import Papers
from advocate_desktop.ui.timeline import Timeline

TABS = ("Overview", "Timeline", "Documents", "Calls", "Papers")


class CasePage(QWidget):
    """Headline, next step, and five tabs."""

    step_wanted = Signal(object)
    """A domain `Step` to take for the case at hand."""
    today_wanted = Signal()
    """The case shall be seen as it stands today again."""

    def __init__(
        self,
        workspace: Workspace,
        bridge: Bridge,
        dialogs: FileDialogs,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._case: CaseId | None = None
        self._as_of: date | None = None
        self.page: views.CasePage | None = None
        today = lambda: workspace.now().date()  # noqa: E731 - handed on, called later
        self.overview = Overview(workspace, bridge)
        self.timeline = Timeline(today)
        self.documents = DocumentsPane(workspace, bridge, bridge.tasks, dialogs, self)
        self.calls = Calls(today)
        self.papers = Papers(workspace)
        self.band = AsOfBand(today)
        self.band.chosen.connect(lambda _: self.today_wanted.emit())
        self._title = cards.title()
        self._status = cards.heading()
        self._second = cards.note()
        self.next = NextStep()
        self.next.step_wanted.connect(self.step_wanted)
        self.next.why_wanted.connect(self.overview.deadline_chosen)
        self.tabs = QTabWidget(documentMode=True)
        self._build()
        for part in (self.timeline, self.calls):
            part.set_read_only(workspace.read_only)
        self.next.setEnabled(not workspace.read_only)

    def show_case(self, case_id: CaseId) -> None:
        """Show a case."""
        if case_id != self._case:
            self.flush()
            self._case = case_id
            self.documents.show_case(case_id)
        self.refresh()

    def see_as_of(self, day: date | None) -> None:
        """Show the case as it would stand on a day, None for today, under a band that says so."""
        self._as_of = day
        self.band.show_day(day)
        self.flush()
        self.refresh()

    def refresh(self) -> None:
        """Read the case anew; raise `NotFound` when it is gone."""
        if self._case is None:
            return
        as_of = moment_of(self._as_of) if self._as_of is not None else None
        page = self.page = views.case_page(self._workspace, self._case, as_of)
        record = page.record
        self._title.setText(" · ".join(filter(None, (record.client.name, record.case.title))))
        self._status.setText(words.STATUSES[page.standing.status])
        program = words.SHORT_PROGRAMS[record.coverage.program]
        self._second.setText(" · ".join(filter(None, (record.coverage.plan, program))))
        self.next.show_standing(page.standing)
        self.overview.show_page(page)
        self.timeline.show_record(record)
        self.calls.show_record(record)
        counts = (len(record.events), len(record.documents), len(record.communications))
        for number, count in zip((1, 2, 3), counts, strict=True):
            self.tabs.setTabText(number, f"{TABS[number]} {count}" if count else TABS[number])
        self.papers.show_page(page)

    def flush(self) -> bool:
        """Save what is being typed; return whether nothing failed."""
        return all([self.overview.flush(), self.documents.flush()])

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(tokens.SPACE_M)
        head.addWidget(self._title, 1)
        self._status.setWordWrap(False)
        self._status.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._status)
        top = QVBoxLayout()
        top.setContentsMargins(tokens.SPACE_L, tokens.SPACE_M, tokens.SPACE_L, tokens.SPACE_S)
        top.setSpacing(tokens.SPACE_XS)
        top.addWidget(self.band)
        top.addLayout(head)
        top.addWidget(self._second)
        top.addSpacing(tokens.SPACE_XS)
        top.addWidget(self.next)
        panes: tuple[QWidget, ...] = (
            self.overview,
            self.timeline,
            self.documents,
            self.calls,
            self.papers,
        )
        for name, pane in zip(TABS, panes, strict=True):
            self.tabs.addTab(pane, name)
        self.tabs.currentChanged.connect(lambda number: self.next.set_brief(number > 0))
        self.tabs.setAccessibleName("The case")
        self.tabs.tabBar().setAccessibleName("Parts of the case")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.tabs, 1)
