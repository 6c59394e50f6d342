"""Finding words: in page texts by their index, in the records by looking at each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, select, text

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.documents import DocumentId
from advocate_desktop.store.tables import (
    cases,
    clients,
    communications,
    coverages,
    documents,
    events,
)

_FIRST_IDEOGRAPH = 0x2E80
"""From here on scripts have no spaces between words, and the index knows only whole runs."""

_UNQUOTABLE = {ord('"'): " ", 0: " "}
"""What would end a quoted term of the index's query language."""

Texts = tuple[str, ...]


def pages_with(
    connection: Connection, words: Sequence[str], limit: int
) -> tuple[tuple[CaseId, DocumentId, int, str], ...]:
    """Return case, document, page number and text of the pages that hold all words.

    A word matches the beginning of a word, with accents and case folded; in scripts without spaces
    it matches anywhere.
    """
    spaced = [word for word in words if not _unspaced(word)]
    unspaced = [word for word in words if _unspaced(word)]
    conditions, values = ["d.trashed_at IS NULL", "k.trashed_at IS NULL"], {"limit": str(limit)}
    if spaced:
        conditions.append(
            "p.number IN (SELECT rowid FROM page_words WHERE page_words MATCH :terms)"
        )
        values["terms"] = " AND ".join(f'"{word.translate(_UNQUOTABLE)}"*' for word in spaced)
    for number, word in enumerate(unspaced):
        conditions.append(f"instr(p.text, :word{number}) > 0")
        values[f"word{number}"] = word
    query = text(
        "SELECT d.case_id, d.id, p.page, p.text FROM page_texts p "
        "JOIN documents d ON d.content_hash = p.content_hash JOIN cases k ON k.id = d.case_id "
        f"WHERE {' AND '.join(conditions)} "
        "ORDER BY d.case_id, d.position, p.page LIMIT CAST(:limit AS INTEGER)"
    )
    rows = connection.execute(query, values)
    return tuple((CaseId(row[0]), DocumentId(row[1]), int(row[2]), row[3]) for row in rows)


def _unspaced(word: str) -> bool:
    return any(ord(letter) >= _FIRST_IDEOGRAPH for letter in word)


def document_names(connection: Connection) -> Iterator[tuple[CaseId, DocumentId, Texts]]:
    """Yield case, document, and the title, file name and note of each document."""
    query = select(
        documents.c.case_id, documents.c.id, documents.c.title, documents.c.file, documents.c.note
    )
    query = query.join(cases, cases.c.id == documents.c.case_id)
    query = query.where(documents.c.trashed_at.is_(None), cases.c.trashed_at.is_(None))
    for row in connection.execute(query.order_by(documents.c.case_id, documents.c.position)):
        yield CaseId(row[0]), DocumentId(row[1]), tuple(row[2:])


def event_texts(connection: Connection) -> Iterator[tuple[CaseId, Texts]]:
    """Yield the case and the note of each event that has one."""
    query = select(events.c.case_id, events.c.note).where(events.c.note != "")
    query = query.join(cases, cases.c.id == events.c.case_id).where(cases.c.trashed_at.is_(None))
    for row in connection.execute(query.order_by(events.c.case_id, events.c.at)):
        yield CaseId(row[0]), (row[1],)


def communication_texts(connection: Connection) -> Iterator[tuple[CaseId, Texts]]:
    """Yield the case and the words of each call, letter or message."""
    columns = [communications.c[name] for name in _SPOKEN]
    query = select(communications.c.case_id, *columns)
    query = query.join(cases, cases.c.id == communications.c.case_id)
    query = query.where(cases.c.trashed_at.is_(None))
    for row in connection.execute(query.order_by(communications.c.case_id, communications.c.at)):
        yield CaseId(row[0]), tuple(row[1:])


_SPOKEN = ("summary", "person", "organization", "reference")


def case_texts(connection: Connection) -> Iterator[tuple[CaseId, Texts]]:
    """Yield each case with its own words and its plan and member numbers."""
    columns = [cases.c[name] for name in _CASE_WORDS]
    columns += [coverages.c[name] for name in ("plan", "member_id", "group_number")]
    query = select(cases.c.id, *columns).join(coverages, coverages.c.id == cases.c.coverage_id)
    query = query.where(cases.c.trashed_at.is_(None)).order_by(cases.c.id)
    for row in connection.execute(query):
        yield CaseId(row[0]), tuple(row[1:])


_CASE_WORDS = (
    "title",
    "description",
    "desired_resolution",
    "diagnosis",
    "treatment",
    "location",
    "plan_reference",
)


def client_texts(connection: Connection) -> Iterator[tuple[CaseId, Texts]]:
    """Yield a case of each client that has one, with the client's words."""
    name = clients.c.given_name + " " + clients.c.family_name
    columns = [clients.c[part] for part in ("phone", "email", "street", "city", "guardian")]
    query = select(cases.c.id, name, *columns).join(clients, clients.c.id == cases.c.client_id)
    query = query.where(cases.c.trashed_at.is_(None), clients.c.trashed_at.is_(None))
    query = query.group_by(clients.c.id).order_by(name)
    for row in connection.execute(query):
        yield CaseId(row[0]), tuple(part or "" for part in row[1:])
