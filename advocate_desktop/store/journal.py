"""The journal: every change with the rows before and after, chained so that none can go missing.

An entry's hash covers the hash of the entry before it and, for each row, the hash of a random salt
with the two images. So the images of an erased person can be taken out of the journal, salt and
all, and the chain still holds.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from sqlalchemy import Connection, RowMapping, insert, select, text

from advocate_desktop.store.tables import journal_entries, journal_rows

Image = Mapping[str, str | int | None]
"""A row as column names and values."""


class EntryKind(StrEnum):
    """How an entry came about."""

    WRITE = "write"
    UNDO = "undo"
    REDO = "redo"


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row before and after; None where there was or is no row."""

    table: str
    row_id: str
    case_id: str | None
    before: Image | None
    after: Image | None


@dataclass(frozen=True, slots=True)
class Entry:
    """The head of an entry; its number says its place, whatever the clock said."""

    number: int
    at: str
    who: str
    label: str
    kind: EntryKind = EntryKind.WRITE
    target: int | None = None
    """The entry that was undone or redone."""


def append(
    connection: Connection,
    *,
    at: str,
    who: str,
    label: str,
    kind: EntryKind,
    target: int | None,
    changes: Sequence[RowChange],
) -> Entry:
    """Write an entry at the end of the chain, and return it."""
    entry = Entry(last_number(connection) + 1, at, who, label, kind, target)
    salted = [_stored_row(entry.number, change) for change in changes]
    previous = _hash_of(connection, entry.number - 1)
    values = {
        "number": entry.number,
        "at": at,
        "who": who,
        "label": label,
        "kind": kind.value,
        "target": target,
        "previous_hash": previous,
        "hash": entry_hash(entry, kind.value, previous, salted),
    }
    connection.execute(insert(journal_entries), values)
    if salted:
        connection.execute(insert(journal_rows), salted)
    return entry


def last_number(connection: Connection) -> int:
    """Return the highest number ever given to an entry; 0 before the first."""
    query = text("SELECT seq FROM sqlite_sequence WHERE name = 'journal_entries'")
    return int(connection.execute(query).scalar() or 0)


def head(connection: Connection) -> str:
    """Return the hash that ends the chain of entries, in hexadecimal; empty for no entries."""
    return _hash_of(connection, last_number(connection))


def entry_hash(entry: Entry, kind: str, previous: str, rows: Sequence[Mapping[str, object]]) -> str:
    """Return the SHA-256 that seals an entry and, through `previous`, all before it."""
    told = [[row["table_name"], row["row_id"], row["case_id"], row["hash"]] for row in rows]
    sealed = [
        previous,
        entry.number,
        entry.at,
        entry.who,
        entry.label,
        kind,
        entry.target,
        told,
    ]
    return _sha256(sealed)


def row_hash(salt: str, before: str | None, after: str | None) -> str:
    """Return the SHA-256 of a row's two images, as stored."""
    return _sha256([salt, before, after])


def changes_of(connection: Connection, entry: int) -> tuple[RowChange, ...]:
    """Return the row changes of an entry, in the order made."""
    query = select(journal_rows).where(journal_rows.c.entry == entry)
    rows = connection.execute(query.order_by(journal_rows.c.number)).mappings()
    return tuple(map(to_change, rows))


def entries_after(connection: Connection, number: int) -> tuple[Entry, ...]:
    """Return the entries later than a number, oldest first."""
    query = select(journal_entries).where(journal_entries.c.number > number)
    rows = connection.execute(query.order_by(journal_entries.c.number)).mappings()
    return tuple(map(to_entry, rows))


def latest_entries(connection: Connection, count: int) -> tuple[Entry, ...]:
    """Return the last `count` entries, oldest first."""
    query = select(journal_entries).order_by(journal_entries.c.number.desc()).limit(count)
    rows = connection.execute(query).mappings().all()
    return tuple(map(to_entry, reversed(rows)))


def first_at(connection: Connection) -> str | None:
    """Return when the oldest entry was written, or None before the first."""
    query = select(journal_entries.c.at).order_by(journal_entries.c.number).limit(1)
    at = connection.execute(query).scalar()
    return None if at is None else str(at)


