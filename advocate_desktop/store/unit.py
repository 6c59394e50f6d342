"""The only writer: a transaction that keeps each row's image before and after."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, Table, delete, insert, select, update

from advocate_desktop.domain.errors import Invalid, NotFound
from advocate_desktop.store import journal
from advocate_desktop.store.journal import EntryKind, Image, RowChange
from advocate_desktop.store.tables import JOURNALED

Value = str | int | None


class Unit:
    """One transaction; what is written through it is journaled as one entry when it is sealed.

    `connection` is for reading within the transaction. Values are text, whole numbers or None;
    truth values are kept as 0 and 1.
    """

    def __init__(self, connection: Connection, *, at: str) -> None:
        self.connection = connection
        self.at = at
        """When it began, ISO 8601 with offset."""
        self.changes: list[RowChange] = []

    def insert(self, table: Table, values: Mapping[str, Value]) -> None:
        """Insert a row; columns not named take their defaults."""
        image = _defaults(table) | _stored(table, values)
        self.connection.execute(insert(table), image)
        self._note(table, str(image["id"]), None, image)

    def update(self, table: Table, key: str, values: Mapping[str, Value]) -> None:
        """Change columns of a row; raise `NotFound` when there is none. No change, no entry."""
        before = self.row(table, key)
        after = {**before, **_stored(table, values)}
        if after == before:
            return
        self.connection.execute(update(table).where(table.c.id == key), after)
        self._note(table, key, before, after)

    def delete(self, table: Table, key: str) -> None:
        """Delete a row; raise `NotFound` when there is none."""
        before = self.row(table, key)
        self.connection.execute(delete(table).where(table.c.id == key))
        self._note(table, key, before, None)

    def erase(self, table: Table, key: str) -> None:
        """Delete a row and keep no image of it; raise `NotFound` when there is none."""
        before = self.row(table, key)
        self.connection.execute(delete(table).where(table.c.id == key))
        case_id = key if table.name == "cases" else before.get("case_id")
        case = None if case_id is None else str(case_id)
        self.changes.append(RowChange(table.name, key, case, None, None))

    def row(self, table: Table, key: str) -> Image:
        """Return a row as it is now; raise `NotFound` when there is none."""
        found = self.find(table, key)
        if found is None:
            noun = table.name.removesuffix("s").replace("_", " ")
            raise NotFound(
                f"This {noun} is no longer in the casebook. Nothing was changed. "
                "Look whether it was removed meanwhile."
            )
        return found

    def find(self, table: Table, key: str) -> Image | None:
        """Return a row as it is now, or None."""
        query = select(table).where(table.c.id == key)
        found = self.connection.execute(query).mappings().one_or_none()
        return None if found is None else dict(found)

    def seal(self, *, label: str, who: str, kind: EntryKind, target: int | None) -> int | None:
        """Write the journal entry; return its number, or None when no row was changed."""
        if not self.changes:
            return None
        entry = journal.append(
            self.connection,
            at=self.at,
            who=who,
            label=label,
            kind=kind,
            target=target,
            changes=self.changes,
        )
        return entry.number

    def _note(self, table: Table, key: str, before: Image | None, after: Image | None) -> None:
        image = after or before or {}
        case_id = key if table.name == "cases" else image.get("case_id")
        case = None if case_id is None else str(case_id)
        self.changes.append(RowChange(table.name, key, case, before, after))


def _defaults(table: Table) -> dict[str, Value]:
    assert table.name in JOURNALED, f"{table.name} is not a table of users' facts"
    return {column.name: column.info.get("default") for column in table.columns}


def _stored(table: Table, values: Mapping[str, Value]) -> dict[str, Value]:
    """Return the values as the file will hold them, so that an image equals the row read back."""
    stored: dict[str, Value] = {}
    for name, value in values.items():
        kind = table.columns[name].type.python_type
        if isinstance(value, int):
            value = int(value)
        if value is not None and not isinstance(value, kind):
            raise TypeError(f"{table.name}.{name} holds {kind.__name__}, not {value!r}")
        if isinstance(value, str):
            _check_text(value)
            value = str(value)
        stored[name] = value
    return stored


def _check_text(value: str) -> None:
    try:
        value.encode()
    except UnicodeEncodeError:
        raise Invalid(
            "A text holds half a character that cannot be kept. Nothing was changed. "
            "Type it again or give the file another name."
        ) from None
