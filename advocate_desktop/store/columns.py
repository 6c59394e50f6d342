"""The columns that the tables of a casebook are made of.

A column added later must have a default or allow NULL: undo writes rows back from images that were
taken before the column existed. `info["default"]` is the default again as a plain value.
"""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata = MetaData()


def key() -> Column[str]:
    """Return the text key of a row of users' facts."""
    return Column("id", Text, CheckConstraint("id <> ''"), primary_key=True)


def words(name: str, default: str = "") -> Column[str]:
    """Return a text that is never NULL."""
    return Column(name, Text, nullable=False, server_default=default, info={"default": default})


def maybe(name: str) -> Column[str]:
    """Return a text that may be NULL."""
    return Column(name, Text)


def number(name: str, default: int = 0) -> Column[int]:
    """Return a whole number that is never NULL."""
    unset = {"default": default}
    return Column(name, Integer, nullable=False, server_default=text(str(default)), info=unset)


def link(name: str, target: str, *, needed: bool = True) -> Column[str]:
    """Return the key of a row of another table, `needed` unless it may be NULL."""
    # Deferred, so that what is entered in one transaction may come in any order, and undo as well.
    target_key = ForeignKey(target, deferrable=True, initially="DEFERRED")
    return Column(name, Text, target_key, nullable=not needed, index=True)


def address() -> tuple[Column[str], ...]:
    """Return the columns of a postal address."""
    return (words("street"), words("city"), words("state"), words("postal_code"))


def table(name: str, *parts: Column[str] | Column[int] | Column[bytes] | UniqueConstraint) -> Table:
    """Return a STRICT table."""
    return Table(name, metadata, *parts, sqlite_strict=True)
