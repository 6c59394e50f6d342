"""The step from version 1 of the schema to 2: drafts, consents, packet plans, what was sent."""

from __future__ import annotations

from sqlalchemy import Connection

from advocate_desktop.store import search_index

STATEMENTS = """
ALTER TABLE providers ADD COLUMN street TEXT NOT NULL DEFAULT '';
ALTER TABLE providers ADD COLUMN city TEXT NOT NULL DEFAULT '';
ALTER TABLE providers ADD COLUMN state TEXT NOT NULL DEFAULT '';
ALTER TABLE providers ADD COLUMN postal_code TEXT NOT NULL DEFAULT '';
ALTER TABLE providers ADD COLUMN fax TEXT NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN sender TEXT NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN recipient TEXT NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN tags TEXT NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN remarks TEXT NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN kind_confirmed INTEGER NOT NULL DEFAULT 1;
ALTER TABLE communications ADD COLUMN department TEXT NOT NULL DEFAULT '';
ALTER TABLE communications ADD COLUMN promise TEXT NOT NULL DEFAULT '';
ALTER TABLE communications ADD COLUMN promised_by TEXT;
ALTER TABLE page_texts ADD COLUMN origin TEXT NOT NULL DEFAULT 'text';
ALTER TABLE page_texts ADD COLUMN numbers TEXT NOT NULL DEFAULT '';
CREATE TABLE document_links (
  id TEXT NOT NULL CHECK (id <> ''),
  case_id TEXT NOT NULL,
  document_id TEXT NOT NULL,
  target_id TEXT NOT NULL,
  kind TEXT DEFAULT '' NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (document_id, target_id, kind),
  FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(document_id) REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(target_id) REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX ix_document_links_case_id ON document_links (case_id);
CREATE INDEX ix_document_links_document_id ON document_links (document_id);
CREATE INDEX ix_document_links_target_id ON document_links (target_id);
CREATE TABLE consents (
  id TEXT NOT NULL CHECK (id <> ''),
  client_id TEXT NOT NULL,
  kind TEXT DEFAULT '' NOT NULL,
  name TEXT DEFAULT '' NOT NULL,
  scope TEXT DEFAULT '' NOT NULL,
  signed_on TEXT,
  expires_on TEXT,
  revoked_on TEXT,
  document_id TEXT,
  note TEXT DEFAULT '' NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(client_id) REFERENCES clients (id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(document_id) REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX ix_consents_client_id ON consents (client_id);
CREATE INDEX ix_consents_document_id ON consents (document_id);
CREATE TABLE sent_items (
  id TEXT NOT NULL CHECK (id <> ''),
  case_id TEXT NOT NULL,
  kind TEXT DEFAULT '' NOT NULL,
  title TEXT DEFAULT '' NOT NULL,
  source TEXT DEFAULT '' NOT NULL,
  sent_at TEXT DEFAULT '' NOT NULL,
  method TEXT,
  recipient TEXT DEFAULT '' NOT NULL,
  tracking TEXT DEFAULT '' NOT NULL,
  confirmation TEXT DEFAULT '' NOT NULL,
  content_hash TEXT NOT NULL,
  media_type TEXT DEFAULT '' NOT NULL,
  size INTEGER DEFAULT 0 NOT NULL,
  pages INTEGER DEFAULT 0 NOT NULL,
  numbering TEXT DEFAULT '{}' NOT NULL,
  proof_id TEXT,
  event_id TEXT,
  note TEXT DEFAULT '' NOT NULL,
  frozen_at TEXT DEFAULT '' NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(content_hash) REFERENCES contents (hash) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(proof_id) REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(event_id) REFERENCES events (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX ix_sent_items_case_id ON sent_items (case_id);
CREATE INDEX ix_sent_items_content_hash ON sent_items (content_hash);
CREATE INDEX ix_sent_items_event_id ON sent_items (event_id);
CREATE INDEX ix_sent_items_proof_id ON sent_items (proof_id);
CREATE TABLE disclosures (
  id TEXT NOT NULL CHECK (id <> ''),
  client_id TEXT NOT NULL,
  case_id TEXT,
  at TEXT DEFAULT '' NOT NULL,
  recipient TEXT DEFAULT '' NOT NULL,
  purpose TEXT DEFAULT '' NOT NULL,
  what TEXT DEFAULT '' NOT NULL,
  method TEXT,
  sent_item_id TEXT,
  PRIMARY KEY (id),
  FOREIGN KEY(client_id) REFERENCES clients (id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(sent_item_id) REFERENCES sent_items (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX ix_disclosures_case_id ON disclosures (case_id);
CREATE INDEX ix_disclosures_client_id ON disclosures (client_id);
CREATE INDEX ix_disclosures_sent_item_id ON disclosures (sent_item_id);
CREATE TABLE drafts (
  id TEXT NOT NULL CHECK (id <> ''),
  case_id TEXT NOT NULL,
  template TEXT DEFAULT '' NOT NULL,
  language TEXT DEFAULT 'en' NOT NULL,
  title TEXT DEFAULT '' NOT NULL,
  body TEXT DEFAULT '' NOT NULL,
  options TEXT DEFAULT '{}' NOT NULL,
  created_at TEXT DEFAULT '' NOT NULL,
  changed_at TEXT DEFAULT '' NOT NULL,
  trashed_at TEXT,
  PRIMARY KEY (id),
  FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX ix_drafts_case_id ON drafts (case_id);
CREATE TABLE letter_templates (
  id TEXT NOT NULL CHECK (id <> ''),
  title TEXT DEFAULT '' NOT NULL,
  language TEXT DEFAULT 'en' NOT NULL,
  source TEXT DEFAULT '' NOT NULL,
  created_at TEXT DEFAULT '' NOT NULL,
  changed_at TEXT DEFAULT '' NOT NULL,
  trashed_at TEXT,
  PRIMARY KEY (id)
) STRICT;
CREATE TABLE packet_plans (
  id TEXT NOT NULL CHECK (id <> ''),
  case_id TEXT NOT NULL,
  kind TEXT DEFAULT '' NOT NULL,
  title TEXT DEFAULT '' NOT NULL,
  options TEXT DEFAULT '{}' NOT NULL,
  continues_id TEXT,
  created_at TEXT DEFAULT '' NOT NULL,
  trashed_at TEXT,
  PRIMARY KEY (id),
  FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(continues_id) REFERENCES sent_items (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX ix_packet_plans_case_id ON packet_plans (case_id);
CREATE INDEX ix_packet_plans_continues_id ON packet_plans (continues_id);
CREATE TABLE packet_exhibits (
  id TEXT NOT NULL CHECK (id <> ''),
  case_id TEXT NOT NULL,
  plan_id TEXT NOT NULL,
  position INTEGER DEFAULT 0 NOT NULL,
  document_id TEXT NOT NULL,
  title TEXT DEFAULT '' NOT NULL,
  date TEXT,
  pages TEXT DEFAULT '' NOT NULL,
  turns TEXT DEFAULT '' NOT NULL,
  group_title TEXT DEFAULT '' NOT NULL,
  left_out INTEGER DEFAULT 0 NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(plan_id) REFERENCES packet_plans (id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY(document_id) REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX ix_packet_exhibits_case_id ON packet_exhibits (case_id);
CREATE INDEX ix_packet_exhibits_document_id ON packet_exhibits (document_id);
CREATE INDEX ix_packet_exhibits_plan_id ON packet_exhibits (plan_id);
CREATE TABLE renditions (
  number INTEGER NOT NULL,
  content_hash TEXT NOT NULL,
  purpose TEXT DEFAULT '' NOT NULL,
  recipe TEXT DEFAULT '' NOT NULL,
  position INTEGER DEFAULT 0 NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (number),
  UNIQUE (content_hash, purpose, position),
  FOREIGN KEY(content_hash) REFERENCES contents (hash)
) STRICT;
CREATE INDEX short_page_texts ON page_texts (content_hash, page) WHERE octet_length(text) < 320;
CREATE TABLE draft_autosaves (
  draft_id TEXT NOT NULL,
  body TEXT DEFAULT '' NOT NULL,
  at TEXT DEFAULT '' NOT NULL,
  PRIMARY KEY (draft_id)
) STRICT;
"""


def to_version_2(connection: Connection) -> None:
    """Add the tables and columns of version 2; nothing that was there is changed."""
    for statement in STATEMENTS.split(";\n"):
        if statement.strip():
            connection.exec_driver_sql(statement)
    search_index.rebuild(connection)
