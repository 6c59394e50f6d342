"""The trash: clients, cases and documents put there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, select

from advocate_desktop.store.tables import cases, clients, documents


class Kind(StrEnum):
    """What lies in the trash."""

    CLIENT = "client"
    CASE = "case"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Trashed:
    """A client, a case or a document in the trash."""

    kind: Kind
    id: str
    name: str
    client: str
    case: str
    """The title of the case, its own or the document's; empty for a client."""
    at: str
    """When it was put there, ISO 8601."""


def trashed(connection: Connection) -> tuple[Trashed, ...]:
    """Return all that lies in the trash; what is of a thing that lies there goes with it."""
    client_query = select(clients).where(clients.c.trashed_at.is_not(None))
    case_query = (
        select(
            cases.c.id,
            cases.c.title,
            cases.c.trashed_at,
            clients.c.given_name,
            clients.c.family_name,
        )
        .join(clients, clients.c.id == cases.c.client_id)
        .where(cases.c.trashed_at.is_not(None), clients.c.trashed_at.is_(None))
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
        Trashed(Kind.CLIENT, row.id, name, name, "", row.trashed_at)
        for row in connection.execute(client_query)
        for name in (_name(row.given_name, row.family_name),)
    ]
    found += [
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


def _name(given: str, family: str) -> str:
    return f"{given} {family}".strip()
