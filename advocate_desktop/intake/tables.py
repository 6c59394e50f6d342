"""Tables in text files, their columns under each other."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import islice

from advocate_desktop.intake.typesetting import PAGE_WIDTH, padded, width_of

_SEPARATORS = ",;\t|"
_LOOKED_AT = 50
"""Rows that tell whether a text is a table."""
_MEASURED = 2000
_GAP = 12.0
"""Points between columns."""


def separator(text: str) -> str | None:
    """Return what separates the columns of a table, or None when a text is no table.

    Prose has commas too, but not as many on every line, each before the next word at once.
    """
    return next((s for s in _SEPARATORS if _is_table(text, s)), None)


def text_of_table(text: str) -> str:
    """Return a table with its columns under each other; a wide one record by record."""
    mark = separator(text)
    rows = _rows(text, mark) if mark else []
    if not rows:
        return text
    widths = _widths(rows)
    if sum(widths) + _GAP * (len(widths) - 1) <= PAGE_WIDTH:
        return "\n".join(_aligned(row, widths) for row in rows)
    return "\n\n".join("\n".join(_record(rows[0], row)) for row in rows[1:])


def _is_table(text: str, mark: str) -> bool:
    try:
        rows = [row for row in islice(_reader(text, mark), _LOOKED_AT + 1) if row]
    except csv.Error:
        return False
    if len(rows) > _LOOKED_AT:
        rows.pop()  # perhaps cut within
    if len(rows) < 2 or len(rows[0]) < 2 or {len(row) for row in rows} != {len(rows[0])}:
        return False
    is_prose = any(cell.startswith(" ") for row in rows for cell in row[1:])
    return not is_prose and all(
        any(cell.strip() for cell in column) for column in zip(*rows, strict=True)
    )


def _rows(text: str, mark: str) -> list[list[str]]:
    try:
        return [[" ".join(cell.split()) for cell in row] for row in _reader(text, mark) if row]
    except csv.Error:
        return []


def _reader(text: str, mark: str) -> Iterator[list[str]]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return csv.reader(StringIO(lines, newline=""), delimiter=mark)


def _widths(rows: Sequence[Sequence[str]]) -> list[float]:
    widths = [0.0] * max(map(len, rows))
    for row in rows[:_MEASURED]:
        for number, cell in enumerate(row):
            widths[number] = max(widths[number], width_of(cell))
    return widths


def _aligned(row: Sequence[str], widths: Sequence[float]) -> str:
    line, place = "", 0.0
    for cell, width in zip(row, widths, strict=False):
        line = padded(line, place) + cell
        place += width + _GAP
    return line.rstrip()


def _record(heads: Sequence[str], row: Sequence[str]) -> Iterator[str]:
    for number, cell in enumerate(row):
        if cell:
            head = heads[number] if number < len(heads) else ""
            yield f"{head}: {cell}" if head else cell
