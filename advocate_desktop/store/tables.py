"""All tables of a casebook, and those that users' facts lie in."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy import text as sql_text
from sqlalchemy.engine.default import DefaultExecutionContext

from advocate_desktop.domain.folding import numbers_in
from advocate_desktop.store.columns import (
    address,
    key,
    link,
    maybe,
    metadata,
    number,
    table,
    words,
)
from advocate_desktop.store.filing_tables import (
    consents,
    disclosures,
    document_links,
    drafts,
    letter_templates,
    packet_exhibits,
    packet_plans,
    sent_items,
)

clients = table(
    "clients",
    key(),
    words("given_name"),
    words("family_name"),
    maybe("date_of_birth"),
    *address(),
    words("phone"),
    words("email"),
    words("language", "en"),
    maybe("guardian"),
    maybe("trashed_at"),
)

coverages = table(
    "coverages",
    key(),
    link("client_id", "clients.id"),
    words("plan"),
    words("program"),
    words("member_id"),
    words("group_number"),
    words("medical_group"),
    words("employer"),
    words("grievance_address"),
    words("grievance_fax"),
)

cases = table(
    "cases",
    key(),
    link("client_id", "clients.id"),
    link("coverage_id", "coverages.id"),
    words("title"),
    words("issue"),
    maybe("denial_reason"),
    number("serious_jeopardy"),
    words("description"),
    words("desired_resolution"),
    words("location"),
    words("diagnosis"),
    words("treatment"),
    words("plan_reference"),
    maybe("subject"),
    words("created_at"),
    maybe("trashed_at"),
)

authorizations = table(
    "authorizations",
    key(),
    link("case_id", "cases.id"),
    words("kind"),
    words("name"),
    words("relationship"),
    maybe("signed_on"),
    maybe("expires_on"),
    *address(),
    words("phone"),
    words("email"),
    UniqueConstraint("case_id"),
)

providers = table(
    "providers",
    key(),
    link("case_id", "cases.id"),
    number("position"),
    words("name"),
    words("role"),
    words("phone"),
    Column("in_network", Integer),
    *address(),
    words("fax"),
)

documents = table(
    "documents",
    key(),
    link("case_id", "cases.id"),
    number("position"),
    words("file"),
    words("kind"),
    words("title"),
    maybe("date"),
    link("content_hash", "contents.hash", needed=False),
    words("media_type"),
    number("size"),
    Column("pages", Integer),
    number("text_characters"),
    words("note"),
    number("rotation"),
    words("attached_at"),
    maybe("trashed_at"),
    words("sender"),
    words("recipient"),
    words("tags"),
    words("remarks"),
    number("kind_confirmed", 1),
)
Index(
    "document_file_once_in_case",
    documents.c.case_id,
    documents.c.file,
    unique=True,
    sqlite_where=documents.c.trashed_at.is_(None),
)

events = table(
    "events",
    key(),
    link("case_id", "cases.id"),
    number("position"),
    words("kind"),
    words("at"),
    words("note"),
    link("document_id", "documents.id", needed=False),
    maybe("method"),
    maybe("outcome"),
    maybe("appointment"),
)

communications = table(
    "communications",
    key(),
    link("case_id", "cases.id"),
    number("position"),
    words("at"),
    words("channel"),
    words("direction"),
    words("person"),
    words("organization"),
    words("reference"),
    words("summary"),
    maybe("follow_up"),
    words("department"),
    words("promise"),
    maybe("promised_by"),
)

deadline_marks = table(
    "deadline_marks",
    key(),
    link("case_id", "cases.id"),
    words("rule"),
    words("started_on"),
    maybe("handled_on"),
    maybe("new_date"),
    words("reason"),
    UniqueConstraint("case_id", "rule", "started_on"),
)

own_dates = table(
    "own_dates",
    key(),
    link("case_id", "cases.id", needed=False),
    words("title"),
    words("at"),
    words("kind"),
    words("note"),
    words("recurrence"),
    maybe("done_on"),
)

settings = table("settings", key(), words("value"))

# What follows is not journaled row by row: contents are named by their own hash, page texts and
# renditions are derived from them, an autosave holds what is typed until it becomes a change of
# its draft, and the journal is itself.

contents = table("contents", Column("hash", Text, primary_key=True), number("size"))

content_chunks = table(
    "content_chunks",
    Column("number", Integer, primary_key=True),
    Column("content_hash", Text, ForeignKey("contents.hash"), nullable=False),
    number("position"),
    Column("bytes", LargeBinary, nullable=False),
    UniqueConstraint("content_hash", "position"),
)


def _numbers_of_page(context: DefaultExecutionContext) -> str:
    return numbers_in(context.get_current_parameters()["text"])  # type: ignore[no-untyped-call]


page_texts = table(
    "page_texts",
    Column("number", Integer, primary_key=True),
    Column("content_hash", Text, ForeignKey("contents.hash"), nullable=False),
    Column("page", Integer, nullable=False),
    words("text"),
    UniqueConstraint("content_hash", "page"),
    words("origin", "text"),
    Column("numbers", Text, nullable=False, server_default="", default=_numbers_of_page),
)

# Of the pages without text or with hardly any: those whose letters may have to be read.
Index(
    "short_page_texts",
    page_texts.c.content_hash,
    page_texts.c.page,
    sqlite_where=sql_text("octet_length(text) < 320"),
)

renditions = table(
    "renditions",
    Column("number", Integer, primary_key=True),
    Column("content_hash", Text, ForeignKey("contents.hash"), nullable=False),
    words("purpose"),
    words("recipe"),
    number("position"),
    Column("bytes", LargeBinary, nullable=False),
    UniqueConstraint("content_hash", "purpose", "position"),
)

draft_autosaves = table(
    "draft_autosaves",
    Column("draft_id", Text, primary_key=True),
    words("body"),
    words("at"),
)

journal_entries = Table(
    "journal_entries",
    metadata,
    Column("number", Integer, primary_key=True),
    words("at"),
    words("who"),
    words("label"),
    words("kind"),
    Column("target", Integer, ForeignKey("journal_entries.number")),
    words("previous_hash"),
    words("hash"),
    sqlite_strict=True,
    # A number is never given twice, so that an entry cut off the end is missed.
    sqlite_autoincrement=True,
)

journal_rows = table(
    "journal_rows",
    Column("number", Integer, primary_key=True),
    Column("entry", Integer, ForeignKey("journal_entries.number"), nullable=False, index=True),
    words("table_name"),
    words("row_id"),
    Column("case_id", Text, index=True),
    Column("before", Text),
    Column("after", Text),
    words("salt"),
    words("hash"),
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
        document_links,
        consents,
        disclosures,
        drafts,
        letter_templates,
        packet_plans,
        packet_exhibits,
        sent_items,
        settings,
    )
}
"""The tables that users' facts lie in; each has a text key named `id`."""
