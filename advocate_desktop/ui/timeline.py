"""What happened in a case, in order of time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from advocate_desktop.domain.cases import CaseRecord
from advocate_desktop.domain.events import Event
from advocate_desktop.domain.moments import day_of
from advocate_desktop.ui import words
from advocate_desktop.ui.record_table import RecordTable
from advocate_desktop.ui.rows import Column


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """An event with the name of the paper that proves it."""

    event: Event
    paper: str
    today: date

    @property
    def details(self) -> str:
        """How it came out, how it was sent, and the note."""
        event = self.event
        outcome = words.OUTCOMES[event.outcome] if event.outcome else ""
        method = words.METHODS[event.method] if event.method else ""
        parts = (outcome, method, " ".join(event.note.split()))
        return " · ".join(part for part in parts if part)


class Timeline(RecordTable[TimelineRow]):
    """A table of events."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__(
            "What happened",
            _COLUMNS,
            key=lambda row: row.event.id,
            add="Record what happened",
            empty="Every date follows from what happened.\nBegin with the denial or the incident.",
            stretched=1,
        )
        self._today = today

    def show_record(self, record: CaseRecord) -> None:
        """Show the events of a case."""
        self.show_entries([self._row(record, event) for event in record.timeline])

    def _row(self, record: CaseRecord, event: Event) -> TimelineRow:
        paper = record.document(event.document)
        return TimelineRow(event, paper.name if paper else "", self._today())


def _spoken(row: TimelineRow) -> str:
    return f"{words.moment(row.event.at)}. {words.EVENTS[row.event.kind]}. {row.details}"


_COLUMNS: tuple[Column[TimelineRow], ...] = (
    Column(
        "When",
        text=lambda row: words.moment(row.event.at),
        second=lambda row: words.ago((day_of(row.event.at) - row.today).days),
    ),
    Column(
        "What happened",
        text=lambda row: words.EVENTS[row.event.kind],
        second=lambda row: row.details,
        tip=lambda row: row.event.note,
        spoken=_spoken,
    ),
    Column("Paper that proves it", text=lambda row: row.paper),
)
