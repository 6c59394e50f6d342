"""Recording a call or message as a call log quotes it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.communications import (
    Channel,
    Communication,
    CommunicationId,
    Direction,
)
from advocate_desktop.domain.errors import Invalid
from advocate_desktop.services import communications
from advocate_desktop.services.cases import new_id
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import words
from advocate_desktop.ui.date_field import DateField
from advocate_desktop.ui.fields import ChoiceField, LineField, TextField
from advocate_desktop.ui.forms import Form, Row
from advocate_desktop.ui.sheet import Sheet


class CallSheet(Sheet):
    """Records a communication, or changes one that is given."""

    def __init__(
        self, workspace: Workspace, case_id: CaseId, entry: Communication | None = None
    ) -> None:
        super().__init__(
            "Change a call or message" if entry else "Record a call or message",
            "Save",
            self._save,
            "Names and reference numbers count: they go into the call log of your packet.",
        )
        self._workspace = workspace
        self._case = case_id
        self._is_new = entry is None
        now = workspace.now().replace(second=0, microsecond=0)
        shown = entry or Communication(CommunicationId(new_id()), now, Channel.PHONE, Direction.OUT)
        self.form = Form(_rows(lambda: workspace.now().date()), shown)
        self.body.addWidget(self.form)
        self.setFocusProxy(self.form.field("person").box)

    def _save(self) -> None:
        if wrong := self.form.complain():
            wrong.setFocus()
            return
        entry: Communication = self.form.value()
        if not (entry.whom or entry.summary or entry.promise):
            raise Invalid("Write at least with whom it was, or what was said.")
        what = words.CHANNELS[entry.channel]
        if self._is_new:
            self._workspace.run(f"{what} recorded", communications.add, self._case, entry)
        else:
            self._workspace.run(f"{what} changed", communications.change, entry)
        self.closed.emit()


def _rows(today: Callable[[], date]) -> tuple[Row, ...]:
    return (
        Row("When", DateField(today, with_time=True, needed=True), "at"),
        Row("By what means", ChoiceField(words.CHANNELS), "channel"),
        Row("Who began it", ChoiceField(words.DIRECTIONS), "direction"),
        Row("Spoke with", LineField("Name, or how they called themselves"), "person"),
        Row("Department", LineField("Member services, claims, appeals"), "department"),
        Row("Organization", LineField("The plan, the clinic, the DMHC"), "organization"),
        Row("Reference number", LineField("Ask for one on every call"), "reference"),
        Row("What was said", TextField(lines=4), "summary"),
        Row("What was promised", LineField("A decision in writing, a call back"), "promise"),
        Row(
            "Promised by",
            DateField(today, "The day it will be done; ask for one"),
            "promised_by",
            "The calendar reminds you on that day.",
        ),
        Row(
            "Come back to it on", DateField(today, "Empty when nothing is left to do"), "follow_up"
        ),
    )
