"""Takes in a folder of real files and spoilt copies of them, and tells what became of each kind.

Run with `python -m tests.benchmarks.material [FOLDER] [copies]`. Every file is read and shown by
the reading process, as the program does it; it prints a row a kind: files, how many came in, have
text, have a rendition, are kept without pages, were refused, seconds a file at the median and at
most, and how many agree with what the folder's MANIFEST.tsv says other programs find; then those
that do not, how the copies fared, and what one request costs in the reading process and without it.
"""

from __future__ import annotations

import csv
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
from advocate_desktop.intake.outcomes import ENCRYPTED, Reading, Refused

MATERIAL = Path(__file__).parents[2] / "../shared/material"
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


def tell_kinds(folder: Path) -> None:
    """Take in every file, print a row a kind, and a line for each that is told otherwise."""
    kinds: dict[str, list[tuple[Reading | None, float, str]]] = defaultdict(list)
    for row in rows_of(folder):
        found, seconds = taken_in((folder / row["file"]).read_bytes())
        kinds[row["kind"]].append((found, seconds, disagreement(found, row)))
    say("kind files in text rendition kept refused median_s most_s agree")
    for kind, told in sorted(kinds.items()):
        found = [reading for reading, _, _ in told if reading]
        seconds = [taken for _, taken, _ in told]
        say(
            kind,
            len(told),
            len(found),
            sum(reading.text_characters > 0 for reading in found),
            sum(reading.pages is not None for reading in found),
            sum(reading.pages is None for reading in found),
            len(told) - len(found),
            f"{statistics.median(seconds):.3f} {max(seconds):.3f}",
            sum(not why for _, _, why in told),
        )
    for why in (why for told in kinds.values() for _, _, why in told if why):
        say(why)


def rows_of(folder: Path) -> list[dict[str, str]]:
    """Return what the manifest says of each file."""
    with (folder / "MANIFEST.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [row for row in rows if (folder / row["file"]).is_file()]


def disagreement(found: Reading | None, row: dict[str, str]) -> str:
    """Return in what a file was read otherwise than other programs read it; empty when in none."""
    file, expected = row["file"], row["expected"]
    if found is None:
        return "" if row["bytes"] == "0" else f"{file}: refused"
    if "password needed" in expected:
        return "" if found.note == ENCRYPTED else f"{file}: not told to be locked"
    if not expected.startswith("ok"):
        return "" if found.pages or found.note else f"{file}: nothing said of its damage"
    if found.pages is None:
        return f"{file}: {found.note}"
    if row["kind"] != "pdf":
        return ""
    ours, theirs = sum(not c.isspace() for c in found.text), int(row["text_chars"] or 0)
    if found.pages != int(row["qpdf_npages"] or 0):
        return f"{file}: {found.pages} pages, where qpdf finds {row['qpdf_npages']}"
    if abs(ours - theirs) > max(10, 0.15 * theirs):
        return f"{file}: {ours} characters, where pdftotext finds {theirs}"
    return ""


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
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else MATERIAL
    files = [folder / row["file"] for row in rows_of(folder)]
    tell_kinds(folder)
    small = [file for file in files if 0 < file.stat().st_size < LARGEST_SPOILT]
    tell_spoilt(small, int(sys.argv[2]) if len(sys.argv) > 2 else 2000)
    tell_cost(small[:: max(len(small) // 12, 1)])


if __name__ == "__main__":
    main()
