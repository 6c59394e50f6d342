"""What a change of the record does to its deadlines: moved, new or gone, before it is saved."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from advocate_desktop.domain.deadlines import Deadline
from advocate_desktop.domain.moments import Moment, day_of, in_words
from advocate_desktop.domain.rules import RuleId


@dataclass(frozen=True, slots=True)
class Move:
    """One deadline that a change touches; None before is new, None after is gone."""

    rule: RuleId
    title: str
    before: Deadline | None
    after: Deadline | None

    @property
    def sentence(self) -> str:
        """The move in words."""
        if self.before is None:
            return f"New: {self.title}, {in_words(_when(self.after))}."
        if self.after is None:
            return f"Gone: {self.title}, {in_words(_when(self.before))}."
        old, new = _when(self.before), _when(self.after)
        if old == new:
            return (
                f"{self.title}, {in_words(new)}: was {_say(self.before)}, now {_say(self.after)}."
            )
        return f"{self.title}: from {in_words(old)} to {in_words(new)}."


def moves(before: tuple[Deadline, ...], after: tuple[Deadline, ...]) -> tuple[Move, ...]:
    """Return what differs between the deadlines of two versions of one record, soonest first.

    Clocks of the same rule are paired in the order in which they started.
    """
    found = []
    old, new = _by_rule(before), _by_rule(after)
    for rule in dict.fromkeys((*old, *new)):
        pairs = max(len(old[rule]), len(new[rule]))
        for number in range(pairs):
            first = old[rule][number] if number < len(old[rule]) else None
            second = new[rule][number] if number < len(new[rule]) else None
            move = _move(first, second)
            if move is not None:
                found.append(move)
    return tuple(sorted(found, key=lambda m: day_of(_when(m.after or m.before))))


def _by_rule(deadlines: tuple[Deadline, ...]) -> dict[RuleId, list[Deadline]]:
    grouped: dict[RuleId, list[Deadline]] = defaultdict(list)
    for deadline in sorted(deadlines, key=lambda d: day_of(d.started_by.at)):
        grouped[deadline.rule].append(deadline)
    return grouped


def _move(before: Deadline | None, after: Deadline | None) -> Move | None:
    shown = after or before
    assert shown is not None, "a move has a side"
    if before is not None and after is not None:
        same_day = before.when == after.when and before.other_due == after.other_due
        if same_day and before.state is after.state:
            return None
    return Move(shown.rule, shown.title, before, after)


def _when(deadline: Deadline | None) -> Moment:
    assert deadline is not None, "only a side that exists is said"
    return deadline.when


def _say(deadline: Deadline) -> str:
    return deadline.state.value.replace("_", " ")
