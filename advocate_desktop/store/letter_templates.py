"""The user's own letters, in the tables."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from advocate_desktop.domain.errors import NotFound
from advocate_desktop.domain.letters import Addressee
from advocate_desktop.domain.own_templates import OwnTemplate, OwnTemplateId
from advocate_desktop.store.filing_tables import letter_templates as table
from advocate_desktop.store.unit import Unit, Value


def insert(unit: Unit, own: OwnTemplate) -> None:
    """Insert a template."""
    unit.insert(table, {**_to_row(own), "created_at": unit.at, "changed_at": unit.at})


def update(unit: Unit, own: OwnTemplate) -> None:
    """Write a template as it is now; raise `NotFound` when it is gone."""
    unit.update(table, own.id, {**_to_row(own), "changed_at": unit.at})


def trash(unit: Unit, own_id: OwnTemplateId) -> None:
    """Put a template into the trash; undo takes it out."""
    unit.update(table, own_id, {"trashed_at": unit.at})


def find(
    connection: Connection, own_id: OwnTemplateId, *, also_trashed: bool = False
) -> OwnTemplate:
    """Return a template, also one in the trash where that is asked for; raise `NotFound`."""
    query = select(table).where(table.c.id == own_id)
    row = connection.execute(query).mappings().one_or_none()
    if row is None or (row["trashed_at"] is not None and not also_trashed):
        raise NotFound("This letter of your own is no longer in the casebook. Choose another.")
    return _to_template(row)


def all_templates(connection: Connection) -> tuple[OwnTemplate, ...]:
    """Return the templates that are not in the trash, by title."""
    query = select(table).where(table.c.trashed_at.is_(None)).order_by(table.c.title, table.c.id)
    return tuple(map(_to_template, connection.execute(query).mappings()))


def _to_row(own: OwnTemplate) -> dict[str, Value]:
    source = {
        "subject": own.subject,
        "addressee": own.addressee.value,
        "salutation": own.salutation,
        "text": own.text,
    }
    return {
        "id": own.id,
        "title": own.title,
        "language": own.language,
        "source": json.dumps(source, sort_keys=True, ensure_ascii=False),
    }


def _to_template(row: RowMapping) -> OwnTemplate:
    source: dict[str, Any] = json.loads(row["source"])
    return OwnTemplate(
        id=OwnTemplateId(row["id"]),
        title=row["title"],
        language=row["language"],
        subject=str(source.get("subject", "")),
        addressee=Addressee(source.get("addressee", Addressee.PLAN)),
        salutation=str(source.get("salutation", "")),
        text=str(source.get("text", "")),
    )
