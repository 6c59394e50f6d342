"""Backups that share their papers: a small file each, and the bytes once for all beside them.

Such a backup is laid out as the casebook was, without what takes the room: the bytes and texts of
papers, which lie in `papers.Papers`, and what is made from the rest, such as indexes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import groupby
from pathlib import Path

from sqlcipher3 import dbapi2 as driver

from advocate_desktop.store import checking, copies, papers
from advocate_desktop.store.checking import Told
from advocate_desktop.store.connections import (
    APPLICATION_ID,
    BACKUP_ID,
    check_cipher,
    connect,
)
from advocate_desktop.store.errors import CasebookDamaged, plainly, plainly_making
from advocate_desktop.store.keys import RawKey
from advocate_desktop.store.papers import Papers
from advocate_desktop.store.transactions import open_engine, transaction

SUFFIX = "-backup"
"""Put behind a casebook's own suffix."""
PAPERS = "papers"
"""The folder beside the backups that holds their papers."""
_LEFT_OUT = frozenset({"content_chunks", "page_texts", "renditions"})
_OWN = (
    "CREATE TABLE backup_texts (content_hash TEXT PRIMARY KEY, piece TEXT NOT NULL, "
    "size INTEGER NOT NULL) STRICT",
    "CREATE TABLE backup_layout (number INTEGER PRIMARY KEY, statement TEXT NOT NULL) STRICT",
)
_ROWS_A_STEP = 500


def papers_folder(file: Path) -> Path:
    """Return the folder in which the papers of a backup lie."""
    return file.parent / PAPERS


def is_shared(connection: driver.Connection) -> bool:
    """Whether an open file is a backup of this kind."""
    return bool(connection.execute("PRAGMA application_id").fetchone()[0] == BACKUP_ID)


def write(
    source: driver.Connection, key: RawKey | None, target: Path, copied: Told, verified: Told
) -> None:
    """Back a casebook up as of now, and verify the whole of the backup, papers and all.

    Args:
        source: an open connection; others may write meanwhile.
        key: the key of the source, None when it is not encrypted.
        target: does not exist yet; in its folder lie the shared papers.
        copied: hears bytes done and in all; what it raises ends the work.
        verified: hears papers done and in all; likewise.

    No file of that name is left when it fails; raises what `copies.copy` raises.
    """
    draft = copies.draft_of(target)
    with plainly_making(target.parent), papers.opened(papers_folder(target), key) as shared:
        try:
            copies.make_private_file(draft)
            source.execute("BEGIN")  # holds one moment of the casebook while others go on writing
            try:
                texts = _share(source, shared, copied, verified)
                with closing(connect(draft, key, "rw")) as made:
                    _write_rows(source, made, texts, copied)
                check_cipher(source)
            finally:
                source.execute("ROLLBACK")
            _verify(draft, key, verified)
            copies.publish(draft, target)
        finally:
            copies.discard(draft)


def assemble(file: Path, key: RawKey | None, draft: Path, copied: Told, verified: Told) -> None:
    """Write the casebook that a backup is of to a new file, and verify it.

    Raises `CasebookDamaged` when papers are missing beside the backup or are not sound; then no
    file is left.
    """
    with plainly_making(draft.parent), papers.opened(papers_folder(file), key) as shared:
        try:
            copies.make_private_file(draft)
            with (
                closing(connect(file, key, "rw")) as source,
                closing(connect(draft, key, "rw")) as made,
            ):
                _put_together(source, made, shared, copied)
            copies.verify(draft, key, verified)
        except BaseException:
            copies.discard(draft)
            raise


def pieces_of(file: Path, key: RawKey | None) -> frozenset[str]:
    """Return the hashes of all papers and texts that a backup needs; none for a whole casebook."""
    with plainly(), closing(connect(file, key, "rw")) as connection:
        wanted = _wanted(connection) if is_shared(connection) else {}
        check_cipher(connection)
        return frozenset(wanted)


def _share(
    source: driver.Connection, shared: Papers, copied: Told, verified: Told
) -> dict[str, tuple[str, int]]:
    contents = dict(source.execute("SELECT hash, size FROM contents").fetchall())
    texts = {of: _named(data) for of, data in _texts(source)}
    text_of = {piece: of for of, (piece, _) in texts.items()}

    def chunks(piece: str) -> Iterator[bytes]:
        if piece not in text_of:
            return _chunks(source, piece)
        query = "SELECT * FROM page_texts WHERE content_hash = ? ORDER BY page"
        return iter([data for _, data in _in_json(source.execute(query, (text_of[piece],)))])

    wanted = dict(texts.values()) | contents
    shared.add(wanted, chunks, copied)
    shared.verify(wanted, chunks, verified)
    return texts


def _named(data: bytes) -> tuple[str, int]:
    return hashlib.sha256(data).hexdigest(), len(data)


def _chunks(source: driver.Connection, content: str) -> Iterator[bytes]:
    query = "SELECT bytes FROM content_chunks WHERE content_hash = ? ORDER BY position"
    for row in source.execute(query, (content,)):
        yield row[0]


def _texts(source: driver.Connection) -> Iterator[tuple[str, bytes]]:
    return _in_json(source.execute("SELECT * FROM page_texts ORDER BY content_hash, page"))


def _in_json(rows: driver.Cursor) -> Iterator[tuple[str, bytes]]:
    names = [column[0] for column in rows.description]
    at = names.index("content_hash")
    for content, pages in groupby(rows, key=lambda row: str(row[at])):
        told = [
            {name: value for name, value in zip(names, page, strict=True) if name != "number"}
            for page in pages
        ]
        yield content, json.dumps(told, ensure_ascii=False, sort_keys=True).encode()


