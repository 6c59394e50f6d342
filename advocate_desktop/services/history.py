"""The history of changes, in words; earlier values, and putting one back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from advocate_desktop.domain.cases import CaseId, CaseRecord
from advocate_desktop.domain.errors import Invalid, NotFound
from advocate_desktop.services.history_words import (
    ABOUT,
    NAMED_BY,
    NOUNS,
    UNSAID,
    About,
    can_return,
    field_words,
    shown,
)
from advocate_desktop.services.progress import Progress
from advocate_desktop.services.workspace import Connection, Unit, Workspace
from advocate_desktop.store import history as rows
from advocate_desktop.store import journal
from advocate_desktop.store.journal import EntryKind, Image, RowChange

__all__ = [
    "About",
    "Chain",
    "Change",
    "Field",
    "HistoryRow",
    "Value",
    "ahead_of_clock",
    "chain",
    "fact",
    "history",
    "put_back",
    "values",
]

_CLOCK_PLAY = timedelta(minutes=5)
"""By so much the clocks of two computers may differ."""

_ENDS = {EntryKind.WRITE: "", EntryKind.UNDO: " (undone)", EntryKind.REDO: " (done again)"}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of one thing in the casebook."""

    table: str
    """The kind of thing, by the name of its table."""
    id: str
    column: str

    @property
    def name(self) -> str:
        """What it is called."""
        return field_words(self.column)

    @property
    def can_return(self) -> bool:
        """Whether it can be given an earlier value by itself."""
        return can_return(self.table, self.column)


