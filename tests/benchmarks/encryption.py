"""Does the same work in an encrypted casebook and in a plain one, by turns, and compares.

Run with `python -m tests.benchmarks.encryption [--rounds 7]`; prints for each step the median of
what encryption costs as a ratio, and what opening costs beside making the key from the passphrase.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from advocate_desktop.services.search import search
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.store.keys import derive_key, new_salt
from tests.benchmarks.kills import say
from tests.benchmarks.sessions import CASEBOOK, PASSPHRASE, Session, prepare

STEPS: dict[str, Callable[[Session], object]] = {
    "100 events recorded": lambda session: [session.record_event() for _ in range(100)],
    "20 cases changed, one taken back": lambda session: [session.change_case() for _ in range(10)],
    "4 papers of 5 MB attached": lambda session: [session.attach_large() for _ in range(4)],
    "20 papers of a page attached": lambda session: [session.attach_page() for _ in range(20)],
    "100 searches": lambda session: [search(session.workspace, "denied") for _ in range(100)],
    "a bundle written": Session.export_bundle,
    "a packet written": Session.save_packet,
}


def worked(folder: Path, phrase: str | None, seed: int) -> dict[str, float]:
    """Return the seconds of each step of a session, in a fresh casebook."""
    prepare(folder, phrase)
    session = Session(folder, phrase, seed, lambda *words: None)
    took = {}
    for name, step in STEPS.items():
        began = time.perf_counter()
        step(session)
        took[name] = time.perf_counter() - began
    session.workspace.close()
    return took


def opened(path: Path, phrase: str | None) -> float:
    """Return the seconds that opening a casebook takes."""
    began = time.perf_counter()
    workspace = Workspace.open(path, phrase)
    took = time.perf_counter() - began
    workspace.close()
    return took


def key_made() -> float:
    """Return the seconds that making a key from a passphrase takes."""
    salt, began = new_salt(), time.perf_counter()
    derive_key(PASSPHRASE, salt)
    return time.perf_counter() - began


def main() -> None:
    """Work in both by turns, and print the medians."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=7)
    rounds = options.parse_args().rounds
    ratios: dict[str, list[float]] = defaultdict(list)
    opening: list[tuple[float, float, float]] = []
    with tempfile.TemporaryDirectory() as name:
        for number in range(rounds):
            locked, plain = Path(name) / f"locked-{number}", Path(name) / f"plain-{number}"
            first, second = worked(locked, PASSPHRASE, number), worked(plain, None, number)
            for step in STEPS:
                ratios[step].append(first[step] / second[step])
            ratios["all of it"].append(sum(first.values()) / sum(second.values()))
            both = opened(locked / CASEBOOK, PASSPHRASE), opened(plain / CASEBOOK, None)
            opening.append((*both, key_made()))
    for step, found in ratios.items():
        say(f"{step}: {statistics.median(found):.2f} times the plain casebook")
    locked_s, plain_s, key_s = (statistics.median(column) for column in zip(*opening, strict=True))
    say(f"opened in {locked_s:.3f} s, of which the key {key_s:.3f} s; plain {plain_s:.3f} s")


if __name__ == "__main__":
    main()
