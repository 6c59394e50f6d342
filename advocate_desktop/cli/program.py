"""The program as typed at a prompt: its commands, and what becomes of errors."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

import click

from advocate_desktop import __version__
from advocate_desktop.cli.troubles import Trouble, trouble_of

OpenWindow = Callable[[Path | None], int]
"""Opens the window on a casebook, or on the welcome page; returns the exit code."""

_COMMANDS = {
    "demo": "demo",
    "new": "casebooks",
    "cases": "cases",
    "show": "cases",
    "import": "interchange",
    "export": "interchange",
    "attach": "documents",
    "deadlines": "deadlines",
    "options": "options",
    "event": "events",
    "letter": "letters",
    "packet": "packets",
    "packets": "packet_plans",
    "sent": "sent",
    "search": "search",
    "check": "casebooks",
    "backup": "casebooks",
    "restore": "casebooks",
    "rescue": "casebooks",
}
"""Each command and the module that holds it, in the order people meet them."""

NO_DISPLAY = (
    "There is no display to open the window on; `advocate-desktop demo DIR` shows the main "
    "work without one, and `advocate-desktop --help` lists what else runs at a prompt."
)


class _Commands(click.Group):
    """A group that reads a command's module only when the command is named."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order people meet them."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name, or None."""
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"advocate_desktop.cli.{_COMMANDS[cmd_name]}")
        command = module.COMMANDS[cmd_name]
        assert isinstance(command, click.Command)
        return command


def program(open_window: OpenWindow) -> click.Group:
    """Return the whole command; with no command named it calls `open_window`."""

    @click.group(
        "advocate-desktop",
        cls=_Commands,
        invoke_without_command=True,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    @click.version_option(__version__, message="%(prog)s %(version)s")
    @click.option("--casebook", type=click.Path(path_type=Path), help="The casebook file.")
    @click.option(
        "--passphrase-file",
        type=click.Path(path_type=Path),
        help="A file whose first line is the passphrase.",
    )
    @click.pass_context
    def advocate_desktop(
        ctx: click.Context, casebook: Path | None, passphrase_file: Path | None
    ) -> None:
        """Keep health-plan cases, see every deadline, and print the papers to file.

        Without a command, opens the window.
        """
        ctx.obj = {"casebook": casebook, "passphrase_file": passphrase_file}
        if ctx.invoked_subcommand is None:
            ctx.exit(_window(open_window, casebook))

    return advocate_desktop


def run(arguments: Sequence[str], open_window: OpenWindow) -> int:
    """Run one command line and return its exit code; no error leaves as a traceback."""
    _write_utf8()
    try:
        code = program(open_window).main(
            list(arguments), prog_name="advocate-desktop", standalone_mode=False
        )
        sys.stdout.flush()
    except SystemExit as stop:  # click leaves this way when the reader of a pipe is gone
        return stop.code if isinstance(stop.code, int) else 1
    except BrokenPipeError:
        _discard_output()
        return 1
    except Exception as error:  # the one place where a bug becomes a sentence
        return _tell(trouble_of(error))
    return code if isinstance(code, int) else 0


def _tell(trouble: Trouble) -> int:
    try:
        sys.stdout.flush()
    except OSError:
        _discard_output()
    with contextlib.suppress(OSError):
        print(trouble.text, file=sys.stderr, flush=True)
    return trouble.code


def _window(open_window: OpenWindow, casebook: Path | None) -> int:
    if not _has_display():
        raise click.ClickException(NO_DISPLAY)
    return open_window(casebook)


def _has_display() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(n) for n in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _write_utf8() -> None:
    """Write names of any script, wherever the output goes."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace")


def _discard_output() -> None:
    """Point standard output at nothing, so that Python's own flush at exit is quiet too."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
