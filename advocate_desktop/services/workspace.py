"""The open casebook as the window and the command line use it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Concatenate, ParamSpec, Self, TypeVar

from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.domain.moments import PACIFIC, format_moment
from advocate_desktop.services.changes import Changes, changes_from
from advocate_desktop.services.passphrase_waits import PASSPHRASE_WAITS
from advocate_desktop.services.progress import Cancelled
from advocate_desktop.store import Connection, Unit, checking, journal, settings, undo
from advocate_desktop.store.engine import Casebook, is_encrypted
from advocate_desktop.store.errors import (
    PAGES_DAMAGED,
    CasebookClosed,
    CasebookDamaged,
    CasebookExists,
    CasebookInUse,
    ChangedSince,
    DiskFull,
    DriveFailed,
    FolderReadOnly,
    IsBackup,
    LibraryTooOld,
    NewerCasebook,
    NotACasebook,
    PassphraseNeeded,
    WrongPassphrase,
)
from advocate_desktop.store.journal import Entry, EntryKind

__all__ = [
    "CasebookClosed",
    "CasebookDamaged",
    "CasebookExists",
    "CasebookInUse",
    "ChangedSince",
    "Clock",
    "Connection",
    "DiskFull",
    "DriveFailed",
    "FolderReadOnly",
    "IsBackup",
    "LibraryTooOld",
    "NewerCasebook",
    "NotACasebook",
    "PassphraseNeeded",
    "Unit",
    "Workspace",
    "WrongPassphrase",
    "is_encrypted",
    "system_clock",
]

P = ParamSpec("P")
T = TypeVar("T")

Clock = Callable[[], datetime]
"""Tells the present as a time with an offset."""


def system_clock() -> datetime:
    """Return the present in Pacific time."""
    return datetime.now(PACIFIC)


class Workspace:
    """An open casebook: read, run commands, undo and redo, hear of changes.

    Any thread may use it. A command is a plain function whose first argument is the `Unit` it
    writes with; a query is one whose first argument is a `Connection`.
    """

    def __init__(self, casebook: Casebook, clock: Clock, who: str) -> None:
        self.casebook = casebook
        """For services that copy or check the file as a whole."""
        self._clock = clock
        self._who = who
        self._heard: list[Callable[[Changes], None]] = []
        self._heard_full: list[Callable[[], None]] = []
        self._heard_failed: list[Callable[[], None]] = []
        self._telling = threading.Lock()
        try:
            self._version = casebook.data_version()
            self._last_entry = self.read(journal.last_number)
        except BaseException:
            casebook.close()
            raise

    @classmethod
    def create(
        cls, path: Path, passphrase: str | None, *, clock: Clock = system_clock, who: str = ""
    ) -> Self:
        """Create a casebook and open it; a passphrase of None leaves it unencrypted.

        Raises `CasebookExists`, `NotFound` (no such folder), `FolderReadOnly`, `DiskFull`, or
        `Invalid` for an empty passphrase; then no file is left.
        """
        return cls(Casebook.create(path, passphrase), clock, who)

    @classmethod
    def open(
        cls, path: Path, passphrase: str | None, *, clock: Clock = system_clock, who: str = ""
    ) -> Self:
        """Open a casebook; a passphrase is not looked at when the file is not encrypted.

        Raises `NotFound`, `NotACasebook`, `PassphraseNeeded`, `WrongPassphrase`, `NewerCasebook` or
        `CasebookDamaged`. When another has it open, it opens read-only. After some wrong
        passphrases it raises `TooSoon` for a while.
        """
        with PASSPHRASE_WAITS.trying(path):
            return cls(Casebook.open(path, passphrase), clock, who)

    @property
    def path(self) -> Path:
        """Where the casebook lies."""
        return self.casebook.path

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written."""
        return self.casebook.read_only

    @property
    def read_only_reason(self) -> str:
        """The sentence that says why, and who has it; empty when it can be written."""
        return self.casebook.read_only_reason

    @property
    def encrypted(self) -> bool:
        """Whether the file is encrypted."""
        return self.casebook.encrypted

    @property
    def closed(self) -> bool:
        """Whether the file is closed and the key forgotten."""
        return self.casebook.closed

    @property
    def who(self) -> str:
        """Whom the history names for a change: as said on opening, else the letterhead's name."""
        return self._who or self.read(settings.value, "letterhead.name")

    def now(self) -> datetime:
        """Return the present in Pacific time."""
        return self._clock().astimezone(PACIFIC)

    def read(
        self, query: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a query that sees one moment of the casebook, and return its answer.

        Raises `CasebookDamaged` also for an error that came of pages which are not as written.
        """
        try:
            with self.casebook.read() as connection:
                return query(connection, *args, **kwargs)
        except (AdvocateError, Cancelled):
            raise
        except Exception as error:
            # What looks like a bug may be a page in another's place: look before calling it one.
            if checking.has_damaged_pages(self.casebook.raw):
                raise CasebookDamaged(PAGES_DAMAGED) from error
            raise

    def run(
        self,
        label: str,
        command: Callable[Concatenate[Unit, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run a command in one transaction with one entry in the history, and return its answer.

        Nothing of it is kept when it raises. Raises `CasebookInUse` or `FolderReadOnly` when the
        casebook is read-only, `DiskFull` when there is no room, and `DriveFailed` when the drive
        fails, after which the casebook is read-only.
        """
        with self._told(label) as unit:
            return command(unit, *args, **kwargs)

    @property
    def undo_label(self) -> str | None:
        """What undo would take back, or None."""
        entry = None if self.read_only else self.read(undo.next_undo)
        return None if entry is None else entry.label

    @property
    def redo_label(self) -> str | None:
        """What redo would do again, or None."""
        entry = None if self.read_only else self.read(undo.next_redo)
        return None if entry is None else entry.label

    def undo(self) -> str | None:
        """Take back the last change and return its label, or None when there is none.

        Raises `ChangedSince` when a later change stands in the way; then nothing is changed.
        """
        return self._again(EntryKind.UNDO, undo.next_undo, undo.take_back)

    def redo(self) -> str | None:
        """Do again what was undone last and return its label, or None; raises like `undo`."""
        return self._again(EntryKind.REDO, undo.next_redo, undo.do_again)

    def listen(self, heard: Callable[[Changes], None]) -> Callable[[], None]:
        """Call `heard` after each commit, on the thread that made it; return what ends it."""
        self._heard.append(heard)

        def stop() -> None:
            if heard in self._heard:
                self._heard.remove(heard)

        return stop

    def listen_for_full_disk(self, told: Callable[[], None]) -> None:
        """Call `told` each time a change found no room, on the thread that wanted it."""
        self._heard_full.append(told)

    def listen_for_failed_drive(self, told: Callable[[], None]) -> None:
        """Call `told` once the drive failed in a write, on the thread that wanted it.

        The casebook is read-only from then on, until it is opened again.
        """
        self._heard_failed.append(told)

    def look(self) -> None:
        """Tell the listeners what another process wrote meanwhile; cheap when it wrote nothing."""
        if self.casebook.data_version() != self._version:
            self._tell()

    def close(self) -> None:
        """Close the file and forget the key; a second call does nothing."""
        self._heard.clear()
        self._heard_full.clear()
        self._heard_failed.clear()
        self.casebook.close()

    def _again(
        self,
        kind: EntryKind,
        choose: Callable[[Connection], Entry | None],
        apply: Callable[[Unit, Entry], None],
    ) -> str | None:
        entry = self.read(choose)
        if entry is None:
            return None
        with self._told(entry.label, kind, entry.number) as unit:
            # Chosen again inside the transaction: another thread may have written in between.
            entry = choose(unit.connection)
            if entry is None:
                return None
            apply(unit, entry)
        return entry.label

    @contextmanager
    def _told(
        self, label: str, kind: EntryKind = EntryKind.WRITE, target: int | None = None
    ) -> Iterator[Unit]:
        at = format_moment(self.now())
        try:
            with self.casebook.write(label, self.who, at, kind=kind, target=target) as unit:
                yield unit
        except DiskFull:
            for told in tuple(self._heard_full):
                told()
            raise
        except DriveFailed:
            heard, self._heard_failed = self._heard_failed, []
            for told in heard if self.read_only else ():
                told()
            raise
        self._tell()

    def _tell(self) -> None:
        with self._telling:
            self._version = self.casebook.data_version()
            news = self.read(_news_after, self._last_entry)
            self._last_entry = max([self._last_entry, *(number for number, _ in news)])
        for _, changes in news:
            for heard in tuple(self._heard):
                heard(changes)


def _news_after(connection: Connection, number: int) -> tuple[tuple[int, Changes], ...]:
    return tuple(
        (entry.number, changes_from(connection, entry.label, rows))
        for entry in journal.entries_after(connection, number)
        if (rows := journal.changes_of(connection, entry.number))
    )