@dataclass(frozen=True, slots=True)
class Change:
    """What one step did to one thing, or to one field of it."""

    thing: str
    """As “Event denial received Mon 5 Jan 2026”."""
    what: str
    """As “note: “Came by mail.” → empty”, or “entered”."""
    field: Field | None = None
    """None for what is no change of a single field."""
    before: str | int | None = None
    """As it is stored, for `put_back`."""
    before_shown: str = ""
    after_shown: str = ""

    @property
    def line(self) -> str:
        """All of it in a line."""
        return f"{self.thing}: {self.what}"


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One step: when, by whom, what it was called, and what it did."""

    number: int
    at: datetime
    who: str
    label: str
    changes: tuple[Change, ...]
    about: frozenset[About]

    @property
    def lines(self) -> tuple[str, ...]:
        """What it did, a line each."""
        return tuple(change.line for change in self.changes)


@dataclass(frozen=True, slots=True)
class Value:
    """A value that a field had, from when and by whom."""

    number: int
    at: datetime
    who: str
    stored: str | int | None
    shown: str
    is_now: bool


@dataclass(frozen=True, slots=True)
class Chain:
    """Whether the history is as it was written."""

    entries: int
    problems: tuple[str, ...]


def history(
    workspace: Workspace,
    case_id: CaseId | None = None,
    limit: int = 200,
    before: int | None = None,
) -> tuple[HistoryRow, ...]:
    """Return the last changes, newest first: of a case with its client and coverage, or of all.

    With `before`, the number of a step, those that came earlier than it.
    """
    return workspace.read(_history, case_id, limit, before)


def fact(record: CaseRecord, form: str, part: str) -> Field:
    """Return a fact of a case as a field of the history.

    `form` is client, plan, story or wishes; `part` an attribute of the client, the coverage or the
    case, dotted inside an address.
    """
    column = part.rpartition(".")[2]
    if form == "client":
        return Field("clients", record.client.id, column)
    if form == "plan":
        return Field("coverages", record.coverage.id, column)
    return Field("cases", record.case.id, column)


def values(workspace: Workspace, field: Field) -> tuple[Value, ...]:
    """Return the values that a field had, the newest first; a value each time it changed."""
    return workspace.read(_values, field)


def put_back(unit: Unit, field: Field, value: str | int | None) -> None:
    """Give a field an earlier value, as a change of its own.

    Raises:
        NotFound: the thing is no longer in the casebook.
        Invalid: the field cannot be changed by itself, or has this value.
    """
    if not field.can_return:
        raise Invalid("This belongs to other entries and cannot be put back alone. Use undo.")
    now = rows.row_now(unit, field.table, field.id)
    if now is None:
        raise NotFound(
            "What this belongs to is no longer in the casebook, so its earlier value cannot be put "
            "back. Nothing was changed."
        )
    if now[field.column] == value:
        raise Invalid("This is the value it has now. Nothing was changed.")
    rows.put_back(unit, field.table, field.id, field.column, value)


def ahead_of_clock(workspace: Workspace) -> datetime | None:
    """Return when the last step was taken, if that lies after now by more than a few minutes.

    The order of steps is that of their numbers and holds whatever the clock says; but dates are
    counted from today, and a clock that was set back makes them wrong.
    """
    last = workspace.read(rows.latest, 1)
    at = datetime.fromisoformat(last[0][0].at) if last else None
    return at if at is not None and at - workspace.now() > _CLOCK_PLAY else None


def chain(workspace: Workspace, progress: Progress) -> Chain:
    """Follow the seals of all entries; raise `Cancelled` when the user stopped it."""
    progress.check()
    return workspace.read(_chain)


def _chain(connection: Connection) -> Chain:
    return Chain(journal.last_number(connection), tuple(journal.problems(connection)))


def _history(
    connection: Connection, case_id: CaseId | None, limit: int, before: int | None
) -> tuple[HistoryRow, ...]:
    if case_id is None:
        parts = rows.latest(connection, limit, before)
    else:
        parts = rows.latest_of_case(connection, case_id, limit, before)
    return tuple(
        HistoryRow(
            number=entry.number,
            at=datetime.fromisoformat(entry.at),
            who=entry.who,
            label=entry.label + _ENDS[entry.kind],
            changes=tuple(told for change in changes for told in _told(change)),
            about=frozenset(ABOUT[change.table] for change in changes),
        )
        for entry, changes in parts
    )


def _values(connection: Connection, field: Field) -> tuple[Value, ...]:
    found: list[Value] = []
    for entry, changes in reversed(rows.of_row(connection, field.table, field.id)):
        image = changes[-1].after if changes else None
        if image is None or field.column not in image:
            continue
        stored = image[field.column]
        if not found or found[-1].stored != stored:
            told = shown(field.column, stored)
            at = datetime.fromisoformat(entry.at)
            found.append(Value(entry.number, at, entry.who, stored, told, is_now=False))
    now = [Value(v.number, v.at, v.who, v.stored, v.shown, is_now=True) for v in found[-1:]]
    return tuple(reversed([*found[:-1], *now]))


def _told(change: RowChange) -> Iterator[Change]:
    thing = f"{NOUNS[change.table]} {_name(change)}".strip()
    if change.before is None and change.after is None:
        yield Change(thing, "erased for good")
    elif change.before is None:
        yield Change(thing, "entered")
    elif change.after is None:
        yield Change(thing, "taken out")
    else:
        yield from _differences(thing, change, change.before, change.after)


def _name(change: RowChange) -> str:
    image = change.before or change.after or {}
    parts = [shown(column, image.get(column)) for column in NAMED_BY[change.table]]
    return " ".join(filter(None, parts))


def _differences(thing: str, change: RowChange, before: Image, after: Image) -> Iterator[Change]:
    for column in after:
        old, new = before.get(column), after[column]
        if old == new or column in UNSAID:
            continue
        if column == "trashed_at":
            yield Change(thing, "put into the trash" if new else "taken out of the trash")
        elif column == "position":
            yield Change(thing, "moved to another place in the list")
        else:
            was, now = shown(column, old), shown(column, new)
            what = f"{field_words(column)}: {_quoted(was)} → {_quoted(now)}"
            field = Field(change.table, change.row_id, column)
            yield Change(thing, what, field, old, was, now)


def _quoted(text: str) -> str:
    return f"“{text}”" if text else "empty"
