"""The command `packet`: what a filing still lacks, and the filing itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from advocate_desktop.cli.answers import (
    answer,
    case_option,
    checked_out,
    json_option,
    line,
    line_to_error,
)
from advocate_desktop.cli.casebook import opens_casebook

if TYPE_CHECKING:
    from advocate_desktop.domain.findings import Finding
    from advocate_desktop.services.packets import BuiltPacket
    from advocate_desktop.services.workspace import Workspace


@click.command()
@opens_casebook
@case_option
@click.option("--for", "kind", required=True, type=click.Choice(["plan", "dmhc", "imr"]))
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="OUT.pdf")
@click.option("--allow-incomplete", is_flag=True, help="Write it although something is missing.")
@click.option("--manifest", is_flag=True, help="Write the SHA-256 hashes beside it as JSON.")
@json_option
@click.pass_context
def packet(
    ctx: click.Context,
    workspace: Workspace,
    case: str,
    kind: str,
    out: Path,
    allow_incomplete: bool,
    manifest: bool,
    as_json: bool,
) -> None:
    """Write a filing with its exhibits.

    First says what it lacks; if that is much, writes nothing unless told to.
    """
    from advocate_desktop.services import cases, packets

    case_id = cases.resolve_id(workspace, case)
    try:
        built = packets.save(
            workspace,
            case_id,
            packets.PacketKind(kind),
            checked_out(workspace, out),
            allow_incomplete=allow_incomplete,
            manifest=manifest,
        )
    except packets.Incomplete as error:
        if not as_json:
            for finding in error.findings:
                line(_sentence(finding))
        else:
            answer(_as_json(None, None, error.findings))
        line_to_error(f"{error} To write it all the same, add --allow-incomplete.")
        ctx.exit(1)
    if as_json:
        answer(_as_json(out, built, built.findings))
        return
    for finding in built.findings:
        line(_sentence(finding))
    line(f"Wrote {out}: {built.pages} pages, {len(built.exhibits)} exhibits.")


def _sentence(finding: Finding) -> str:
    return f"{finding.severity}: {finding.message}"


def _as_json(
    out: Path | None, built: BuiltPacket | None, findings: tuple[Finding, ...]
) -> dict[str, Any]:
    return {
        "out": None if out is None else str(out),
        "pages": built.pages if built else 0,
        "exhibits": [
            {
                "label": e.label,
                "document": e.document,
                "title": e.title,
                "first_page": e.first_page,
                "pages": e.pages,
            }
            for e in (built.exhibits if built else ())
        ],
        "findings": [
            {"code": f.code, "severity": f.severity, "message": f.message} for f in findings
        ],
    }


COMMANDS = {"packet": packet}
