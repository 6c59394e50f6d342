"""How the dates of a case were counted: each with its arithmetic, citation and confidence."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable, KeepTogether

from advocate_desktop.domain.deadlines import Deadline, DeadlineState
from advocate_desktop.domain.moments import in_words
from advocate_desktop.domain.preflight_dates import for_the_reader
from advocate_desktop.domain.rules import Actor
from advocate_desktop.filings import style

_STATES: dict[DeadlineState, str] = {
    DeadlineState.OPEN: "still running",
    DeadlineState.MET: "met",
    DeadlineState.MET_LATE: "met late",
    DeadlineState.OVERDUE: "overdue",
    DeadlineState.MISSED: "passed",
    DeadlineState.POSSIBLE: "possible",
    DeadlineState.WAITING: "waiting",
    DeadlineState.REACHED: "over",
}


_WHO: dict[Actor, str] = {
    Actor.MEMBER: "the member",
    Actor.PLAN: "the plan",
    Actor.DMHC: "the DMHC",
    Actor.IMR_ORGANIZATION: "the review organization",
    Actor.AGENCY: "the agency",
}


def dates_counted_story(deadlines: Sequence[Deadline]) -> list[Flowable]:
    """Return the dates in order, a short block each."""
    story: list[Flowable] = [
        style.heading("How these dates were counted", 0),
        style.paragraph(
            "The first day is left out and the last is counted. A date that is known from "
            "something other than the law's own text says so."
        ),
    ]
    story.extend(
        KeepTogether(_block(deadline)) for deadline in deadlines if for_the_reader(deadline)
    )
    return story


def _block(deadline: Deadline) -> list[Flowable]:
    verb = "may" if deadline.not_before is not None else "must"
    what = f"{_WHO[deadline.actor]} {verb} {deadline.must}".replace(" your ", " the ")
    title = f"{in_words(deadline.when)}: {what} ({_STATES[deadline.state]})"
    lines = [style.paragraph(line, style.CELL) for line in deadline.filed_explanation]
    return [style.paragraph(title, _TITLE), *lines]


_TITLE = style.CELL_HEAD.clone("DateTitle", spaceBefore=8, spaceAfter=2)
