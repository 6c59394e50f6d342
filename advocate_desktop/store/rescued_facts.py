"""What a damaged casebook still says: each fact from its table or, failing that, its history."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from advocate_desktop.store import journal
from advocate_desktop.store.journal import Image
from advocate_desktop.store.salvage import Row, Salvage
from advocate_desktop.store.tables import JOURNALED

Facts = dict[str, dict[str, Row]]
"""Rows by table and id."""
Told = dict[tuple[str, str], Image | None]
"""What the history says of a row last; None for a row that was deleted."""


@dataclass
class History:
    """The journal as far as it can be read."""

    entries: list[Row] = field(default_factory=list)
    """From the first as far as the chain holds."""
    rows: list[Row] = field(default_factory=list)
    """Of those entries."""
    is_whole: bool = True
    last: int = 0
    """The number of the last entry that can be read at all."""
    told: Told = field(default_factory=dict)
    """By the entries whose chain holds."""
    told_at_all: Told = field(default_factory=dict)
    """Also by later rows that are sound in themselves."""
    named: set[tuple[str, str]] = field(default_factory=set)
    """Rows that are there by the last that is said of them, even where its words are lost."""


def history_of(salvage: Salvage) -> History:
    """Read the journal, and follow its chain from the first entry."""
    found = History()
    entries = sorted(salvage.rows("journal_entries"), key=lambda row: _number(row["number"]))
    rows: dict[int, list[Row]] = {}
    for row in sorted(salvage.rows("journal_rows"), key=lambda row: _number(row["number"])):
        rows.setdefault(_number(row["entry"]), []).append(row)
        _note(found, row)
    previous, found.last = "", max(rows, default=0)
    for entry in entries:
        number = _number(entry["number"])
        found.last = max(found.last, number)
        of_entry = rows.get(number, [])
        if (
            not found.is_whole
            or number != len(found.entries) + 1
            or not journal.is_sound(entry, of_entry, previous)
        ):
            found.is_whole = False
        else:
            previous = str(entry["hash"])
            found.entries.append(entry)
            found.rows += of_entry
    found.is_whole &= not set(rows) - {_number(entry["number"]) for entry in found.entries}
    for row in found.rows:
        if row["salt"]:
            found.told[_place(row)] = _image(row["after"])
    return found


def facts_of(salvage: Salvage, history: History, *, sealed: bool) -> tuple[Facts, int]:
    """Return all facts, and how many of them only the history still tells.

    Args:
        salvage: the damaged file.
        history: its journal.
        sealed: whether each page is checked as it is read; where not, a whole history is believed
            more than a row that differs from it.
    """
    facts: Facts = {}
    from_history = 0
    for table, layout in JOURNALED.items():
        facts[table] = {str(row["id"]): row for row in salvage.rows(table) if row["id"]}
        columns = {column.name for column in layout.columns}
        for (of, row_id), image in history.told_at_all.items():
            if of != table:
                continue
            there = facts[table].get(row_id)
            if there is not None and (sealed or not history.is_whole or matches(there, image)):
                continue
            if image is None:
                facts[table].pop(row_id, None)
            else:
                facts[table][row_id] = {k: v for k, v in image.items() if k in columns}
                from_history += 1
    return facts, from_history


def lost(salvage: Salvage, history: History, facts: Facts) -> dict[str, int]:
    """Return how many rows of each table are known to have been there and are not any more."""
    counted = {}
    for table in JOURNALED:
        known = salvage.ids(table) | {row_id for of, row_id in history.named if of == table}
        gone = known - facts[table].keys()
        gone -= {i for i in gone if history.told_at_all.get((table, i), "") is None}
        if gone:
            counted[table] = len(gone)
    return counted


def matches(row: Row, image: Image | None) -> bool:
    """Whether a row is what an image of it says; the image may be of an older version."""
    return image is not None and all(row[k] == v for k, v in image.items() if k in row)


def _note(found: History, row: Row) -> None:
    place = _place(row)
    if row["after"] is None:
        found.named.discard(place)
    else:
        found.named.add(place)
    if row["salt"] and journal.is_sound_row(row):
        found.told_at_all[place] = _image(row["after"])
    else:
        found.told_at_all.pop(place, None)


def _place(row: Row) -> tuple[str, str]:
    return str(row["table_name"]), str(row["row_id"])


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _image(stored: object) -> Image | None:
    if stored is None:
        return None
    image: Image = json.loads(str(stored))
    return image
