"""Which casebook a command works on, and how it is unlocked."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from advocate_desktop.domain.errors import Invalid, NotFound

if TYPE_CHECKING:
    from advocate_desktop.services.workspace import Workspace

ENVIRONMENT_VARIABLE = "ADVOCATE_PASSPHRASE"

_LONGEST_PASSPHRASE_FILE = 64 * 1024

Command = Callable[..., Any]
Opening = Callable[[], AbstractContextManager["Workspace"]]

passphrase_file_option = click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path),
    help="A file whose first line is the passphrase.",
)


def casebook_options(function: Command) -> Command:
    """Give a command `--casebook` and `--passphrase-file`, and as first value what opens it.

    Both options may stand before the command's name as well.
    """

    @click.option("--casebook", type=click.Path(path_type=Path), help="The casebook file.")
    @passphrase_file_option
    @functools.wraps(function)
    def command(casebook: Path | None, passphrase_file: Path | None, **values: Any) -> Any:
        ctx = click.get_current_context()
        before = ctx.obj or {}
        path = casebook or before.get("casebook")
        if path is None:
            raise click.UsageError("Missing option '--casebook': name the casebook file.", ctx)
        opening = functools.partial(opened, path, passphrase_file or before.get("passphrase_file"))
        return function(opening, **values)

    return command


def names_casebook(function: Command) -> Command:
    """Give a command the same options, and as first values the file and the passphrase given.

    The file is not opened; the passphrase is asked for only when the file has one.
    """

    @functools.wraps(function)
    def with_names(opening: functools.partial[Any], **values: Any) -> Any:
        path, passphrase_file = opening.args
        return function(path, passphrase_for(path, passphrase_file), **values)

    return casebook_options(with_names)


def passphrase_for(path: Path, passphrase_file: Path | None) -> str | None:
    """Return the passphrase of a file that may be damaged, asking for it when it has one."""
    from advocate_desktop.services.rescue import is_sealed

    given = given_passphrase(passphrase_file)
    if given is None and is_sealed(path):
        given = asked_passphrase("Passphrase")
    return given


def opens_casebook(function: Command) -> Command:
    """Do as `casebook_options`, and give the open workspace as first value."""

    @functools.wraps(function)
    def with_workspace(opening: Opening, **values: Any) -> Any:
        with opening() as workspace:
            return function(workspace, **values)

    return casebook_options(with_workspace)


@contextmanager
def opened(path: Path, passphrase_file: Path | None) -> Iterator[Workspace]:
    """Open a casebook, asking for its passphrase only when it has one, and close it after use."""
    from advocate_desktop.services.workspace import PassphraseNeeded, Workspace

    given = given_passphrase(passphrase_file)
    try:
        workspace = Workspace.open(path, given)
    except PassphraseNeeded:
        workspace = Workspace.open(path, asked_passphrase("Passphrase"))
    try:
        yield workspace
    finally:
        workspace.close()


def given_passphrase(file: Path | None) -> str | None:
    """Return the passphrase from the file, else from the environment; None when neither is there.

    Raises:
        NotFound: the file is not there.
        Invalid: the file holds no text.
    """
    if file is None:
        return os.environ.get(ENVIRONMENT_VARIABLE) or None
    return first_line(file, "passphrase")


def first_line(file: Path, what: str) -> str:
    """Return the first line of a file that holds a passphrase or password.

    Raises:
        NotFound: the file is not there.
        Invalid: the file holds no text.
    """
    try:
        with file.open("rb") as stream:
            text = stream.read(_LONGEST_PASSPHRASE_FILE).decode("utf-8-sig")
    except FileNotFoundError:
        raise NotFound(f"There is no {what} file “{file}”; nothing was opened.") from None
    except UnicodeDecodeError:
        raise Invalid(f"The {what} file “{file}” is not UTF-8 text.") from None
    line = text.split("\n", 1)[0].removesuffix("\r")
    if not line:
        raise Invalid(f"The {what} file “{file}” has an empty first line.")
    return line


def asked_passphrase(prompt: str, *, twice: bool = False) -> str:
    """Ask for a passphrase without showing it; from a pipe, read one line.

    Raises:
        PassphraseNeeded: there is nobody to ask.
    """
    if sys.stdin is not None and sys.stdin.isatty():
        passphrase = click.prompt(prompt, hide_input=True, err=True, confirmation_prompt=twice)
        return str(passphrase)
    line = sys.stdin.readline().removesuffix("\n").removesuffix("\r") if sys.stdin else ""
    if line:
        return line
    from advocate_desktop.services.workspace import PassphraseNeeded

    raise PassphraseNeeded(
        "A passphrase is needed and nobody is there to type it: "
        f"give --passphrase-file FILE or set {ENVIRONMENT_VARIABLE}."
    )
