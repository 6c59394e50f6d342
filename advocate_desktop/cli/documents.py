"""The command `attach`: takes documents into a case."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from advocate_desktop.cli.answers import answer, case_option, json_option, line, line_to_error
from advocate_desktop.cli.casebook import opens_casebook
from advocate_desktop.domain.documents import DocumentKind

if TYPE_CHECKING:
    from advocate_desktop.services.documents import Attached
    from advocate_desktop.services.workspace import Workspace


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@opens_casebook
@case_option
@click.option(
    "--kind", type=click.Choice([k.value for k in DocumentKind]), metavar="KIND",
    help="What they are, such as denial_letter; without it, judged from their text.",
)  # fmt: skip
@json_option
@click.pass_context
def attach(
    ctx: click.Context,
    workspace: Workspace,
    files: tuple[Path, ...],
    case: str,
    kind: str | None,
    as_json: bool,
) -> None:
    """Attach documents to a case.

    A line for each FILE says attached, duplicate, or refused and why.
    """
    from advocate_desktop.services import cases, documents

    case_id = cases.resolve_id(workspace, case)
    chosen = DocumentKind(kind) if kind else None
    rows = documents.attach_all(workspace, case_id, files, chosen)
    if as_json:
        answer({"files": [_as_json(row) for row in rows]})
    else:
        for row in rows:
            line(_as_line(row))
    refused = sum(row.outcome == "refused" for row in rows)
    if refused:
        line_to_error(f"{refused} of {len(rows)} files refused; the others are in the casebook.")
        ctx.exit(1)


def _as_json(row: Attached) -> dict[str, Any]:
    return {
        "file": str(row.file),
        "outcome": row.outcome,
        "document": row.document,
        "why": row.why,
        "kind": row.kind,
        "media_type": row.media_type,
        "pages": row.pages,
        "text_characters": row.text_characters,
    }


def _as_line(row: Attached) -> str:
    if row.outcome == "refused":
        return f"{row.file}: refused: {row.why}"
    pages = "" if row.pages is None else f", {row.pages} page{'' if row.pages == 1 else 's'}"
    why = f" ({row.why})" if row.why else ""
    return f"{row.file}: {row.outcome}: {row.kind}{pages}{why}"


COMMANDS = {"attach": attach}
