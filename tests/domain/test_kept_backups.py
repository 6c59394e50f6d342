"""Backups are thinned with age, and what is thinned still reaches far back."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from advocate_desktop.domain.kept_backups import DAILY, MONTHLY, WEEKLY, kept

MADE = st.lists(st.datetimes(datetime(2020, 1, 1), datetime(2023, 12, 31)), max_size=120)


@given(MADE)
def test_the_newest_is_kept_and_there_are_never_too_many(made):
    keep = kept(made)
    assert keep <= set(made)
    assert len(keep) <= DAILY + WEEKLY + MONTHLY
    if made:
        assert max(made) in keep


@given(MADE)
def test_the_last_seven_days_with_a_backup_keep_their_newest(made):
    newest = {day: max(m for m in made if m.date() == day) for day in {m.date() for m in made}}
    assert {newest[day] for day in sorted(newest)[-DAILY:]} <= kept(made)


@given(MADE)
def test_thinning_again_takes_nothing_more(made):
    assert kept(kept(made)) == kept(made)


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 1000), st.integers(430, 500))
def test_a_backup_a_day_thinned_each_day_reaches_eleven_months_back(start, days):
    first = datetime(2024, 1, 1, 9) + timedelta(start)
    left: set[datetime] = set()
    for number in range(days):
        left = set(kept({*left, first + timedelta(number)}))
    last = first + timedelta(days - 1)
    assert len(left) == DAILY + WEEKLY + MONTHLY
    assert last - min(left) >= timedelta(330)
    assert {last - timedelta(n) for n in range(DAILY)} <= left
