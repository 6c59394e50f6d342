"""The command `letter`: lists the letters that fit a case, or sets one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from advocate_desktop.cli.answers import answer, case_option, checked_out, json_option, line
from advocate_desktop.cli.casebook import opens_casebook

if TYPE_CHECKING:
    from advocate_desktop.domain.cases import CaseId
    from advocate_desktop.services.workspace import Workspace


@click.command()
@opens_casebook
@case_option
@click.option("--list", "listing", is_flag=True, help="List the letters and whether they fit.")
@click.option("--template", metavar="NAME", help="Which letter.")
@click.option("--out", type=click.Path(path_type=Path), metavar="OUT.pdf", help="Where to write.")
@json_option
@click.pass_context
def letter(
    ctx: click.Context,
    workspace: Workspace,
    case: str,
    listing: bool,
    template: str | None,
    out: Path | None,
    as_json: bool,
) -> None:
    """Write a letter as a PDF."""
    from advocate_desktop.services import cases, letters

    case_id = cases.resolve_id(workspace, case)
    if listing:
        _list(workspace, case_id, as_json)
        return
    if template is None or out is None:
        raise click.UsageError("Give --template NAME and --out OUT.pdf, or --list.", ctx)
    letters.save(workspace, case_id, template, checked_out(workspace, out))
    if as_json:
        answer({"out": str(out)})
    else:
        line(f"Wrote {out}.")


def _list(workspace: Workspace, case_id: CaseId, as_json: bool) -> None:
    from advocate_desktop.services import letters

    rows = letters.templates(workspace, case_id)
    if as_json:
        listed = [
            {"name": r.name, "title": r.title, "language": r.language, "fits": r.fits, "why": r.why}
            for r in rows
        ]
        answer({"letters": listed})
        return
    for row in rows:
        mark = "fits" if row.fits else "does not fit"
        line(f"{row.name} ({row.language}): {row.title}; {mark}: {row.why}")


COMMANDS = {"letter": letter}
