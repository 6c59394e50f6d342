"""Derives all deadlines of 10,000 cases and compares with bare dateutil arithmetic.

Run with `python -m tests.benchmarks.deadlines`; prints the two times and their ratio.
"""

from __future__ import annotations

import gc
import time
from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta

from advocate_desktop.domain.cases import Case, CaseId, CaseRecord, DenialReason
from advocate_desktop.domain.coverage import Coverage, CoverageId
from advocate_desktop.domain.deadlines import derive
from advocate_desktop.domain.events import Event, EventId, EventKind, Method, Outcome
from advocate_desktop.domain.moments import PACIFIC
from advocate_desktop.domain.people import Client, ClientId
from advocate_desktop.services.rules import rule_book

CASES = 10_000
STORY = (
    (EventKind.INCIDENT, 0, None, None),
    (EventKind.DENIAL_RECEIVED, 4, None, None),
    (EventKind.GRIEVANCE_FILED, 10, Method.FAX, None),
    (EventKind.GRIEVANCE_RECEIVED, 11, None, None),
    (EventKind.ACKNOWLEDGEMENT_RECEIVED, 15, None, None),
    (EventKind.DECISION_RECEIVED, 38, None, Outcome.ADVERSE),
    (EventKind.DMHC_COMPLAINT_FILED, 50, None, None),
    (EventKind.IMR_FILED, 50, None, None),
    (EventKind.IMR_ACCEPTED, 56, None, None),
    (EventKind.IMR_DECISION_RECEIVED, 84, None, Outcome.OVERTURNED),
    (EventKind.DMHC_DECISION_RECEIVED, 85, None, Outcome.FAVORABLE),
    (EventKind.PLAN_COMPLIED, 90, None, None),
)


def sample(number: int) -> CaseRecord:
    """Return a case of twelve events, each begun on another day of two years."""
    first = date(2025, 1, 1) + timedelta(days=number % 730)
    events = tuple(
        Event(EventId(f"{number}-{place}"), kind, first + timedelta(days=after), "", None, *how)
        for place, (kind, after, *how) in enumerate(STORY)
    )
    case = Case(CaseId(str(number)), denial_reason=DenialReason.NOT_MEDICALLY_NECESSARY)
    return CaseRecord(Client(ClientId("c")), Coverage(CoverageId("v")), case, events=events)


def main() -> None:
    """Measure both in one process and print the figures."""
    rules = rule_book()
    records = [sample(number) for number in range(CASES)]
    as_of = datetime(2026, 6, 1, 12, tzinfo=PACIFIC)
    gc.collect()
    began = time.perf_counter()
    found = sum(len(derive(record, rules, as_of)) for record in records)
    derived = time.perf_counter() - began
    steps = [relativedelta(days=30), relativedelta(months=6), relativedelta(days=5)]
    starts = [records[n % CASES].events[n % 12].at for n in range(found)]
    began = time.perf_counter()
    for n, start in enumerate(starts):
        start + steps[n % 3]
    plain = time.perf_counter() - began
    print(  # noqa: T201
        f"{found} deadlines of {CASES} cases: {derived:.2f} s, "
        f"{derived / CASES * 1e6:.0f} µs a case; {found} dates by dateutil alone: "
        f"{plain:.2f} s; ratio {derived / plain:.1f}"
    )


if __name__ == "__main__":
    main()
