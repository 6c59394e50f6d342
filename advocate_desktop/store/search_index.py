"""The indexes that words and numbers are found by: derived from the rows, and kept by triggers.

`page_words` and `page_numbers` lie over `page_texts`; `record_words` and `record_numbers` over
`record_texts`, which holds a row for each fact with words in it: what is said in it, its case and
its day. A number's index knows each three signs in a row, so that a part of it is found.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, text

from advocate_desktop.domain.folding import numbers_in

_FIELDS = {
    "clients": (
        ("given_name || ' ' || {}family_name", "phone", "email", "street", "city", "guardian"),
        "NULL",
        "''",
    ),
    "coverages": (
        (
            *("plan", "member_id", "group_number", "medical_group", "employer"),
            *("grievance_address", "grievance_fax"),
        ),
        "NULL",
        "''",
    ),
    "cases": (
        (
            *("title", "description", "desired_resolution", "diagnosis", "treatment"),
            *("location", "plan_reference"),
        ),
        "id",
        "created_at",
    ),
    "authorizations": (("name", "relationship", "phone", "email", "street"), "case_id", "''"),
    "providers": (("name", "role", "phone", "fax", "street", "city"), "case_id", "''"),
    "events": (("note",), "case_id", "at"),
    "communications": (
        ("summary", "person", "organization", "department", "reference", "promise"),
        "case_id",
        "at",
    ),
    "documents": (
        ("title", "file", "sender", "recipient", "tags", "remarks", "note"),
        "case_id",
        "date",
    ),
    "drafts": (("title", "body"), "case_id", "changed_at"),
    "sent_items": (
        ("title", "recipient", "tracking", "confirmation", "note", "source"),
        "case_id",
        "sent_at",
    ),
}
"""Of each table: the columns with words, the column with its case, and the one with its day."""
_TRASHED = frozenset({"documents", "drafts"})
"""What can lie in the trash by itself; what goes there with its case or client is told apart when
it is looked for."""

SEPARATOR = "\x1f"
"""Between the columns in a row of `record_texts`."""


def _row(table: str, of: str) -> str:
    """Return the columns of a row of `record_texts`, taken from `of` (`new.` or nothing)."""
    columns, case, day = _FIELDS[table]
    words = " || char(31) || ".join(f"coalesce({of}{c.format(of)}, '')" for c in columns)
    case = case if case == "NULL" else of + case
    day = day if day == "''" else f"substr(coalesce({of}{day}, ''), 1, 10)"
    return (
        f"'{table}' AS source, {of}id AS row_id, {case} AS case_id, {day} AS day, {words} AS text"
    )


def _squeezed(words: str) -> str:
    made = words
    for sign in (" ", "-", ".", "/", "(", ")", "#", ":"):
        made = f"replace({made}, '{sign}', '')"
    return f"CASE WHEN {words} GLOB '*[0-9]*' THEN lower({made}) ELSE '' END"


def _rows(table: str, of: str) -> str:
    """Return the query for whole rows of `record_texts`, of what is not in the trash."""
    origin = "" if of else f" FROM {table}"
    alive = f" WHERE {of}trashed_at IS NULL" if table in _TRASHED else ""
    return f"SELECT *, {_squeezed('text')} FROM (SELECT {_row(table, of)}{origin}{alive})"


_INTO = "INSERT INTO record_texts (source, row_id, case_id, day, text, numbers)"


def _record_triggers(table: str) -> Iterator[str]:
    gone = f"DELETE FROM record_texts WHERE source = '{table}' AND row_id = old.id;"
    there = f"{_INTO} {_rows(table, 'new.')};"
    for when, does in (("INSERT", there), ("UPDATE", f"{gone} {there}"), ("DELETE", gone)):
        name = f"record_of_{table}_{when.lower()}"
        yield f"CREATE TRIGGER {name} AFTER {when} ON {table} BEGIN {does} END"


_WORDS = "tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'"
_PARTS = "tokenize = 'trigram'"


def _index(name: str, over: str, column: str, kind: str) -> tuple[str, ...]:
    """Return the statements that make an index over a column and keep it."""
    return (
        f"CREATE VIRTUAL TABLE {name} USING fts5({column}, content = '{over}', "
        f"content_rowid = 'number', {kind})",
        # What is deleted leaves the index at once, not when its parts are merged some day.
        f"INSERT INTO {name} ({name}, rank) VALUES ('secure-delete', 1)",
        f"CREATE TRIGGER {name}_insert AFTER INSERT ON {over} BEGIN "
        f"INSERT INTO {name} (rowid, {column}) VALUES (new.number, new.{column}); END",
        f"CREATE TRIGGER {name}_delete AFTER DELETE ON {over} BEGIN "
        f"INSERT INTO {name} ({name}, rowid, {column}) "
        f"VALUES ('delete', old.number, old.{column}); END",
    )


_INDEXES = {
    "page_words": ("page_texts", "text", _WORDS),
    "page_numbers": ("page_texts", "numbers", _PARTS),
    "record_words": ("record_texts", "text", _WORDS),
    "record_numbers": ("record_texts", "numbers", _PARTS),
}

RECORD_TEXTS = (
    "CREATE TABLE record_texts (number INTEGER PRIMARY KEY, source TEXT NOT NULL, "
    "row_id TEXT NOT NULL, case_id TEXT, day TEXT NOT NULL, text TEXT NOT NULL, "
    "numbers TEXT NOT NULL, UNIQUE (source, row_id)) STRICT"
)

SEARCH_INDEX: tuple[str, ...] = (
    RECORD_TEXTS,
    *(statement for name, of in _INDEXES.items() for statement in _index(name, *of)),
    *(statement for table in _FIELDS for statement in _record_triggers(table)),
)
"""What makes the indexes in a file that has the tables. The step to version 2 uses it as it stands:
once released, a change needs a step of its own that calls `rebuild`."""


def rebuild(connection: Connection) -> None:
    """Make all indexes anew from the rows; for a repair, and for a file that had none."""
    for (name,) in connection.execute(text(_TRIGGERS)).all():
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    for name in (*_INDEXES, "record_texts"):
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")
    _fill_numbers(connection)
    for statement in SEARCH_INDEX:
        connection.exec_driver_sql(statement)
    for table in _FIELDS:
        connection.exec_driver_sql(f"{_INTO} {_rows(table, '')}")
    for name in ("page_words", "page_numbers"):
        connection.exec_driver_sql(f"INSERT INTO {name} ({name}) VALUES ('rebuild')")


_TRIGGERS = (
    "SELECT name FROM sqlite_master WHERE type = 'trigger' AND (name LIKE 'record\\_%' ESCAPE '\\' "
    "OR name LIKE 'page\\_%' ESCAPE '\\')"
)


def _fill_numbers(connection: Connection) -> None:
    for number, told, kept in _pages(connection):
        found = numbers_in(told)
        if found != kept:
            change = text("UPDATE page_texts SET numbers = :found WHERE number = :number")
            connection.execute(change, {"found": found, "number": number})


def _pages(connection: Connection) -> Iterator[tuple[int, str, str]]:
    query = text("SELECT number, text, numbers FROM page_texts WHERE number = :number")
    for number in connection.scalars(text("SELECT number FROM page_texts")).all():
        row = connection.execute(query, {"number": number}).one()
        yield int(row[0]), str(row[1]), str(row[2])


def problems(connection: Connection) -> Iterator[str]:
    """Compare the indexes with the rows they are made of: a sentence for each that does not fit.

    `rebuild` mends them all. A file from before there were indexes has none to compare.
    """
    names = set(connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")))
    if "record_texts" not in names:
        return
    if any(numbers_in(told) != kept for _, told, kept in _pages(connection)):
        yield "The index of numbers does not fit the papers it was made of."
    for table in _FIELDS:
        wanted = _rows(table, "")
        kept = "SELECT source, row_id, case_id, day, text, numbers FROM record_texts"
        kept = f"{kept} WHERE source = '{table}'"
        if any(
            connection.execute(text(f"{one} EXCEPT {other} LIMIT 1")).first()
            for one, other in ((wanted, kept), (kept, wanted))
        ):
            yield f"The index that finds {table.replace('_', ' ')} does not fit them."
    for name, (over, _, _) in _INDEXES.items():
        indexed, there = f"SELECT id FROM {name}_docsize", f"SELECT number FROM {over}"
        if any(
            connection.execute(text(f"{one} EXCEPT {other} LIMIT 1")).first()
            for one, other in ((indexed, there), (there, indexed))
        ):
            yield f"The search index “{name.replace('_', ' ')}” lacks something or has too much."
