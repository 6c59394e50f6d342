"""Works in one casebook for a long time, and tells whether memory or open files grow.

Run with `python -m tests.benchmarks.soak [--minutes 30] [--plain]`; prints every minute how many
steps were done, the memory of the process and how many files it has open, and at the end what the
judge of the sessions finds. Ends with 1 if anything was lost.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.kills import say
from tests.benchmarks.sessions import PASSPHRASE, STEPS, Ledger, Session, judge, prepare

PAGE = 4096
"""Bytes of a page of memory, as `statm` counts them."""


def memory() -> float:
    """Return the memory that this process holds now, in MB."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE / 1e6


def open_files() -> int:
    """Return how many files this process has open."""
    return len(list(Path("/proc/self/fd").iterdir()))


def main() -> None:
    """Do steps in random order until the time is over."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--minutes", type=float, default=30)
    options.add_argument("--plain", action="store_true")
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    phrase, ledger = None if chosen.plain else PASSPHRASE, Ledger()
    chance, done = random.Random(chosen.seed), 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "soak"
        prepare(folder, phrase)
        session = Session(
            folder, phrase, chosen.seed, lambda *words: ledger.hear(json.dumps(words))
        )
        began = told = time.monotonic()
        while time.monotonic() - began < 60 * chosen.minutes:
            chance.choice(list(STEPS.values()))(session)
            done += 1
            if time.monotonic() - told >= 60:
                told = time.monotonic()
                size = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
                say(f"{done} steps, {memory():.0f} MB, {open_files()} files, {size:.0f} MB kept")
        session.workspace.close()
        wrong = list(judge(folder, phrase, ledger, seen=set()))
    say(f"{done} steps, {ledger.told} told as saved, {len(wrong)} wrong", *wrong[:5])
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
