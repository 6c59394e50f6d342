"""Attaches a thousand files and tells how long that takes against copying and checking them.

Run with `python -m tests.benchmarks.attaching [files] [kilobytes of each]`. The files are of no
kind that has text, so that what is measured is keeping them. In one run it times `cp` and
`sha256sum` of the files, then attaching them to an encrypted and to a plain casebook, and prints
seconds, the ratios, those of the bare database with the same settings, and by how much the memory
grew over the second half.
"""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from sqlcipher3 import dbapi2 as driver

from advocate_desktop.domain.cases import Case, CaseId, CaseRecord
from advocate_desktop.domain.coverage import Coverage, CoverageId
from advocate_desktop.domain.people import Client, ClientId
from advocate_desktop.services import cases, documents
from advocate_desktop.services.workspace import Workspace


def say(*words: object) -> None:
    """Write a line of the outcome."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")


def make_files(folder: Path, count: int, kilobytes: int) -> list[Path]:
    """Write files of differing bytes, whose beginnings name no kind."""
    chance = random.Random(1)
    folder.mkdir()
    files = []
    for number in range(count):
        file = folder / f"{number:05}.dat"
        file.write_bytes(b"\x01\x02" + chance.randbytes(kilobytes * 1024 - 2))
        files.append(file)
    return files


def copied_and_checked(files: list[Path], folder: Path) -> float:
    """Return the seconds that `cp` and `sha256sum` take; the copies need not be on the drive."""
    folder.mkdir()
    before = time.perf_counter()
    subprocess.run(["cp", *files, folder], check=True)
    subprocess.run(["sha256sum", *files], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - before


def kept_bare(files: list[Path], database: Path, key: str | None) -> float:
    """Return the seconds that the bare database takes to keep the bytes, set up as ours is."""
    before = time.perf_counter()
    connection = driver.connect(str(database), isolation_level=None)
    if key:
        connection.execute(f"PRAGMA key = \"x'{key}'\"")
        connection.execute("PRAGMA cipher_page_size = 16384")
    for setting in ("page_size = 16384", "journal_mode = WAL", "synchronous = FULL"):
        connection.execute(f"PRAGMA {setting}")
    connection.execute("CREATE TABLE kept (number INTEGER PRIMARY KEY, bytes BLOB)")
    for at in range(0, len(files), 32):
        connection.execute("BEGIN IMMEDIATE")
        for file in files[at : at + 32]:
            connection.execute("INSERT INTO kept (bytes) VALUES (?)", (file.read_bytes(),))
        connection.execute("COMMIT")
    connection.close()
    return time.perf_counter() - before


def attached(files: list[Path], casebook: Path, passphrase: str | None) -> tuple[float, float]:
    """Return the seconds that attaching takes, and the megabytes grown over its second half."""
    workspace = Workspace.create(casebook, passphrase)
    case_id = a_case(workspace)
    documents.attach_bytes(workspace, case_id, "first.txt", b"the reading process is started")
    half = len(files) // 2
    before = time.perf_counter()
    told = documents.attach_all(workspace, case_id, files[:half])
    at_half = memory()
    told += documents.attach_all(workspace, case_id, files[half:])
    taken = time.perf_counter() - before
    assert all(one.outcome == "attached" for one in told)
    workspace.close()
    return taken, memory() - at_half


def a_case(workspace: Workspace) -> CaseId:
    """Enter a fictional case without papers."""
    record = CaseRecord(
        client=Client(ClientId("client"), "Ana", "Example"),
        coverage=Coverage(CoverageId("coverage"), "Sample Health Plan"),
        case=Case(CaseId("case"), "Dispute"),
    )
    return workspace.run("Case created", cases.create, record)


def memory() -> float:
    """Return the most megabytes this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Make the files, time all three, and tell."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    kilobytes = int(sys.argv[2]) if len(sys.argv) > 2 else 512
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCHMARK_FOLDER")) as place:
        folder = Path(place)
        files = make_files(folder / "files", count, kilobytes)
        plain_seconds = copied_and_checked(files, folder / "copies")
        say(f"{count} files of {kilobytes} KB; cp and sha256sum: {plain_seconds:.2f} s")
        for name, passphrase in (("encrypted", "four words of it"), ("plain", None)):
            seconds, grown = attached(files, folder / f"{name}.casebook", passphrase)
            key = "ab" * 32 if passphrase else None
            bare = kept_bare(files, folder / f"{name}.bare", key)
            say(
                f"{name}: {seconds:.2f} s, ratio {seconds / plain_seconds:.2f} "
                f"(the bare database: {bare / plain_seconds:.2f}), memory grew {grown:.0f} MB"
            )


if __name__ == "__main__":
    main()
