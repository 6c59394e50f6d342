"""Kills sessions at random moments, and judges after each kill what is left.

Run with `python -m tests.benchmarks.kills [--kills 1000] [--seed 1] [--plain]`; prints how often a
kill met each step, how many changes were told as saved, and everything that was lost or left half
done. Every fourth session brings a casebook of version 1 up to date. Ends with 1 if anything was.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import select
import shutil
import socket
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from sqlcipher3 import dbapi2 as driver

from advocate_desktop.services.check import check
from advocate_desktop.services.progress import NO_PROGRESS
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.store.connections import APPLICATION_ID, PAGE_SIZE
from tests.benchmarks.sessions import (
    CASEBOOK,
    PASSPHRASE,
    STEPS,
    Child,
    Ledger,
    Session,
    Tell,
    fresh,
    judge,
    prepare,
)

VERSIONS = Path(__file__).parents[1] / "data" / "versions"
KILLS_A_CASEBOOK = 20
"""How many sessions in a row work in the same casebook before a fresh one is laid down."""


def say(*words: object) -> None:
    """Write a line of the outcome."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def at_work(folder: Path, phrase: str | None, seed: int, steps: tuple[str, ...]) -> Child:
    """Start a session that does steps in random order until it is killed."""

    def work(tell: Tell, _: socket.socket) -> None:
        session = Session(folder, phrase, seed, tell)
        tell("open")
        while True:
            name = session.chance.choice(steps)
            tell("step", name)
            STEPS[name](session)

    return Child(work)


def hear_until_killed(child: Child, ledger: Ledger, chance: random.Random) -> str:
    """Hear some lines, kill the session a moment later, hear the rest; return the step it met."""
    heard: list[str] = ["opening"]
    for _ in range(chance.choice((0, 0, 1, 2, 5, 10, 20, 30))):
        hear(child, ledger, heard)
    until = time.monotonic() + chance.uniform(0, chance.choice((0.002, 0.02, 0.1, 0.3)))
    while (left := until - time.monotonic()) > 0:
        if select.select([child.lines], [], [], left)[0]:
            hear(child, ledger, heard)
    child.kill()
    while hear(child, ledger, heard):
        continue
    child.close()
    return heard[-1]


def hear(child: Child, ledger: Ledger, heard: list[str]) -> bool:
    """Hear a line, if there is one, and note the step it begins; a session may not fail."""
    line = child.lines.readline()
    if not line:
        return False
    kind = ledger.hear(line)
    if kind == "step":
        heard.append(json.loads(line)[1])
    assert kind not in ("broke", "refused"), line
    return True


def kill_sessions(
    folder: Path, phrase: str | None, kills: int, seed: int, steps: tuple[str, ...] = tuple(STEPS)
) -> tuple[list[str], Counter[str], int]:
    """Kill so many sessions; return what was wrong, which steps were met, and what was saved."""
    chance = random.Random(seed)
    beginning, place = folder / "beginning", folder / "session"
    prepare(beginning, phrase)
    wrong: list[str] = []
    met: Counter[str] = Counter()
    saved = 0
    ledger, seen = Ledger(), set[str]()
    for number in range(kills):
        if number % KILLS_A_CASEBOOK == 0:
            say(f"{number} kills, {len(wrong)} wrong")
            fresh(beginning, place)
            ledger, seen = Ledger(), set()
        told = ledger.told
        child = at_work(place, phrase, seed * 10_000 + number, steps)
        step = hear_until_killed(child, ledger, chance)
        met[step] += 1
        saved += ledger.told - told
        if (number + 1) % KILLS_A_CASEBOOK == 0:
            seen.clear()  # old backups share bytes with newer ones: all are restored once more
        problems = list(judge(place, phrase, ledger, seen=seen))
        wrong += [f"kill {number} in {step}: {problem}" for problem in problems]
        if problems:
            shutil.copytree(place, folder / f"wrong-{number}")
        for key in ledger.about:  # what became of it is known now, and holds from here on
            ledger.saved.pop(key, None)
        ledger.about.clear()
    return wrong, met, saved


def kill_updates(folder: Path, phrase: str | None, kills: int, seed: int) -> list[str]:
    """Kill so many processes that bring a casebook up to date; return what was wrong after it."""
    chance = random.Random(seed)
    place, wrong = folder / "update", []
    old = folder / "old.casebook"
    write_version_1(old, phrase)
    for number in range(kills):
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        shutil.copyfile(old, place / CASEBOOK)
        child = at_work(place, phrase, number, ("record_event",))
        time.sleep(chance.uniform(0, 0.5 if phrase else 0.3))
        child.kill()
        child.close()
        wrong += [f"update {number}: {what}" for what in updated_wrongly(place, phrase)]
    return wrong


def write_version_1(path: Path, phrase: str | None) -> None:
    """Lay down the kept casebook of version 1, encrypted when there is a passphrase."""
    plain = path.with_suffix(".plain")
    plain.write_bytes(gzip.decompress((VERSIONS / "version-1.casebook.gz").read_bytes()))
    if phrase is None:
        plain.rename(path)
        return
    with closing(driver.connect(str(plain), isolation_level=None)) as connection:
        connection.execute(f"ATTACH '{path}' AS sealed KEY '{phrase}'")
        connection.execute(f"PRAGMA sealed.cipher_page_size = {PAGE_SIZE}")
        connection.execute("SELECT sqlcipher_export('sealed')")
        connection.execute(f"PRAGMA sealed.application_id = {APPLICATION_ID}")
        connection.execute("PRAGMA sealed.user_version = 1")
    plain.unlink()


def updated_wrongly(place: Path, phrase: str | None) -> Iterator[str]:
    """Yield what is wrong with a casebook of version 1 after its update was killed."""
    rows = json.loads((VERSIONS / "version-1.json").read_text(encoding="utf-8"))
    for path in sorted(place.glob("*.casebook")):
        # The copy kept beforehand as well: a name without a whole file would mislead.
        workspace = Workspace.open(path, phrase)
        try:
            yield from (f"{path.name}: {problem}" for problem in check(workspace, NO_PROGRESS))
            for table, wanted in rows.items():
                there = workspace.read(
                    lambda c, t=table: {row[0] for row in c.exec_driver_sql(f"SELECT id FROM {t}")}
                )
                if not wanted.keys() <= there:
                    yield f"{path.name}: rows of {table} are gone"
        finally:
            workspace.close()


def main() -> None:
    """Kill sessions and updates, and tell what was lost."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=1000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--plain", action="store_true")
    options.add_argument("--steps", default=",".join(STEPS))
    chosen = options.parse_args()
    phrase = None if chosen.plain else PASSPHRASE
    before = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        updates = chosen.kills // 4
        steps = tuple(chosen.steps.split(","))
        wrong, met, saved = kill_sessions(
            folder, phrase, chosen.kills - updates, chosen.seed, steps
        )
        wrong += kill_updates(folder, phrase, updates, chosen.seed)
    for problem in wrong:
        say("WRONG", problem)
    seconds = time.monotonic() - before
    say(f"{chosen.kills} kills, seed {chosen.seed}, {'plain' if chosen.plain else 'encrypted'}:")
    say(f"{saved} told as saved, {len(wrong)} wrong, {updates} while updating, {seconds:.0f} s")
    say("met:", ", ".join(f"{step} {count}" for step, count in met.most_common()))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
