"""The command `event`: records what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from advocate_desktop.cli.answers import answer, case_option, json_option, line
from advocate_desktop.cli.casebook import opens_casebook
from advocate_desktop.cli.times import at_option
from advocate_desktop.domain.errors import Invalid, NotFound
from advocate_desktop.domain.events import (
    OUTCOMES,
    Appointment,
    Event,
    EventId,
    EventKind,
    Method,
    Outcome,
)
from advocate_desktop.domain.moments import Moment, format_moment

if TYPE_CHECKING:
    from advocate_desktop.domain.cases import CaseRecord
    from advocate_desktop.domain.documents import DocumentId
    from advocate_desktop.services.workspace import Workspace


@click.command()
@opens_casebook
@case_option
@click.option(
    "--kind", required=True, type=click.Choice([k.value for k in EventKind]), metavar="KIND",
    help="What happened, such as denial_received or grievance_filed.",
)  # fmt: skip
@at_option
@click.option("--note", default="", help="What is worth remembering of it.")
@click.option("--method", type=click.Choice([m.value for m in Method]), help="How it went or came.")
@click.option("--outcome", type=click.Choice([o.value for o in Outcome]), help="How it came out.")
@click.option(
    "--appointment", type=click.Choice([a.value for a in Appointment]),
    help="What kind of appointment it was about.",
)  # fmt: skip
@click.option("--document", metavar="FILE", help="The attached document that proves it.")
@json_option
def event(
    workspace: Workspace,
    case: str,
    kind: str,
    at: Moment,
    note: str,
    method: str | None,
    outcome: str | None,
    appointment: str | None,
    document: str | None,
    as_json: bool,
) -> None:
    """Record what happened.

    Every deadline follows from it at once.
    """
    from advocate_desktop.services import cases, events

    case_id = cases.resolve_id(workspace, case)
    recorded = Event(
        id=EventId(cases.new_id()),
        kind=EventKind(kind),
        at=at,
        note=note,
        document=_document(cases.record(workspace, case_id), document),
        method=Method(method) if method else None,
        outcome=_fitting(EventKind(kind), outcome),
        appointment=Appointment(appointment) if appointment else None,
    )
    event_id = workspace.run("Event recorded", events.add, case_id, recorded)
    if as_json:
        answer({"event": event_id})
    else:
        line(f"Recorded: {kind} at {format_moment(at)}.")


def _fitting(kind: EventKind, outcome: str | None) -> Outcome | None:
    fitting = OUTCOMES.get(kind, ())
    if outcome is None or outcome in fitting:
        return Outcome(outcome) if outcome else None
    may = f"may be {' or '.join(fitting)}" if fitting else "has no outcome"
    raise Invalid(f"“{outcome}” does not fit: {kind} {may}; nothing was recorded.")


def _document(record: CaseRecord, named: str | None) -> DocumentId | None:
    if named is None:
        return None
    for document in record.documents:
        if named in (document.file, document.id):
            return document.id
    raise NotFound(f"The case has no document “{named}”; attach it first. Nothing was recorded.")


COMMANDS = {"event": event}
