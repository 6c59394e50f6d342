"""What documents of a case are to each other, in the table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import Connection, RowMapping, Select, select

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.documents import DocumentId, DocumentLink, DocumentLinkId, LinkKind
from advocate_desktop.store.filing_tables import document_links
from advocate_desktop.store.tables import documents
from advocate_desktop.store.unit import Unit


def insert_link(unit: Unit, case_id: CaseId, link: DocumentLink) -> None:
    """Link two documents of a case."""
    row = {"id": link.id, "case_id": case_id, "kind": link.kind.value}
    ends = {"document_id": link.document, "target_id": link.target}
    unit.insert(document_links, {**row, **ends})


def delete_link(unit: Unit, link_id: DocumentLinkId) -> None:
    """Take a link away; raise `NotFound` when it is gone."""
    unit.delete(document_links, link_id)


def links_of_cases(connection: Connection, wanted: Select[str]) -> Mapping[str, list[DocumentLink]]:
    """Return the links between documents of the cases a query names, by case id.

    A link to or from what lies in the trash is left out until it is taken out of there.
    """
    found: dict[str, list[DocumentLink]] = defaultdict(list)
    query = _alive().where(document_links.c.case_id.in_(wanted))
    for row in connection.execute(query.order_by(document_links.c.id)).mappings():
        found[row["case_id"]].append(_to_link(row))
    return found


def links_of(connection: Connection, document_id: DocumentId) -> tuple[DocumentLink, ...]:
    """Return the links from and to a document, as `links_of_cases` does."""
    columns = document_links.c
    at_an_end = (columns.document_id == document_id) | (columns.target_id == document_id)
    query = _alive().where(at_an_end).order_by(columns.kind, columns.id)
    return tuple(_to_link(row) for row in connection.execute(query).mappings())


def _alive() -> Select[tuple[str]]:
    there = select(documents.c.id).where(documents.c.trashed_at.is_(None))
    return select(document_links).where(
        document_links.c.document_id.in_(there), document_links.c.target_id.in_(there)
    )


def _to_link(row: RowMapping) -> DocumentLink:
    return DocumentLink(
        DocumentLinkId(row["id"]),
        DocumentId(row["document_id"]),
        LinkKind(row["kind"]),
        DocumentId(row["target_id"]),
    )
