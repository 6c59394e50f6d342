"""The papers that backups share: bytes by their SHA-256, in files that are each written once.

A folder of such files lies beside the backups. Each is a database of its own under the key of the
backups, so a stolen one tells no more than a stolen backup, and none is ever written to again: what
comes new goes into a further file, and what is thinned is written anew before the old one goes.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

from sqlcipher3 import dbapi2 as driver

from advocate_desktop.store import checking, copies
from advocate_desktop.store.checking import Told
from advocate_desktop.store.connections import PAGE_SIZE, check_cipher, connect
from advocate_desktop.store.errors import CasebookDamaged, plainly
from advocate_desktop.store.keys import RawKey

PAPERS_ID = 0x41444350
"""“ADCP”, at the head of each file."""
SUFFIX = ".papers"
MOST_FILES = 16
"""When there are more, the smaller ones are written together into one."""
_LARGEST_KEPT = 4

_LAYOUT = (
    "CREATE TABLE pieces (hash TEXT PRIMARY KEY, size INTEGER NOT NULL) STRICT",
    "CREATE TABLE piece_chunks (number INTEGER PRIMARY KEY, hash TEXT NOT NULL, "
    "position INTEGER NOT NULL, bytes BLOB NOT NULL, UNIQUE (hash, position)) STRICT",
)

Chunks = Callable[[str], Iterator[bytes]]
"""Gives the bytes of a hash piece by piece."""


def tag_of(salt: bytes | None) -> str:
    """Return what the files under one key are named by; it does not tell the key."""
    return "plain" if salt is None else hashlib.sha256(b"papers" + salt).hexdigest()[:8]


class Papers:
    """The files of one folder that one key opens; use `opened`."""

    def __init__(self, folder: Path, key: RawKey | None) -> None:
        self.folder = folder
        self._key = key
        self._tag = tag_of(None if key is None else key.salt)
        self._open = ExitStack()
        self._files: dict[Path, driver.Connection] = {}
        self._place: dict[str, Path] = {}
        """Where each hash lies."""
        self._size: dict[str, int] = {}

    def __contains__(self, piece: str) -> bool:
        return piece in self._place

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that are read."""
        return tuple(self._files)

    def chunks(self, piece: str) -> Iterator[bytes]:
        """Yield the bytes of a hash, not verified; nothing when they are not here."""
        place = self._place.get(piece)
        if place is not None:
            query = "SELECT bytes FROM piece_chunks WHERE hash = ? ORDER BY position"
            yield from (row[0] for row in self._files[place].execute(query, (piece,)))
            check_cipher(self._files[place])

    def is_sound(self, piece: str) -> bool:
        """Whether the bytes of a hash are here and are what was put in."""
        if piece not in self:
            return False
        digest = hashlib.sha256()
        try:
            for chunk in self.chunks(piece):
                digest.update(chunk)
        except (driver.Error, CasebookDamaged):
            self._open_anew(self._place[piece])
            return False
        return digest.hexdigest() == piece

    def add(self, sizes: Mapping[str, int], chunks: Chunks, told: Told) -> None:
        """Write those of the hashes that are not here yet into one new file, on disk on return.

        Raises `CasebookDamaged` when bytes are not those of their hash; then there is no new file.
        """
        new = {piece: size for piece, size in sizes.items() if piece not in self}
        if new:
            self._write(new, chunks, told)

    def verify(self, wanted: Collection[str], chunks: Chunks, told: Told) -> None:
        """Compare each of the hashes with its bytes; write a file that went bad anew.

        Args:
            wanted: all are here.
            chunks: gives the bytes of those that are not sound.
            told: hears hashes done and in all; what it raises ends the work.

        Raises `CasebookDamaged` when what was written anew is not sound either.
        """
        unsound = self._unsound(wanted, told)
        for path in {self._place[piece] for piece in unsound}:
            self._write_anew(path, unsound, chunks)
        if self._unsound(unsound, told):
            raise CasebookDamaged(
                "No backup was made, because the place where backups go does not keep what is "
                "written there. Choose another folder for backups, on another drive."
            )

    def keep_only(self, wanted: Collection[str]) -> None:
        """Let go of what no backup needs any more, and write many small files into one.

        Nothing is removed before what is still wanted of it lies on disk elsewhere.
        """
        old = self._to_rewrite(wanted)
        moved = [piece for piece, place in self._place.items() if place in old and piece in wanted]
        if moved:
            told = checking.untold
            self._write({piece: self._size[piece] for piece in moved}, self.chunks, told)
        for path in old:
            self._files.pop(path).close()
            copies.discard(path)
        self._place = {piece: at for piece, at in self._place.items() if at not in old}

    def read_all(self) -> None:
        """Learn what the folder's files hold; one that does not open is passed over."""
        with suppress(OSError):
            for path in sorted(self.folder.glob(f"{self._tag}-*{SUFFIX}")):
                with suppress(driver.Error, CasebookDamaged):
                    self._read(path)

    def close(self) -> None:
        """Close the files."""
        self._open.close()

    def _read(self, path: Path) -> None:
        connection = self._connected(path)
        rows = connection.execute("SELECT hash, size FROM pieces").fetchall()
        check_cipher(connection)
        self._files[path] = connection
        for piece, size in rows:
            self._place[piece], self._size[piece] = path, size

    def _open_anew(self, path: Path) -> None:
        # A connection that met a damaged page reads no other.
        self._files[path].close()
        self._files[path] = self._connected(path)

    def _connected(self, path: Path) -> driver.Connection:
        return self._open.enter_context(closing(connect(path, self._key, "rw")))

    def _unsound(self, wanted: Collection[str], told: Told) -> set[str]:
        found = set()
        for number, piece in enumerate(wanted):
            told(number, len(wanted))
            if not self.is_sound(piece):
                found.add(piece)
        return found

    def _write_anew(self, path: Path, unsound: set[str], chunks: Chunks) -> None:
        here = [piece for piece, place in self._place.items() if place == path]
        # What only older backups need can come from nowhere else, so it is saved where it is sound.
        saved = {p: self._size[p] for p in here if p in unsound or self.is_sound(p)}
        self._write(saved, lambda p: chunks(p) if p in unsound else self.chunks(p), checking.untold)
        self._place = {piece: at for piece, at in self._place.items() if at != path}
        self._files.pop(path).close()
        copies.discard(path)

    def _to_rewrite(self, wanted: Collection[str]) -> set[Path]:
        bytes_of = dict.fromkeys(self._files, 0)
        for piece, place in self._place.items():
            bytes_of[place] += self._size[piece] + 1 if piece in wanted else 0
        old = {
            path
            for path, live in bytes_of.items()
            if not live or (live < path.stat().st_size // 2 and path.stat().st_size > PAGE_SIZE * 8)
        }
        if len(self._files) - len(old) > MOST_FILES:
            largest = sorted(bytes_of, key=lambda path: bytes_of[path])[-_LARGEST_KEPT:]
            old |= set(self._files) - set(largest)
        return old

    def _write(self, sizes: Mapping[str, int], chunks: Chunks, told: Told) -> None:
        self.folder.mkdir(mode=0o700, exist_ok=True)
        target = self.folder / f"{self._tag}-{secrets.token_hex(6)}{SUFFIX}"
        draft = copies.draft_of(target)
        try:
            copies.make_private_file(draft)
            with closing(connect(draft, self._key, "rw")) as connection:
                _fill(connection, sizes, chunks, told)
            with closing(connect(draft, self._key, "rw")) as connection:
                copies.refuse(checking.pages(connection))
            copies.publish(draft, target)
        finally:
            copies.discard(draft)
        self._read(target)


@contextmanager
def opened(folder: Path, key: RawKey | None) -> Iterator[Papers]:
    """Give the papers of a folder; it need not exist yet."""
    papers = Papers(folder, key)
    try:
        with plainly():
            papers.read_all()
            yield papers
    finally:
        papers.close()


def _fill(
    connection: driver.Connection, sizes: Mapping[str, int], chunks: Chunks, told: Told
) -> None:
    copies.prepare_draft(connection)
    connection.execute("BEGIN")
    for statement in _LAYOUT:
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {PAPERS_ID}")
    done, total = 0, sum(sizes.values())
    for piece, size in sizes.items():
        told(done, total)
        connection.execute("INSERT INTO pieces VALUES (?, ?)", (piece, size))
        digest = hashlib.sha256()
        for position, chunk in enumerate(chunks(piece)):
            digest.update(chunk)
            connection.execute(
                "INSERT INTO piece_chunks (hash, position, bytes) VALUES (?, ?, ?)",
                (piece, position, chunk),
            )
        if digest.hexdigest() != piece:
            raise CasebookDamaged(
                "No backup was made, because the bytes of a paper are not what was attached. "
                "Run the integrity check on the casebook: it says which."
            )
        done += size
    connection.execute("COMMIT")
