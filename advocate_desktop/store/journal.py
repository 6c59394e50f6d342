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

from sqlalchemy import ColumnElement, Connection, RowMapping, insert, select, text

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


def changes_of(
    connection: Connection, entry: int, which: ColumnElement[bool] | None = None
) -> tuple[RowChange, ...]:
    """Return the row changes of an entry, or those of them asked for, in the order made."""
    query = select(journal_rows).where(journal_rows.c.entry == entry)
    if which is not None:
        query = query.where(which)
    rows = connection.execute(query.order_by(journal_rows.c.number)).mappings()
    return tuple(map(_change, rows))


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
    query = select(journal_entries).order_by(journal_entries.c.number)
    for row in connection.execute(query).mappings():
        entry = to_entry(row)
        if entry.number != expected:
            yield _missing(expected, entry.number - 1)
        rows = _raw_rows(connection, entry.number)
        sound = row["previous_hash"] == previous
        sound = sound and row["hash"] == entry_hash(entry, str(row["kind"]), previous, rows)
        if not (sound and all(map(_is_sound, rows))):
            yield f"Entry {entry.number} of the history is not as it was written."
        previous, expected = str(row["hash"]), entry.number + 1
    if expected <= last_number(connection):
        yield _missing(expected, last_number(connection))


def _missing(first: int, last: int) -> str:
    which = f"Entry {first} is" if first == last else f"Entries {first} to {last} are"
    return f"{which} missing from the history."


def _raw_rows(connection: Connection, entry: int) -> Sequence[Mapping[str, object]]:
    query = select(journal_rows).where(journal_rows.c.entry == entry)
    rows = connection.execute(query.order_by(journal_rows.c.number)).mappings()
    return [{str(name): value for name, value in row.items()} for row in rows]


def _is_sound(row: Mapping[str, object]) -> bool:
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


def _change(row: RowMapping) -> RowChange:
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
