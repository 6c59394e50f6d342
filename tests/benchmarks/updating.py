"""Brings a casebook of the first version with many cases up to date, and tells the time it takes.

Run with `python -m tests.benchmarks.updating FOLDER [cases]`. Each case has 12 events. It prints
the seconds for the whole, how often progress was told and the longest wait between two times, the
longest a window's event loop stood still meanwhile, and the seconds of a check of the outcome.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import sqlite3
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from advocate_desktop.services.check import check
from advocate_desktop.services.progress import NO_PROGRESS
from advocate_desktop.services.updating import open_updated
from advocate_desktop.services.workspace import system_clock
from tests.benchmarks.backups import Gaps, say

OLD = Path(__file__).parents[1] / "data" / "versions" / "version-1.casebook.gz"
EVENTS = 12


class Heard:
    """Keeps how often and how far apart progress is told."""

    def __init__(self) -> None:
        self.times = 0
        self.longest = 0.0
        self._last = time.perf_counter()

    def step(self, done: int, total: int, text: str) -> None:
        """Be told."""

    def check(self) -> None:
        """Be asked whether to go on."""
        now = time.perf_counter()
        self.times += 1
        self.longest, self._last = max(self.longest, now - self._last), now


def many_cases(path: Path, number: int) -> None:
    """Add cases to a casebook of the first version as that version wrote them, with history."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA foreign_keys = OFF")
    client, coverage = connection.execute("SELECT client_id, coverage_id FROM cases").fetchone()
    for at in range(number):
        rows = [("cases", f"case-{at}", {"client_id": client, "coverage_id": coverage})]
        rows += [
            ("events", f"event-{at}-{of}", {"case_id": f"case-{at}", "kind": "incident"})
            for of in range(EVENTS)
        ]
        _enter(connection, f"case-{at}", rows)
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def _enter(connection: sqlite3.Connection, case: str, rows: list[tuple[str, str, dict]]) -> None:
    (last,) = connection.execute("SELECT max(number) FROM journal_entries").fetchone()
    query = "SELECT hash FROM journal_entries WHERE number = ?"
    (previous,) = connection.execute(query, (last,)).fetchone()
    told = []
    for table, row_id, values in rows:
        if table == "cases":
            values |= {"title": f"The dispute of {case}", "created_at": "2026-01-05"}
        else:
            values |= {"at": "2026-01-05", "note": f"What was said on the day. {row_id}"}
        names = ", ".join(["id", *values])
        holes = ", ".join("?" * (len(values) + 1))
        connection.execute(
            f"INSERT INTO {table} ({names}) VALUES ({holes})", [row_id, *values.values()]
        )
        query = f"SELECT * FROM {table} WHERE id = ?"
        cursor = connection.execute(query, (row_id,))
        named = [column[0] for column in cursor.description]
        after = _json(dict(zip(named, cursor.fetchone(), strict=True)), sort=True)
        sealed = _sha256(["salt", None, after])
        told.append([table, row_id, case, sealed])
        connection.execute(
            "INSERT INTO journal_rows (entry, table_name, row_id, case_id, after, salt, hash) "
            "VALUES (?, ?, ?, ?, ?, 'salt', ?)",
            (last + 1, table, row_id, case, after, sealed),
        )
    at = "2026-01-05T12:00-08:00"
    head = [previous, last + 1, at, "Ada", "Case created", "write", None, told]
    connection.execute(
        "INSERT INTO journal_entries (number, at, who, label, kind, previous_hash, hash) "
        "VALUES (?, ?, 'Ada', 'Case created', 'write', ?, ?)",
        (last + 1, at, previous, _sha256(head)),
    )


def _json(value: object, *, sort: bool = False) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=sort, separators=(",", ":"))


def _sha256(values: list) -> str:
    return hashlib.sha256(_json(values).encode()).hexdigest()


def main() -> None:
    """Make the casebook, bring it up to date, and tell."""
    path = Path(sys.argv[1]) / "old.casebook"
    path.write_bytes(gzip.decompress(OLD.read_bytes()))
    number = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    many_cases(path, number)
    say(f"{number} cases of {EVENTS} events, {path.stat().st_size / 1e6:.0f} MB")
    gaps, heard = Gaps(), Heard()
    gaps.start()
    before = time.perf_counter()
    opened = open_updated(path, None, heard, clock=system_clock)
    taken = time.perf_counter() - before
    gaps.ended = True
    say(
        f"up to date in {taken:.1f} s, told {heard.times} times, "
        f"at most {heard.longest:.2f} s apart"
    )
    say(f"longest wait of the event loop {1000 * gaps.longest:.0f} ms")
    before = time.perf_counter()
    problems = check(opened, NO_PROGRESS)
    say(f"checked in {time.perf_counter() - before:.1f} s: {len(problems)} problems")
    opened.close()


if __name__ == "__main__":
    main()