def _write_rows(
    source: driver.Connection,
    made: driver.Connection,
    texts: dict[str, tuple[str, int]],
    copied: Told,
) -> None:
    copies.prepare_draft(made)
    made.execute("BEGIN")
    tables = _tables(source)
    for statement in (*tables.values(), *_OWN):
        made.execute(statement)
    for table in tables:
        if table not in _LEFT_OUT:
            _copy_rows(source, made, table, lambda: copied(0, 0))
    _copy_sequence(source, made)
    made.executemany(
        "INSERT INTO backup_texts VALUES (?, ?, ?)", [(of, *named) for of, named in texts.items()]
    )
    made.executemany("INSERT INTO backup_layout (statement) VALUES (?)", _others(source))
    _name(made, BACKUP_ID, _version(source))
    made.execute("COMMIT")


def _put_together(
    source: driver.Connection, made: driver.Connection, shared: Papers, copied: Told
) -> None:
    copies.prepare_draft(made)
    made.execute("BEGIN")
    tables = _tables(source)
    for statement in tables.values():
        made.execute(statement)
    for table in tables:
        _copy_rows(source, made, table, lambda: copied(0, 0))
    _copy_sequence(source, made)
    _put_contents(source, made, shared, copied)
    for (piece,) in source.execute("SELECT piece FROM backup_texts").fetchall():
        for page in json.loads(b"".join(_found(shared, piece))):
            names, holes = ", ".join(page), ", ".join("?" * len(page))
            made.execute(f"INSERT INTO page_texts ({names}) VALUES ({holes})", [*page.values()])
    for (statement,) in source.execute("SELECT statement FROM backup_layout ORDER BY number"):
        made.execute(statement)
    for index in _word_indexes(made):
        made.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")
    _name(made, APPLICATION_ID, _version(source))
    made.execute("COMMIT")
    check_cipher(source)
    made.execute("PRAGMA journal_mode = WAL")


def _put_contents(
    source: driver.Connection, made: driver.Connection, shared: Papers, copied: Told
) -> None:
    contents = source.execute("SELECT hash, size FROM contents").fetchall()
    done, total = 0, sum(size for _, size in contents)
    for content, size in contents:
        copied(done, total)
        for position, chunk in enumerate(_found(shared, content)):
            made.execute(
                "INSERT INTO content_chunks (content_hash, position, bytes) VALUES (?, ?, ?)",
                (content, position, chunk),
            )
        done += size


def _found(shared: Papers, piece: str) -> Iterator[bytes]:
    if piece not in shared:
        raise CasebookDamaged(
            f"Papers of this backup are missing. They lie in the folder “{shared.folder.name}” "
            "beside it, which must be there as a whole. Nothing was changed. Look for that folder, "
            "or take another backup."
        )
    return shared.chunks(piece)


def _verify(draft: Path, key: RawKey | None, verified: Told) -> None:
    verified(0, 0)
    with closing(connect(draft, key, "rw")) as connection:
        copies.refuse(checking.pages(connection))
    engine = open_engine(lambda: connect(draft, key, "rw"))
    try:
        with transaction(engine, writes=False) as rows:
            for look in (checking.links, checking.history, checking.rows):
                copies.refuse(look(rows))
    finally:
        engine.dispose()


def _wanted(connection: driver.Connection) -> dict[str, int]:
    query = "SELECT hash, size FROM contents UNION SELECT piece, size FROM backup_texts"
    return dict(connection.execute(query).fetchall())


def _tables(connection: driver.Connection) -> dict[str, str]:
    """Return the statements of the tables that facts lie in, by name."""
    query = (
        "SELECT m.name, m.sql FROM sqlite_master m JOIN pragma_table_list t ON t.name = m.name "
        "WHERE t.schema = 'main' AND t.type = 'table' AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
        "AND m.name NOT LIKE 'backup\\_%' ESCAPE '\\' ORDER BY m.rowid"
    )
    return dict(connection.execute(query).fetchall())


def _word_indexes(connection: driver.Connection) -> list[str]:
    query = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'virtual'"
    return [str(row[0]) for row in connection.execute(query)]


def _others(connection: driver.Connection) -> list[tuple[str]]:
    """Return the statements of all else: word index first, then indexes and triggers."""
    query = (
        "SELECT m.sql FROM sqlite_master m LEFT JOIN pragma_table_list t "
        "ON t.name = m.name AND t.schema = 'main' AND m.type = 'table' "
        "WHERE m.sql IS NOT NULL AND (m.type IN ('index', 'trigger') OR t.type = 'virtual') "
        "ORDER BY m.type <> 'table', m.rowid"
    )
    return [(str(row[0]),) for row in connection.execute(query)]


def _copy_rows(
    source: driver.Connection, made: driver.Connection, table: str, pause: Callable[[], None]
) -> None:
    rows = source.execute(f"SELECT * FROM {table}")
    holes = ", ".join("?" * len(rows.description))
    while some := rows.fetchmany(_ROWS_A_STEP):
        made.executemany(f"INSERT INTO {table} VALUES ({holes})", some)
        pause()


def _copy_sequence(source: driver.Connection, made: driver.Connection) -> None:
    made.execute("DELETE FROM sqlite_sequence")
    rows = source.execute("SELECT name, seq FROM sqlite_sequence").fetchall()
    made.executemany("INSERT INTO sqlite_sequence VALUES (?, ?)", rows)


def _version(connection: driver.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _name(made: driver.Connection, application: int, version: int) -> None:
    made.execute(f"PRAGMA application_id = {application}")
    made.execute(f"PRAGMA user_version = {version}")
