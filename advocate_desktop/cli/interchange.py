"""Commands that bring cases in and hand them over: `import` and `export`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from advocate_desktop.cli.answers import answer, checked_out, json_option, line, line_to_error
from advocate_desktop.cli.casebook import first_line, opens_casebook

if TYPE_CHECKING:
    from advocate_desktop.services.workspace import Workspace


bundle_password_option = click.option(
    "--bundle-password-file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The bundle's password is the first line of a file.",
)


@click.command("import")
@click.argument("path", type=click.Path(path_type=Path))
@opens_casebook
@bundle_password_option
@click.option("--merge", is_flag=True, help="Add what is new to the cases that are here already.")
@json_option
def import_(
    workspace: Workspace, path: Path, bundle_password_file: Path | None, merge: bool, as_json: bool
) -> None:
    """Bring in a case, or all of a bundle.

    PATH is a case.json with its files beside it, or a bundle (.zip). Prints the ids. With --merge,
    a case that is here gets what is new, and keeps its own facts where they differ.
    """
    from advocate_desktop.services import interchange, merging
    from advocate_desktop.services.progress import NO_PROGRESS

    password = _password(bundle_password_file)
    if merge:
        found = merging.compare(workspace, path, password, NO_PROGRESS)
        choices = [merging.usual(incoming) for incoming in found]
        ids = merging.merge(workspace, path, password, choices, NO_PROGRESS)
    else:
        ids = interchange.import_cases(workspace, path, password)
    if as_json:
        several = {"cases": list(ids)} if merge or len(ids) > 1 else {}
        answer({"case": ids[0] if ids else None} | several)
        return
    for case_id in ids:
        line(case_id)
    if not ids:
        line_to_error("All of it is here already; nothing was changed.")


@click.command()
@opens_casebook
@click.option("--case", metavar="ID", help="The case's id.")
@click.option("--client-of", metavar="ID", help="All cases of the client of this case.")
@click.option("--all", "everything", is_flag=True, help="The whole casebook.")
@click.option("--with-letters", is_flag=True, help="Letters, what was sent, and a page to read.")
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="BUNDLE.zip")
@bundle_password_option
@json_option
def export(
    workspace: Workspace,
    case: str | None,
    client_of: str | None,
    everything: bool,
    with_letters: bool,
    out: Path,
    bundle_password_file: Path | None,
    as_json: bool,
) -> None:
    """Hand over a case, a client's cases or the whole casebook as a bundle.

    The zip holds case.json, the documents, and their sums. Bundles of several cases hold as well
    the letters, what was sent, and a page that shows it all in a browser.
    """
    from advocate_desktop.services import bundle_contents, cases

    if sum(map(bool, (case, client_of, everything))) != 1:
        raise click.UsageError("Missing option '--case': give it, --client-of or --all.")
    if everything:
        ids, title = bundle_contents.of_casebook(workspace), workspace.path.stem
    else:
        record = cases.record(workspace, cases.resolve_id(workspace, str(case or client_of)))
        title = record.case.title if case else record.client.name
        mine = bundle_contents.of_client(workspace, record.client.id)
        ids = (record.case.id,) if case else mine
    bundle_contents.export_cases(
        workspace,
        ids,
        title or "Cases",
        checked_out(workspace, out),
        password=_password(bundle_password_file),
        bare=bool(case) and not with_letters,
    )
    documents = sum(len(cases.record(workspace, case_id).documents) for case_id in ids)
    if as_json:
        answer({"out": str(out), "documents": documents} | ({} if case else {"cases": list(ids)}))
    else:
        what = "the case" if case else f"{len(ids)} cases"
        line(f"Wrote {out}: {what} and {documents} documents.")


def _password(file: Path | None) -> str:
    return "" if file is None else first_line(file, "password")


COMMANDS = {"import": import_, "export": export}
