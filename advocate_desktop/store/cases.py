"""Cases in the tables: a whole record in, whole records out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from sqlalchemy import ColumnElement, Connection, Select, Table, func, select

from advocate_desktop.domain.cases import Case, CaseId, CaseRecord
from advocate_desktop.domain.communications import Communication, CommunicationId
from advocate_desktop.domain.coverage import Coverage, CoverageId
from advocate_desktop.domain.events import Event, EventId
from advocate_desktop.domain.people import Authorization, Client, ClientId, Provider
from advocate_desktop.store import facts
from advocate_desktop.store.document_links import insert_link, links_of_cases
from advocate_desktop.store.documents import documents_of, insert_document
from advocate_desktop.store.tables import (
    authorizations,
    cases,
    clients,
    communications,
    coverages,
    deadline_marks,
    documents,
    events,
    providers,
)
from advocate_desktop.store.unit import Unit, Value

T = TypeVar("T")


def insert_record(unit: Unit, record: CaseRecord) -> None:
    """Insert a case with all that hangs on it.

    A client or coverage that is in the casebook already is used as it is. Events may name documents
    that are inserted later in the same unit.
    """
    if unit.find(clients, record.client.id) is None:
        unit.insert(clients, facts.to_row(record.client))
    if unit.find(coverages, record.coverage.id) is None:
        row = {**facts.to_row(record.coverage), "client_id": record.client.id}
        unit.insert(coverages, row)
    links = {"client_id": record.client.id, "coverage_id": record.coverage.id}
    unit.insert(cases, {**facts.to_row(record.case), **links, "created_at": unit.at})
    if record.authorization is not None:
        set_authorization(unit, record.case.id, record.authorization)
    set_providers(unit, record.case.id, record.providers)
    for document in record.documents:
        insert_document(unit, record.case.id, document)
    _insert_all(unit, events, record.case.id, record.events)
    _insert_all(unit, communications, record.case.id, record.communications)
    for link in record.links:
        insert_link(unit, record.case.id, link)
    for mark in record.marks:
        unit.insert(deadline_marks, {**facts.to_row(mark), "case_id": record.case.id})


def update_client(unit: Unit, client: Client) -> None:
    """Write a client's facts; raise `NotFound` when there is no such client."""
    unit.update(clients, client.id, facts.to_row(client))


def update_coverage(unit: Unit, coverage: Coverage) -> None:
    """Write a coverage's facts; raise `NotFound` when there is no such coverage."""
    unit.update(coverages, coverage.id, facts.to_row(coverage))


def update_case(unit: Unit, case: Case) -> None:
    """Write a case's own facts; raise `NotFound` when there is no such case."""
    unit.update(cases, case.id, facts.to_row(case))


def set_authorization(unit: Unit, case_id: CaseId, authorization: Authorization | None) -> None:
    """Make this the one authorization of a case, or leave it with none."""
    unit.row(cases, case_id)
    kept = None if authorization is None else authorization.id
    for row_id in _ids(unit.connection, authorizations, case_id):
        if row_id != kept:
            unit.delete(authorizations, row_id)
    if authorization is not None:
        _put(unit, authorizations, {**facts.to_row(authorization), "case_id": case_id})


def set_providers(unit: Unit, case_id: CaseId, wanted: Sequence[Provider]) -> None:
    """Make these the providers of a case, in this order."""
    unit.row(cases, case_id)
    kept = {provider.id for provider in wanted}
    for row_id in _ids(unit.connection, providers, case_id):
        if row_id not in kept:
            unit.delete(providers, row_id)
    for position, provider in enumerate(wanted):
        row = {**facts.to_row(provider), "case_id": case_id, "position": position}
        _put(unit, providers, row)


def insert_event(unit: Unit, case_id: CaseId, event: Event) -> None:
    """Insert an event after those of its case with the same time."""
    _insert_in_case(unit, events, case_id, facts.to_row(event))


def update_event(unit: Unit, event: Event) -> None:
    """Write an event's facts; raise `NotFound` when it is gone."""
    unit.update(events, event.id, facts.to_row(event))


def delete_event(unit: Unit, event_id: EventId) -> None:
    """Delete an event; the journal keeps it."""
    unit.delete(events, event_id)


def insert_communication(unit: Unit, case_id: CaseId, communication: Communication) -> None:
    """Insert a communication after those of its case with the same time."""
    _insert_in_case(unit, communications, case_id, facts.to_row(communication))


def update_communication(unit: Unit, communication: Communication) -> None:
    """Write a communication's facts; raise `NotFound` when it is gone."""
    unit.update(communications, communication.id, facts.to_row(communication))


def delete_communication(unit: Unit, communication_id: CommunicationId) -> None:
    """Delete a communication; the journal keeps it."""
    unit.delete(communications, communication_id)


