"""Events: the dated facts of a case."""

from __future__ import annotations

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.errors import Invalid
from advocate_desktop.domain.events import OUTCOMES, Event, EventId
from advocate_desktop.services.workspace import Unit
from advocate_desktop.store import cases as rows


def add(unit: Unit, case_id: CaseId, event: Event) -> EventId:
    """Record an event; raise `NotFound` when the case is gone, `Invalid` for a wrong outcome."""
    _check(event)
    rows.insert_event(unit, case_id, event)
    return event.id


def change(unit: Unit, event: Event) -> None:
    """Change an event; raise `NotFound` when it is gone, `Invalid` for a wrong outcome."""
    _check(event)
    rows.update_event(unit, event)


def remove(unit: Unit, event_id: EventId) -> None:
    """Take an event out of the record; undo and the history keep it."""
    rows.delete_event(unit, event_id)


def _check(event: Event) -> None:
    if event.outcome is None or event.outcome in OUTCOMES.get(event.kind, ()):
        return
    kind = event.kind.value.replace("_", " ")
    raise Invalid(
        f"“{kind}” cannot have the outcome “{event.outcome.value}”. Nothing was changed. "
        "Choose another outcome or none."
    )
