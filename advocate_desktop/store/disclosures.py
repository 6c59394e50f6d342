"""The record of disclosures in the tables."""

from __future__ import annotations

from sqlalchemy import Connection, select

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.disclosures import Disclosure, DisclosureId
from advocate_desktop.domain.moments import format_moment, parse_moment
from advocate_desktop.domain.people import ClientId
from advocate_desktop.store.filing_tables import disclosures
from advocate_desktop.store.tables import clients
from advocate_desktop.store.unit import Unit


def insert(unit: Unit, disclosure: Disclosure, sent_item: str | None = None) -> None:
    """Insert a disclosure; raise `NotFound` when there is no such client."""
    unit.row(clients, disclosure.client)
    values = {
        "id": disclosure.id,
        "client_id": disclosure.client,
        "case_id": disclosure.case,
        "at": format_moment(disclosure.at),
        "recipient": disclosure.recipient,
        "purpose": disclosure.purpose,
        "what": disclosure.what,
        "method": disclosure.method or None,
        "sent_item_id": sent_item,
    }
    unit.insert(disclosures, values)


def delete(unit: Unit, disclosure_id: DisclosureId) -> None:
    """Take a disclosure out; the journal keeps it."""
    unit.delete(disclosures, disclosure_id)


def of_client(connection: Connection, client_id: ClientId) -> tuple[Disclosure, ...]:
    """Return a client's disclosures, in the order they were entered."""
    query = select(disclosures).where(disclosures.c.client_id == client_id)
    return tuple(
        Disclosure(
            id=DisclosureId(row.id),
            client=client_id,
            at=parse_moment(row.at),
            recipient=row.recipient,
            what=row.what,
            purpose=row.purpose,
            method=row.method or "",
            case=CaseId(row.case_id) if row.case_id else None,
        )
        for row in connection.execute(query)
    )
