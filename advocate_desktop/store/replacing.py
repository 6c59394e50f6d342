"""Putting a whole file in a casebook's place: a backup restored, or itself under another key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from sqlcipher3 import dbapi2 as driver

from advocate_desktop.domain.errors import Invalid, NotFound
from advocate_desktop.store import copies, journal, papers, shared_backups
from advocate_desktop.store.checking import Told
from advocate_desktop.store.connections import (
    APPLICATION_ID,
    PAGE_SIZE,
    check_cipher,
    connect,
    salt_of,
)
from advocate_desktop.store.engine import Casebook, probe
from advocate_desktop.store.errors import PassphraseNeeded, plainly, plainly_making
from advocate_desktop.store.keys import RawKey, derive_key, key_for, new_salt
from advocate_desktop.store.shared_backups import papers_folder


@dataclass(frozen=True, slots=True)
class Contents:
    """What a casebook file holds, as far as one needs to know it from another."""

    cases: int
    """Without those in the trash."""
    documents: int
    changed_at: str
    """When it was changed last, ISO 8601; empty when it never was."""
    change: str
    """What that change was called."""


def look(casebook: Casebook, file: Path, typed: str | None) -> Contents:
    """Look into another casebook file and change nothing; raises what `Casebook.open` raises."""
    key = casebook.key_of(file, typed)
    with plainly(), _opened(file.resolve(), key) as connection:
        (cases,) = connection.execute(
            "SELECT count(*) FROM cases WHERE trashed_at IS NULL"
        ).fetchone()
        (documents,) = connection.execute("SELECT count(*) FROM documents").fetchone()
        last = connection.execute(
            "SELECT at, label FROM journal_entries ORDER BY number DESC LIMIT 1"
        ).fetchone()
        check_cipher(connection)
    at, label = last or ("", "")
    return Contents(int(cases), int(documents), str(at), str(label))


def mentions(casebook: Casebook, file: Path, table: str, row_id: str) -> bool:
    """Whether another casebook file or backup has a row, or its history tells of it.

    Raises what `look` raises.
    """
    key = casebook.key_of(file, None)
    query = (
        "SELECT 1 FROM journal_rows WHERE table_name = ? AND row_id = ? "
        "AND (before IS NOT NULL OR after IS NOT NULL) LIMIT 1"
    )
    with plainly(), _opened(file.resolve(), key) as connection:
        found = connection.execute(query, (table, row_id)).fetchone()
        check_cipher(connection)
    return found is not None


def restore(
    casebook: Casebook,
    file: Path,
    typed: str | None,
    kept_as: Path,
    copied: Told,
    verified: Told,
) -> None:
    """Put a verified copy of another file in the casebook's place, and close the casebook.

    Args:
        casebook: open for writing; its file is kept, as it is, under the name `kept_as`.
        file: a casebook, or a backup that shares its papers; left as it is.
        typed: its passphrase; None when it has the casebook's own key, or none.
        kept_as: raises `CasebookExists` when something is there already.
        copied: hears pages done and in all.
        verified: hears documents done and in all.
    """
    key = casebook.key_of(file, typed)
    if kept_as.exists():
        raise copies.exists_already(kept_as)
    draft = copies.draft_of(casebook.path)
    try:
        _write_whole(file.resolve(), key, draft, copied, verified)
        casebook.exchange(draft, kept_as)
    finally:
        copies.discard(draft)


def restore_as_new(
    file: Path, typed: str | None, target: Path, copied: Told, verified: Told
) -> None:
    """Write the casebook that a backup is of to a new file, with no casebook at hand.

    Raises what `Casebook.open` and `copies.copy` raise.
    """
    file, salt = file.resolve(), salt_of(file.resolve())
    if salt is not None and not typed:
        raise PassphraseNeeded(f"“{file.name}” is encrypted. Give its passphrase to restore it.")
    key = None if salt is None else key_for(str(typed), salt)
    if target.exists():
        raise copies.exists_already(target)
    if not target.parent.is_dir():
        raise NotFound(f"There is no folder “{target.parent}”. Make it first or choose another.")
    draft = copies.draft_of(target)
    try:
        _write_whole(file, key, draft, copied, verified)
        with plainly_making(target.parent):
            copies.publish(draft, target)
    finally:
        copies.discard(draft)


def let_go(casebook: Casebook, kept: Sequence[Path]) -> None:
    """Remove the shared papers that none of a folder's backups needs, once there is one.

    Args:
        casebook: its key opens the papers; those under another key stay while a backup has it.
        kept: all backups of the folder, the newest first.
    """
    folder = papers_folder(kept[0])
    tags, wanted = set(), set[str]()
    for file in kept:
        tags.add(papers.tag_of(salt_of(file)))
        with suppress(PassphraseNeeded):
            wanted |= shared_backups.pieces_of(file, casebook.key_of(file, None))
    with papers.opened(folder, casebook.key_of(kept[0], None)) as shared:
        shared.keep_only(wanted)
    for path in folder.glob(f"*{papers.SUFFIX}"):
        if path.name.partition("-")[0] not in tags:
            copies.discard(path)


def change_passphrase(casebook: Casebook, passphrase: str, copied: Told, verified: Told) -> None:
    """Encrypt the casebook anew with a fresh salt, and close it; the old key no longer opens it.

    The passphrase may be the same one: what opened the file before by its key alone, such as a
    recovery key, does not open it any more. One that was not encrypted is from now on. Raises
    `ChangedSince` when it was written to meanwhile; then all is as before.
    """
    if not passphrase:
        raise Invalid("An empty passphrase protects nothing. Choose one.")
    with casebook.read() as reading:
        last = journal.last_number(reading)
    key = derive_key(passphrase, new_salt())
    draft = copies.draft_of(casebook.path)
    try:
        with casebook.raw() as source:
            if casebook.encrypted:
                copies.copy(source, key, draft, copied, verified)
            else:
                _seal(source, key, draft, verified)
        casebook.exchange(draft, None, last)
    finally:
        copies.discard(draft)


def _seal(source: driver.Connection, key: RawKey, draft: Path, verified: Told) -> None:
    """Write a casebook in clear to a new, encrypted file, and verify that."""
    with plainly_making(draft.parent):
        copies.make_private_file(draft)
        (version,) = source.execute("PRAGMA user_version").fetchone()
        source.execute("ATTACH DATABASE ? AS sealed KEY ?", (str(draft), key.literal()))
        source.execute(f"PRAGMA sealed.cipher_page_size = {PAGE_SIZE}")
        source.execute("SELECT sqlcipher_export('sealed')")
        source.execute(f"PRAGMA sealed.application_id = {APPLICATION_ID}")
        source.execute(f"PRAGMA sealed.user_version = {version}")
        source.execute("DETACH DATABASE sealed")
        with closing(connect(draft, key, "rw")) as made:
            made.execute("PRAGMA journal_mode = WAL")
        copies.verify(draft, key, verified)


def _write_whole(file: Path, key: RawKey | None, draft: Path, copied: Told, verified: Told) -> None:
    with _opened(file, key) as source:
        if not shared_backups.is_shared(source):
            copies.copy(source, key, draft, copied, verified)
            return
    shared_backups.assemble(file, key, draft, copied, verified)


@contextmanager
def _opened(file: Path, key: RawKey | None) -> Iterator[driver.Connection]:
    with plainly():
        mode, _ = probe(file, key, backups=True)
        with closing(connect(file, key, mode)) as connection:
            connection.execute("PRAGMA query_only = ON")
            yield connection
