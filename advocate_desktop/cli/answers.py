"""How commands answer: one JSON document, or plain lines."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from advocate_desktop.domain.errors import Invalid
from advocate_desktop.domain.moments import Moment, format_moment

if TYPE_CHECKING:
    from advocate_desktop.services.workspace import Workspace

json_option = click.option("--json", "as_json", is_flag=True, help="Answer as one JSON document.")
case_option = click.option("--case", "case", required=True, metavar="ID", help="The case's id.")


def answer(value: Mapping[str, Any]) -> None:
    """Print a JSON document."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def answer_bytes(data: bytes) -> None:
    """Print bytes as they are."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def line(text: str) -> None:
    """Print one line; what a client's text holds cannot break it or steer the terminal."""
    print(plain(text))


def line_to_error(text: str) -> None:
    """Print one line on standard error, beside an answer on standard output."""
    print(plain(text), file=sys.stderr)


def plain(text: str) -> str:
    """Return a text as one printable line."""
    return "".join(c if c.isprintable() else " " for c in text).rstrip()


def columns(rows: Iterable[tuple[str, ...]]) -> None:
    """Print rows with their cells one below the other, in whatever script they are."""
    cells = [tuple(plain(cell) for cell in row) for row in rows]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        padded = (
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        )
        line("  ".join(padded))


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) + wide - sum(unicodedata.combining(c) > 0 for c in text)


def when(moment: Moment | None) -> str | None:
    """Return a moment as JSON has it."""
    return None if moment is None else format_moment(moment)


def iso(day: date | None) -> str | None:
    """Return a day as JSON has it."""
    return None if day is None else day.isoformat()


def checked_out(workspace: Workspace, out: Path) -> Path:
    """Return where to write, once it is sure that the casebook itself is not there.

    Raises:
        Invalid: the file named is the open casebook.
    """
    if out.exists() and out.samefile(workspace.path):
        raise Invalid(f"“{out}” is the casebook itself; nothing was written. Name another file.")
    return out
