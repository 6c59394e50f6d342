"""Making anew what is derived from the facts of a casebook, where it is not sound."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection
from sqlcipher3 import dbapi2 as driver

from advocate_desktop.store import checking, layout, search_index


def repair(connection: Connection) -> Iterator[str]:
    """Repair within a transaction; yield a sentence for each thing that was done."""
    inner = connection.connection.driver_connection
    assert isinstance(inner, driver.Connection)
    if layout.lacks_search(inner) or any(search(connection)) or any(checking.search_index(inner)):
        search_index.rebuild(connection)
        yield "The index that finds words in papers and records was made anew."
    if layout.put_back(inner):
        yield "Indexes that were missing were made anew."
    if list(checking.prepared_views(inner)):
        connection.exec_driver_sql("DELETE FROM renditions")
        yield "Prepared views of papers were dropped; they are made anew when wanted."
    told = [str(row[0]) for row in inner.execute("PRAGMA integrity_check")]
    if any("index" in what for what in told):
        connection.exec_driver_sql("REINDEX")
        yield "The indexes of the records were made anew."


def search(connection: Connection) -> Iterator[str]:
    """Compare the search index with the rows it was made of, where all of it is there."""
    inner = connection.connection.driver_connection
    assert isinstance(inner, driver.Connection)
    if not layout.lacks_search(inner):
        yield from search_index.problems(connection)
