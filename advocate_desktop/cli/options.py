"""The command `options`: which doors are open to a case, and why."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from advocate_desktop.cli.answers import answer, case_option, iso, json_option, line
from advocate_desktop.cli.casebook import opens_casebook
from advocate_desktop.cli.times import as_of_option, to_the_minute
from advocate_desktop.domain.moments import format_moment

if TYPE_CHECKING:
    from advocate_desktop.domain.routes import Option
    from advocate_desktop.services.workspace import Workspace


@click.command()
@opens_casebook
@case_option
@as_of_option
@json_option
def options(workspace: Workspace, case: str, as_of: datetime | None, as_json: bool) -> None:
    """List the doors a case can go through.

    Each is open, not yet open, closed, done or possible, with reasons and citations.
    """
    from advocate_desktop.services import cases, views

    instant = to_the_minute(as_of or workspace.now())
    page = views.case_page(workspace, cases.resolve_id(workspace, case), instant)
    if as_json:
        doors = [_as_json(option) for option in page.options]
        answer({"as_of": format_moment(instant), "options": doors})
        return
    for option in page.options:
        line(f"{option.route}: {option.state}{_dates(option)}")
        for reason in option.reasons:
            line(f"    {reason}")
        if option.citations:
            line(f"    [{'; '.join(option.citations)}]")


def _as_json(option: Option) -> dict[str, Any]:
    return {
        "route": option.route,
        "state": option.state,
        "from": iso(option.opens),
        "until": iso(option.until),
        "reasons": list(option.reasons),
        "citations": list(option.citations),
    }


def _dates(option: Option) -> str:
    opens = f" from {option.opens}" if option.opens else ""
    return f"{opens} until {option.until}" if option.until else opens


COMMANDS = {"options": options}
