"""The files in folders that were named or dropped, found without following links."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

MOST_FILES = 5_000
"""Files taken from folders at once; of the rest it is said that they were too many."""
DEEPEST = 30
"""Folders within folders."""
_LEFT_BEHIND = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})
"""What systems leave in folders for themselves."""


def files_in(paths: Sequence[Path]) -> tuple[tuple[Path, ...], bool]:
    """Return files as they are and folders as the files in them, and whether some were left.

    Hidden files, links and what a system leaves for itself are passed over in folders. Files of a
    folder come in the order of their names. Some are left when there are more than `MOST_FILES`.
    """
    found: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        for file in _within(path, DEEPEST):
            if len(found) >= MOST_FILES:
                return tuple(found), True
            found.append(file)
    return tuple(found), False


def _within(folder: Path, deeper: int) -> Iterator[Path]:
    try:
        with os.scandir(folder) as listed:
            entries = sorted(listed, key=lambda entry: entry.name.casefold())
    except OSError:
        yield folder  # refused later with a sentence
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name.casefold() in _LEFT_BEHIND:
            continue
        if entry.is_file(follow_symlinks=False):
            yield Path(entry.path)
        elif entry.is_dir(follow_symlinks=False) and deeper:
            yield from _within(Path(entry.path), deeper - 1)
