"""Commands for a casebook as a whole: `new`, `check`, `backup`, `restore`, `rescue`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from advocate_desktop.cli.answers import answer, json_option, line, line_to_error
from advocate_desktop.cli.casebook import (
    Opening,
    asked_passphrase,
    casebook_options,
    given_passphrase,
    names_casebook,
    opens_casebook,
    passphrase_file_option,
    passphrase_for,
)
from advocate_desktop.domain.errors import Invalid

if TYPE_CHECKING:
    from advocate_desktop.services.workspace import Workspace


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--no-passphrase", is_flag=True, help="Leave the casebook readable by anyone.")
@passphrase_file_option
@click.pass_context
def new(ctx: click.Context, file: Path, no_passphrase: bool, passphrase_file: Path | None) -> None:
    """Create an empty casebook.

    A FILE that is there already is left as it is.
    """
    from advocate_desktop.services.workspace import Workspace

    passphrase_file = passphrase_file or (ctx.obj or {}).get("passphrase_file")
    if no_passphrase and passphrase_file:
        raise click.UsageError("--no-passphrase and --passphrase-file exclude each other.", ctx)
    passphrase = None if no_passphrase else _new_passphrase(file, passphrase_file)
    Workspace.create(file, passphrase).close()
    kept = "encrypted with your passphrase" if passphrase else "not encrypted: anyone can read it"
    line(f"Created {file} ({kept}).")


def _new_passphrase(file: Path, passphrase_file: Path | None) -> str:
    if file.exists():
        # Said before anyone thinks up a passphrase; creating looks again.
        from advocate_desktop.services.workspace import CasebookExists

        raise CasebookExists(f"There is a file “{file}” already; it was left as it is.")
    passphrase = given_passphrase(passphrase_file) or asked_passphrase(
        "Passphrase for the new casebook", twice=True
    )
    if not passphrase.strip():
        raise Invalid("An empty passphrase protects nothing; give one, or say --no-passphrase.")
    return passphrase


@click.command()
@casebook_options
@json_option
@click.pass_context
def check(ctx: click.Context, opening: Opening, as_json: bool) -> None:
    """Check that nothing is damaged.

    Looks at the file, at every document against its hash, and at the history.
    """
    problems = _problems(opening)
    if as_json:
        answer({"ok": not problems, "problems": list(problems)})
    else:
        for sentence in problems or ("All is well.",):
            line(sentence)
    if problems:
        found = "a problem" if len(problems) == 1 else f"{len(problems)} problems"
        line_to_error(f"The check found {found}; the casebook was left as it is.")
        ctx.exit(1)


def _problems(opening: Opening) -> tuple[str, ...]:
    from advocate_desktop.services.check import check as problems_of
    from advocate_desktop.services.progress import NO_PROGRESS
    from advocate_desktop.services.workspace import CasebookDamaged, NotACasebook

    try:
        with opening() as workspace:
            return problems_of(workspace, NO_PROGRESS)
    except (CasebookDamaged, NotACasebook) as error:
        return (str(error),)


@click.command()
@click.argument("dest", type=click.Path(path_type=Path))
@opens_casebook
def backup(workspace: Workspace, dest: Path) -> None:
    """Write a verified copy of the casebook.

    DEST is a folder or a new file. Safe while the window is open.
    """
    from advocate_desktop.services.backup import backup as copy
    from advocate_desktop.services.progress import NO_PROGRESS

    line(f"Wrote and verified {copy(workspace, dest, NO_PROGRESS)}.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("dest", type=click.Path(path_type=Path))
@passphrase_file_option
@click.pass_context
def restore(ctx: click.Context, file: Path, dest: Path, passphrase_file: Path | None) -> None:
    """Make a new casebook of a backup.

    FILE is the backup; the folder of its papers must lie beside it. DEST is a new file.
    """
    from advocate_desktop.services.progress import NO_PROGRESS
    from advocate_desktop.services.restoring import restore_new

    passphrase = passphrase_for(file, passphrase_file or (ctx.obj or {}).get("passphrase_file"))
    restore_new(file, passphrase, dest, NO_PROGRESS)
    line(f"Restored and verified {dest}.")


@click.command()
@click.argument("dest", type=click.Path(path_type=Path))
@names_casebook
def rescue(damaged: Path, passphrase: str | None, dest: Path) -> None:
    """Rescue what can be read of a damaged casebook.

    DEST is a new file; it opens with the same passphrase. The damaged file is left as it is. What
    was lost is said, and the exit code is 1 then.
    """
    from advocate_desktop.services import rescue as rescuing
    from advocate_desktop.services.progress import NO_PROGRESS

    rescued = rescuing.rescue(damaged, passphrase, dest, NO_PROGRESS)
    for sentence in rescued.sentences:
        line(sentence)
    if not rescued.lost_nothing:
        line_to_error("Not all could be rescued.")
        click.get_current_context().exit(1)


COMMANDS = {"new": new, "check": check, "backup": backup, "restore": restore, "rescue": rescue}
