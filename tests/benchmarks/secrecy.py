"""Looks for words of a case in all that the program writes while somebody works at its window.

Run with `python -m tests.benchmarks.secrecy`. The journey through the window, in an encrypted
casebook, runs under `strace`, which records every byte written to any file, also one that is
removed or renamed later. Prints the files, and each word found in clear in one that is not an
exported PDF. Swap space is not looked at. Ends with 1 if a word was found, or none in the exports.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import zlib
from collections import defaultdict
from pathlib import Path

from tests.benchmarks.kills import say

PROJECT = Path(__file__).parents[2]
JOURNEY = (
    "tests/journeys/test_first_case.py::test_from_the_first_start_to_the_papers_and_back_again"
)
WORDS = (
    *("Rosa", "Golden Poppy", "GPH-4471", "MRI denied", "Dr. Sample", "118 Sample Street"),
    *("Fresno", "93701", "555-0134", "1961-03-04", "Approve the MRI", "Denise", "REF-88214"),
    *("She could not say", "will decide", "January 16, 2026", "file a grievance"),
    *("copper lantern", "seven rivers", "Health Plan"),
)
"""What the journey types and what is in its letter, and pieces of the passphrase."""
TOKENS = ("poppy", "necessary", "grievance", "rosa")
"""As the word index holds them."""

_CALL = re.compile(r"(?:pwrite64|write|writev|pwritev2?)\(\d+<([^>]*)>, (.*)")
_HEX = re.compile(r'"([^"]*)"')
_NO_FILE = ("pipe:", "socket:", "anon_inode:", "/dev/", "/proc/", "UNIX", "UDP", "TCP", "NETLINK")
_MADE_FOR_OTHERS = (".pdf", ".part")


def written(folder: Path) -> dict[str, bytes]:
    """Go on the journey and return all that was written to each file."""
    record = folder / "calls"
    command = ["strace", "-f", "--seccomp-bpf", "-y", "-xx", "-s", "300000", "-o", str(record)]
    command += ["-e", "trace=write,pwrite64,writev,pwritev,pwritev2"]
    command += [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:randomly"]
    command += ["--basetemp", str(folder / "journey"), JOURNEY]
    home = {f"XDG_{n}_HOME": str(folder / n.lower()) for n in ("DATA", "CONFIG", "CACHE", "STATE")}
    environment = {
        **os.environ,
        **home,
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    subprocess.run(command, env=environment, cwd=PROJECT, check=True, stdout=subprocess.DEVNULL)
    found: dict[str, bytearray] = defaultdict(bytearray)
    with record.open(encoding="ascii", errors="replace") as lines:
        for line in lines:
            call = _CALL.search(line)
            if call is None:
                continue
            path = _plain(call[1]).decode("utf-8", "replace")
            if not path.startswith(_NO_FILE):
                found[path] += b"".join(_plain(piece) for piece in _HEX.findall(call[2]))
    return {path: bytes(data) for path, data in found.items()}


def _plain(text: str) -> bytes:
    if "\\x" not in text:
        return text.encode()
    return bytes.fromhex(text.replace("\\x", ""))


def words_in(data: bytes) -> set[str]:
    """Return the words that are in clear in some bytes, in any case, as UTF-8 or UTF-16."""
    low = data.lower()
    return {
        word
        for word in (*WORDS, *TOKENS)
        if word.lower().encode() in low or word.lower().encode("utf-16-le") in low
    }


def _unpacked(pdf: bytes) -> bytes:
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    plain = bytearray()
    for stream in streams:
        try:
            plain += zlib.decompressobj().decompress(stream)
        except zlib.error:
            continue
    return bytes(plain)


def main() -> None:
    """Go on the journey, and tell which files were written and what was found in them."""
    with tempfile.TemporaryDirectory() as name:
        files = written(Path(name))
    leaks, exported = 0, 0
    for path, data in sorted(files.items()):
        for_others = path.endswith(_MADE_FOR_OTHERS) or "denial.pdf" in path
        found = words_in(data)
        exported += for_others and bool(words_in(data + _unpacked(data)))
        leaks += bool(found) and not for_others
        place = path.removeprefix(name)
        say(f"{place}: {len(data)} bytes{', for others' if for_others else ''} {sorted(found)}")
    say(f"{len(files)} files, {len(WORDS) + len(TOKENS)} words, {leaks} files with words in clear")
    sys.exit(1 if leaks or not files else 0)


if __name__ == "__main__":
    main()
