"""Changes, removes, adds, reorders and cuts off entries of a long history, as other hands might.

Run with `python -m tests.benchmarks.history [--entries 10000] [--each 500] [--long 100000]`. Each
is done inside a transaction that is taken back after the history was followed. Prints how many of
each kind were noticed, and the seconds it takes to follow a history. Ends with 1 if one was missed.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlcipher3 import dbapi2 as driver

from advocate_desktop.services.workspace import Workspace
from advocate_desktop.store import journal
from advocate_desktop.store.journal import EntryKind, RowChange
from advocate_desktop.store.transactions import open_engine, transaction
from tests.benchmarks.kills import say

Spoil = Callable[[driver.Connection, random.Random, int], None]


def changed(connection: driver.Connection, chance: random.Random, last: int) -> None:
    """Change one letter of an entry or of one of its rows."""
    number = chance.randint(1, last)
    table, column, where = chance.choice(
        (
            ("journal_entries", "who", "number"),
            ("journal_entries", "at", "number"),
            ("journal_entries", "label", "number"),
            ("journal_rows", "after", "entry"),
            ("journal_rows", "row_id", "entry"),
        )
    )
    connection.execute(f"UPDATE {table} SET {column} = {column} || 'x' WHERE {where} = {number}")


def removed(connection: driver.Connection, chance: random.Random, last: int) -> None:
    """Remove an entry from the middle, with its rows."""
    number = chance.randint(1, last - 1)
    connection.execute(f"DELETE FROM journal_rows WHERE entry = {number}")
    connection.execute(f"DELETE FROM journal_entries WHERE number = {number}")


def added(connection: driver.Connection, chance: random.Random, last: int) -> None:
    """Add a row to an entry, copied from another."""
    one, other = chance.sample(range(1, last + 1), 2)
    connection.execute(
        "INSERT INTO journal_rows (entry, table_name, row_id, case_id, before, after, salt, hash) "
        f"SELECT {one}, table_name, row_id, case_id, before, after, salt, hash "
        f"FROM journal_rows WHERE entry = {other}"
    )


def reordered(connection: driver.Connection, chance: random.Random, last: int) -> None:
    """Let two entries change places."""
    one, other = chance.sample(range(1, last + 1), 2)
    for table, column in (("journal_entries", "number"), ("journal_rows", "entry")):
        for old, new in ((one, -1), (other, one), (-1, other)):
            connection.execute(f"UPDATE {table} SET {column} = {new} WHERE {column} = {old}")


def cut(connection: driver.Connection, chance: random.Random, last: int) -> None:
    """Cut some entries off the end."""
    number = last - chance.randrange(min(last - 1, 50))
    connection.execute(f"DELETE FROM journal_rows WHERE entry >= {number}")
    connection.execute(f"DELETE FROM journal_entries WHERE number >= {number}")


def write(path: Path, entries: int) -> None:
    """Write a casebook with a history of so many entries, by the journal itself."""
    workspace = Workspace.create(path, None)
    with workspace.casebook.write("First", "Ada Advocate", "2026-01-05T09:00-08:00") as unit:
        for number in range(1, entries + 1):
            journal.append(
                unit.connection,
                at="2026-01-05T09:00-08:00",
                who="Ada Advocate",
                label="Event recorded",
                kind=EntryKind.WRITE,
                target=None,
                changes=[RowChange("settings", f"s{number}", None, None, {"value": "x" * 60})],
            )
    workspace.close()


def problems(path: Path, spoil: Callable[[driver.Connection], None]) -> bool:
    """Whether the history of a spoilt file, taken back afterwards, shows that it was."""
    with closing(driver.connect(str(path), isolation_level=None)) as connection:
        connection.execute("BEGIN")
        spoil(connection)
        connection.execute("COMMIT")
    engine = open_engine(lambda: driver.connect(str(path), isolation_level=None))
    try:
        with transaction(engine, writes=False) as reading:
            return next(iter(journal.problems(reading)), None) is not None
    finally:
        engine.dispose()


def main() -> None:
    """Spoil a history in each way so many times, and tell how often it was noticed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--entries", type=int, default=10_000)
    options.add_argument("--each", type=int, default=500)
    options.add_argument("--long", type=int, default=100_000)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    chance, missed = random.Random(chosen.seed), 0
    with tempfile.TemporaryDirectory() as name:
        path, spoilt = Path(name) / "history.casebook", Path(name) / "spoilt.casebook"
        write(path, chosen.entries)
        whole = path.read_bytes()
        for spoil in (changed, removed, added, reordered, cut):
            noticed = 0
            for _ in range(chosen.each):
                spoilt.write_bytes(whole)
                noticed += problems(spoilt, lambda c, s=spoil: s(c, chance, chosen.entries))
            missed += chosen.each - noticed
            say(f"{spoil.__name__}: {noticed} of {chosen.each} noticed")
        if chosen.long:
            long = Path(name) / "long.casebook"
            write(long, chosen.long)
            before = time.perf_counter()
            assert not problems(long, lambda c: None)
            say(f"{chosen.long} entries followed in {time.perf_counter() - before:.1f} s")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
