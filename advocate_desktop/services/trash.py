"""The trash: what lies in it, putting it back, and emptying it after thirty days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.documents import DocumentId
from advocate_desktop.domain.moments import PACIFIC
from advocate_desktop.services import cases, documents
from advocate_desktop.services.workspace import Unit, Workspace
from advocate_desktop.store import trash as rows
from advocate_desktop.store.trash import Kind, Trashed

__all__ = ["KEPT", "Kind", "TrashRow", "empty_due", "put_back", "trash"]

KEPT = timedelta(days=30)
"""How long a thing stays in the trash."""


@dataclass(frozen=True, slots=True)
class TrashRow:
    """A case or a document in the trash."""

    kind: Kind
    id: str
    name: str
    client: str
    case: str
    """The title of the case, its own or the document's."""
    at: datetime
    days_left: int
    """Whole days until it is taken out; 0 when that is due."""


def trash(workspace: Workspace) -> tuple[TrashRow, ...]:
    """Return what lies in the trash, put there last first."""
    now = workspace.now()
    found = (_row(one, now) for one in workspace.read(rows.trashed))
    return tuple(sorted(found, key=lambda row: (row.at, row.id), reverse=True))


def put_back(unit: Unit, row: TrashRow) -> None:
    """Put a case or a document back where it was."""
    if row.kind is Kind.CASE:
        cases.restore(unit, CaseId(row.id))
    else:
        documents.restore(unit, DocumentId(row.id))


def empty_due(workspace: Workspace) -> int:
    """Take out what has lain in the trash for thirty days, and return how much that was.

    It is one change, which can be undone; the history keeps what was in it. A clock that was set
    back takes nothing out.
    """
    due = () if workspace.read_only else tuple(r for r in trash(workspace) if not r.days_left)
    if due:
        workspace.run("Trash emptied", _remove, due)
    return len(due)


def _remove(unit: Unit, due: tuple[TrashRow, ...]) -> None:
    for row in due:
        if row.kind is Kind.CASE:
            rows.remove_case(unit, row.id)
        else:
            rows.remove_document(unit, row.id)


def _row(one: Trashed, now: datetime) -> TrashRow:
    # In one zone, so that days are counted by the calendar and not by hours.
    at = datetime.fromisoformat(one.at).astimezone(PACIFIC)
    left = max(0, -((now - at - KEPT) // timedelta(days=1)))
    return TrashRow(one.kind, one.id, one.name, one.client, one.case, at, left)
