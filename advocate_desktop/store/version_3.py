"""The step from version 2 of the schema to 3: turns by page, views kept, plans of what was sent."""

from __future__ import annotations

from sqlalchemy import Connection

STATEMENTS = (
    "ALTER TABLE documents ADD COLUMN page_turns TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE sent_items ADD COLUMN plan_id TEXT",
    "ALTER TABLE sent_items ADD COLUMN mail_class TEXT NOT NULL DEFAULT ''",
    """
    CREATE TABLE document_views (
      document_id TEXT NOT NULL,
      view TEXT DEFAULT '' NOT NULL,
      PRIMARY KEY (document_id)
    ) STRICT
    """,
)


def to_version_3(connection: Connection) -> None:
    """Add the table and columns of version 3; nothing that was there is changed."""
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)
