"""The history says in words what was changed, of a case or of all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advocate_desktop.domain.errors import Invalid, NotFound
from advocate_desktop.domain.moments import PACIFIC
from advocate_desktop.services import cases, events
from advocate_desktop.services.history import (
    Chain,
    ahead_of_clock,
    chain,
    history,
    put_back,
    values,
)
from advocate_desktop.services.progress import NO_PROGRESS
from advocate_desktop.services.settings import Letterhead, set_letterhead
from advocate_desktop.services.workspace import Workspace
from advocate_desktop.store import documents, tables


def lines(rows):
    return [(row.label, row.lines) for row in rows]


def test_a_change_reads_with_what_was_before_and_after(workspace, enter, sample_record, clock):
    case_id = enter(workspace, sample_record)
    event = sample_record.events[1]
    changed = replace(event, at=date(2026, 1, 6), note="", method=None)
    workspace.run("Event changed", events.change, changed)
    (row, _) = history(workspace, case_id)
    assert (row.at, row.who, row.label) == (clock(), "Ada Advocate", "Event changed")
    assert set(row.lines) == {
        "Event denial received Mon 5 Jan 2026: when: “Mon 5 Jan 2026” → “Tue 6 Jan 2026”",
        "Event denial received Mon 5 Jan 2026: note: “Denial letter came by mail.” → empty",
        "Event denial received Mon 5 Jan 2026: method: “mail” → empty",
    }


def test_entering_taking_out_trash_and_order_read_as_such(workspace, enter, sample_record):
    case_id = enter(workspace, sample_record)
    workspace.run("Removed", events.remove, "event-a")
    workspace.run("Ordered", documents.reorder, case_id, ("document-bill", "document-denial"))
    workspace.run("Trash", cases.trash, case_id)
    workspace.undo()
    told = history(workspace, case_id)
    assert lines(told)[:4] == [
        ("Trash (undone)", ("Case MRI of the lumbar spine denied: taken out of the trash",)),
        ("Trash", ("Case MRI of the lumbar spine denied: put into the trash",)),
        (
            "Ordered",
            (
                "Document bill.pdf: moved to another place in the list",
                "Document denial.pdf: moved to another place in the list",
            ),
        ),
        ("Removed", ("Event incident Mon 15 Dec 2025: taken out",)),
    ]
    assert "Client Ana María Muñoz Example: entered" in told[4].lines


def test_a_cases_history_holds_its_clients_changes_and_no_others(workspace, enter, new_record):
    first, second = new_record(), new_record()
    first_id = enter(workspace, first)
    enter(workspace, second)
    workspace.run("Client", cases.update_client, replace(first.client, phone="1"))
    workspace.run("Coverage", cases.update_coverage, replace(first.coverage, plan="Other"))
    workspace.run("Other client", cases.update_client, replace(second.client, phone="2"))
    workspace.run("Letterhead", set_letterhead, Letterhead("Ada"))
    labels = [row.label for row in history(workspace, first_id)]
    assert labels == ["Coverage", "Client", "Case created"]
    assert [row.label for row in history(workspace)][:2] == ["Letterhead", "Other client"]


def test_a_change_to_several_cases_shows_each_its_own_part(workspace, enter, new_record):
    first, second = new_record(), new_record()
    enter(workspace, first)
    enter(workspace, second)

    def rename(unit):
        cases.update_case(unit, replace(first.case, title="One"))
        cases.update_case(unit, replace(second.case, title="Two"))

    workspace.run("Renamed", rename)
    (row, *_) = history(workspace, first.case.id)
    assert row.lines == ("Case Dispute 1: title: “Dispute 1” → “One”",)


def test_only_so_many_rows_are_told_newest_first(workspace, enter, new_record):
    for _ in range(5):
        enter(workspace, new_record())
    assert len(history(workspace, limit=3)) == 3
    assert "Client Ana Example 5: entered" in history(workspace, limit=1)[0].lines
    assert history(workspace, "no-such-case") == ()


def test_older_steps_come_page_by_page(workspace, enter, new_record):
    for _ in range(5):
        enter(workspace, new_record())
    whole = history(workspace)
    first = history(workspace, limit=2)
    second = history(workspace, limit=200, before=first[-1].number)
    assert [*first, *second] == list(whole)


def test_a_field_has_each_value_it_was_given_and_takes_one_back(workspace, enter, sample_record):
    case_id = enter(workspace, sample_record)
    for title in ("Second", "Third"):
        case = replace(sample_record.case, id=case_id, title=title)
        workspace.run("Case changed", cases.update_case, case)
    (change,) = history(workspace, case_id)[0].changes
    assert (change.before_shown, change.after_shown, change.field.name) == (
        "Second",
        "Third",
        "title",
    )
    found = values(workspace, change.field)
    assert [v.shown for v in found] == ["Third", "Second", sample_record.case.title]
    assert [v.is_now for v in found] == [True, False, False]
    workspace.run("Earlier value put back", put_back, change.field, found[2].stored)
    assert cases.record(workspace, case_id).case.title == sample_record.case.title
    assert len(values(workspace, change.field)) == 4
    workspace.undo()
    assert cases.record(workspace, case_id).case.title == "Third"


def test_what_is_gone_or_the_same_is_not_put_back(workspace, enter, sample_record):
    case_id = enter(workspace, sample_record)
    event = sample_record.events[1]
    workspace.run("Event changed", events.change, replace(event, note="Other"))
    (change,) = history(workspace, case_id)[0].changes
    with pytest.raises(Invalid, match="value it has now"):
        workspace.run("Put back", put_back, change.field, "Other")
    with pytest.raises(Invalid, match="Use undo"):
        workspace.run("Put back", put_back, replace(change.field, column="document_id"), None)
    workspace.run("Removed", events.remove, event.id)
    with pytest.raises(NotFound, match="no longer in the casebook"):
        workspace.run("Put back", put_back, change.field, change.before)


def test_the_chain_is_followed_to_its_end(workspace, enter, new_record):
    for _ in range(3):
        enter(workspace, new_record())
    assert chain(workspace, NO_PROGRESS) == Chain(3, ())


@given(st.lists(st.integers(-60, 60), min_size=2, max_size=6))
@settings(max_examples=20, deadline=None)
def test_steps_keep_their_order_whatever_the_clock_says(hours):
    now = [datetime(2026, 2, 10, 12, tzinfo=PACIFIC)]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "clock.casebook"
        workspace = Workspace.create(path, None, clock=lambda: now[0], who="Ada Advocate")
        for number, hour in enumerate(hours):
            now[0] += timedelta(hours=hour)
            workspace.run(f"Step {number}", set_letterhead, Letterhead(f"Ada {number}"))
        told = history(workspace)
        assert [row.label for row in told] == [f"Step {n}" for n in reversed(range(len(hours)))]
        assert chain(workspace, NO_PROGRESS).problems == ()
        assert ahead_of_clock(workspace) is None
        now[0] -= timedelta(hours=1)
        assert ahead_of_clock(workspace) == now[0] + timedelta(hours=1)
        assert workspace.undo() == f"Step {len(hours) - 1}"
        workspace.close()


def test_every_table_has_its_words(workspace):
    """Each journaled table can be told of; a new one needs a noun and a topic."""
    for name, table in tables.JOURNALED.items():
        row = {
            column.name: "2026-01-05"
            for column in table.columns
            if column.type.python_type is str and column.name != "trashed_at"
        }

        def enter_and_take_out(unit, table=table, row=row):
            unit.insert(table, row)
            unit.delete(table, row["id"])

        workspace.run(name, enter_and_take_out)
        (told, *_) = history(workspace)
        assert [line.rpartition(": ")[2] for line in told.lines] == ["entered", "taken out"]
