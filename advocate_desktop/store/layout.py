"""Whether a casebook is laid out as this version writes it, and putting back what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlcipher3 import dbapi2 as driver

from advocate_desktop.store import migrations
from advocate_desktop.store.transactions import open_engine, transaction

Column = tuple[str, str, int, int]
"""Name, type, whether it must not be NULL, and its place in the key."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What a database is made of."""

    columns: dict[str, frozenset[Column]]
    """By table, without those that an index keeps for itself."""
    others: dict[str, str]
    """The statements of indexes, triggers and the word index, by name."""


def problems(connection: driver.Connection) -> Iterator[str]:
    """Yield a sentence for each part that is missing, is more, or is made another way."""
    there, wanted = layout_of(connection), _wanted()
    for table in sorted(wanted.columns.keys() | there.columns.keys()):
        if table not in there.columns:
            yield f"The table of {_noun(table)} is missing."
        elif table not in wanted.columns:
            yield f"There is a table of {_noun(table)} that this program does not make."
        elif there.columns[table] != wanted.columns[table]:
            yield f"The table of {_noun(table)} has other columns than this version makes."
    for name in sorted(wanted.others.keys() | there.others.keys()):
        if name not in there.others:
            yield f"The index {name} is missing. It can be made anew."
        elif there.others[name] != wanted.others.get(name):
            yield f"The index or trigger {name} is not one that this version makes."


def missing(connection: driver.Connection) -> dict[str, str]:
    """Return the statements of the indexes and triggers that are not there, by name."""
    there = layout_of(connection).others
    return {name: sql for name, sql in _wanted().others.items() if name not in there}


def lacks_search(connection: driver.Connection) -> bool:
    """Whether a part of the search index is not there at all."""
    return "record_texts" not in layout_of(connection).columns or any(
        name.startswith(("page_", "record_")) for name in missing(connection)
    )


def put_back(connection: driver.Connection) -> int:
    """Make the indexes and triggers that are missing, in a transaction; return how many."""
    statements = missing(connection).values()
    for statement in statements:
        connection.execute(statement)
    return len(statements)


def layout_of(connection: driver.Connection) -> Layout:
    """Return how an open database is laid out."""
    kinds = dict(
        connection.execute("SELECT name, type FROM pragma_table_list WHERE schema = 'main'")
    )
    tables = [n for n, kind in kinds.items() if kind == "table" and not n.startswith("sqlite_")]
    columns = {
        table: frozenset(
            (str(row[1]), str(row[2]), int(row[3]), int(row[5]))
            for row in connection.execute(f"PRAGMA table_info({table})").fetchall()
        )
        for table in tables
    }
    rows = connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type = 'trigger'"
    )
    others = {
        str(name): str(sql)
        for kind, name, sql in rows
        if kind in ("index", "trigger") or kinds.get(name) == "virtual"
    }
    return Layout(columns, others)


def _wanted() -> Layout:
    engine = open_engine(lambda: driver.connect(":memory:", isolation_level=None))
    try:
        with transaction(engine, writes=True) as connection:
            migrations.create_schema(connection)
            inner = connection.connection.driver_connection
            assert isinstance(inner, driver.Connection)
            return layout_of(inner)
    finally:
        engine.dispose()


def _noun(table: str) -> str:
    return table.replace("_", " ")
