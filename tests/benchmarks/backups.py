"""Keeps the backups of a year of work and tells what they take in room and time.

Run with `python -m tests.benchmarks.backups FOLDER [MB of documents] [cases]`. A casebook of random
documents is backed up on every day for 400 days, with a little work in between; it prints the
seconds of the backups at the median and at most, the size of the kept ones against the casebook's,
how long the window's event loop stood still meanwhile, and whether each kept one comes back whole.
"""

from __future__ import annotations

import statistics
import sys
import threading
import time
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[2]))

from advocate_desktop import paths
from advocate_desktop.domain.documents import Document
from advocate_desktop.domain.moments import PACIFIC
from advocate_desktop.services import automatic_backup
from advocate_desktop.services.check import check
from advocate_desktop.services.progress import NO_PROGRESS
from advocate_desktop.services.restoring import restore_new
from advocate_desktop.services.workspace import Unit, Workspace
from advocate_desktop.store import blobs, documents, tables

DAYS = 400
PASSPHRASE = "correct horse battery staple"
SIZE = 3_000_000
"""Bytes of a document."""


def say(*words: object) -> None:
    """Write a line of the outcome."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


class Gaps(threading.Thread):
    """Wakes every five milliseconds, as an event loop does, and keeps the longest it was late."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.longest = 0.0
        self.ended = False

    def run(self) -> None:
        """Wake until it is ended."""
        last = time.perf_counter()
        while not self.ended:
            time.sleep(0.005)
            now = time.perf_counter()
            self.longest, last = max(self.longest, now - last - 0.005), now


def fill(unit: Unit, cases: int, megabytes: int) -> None:
    """Enter cases and documents of random bytes with a page of text each."""
    unit.insert(tables.clients, {"id": "client", "given_name": "Ana", "family_name": "Sample"})
    unit.insert(tables.coverages, {"id": "coverage", "client_id": "client"})
    for number in range(max(cases, 1)):
        links = {"client_id": "client", "coverage_id": "coverage"}
        unit.insert(tables.cases, {"id": f"case-{number}", "title": "A dispute", **links})
        for at in range(12):
            row = {"id": f"event-{number}-{at}", "case_id": f"case-{number}", "note": "x" * 40}
            unit.insert(tables.events, row | {"kind": "incident", "at": "2026-01-05"})
    for number in range(max(megabytes * 1_000_000 // SIZE, 1)):
        attach(unit, f"document-{number}", SIZE)


def attach(unit: Unit, name: str, size: int) -> None:
    """Attach a document of random bytes to the first case."""
    content = blobs.put(unit, Random(name).randbytes(size))
    documents.set_page_texts(unit, content, (f"The words of {name}. " * 100,))
    document = Document(name, f"{name}.bin", content_hash=content, size=size, pages=1)
    documents.insert_document(unit, "case-0", document)


def year(workspace: Workspace, now: list[datetime]) -> list[float]:
    """Back up every day, with a small document each week; return the seconds of each."""
    taken = []
    for day in range(DAYS):
        now[0] += timedelta(1)
        if day % 7 == 0:
            workspace.run("Attached", attach, f"weekly-{day}", 100_000)
        before = time.perf_counter()
        automatic_backup.keep(workspace, NO_PROGRESS)
        taken.append(time.perf_counter() - before)
    return taken


def size_of(folder: Path) -> int:
    """Return the bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def tell_restored(workspace: Workspace, folder: Path) -> None:
    """Bring back each kept backup and print how many came back whole."""
    sound = 0
    kept = automatic_backup.backups(workspace)
    before = time.perf_counter()
    for backup in kept:
        target = folder / "restored.casebook"
        restore_new(backup.path, PASSPHRASE, target, NO_PROGRESS)
        again = Workspace.open(target, PASSPHRASE)
        sound += check(again, NO_PROGRESS) == ()
        again.close()
        target.unlink()
    taken = (time.perf_counter() - before) / max(len(kept), 1)
    say(f"{sound} of {len(kept)} came back whole, {taken:.2f} s each with its check")


def main() -> None:
    """Fill a casebook, keep its backups for a year, and tell."""
    folder = Path(sys.argv[1])
    megabytes = int(sys.argv[2]) if len(sys.argv) > 2 else 300
    cases = int(sys.argv[3]) if len(sys.argv) > 3 else 200
    paths.backup_dir = lambda: folder / "kept"  # type: ignore[assignment]
    now = [datetime(2025, 1, 1, 12, tzinfo=PACIFIC)]
    path = folder / "year.casebook"
    workspace = Workspace.create(path, PASSPHRASE, clock=lambda: now[0], who="Ada")
    workspace.run("Filled", fill, cases, megabytes)
    gaps = Gaps()
    gaps.start()
    taken = year(workspace, now)
    gaps.ended = True
    workspace.close()
    workspace = Workspace.open(path, PASSPHRASE, clock=lambda: now[0])
    live, kept = path.stat().st_size, size_of(folder / "kept")
    number = len(automatic_backup.backups(workspace))
    say(f"casebook {live / 1e6:.0f} MB, {number} backups {kept / 1e6:.0f} MB: {kept / live:.2f}")
    say(f"first {taken[0]:.2f} s, median {statistics.median(taken):.2f}, most {max(taken):.2f} s")
    say(f"longest wait of the event loop {1000 * gaps.longest:.0f} ms")
    tell_restored(workspace, folder)
    workspace.close()


if __name__ == "__main__":
    main()
