"""The command `packet`: what a filing still lacks, and the filing itself."""

from __future__ import annotations

from collections.abc import Sequence
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
from advocate_desktop.cli.casebook import first_line, opens_casebook
from advocate_desktop.cli.packet_plans import plan_named

if TYPE_CHECKING:
    from advocate_desktop.domain.findings import Finding
    from advocate_desktop.services.packets import BuiltPacket, Incomplete
    from advocate_desktop.services.workspace import Workspace


KINDS = ("plan", "dmhc", "imr", "state_hearing", "medicare", "erisa", "own")
"""Codes of `PacketKind`, written out so that the help needs no other part of the program."""


@click.command()
@opens_casebook
@case_option
@click.option("--for", "kind", type=click.Choice(KINDS), help="The usual packet of a kind.")
@click.option("--plan", metavar="NUMBER|ID", help="One arranged in the window; see `packets`.")
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="OUT.pdf")
@click.option("--allow-incomplete", is_flag=True, help="Write it although something is missing.")
@click.option(
    "--max-mb",
    type=click.FloatRange(min=0.5, max=1000),
    is_flag=False,
    flag_value=10.0,
    metavar="MB",
    help="Divide it into files of at most so many MB, 10 when no number is given.",
)
@click.option(
    "--max-pages",
    type=click.IntRange(min=2),
    metavar="PAGES",
    help="Divide it into files of at most so many pages.",
)
@click.option("--fax", is_flag=True, help="Write it in black and white, behind a fax cover.")
@click.option("--print-edition", is_flag=True, help="With tabs and blank backs for the printer.")
@click.option("--portal", is_flag=True, help="Write a folder with a PDF for each paper.")
@click.option(
    "--pdf-password-file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Lock it with the password on the first line of a file.",
)
@click.option("--manifest", is_flag=True, help="Write the SHA-256 hashes beside it as JSON.")
@json_option
@click.pass_context
def packet(
    ctx: click.Context,
    workspace: Workspace,
    case: str,
    kind: str | None,
    plan: str | None,
    out: Path,
    allow_incomplete: bool,
    max_mb: float | None,
    max_pages: int | None,
    fax: bool,
    print_edition: bool,
    portal: bool,
    pdf_password_file: Path | None,
    manifest: bool,
    as_json: bool,
) -> None:
    """Write a filing with its exhibits.

    First says what it lacks; if that is much, writes nothing unless told to.
    """
    from advocate_desktop.services import cases, packets
    from advocate_desktop.services.packet_variants import Variant

    if fax and max_mb is not None:
        raise click.UsageError("A fax is not divided: give either --fax or --max-mb.")
    if (kind is None) is (plan is None):
        raise click.UsageError("Name what to write: give either --for or --plan.")
    variant = Variant(
        most_bytes=None if max_mb is None else int(max_mb * 1_000_000),
        most_pages=max_pages,
        fax=fax,
        printed=print_edition,
        portal=portal,
        password="" if pdf_password_file is None else first_line(pdf_password_file, "password"),
    )
    case_id = cases.resolve_id(workspace, case)
    planned = None if plan is None else plan_named(workspace, case_id, plan)
    try:
        built = packets.save(
            workspace,
            case_id,
            packets.PacketKind(kind or (planned.kind if planned else "")),
            checked_out(workspace, out),
            allow_incomplete=allow_incomplete,
            variant=variant,
            manifest=manifest,
            planned=planned,
        )
    except packets.Incomplete as error:
        _tell_refusal(error, as_json)
        ctx.exit(1)
    if as_json:
        several = max_mb is not None or max_pages is not None or portal
        files = {"files": [str(path) for path in built.files]} if several else {}
        answer(_as_json(out, built, built.findings) | files)
    else:
        _tell(built, [out] if portal else built.files)


def _tell_refusal(error: Incomplete, as_json: bool) -> None:
    if as_json:
        answer(_as_json(None, None, error.findings))
    else:
        for finding in error.findings:
            line(_sentence(finding))
    line_to_error(f"{error} To write it all the same, add --allow-incomplete.")


def _tell(built: BuiltPacket, written: Sequence[Path]) -> None:
    for finding in built.findings:
        line(_sentence(finding))
    names = ", ".join(str(path) for path in written)
    line(f"Wrote {names}: {built.pages} pages, {len(built.exhibits)} exhibits.")


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
