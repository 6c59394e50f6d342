"""What preflight's findings are made of, and how they are worded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from advocate_desktop.domain.cases import CaseRecord, Issue
from advocate_desktop.domain.documents import DocumentKind
from advocate_desktop.domain.events import EventKind
from advocate_desktop.domain.findings import Finding, Severity
from advocate_desktop.domain.moments import day_of
from advocate_desktop.domain.packets import TO_DMHC, Exhibit, PacketKind, PacketPlan
from advocate_desktop.domain.papers_seen import NOTHING_SEEN, PapersSeen
from advocate_desktop.domain.routes import Option, Route, RouteState

SEND_ANYWAY = (
    "You can send it anyway: the DMHC may not turn an application away because papers are missing."
)
"""Said with everything whose mending could cost the member a deadline (28 CCR 1300.74.30)."""

GO_ON = "You can also go on without it."


@dataclass(frozen=True, slots=True)
class Check:
    """What the findings are made of."""

    record: CaseRecord
    plan: PacketPlan
    options: tuple[Option, ...]
    today: date
    papers: PapersSeen = NOTHING_SEEN

    @property
    def to_agency(self) -> bool:
        """Whether it goes to the DMHC, for a complaint or a review."""
        return self.plan.kind in TO_DMHC

    @property
    def for_review(self) -> bool:
        """Whether it asks for Independent Medical Review."""
        return self.plan.kind is PacketKind.IMR

    @property
    def about_denial(self) -> bool:
        """Whether the plan refused care, or a payment for a stated reason."""
        case = self.record.case
        return case.issue is Issue.DENIAL or case.denial_reason is not None

    def option(self, route: Route) -> Option | None:
        """Return how a door stands."""
        return next((o for o in self.options if o.route is route), None)

    @property
    def door(self) -> Option | None:
        """How the door stands that it goes to; a review that does not fit is a complaint."""
        review = self.option(Route.IMR) if self.for_review else None
        if review is not None and review.state is not RouteState.CLOSED:
            return review
        return self.option(Route.DMHC_COMPLAINT)

    def exhibits(self, *kinds: DocumentKind) -> tuple[Exhibit, ...]:
        """Return the exhibits of these kinds."""
        return tuple(e for e in self.plan.exhibits if e.document.kind in kinds)

    def happened(self, *kinds: EventKind) -> bool:
        """Whether any event of these kinds lies on or before the day."""
        return any(day_of(e.at) <= self.today for e in self.record.events_of(*kinds))


def stop(code: str, message: str, way_on: str = SEND_ANYWAY) -> Finding:
    """Return a finding without which a packet misses its aim, and how it can still be sent."""
    return Finding(code, Severity.STOP, f"{message} {way_on}")


def warn(code: str, message: str) -> Finding:
    """Return a finding that weakens a packet."""
    return Finding(code, Severity.WARN, message)


def note(code: str, message: str) -> Finding:
    """Return something good to know."""
    return Finding(code, Severity.NOTE, message)
