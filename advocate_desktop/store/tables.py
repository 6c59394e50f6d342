"""All tables of a casebook.

A column added later must have a default or allow NULL: undo writes rows back from images that were
taken before the column existed. `info["default"]` is the default again as a plain value.
"""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata = MetaData()


def _id() -> Column[str]:
    return Column("id", Text, CheckConstraint("id <> ''"), primary_key=True)


def _text(name: str, default: str = "") -> Column[str]:
    return Column(name, Text, nullable=False, server_default=default, info={"default": default})


def _maybe(name: str) -> Column[str]:
    return Column(name, Text)


def _number(name: str, default: int = 0) -> Column[int]:
    unset = {"default": default}
    return Column(name, Integer, nullable=False, server_default=text(str(default)), info=unset)


def _of(name: str, target: str, *, needed: bool = True) -> Column[str]:
    # Deferred, so that what is entered in one transaction may come in any order, and undo as well.
    link = ForeignKey(target, deferrable=True, initially="DEFERRED")
    return Column(name, Text, link, nullable=not needed, index=True)


def _address() -> tuple[Column[str], ...]:
    return (_text("street"), _text("city"), _text("state"), _text("postal_code"))


def _table(
    name: str, *parts: Column[str] | Column[int] | Column[bytes] | UniqueConstraint
) -> Table:
    return Table(name, metadata, *parts, sqlite_strict=True)


clients = _table(
    "clients",
    _id(),
    _text("given_name"),
    _text("family_name"),
    _maybe("date_of_birth"),
    *_address(),
    _text("phone"),
    _text("email"),
    _text("language", "en"),
    _maybe("guardian"),
    _maybe("trashed_at"),
)

coverages = _table(
    "coverages",
    _id(),
    _of("client_id", "clients.id"),
    _text("plan"),
    _text("program"),
    _text("member_id"),
    _text("group_number"),
    _text("medical_group"),
    _text("employer"),
    _text("grievance_address"),
    _text("grievance_fax"),
)

cases = _table(
    "cases",
    _id(),
    _of("client_id", "clients.id"),
    _of("coverage_id", "coverages.id"),
    _text("title"),
    _text("issue"),
    _maybe("denial_reason"),
    _number("serious_jeopardy"),
    _text("description"),
    _text("desired_resolution"),
    _text("location"),
    _text("diagnosis"),
    _text("treatment"),
    _text("plan_reference"),
    _maybe("subject"),
    _text("created_at"),
    _maybe("trashed_at"),
)

authorizations = _table(
    "authorizations",
    _id(),
    _of("case_id", "cases.id"),
    _text("kind"),
    _text("name"),
    _text("relationship"),
    _maybe("signed_on"),
    _maybe("expires_on"),
    *_address(),
    _text("phone"),
    _text("email"),
    UniqueConstraint("case_id"),
)

providers = _table(
    "providers",
    _id(),
    _of("case_id", "cases.id"),
    _number("position"),
    _text("name"),
    _text("role"),
    _text("phone"),
    Column("in_network", Integer),
)

documents = _table(
    "documents",
    _id(),
    _of("case_id", "cases.id"),
    _number("position"),
    _text("file"),
    _text("kind"),
    _text("title"),
    _maybe("date"),
    _of("content_hash", "contents.hash", needed=False),
    _text("media_type"),
    _number("size"),
    Column("pages", Integer),
    _number("text_characters"),
    _text("note"),
    _number("rotation"),
    _text("attached_at"),
    _maybe("trashed_at"),
)
Index(
    "document_file_once_in_case",
    documents.c.case_id,
    documents.c.file,
    unique=True,
    sqlite_where=documents.c.trashed_at.is_(None),
)

events = _table(
    "events",
    _id(),
    _of("case_id", "cases.id"),
    _number("position"),
    _text("kind"),
    _text("at"),
    _text("note"),
    _of("document_id", "documents.id", needed=False),
    _maybe("method"),
    _maybe("outcome"),
    _maybe("appointment"),
)

communications = _table(
    "communications",
    _id(),
    _of("case_id", "cases.id"),
    _number("position"),
    _text("at"),
    _text("channel"),
    _text("direction"),
    _text("person"),
    _text("organization"),
    _text("reference"),
    _text("summary"),
    _maybe("follow_up"),
)

deadline_marks = _table(
    "deadline_marks",
    _id(),
    _of("case_id", "cases.id"),
    _text("rule"),
    _text("started_on"),
    _maybe("handled_on"),
    _maybe("new_date"),
    _text("reason"),
    UniqueConstraint("case_id", "rule", "started_on"),
)

own_dates = _table(
    "own_dates",
    _id(),
    _of("case_id", "cases.id", needed=False),
    _text("title"),
    _text("at"),
    _text("kind"),
    _text("note"),
    _text("recurrence"),
    _maybe("done_on"),
)

settings = _table("settings", _id(), _text("value"))

# What follows is not journaled row by row: contents are named by their own hash, page texts are
# derived from them, and the journal is itself.

contents = _table("contents", Column("hash", Text, primary_key=True), _number("size"))

content_chunks = _table(
    "content_chunks",
    Column("number", Integer, primary_key=True),
    Column("content_hash", Text, ForeignKey("contents.hash"), nullable=False),
    _number("position"),
    Column("bytes", LargeBinary, nullable=False),
    UniqueConstraint("content_hash", "position"),
)

page_texts = _table(
    "page_texts",
    Column("number", Integer, primary_key=True),
    Column("content_hash", Text, ForeignKey("contents.hash"), nullable=False),
    Column("page", Integer, nullable=False),
    _text("text"),
    UniqueConstraint("content_hash", "page"),
)

journal_entries = Table(
    "journal_entries",
    metadata,
    Column("number", Integer, primary_key=True),
    _text("at"),
    _text("who"),
    _text("label"),
    _text("kind"),
    Column("target", Integer, ForeignKey("journal_entries.number")),
    _text("previous_hash"),
    _text("hash"),
    sqlite_strict=True,
    # A number is never given twice, so that an entry cut off the end is missed.
    sqlite_autoincrement=True,
)

journal_rows = _table(
    "journal_rows",
    Column("number", Integer, primary_key=True),
    Column("entry", Integer, ForeignKey("journal_entries.number"), nullable=False, index=True),
    _text("table_name"),
    _text("row_id"),
    Column("case_id", Text, index=True),
    Column("before", Text),
    Column("after", Text),
    _text("salt"),
    _text("hash"),
)
Index("journal_rows_by_row", journal_rows.c.table_name, journal_rows.c.row_id)

JOURNALED: dict[str, Table] = {
    table.name: table
    for table in (
        clients,
        coverages,
        cases,
        authorizations,
        providers,
        documents,
        events,
        communications,
        deadline_marks,
        own_dates,
        settings,
    )
}
"""The tables that users' facts lie in; each has a text key named `id`."""

PAGE_INDEX = (
    "CREATE VIRTUAL TABLE page_words USING fts5(text, content='page_texts', "
    "content_rowid='number', tokenize='unicode61 remove_diacritics 2')",
    "CREATE TRIGGER page_words_insert AFTER INSERT ON page_texts BEGIN "
    "INSERT INTO page_words(rowid, text) VALUES (new.number, new.text); END",
    "CREATE TRIGGER page_words_delete AFTER DELETE ON page_texts BEGIN "
    "INSERT INTO page_words(page_words, rowid, text) "
    "VALUES ('delete', old.number, old.text); END",
)
"""The word index of page texts; a page's text is never updated, only replaced."""
