"""Settings that belong to the work and travel with the casebook."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, select

from advocate_desktop.store.tables import settings
from advocate_desktop.store.unit import Unit


def values(connection: Connection, prefix: str) -> Mapping[str, str]:
    """Return the settings whose names begin with a prefix, by the rest of their names."""
    query = select(settings).where(settings.c.id.startswith(prefix, autoescape=True))
    return {row.id.removeprefix(prefix): row.value for row in connection.execute(query)}


def value(connection: Connection, name: str) -> str:
    """Return one setting; empty when it was never set."""
    found = connection.execute(select(settings.c.value).where(settings.c.id == name)).scalar()
    return str(found or "")


def put(unit: Unit, name: str, value: str) -> None:
    """Set one setting."""
    if unit.find(settings, name) is not None:
        unit.update(settings, name, {"value": value})
    elif value:
        unit.insert(settings, {"id": name, "value": value})
