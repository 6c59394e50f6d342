"""The window has words for everything it may have to show."""

from datetime import date, datetime

import pytest

from advocate_desktop.domain.coverage import Program
from advocate_desktop.domain.events import EventKind
from advocate_desktop.domain.moments import PACIFIC
from advocate_desktop.ui import event_kinds, words

DICTIONARIES = {
    name: found
    for name, found in vars(words).items()
    if name.isupper() and isinstance(found, dict) and name != "LANGUAGES"
}


@pytest.mark.parametrize("name", DICTIONARIES)
def test_every_code_has_words(name):
    labels = DICTIONARIES[name]
    assert set(labels) == set(type(next(iter(labels))))
    assert all(labels.values())


def test_every_event_can_be_recorded_for_some_program():
    offered = {kind for program in Program for kind in event_kinds.offered(program)}
    assert offered == set(EventKind)


def test_no_kind_is_offered_twice():
    for program in Program:
        offered = event_kinds.offered(program)
        assert len(offered) == len(set(offered))


def test_a_day_is_never_numbers_alone():
    assert words.day(date(2026, 3, 12)) == "Thu 12 Mar 2026"
    assert words.moment(datetime(2026, 3, 12, 9, 5, tzinfo=PACIFIC)) == "Thu 12 Mar 2026, 09:05"


@pytest.mark.parametrize(
    ("days", "told"),
    [(6, "in 6 days"), (1, "tomorrow"), (0, "today"), (-1, "1 day late"), (-4, "4 days late")],
)
def test_how_far_off_a_deadline_is(days, told):
    assert words.in_days(days) == told


@pytest.mark.parametrize(
    ("days", "told"), [(2, "in 2 days"), (0, "today"), (-1, "yesterday"), (-3, "3 days ago")]
)
def test_a_day_that_nobody_missed_is_told_without_blame(days, told):
    assert words.ago(days) == told
