"""The user's own dates, and the marks a user lays over derived ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest

from advocate_desktop.domain.cases import CaseId, CaseRecord
from advocate_desktop.domain.deadlines import Deadline
from advocate_desktop.domain.errors import Invalid
from advocate_desktop.domain.events import Event
from advocate_desktop.domain.moments import PACIFIC, format_moment
from advocate_desktop.domain.own_dates import OwnDate, OwnDateId
from advocate_desktop.services import cases, communications, deadlines, own_dates, views
from advocate_desktop.services.workspace import Workspace

Enter = Callable[[Workspace, CaseRecord], CaseId]
WEEKLY = "FREQ=WEEKLY;COUNT=4"


def own(title: str = "Call the doctor", at: date = date(2026, 3, 2), **more: object) -> OwnDate:
    return OwnDate(OwnDateId("own-1"), title, at, **more)  # type: ignore[arg-type]


def shown(workspace: Workspace, first: str, last: str) -> list[str]:
    found = own_dates.occurrences(workspace, date.fromisoformat(first), date.fromisoformat(last))
    return [format_moment(occurrence.at) for occurrence in found]


def test_a_date_comes_once_and_undo_takes_it_back(workspace: Workspace) -> None:
    workspace.run("Reminder set", own_dates.add, own())
    assert shown(workspace, "2026-03-01", "2026-03-31") == ["2026-03-02"]
    assert workspace.undo() == "Reminder set"
    assert shown(workspace, "2026-03-01", "2026-03-31") == []


def test_a_weekly_date_keeps_its_hour_over_the_change_of_the_clocks(workspace: Workspace) -> None:
    at = datetime(2026, 3, 2, 9, 0, tzinfo=PACIFIC)
    workspace.run("Reminder set", own_dates.add, own(at=at, recurrence=WEEKLY))
    assert shown(workspace, "2026-03-01", "2026-04-30") == [
        "2026-03-02T09:00-08:00",
        "2026-03-09T09:00-07:00",
        "2026-03-16T09:00-07:00",
        "2026-03-23T09:00-07:00",
    ]
    assert shown(workspace, "2026-03-10", "2026-03-22") == ["2026-03-16T09:00-07:00"]


def test_a_date_without_end_is_read_only_as_far_as_asked(workspace: Workspace) -> None:
    workspace.run("Reminder set", own_dates.add, own(recurrence="FREQ=DAILY"))
    assert len(shown(workspace, "2036-01-01", "2036-01-31")) == 31


@pytest.mark.parametrize(
    ("title", "rule", "word"),
    [
        ("  ", "", "no name"),
        ("Call", "FREQ=SOMETIMES", "cannot be read|can be read"),
        ("Call", "nonsense", "can be read"),
        ("Call", "DTSTART:20260101T000000\nRRULE:FREQ=DAILY", "one line"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_is_kept(
    workspace: Workspace, title: str, rule: str, word: str
) -> None:
    with pytest.raises(Invalid, match=word):
        workspace.run("Reminder set", own_dates.add, own(title, recurrence=rule))
    assert shown(workspace, "2026-01-01", "2026-12-31") == []


def test_moving_keeps_the_time_of_day(workspace: Workspace) -> None:
    entered = own(at=datetime(2026, 3, 2, 9, 30, tzinfo=PACIFIC))
    workspace.run("Reminder set", own_dates.add, entered)
    workspace.run("Reminder moved", own_dates.move, entered, date(2026, 3, 12))
    assert shown(workspace, "2026-03-01", "2026-03-31") == ["2026-03-12T09:30-07:00"]


def test_ticking_off_a_repeated_date_ticks_what_came_before(workspace: Workspace) -> None:
    entered = own(recurrence=WEEKLY)
    workspace.run("Reminder set", own_dates.add, entered)
    workspace.run("Done", own_dates.tick, entered, date(2026, 3, 9))
    found = own_dates.occurrences(workspace, date(2026, 3, 1), date(2026, 3, 31))
    assert [occurrence.done for occurrence in found] == [True, True, False, False]


def test_a_call_to_follow_up_is_among_the_dates(
    workspace: Workspace, sample_record: CaseRecord, enter: Enter
) -> None:
    call = replace(sample_record.communications[0], follow_up=date(2026, 3, 5), person="Robin")
    case = enter(workspace, replace(sample_record, communications=(call,)))
    (found,) = own_dates.occurrences(workspace, date(2026, 3, 1), date(2026, 3, 31), case)
    assert (found.own.title, found.from_call) == ("Follow up with Robin", True)
    assert found.client == sample_record.client.name


def test_a_promise_comes_up_on_its_day_and_with_the_follow_up_only_once(
    workspace: Workspace, sample_record: CaseRecord, enter: Enter
) -> None:
    call = replace(
        sample_record.communications[0],
        person="Robin",
        promise="a decision in writing",
        promised_by=date(2026, 3, 5),
        follow_up=date(2026, 3, 6),
    )
    case = enter(workspace, replace(sample_record, communications=(call,)))
    march = (date(2026, 3, 1), date(2026, 3, 31), case)
    first, second = own_dates.occurrences(workspace, *march)
    assert first.own.title == "Promised by Robin: a decision in writing"
    assert (first.at, second.own.title) == (date(2026, 3, 5), "Follow up with Robin")
    stored = cases.record(workspace, case).communications[0]
    workspace.run("Changed", communications.change, replace(stored, follow_up=date(2026, 3, 5)))
    (only,) = own_dates.occurrences(workspace, *march)
    assert only.own.title.startswith("Promised by Robin")
    workspace.run("Changed", communications.change, replace(stored, promised_by=None))
    assert [o.own.title for o in own_dates.occurrences(workspace, *march)] == [
        "Follow up with Robin"
    ]


def late(workspace: Workspace, case: CaseId) -> Deadline:
    found = views.case_page(workspace, case).deadlines
    return next(d for d in found if d.rule == "ca.grievance.acknowledge")


def grieving(new_record: Callable[..., CaseRecord], new_event: Callable[..., Event]) -> CaseRecord:
    return new_record(events=(new_event("grievance_received", "2026-01-12"),))


def test_a_handled_deadline_no_longer_makes_the_case_late(
    workspace: Workspace,
    new_record: Callable[..., CaseRecord],
    new_event: Callable[..., Event],
    enter: Enter,
) -> None:
    case = enter(workspace, grieving(new_record, new_event))
    assert views.case_page(workspace, case).standing.status == "plan_late"
    deadline = late(workspace, case)
    workspace.run("Marked handled", deadlines.mark_handled, deadline, date(2026, 2, 10))
    page = views.case_page(workspace, case)
    assert page.standing.status == "grievance_pending"
    assert late(workspace, case).handled_on == date(2026, 2, 10)
    workspace.undo()
    assert views.case_page(workspace, case).standing.status == "plan_late"


def test_a_date_set_by_hand_replaces_the_derived_one_until_taken_back(
    workspace: Workspace,
    new_record: Callable[..., CaseRecord],
    new_event: Callable[..., Event],
    enter: Enter,
) -> None:
    case = enter(workspace, grieving(new_record, new_event))
    reason = "the plan's letter of 14 January"
    workspace.run("Date set", deadlines.set_date, late(workspace, case), date(2026, 2, 20), reason)
    moved = late(workspace, case)
    assert (str(moved.due), str(moved.derived_date), moved.state) == (
        "2026-02-20",
        "2026-01-17",
        "open",
    )
    assert reason in moved.explanation[-1]
    workspace.run("Date taken back", deadlines.set_date, moved, None, "")
    assert str(late(workspace, case).due) == "2026-01-17"


def test_a_date_set_by_hand_needs_its_reason(
    workspace: Workspace,
    new_record: Callable[..., CaseRecord],
    new_event: Callable[..., Event],
    enter: Enter,
) -> None:
    case = enter(workspace, grieving(new_record, new_event))
    with pytest.raises(Invalid, match="Say which letter"):
        workspace.run("Date set", deadlines.set_date, late(workspace, case), date(2026, 2, 20), " ")


def test_a_change_is_shown_before_it_is_saved(
    new_record: Callable[..., CaseRecord], new_event: Callable[..., Event], workspace: Workspace
) -> None:
    before = grieving(new_record, new_event)
    after = replace(before, events=(new_event("grievance_received", "2026-01-14"),))
    said = [move.sentence for move in deadlines.what_moves(before, after, workspace.now())]
    assert "The plan answers your grievance: from Wed 11 Feb 2026 to Fri 13 Feb 2026." in said


def test_marks_go_and_come_with_their_case(
    workspace: Workspace, sample_record: CaseRecord, enter: Enter
) -> None:
    case = enter(workspace, sample_record)
    deadline = views.case_page(workspace, case).deadlines[0]
    workspace.run("Marked handled", deadlines.mark_handled, deadline, date(2026, 2, 10))
    (mark,) = cases.record(workspace, case).marks
    assert (mark.rule, mark.handled_on) == (deadline.rule, date(2026, 2, 10))


def test_moving_a_repeated_date_moves_its_repeats_and_what_is_ticked_off(
    workspace: Workspace,
) -> None:
    entered = own(recurrence=WEEKLY, done_on=date(2026, 3, 9))
    workspace.run("Reminder set", own_dates.add, entered)
    workspace.run("Reminder moved", own_dates.move, entered, date(2026, 3, 4))
    assert shown(workspace, "2026-03-01", "2026-03-12") == ["2026-03-04", "2026-03-11"]
    found = own_dates.occurrences(workspace, date(2026, 3, 1), date(2026, 3, 31))
    assert [occurrence.done for occurrence in found] == [True, True, False, False]


def test_a_date_whose_rule_names_its_days_is_not_moved(workspace: Workspace) -> None:
    entered = own(recurrence="FREQ=MONTHLY;BYDAY=1MO")
    workspace.run("Reminder set", own_dates.add, entered)
    with pytest.raises(Invalid, match="cannot be moved"):
        workspace.run("Reminder moved", own_dates.move, entered, date(2026, 3, 4))
    assert shown(workspace, "2026-03-01", "2026-03-31") == ["2026-03-02"]


def test_the_dates_of_a_case_in_the_trash_do_not_come(
    workspace: Workspace, sample_record: CaseRecord, enter: Enter
) -> None:
    case = enter(workspace, sample_record)
    workspace.run("Reminder set", own_dates.add, own(case=case))
    assert shown(workspace, "2026-03-02", "2026-03-02") == ["2026-03-02"]
    workspace.run("Case put into the trash", cases.trash, case)
    assert shown(workspace, "2026-01-01", "2026-12-31") == []
