"""What the views show: derived afresh, in the order of what is most urgent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import event as sql_event

from advocate_desktop.domain.cases import Case
from advocate_desktop.domain.deadlines import derive
from advocate_desktop.domain.errors import NotFound
from advocate_desktop.domain.moments import day_of, parse_moment
from advocate_desktop.domain.people import Client
from advocate_desktop.domain.routes import Route
from advocate_desktop.domain.standing import Status
from advocate_desktop.services import cases, events, views
from advocate_desktop.services.rules import rule_book


@pytest.fixture
def several(workspace, enter, new_record, new_event):
    """Enter cases that are late, soon due, later due, without a date, and closed; return ids."""

    def case(name, *happened):
        record = new_record(
            case=Case(name, title=f"Title {name}"),
            client=Client(f"of-{name}", "Ana", f"Of {name.title()}"),
            events=tuple(new_event(kind, at, **more) for kind, at, more in happened),
        )
        return enter(workspace, record)

    fax = {"method": "fax"}
    return {
        name: case(name, *happened)
        for name, happened in {
            "nothing": [],
            "closed": [("grievance_filed", "2026-01-05", fax), ("closed", "2026-02-01", {})],
            "later": [("denial_received", "2026-02-05", {})],
            "soon": [
                ("grievance_filed", "2026-01-20", fax),
                ("acknowledgement_received", "2026-01-22", {}),
            ],
            "late": [("grievance_filed", "2026-01-20", fax)],
            "later than late": [("grievance_filed", "2026-01-11", fax)],
        }.items()
    }


def test_late_cases_come_first_then_the_soonest_and_ended_ones_last(workspace, several):
    rows = views.case_rows(workspace)
    assert [row.id for row in rows] == [
        "later than late",
        "late",
        "soon",
        "later",
        "nothing",
        "closed",
    ]
    assert rows[0].late_days >= rows[1].late_days > 0
    assert [row.closed for row in rows] == [False] * 5 + [True]
    soon = views.case_page(workspace, "soon").standing
    assert (rows[2].next_deadline, rows[2].sentence) == (soon.next_deadline, soon.sentence)
    assert (rows[1].client, rows[1].client_id) == ("Ana Of Late", "of-late")
    assert {row.status for row in rows[:2]} == {Status.PLAN_LATE}


def test_rows_are_of_the_moment_asked_for(workspace, several):
    before = parse_moment("2026-01-13T12:00-08:00")
    rows = {row.id: row for row in views.case_rows(workspace, as_of=before)}
    assert rows["late"].late_days == 0
    assert not rows["closed"].closed


ALL = {"late", "later than late", "later", "soon", "nothing", "closed"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("late", {"late", "later", "later than late"}),
        ("title SOON", {"soon"}),
        ("aná closed", {"closed"}),
        (
            "sample health",
            ALL,
        ),
        ("zzz", set()),
        ("", ALL),
    ],
)
def test_the_list_is_narrowed_by_words(workspace, several, text, found):
    assert {row.id for row in views.case_rows(workspace, text=text)} == found


def test_the_list_takes_the_same_number_of_queries_however_long_it_is(
    workspace, several, enter, new_record
):
    counted = []
    engine = workspace.casebook._engine
    sql_event.listen(engine, "before_cursor_execute", lambda *_: counted.append(1))

    def queries():
        counted.clear()
        views.case_rows(workspace)
        return len(counted)

    few = queries()
    for _ in range(20):
        enter(workspace, new_record())
    assert queries() == few


def test_what_is_in_the_trash_is_in_no_view(workspace, several):
    workspace.run("Trash", cases.trash, "late")
    assert "late" not in {row.id for row in views.case_rows(workspace)}
    assert "late" not in {entry.case for entry in views.agenda(workspace, None, None)}
    counts = {row.id: row.cases for row in views.client_rows(workspace)}
    assert (counts["of-late"], counts["of-soon"]) == (0, 1)


def test_clients_come_by_family_name_with_their_number_of_cases(workspace, enter, new_record):
    zoe, abe = Client("1", "Zoë", "Águila"), Client("2", "Abe", "Zuber")
    for client in (abe, zoe, zoe):
        enter(workspace, new_record(client=client))
    assert views.client_rows(workspace) == (
        views.ClientRow("1", "Zoë Águila", 2),
        views.ClientRow("2", "Abe Zuber", 1),
    )


def test_a_page_holds_the_record_and_all_that_follows_from_it(workspace, enter, sample_record):
    case_id = enter(workspace, sample_record)
    page = views.case_page(workspace, case_id)
    assert page.record == sample_record
    assert page.deadlines == derive(sample_record, rule_book(), workspace.now())
    assert [option.route for option in page.options] == list(Route)
    assert page.standing.next_deadline in page.deadlines
    with pytest.raises(NotFound):
        views.case_page(workspace, "no-such-case")


def test_changing_one_date_moves_every_clock(workspace, enter, sample_record):
    case_id = enter(workspace, sample_record)
    before = views.case_page(workspace, case_id).deadlines
    filed = sample_record.events[2]
    later = replace(filed, at=filed.at + timedelta(days=3))
    workspace.run("Event changed", events.change, later)
    after = views.case_page(workspace, case_id).deadlines
    moved = {d.rule: d.when for d in before}
    resolve = next(d for d in after if d.rule == "ca.grievance.resolve")
    assert day_of(resolve.when) - day_of(moved["ca.grievance.resolve"]) == timedelta(days=3)


def test_the_agenda_lists_deadlines_by_date_between_two_days(workspace, several):
    everything = views.agenda(workspace, None, None)
    days = [day_of(entry.deadline.when) for entry in everything]
    assert days == sorted(days)
    first, last = date(2026, 2, 1), date(2026, 2, 28)
    february = views.agenda(workspace, first, last)
    assert february == tuple(
        entry for entry in everything if first <= day_of(entry.deadline.when) <= last
    )
    assert february
    edge = days[0]
    assert {e.deadline.when for e in views.agenda(workspace, edge, edge)} == {edge}


def test_the_agenda_of_one_case_is_its_own(workspace, several):
    mine = views.agenda(workspace, None, None, "soon")
    assert {(entry.case, entry.client, entry.title) for entry in mine} == {
        ("soon", "Ana Of Soon", "Title soon")
    }
    assert mine == tuple(e for e in views.agenda(workspace, None, None) if e.case == "soon")
    with pytest.raises(NotFound):
        views.agenda(workspace, None, None, "no-such-case")
