"""The history of changes, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.services.workspace import Connection, Workspace
from advocate_desktop.store import history as rows
from advocate_desktop.store.journal import EntryKind, Image, RowChange

_NOUNS = {
    "clients": "Client",
    "coverages": "Coverage",
    "cases": "Case",
    "authorizations": "Authorization",
    "providers": "Provider",
    "events": "Event",
    "communications": "Communication",
    "documents": "Document",
    "deadline_marks": "Mark on a deadline",
    "own_dates": "Own date",
    "document_links": "Link between documents",
    "consents": "Consent",
    "disclosures": "Disclosure",
    "drafts": "Draft",
    "letter_templates": "Own template",
    "packet_plans": "Packet plan",
    "packet_exhibits": "Exhibit",
    "sent_items": "Sent filing",
    "settings": "Setting",
}
_NAMED_BY = {
    "clients": ("given_name", "family_name"),
    "coverages": ("plan",),
    "cases": ("title",),
    "authorizations": ("name",),
    "providers": ("name",),
    "events": ("kind", "at"),
    "communications": ("channel", "at"),
    "documents": ("file",),
    "deadline_marks": ("rule", "started_on"),
    "own_dates": ("title", "at"),
    "document_links": ("kind",),
    "consents": ("kind", "name"),
    "disclosures": ("recipient", "at"),
    "drafts": ("title",),
    "letter_templates": ("title",),
    "packet_plans": ("kind", "title"),
    "packet_exhibits": ("title",),
    "sent_items": ("title", "sent_at"),
    "settings": ("id",),
}
_CODES = frozenset({"kind", "channel", "issue", "denial_reason", "outcome", "method", "program"})
_UNSAID = frozenset({"id", "case_id", "client_id", "coverage_id", "content_hash", "attached_at"})
_ENDS = {EntryKind.WRITE: "", EntryKind.UNDO: " (undone)", EntryKind.REDO: " (done again)"}


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One change: when, by whom, what it was called, and what it did."""

    at: datetime
    who: str
    label: str
    lines: tuple[str, ...]


def history(
    workspace: Workspace, case_id: CaseId | None = None, limit: int = 200
) -> tuple[HistoryRow, ...]:
    """Return the last changes, newest first: of a case with its client and coverage, or of all."""
    return workspace.read(_history, case_id, limit)


def _history(connection: Connection, case_id: CaseId | None, limit: int) -> tuple[HistoryRow, ...]:
    if case_id is None:
        parts = rows.latest(connection, limit)
    else:
        parts = rows.latest_of_case(connection, case_id, limit)
    return tuple(
        HistoryRow(
            at=datetime.fromisoformat(entry.at),
            who=entry.who,
            label=entry.label + _ENDS[entry.kind],
            lines=tuple(line for change in changes for line in _lines(change)),
        )
        for entry, changes in parts
    )


def _lines(change: RowChange) -> Iterator[str]:
    noun = f"{_NOUNS[change.table]} {_name(change)}".strip()
    if change.before is None and change.after is None:
        yield f"{noun}: erased for good"
    elif change.before is None:
        yield f"{noun}: entered"
    elif change.after is None:
        yield f"{noun}: taken out"
    else:
        for line in _differences(change.before, change.after):
            yield f"{noun}: {line}"


def _name(change: RowChange) -> str:
    image = change.before or change.after or {}
    parts = [_shown(column, image.get(column)) for column in _NAMED_BY[change.table]]
    return " ".join(filter(None, parts))


def _differences(before: Image, after: Image) -> Iterator[str]:
    for column in after:
        old, new = before.get(column), after[column]
        if old == new or column in _UNSAID:
            continue
        if column == "trashed_at":
            yield "put into the trash" if new else "taken out of the trash"
        elif column == "position":
            yield "moved to another place in the list"
        else:
            yield f"{_words(column)}: {_quoted(column, old)} → {_quoted(column, new)}"


def _quoted(column: str, value: str | int | None) -> str:
    shown = _shown(column, value)
    return f"“{shown}”" if shown else "empty"


def _shown(column: str, value: str | int | None) -> str:
    if value is None:
        return ""
    return _words(str(value)) if column in _CODES else str(value)


def _words(code: str) -> str:
    return _COLUMNS.get(code, code.replace("_", " "))


_COLUMNS: Mapping[str, str] = {
    "at": "when",
    "document_id": "document that proves it",
    "sender": "from",
    "recipient": "to",
    "kind_confirmed": "kind confirmed",
}
