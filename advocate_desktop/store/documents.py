"""Documents of cases in the tables; their bytes are in `store.blobs`.

For the service that attaches documents, inside `workspace.run` (unit) or `workspace.read`
(connection):

    insert_document(unit, case_id, document)          put after the last one of its case
    update_document(unit, document)                   all its facts
    remove_document(unit, document_id)                into the trash
    restore_document(unit, document_id)               out of it
    reorder(unit, case_id, ids)                       ids of all documents in the wanted order
    document(connection, document_id)                 (CaseId, Document), NotFound when gone
    with_content(connection, case_id, content_hash)   the case's document with these bytes, or None
    free_file_name(connection, case_id, wanted)       `wanted`, or `wanted (2)` … if taken
    rotation(connection, document_id) / set_rotation(unit, document_id, degrees)
    set_page_texts(unit, content_hash, texts)         text of each page, first page first
    page_texts(connection, content_hash)              the same back; () when none was kept
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from pathlib import PurePath

from sqlalchemy import Connection, Select, delete, func, insert, select

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.documents import ContentHash, Document, DocumentId
from advocate_desktop.domain.errors import Invalid, NotFound
from advocate_desktop.store import facts
from advocate_desktop.store.tables import cases, documents
from advocate_desktop.store.tables import page_texts as page_text_table
from advocate_desktop.store.unit import Unit


def insert_document(unit: Unit, case_id: CaseId, document: Document) -> None:
    """Insert a document after the others of its case.

    Its bytes must be in the casebook when the transaction ends, unless it has no content hash.
    """
    insert_documents(unit, case_id, (document,))


def insert_documents(unit: Unit, case_id: CaseId, added: Sequence[Document]) -> None:
    """Insert documents after the others of their case, as `insert_document` does."""
    unit.row(cases, case_id)
    last = select(func.max(documents.c.position)).where(documents.c.case_id == case_id)
    position = unit.connection.execute(last).scalar()
    first = 0 if position is None else position + 1
    for number, document in enumerate(added, first):
        row = facts.to_row(document)
        row |= {"case_id": case_id, "position": number, "attached_at": unit.at}
        unit.insert(documents, row)


def update_document(unit: Unit, document: Document) -> None:
    """Write a document's facts; raise `NotFound` when it is gone."""
    unit.update(documents, document.id, facts.to_row(document))


def remove_document(unit: Unit, document_id: DocumentId) -> None:
    """Put a document into the trash; its bytes stay."""
    unit.update(documents, document_id, {"trashed_at": unit.at})


def restore_document(unit: Unit, document_id: DocumentId) -> None:
    """Take a document out of the trash, under another file name when its own is taken by now."""
    row = unit.row(documents, document_id)
    if row["trashed_at"] is None:
        return
    name = free_file_name(unit.connection, CaseId(str(row["case_id"])), str(row["file"]))
    unit.update(documents, document_id, {"trashed_at": None, "file": name})


def reorder(unit: Unit, case_id: CaseId, ids: Sequence[DocumentId]) -> None:
    """Put the documents of a case into this order; raise `Invalid` unless all are named once."""
    query = select(documents.c.id).where(
        documents.c.case_id == case_id, documents.c.trashed_at.is_(None)
    )
    if sorted(ids) != sorted(unit.connection.scalars(query)):
        raise Invalid(
            "The documents changed while they were being put in order. Nothing was changed. "
            "Try again."
        )
    for position, document_id in enumerate(ids):
        unit.update(documents, document_id, {"position": position})


def document(connection: Connection, document_id: DocumentId) -> tuple[CaseId, Document]:
    """Return a document and its case; raise `NotFound` when it is gone or in the trash."""
    query = select(documents).where(documents.c.id == document_id, documents.c.trashed_at.is_(None))
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        raise NotFound("This document is no longer in the casebook. Look into the case's history.")
    return CaseId(row["case_id"]), facts.to_document(row)


