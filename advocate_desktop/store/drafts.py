"""Drafts of letters in the tables, and their versions as the journal has them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from advocate_desktop.domain.cases import CaseId
from advocate_desktop.domain.documents import DocumentId
from advocate_desktop.domain.drafts import Delivery, Draft, DraftId
from advocate_desktop.domain.errors import NotFound
from advocate_desktop.domain.packet_plans import PlannedPacketId
from advocate_desktop.store.filing_tables import drafts
from advocate_desktop.store.tables import cases, journal_entries, journal_rows
from advocate_desktop.store.unit import Unit, Value

_GONE = "This draft is no longer in the casebook. Look whether it was removed or undone meanwhile."


def insert(unit: Unit, case_id: CaseId, draft: Draft) -> None:
    """Insert a draft; raise `NotFound` when its case is gone."""
    unit.row(cases, case_id)
    begun = {"case_id": case_id, "created_at": unit.at, "changed_at": unit.at}
    unit.insert(drafts, {**_to_row(draft), **begun})


def update(unit: Unit, draft: Draft) -> None:
    """Write a draft as it is now; raise `NotFound` when it is gone."""
    before = unit.row(drafts, draft.id)
    row = _to_row(draft)
    if any(before[column] != value for column, value in row.items()):
        unit.update(drafts, draft.id, {**row, "changed_at": unit.at})


def trash(unit: Unit, draft_id: DraftId) -> None:
    """Put a draft into the trash; undo takes it out."""
    unit.update(drafts, draft_id, {"trashed_at": unit.at})


def find(connection: Connection, draft_id: DraftId) -> tuple[CaseId, Draft]:
    """Return a draft with its case; raise `NotFound`."""
    query = select(drafts).where(drafts.c.id == draft_id, drafts.c.trashed_at.is_(None))
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        raise NotFound(_GONE)
    return CaseId(row["case_id"]), _to_draft(row)


def of_case(connection: Connection, case_id: CaseId) -> tuple[Draft, ...]:
    """Return the drafts of a case, the one changed last first."""
    query = select(drafts).where(drafts.c.case_id == case_id, drafts.c.trashed_at.is_(None))
    rows = connection.execute(query.order_by(drafts.c.changed_at.desc(), drafts.c.id))
    return tuple(map(_to_draft, rows.mappings()))


@dataclass(frozen=True, slots=True)
class Version:
    """A draft as it once was."""

    at: str
    """ISO 8601 with offset."""
    who: str
    draft: Draft


def versions(connection: Connection, draft_id: DraftId) -> tuple[Version, ...]:
    """Return what a draft was after each change, the newest first."""
    query = (
        select(journal_entries.c.at, journal_entries.c.who, journal_rows.c.after)
        .join(journal_rows, journal_rows.c.entry == journal_entries.c.number)
        .where(journal_rows.c.table_name == drafts.name, journal_rows.c.row_id == draft_id)
        .where(journal_rows.c.after.is_not(None))
        .order_by(journal_rows.c.number.desc())
    )
    return tuple(
        Version(row.at, row.who, _to_draft(json.loads(row.after)))
        for row in connection.execute(query)
    )


def _to_row(draft: Draft) -> dict[str, Value]:
    options = {
        "base": draft.base,
        "delivery": draft.delivery.value,
        "delivery_number": draft.delivery_number,
        "recipient": draft.recipient,
        "enclosed": draft.enclosed,
        "copies": draft.copies,
        "plan": draft.plan,
    }
    return {
        "id": draft.id,
        "template": draft.template,
        "language": draft.language,
        "title": draft.title,
        "body": draft.body,
        "options": json.dumps(options, sort_keys=True, ensure_ascii=False),
    }


def _to_draft(row: RowMapping | dict[str, Any]) -> Draft:
    options: dict[str, Any] = json.loads(row["options"])
    enclosed, copies, plan = (options.get(key) for key in ("enclosed", "copies", "plan"))
    return Draft(
        id=DraftId(row["id"]),
        template=row["template"],
        language=row["language"],
        title=row["title"],
        body=row["body"],
        base=options.get("base", ""),
        delivery=Delivery(options.get("delivery", "")),
        delivery_number=options.get("delivery_number", ""),
        recipient=options.get("recipient", ""),
        enclosed=None if enclosed is None else tuple(map(DocumentId, enclosed)),
        copies=None if copies is None else tuple(copies),
        plan=None if plan is None else PlannedPacketId(plan),
        created_at=row["created_at"],
        changed_at=row["changed_at"],
    )
