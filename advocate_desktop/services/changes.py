"""What changed: told to whoever shows it, read off the journal so that nobody can forget it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.store import Connection
from advocate_desktop.store import cases as rows
from advocate_desktop.store.journal import RowChange


class Topic(StrEnum):
    """What kind of thing changed."""

    CLIENTS = "clients"
    CASES = "cases"
    EVENTS = "events"
    COMMUNICATIONS = "communications"
    DOCUMENTS = "documents"
    DATES = "dates"
    FILINGS = "filings"
    SETTINGS = "settings"


@dataclass(frozen=True, slots=True)
class Changes:
    """One commit: what it was called, what kinds of things it changed, and of which cases."""

    label: str
    topics: frozenset[Topic]
    cases: frozenset[CaseId]


_TOPICS = {
    "clients": Topic.CLIENTS,
    "coverages": Topic.CLIENTS,
    "cases": Topic.CASES,
    "authorizations": Topic.CASES,
    "providers": Topic.CASES,
    "events": Topic.EVENTS,
    "communications": Topic.COMMUNICATIONS,
    "documents": Topic.DOCUMENTS,
    "deadline_marks": Topic.DATES,
    "own_dates": Topic.DATES,
    "document_links": Topic.DOCUMENTS,
    "consents": Topic.CLIENTS,
    "disclosures": Topic.CLIENTS,
    "drafts": Topic.FILINGS,
    "letter_templates": Topic.FILINGS,
    "packet_plans": Topic.FILINGS,
    "packet_exhibits": Topic.FILINGS,
    "sent_items": Topic.FILINGS,
    "settings": Topic.SETTINGS,
}


def changes_from(connection: Connection, label: str, changed: Iterable[RowChange]) -> Changes:
    """Return what a journal entry's rows amount to; a client's change is one of all its cases."""
    listed = tuple(changed)
    direct = {CaseId(row.case_id) for row in listed if row.case_id is not None}
    clients = [row.row_id for row in listed if row.table == "clients"]
    coverages = [row.row_id for row in listed if row.table == "coverages"]
    shared = rows.case_ids_of(connection, clients, coverages) if clients or coverages else ()
    topics = frozenset(_TOPICS[row.table] for row in listed)
    return Changes(label, topics, frozenset(direct).union(shared))
