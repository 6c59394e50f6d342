"""A passphrase is weighed by how long guessing it takes."""

from __future__ import annotations

import pytest

from advocate_desktop.services.passphrase_strength import STRONGEST, strength


@pytest.mark.parametrize(
    ("typed", "step"),
    [
        ("", 0),
        ("password", 1),
        ("password12", 1),
        ("rosa1970", 1),
        ("copper lantern seven rivers", STRONGEST),
        ("qX7#mT2!vLp9zRw", STRONGEST),
        ("Ärger über fünf Öfen im Mai", STRONGEST),
    ],
)
def test_common_ones_are_weak_and_four_odd_words_strong(typed, step):
    assert strength(typed).step == step


def test_a_very_long_one_is_weighed_as_well():
    assert strength("copper lantern seven rivers " * 50).step == STRONGEST
    assert strength("a" * 500).step < STRONGEST


def test_none_typed_says_nothing_and_each_step_its_own_sentence():
    assert strength("").sentence == ""
    weak, strong = strength("password"), strength("copper lantern seven rivers")
    assert weak.sentence.startswith("Weak")
    assert strong.sentence.startswith("Strong")
