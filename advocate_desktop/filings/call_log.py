"""The call log: who said what, when, and under which reference."""

from __future__ import annotations

from reportlab.platypus import Flowable

from advocate_desktop.domain.cases import CaseRecord
from advocate_desktop.domain.chronology import said_promise
from advocate_desktop.domain.communications import Channel, Communication, Direction
from advocate_desktop.domain.moments import in_words
from advocate_desktop.filings import style

_CHANNELS: dict[Channel, tuple[str, str]] = {
    Channel.PHONE: ("Call to", "Call from"),
    Channel.LETTER: ("Letter to", "Letter from"),
    Channel.FAX: ("Fax to", "Fax from"),
    Channel.EMAIL: ("E-mail to", "E-mail from"),
    Channel.PORTAL: ("Portal message to", "Portal message from"),
    Channel.VISIT: ("Visit to", "Visit by"),
}
_WIDTHS = (86.0, 132.0, 76.0)


def call_log_story(record: CaseRecord) -> list[Flowable]:
    """Return the log of calls, letters and messages, oldest first."""
    rows = [_row(entry) for entry in record.conversations]
    widths = (*_WIDTHS, style.TEXT_WIDTH - sum(_WIDTHS))
    head = ("When", "With whom", "Reference", "What was said")
    return [style.heading("Call log", 0), style.table(rows, widths, head=head)]


def _row(entry: Communication) -> tuple[str, ...]:
    return (in_words(entry.at), _whom(entry), entry.reference, _said(entry))


def _whom(entry: Communication) -> str:
    to, from_ = _CHANNELS[entry.channel]
    begun = to if entry.direction is Direction.OUT else from_
    return f"{begun} {entry.whom or 'a person not named'}"


def _said(entry: Communication) -> str:
    parts = [entry.summary, said_promise(entry)]
    if entry.follow_up is not None:
        parts.append(f"To follow up on {in_words(entry.follow_up)}.")
    return " ".join(filter(None, parts))