def documents_of(connection: Connection, wanted: Select[str]) -> Mapping[str, list[Document]]:
    """Return the documents of the cases a query names, in the user's order, by case id."""
    query = select(documents).where(
        documents.c.case_id.in_(wanted), documents.c.trashed_at.is_(None)
    )
    found: dict[str, list[Document]] = defaultdict(list)
    for row in connection.execute(query.order_by(documents.c.position)).mappings():
        found[row["case_id"]].append(facts.to_document(row))
    return found


def with_content(
    connection: Connection, case_id: CaseId, content_hash: ContentHash
) -> Document | None:
    """Return the document of a case, not in the trash, that has these bytes, or None."""
    query = select(documents).where(
        documents.c.case_id == case_id,
        documents.c.content_hash == content_hash,
        documents.c.trashed_at.is_(None),
    )
    row = connection.execute(query.order_by(documents.c.position).limit(1)).mappings().first()
    return None if row is None else facts.to_document(row)


def content_hashes(connection: Connection, case_id: CaseId) -> frozenset[ContentHash]:
    """Return what the documents of a case, not in the trash, hold."""
    query = select(documents.c.content_hash).where(
        documents.c.case_id == case_id, documents.c.trashed_at.is_(None)
    )
    return frozenset(map(ContentHash, filter(None, connection.scalars(query))))


def free_file_name(connection: Connection, case_id: CaseId, wanted: str) -> str:
    """Return a file name that no document of the case has: `wanted`, else `name (2).pdf` and so on.

    Names that differ in case alone count as the same, as they do on many drives.
    """
    return free_name(file_names(connection, case_id), wanted)


def file_names(connection: Connection, case_id: CaseId) -> set[str]:
    """Return the file names of a case's documents, not in the trash, as `free_name` takes them."""
    query = select(documents.c.file).where(
        documents.c.case_id == case_id, documents.c.trashed_at.is_(None)
    )
    return {str(name).casefold() for name in connection.scalars(query)}


def free_name(taken: Container[str], wanted: str) -> str:
    """Return `wanted`, or with the first number that is not taken; taken names are case-folded."""
    path = PurePath(wanted)
    name, number = wanted, 1
    while name.casefold() in taken:
        number += 1
        name = f"{path.stem} ({number}){path.suffix}"
    return name


def rotation(connection: Connection, document_id: DocumentId) -> int:
    """Return by how many degrees, clockwise, the user turned a document: 0, 90, 180 or 270."""
    query = select(documents.c.rotation).where(documents.c.id == document_id)
    return int(connection.execute(query).scalar() or 0)


def rotations(connection: Connection, case_id: CaseId) -> Mapping[DocumentId, int]:
    """Return by how many degrees documents of a case are turned, those that are."""
    query = select(documents.c.id, documents.c.rotation)
    query = query.where(documents.c.case_id == case_id, documents.c.rotation != 0)
    return {DocumentId(row.id): row.rotation for row in connection.execute(query)}


def set_rotation(unit: Unit, document_id: DocumentId, degrees: int) -> None:
    """Turn a document; degrees clockwise, a multiple of 90."""
    unit.update(documents, document_id, {"rotation": degrees % 360})


def set_page_texts(unit: Unit, content_hash: ContentHash, texts: Sequence[str]) -> None:
    """Keep the text of each page of these bytes, in place of what was kept before.

    They are derived from the bytes, so they belong to the content, are not journaled, and stay
    through undo. What was read off the picture of a page stays too: it took long.
    """
    table = page_text_table.c
    of_content = table.content_hash == content_hash
    read_off = select(table.page).where(of_content, table.origin != "text")
    kept = frozenset(unit.connection.scalars(read_off))
    unit.connection.execute(delete(page_text_table).where(of_content, table.origin == "text"))
    rows = [
        {"content_hash": content_hash, "page": page, "text": _storable(text)}
        for page, text in enumerate(texts, start=1)
        if page not in kept
    ]
    if rows:
        unit.connection.execute(insert(page_text_table), rows)


def page_texts(connection: Connection, content_hash: ContentHash) -> tuple[str, ...]:
    """Return the text of each page, first page first; () when none was kept."""
    query = select(page_text_table.c.text).where(page_text_table.c.content_hash == content_hash)
    return tuple(connection.scalars(query.order_by(page_text_table.c.page)))


def _storable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