def to_entry(row: RowMapping) -> Entry:
    """Read a row of `journal_entries`."""
    target = row["target"]
    assert target is None or isinstance(target, int)
    return Entry(
        number=int(str(row["number"])),
        at=str(row["at"]),
        who=str(row["who"]),
        label=str(row["label"]),
        # A kind that other hands wrote shows in the hash, and must not stop the reading of it.
        kind=EntryKind(row["kind"]) if row["kind"] in set(EntryKind) else EntryKind.WRITE,
        target=target,
    )


def canonical(image: Image | None) -> str | None:
    """Write an image as JSON that is the same for the same values."""
    if image is None:
        return None
    return json.dumps(image, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def problems(connection: Connection) -> Iterator[str]:
    """Yield a sentence for each entry that was changed, removed or added by other hands."""
    previous, expected = "", 1
    rows = _Rows(connection)
    entries = connection.execute(select(journal_entries).order_by(journal_entries.c.number))
    for entry in map(dict, entries.mappings()):
        number = int(str(entry["number"]))
        if number != expected:
            yield _missing(expected, number - 1)
        if not is_sound(entry, rows.of(number), previous):
            yield f"Entry {number} of the history is not as it was written."
        previous, expected = str(entry["hash"]), number + 1
    if expected <= last_number(connection):
        yield _missing(expected, last_number(connection))


def is_sound(
    entry: Mapping[str, object], rows: Sequence[Mapping[str, object]], previous: str
) -> bool:
    """Whether a stored entry follows on the hash before it, and it and its rows are as written."""
    at, who, label, target = (entry[name] for name in ("at", "who", "label", "target"))
    assert target is None or isinstance(target, int)
    # A kind that other hands wrote is no `EntryKind`, and shows in the hash.
    head = Entry(int(str(entry["number"])), str(at), str(who), str(label), target=target)
    sealed = entry_hash(head, str(entry["kind"]), previous, rows)
    return (
        entry["previous_hash"] == previous
        and entry["hash"] == sealed
        and all(map(is_sound_row, rows))
    )


def _missing(first: int, last: int) -> str:
    which = f"Entry {first} is" if first == last else f"Entries {first} to {last} are"
    return f"{which} missing from the history."


class _Rows:
    """All rows of the journal in one reading, handed out entry by entry."""

    def __init__(self, connection: Connection) -> None:
        rows = connection.execute(
            select(journal_rows).order_by(journal_rows.c.entry, journal_rows.c.number)
        )
        self._names = tuple(rows.keys())
        at = self._names.index("entry")
        self._groups = groupby(rows, key=lambda row: int(row[at]))
        self._next = next(self._groups, None)

    def of(self, entry: int) -> Sequence[Mapping[str, object]]:
        """Return the rows of an entry; each must be asked for in order."""
        while self._next is not None and self._next[0] < entry:
            self._next = next(self._groups, None)
        if self._next is None or self._next[0] != entry:
            return ()
        return [dict(zip(self._names, row, strict=True)) for row in self._next[1]]


def is_sound_row(row: Mapping[str, object]) -> bool:
    """Whether the images of a stored row are those its hash was made of."""
    before, after = row["before"], row["after"]
    if before is None and after is None and not row["salt"]:
        return True  # its images were erased; the entry's hash holds its hash
    assert before is None or isinstance(before, str)
    assert after is None or isinstance(after, str)
    return row["hash"] == row_hash(str(row["salt"]), before, after)


def _stored_row(entry: int, change: RowChange) -> dict[str, object]:
    salt = secrets.token_hex(16)
    before, after = canonical(change.before), canonical(change.after)
    return {
        "entry": entry,
        "table_name": change.table,
        "row_id": change.row_id,
        "case_id": change.case_id,
        "before": before,
        "after": after,
        "salt": salt,
        "hash": row_hash(salt, before, after),
    }


def _hash_of(connection: Connection, number: int) -> str:
    query = select(journal_entries.c.hash).where(journal_entries.c.number == number)
    return str(connection.execute(query).scalar() or "")


def to_change(row: RowMapping) -> RowChange:
    """Read a row of `journal_rows`."""
    case_id = row["case_id"]
    return RowChange(
        table=str(row["table_name"]),
        row_id=str(row["row_id"]),
        case_id=None if case_id is None else str(case_id),
        before=_image(row["before"]),
        after=_image(row["after"]),
    )


def _image(stored: object) -> Image | None:
    if stored is None:
        return None
    image: Image = json.loads(str(stored))
    return image


def _sha256(values: list[object]) -> str:
    told = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()
