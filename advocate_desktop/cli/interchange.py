"""Commands that bring cases in and hand them over: `import` and `export`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from advocate_desktop.cli.answers import answer, case_option, checked_out, json_option, line
from advocate_desktop.cli.casebook import opens_casebook

if TYPE_CHECKING:
    from advocate_desktop.services.workspace import Workspace


@click.command("import")
@click.argument("path", type=click.Path(path_type=Path))
@opens_casebook
@json_option
def import_(workspace: Workspace, path: Path, as_json: bool) -> None:
    """Bring in a case.

    PATH is a case.json with its files beside it, or a case bundle (.zip). Prints the new id.
    """
    from advocate_desktop.services import interchange

    case_id = interchange.import_case(workspace, path)
    if as_json:
        answer({"case": case_id})
    else:
        line(case_id)


@click.command()
@opens_casebook
@case_option
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="BUNDLE.zip")
@json_option
def export(workspace: Workspace, case: str, out: Path, as_json: bool) -> None:
    """Hand over a case as a bundle.

    The zip holds case.json, the documents, and their sums.
    """
    from advocate_desktop.services import cases, interchange

    case_id = cases.resolve_id(workspace, case)
    documents = interchange.export_bundle(workspace, case_id, checked_out(workspace, out))
    if as_json:
        answer({"out": str(out), "documents": documents})
    else:
        line(f"Wrote {out}: the case and {documents} of its documents.")


COMMANDS = {"import": import_, "export": export}
