"""What is in the trash can be put back for thirty days, and erased after."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from advocate_desktop.domain.errors import NotFound
from advocate_desktop.domain.moments import PACIFIC
from advocate_desktop.services import cases, documents
from advocate_desktop.services.check import check
from advocate_desktop.services.progress import NO_PROGRESS
from advocate_desktop.services.trash import Kind, empty_due, put_back, trash
from advocate_desktop.services.workspace import Workspace


@pytest.fixture
def now():
    return [datetime(2026, 2, 10, 12, tzinfo=PACIFIC)]


@pytest.fixture
def opened(tmp_path, now):
    made = Workspace.create(tmp_path / "cases.casebook", None, clock=lambda: now[0], who="Ada")
    yield made
    made.close()


def test_a_case_and_a_document_are_listed_and_put_back(opened, enter, sample_record, new_record):
    whole, other = enter(opened, sample_record), enter(opened, new_record())
    document = sample_record.documents[0]
    opened.run("Document removed", documents.remove, document.id)
    opened.run("Case trashed", cases.trash, other)
    found = {row.kind: row for row in trash(opened)}
    assert set(found) == {Kind.CASE, Kind.DOCUMENT}
    assert found[Kind.DOCUMENT].name == "Denial of MRI"
    assert found[Kind.DOCUMENT].case == sample_record.case.title
    assert found[Kind.DOCUMENT].client == "Ana María Muñoz Example"
    assert {row.days_left for row in found.values()} == {30}
    for row in found.values():
        opened.run("Put back", put_back, row)
    assert trash(opened) == ()
    assert cases.record(opened, whole) == sample_record


def test_the_documents_of_a_case_in_the_trash_go_with_it(opened, enter, sample_record):
    case_id = enter(opened, sample_record)
    opened.run("Document removed", documents.remove, sample_record.documents[0].id)
    opened.run("Case trashed", cases.trash, case_id)
    assert [row.kind for row in trash(opened)] == [Kind.CASE]


def test_after_thirty_days_it_is_emptied_for_good(opened, now, enter, sample_record, new_record):
    case_id, other = enter(opened, sample_record), enter(opened, new_record())
    opened.run("Case trashed", cases.trash, case_id)
    now[0] += timedelta(days=29, hours=23)
    assert empty_due(opened) == 0
    assert trash(opened)[0].days_left == 1
    now[0] += timedelta(hours=1)
    assert empty_due(opened) == 1
    assert trash(opened) == ()
    assert cases.record(opened, other)
    assert check(opened, NO_PROGRESS) == ()
    with pytest.raises(NotFound):
        cases.record(opened, case_id)
    assert opened.undo_label not in ("Trash emptied", "Case trashed")


def test_an_event_outlives_the_document_that_proved_it(opened, now, enter, sample_record):
    case_id = enter(opened, sample_record)
    opened.run("Document removed", documents.remove, sample_record.documents[0].id)
    now[0] += timedelta(days=31)
    assert empty_due(opened) == 1
    record = cases.record(opened, case_id)
    assert [event.document for event in record.events] == [None, None, None]
    assert check(opened, NO_PROGRESS) == ()


def test_a_clock_set_back_or_a_second_window_empties_nothing(opened, now, enter, sample_record):
    case_id = enter(opened, sample_record)
    opened.run("Case trashed", cases.trash, case_id)
    now[0] -= timedelta(days=400)
    assert empty_due(opened) == 0
    now[0] += timedelta(days=800)
    second = Workspace.open(opened.path, None, clock=lambda: now[0])
    assert empty_due(second) == 0
    second.close()
    assert empty_due(opened) == 1
