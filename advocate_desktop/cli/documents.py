"""The command `attach`: takes documents into a case."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from advocate_desktop.cli.answers import answer, case_option, json_option, line, line_to_error
from advocate_desktop.cli.casebook import first_line, opens_casebook
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
@click.option(
    "--pdf-password-file", type=click.Path(path_type=Path), metavar="FILE",
    help="A file whose first line opens the PDFs that ask for a password.",
)  # fmt: skip
@json_option
@click.pass_context
def attach(
    ctx: click.Context,
    workspace: Workspace,
    files: tuple[Path, ...],
    case: str,
    kind: str | None,
    pdf_password_file: Path | None,
    as_json: bool,
) -> None:
    """Attach documents to a case.

    A line for each FILE says attached, duplicate, or refused and why.
    """
    from advocate_desktop.services import cases, documents, locked_pdfs

    case_id = cases.resolve_id(workspace, case)
    chosen = DocumentKind(kind) if kind else None
    password = first_line(pdf_password_file, "password") if pdf_password_file else None
    rows = documents.attach_all(workspace, case_id, files, chosen)
    if password is not None:
        locked = locked_pdfs.locked_ones(workspace, case_id)
        rows = tuple(
            _opened(workspace, row, password) if row.document in locked else row for row in rows
        )
    if as_json:
        answer({"files": [_as_json(row) for row in rows]})
    else:
        for row in rows:
            line(_as_line(row))
    refused = sum(row.outcome == "refused" for row in rows)
    if refused:
        line_to_error(f"{refused} of {len(rows)} files refused; the others are in the casebook.")
        ctx.exit(1)


def _opened(workspace: Workspace, row: Attached, password: str) -> Attached:
    """Return what became of a locked file once a password was tried."""
    from advocate_desktop.services import locked_pdfs

    assert row.document
    try:
        opened = locked_pdfs.unlock(workspace, row.document, password)
    except locked_pdfs.WrongPassword as wrong:
        return replace(row, why=str(wrong))
    return replace(
        row,
        why=opened.note or None,
        kind=opened.kind,
        pages=opened.pages,
        text_characters=opened.text_characters,
    )


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
