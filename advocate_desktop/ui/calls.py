"""Calls, letters and messages of a case, in order of time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from advocate_desktop.domain.cases import CaseRecord
from advocate_desktop.domain.communications import Communication
from advocate_desktop.domain.moments import day_of
from advocate_desktop.ui import words
from advocate_desktop.ui.record_table import RecordTable
from advocate_desktop.ui.rows import Column


class Calls(RecordTable[Communication]):
    """A table of communications."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__(
            "Calls and messages",
            _columns(today),
            key=lambda row: row.id,
            add="Record a call",
            empty="Write down every call: when, with whom, what was said.\n"
            "The call log in your packet is made from it.",
            stretched=1,
        )

    def show_record(self, record: CaseRecord) -> None:
        """Show the communications of a case."""
        self.show_entries(record.conversations)


def _columns(today: Callable[[], date]) -> tuple[Column[Communication], ...]:
    return (
        Column(
            "When",
            text=lambda row: words.moment(row.at),
            second=lambda row: f"{words.CHANNELS[row.channel]}, {words.SIDES[row.direction]}",
        ),
        Column(
            "With whom, and what was said",
            text=_whom,
            second=_said,
            tip=_said,
            spoken=lambda row: f"{words.moment(row.at)}. {_whom(row)}. {_said(row)}",
        ),
        Column(
            "Reference",
            text=lambda row: row.reference,
            second=lambda row: _to_come(row, today()),
        ),
    )


def _whom(row: Communication) -> str:
    return row.whom or "Not said"


def _said(row: Communication) -> str:
    promised = f"Promised: {row.promise}" if row.promise else ""
    return " ".join(f"{row.summary} {promised}".split())


def _to_come(row: Communication, today: date) -> str:
    if row.promised is not None:
        return f"Promised {words.ago((day_of(row.promised[1]) - today).days)}"
    if row.follow_up is None:
        return ""
    return f"Come back {words.ago((day_of(row.follow_up) - today).days)}"