def set_trashed(unit: Unit, case_id: CaseId, *, trashed: bool) -> None:
    """Put a case into the trash, or take it out."""
    unit.update(cases, case_id, {"trashed_at": unit.at if trashed else None})


def insert_client(unit: Unit, client: Client) -> None:
    """Insert a client who has no case yet."""
    unit.insert(clients, facts.to_row(client))


def client(connection: Connection, client_id: ClientId) -> Client | None:
    """Return a client, also from the trash, or None."""
    query = select(clients).where(clients.c.id == client_id)
    row = connection.execute(query).mappings().one_or_none()
    return None if row is None else facts.to_client(row)


def trash_client(unit: Unit, client_id: ClientId) -> None:
    """Put a client into the trash with all cases that do not lie there yet."""
    unit.row(clients, client_id)
    here = (cases.c.client_id == client_id, cases.c.trashed_at.is_(None))
    for case_id in unit.connection.scalars(select(cases.c.id).where(*here)).all():
        set_trashed(unit, CaseId(case_id), trashed=True)
    unit.update(clients, client_id, {"trashed_at": unit.at})


def restore_client(unit: Unit, client_id: ClientId) -> None:
    """Take a client out of the trash with the cases that went there in the same change."""
    at = unit.row(clients, client_id)["trashed_at"]
    with_it = (cases.c.client_id == client_id, cases.c.trashed_at == at)
    for case_id in unit.connection.scalars(select(cases.c.id).where(*with_it)).all():
        set_trashed(unit, CaseId(case_id), trashed=False)
    unit.update(clients, client_id, {"trashed_at": None})


def ids_like(connection: Connection, prefix: str) -> tuple[CaseId, ...]:
    """Return two of the ids that begin with a text, an equal one first; none from the trash."""
    like = cases.c.id.startswith(prefix, autoescape=True)
    query = select(cases.c.id).where(like, cases.c.trashed_at.is_(None))
    query = query.order_by(func.length(cases.c.id)).limit(2)
    return tuple(CaseId(row.id) for row in connection.execute(query))


def record(connection: Connection, case_id: CaseId) -> CaseRecord | None:
    """Return one case, also from the trash, or None."""
    found = _records(connection, cases.c.id == case_id)
    return found[0] if found else None


def records(connection: Connection) -> tuple[CaseRecord, ...]:
    """Return every case that is not in the trash, in a constant number of queries."""
    return _records(connection, cases.c.trashed_at.is_(None))


def ids(connection: Connection, client_id: ClientId | None = None) -> tuple[CaseId, ...]:
    """Return the cases that are not in the trash, of one client if it is given."""
    query = select(cases.c.id).where(cases.c.trashed_at.is_(None)).order_by(cases.c.id)
    if client_id is not None:
        query = query.where(cases.c.client_id == client_id)
    return tuple(map(CaseId, connection.scalars(query)))


def records_of(connection: Connection, case_ids: Sequence[CaseId]) -> tuple[CaseRecord, ...]:
    """Return these cases, those that are not in the trash, in a constant number of queries."""
    return _records(connection, cases.c.id.in_(case_ids) & cases.c.trashed_at.is_(None))


def client_rows(connection: Connection) -> tuple[tuple[Client, int], ...]:
    """Return the clients, each with the number of its cases; none from the trash."""
    counted = func.count(cases.c.id).filter(cases.c.trashed_at.is_(None))
    query = select(clients, counted.label("case_count")).select_from(clients.outerjoin(cases))
    query = query.where(clients.c.trashed_at.is_(None)).group_by(clients.c.id)
    rows = connection.execute(query).mappings()
    return tuple((facts.to_client(row), int(row["case_count"])) for row in rows)


def numbers_of_others(
    connection: Connection, client_id: ClientId
) -> tuple[tuple[str, str, str], ...]:
    """Return given name, family name and member ID of the other clients, a row a coverage.

    A client without coverage has a row with no ID; those in the trash are left out.
    """
    member_id = func.coalesce(coverages.c.member_id, "")
    query = (
        select(clients.c.given_name, clients.c.family_name, member_id)
        .select_from(clients.outerjoin(coverages, coverages.c.client_id == clients.c.id))
        .where(clients.c.id != client_id, clients.c.trashed_at.is_(None))
        .order_by(clients.c.id)
    )
    return tuple((row[0], row[1], row[2]) for row in connection.execute(query))


def coverages_of(connection: Connection, client_id: ClientId) -> tuple[Coverage, ...]:
    """Return the coverages of a client by plan."""
    query = select(coverages).where(coverages.c.client_id == client_id)
    rows = connection.execute(query.order_by(coverages.c.plan, coverages.c.id)).mappings()
    return tuple(map(facts.to_coverage, rows))


