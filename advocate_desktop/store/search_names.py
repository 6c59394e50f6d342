"""The names that a search can be narrowed by."""

from __future__ import annotations

from typing import TypeVar

from sqlalchemy import Connection, select

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.people import ClientId
from advocate_desktop.store.tables import cases, clients

Id = TypeVar("Id", ClientId, CaseId)


def client_names(connection: Connection) -> tuple[tuple[ClientId, str], ...]:
    """Return id and name of each client."""
    query = select(clients.c.id, clients.c.given_name, clients.c.family_name)
    return tuple((ClientId(row[0]), f"{row[1]} {row[2]}") for row in connection.execute(query))


def case_titles(connection: Connection) -> tuple[tuple[CaseId, str], ...]:
    """Return id and title of each case."""
    query = select(cases.c.id, cases.c.title)
    return tuple((CaseId(row[0]), row[1]) for row in connection.execute(query))
