"""Damages copies of a casebook in many ways, and tells whether each was noticed.

Run with `python -m tests.benchmarks.damage [--flips 1000] [--others 100] [--seed 1] [--plain]`.
It flips single bits, fills pages with zeros, cuts the file off, and swaps pages; then it opens each
copy, reads every record, document and page text through the services, and runs the check. Prints a
row a kind of damage. Ends with 1 when a value was shown that was never entered and nothing said so.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from advocate_desktop import assets
from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.services import cases, documents, interchange, sample
from advocate_desktop.services.check import check
from advocate_desktop.services.history import history
from advocate_desktop.services.passphrase_waits import PASSPHRASE_WAITS
from advocate_desktop.services.progress import NO_PROGRESS
from advocate_desktop.services.search import search
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.store.cases import records
from advocate_desktop.store.connections import PAGE_SIZE
from tests.benchmarks.kills import say
from tests.benchmarks.sessions import PASSPHRASE

OPENING, READING, CHECK = "on opening", "on reading", "by the check"
BROKE = "on reading, by an error nobody expected"
HARMLESS, SHOWN, MISSED = "harmless", "shown, then found by the check", "SHOWN AND MISSED"


def make(path: Path, phrase: str | None) -> None:
    """Write a casebook with two of the sample's cases, all in one file."""
    workspace = Workspace.create(path, phrase, clock=lambda: sample.AS_OF)
    for name in (sample.MRI, sample.PROTON):
        interchange.import_case(workspace, assets.folder("sample", name))
    workspace.close()


def everything(workspace: Workspace) -> list[object]:
    """Read all that a window could show."""
    found: list[object] = []
    for record in sorted(workspace.read(records), key=lambda r: r.case.id):
        found.append(cases.record(workspace, record.case.id))
        found.append(history(workspace, record.case.id))
        for document in record.documents:
            found.append(documents.original(workspace, document.id))
            found.append(documents.page_texts(workspace, document.id))
    found.append(search(workspace, "denied"))
    return found


def flipped(data: bytearray, chance: random.Random) -> None:
    """Flip one bit."""
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def zeroed(data: bytearray, chance: random.Random) -> None:
    """Fill one page with zeros."""
    at = PAGE_SIZE * chance.randrange(len(data) // PAGE_SIZE)
    data[at : at + PAGE_SIZE] = bytes(PAGE_SIZE)


def cut(data: bytearray, chance: random.Random) -> None:
    """Cut the end off: at the border of a page every other time."""
    at = chance.randrange(len(data))
    del data[at - at % PAGE_SIZE if chance.random() < 0.5 else at :]


def swapped(data: bytearray, chance: random.Random) -> None:
    """Swap two pages."""
    one, other = (PAGE_SIZE * n for n in chance.sample(range(len(data) // PAGE_SIZE), 2))
    data[one : one + PAGE_SIZE], data[other : other + PAGE_SIZE] = (
        data[other : other + PAGE_SIZE],
        data[one : one + PAGE_SIZE],
    )


def fate(path: Path, phrase: str | None, truth: list[object]) -> str:
    """Tell how the damage of a copy came to light, if it did."""
    try:
        PASSPHRASE_WAITS.forget(path)  # a wait would pass for a damage that was noticed
        workspace = Workspace.open(path, phrase, clock=lambda: sample.AS_OF)
    except AdvocateError:
        return OPENING
    try:
        try:
            same = everything(workspace) == truth
        except AdvocateError:
            return READING
        except Exception as error:
            return f"{BROKE} ({type(error).__name__})"
        noticed = bool(check(workspace, NO_PROGRESS))
    finally:
        workspace.close()
    if same:
        return CHECK if noticed else HARMLESS
    return SHOWN if noticed else MISSED


def damage(folder: Path, phrase: str | None, flips: int, others: int, seed: int) -> bool:
    """Damage so many copies, print a row a kind, and return whether all was noticed."""
    whole = folder / "whole.casebook"
    make(whole, phrase)
    workspace = Workspace.open(whole, phrase, clock=lambda: sample.AS_OF)
    truth = everything(workspace)
    workspace.close()
    data = whole.read_bytes()
    say(f"{len(data)} bytes, {len(data) // PAGE_SIZE} pages, {'plain' if not phrase else 'sealed'}")
    missed = 0
    chance = random.Random(seed)
    kinds: tuple[tuple[Callable[[bytearray, random.Random], None], int], ...] = (
        (flipped, flips),
        (zeroed, others),
        (cut, others),
        (swapped, others),
    )
    for spoil, number in kinds:
        fates: Counter[str] = Counter()
        for _ in range(number):
            copy, path = bytearray(data), folder / "copy.casebook"
            spoil(copy, chance)
            path.write_bytes(copy)
            for end in ("-wal", "-shm", ".lock"):
                path.with_name(path.name + end).unlink(missing_ok=True)
            fates[fate(path, phrase, truth) if copy != data else HARMLESS] += 1
        say(f"{spoil.__name__}: {dict(fates)}")
        missed += fates[MISSED]
    return missed == 0


def main() -> None:
    """Damage copies, and tell what was noticed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--flips", type=int, default=1000)
    options.add_argument("--others", type=int, default=100)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--plain", action="store_true")
    chosen = options.parse_args()
    phrase = None if chosen.plain else PASSPHRASE
    with tempfile.TemporaryDirectory() as name:
        sound = damage(Path(name), phrase, chosen.flips, chosen.others, chosen.seed)
    sys.exit(0 if sound else 1)


if __name__ == "__main__":
    main()
