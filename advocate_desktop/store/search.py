"""Finding words and parts of numbers in papers and records, the newest first."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import Connection, text

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.documents import DocumentId
from advocate_desktop.domain.folding import squeezed
from advocate_desktop.domain.sought import Scope, Sought, is_number, is_unspaced

Values = dict[str, str | int]

_LOOKED_UP = 6
"""Signs at the end of a number that its index is asked for."""


_CASE_NAME = "trim(c.given_name || ' ' || c.family_name) || ' · ' || k.title"


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A page of a document that holds all that was looked for."""

    case: CaseId
    document: DocumentId
    page: int
    """From 1."""
    day: str
    """The document's date, or when it was attached."""
    text: str
    case_name: str
    name: str
    """The document's title, or the name of its file."""


@dataclass(frozen=True, slots=True)
class FoundRecord:
    """A row of a table that holds all that was looked for."""

    source: str
    """The table."""
    row: str
    case: CaseId
    day: str
    text: str
    """Its columns, parted by `search_index.SEPARATOR`."""
    case_name: str


def pages(
    connection: Connection, sought: Sought, scope: Scope, limit: int
) -> tuple[FoundPage, ...]:
    """Return pages that hold it, those of one document together and in order."""
    if not _looks_in(scope, "pages"):
        return ()
    query = _Query("page", "page_texts", sought)
    inside = _scope_of_documents(scope, query.values)
    joined = (
        "SELECT p.number FROM documents d CROSS JOIN page_texts p "
        "ON p.content_hash = d.content_hash JOIN cases k ON k.id = d.case_id "
        f"JOIN clients c ON c.id = k.client_id WHERE {inside}"
    )
    if scope.is_open:
        # Asked of each page found, newest first, until there are enough.
        query.where.append(
            "EXISTS (SELECT 1 FROM page_texts p JOIN documents d "
            "ON d.content_hash = p.content_hash JOIN cases k ON k.id = d.case_id "
            f"JOIN clients c ON c.id = k.client_id WHERE p.number = {query.rowid} AND {inside})"
        )
    else:
        query.where.append(f"+{query.rowid} IN ({joined})")
    numbers = connection.scalars(text(query.sql(limit)), query.values).all()
    return _told_pages(connection, numbers, inside, query.values, limit)


def _told_pages(
    connection: Connection, numbers: object, inside: str, values: Values, limit: int
) -> tuple[FoundPage, ...]:
    query = text(
        "SELECT d.case_id, d.id, p.page, coalesce(d.date, substr(d.attached_at, 1, 10)), p.text, "
        f"{_CASE_NAME}, coalesce(nullif(d.title, ''), d.file) "
        "FROM json_each(:numbers) n CROSS JOIN page_texts p ON p.number = n.value "
        "JOIN documents d ON d.content_hash = p.content_hash JOIN cases k ON k.id = d.case_id "
        f"JOIN clients c ON c.id = k.client_id WHERE {inside} ORDER BY n.key"
    )
    wanted = {name: value for name, value in values.items() if f":{name}" in query.text}
    rows = connection.execute(query, {**wanted, "numbers": json.dumps(numbers)}).all()[:limit]
    first: dict[str, int] = {}
    for place, row in enumerate(rows):
        first.setdefault(row[1], place)
    rows = sorted(rows, key=lambda row: (first[row[1]], row[2]))
    return tuple(
        FoundPage(CaseId(row[0]), DocumentId(row[1]), int(row[2]), *row[3:]) for row in rows
    )


def _scope_of_documents(scope: Scope, values: Values) -> str:
    parts = ["d.trashed_at IS NULL", *_scope_of_cases(scope, values)]
    if scope.document_kinds:
        parts.append("d.kind IN (SELECT value FROM json_each(:kinds))")
        values["kinds"] = json.dumps(sorted(scope.document_kinds))
    if scope.tag:
        parts.append("instr(',' || lower(d.tags) || ',', :tag)")
        values["tag"] = f",{scope.tag.lower()},"
    parts += _between("coalesce(d.date, substr(d.attached_at, 1, 10))", scope, values)
    return " AND ".join(parts)


def _scope_of_cases(scope: Scope, values: Values) -> list[str]:
    parts = ["k.trashed_at IS NULL", "c.trashed_at IS NULL"]
    if scope.clients is not None:
        parts.append("c.id IN (SELECT value FROM json_each(:clients))")
        values["clients"] = json.dumps(sorted(scope.clients))
    if scope.cases is not None:
        parts.append("k.id IN (SELECT value FROM json_each(:cases))")
        values["cases"] = json.dumps(sorted(scope.cases))
    return parts


def _between(day: str, scope: Scope, values: Values) -> list[str]:
    parts = []
    if scope.after is not None:
        parts.append(f"{day} >= :after")
        values["after"] = scope.after.isoformat()
    if scope.before is not None:
        parts.append(f"{day} <= :before AND {day} <> ''")
        values["before"] = scope.before.isoformat()
    return parts


