"""What the window says of things sent: by what way, to whom, with which proof, and what follows."""

from __future__ import annotations

from collections.abc import Sequence

from advocate_desktop.domain.deadlines import Deadline, DeadlineState
from advocate_desktop.domain.events import EventKind, Method
from advocate_desktop.domain.moves import Move
from advocate_desktop.domain.sent_items import SentItem
from advocate_desktop.ui import moves_list, words

WAYS: dict[Method, str] = {
    Method.FAX: "Fax",
    Method.MAIL: "Mail, certified or not",
    Method.PORTAL: "The plan’s or the agency’s website",
    Method.EMAIL: "E-mail",
    Method.IN_PERSON: "By hand",
}
_WAYS_IN_LIST: dict[Method | None, str] = {
    Method.FAX: "By fax",
    Method.MAIL: "By mail",
    Method.PORTAL: "On the website",
    Method.EMAIL: "By e-mail",
    Method.IN_PERSON: "By hand",
    Method.PHONE: "By phone",
    None: "Way not said",
}
NO_EVENT = "Nothing: it starts no clock"


def way(item: SentItem) -> str:
    """Return by what way it went, with its number."""
    numbers = (item.tracking and f"No. {item.tracking}", item.confirmation)
    return ", ".join(filter(None, (_WAYS_IN_LIST[item.method], *numbers)))


def following(kind: EventKind | None, moves: Sequence[Move]) -> str:
    """Say what marking as sent records, and which clocks it starts."""
    if kind is None:
        return "This records a message from you. It starts no clock."
    records = f"This records: {words.EVENTS[kind]}."
    if not moves:
        return f"{records} It moves no date."
    new = [m.after for m in moves if m.before is None and m.after is not None]
    started = [f"{one.title}: {_by(one)} {words.moment(one.when)}" for one in new]
    moved = [m for m in moves if m.before is not None]
    lines = [records]
    if started:
        lines += ["These clocks start:", *(f"•  {line}" for line in started)]
    if moved:
        lines += ["This moves:", *(f"•  {line}" for line in moves_list.lines(moved))]
    return "\n".join(lines)


def _by(deadline: Deadline) -> str:
    waits = deadline.state in (DeadlineState.WAITING, DeadlineState.REACHED)
    return "from" if waits else "by"
