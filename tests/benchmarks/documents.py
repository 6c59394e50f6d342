"""Takes in a folder of real files and spoilt copies of them, and tells what became of each kind.

Run with `python -m tests.benchmarks.documents FOLDER [copies]`. Every file is read and shown by the
reading process, as the program does it; it prints a row a kind: files, with pages, with text, with
a note, refused, and seconds a file at the median and at most; then how the copies fared, and
what one request costs in the reading process and without it.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from advocate_desktop.domain.errors import AdvocateError
from advocate_desktop.intake import isolated, reading
from advocate_desktop.intake.isolated import BROKE, TOO_SLOW
from advocate_desktop.intake.outcomes import Reading, Refused

LARGEST_SPOILT = 2_000_000
"""Bytes: copies of larger files would only take longer."""


def say(*words: object) -> None:
    """Write a line of the outcome."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")


def taken_in(data: bytes) -> tuple[Reading | None, float]:
    """Read a file and make its rendition; return what was found, and the seconds it took."""
    before = time.perf_counter()
    try:
        found = isolated.reading.read(data)
        if found.pages is not None:
            isolated.showing.rendition(data, found.media_type)
    except Refused:
        return None, time.perf_counter() - before
    return found, time.perf_counter() - before


def spoilt(data: bytes, chance: random.Random) -> bytes:
    """Return a copy with bytes changed, a piece repeated, or the end cut off."""
    copy = bytearray(data)
    for _ in range(chance.randint(1, 30)):
        copy[chance.randrange(len(copy))] = chance.randrange(256)
    if chance.random() < 0.3:
        at, size = chance.randrange(len(copy)), chance.randint(1, 2000)
        copy[at:at] = copy[at : at + size]
    return bytes(copy[: chance.randint(1, len(copy))] if chance.random() < 0.3 else copy)


def tell_kinds(files: list[Path]) -> None:
    """Take in every file and print a row a kind."""
    kinds: dict[str, list[tuple[Reading | None, float]]] = defaultdict(list)
    for file in files:
        kinds[file.suffix].append(taken_in(file.read_bytes()))
    say("kind files pages text note refused median_s most_s")
    for kind, told in sorted(kinds.items()):
        found = [reading for reading, _ in told if reading]
        seconds = [taken for _, taken in told]
        say(
            kind,
            len(told),
            sum(reading.pages is not None for reading in found),
            sum(reading.text_characters > 0 for reading in found),
            sum(bool(reading.note) for reading in found),
            len(told) - len(found),
            f"{statistics.median(seconds):.3f} {max(seconds):.3f}",
        )


def tell_spoilt(files: list[Path], copies: int) -> None:
    """Take in spoilt copies and print how they fared; an error of ours ends it with its trace."""
    chance = random.Random(1)
    fared: dict[str, int] = defaultdict(int)
    slowest = 0.0
    for _ in range(copies):
        copy = spoilt(chance.choice(files).read_bytes(), chance)
        try:
            found, seconds = taken_in(copy)
        except AdvocateError as error:
            found, seconds = Reading("", None, note=str(error)), 0.0
        slowest = max(slowest, seconds)
        notes = {BROKE: "broke the process", TOO_SLOW: "too slow"}
        shown = "with pages" if found and found.pages else "kept without pages"
        fared[notes.get(found.note, shown) if found else "refused"] += 1
    say(f"{copies} spoilt copies: {dict(fared)}; slowest {slowest:.2f} s")


def tell_cost(files: list[Path]) -> None:
    """Print what reading takes in the process itself and by way of the reading process."""
    for file in files:
        data = file.read_bytes()
        here = median_ms(lambda data=data: reading.read(data))
        there = median_ms(lambda data=data: isolated.reading.read(data))
        say(f"{file.name}: {here:.1f} ms here, {there:.1f} ms in the reading process")


def median_ms(work: Callable[[], object]) -> float:
    """Return the median of seven runs, in milliseconds."""
    taken = []
    for _ in range(7):
        before = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - before))
    return statistics.median(taken)


def main() -> None:
    """Take in the folder's files, then spoilt copies, and tell."""
    files = sorted(path for path in Path(sys.argv[1]).iterdir() if path.is_file())
    tell_kinds(files)
    small = [file for file in files if 0 < file.stat().st_size < LARGEST_SPOILT]
    tell_spoilt(small, int(sys.argv[2]) if len(sys.argv) > 2 else 2000)
    tell_cost(small[:: max(len(small) // 12, 1)])


if __name__ == "__main__":
    main()
