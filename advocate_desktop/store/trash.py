"""The trash: cases and documents put there, and taking them out of the casebook for good."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, select

from advocate_desktop.store.tables import JOURNALED, cases, clients, documents, events
from advocate_desktop.store.unit import Unit


class Kind(StrEnum):
    """What lies in the trash."""

    CASE = "case"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Trashed:
    """A case or a document in the trash."""

    kind: Kind
    id: str
    name: str
    client: str
    case: str
    """The title of the case, its own or the document's."""
    at: str
    """When it was put there, ISO 8601."""


def trashed(connection: Connection) -> tuple[Trashed, ...]:
    """Return all that lies in the trash; a document of a case that lies there goes with it."""
    case_query = (
        select(
            cases.c.id,
            cases.c.title,
            cases.c.trashed_at,
            clients.c.given_name,
            clients.c.family_name,
        )
        .join(clients, clients.c.id == cases.c.client_id)
        .where(cases.c.trashed_at.is_not(None))
    )
    document_query = (
        select(
            documents.c.id,
            documents.c.file,
            documents.c.title.label("said"),
            documents.c.trashed_at,
            cases.c.title,
            clients.c.given_name,
            clients.c.family_name,
        )
        .join(cases, cases.c.id == documents.c.case_id)
        .join(clients, clients.c.id == cases.c.client_id)
        .where(documents.c.trashed_at.is_not(None), cases.c.trashed_at.is_(None))
    )
    found = [
        Trashed(
            Kind.CASE,
            row.id,
            row.title,
            _name(row.given_name, row.family_name),
            row.title,
            row.trashed_at,
        )
        for row in connection.execute(case_query)
    ]
    found += [
        Trashed(
            Kind.DOCUMENT,
            row[0],
            row.said or row.file,
            _name(row.given_name, row.family_name),
            row.title,
            row.trashed_at,
        )
        for row in connection.execute(document_query)
    ]
    return tuple(found)


def remove_case(unit: Unit, case_id: str) -> None:
    """Take a case out with all its entries; its client stays, and so do the documents' bytes."""
    for table in JOURNALED.values():
        if "case_id" in table.c:
            query = select(table.c.id).where(table.c.case_id == case_id)
            for key in unit.connection.scalars(query).all():
                unit.delete(table, str(key))
    unit.delete(cases, case_id)


def remove_document(unit: Unit, document_id: str) -> None:
    """Take a document out; its bytes stay, and events that it proved are without proof."""
    query = select(events.c.id).where(events.c.document_id == document_id)
    for key in unit.connection.scalars(query).all():
        unit.update(events, str(key), {"document_id": None})
    unit.delete(documents, document_id)


def _name(given: str, family: str) -> str:
    return f"{given} {family}".strip()
