"""The tables of what goes out: consents, drafts, packet plans, and what was sent as it was sent."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint

from advocate_desktop.store.columns import key, link, maybe, number, table, words

document_links = table(
    "document_links",
    key(),
    link("case_id", "cases.id"),
    link("document_id", "documents.id"),
    link("target_id", "documents.id"),
    words("kind"),
    UniqueConstraint("document_id", "target_id", "kind"),
)

consents = table(
    "consents",
    key(),
    link("client_id", "clients.id"),
    words("kind"),
    words("name"),
    words("scope"),
    maybe("signed_on"),
    maybe("expires_on"),
    maybe("revoked_on"),
    link("document_id", "documents.id", needed=False),
    words("note"),
)

disclosures = table(
    "disclosures",
    key(),
    link("client_id", "clients.id"),
    link("case_id", "cases.id", needed=False),
    words("at"),
    words("recipient"),
    words("purpose"),
    words("what"),
    maybe("method"),
    link("sent_item_id", "sent_items.id", needed=False),
)

drafts = table(
    "drafts",
    key(),
    link("case_id", "cases.id"),
    words("template"),
    words("language", "en"),
    words("title"),
    words("body"),
    words("options", "{}"),
    words("created_at"),
    words("changed_at"),
    maybe("trashed_at"),
)

letter_templates = table(
    "letter_templates",
    key(),
    words("title"),
    words("language", "en"),
    words("source"),
    words("created_at"),
    words("changed_at"),
    maybe("trashed_at"),
)

packet_plans = table(
    "packet_plans",
    key(),
    link("case_id", "cases.id"),
    words("kind"),
    words("title"),
    words("options", "{}"),
    link("continues_id", "sent_items.id", needed=False),
    words("created_at"),
    maybe("trashed_at"),
)

packet_exhibits = table(
    "packet_exhibits",
    key(),
    link("case_id", "cases.id"),
    link("plan_id", "packet_plans.id"),
    number("position"),
    link("document_id", "documents.id"),
    words("title"),
    maybe("date"),
    words("pages"),
    words("turns"),
    words("group_title"),
    number("left_out"),
)

sent_items = table(
    "sent_items",
    key(),
    link("case_id", "cases.id"),
    words("kind"),
    words("title"),
    words("source"),
    words("sent_at"),
    maybe("method"),
    words("recipient"),
    words("tracking"),
    words("confirmation"),
    link("content_hash", "contents.hash"),
    words("media_type"),
    number("size"),
    number("pages"),
    words("numbering", "{}"),
    link("proof_id", "documents.id", needed=False),
    link("event_id", "events.id", needed=False),
    words("note"),
    words("frozen_at"),
    maybe("plan_id"),
)