def case_ids_of(
    connection: Connection, client_ids: Iterable[str], coverage_ids: Iterable[str]
) -> frozenset[CaseId]:
    """Return the cases of these clients or under these coverages."""
    touched = cases.c.client_id.in_(tuple(client_ids)) | cases.c.coverage_id.in_(
        tuple(coverage_ids)
    )
    rows = connection.execute(select(cases.c.id).where(touched))
    return frozenset(CaseId(row.id) for row in rows)


def _records(connection: Connection, which: ColumnElement[bool]) -> tuple[CaseRecord, ...]:
    wanted = select(cases.c.id).where(which)
    heads = connection.execute(select(cases).where(which)).mappings().all()
    people = _by_id(connection, clients, cases.c.client_id, which, facts.to_client)
    covers = _by_id(connection, coverages, cases.c.coverage_id, which, facts.to_coverage)
    papers = _by_case(connection, authorizations, wanted, facts.to_authorization)
    treating = _by_case(connection, providers, wanted, facts.to_provider)
    happened = _events(connection, wanted)
    spoken = _by_case(connection, communications, wanted, facts.to_communication)
    files = documents_of(connection, wanted)
    marked = _by_case(connection, deadline_marks, wanted, facts.to_mark)
    tied = links_of_cases(connection, wanted)
    return tuple(
        CaseRecord(
            client=people[row["client_id"]],
            coverage=covers[row["coverage_id"]],
            case=facts.to_case(row),
            authorization=next(iter(papers.get(row["id"], ())), None),
            providers=tuple(treating.get(row["id"], ())),
            events=tuple(happened.get(row["id"], ())),
            communications=tuple(spoken.get(row["id"], ())),
            documents=tuple(files.get(row["id"], ())),
            marks=tuple(marked.get(row["id"], ())),
            links=tuple(tied.get(row["id"], ())),
        )
        for row in heads
    )


def _events(connection: Connection, wanted: Select[str]) -> Mapping[str, list[Event]]:
    # A document in the trash proves nothing; it does again once it is taken out.
    proof = documents.c.id.label("document_id")
    kept = (events.c.document_id == documents.c.id) & documents.c.trashed_at.is_(None)
    columns = [c for c in events.c if c.name != "document_id"]
    query = select(*columns, proof).select_from(events.outerjoin(documents, kept))
    query = query.where(events.c.case_id.in_(wanted)).order_by(events.c.position)
    return _grouped(connection, query, facts.to_event)


def _by_case(
    connection: Connection, table: Table, wanted: Select[str], read: Callable[..., T]
) -> Mapping[str, list[T]]:
    query = select(table).where(table.c.case_id.in_(wanted))
    order = [table.c[name] for name in ("position", "started_on", "rule") if name in table.c]
    return _grouped(connection, query.order_by(*order, table.c.id), read)


def _grouped(
    connection: Connection, query: Select[object], read: Callable[..., T]
) -> Mapping[str, list[T]]:
    groups: dict[str, list[T]] = defaultdict(list)
    for row in connection.execute(query).mappings():
        groups[row["case_id"]].append(read(row))
    return groups


def _by_id(
    connection: Connection,
    table: Table,
    link: ColumnElement[str],
    which: ColumnElement[bool],
    read: Callable[..., T],
) -> Mapping[str, T]:
    query = select(table).where(table.c.id.in_(select(link).where(which)))
    return {row["id"]: read(row) for row in connection.execute(query).mappings()}


def _put(unit: Unit, table: Table, row: Mapping[str, Value]) -> None:
    key = str(row["id"])
    if unit.find(table, key) is None:
        unit.insert(table, row)
    else:
        unit.update(table, key, row)


def _ids(connection: Connection, table: Table, case_id: CaseId) -> list[str]:
    return list(connection.scalars(select(table.c.id).where(table.c.case_id == case_id)))


def _insert_all(
    unit: Unit, table: Table, case_id: CaseId, dated: Sequence[Event | Communication]
) -> None:
    for position, fact in enumerate(dated):
        unit.insert(table, {**facts.to_row(fact), "case_id": case_id, "position": position})


def _insert_in_case(unit: Unit, table: Table, case_id: CaseId, row: Mapping[str, Value]) -> None:
    unit.row(cases, case_id)
    last = select(func.max(table.c.position)).where(table.c.case_id == case_id)
    position = unit.connection.execute(last).scalar()
    place = 0 if position is None else position + 1
    unit.insert(table, {**row, "case_id": case_id, "position": place})


def links(connection: Connection, case_id: CaseId) -> tuple[ClientId, CoverageId] | None:
    """Return the client and the coverage of a case, or None when there is no such case."""
    query = select(cases.c.client_id, cases.c.coverage_id).where(cases.c.id == case_id)
    row = connection.execute(query).one_or_none()
    return None if row is None else (ClientId(row.client_id), CoverageId(row.coverage_id))
