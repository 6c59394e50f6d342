"""What a packet's maker writes about pages, and what comes of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from advocate_desktop.domain.errors import Invalid
from advocate_desktop.domain.packet_plans import chosen_pages, said_pages, said_turns, turns_of


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("", (1, 2, 3, 4, 5, 6)),
        ("2", (2,)),
        ("1-3, 5", (1, 2, 3, 5)),
        ("5, 1–2", (5, 1, 2)),
        (" 4 - 6 ,4", (4, 5, 6)),
    ],
)
def test_pages_are_read_as_people_write_them(text, pages):
    assert chosen_pages(text, 6) == pages


@pytest.mark.parametrize("text", ["0", "7", "3-2", "1-", "a", "1;2", "1,,2", "-1", "9999999"])
def test_pages_that_cannot_be_are_refused_with_a_sentence(text):
    with pytest.raises(Invalid, match=r"\.$"):
        chosen_pages(text, 6)


@given(some.lists(some.integers(1, 400), unique=True, min_size=1))
def test_pages_said_are_read_back_the_same(pages):
    assert chosen_pages(said_pages(tuple(pages)), 400) == tuple(pages)


@given(some.dictionaries(some.integers(1, 400), some.sampled_from([90, 180, 270])))
def test_turns_said_are_read_back_the_same(turns):
    assert turns_of(said_turns(turns)) == turns


@pytest.mark.parametrize("text", ["2", "2:45", "a:90", "2:90;3:90"])
def test_turns_that_cannot_be_are_refused(text):
    with pytest.raises(Invalid):
        turns_of(text)
