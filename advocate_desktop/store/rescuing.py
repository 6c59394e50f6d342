"""Rescuing what a damaged casebook still holds into a new one; the damaged file is only read."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, insert, text
from sqlcipher3 import dbapi2 as driver

from advocate_desktop.store import copies, journal, migrations, rescued_facts
from advocate_desktop.store.checking import Told
from advocate_desktop.store.columns import metadata
from advocate_desktop.store.connections import PAGE_SIZE, connect
from advocate_desktop.store.errors import CasebookDamaged, plainly_making
from advocate_desktop.store.journal import EntryKind, RowChange
from advocate_desktop.store.keys import RawKey
from advocate_desktop.store.rescued_facts import Facts, History
from advocate_desktop.store.salvage import Row, Salvage
from advocate_desktop.store.tables import JOURNALED
from advocate_desktop.store.transactions import open_engine, transaction

LABEL = "Rescued from a damaged casebook"
_STAND_IN = b"The bytes of this paper were damaged in an earlier casebook and could not be rescued."
_UNREADABLE = "(could not be read)"

Elsewhere = Callable[[str], Iterator[bytes]]
"""Gives the bytes of a hash from where else they may lie, such as backups; nothing if nowhere."""


@dataclass(slots=True)
class Outcome:
    """What became of a damaged casebook."""

    kept: dict[str, int] = field(default_factory=dict)
    """Rows by table."""
    lost: dict[str, int] = field(default_factory=dict)
    """Rows by table that are known to have been there."""
    from_history: int = 0
    """Rows that only the history still told."""
    stand_ins: int = 0
    """Rows that had to be made because others point at them."""
    lost_papers: tuple[str, ...] = ()
    """The file names of documents whose bytes are not what was attached."""
    lost_sent: tuple[str, ...] = ()
    """The titles of sent papers likewise."""
    from_backups: int = 0
    """Papers whose bytes were taken from elsewhere."""
    entries: int = 0
    """Entries of the history that were kept, of `last`."""
    last: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """Who rescues, and when, for the history."""

    who: str
    at: str


def rescue(
    damaged: Path,
    key: RawKey | None,
    target: Path,
    entry: Entry,
    elsewhere: Elsewhere,
    told: Told,
) -> Outcome:
    """Write all that can be read to a new casebook under the same key, and verify that.

    Args:
        damaged: only read; nobody else has it open.
        key: None when it is not encrypted.
        target: does not exist yet.
        entry: for the entry of the history that says what was rescued.
        elsewhere: where bytes are looked for that are damaged here.
        told: hears papers done and in all; what it raises ends the work, and no file is left.

    Raises `CasebookDamaged` when not even the list of tables can be read.
    """
    if target.exists():
        raise copies.exists_already(target)
    draft = copies.draft_of(target)
    with plainly_making(target.parent), closing(_opened(damaged, key)) as salvage:
        try:
            copies.make_private_file(draft)
            outcome = _write(salvage, draft, key, entry, elsewhere, told)
            copies.verify(draft, key, told)
            copies.publish(draft, target)
        finally:
            copies.discard(draft)
    return outcome


def _opened(damaged: Path, key: RawKey | None) -> Salvage:
    try:
        salvage = Salvage(damaged, key)
    except driver.Error:
        raise _beyond(damaged, key) from None
    if not salvage.is_legible() or not salvage.columns("cases"):
        salvage.close()
        raise _beyond(damaged, key)
    return salvage


def _beyond(damaged: Path, key: RawKey | None) -> CasebookDamaged:
    # Under a key, a damaged beginning looks like one that another key was made for.
    doubt = "" if key is None else "Or the passphrase is another one: try it again first. "
    return CasebookDamaged(
        f"The beginning of “{damaged.name}” is damaged, and without it nothing in the file can be "
        f"found. {doubt}The file was left as it is. Restore your last backup."
    )


def _write(
    salvage: Salvage,
    draft: Path,
    key: RawKey | None,
    entry: Entry,
    elsewhere: Elsewhere,
    told: Told,
) -> Outcome:
    def unchecked() -> driver.Connection:
        connection = connect(draft, key, "rw")
        connection.execute("PRAGMA foreign_keys = OFF")  # looked at once all is in
        return connection

    with closing(connect(draft, key, "rw")) as connection:
        connection.execute(f"PRAGMA page_size = {PAGE_SIZE}")
        connection.execute("PRAGMA journal_mode = WAL")
    engine = open_engine(unchecked)
    try:
        with transaction(engine, writes=True) as connection:
            migrations.create_schema(connection)
            return _fill(salvage, connection, entry, elsewhere, told, sealed=key is not None)
    finally:
        engine.dispose()


def _fill(
    salvage: Salvage,
    connection: Connection,
    entry: Entry,
    elsewhere: Elsewhere,
    told: Told,
    *,
    sealed: bool,
) -> Outcome:
    history = rescued_facts.history_of(salvage)
    facts, from_history = rescued_facts.facts_of(salvage, history, sealed=sealed)
    outcome = Outcome(
        lost=rescued_facts.lost(salvage, history, facts),
        from_history=from_history,
        entries=len(history.entries),
        last=history.last,
    )
    sound = _rescue_papers(salvage, connection, facts, elsewhere, told, outcome)
    _let_go_of_lost_papers(connection, facts, sound, outcome)
    for table, rows in facts.items():
        _insert(connection, table, rows.values())
        unfit = len(rows) - connection.scalar(text(f"SELECT count(*) FROM {table}"))
        if unfit:
            outcome.lost[table] = outcome.lost.get(table, 0) + unfit
    for table in ("journal_entries", "journal_rows"):
        kept = history.entries if table == "journal_entries" else history.rows
        _insert(connection, table, kept)
    texts = {(row["content_hash"], row["page"]): row for row in salvage.rows("page_texts")}
    _insert(connection, "page_texts", [r for r in texts.values() if r["content_hash"] in sound])
    _insert(connection, "draft_autosaves", salvage.rows("draft_autosaves"))
    outcome.stand_ins = _make_whole(connection, facts)
    _journal(connection, facts, history, entry)
    outcome.kept = {table: len(rows) for table, rows in facts.items()}
    return outcome


def _rescue_papers(
    salvage: Salvage,
    connection: Connection,
    facts: Facts,
    elsewhere: Elsewhere,
    told: Told,
    outcome: Outcome,
) -> set[str]:
    """Write the bytes of each paper that are what was put in; return their hashes."""
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in salvage.rows("content_chunks", ("number", "content_hash", "position")):
        places[str(row["content_hash"])].append(
            (int(str(row["position"])), int(str(row["number"])))
        )
    wanted = {str(row["hash"]) for row in salvage.rows("contents")} | set(places)
    for table in ("documents", "sent_items"):
        wanted |= {str(r["content_hash"]) for r in facts[table].values() if r.get("content_hash")}
    sound = set()
    for done, content in enumerate(sorted(wanted)):
        told(done, len(wanted))
        numbers = [number for _, number in sorted(places[content])]
        if _put(connection, content, (salvage.chunk(number) for number in numbers)):
            sound.add(content)
        elif _put(connection, content, elsewhere(content)):
            sound.add(content)
            outcome.from_backups += 1
    return sound


def _put(connection: Connection, content: str, chunks: Iterator[bytes]) -> bool:
    """Write bytes under a hash, and take them back when they are not those of it."""
    digest, size = hashlib.sha256(), 0
    with connection.begin_nested() as point:
        row: dict[str, object] = {"hash": content, "size": 0}
        connection.execute(insert(metadata.tables["contents"]), row)
        for position, chunk in enumerate(chunks):
            digest.update(chunk)
            size += len(chunk)
            row = {"content_hash": content, "position": position, "bytes": chunk}
            connection.execute(insert(metadata.tables["content_chunks"]), row)
        if digest.hexdigest() != content:
            point.rollback()
            return False
        query = text("UPDATE contents SET size = :size WHERE hash = :hash")
        connection.execute(query, {"size": size, "hash": content})
    return True


def _let_go_of_lost_papers(
    connection: Connection, facts: Facts, sound: set[str], outcome: Outcome
) -> None:
    """Leave the record of a document without its bytes, and say so in it."""
    lost = []
    for row in facts["documents"].values():
        if row.get("content_hash") and row["content_hash"] not in sound:
            lost.append(str(row["file"]))
            row["content_hash"] = None
            note = str(row.get("note") or "")
            row["note"] = f"{note} Its bytes were damaged and are lost.".strip()
    sent = []
    stand_in = hashlib.sha256(_STAND_IN).hexdigest()
    for row in facts["sent_items"].values():
        if row["content_hash"] not in sound:
            sent.append(str(row["title"]))
            row |= {"content_hash": stand_in, "media_type": "text/plain", "size": len(_STAND_IN)}
    if sent and stand_in not in sound:
        _put(connection, stand_in, iter([_STAND_IN]))
    outcome.lost_papers, outcome.lost_sent = tuple(sorted(lost)), tuple(sorted(sent))


def _insert(connection: Connection, table: str, rows: Iterable[Row]) -> None:
    for row in rows:
        # Not all of a damaged row need fit; what does not is as lost as what cannot be read.
        connection.execute(insert(metadata.tables[table]).prefix_with("OR IGNORE"), row)


def _make_whole(connection: Connection, facts: Facts) -> int:
    """Put in a row for each that others point at and that is lost; return how many."""
    made = 0
    while missing := _missing_targets(connection):
        for table, row_id in missing:
            row = _stand_in(table, row_id)
            connection.execute(insert(JOURNALED[table]), row)
            facts[table][row_id] = dict(
                connection.execute(text(f"SELECT * FROM {table} WHERE id = :id"), {"id": row_id})
                .mappings()
                .one()
            )
            made += 1
    return made


def _missing_targets(connection: Connection) -> list[tuple[str, str]]:
    found = set()
    for table, rowid, parent, number in connection.execute(text("PRAGMA foreign_key_check")).all():
        keys = connection.execute(text(f"PRAGMA foreign_key_list({table})")).all()
        column = next(key[3] for key in keys if key[0] == number)
        query = text(f"SELECT {column} FROM {table} WHERE rowid = :rowid")
        target = connection.execute(query, {"rowid": rowid}).scalar_one()
        if parent in JOURNALED:
            found.add((str(parent), str(target)))
        else:
            connection.execute(text(f"DELETE FROM {table} WHERE rowid = :rowid"), {"rowid": rowid})
    return sorted(found)


def _stand_in(table: str, row_id: str) -> dict[str, object]:
    row: dict[str, object] = {"id": row_id}
    for column in JOURNALED[table].columns:
        if column.foreign_keys and not column.nullable:
            row[column.name] = f"{row_id}-lost"
    for name in ("title", "family_name", "name", "file"):
        if name in JOURNALED[table].columns:
            row[name] = f"{_UNREADABLE} {row_id[:8]}"
    return row


def _journal(connection: Connection, facts: Facts, history: History, entry: Entry) -> None:
    """Write one entry that leads from what the kept history says to what was rescued."""
    changes = []
    for table in JOURNALED:
        rows = connection.execute(text(f"SELECT * FROM {table}")).mappings()
        now: dict[str, Row] = {str(row["id"]): dict(row) for row in rows}
        facts[table] = now
        before = {row_id: image for (of, row_id), image in history.told.items() if of == table}
        for row_id in now.keys() | {
            row_id for row_id, image in before.items() if image is not None
        }:
            was, row = before.get(row_id), now.get(row_id)
            if row is None or not rescued_facts.matches(row, was):
                changes.append(_change(table, row_id, was, row))
    journal.append(
        connection,
        at=entry.at,
        who=entry.who,
        label=LABEL,
        kind=EntryKind.WRITE,
        target=None,
        changes=changes,
    )


def _change(table: str, row_id: str, was: journal.Image | None, row: Row | None) -> RowChange:
    image = row or was or {}
    case_id = row_id if table == "cases" else image.get("case_id")
    after = None if row is None else {k: v for k, v in row.items() if not isinstance(v, bytes)}
    return RowChange(table, row_id, None if case_id is None else str(case_id), was, after)
