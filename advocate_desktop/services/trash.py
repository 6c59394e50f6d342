"""The trash: what lies in it, putting it back, and emptying it after thirty days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.documents import DocumentId
from advocate_desktop.domain.moments import PACIFIC
from advocate_desktop.domain.people import ClientId
from advocate_desktop.services import cases, clients, documents, erasing
from advocate_desktop.services.workspace import Unit, Workspace
from advocate_desktop.store import trash as rows
from advocate_desktop.store.trash import Kind, Trashed

__all__ = ["ERASED_AS", "KEPT", "Kind", "TrashRow", "empty_due", "put_back", "trash"]

ERASED_AS = {
    Kind.CLIENT: erasing.What.CLIENT,
    Kind.CASE: erasing.What.CASE,
    Kind.DOCUMENT: erasing.What.DOCUMENT,
}
KEPT = timedelta(days=30)
"""How long a thing stays in the trash."""


@dataclass(frozen=True, slots=True)
class TrashRow:
    """A client, a case or a document in the trash."""

    kind: Kind
    id: str
    name: str
    client: str
    case: str
    """The title of the case, its own or the document's; empty for a client."""
    at: datetime
    days_left: int
    """Whole days until it is taken out; 0 when that is due."""


def trash(workspace: Workspace) -> tuple[TrashRow, ...]:
    """Return what lies in the trash, put there last first."""
    now = workspace.now()
    found = (_row(one, now) for one in workspace.read(rows.trashed))
    return tuple(sorted(found, key=lambda row: (row.at, row.id), reverse=True))


def put_back(unit: Unit, row: TrashRow) -> None:
    """Put a client with their cases, a case or a document back where it was."""
    if row.kind is Kind.CLIENT:
        clients.restore(unit, ClientId(row.id))
    elif row.kind is Kind.CASE:
        cases.restore(unit, CaseId(row.id))
    else:
        documents.restore(unit, DocumentId(row.id))


def empty_due(workspace: Workspace) -> int:
    """Erase what has lain in the trash for thirty days, and return how much that was.

    It cannot be undone, and the history keeps nothing of it. A clock that was set back takes
    nothing out. What is erased is gone from the file after `erasing.finish`.
    """
    due = () if workspace.read_only else tuple(r for r in trash(workspace) if not r.days_left)
    if due:
        erasing.erase_all(workspace, tuple((ERASED_AS[row.kind], row.id) for row in due))
    return len(due)


def _row(one: Trashed, now: datetime) -> TrashRow:
    # In one zone, so that days are counted by the calendar and not by hours.
    at = datetime.fromisoformat(one.at).astimezone(PACIFIC)
    left = max(0, -((now - at - KEPT) // timedelta(days=1)))
    return TrashRow(one.kind, one.id, one.name, one.client, one.case, at, left)
