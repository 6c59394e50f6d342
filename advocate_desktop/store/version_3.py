"""The step from version 2 of the schema to 3: what was sent knows the list it was built from."""

from __future__ import annotations

from sqlalchemy import Connection


def to_version_3(connection: Connection) -> None:
    """Add the column of version 3; nothing that was there is changed."""
    connection.exec_driver_sql("ALTER TABLE sent_items ADD COLUMN plan_id TEXT")
