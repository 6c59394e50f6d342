"""What a person at a prompt reads when something went wrong, and the exit code."""

from __future__ import annotations

import contextlib
import errno
import traceback
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click

from advocate_desktop import __version__, paths
from advocate_desktop.domain.errors import AdvocateError

REFUSED, WRONG_USAGE = 1, 2


@dataclass(frozen=True, slots=True)
class Trouble:
    """A sentence for standard error and the exit code that goes with it."""

    text: str
    code: int = REFUSED


_OS_SENTENCES = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your share of the disk is used up",
    errno.EROFS: "that disk can only be read",
    errno.EACCES: "you have no permission for it",
    errno.EPERM: "you have no permission for it",
    errno.ENOENT: "there is no such file or folder",
    errno.EISDIR: "it is a folder, not a file",
    errno.ENOTDIR: "part of its path is a file, not a folder",
    errno.EEXIST: "something of that name is there already",
    errno.ENAMETOOLONG: "its name is too long",
    errno.ELOOP: "its links lead in a circle",
}


def trouble_of(error: Exception) -> Trouble:
    """Return what to say of an error: its own sentence, wrong usage, or where a bug is logged."""
    if isinstance(error, AdvocateError):
        return Trouble(str(error))
    if isinstance(error, click.UsageError):
        return Trouble(_usage(error), WRONG_USAGE)
    if isinstance(error, click.ClickException):
        return Trouble(error.format_message())
    if isinstance(error, click.Abort):
        return Trouble("Stopped; nothing was left half done.")
    if isinstance(error, OSError):
        return Trouble(os_sentence(error))
    return Trouble(_bug(error))


def os_sentence(error: OSError) -> str:
    """Return a plain sentence for what the operating system refused."""
    why = _OS_SENTENCES.get(error.errno or 0, (error.strerror or "it failed").lower())
    if error.filename is None:
        return f"The work could not be finished: {why}; the casebook is as it was."
    return f"“{error.filename}” could not be used: {why}; the casebook is as it was."


def _usage(error: click.UsageError) -> str:
    lines = [error.format_message()]
    if error.ctx is not None:
        lines.append(f"Try `{error.ctx.command_path} --help`.")
    return "\n".join(lines)


def _bug(error: Exception) -> str:
    sentence = (
        f"The program met an error of its own ({type(error).__name__}) and stopped; "
        "the casebook is as it was."
    )
    log = _logged(error)
    return f"{sentence} What to report lies in “{log}”." if log else sentence


def _logged(error: Exception) -> Path | None:
    """Write where the error arose, never its message: that may hold a client's words."""
    log = paths.log_dir() / "errors.log"
    frames = "".join(traceback.format_list(traceback.extract_tb(error.__traceback__)))
    entry = (
        f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {__version__} {type(error).__name__}\n{frames}\n"
    )
    with contextlib.suppress(OSError):
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as file:
            file.write(entry)
        return log
    return None
