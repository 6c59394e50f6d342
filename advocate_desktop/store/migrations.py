"""The schema of a casebook and the numbered steps that bring an older one up to date."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain, count
from pathlib import Path

from sqlalchemy import Connection, text

from advocate_desktop.store import tables
from advocate_desktop.store.connections import APPLICATION_ID
from advocate_desktop.store.errors import CasebookDamaged
from advocate_desktop.store.search_index import SEARCH_INDEX
from advocate_desktop.store.version_2 import to_version_2
from advocate_desktop.store.version_3 import to_version_3

Step = Callable[[Connection], None]

STEPS: tuple[Step, ...] = (to_version_2, to_version_3)
"""The first brings version 1 to 2, and so on. Once released a step never changes; to change the
schema add one, after keeping a file of the present version by tests/data/versions/keep.py."""

FIRST_VERSION = 1


def newest() -> int:
    """Return the schema version that the steps lead to."""
    return FIRST_VERSION + len(STEPS)


def create_schema(connection: Connection) -> None:
    """Make all tables of the newest version in an empty file."""
    tables.cases.metadata.create_all(connection)
    for statement in SEARCH_INDEX:
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {newest()}")


def version_of(connection: Connection) -> int:
    """Return the schema version of an open file."""
    return int(connection.execute(text("PRAGMA user_version")).scalar_one())


def migrate(connection: Connection) -> None:
    """Run the steps that are wanting, then check; the caller's one transaction holds it all.

    Raises `CasebookDamaged` when what came out is not sound, so that the transaction is undone.
    """
    version = version_of(connection)
    for step in STEPS[version - FIRST_VERSION :]:
        step(connection)
    connection.exec_driver_sql(f"PRAGMA user_version = {newest()}")
    unsound = connection.execute(text("PRAGMA foreign_key_check")).first()
    torn = connection.execute(text("PRAGMA integrity_check(1)")).scalar_one() != "ok"
    if unsound is not None or torn:
        raise CasebookDamaged(
            "The casebook could not be brought up to date because a part of it is damaged. "
            "It was left as it was. Run the integrity check with the version that wrote it."
        )


def copy_path(path: Path, version: int) -> Path:
    """Return a free name beside a casebook for the copy kept before an update."""
    plain = f"{path.stem} before update from version {version}"
    names = chain([plain], (f"{plain} ({number})" for number in count(2)))
    free = (path.with_name(name + path.suffix) for name in names)
    return next(place for place in free if not place.exists())
