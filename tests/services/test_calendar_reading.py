"""What a calendar shows, read in slices and kept until something changes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, datetime

import pytest

from advocate_desktop.domain.cases import CaseId, CaseRecord
from advocate_desktop.domain.events import Event, EventId, EventKind
from advocate_desktop.domain.moments import PACIFIC
from advocate_desktop.domain.own_dates import OwnDate, OwnDateId
from advocate_desktop.services import calendar_reading, cases, events, own_dates, views
from advocate_desktop.services.calendar_reading import CalendarReader
from advocate_desktop.services.progress import Cancelled, Progress
from advocate_desktop.services.workspace import Workspace

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
NewRecord = Callable[..., CaseRecord]
NewEvent = Callable[..., Event]
Enter = Callable[[Workspace, CaseRecord], CaseId]


class Counting(Progress):
    """Notes how many cases were derived, and cancels when told to."""

    def __init__(self, cancel_at: int | None = None) -> None:
        self.steps: list[tuple[int, int]] = []
        self._cancel_at = cancel_at

    def step(self, done: int, total: int, text: str = "") -> None:
        self.steps.append((done, total))
        self.check()

    def check(self) -> None:
        if self._cancel_at is not None and len(self.steps) > self._cancel_at:
            raise Cancelled


@pytest.fixture
def three(
    workspace: Workspace, new_record: NewRecord, new_event: NewEvent, enter: Enter
) -> tuple[CaseId, ...]:
    """Three cases with a grievance each."""
    return tuple(
        enter(workspace, new_record(events=(new_event("grievance_received", f"2026-01-0{n}"),)))
        for n in (5, 6, 7)
    )


def shown(reader: CalendarReader, **more: object) -> set[tuple[CaseId, str]]:
    found = reader.read(FIRST, LAST, **more)  # type: ignore[arg-type]
    return {(entry.case, entry.deadline.rule) for entry in found.entries}


def test_it_shows_what_the_agenda_shows_but_what_is_settled(
    workspace: Workspace, three: tuple[CaseId, ...]
) -> None:
    wanted = {
        (entry.case, entry.deadline.rule)
        for entry in views.agenda(workspace, None, None)
        if entry.deadline.state not in ("met", "met_late", "reached")
    }
    assert wanted
    assert shown(CalendarReader(workspace)) == wanted


def test_slices_join_without_a_seam(
    workspace: Workspace, three: tuple[CaseId, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = shown(CalendarReader(workspace))
    monkeypatch.setattr(calendar_reading, "SLICE", 2)
    assert shown(CalendarReader(workspace)) == whole


def test_only_what_changed_is_derived_again(
    workspace: Workspace, three: tuple[CaseId, ...]
) -> None:
    reader = CalendarReader(workspace)
    before = shown(reader)
    decided = Event(EventId("d"), EventKind.CLOSED, date(2026, 2, 1))
    workspace.run("Case closed", events.add, three[0], decided)
    reader.forget({three[0]})
    counting = Counting()
    after = shown(reader, progress=counting)
    assert counting.steps == [(0, 1)]
    assert before - after == {pair for pair in before if pair[0] == three[0]}


def test_another_day_derives_all_anew(workspace: Workspace, three: tuple[CaseId, ...]) -> None:
    reader = CalendarReader(workspace)
    reader.read(FIRST, LAST)
    counting = Counting()
    march = datetime(2026, 3, 20, 12, tzinfo=PACIFIC)
    late = reader.read(FIRST, LAST, as_of=march, progress=counting)
    assert len(counting.steps) == 3
    assert any(e.deadline.state == "overdue" for e in late.entries)


def test_a_cancel_stops_between_cases(workspace: Workspace, three: tuple[CaseId, ...]) -> None:
    with pytest.raises(Cancelled):
        CalendarReader(workspace).read(FIRST, LAST, progress=Counting(cancel_at=1))


def test_what_was_read_before_a_change_is_not_kept_after_it(
    workspace: Workspace, three: tuple[CaseId, ...]
) -> None:
    reader = CalendarReader(workspace)

    class Meddling(Counting):
        def step(self, done: int, total: int, text: str = "") -> None:
            super().step(done, total, text)
            if done == 0:
                reader.forget({three[0]})

    reader.read(FIRST, LAST, progress=Meddling())
    counting = Counting()
    reader.read(FIRST, LAST, progress=counting)
    assert len(counting.steps) == 3


def test_a_case_in_the_trash_is_left_out_though_it_was_kept(
    workspace: Workspace, three: tuple[CaseId, ...]
) -> None:
    reader = CalendarReader(workspace)
    reader.read(FIRST, LAST)
    workspace.run("Case put into the trash", cases.trash, three[1])
    assert {case for case, _ in shown(reader)} == {three[0], three[2]}


def test_one_case_brings_its_own_dates_alone(
    workspace: Workspace, three: tuple[CaseId, ...]
) -> None:
    for number, case in enumerate((three[0], None)):
        own = OwnDate(OwnDateId(f"own-{number}"), "Call", date(2026, 3, 2), case=case)
        workspace.run("Reminder set", own_dates.add, own)
    reader = CalendarReader(workspace)
    assert len(reader.read(FIRST, LAST).own) == 2
    (found,) = reader.read(FIRST, LAST, three[0]).own
    assert found.own.case == three[0]
    assert {case for case, _ in shown(reader, case_id=three[0])} == {three[0]}


def test_two_threads_may_read_at_once(workspace: Workspace, three: tuple[CaseId, ...]) -> None:
    reader = CalendarReader(workspace)
    found: list[int] = []
    threads = [
        threading.Thread(target=lambda: found.append(len(reader.read(FIRST, LAST).entries)))
        for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [len(reader.read(FIRST, LAST).entries)] * 2
