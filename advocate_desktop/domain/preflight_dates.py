"""Preflight: which of the dates that a packet counts still want checking in the law."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from advocate_desktop.domain.deadlines import Deadline, DeadlineState
from advocate_desktop.domain.findings import Finding
from advocate_desktop.domain.packets import PacketPlan, Part
from advocate_desktop.domain.preflight_check import note
from advocate_desktop.domain.rules import Actor, Anchor, Confidence


def for_the_reader(deadline: Deadline) -> bool:
    """Whether a filing shows a date: not the member's own cautious or passed dates."""
    if deadline.actor is not Actor.MEMBER or deadline.not_before is not None:
        return True
    cautious = deadline.working.rule.anchor is Anchor.SILENCE
    return not cautious and deadline.state in (DeadlineState.MET, DeadlineState.OPEN)


def unconfirmed_dates(plan: PacketPlan, deadlines: Sequence[Deadline]) -> Iterator[Finding]:
    """Yield a note when the dates printed rest on rules not read in the law's own words.

    The filing says so of each date as well; that is no place for advice to its sender.
    """
    if Part.DATES_COUNTED not in plan.parts:
        return
    shown = [d for d in deadlines if for_the_reader(d) and d.confidence is not Confidence.PRIMARY]
    if shown:
        rules = ", ".join(dict.fromkeys(deadline.citation for deadline in shown))
        yield note(
            "dates_unconfirmed",
            "“How these dates were counted” has dates whose rules were not read in the law's own "
            f"words ({rules}). Check them before you send this, or leave that part out.",
        )
