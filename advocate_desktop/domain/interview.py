"""Finding out which law applies: one question after another, “don't know” allowed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from advocate_desktop.domain.router import QUESTIONS, CoverageFacts, Regulator, Routing, route

_YES_OR_NO = frozenset({"medicare_advantage", "medi_cal", "fehb", "self_funded"})


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer: a fact of the coverage, and its value; None is “don't know”."""

    fact: str
    value: bool | Regulator | None

    @property
    def question(self) -> str:
        """The question it answers."""
        return QUESTIONS[self.fact]


@dataclass(frozen=True, slots=True)
class Interview:
    """The answers so far, in the order given."""

    replies: tuple[Reply, ...] = ()

    @property
    def routing(self) -> Routing:
        """Where the answers lead; what nobody knows is taken as “no”, so that the rest is asked."""
        known: dict[str, Any] = {reply.fact: reply.value for reply in self.replies}
        for fact in _YES_OR_NO.intersection(known):
            known[fact] = bool(known[fact])
        return route(CoverageFacts(**known))

    @property
    def asks(self) -> str:
        """The fact to ask for next; empty when there is nothing more to ask."""
        fact = self.routing.fact
        return "" if any(reply.fact == fact for reply in self.replies) else fact

    @property
    def still_open(self) -> tuple[str, ...]:
        """The questions answered “don't know”: a different answer could lead elsewhere."""
        return tuple(reply.question for reply in self.replies if reply.value is None)

    def answered(self, value: bool | Regulator | None) -> Interview:
        """Return the interview with the question that is asked answered."""
        return Interview((*self.replies, Reply(self.asks, value)))

    def back(self) -> Interview:
        """Return the interview without the last answer."""
        return Interview(self.replies[:-1])
