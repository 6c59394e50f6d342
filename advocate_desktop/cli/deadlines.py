"""The command `deadlines`: every clock of one case or of all."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from advocate_desktop.cli.answers import answer, answer_bytes, iso, json_option, line, when
from advocate_desktop.cli.casebook import opens_casebook
from advocate_desktop.cli.times import as_of_option, how_long, to_the_minute
from advocate_desktop.domain.moments import format_moment

if TYPE_CHECKING:
    from advocate_desktop.domain.cases import CaseId
    from advocate_desktop.domain.deadlines import Deadline, EventMark
    from advocate_desktop.services.views import AgendaEntry
    from advocate_desktop.services.workspace import Workspace


@click.command()
@opens_casebook
@click.option("--case", "case", metavar="ID", help="Only this case; without it, all.")
@as_of_option
@json_option
@click.option("--ics", is_flag=True, help="Answer as a calendar file.")
@click.pass_context
def deadlines(
    ctx: click.Context,
    workspace: Workspace,
    case: str | None,
    as_of: datetime | None,
    as_json: bool,
    ics: bool,
) -> None:
    """List every deadline and why.

    All are derived from what happened, each with its arithmetic and citation.
    """
    from advocate_desktop.services import cases, views

    if as_json and ics:
        raise click.UsageError("--json and --ics exclude each other.", ctx)
    instant = to_the_minute(as_of or workspace.now())
    case_id = cases.resolve_id(workspace, case) if case is not None else None
    entries = views.agenda(workspace, None, None, case_id, instant)
    if as_json:
        shown = [_as_json(entry.deadline) for entry in entries]
        answer({"as_of": format_moment(instant), "deadlines": shown})
    elif ics:
        from advocate_desktop.services.calendar_file import calendar_file

        answer_bytes(calendar_file(entries, instant))
    else:
        _as_lines(entries)


def _as_json(deadline: Deadline) -> dict[str, Any]:
    waiting = {} if deadline.not_before is None else {"not_before": iso(deadline.not_before)}
    satisfied = deadline.satisfied_by
    return {
        "case": deadline.case,
        "rule": deadline.rule,
        "track": deadline.track,
        "actor": deadline.actor,
        "title": deadline.title,
        "started_by": _mark(deadline.started_by),
        "due": when(deadline.due),
        "act_by": iso(deadline.act_by),
        "overdue_after": when(deadline.overdue_after),
        **waiting,
        "state": deadline.state,
        "satisfied_by": _mark(satisfied) if satisfied else None,
        "days_left": deadline.days_left,
        "citation": deadline.citation,
        "confidence": deadline.confidence,
        "guide_says": deadline.guide_says,
        "explanation": list(deadline.explanation),
    }


def _mark(mark: EventMark) -> dict[str, str]:
    return {"kind": mark.kind, "at": format_moment(mark.at)}


def _as_lines(entries: tuple[AgendaEntry, ...]) -> None:
    if not entries:
        line("Nothing recorded so far starts a clock.")
    by_case: dict[CaseId, list[AgendaEntry]] = {}
    for entry in entries:
        by_case.setdefault(entry.case, []).append(entry)
    for case_id, listed in by_case.items():
        line(f"{listed[0].client}: {listed[0].title}  [{case_id}]")
        for entry in listed:
            line(f"  {_summary(entry.deadline)}")
            for step in entry.deadline.explanation:
                line(f"      {step}")


def _summary(deadline: Deadline) -> str:
    act_by = deadline.act_by
    safe = f" (act by {act_by.isoformat()})" if act_by and act_by != deadline.due else ""
    return (
        f"{format_moment(deadline.when)}{safe}  {deadline.state}, {how_long(deadline.days_left)}: "
        f"{deadline.title} [{deadline.citation}; {deadline.confidence}]"
    )


COMMANDS = {"deadlines": deadlines}
