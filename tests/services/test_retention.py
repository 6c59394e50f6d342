"""Cases closed years ago are brought to mind, and nothing is done to them."""

from __future__ import annotations

from datetime import date

from advocate_desktop.services import retention
from advocate_desktop.services.views import case_rows


def test_a_case_is_due_seven_years_after_it_was_closed(workspace, enter, new_record, new_event):
    old = new_record(events=(new_event("closed", "2019-02-10"),))
    enter(workspace, old)
    enter(workspace, new_record(events=(new_event("closed", "2019-02-11"),)))
    enter(workspace, new_record(events=(new_event("incident", "2010-01-01"),)))
    opened_again = (new_event("closed", "2012-01-01"), new_event("incident", "2013-01-01"))
    enter(workspace, new_record(events=opened_again))
    (due,) = retention.old_records(workspace)
    assert (due.case, due.due_on) == (old.case.id, date(2026, 2, 10))
    assert len(case_rows(workspace)) == 4


def test_the_years_are_the_users_choice(workspace, enter, new_record, new_event):
    enter(workspace, new_record(events=(new_event("closed", "2024-01-01"),)))
    assert retention.old_records(workspace) == ()
    workspace.run("Years chosen", retention.set_years, 2)
    assert len(retention.old_records(workspace)) == 1
    workspace.run("Years chosen", retention.set_years, 0)
    assert retention.old_records(workspace) == ()
