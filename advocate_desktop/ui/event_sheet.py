"""Recording what happened: kind, date, how, how it came out, and the paper that proves it."""

from __future__ import annotations

from dataclasses import replace

from advocate_desktop.domain.cases import CaseId, CaseRecord
from advocate_desktop.domain.documents import Document
from advocate_desktop.domain.errors import Invalid, NotFound
from advocate_desktop.domain.events import OUTCOMES, Event, EventId, EventKind
from advocate_desktop.services import cases, deadlines, events
from advocate_desktop.services.cases import new_id
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.ui import event_kinds, words
from advocate_desktop.ui.case_fields import NOT_SAID
from advocate_desktop.ui.date_field import DateField
from advocate_desktop.ui.fields import ChoiceField, TextField
from advocate_desktop.ui.forms import Form, Row
from advocate_desktop.ui.grouped_choice import GroupedChoiceField
from advocate_desktop.ui.moves_list import MovesList
from advocate_desktop.ui.sheet import Sheet


class EventSheet(Sheet):
    """Records an event, or changes one that is given; tells what moves before it is saved."""

    def __init__(
        self,
        workspace: Workspace,
        record: CaseRecord,
        kind: EventKind | None = None,
        event: Event | None = None,
        paper: Document | None = None,
    ) -> None:
        """Begin with a kind, an event to change, or the paper that tells what happened."""
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
            EventId(new_id()),
            kind or EventKind.DENIAL_RECEIVED,
            (paper and paper.date) or workspace.now().date(),
            document=paper.id if paper else None,
        )
        rows = _rows(workspace, record, shown.kind)
        self.form = Form(rows, shown)
        self.moves = MovesList()
        self.body.addWidget(self.form)
        self.body.addWidget(self.moves)
        self._kind = self.form.field("kind")
        self._kind.edited.connect(self._follow_kind)
        self._follow_kind()
        for row in rows:
            row.field.edited.connect(self._tell_moves)
        self._tell_moves()
        self.setFocusProxy(self._kind.box if kind is None else self.form.field("at").box)

    def _follow_kind(self) -> None:
        kind = self._kind.value()
        outcome = self.form.field("outcome")
        assert isinstance(outcome, ChoiceField), "an outcome is chosen from a list"
        offered = OUTCOMES.get(kind, ())
        outcome.set_choices({one: words.OUTCOMES[one] for one in offered}, "Choose")
        is_sent, came = kind in event_kinds.SENT, kind in event_kinds.CAME
        table = self.form.table
        table.setRowVisible(outcome, bool(offered))
        table.setRowVisible(self.form.field("appointment"), kind in event_kinds.APPOINTMENTS)
        table.setRowVisible(self.form.field("method"), is_sent or came)
        self.form.name_row("method", "How it was sent" if is_sent else "How it came")

    def _entered(self) -> Event:
        """Return the event with what belongs to its kind and no more."""
        event: Event = self.form.value()
        has_method = event.kind in event_kinds.SENT | event_kinds.CAME
        fits = event.outcome in OUTCOMES.get(event.kind, ())
        return replace(
            event,
            outcome=event.outcome if fits else None,
            appointment=event.appointment if event.kind in event_kinds.APPOINTMENTS else None,
            method=event.method if has_method else None,
        )

    def _tell_moves(self) -> None:
        try:
            now = cases.record(self._workspace, self._case)
        except NotFound:
            return  # saving will say so
        event = self._entered()
        others = tuple(one for one in now.events if one.id != event.id)
        after = replace(now, events=(*others, event))
        self.moves.show_moves(deadlines.what_moves(now, after, self._workspace.now()))

    def _save(self) -> None:
        if wrong := self.form.complain():
            wrong.setFocus()
            return
        event = self._entered()
        if event.kind in OUTCOMES and event.outcome is None:
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
    when = DateField(lambda: workspace.now().date(), with_time=True, needed=True)
    return (
        Row("What happened", _kinds(record, kind), "kind"),
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


def _kinds(record: CaseRecord, kind: EventKind) -> GroupedChoiceField:
    groups = event_kinds.groups(record.coverage.program)
    recorded = {event.kind for event in record.events} | {kind}
    other = tuple(
        one for one in EventKind if one in recorded - {k for g in groups.values() for k in g}
    )
    if other:
        groups["Recorded under another law"] = other
    return GroupedChoiceField(
        {name: {one: words.EVENTS[one] for one in kinds} for name, kinds in groups.items()}
    )