def records(
    connection: Connection, sought: Sought, scope: Scope, limit: int
) -> tuple[FoundRecord, ...]:
    """Return the rows that hold it, the one changed last first."""
    query = _Query("record", "record_texts", sought)
    found = query.sql(None)
    parts = [*_scope_of_cases(scope, query.values), *_between("r.day", scope, query.values)]
    if scope.sources is not None:
        parts.append("r.source IN (SELECT value FROM json_each(:sources))")
        query.values["sources"] = json.dumps(sorted(scope.sources))
    if scope.document_kinds or scope.tag:
        inside = _scope_of_documents(scope, query.values)
        parts.append(
            "r.source = 'documents' AND EXISTS (SELECT 1 FROM documents d "
            f"WHERE d.id = r.row_id AND {inside})"
        )
    statement = text(
        f"SELECT r.source, r.row_id, k.id, r.day, r.text, {_CASE_NAME} FROM ({found}) f "
        f"CROSS JOIN record_texts r ON r.number = f.found CROSS JOIN cases k ON k.id = {_CASE} "
        f"JOIN clients c ON c.id = k.client_id WHERE {' AND '.join(parts)} "
        "ORDER BY f.found DESC LIMIT :limit"
    )
    rows = connection.execute(statement, {**query.values, "limit": limit})
    return tuple(FoundRecord(row[0], row[1], CaseId(row[2]), *row[3:]) for row in rows)


_CASE = (
    "CASE r.source WHEN 'clients' THEN (SELECT id FROM cases WHERE client_id = r.row_id "
    "AND trashed_at IS NULL ORDER BY created_at, id LIMIT 1) WHEN 'coverages' THEN "
    "(SELECT id FROM cases WHERE coverage_id = r.row_id AND trashed_at IS NULL "
    "ORDER BY created_at, id LIMIT 1) ELSE r.case_id END"
)
"""A client and a coverage are shown by way of their first case."""


def _looks_in(scope: Scope, source: str) -> bool:
    return scope.sources is None or source in scope.sources


class _Query:
    """The query for the rows of one pair of indexes that hold what is sought."""

    def __init__(self, kind: str, content: str, sought: Sought) -> None:
        self.values: Values = {}
        self.where: list[str] = []
        self._words, self._numbers = f"{kind}_words", f"{kind}_numbers"
        matches = self._matches(sought)
        self.table = next(iter(matches), content)
        self.rowid = f"{self.table}.{'number' if self.table == content else 'rowid'}"
        for table, terms in matches.items():
            self.values[table] = terms
            one = f"{table} MATCH :{table}"
            other = f"+{self.rowid} IN (SELECT rowid FROM {table} WHERE {one})"
            self.where.append(one if table == self.table else other)
        self._long_numbers(sought, content)
        self._unspaced(sought, content)

    def sql(self, limit: int | None) -> str:
        """Return the query for row numbers, the highest first."""
        where = " AND ".join(self.where) or "1"
        ending = "" if limit is None else f" LIMIT {limit:d}"
        return (
            f"SELECT {self.rowid} AS found FROM {self.table} WHERE {where} "
            f"ORDER BY {self.rowid} DESC{ending}"
        )

    def _matches(self, sought: Sought) -> dict[str, str]:
        spaced = [word for word in sought.words if not is_unspaced(word)]
        words = [_beginning(word) for word in spaced if not is_number(word)]
        words += [_quoted(phrase) for phrase in sought.phrases if not is_unspaced(phrase)]
        # Long numbers begin alike, and all pages with such a number would be gone through: the
        # end of it is looked up, and the whole of it compared.
        numbers = [_quoted(squeezed(word)[-_LOOKED_UP:]) for word in spaced if is_number(word)]
        made = {self._words: " AND ".join(words), self._numbers: " AND ".join(numbers)}
        return {table: terms for table, terms in made.items() if terms}

    def _long_numbers(self, sought: Sought, content: str) -> None:
        plain = [squeezed(word) for word in sought.words if is_number(word)]
        for place, number in enumerate(one for one in plain if len(one) > _LOOKED_UP):
            self.where.append(
                f"EXISTS (SELECT 1 FROM {content} t WHERE t.number = {self.rowid} "
                f"AND instr(t.numbers, :number{place}))"
            )
            self.values[f"number{place}"] = number

    def _unspaced(self, sought: Sought, content: str) -> None:
        unspaced = [word for word in (*sought.words, *sought.phrases) if is_unspaced(word)]
        for place, word in enumerate(unspaced):
            self.where.append(
                f"EXISTS (SELECT 1 FROM {content} t WHERE t.number = {self.rowid} "
                f"AND instr(t.text, :unspaced{place}))"
            )
            self.values[f"unspaced{place}"] = word


def _beginning(word: str) -> str:
    """Return a term for words that begin so; a single letter must be a word."""
    return _quoted(word) + ("*" if len(word) > 1 else "")


def _quoted(term: str) -> str:
    """Return a term as a string of the index's query language."""
    return '"' + term.replace('"', " ").replace("\0", " ") + '"'
