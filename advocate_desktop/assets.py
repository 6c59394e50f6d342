"""Finds what is shipped beside the code: rules, letters, fonts, icons, samples and schemas."""

import atexit
from contextlib import ExitStack
from functools import cache
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from pathlib import Path

_unpacked = ExitStack()
atexit.register(_unpacked.close)


def root() -> Traversable:
    """Return the folder of shipped resources."""
    # An installed package has them inside, a checkout beside it. An editable install leaves a stale
    # copy in site-packages too; it is never read, because it is not inside this package.
    inside = files("advocate_desktop") / "resources"
    return inside if inside.is_dir() else Path(__file__).parents[1] / "resources"


def read_bytes(*parts: str) -> bytes:
    """Return a shipped file's bytes, as in `read_bytes("icons", "plus.svg")`.

    Raises:
        FileNotFoundError: nothing of that name is shipped, or a part is not a plain name.
    """
    return _at(parts).read_bytes()


def read_text(*parts: str) -> str:
    """Return a shipped file's text, read as UTF-8.

    Raises:
        FileNotFoundError: nothing of that name is shipped, or a part is not a plain name.
    """
    return _at(parts).read_text(encoding="utf-8")


def names(*parts: str) -> tuple[str, ...]:
    """Return the sorted names of the files in a shipped folder, without its subfolders.

    Raises:
        FileNotFoundError: no such folder is shipped.
    """
    return tuple(sorted(entry.name for entry in _at(parts).iterdir() if entry.is_file()))


@cache
def folder(*parts: str) -> Path:
    """Return a shipped folder as a real path, for libraries that open files by themselves.

    Raises:
        FileNotFoundError: no such folder is shipped.
    """
    return _unpacked.enter_context(as_file(_at(parts)))


def _at(parts: tuple[str, ...]) -> Traversable:
    """Return what lies at `parts`, refusing any way out of the shipped folder."""
    found = root()
    for part in parts:
        # A letter's name can come from the command line, so it must not walk to other files.
        if part in {"", ".", ".."} or "/" in part or "\\" in part or ":" in part or "\0" in part:
            raise FileNotFoundError("/".join(parts))
        found = found / part
    if not (found.is_file() or found.is_dir()):
        raise FileNotFoundError("/".join(parts))
    return found
