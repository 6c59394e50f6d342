"""Undo and redo over the journal, also across restarts.

Undoing writes the rows as they were before, as a new entry; nothing leaves the journal.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from advocate_desktop.store import journal
from advocate_desktop.store.errors import ChangedSince
from advocate_desktop.store.journal import Entry, EntryKind, Image
from advocate_desktop.store.tables import JOURNALED, journal_rows
from advocate_desktop.store.unit import Unit, Value

_REACH = 1000
"""How many entries back undo goes."""


def next_undo(connection: Connection) -> Entry | None:
    """Return the entry that undo would take back, or None."""
    done, _ = _stacks(connection)
    return done[-1] if done else None


def next_redo(connection: Connection) -> Entry | None:
    """Return the entry that redo would do again, or None; a new write leaves nothing to redo."""
    _, undone = _stacks(connection)
    return undone[-1] if undone else None


def take_back(unit: Unit, entry: Entry) -> None:
    """Write the rows of an entry as they were before it.

    Raises `ChangedSince` when one of them is no longer as the entry left it.
    """
    for change in reversed(journal.changes_of(unit.connection, entry.number)):
        _put(unit, change.table, change.row_id, change.after, change.before, _cannot_undo(entry))


def do_again(unit: Unit, entry: Entry) -> None:
    """Write the rows of an entry as it left them; raises like `take_back`."""
    for change in journal.changes_of(unit.connection, entry.number):
        _put(unit, change.table, change.row_id, change.before, change.after, _cannot_redo(entry))


def _stacks(connection: Connection) -> tuple[Sequence[Entry], Sequence[Entry]]:
    done: list[Entry] = []
    undone: list[Entry] = []
    entries = journal.latest_entries(connection, _REACH)
    erased = _with_erased(connection, entries[0].number) if entries else frozenset()
    for entry in entries:
        if entry.number in erased:
            continue  # what it changed is gone for good
        if entry.kind is EntryKind.WRITE:
            done.append(entry)
            undone.clear()
        elif entry.kind is EntryKind.UNDO:
            _move(done, undone, entry.target)
        else:
            _move(undone, done, entry.target)
    return done, undone


def _with_erased(connection: Connection, first: int) -> frozenset[int]:
    """Return the entries from a number on of which a row has no image any more."""
    no_image = (journal_rows.c.before.is_(None), journal_rows.c.after.is_(None))
    query = select(journal_rows.c.entry).where(journal_rows.c.entry >= first, *no_image)
    return frozenset(int(number) for number in connection.scalars(query.distinct()))


def _move(source: list[Entry], target: list[Entry], number: int | None) -> None:
    # The target may lie further back than was looked.
    if source and source[-1].number == number:
        target.append(source.pop())


def _put(
    unit: Unit, name: str, key: str, expected: Image | None, wanted: Image | None, refusal: str
) -> None:
    table = JOURNALED[name]
    current = unit.find(table, key)
    if not _same(current, expected):
        raise ChangedSince(refusal)
    if wanted is None:
        unit.delete(table, key)
        return
    # An image from before an update may name columns that are no longer there.
    values: dict[str, Value] = {c: v for c, v in wanted.items() if c in table.c}
    if current is None:
        unit.insert(table, values)
    else:
        unit.update(table, key, values)


def _same(current: Image | None, expected: Image | None) -> bool:
    if current is None or expected is None:
        return current is expected
    return all(current[column] == value for column, value in expected.items() if column in current)


def _cannot_undo(entry: Entry) -> str:
    return (
        f"“{entry.label}” cannot be undone, because what it changed was changed again later. "
        "Nothing was changed."
    )


def _cannot_redo(entry: Entry) -> str:
    return (
        f"“{entry.label}” cannot be done again, because what it changed was changed later. "
        "Nothing was changed."
    )
