"""Commands that show cases: `cases` and `show`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from advocate_desktop.cli.answers import (
    answer,
    answer_bytes,
    case_option,
    columns,
    json_option,
    line,
    when,
)
from advocate_desktop.cli.casebook import opens_casebook
from advocate_desktop.domain.moments import format_moment

if TYPE_CHECKING:
    from advocate_desktop.domain.deadlines import Deadline
    from advocate_desktop.services.views import CasePage, CaseRow
    from advocate_desktop.services.workspace import Workspace


@click.command()
@opens_casebook
@json_option
def cases(workspace: Workspace, as_json: bool) -> None:
    """List the cases, late ones first.

    A line has id, client, title, status and next deadline.
    """
    from advocate_desktop.services import views

    rows = views.case_rows(workspace)
    if as_json:
        answer({"cases": [_row(row) for row in rows]})
        return
    columns((row.id, row.client, row.title, row.status, _next(row)) for row in rows)
    if not rows:
        line("There are no cases in this casebook yet.")


def _row(row: CaseRow) -> dict[str, Any]:
    deadline = row.next_deadline
    shown = deadline and {
        "rule": deadline.rule,
        "due": when(deadline.when),
        "state": deadline.state,
    }
    return {
        "id": row.id,
        "client": row.client,
        "title": row.title,
        "status": row.status,
        "next_deadline": shown,
    }


def _next(row: CaseRow) -> str:
    return _deadline_line(row.next_deadline) if row.next_deadline else ""


def _deadline_line(deadline: Deadline) -> str:
    return f"{format_moment(deadline.when)} {deadline.state}: {deadline.title}"


@click.command()
@opens_casebook
@case_option
@json_option
def show(workspace: Workspace, case: str, as_json: bool) -> None:
    """Show one case.

    With --json, as a case.json file.
    """
    from advocate_desktop.services import cases as kept
    from advocate_desktop.services import interchange, views

    case_id = kept.resolve_id(workspace, case)
    if as_json:
        answer_bytes(interchange.case_json(kept.record(workspace, case_id)))
        return
    for text in _page(views.case_page(workspace, case_id)):
        line(text)


def _page(page: CasePage) -> list[str]:
    record = page.record
    events = [
        f"  {format_moment(e.at)}  {e.kind}{f' ({e.outcome})' if e.outcome else ''}  {e.note}"
        for e in record.timeline
    ]
    calls = [
        f"  {format_moment(c.at)}  {c.channel} {c.direction}  {c.person}  {c.summary}"
        for c in record.conversations
    ]
    return [
        f"{record.client.name}: {record.case.title}",
        f"{record.coverage.plan} ({record.coverage.program}), member {record.coverage.member_id}",
        page.standing.sentence,
        *_titled("Deadlines", [f"  {_deadline_line(d)}" for d in page.deadlines]),
        *_titled("What happened", events),
        *_titled("Calls and letters", calls),
        *_titled("Documents", [f"  {d.file}  {d.kind}  {d.title}" for d in record.documents]),
    ]


def _titled(title: str, lines: list[str]) -> list[str]:
    return ["", title, *lines] if lines else []


COMMANDS = {"cases": cases, "show": show}
