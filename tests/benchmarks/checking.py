"""Checks a casebook of the reference size and tells how long each part of the check takes.

Run with `python -m tests.benchmarks.checking FOLDER [cases] [documents]`; 2,000 cases and 20,000
documents without more words. It prints the seconds of each part, of the whole, of a rescue of the
same casebook, and the longest a window's event loop stood still during the check.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from advocate_desktop.services.check import check
from advocate_desktop.services.progress import NO_PROGRESS
from advocate_desktop.services.rescue import rescue
from advocate_desktop.services.workspace import Unit, Workspace
from advocate_desktop.store import checking, journal, layout, repairing
from tests.benchmarks.backups import PASSPHRASE, Gaps, attach, fill, say

SIZE = 4000
"""Bytes of a document: what counts here are the rows."""


def attach_many(unit: Unit, first: int, last: int) -> None:
    """Attach documents with a page of text each."""
    for number in range(first, last):
        attach(unit, f"paper-{number}", SIZE)


def tell_parts(workspace: Workspace) -> None:
    """Print the seconds of each part of the check."""
    with workspace.casebook.raw() as raw:
        for look in (checking.pages, layout.problems, checking.search_index):
            before = time.perf_counter()
            found = len(list(look(raw)))
            say(f"{look.__name__}: {time.perf_counter() - before:.2f} s, {found} problems")
    for part in (checking.links, journal.problems, checking.rows, repairing.search):
        before = time.perf_counter()
        found = workspace.read(lambda connection, part=part: len(list(part(connection))))
        say(f"{part.__name__}: {time.perf_counter() - before:.2f} s, {found} problems")


def main() -> None:
    """Fill a casebook, check and rescue it, and tell."""
    path = Path(sys.argv[1]) / "checked.casebook"
    cases = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    documents = int(sys.argv[3]) if len(sys.argv) > 3 else 20_000
    workspace = Workspace.create(path, PASSPHRASE, who="Ada")
    workspace.run("Filled", fill, cases, 0)
    for first in range(0, documents, 1000):
        workspace.run("Attached", attach_many, first, min(first + 1000, documents))
    say(f"{cases} cases, {documents} documents, {path.stat().st_size / 1e6:.0f} MB")
    tell_parts(workspace)
    gaps = Gaps()
    gaps.start()
    before = time.perf_counter()
    found = check(workspace, NO_PROGRESS)
    gaps.ended = True
    say(f"check: {time.perf_counter() - before:.1f} s, {len(found)} problems")
    say(f"longest wait of the event loop {1000 * gaps.longest:.0f} ms")
    workspace.close()
    before = time.perf_counter()
    told = rescue(path, PASSPHRASE, path.with_name("rescued.casebook"), NO_PROGRESS)
    say(f"rescue: {time.perf_counter() - before:.1f} s, lost nothing: {told.lost_nothing}")


if __name__ == "__main__":
    main()
