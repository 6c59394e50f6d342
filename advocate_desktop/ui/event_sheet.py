"""Recording what happened: kind, date, how, how it came out, and the paper that proves it."""

from __future__ import annotations

from dataclasses import replace

from advocate_desktop.domain.cases import CaseId, CaseRecord
from advocate_desktop.domain.errors import Invalid
from advocate_desktop.domain.events import OUTCOMES, Event, EventId, EventKind
from advocate_desktop.services import events
from advocate_desktop.services.cases import new_id
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import event_kinds, words
from advocate_desktop.ui.case_fields import NOT_SAID
from advocate_desktop.ui.date_field import DateField
from advocate_desktop.ui.fields import ChoiceField, TextField
from advocate_desktop.ui.forms import Form, Row
from advocate_desktop.ui.sheet import Sheet


class EventSheet(Sheet):
    """Records an event, or changes one that is given."""

    def __init__(
        self,
        workspace: Workspace,
        record: CaseRecord,
        kind: EventKind | None = None,
        event: Event | None = None,
    ) -> None:
        super().__init__(
            "Change what happened" if event else "Record what happened",
            "Save",
            self._save,
            "The dates of the case are worked out anew from what you enter.",
        )
        self._workspace = workspace
        self._case: CaseId = record.case.id
        self._is_new = event is None
        shown = event or Event(
            EventId(new_id()), kind or EventKind.DENIAL_RECEIVED, workspace.now().date()
        )
        self.form = Form(_rows(workspace, record, shown.kind), shown)
        self.body.addWidget(self.form)
        self._kind = self.form.field("kind")
        self._kind.edited.connect(self._follow_kind)
        self._follow_kind()
        self.setFocusProxy(self._kind.box if kind is None else self.form.field("at").box)

    def _follow_kind(self) -> None:
        kind = self._kind.value()
        outcome = self.form.field("outcome")
        assert isinstance(outcome, ChoiceField), "an outcome is chosen from a list"
        offered = OUTCOMES.get(kind, ())
        outcome.set_choices({one: words.OUTCOMES[one] for one in offered}, "Choose")
        self.form.table.setRowVisible(outcome, bool(offered))
        is_appointment = kind in event_kinds.APPOINTMENTS
        self.form.table.setRowVisible(self.form.field("appointment"), is_appointment)

    def _save(self) -> None:
        if wrong := self.form.complain():
            wrong.setFocus()
            return
        event: Event = self.form.value()
        offered = OUTCOMES.get(event.kind, ())
        if event.kind not in event_kinds.APPOINTMENTS:
            event = replace(event, appointment=None)
        if not offered:
            event = replace(event, outcome=None)
        elif event.outcome not in offered:
            raise Invalid("Say how it came out: the dates depend on it.")
        if self._is_new:
            label = f"Recorded: {words.EVENTS[event.kind]}"
            self._workspace.run(label, events.add, self._case, event)
        else:
            label = f"Changed: {words.EVENTS[event.kind]}"
            self._workspace.run(label, events.change, event)
        self.closed.emit()


def _rows(workspace: Workspace, record: CaseRecord, kind: EventKind) -> tuple[Row, ...]:
    papers = {document.id: document.name for document in record.documents}
    offered = event_kinds.offered(record.coverage.program)
    kinds = {one: words.EVENTS[one] for one in dict.fromkeys((*offered, kind))}
    when = DateField(lambda: workspace.now().date(), with_time=True, needed=True)
    return (
        Row("What happened", ChoiceField(kinds), "kind"),
        Row(
            "When",
            when,
            "at",
            "Add the time if you know it: 12 Mar 2026, 10:15 am.",
        ),
        Row("How it came out", ChoiceField({}, "Choose"), "outcome"),
        Row("Kind of care", ChoiceField(words.APPOINTMENTS, NOT_SAID), "appointment"),
        Row("How it was sent", ChoiceField(words.METHODS, NOT_SAID), "method"),
        Row("Paper that proves it", ChoiceField(papers, "None"), "document"),
        Row("Note", TextField(lines=4), "note"),
    )
