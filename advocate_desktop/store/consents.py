"""The consents of clients in the tables."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, RowMapping, select

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.consents import Consent, ConsentId, ConsentKind
from advocate_desktop.domain.documents import DocumentId
from advocate_desktop.domain.people import ClientId
from advocate_desktop.store.filing_tables import consents
from advocate_desktop.store.tables import cases, clients
from advocate_desktop.store.unit import Unit, Value


def insert(unit: Unit, consent: Consent) -> None:
    """Insert a consent; raise `NotFound` when there is no such client."""
    unit.row(clients, consent.client)
    unit.insert(consents, {"id": consent.id, "client_id": consent.client, **_values(consent)})


def update(unit: Unit, consent: Consent) -> None:
    """Write a consent as it is now; raise `NotFound` when it is gone."""
    unit.update(consents, consent.id, _values(consent))


def delete(unit: Unit, consent_id: ConsentId) -> None:
    """Take a consent out; the journal keeps it. Raises `NotFound` when it is gone."""
    unit.delete(consents, consent_id)


def of_client(connection: Connection, client_id: ClientId) -> tuple[Consent, ...]:
    """Return a client's consents, in the order they were entered."""
    query = select(consents).where(consents.c.client_id == client_id)
    return tuple(map(_to_consent, connection.execute(query).mappings()))


def every(connection: Connection) -> tuple[Consent, ...]:
    """Return the consents of all clients that are not in the trash."""
    query = select(consents).join(clients, clients.c.id == consents.c.client_id)
    rows = connection.execute(query.where(clients.c.trashed_at.is_(None))).mappings()
    return tuple(map(_to_consent, rows))


def of_case(connection: Connection, case_id: CaseId) -> tuple[Consent, ...]:
    """Return the consents of a case's client."""
    client = select(cases.c.client_id).where(cases.c.id == case_id).scalar_subquery()
    query = select(consents).where(consents.c.client_id == client)
    return tuple(map(_to_consent, connection.execute(query).mappings()))


def _values(consent: Consent) -> dict[str, Value]:
    return {
        "kind": consent.kind.value,
        "name": consent.name,
        "scope": consent.scope,
        "signed_on": _iso(consent.signed_on),
        "expires_on": _iso(consent.expires_on),
        "revoked_on": _iso(consent.revoked_on),
        "document_id": consent.document,
        "note": consent.note,
    }


def _to_consent(row: RowMapping) -> Consent:
    return Consent(
        id=ConsentId(row["id"]),
        client=ClientId(row["client_id"]),
        kind=ConsentKind(row["kind"]),
        name=row["name"],
        scope=row["scope"],
        signed_on=_day(row["signed_on"]),
        expires_on=_day(row["expires_on"]),
        revoked_on=_day(row["revoked_on"]),
        document=None if row["document_id"] is None else DocumentId(row["document_id"]),
        note=row["note"],
    )


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
